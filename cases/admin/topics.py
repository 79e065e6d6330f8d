"""Topics in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from cases.admin.committees import SlugForm
from cases.models import Topic
from cases.models.address import remember_address
from cases.threads.topics import match_topics


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """Topics; saving one finds its items at once."""

    form = SlugForm
    list_display = ("name", "parent", "link_count", "is_public")
    list_filter = ("is_public",)
    list_select_related = ("parent",)
    search_fields = ("name", "aliases")
    autocomplete_fields = ("parent",)
    actions = ("find_items",)
    fields = (
        "name", "slug", "description", "aliases", "weak_aliases", "exclusions", "title_only",
        "parent", "is_public",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Topics with their number of links."""
        return super().get_queryset(request).annotate(links_total=Count("links"))

    @admin.display(description="punkter", ordering="links_total")
    def link_count(self, topic: Topic) -> int:
        """The number of items linked to it."""
        return int(getattr(topic, "links_total", 0))

    @admin.action(description="Find punkter nu", permissions=["change"])
    def find_items(self, request: HttpRequest, topics: QuerySet[Topic]) -> None:
        """Match the chosen topics against every item."""
        self._match(request, list(topics))

    def save_model(
        self, request: HttpRequest, obj: Topic, form: ModelForm[Topic], change: bool
    ) -> None:
        """Save, find its items, and let the former address lead to the new one."""
        old = Topic.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if old is not None and old.slug != obj.slug:
            remember_address(old.get_absolute_url(), obj.get_absolute_url())
        self._match(request, [obj])

    def _match(self, request: HttpRequest, topics: list[Any]) -> None:
        changed = match_topics(topics=topics)
        total = sum(topic.links.count() for topic in topics)
        messages.info(
            request, f"Emnet har {total} punkter; {changed} er nye, ændrede eller fjernet."
        )
