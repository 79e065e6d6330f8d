"""The sitemap: an index, and a part for each kind of page. Only what is public."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from cases.models import AgendaItem, Attachment, Case, Committee, Meeting, Topic


class Pages(Sitemap):
    """Pages there is one of."""

    def items(self) -> list[str]:
        """The names of their routes."""
        return [
            "home", "decision_list", "meeting_list", "calendar", "case_list", "topic_list",
            "attachment_list", "commitment_list", "numbers", "about", "term_list", "accessibility", "privacy",
        ]  # fmt: skip

    def location(self, item: str) -> str:
        """The address of a route."""
        return reverse(item)


class Rows(Sitemap):
    """Pages there is one of for each row, with the date of the last change where it is known."""

    limit = 10_000

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset

    def items(self) -> QuerySet[Any]:
        """The public rows, in a stable order."""
        return self.queryset

    def lastmod(self, item: Any) -> dt.datetime | None:
        """When the row last changed."""
        changed: dt.datetime | None = getattr(item, "updated_at", None)
        return changed


def parts() -> dict[str, Any]:
    """Every part by its name; made for each request, since what is public changes with the hour."""
    items = AgendaItem.objects.published().select_related("meeting__committee")
    attachments = Attachment.objects.published().order_by("pk")
    return {
        "sider": Pages(),
        "udvalg": Rows(Committee.objects.published().order_by("pk")),
        "moeder": Rows(Meeting.objects.published().select_related("committee").order_by("pk")),
        "punkter": Rows(items.order_by("pk")),
        "sager": Rows(Case.objects.published().order_by("pk")),
        "emner": Rows(Topic.objects.published().order_by("pk")),
        "bilag": Rows(attachments),
    }


def index(request: HttpRequest) -> HttpResponseBase:
    """The list of parts."""
    return sitemap_views.index(request, parts(), sitemap_url_name="sitemap")


def section(request: HttpRequest, section: str) -> HttpResponseBase:
    """One part, in pages of ten thousand."""
    return sitemap_views.sitemap(request, parts(), section=section)
