"""One page with all that rules suggest and a clerk has to say yes or no to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.tasks import TaskResultStatus
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.admin.verdicts import DONE
from cases.models import ItemLink, Topic, TopicLink, TopicSuggestion
from cases.models.state import LinkState
from cases.models.topic import TopicLevel
from cases.threads.suggesting import find_suggestions
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
        "may_find": _may_find(request, site),
        "opts": TopicSuggestion._meta,
    }
    return TemplateResponse(request, "admin/cases/suggestions/queue.html", context)


def find_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Look for new suggestions, now or as soon as a worker has time, and say what came."""
    if not _may_find(request, site):
        raise PermissionDenied
    result = find_suggestions.enqueue()
    if result.status == TaskResultStatus.SUCCESSFUL:
        topics, links = (
            model._default_manager.filter(state=LinkState.SUGGESTED).count() for model in _FOUND
        )
        said = (
            f"{result.return_value} forslag er nye, ændrede eller faldet bort. Nu venter {topics} nye "
            f"emner og {links} par af punkter."
        )
        messages.success(request, said)
    elif result.status == TaskResultStatus.FAILED:
        messages.error(request, "Der kunne ikke findes forslag. Fejlen står i serverens log.")
    else:
        messages.info(request, "Portalen leder efter forslag. Genindlæs siden om et øjeblik.")
    return HttpResponseRedirect(reverse("admin:cases_suggestions"))


_FOUND = (TopicSuggestion, ItemLink)


def _may_find(request: HttpRequest, site: AdminSite) -> bool:
    admins = [site.get_model_admin(model) for model in _FOUND]
    return all(one.has_change_permission(request) for one in admins)


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
    chosen = section.model._default_manager.filter(pk__in=[key for key in keys if key.isdecimal()])
    rows: list[Any] = list(chosen)
    model_admin = _admin_of(site, section)
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    if not rows:
        messages.warning(request, "Vælg mindst ét forslag.")
    elif all(row.state == state for row in rows):
        messages.info(request, _already(rows, state))
    else:
        model_admin.judge(request, rows, state)  # type: ignore[attr-defined]  # VerdictAdmin
    return HttpResponseRedirect(request.get_full_path())


def _already(rows: list[Any], state: LinkState) -> SafeString:
    """That the rows had their state before, as after a double click, and what each became."""
    became = format_html_join("; ", "»{}«{}", ((row, _became(row)) for row in rows))
    return format_html("Allerede {}: {}.", DONE[state], became)


def _became(row: Any) -> SafeString:
    topic = getattr(row, "topic", None) if isinstance(row, TopicSuggestion) else None
    if topic is None:
        return SafeString("")
    address = reverse("admin:cases_topic_change", args=[topic.pk])
    return format_html(' blev til emnet <a href="{}">{}</a>', address, topic)


def led_to(row: Any, words: str, reasons: str) -> SafeString:
    """What a row of a list is called, on a link to its page, with its reasons below."""
    address = reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>{}', address, words, reasons)


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
