"""One page with all that rules suggest and a clerk has to say yes or no to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from cases.models import ItemLink, Topic, TopicLink, TopicSuggestion
from cases.models.state import LinkState
from cases.models.topic import TopicLevel
from cases.threads.topic_rules import Rule, quote
from cases.threads.topics import item_texts

ROWS_A_PAGE = 25
ROWS_OF_EACH = 5
_ACTS = {state.value: state for state in LinkState}


@dataclass(frozen=True, slots=True)
class Section:
    """One sort of suggestion: its name in the address, its heading, and what saying yes does."""

    name: str
    model: type[Model]
    heading: str
    meaning: str


SECTIONS = (
    Section(
        "emner",
        TopicLink,
        "Emner på punkter",
        "En regel har fundet emnets ord i punktet. De vises allerede for offentligheden som fundet "
        "automatisk. Det, I afviser, forsvinder og kommer ikke igen.",
    ),
    Section(
        "nye-emner",
        TopicSuggestion,
        "Nye emner",
        "Udtryk, der vender tilbage på flere møder og ellers er sjældne. Bekræftet bliver udtrykket til et "
        "emne, som ikke vises, før I har set det igennem.",
    ),
    Section(
        "punkter",
        ItemLink,
        "Punkter, der kan høre sammen",
        "To punkter med hver sit journalnummer, som kan være én sag. De vises først, når I bekræfter dem.",
    ),
)


def queue_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What waits for a clerk, by sort; on POST the chosen rows get their state."""
    sections = [section for section in SECTIONS if _may_view(request, site, section)]
    if not sections:
        raise PermissionDenied
    if request.method == "POST":
        return _judge(request, site, sections)
    wanted = request.GET.get("slags", "")
    state = _ACTS.get(request.GET.get("tilstand", ""), LinkState.SUGGESTED)
    chosen = [section for section in sections if section.name == wanted]
    shown = chosen or sections
    context = {
        **site.each_context(request),
        "title": "Forslag",
        "sections": [_shown(request, site, section, state, bool(chosen)) for section in shown],
        "choices": sections,
        "wanted": chosen[0].name if chosen else "",
        "state": state.value,
        "states": _STATES,
        "levels": TopicLevel.choices,
        "level": request.GET.get("grad", ""),
        "topics": Topic.objects.order_by("name"),
        "topic": request.GET.get("emne", ""),
        "opts": TopicSuggestion._meta,
    }
    return TemplateResponse(request, "admin/cases/suggestions/queue.html", context)


_STATES = [
    (LinkState.SUGGESTED.value, "venter"),
    (LinkState.CONFIRMED.value, "bekræftede"),
    (LinkState.REJECTED.value, "afviste"),
]


def _admin_of(site: AdminSite, section: Section) -> ModelAdmin[Any]:
    return site.get_model_admin(section.model)


def _may_view(request: HttpRequest, site: AdminSite, section: Section) -> bool:
    return _admin_of(site, section).has_view_permission(request)


def _judge(request: HttpRequest, site: AdminSite, sections: list[Section]) -> HttpResponse:
    """Give the row of the button, or every ticked row, its state."""
    section = next((one for one in sections if one.name == request.POST.get("slags")), None)
    act, _, pk = request.POST.get("act", "").partition(":")
    state = _ACTS.get(act)
    if section is None or state is None:
        raise BadRequest("unknown act")
    keys = [pk] if pk else request.POST.getlist("row")
    rows = section.model._default_manager.filter(pk__in=[key for key in keys if key.isdecimal()])
    _admin_of(site, section).judge(request, rows, state)  # type: ignore[attr-defined]  # VerdictAdmin
    return HttpResponseRedirect(request.get_full_path())


def _shown(
    request: HttpRequest, site: AdminSite, section: Section, state: LinkState, alone: bool
) -> dict[str, Any]:
    """A section with its rows: a page of them when it is looked at alone, else the first few."""
    rows = _rows(request, section).filter(state=state)
    pages = Paginator(rows, ROWS_A_PAGE if alone else ROWS_OF_EACH)
    page = pages.get_page(request.GET.get("side") if alone else 1)
    kept = {key: request.GET[key] for key in ("tilstand", "emne", "grad") if request.GET.get(key)}
    return {
        "section": section,
        "page": page,
        "rows": _with_reasons(section, page),
        "may_judge": _admin_of(site, section).has_change_permission(request),
        "address": "?" + urlencode({"slags": section.name, **kept}),
    }


def _rows(request: HttpRequest, section: Section) -> QuerySet[Any]:
    """All rows of a sort in the order in which a clerk wants them, those of a topic or level alone."""
    if section.model is TopicSuggestion:
        return TopicSuggestion.objects.select_related("topic").order_by("-score", "term")
    if section.model is ItemLink:
        both = (
            "item__meeting__committee",
            "item__case",
            "other__meeting__committee",
            "other__case",
        )
        return ItemLink.objects.select_related(*both).order_by("-score", "pk")
    links = TopicLink.objects.select_related("item__meeting__committee", "topic")
    links = links.prefetch_related("item__decisions", "item__attachments")
    topic, level = request.GET.get("emne", ""), request.GET.get("grad", "")
    if topic.isdecimal():
        links = links.filter(topic=int(topic))
    if level in TopicLevel.values:
        links = links.filter(level=level)
    return links.order_by("-item__meeting__date", "item__meeting", "item__position", "pk")


def _with_reasons(section: Section, page: Page[Any]) -> list[dict[str, Any]]:
    """Each row with what the rule saw; for a topic, the words as they stand in the item."""
    if section.model is not TopicLink:
        return [{"row": row} for row in page]
    return [
        {"row": row, "quotations": quote(Rule.of(row.topic), item_texts(row.item), row.evidence)}
        for row in page
    ]
