"""The main list: decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from cases.filters import DecisionFilter
from cases.models import Decision, Topic
from cases.rendering.search_words import decisions_in_words, number_in_words
from cases.search.analyser import words
from cases.search.common_words import COMMON
from cases.search.finding import Finder
from cases.search.found import Found
from cases.search.state import current_state
from cases.views.errors import bad_values, no_such_page, unknown_parameters
from cases.views.kept import kept_for_a_moment
from cases.views.lists import chips, page_of, parts, rendered
from cases.views.places import place_of

VIEWS = ("liste", "tabel")


@kept_for_a_moment
def decision_list(request: HttpRequest) -> HttpResponse:
    """Every public decision, filtered, as a list of cards or as a table."""
    shown_as, after = request.GET.get("vis", "liste"), place_of(request)
    if shown_as not in VIEWS or after is None:
        return bad_values(request, ["efter"] if shown_as in VIEWS else ["vis"])
    rows = Decision.objects.published().for_cards()
    filterset = DecisionFilter(request.GET, queryset=rows, request=request)
    if unknown := filterset.unknown_parameters():
        return unknown_parameters(request, unknown)
    finder = filterset.finder(after.key) if filterset.form.is_valid() else None
    found = finder.found() if finder else None
    page, pages = page_of(request, found.results if found else [])
    if page is None:
        return no_such_page(request, pages)
    context: dict[str, Any] = {
        "filter": filterset,
        "page": page,
        "chips": chips(request, filterset),
        "found": found,
        "shown_as": shown_as,
        "topics_named": topics_named(request.GET.get("ord", "")),
    }
    if finder and found:
        page.object_list = filterset.rows_of(page.object_list)
        filterset.offer_counts(finder, found)
        context |= parts(request, finder, found, page)
        context["count"] = decisions_in_words(*_counted(finder, found))
        if not found.results:
            for chip in context["chips"]:
                chip["count"] = _without(request, chip["name"])
    else:
        filterset.count_choices()
    return rendered(request, "cases/decision_list.html", context)


def _counted(finder: Finder, found: Found) -> tuple[int, bool]:
    """How many there are, and whether there are more."""
    known = finder.known_total()
    return (found.total, found.is_capped) if known is None else (known, False)


def _without(request: HttpRequest, name: str) -> str:
    """How many decisions there would be without one of the filters, in words."""
    data = request.GET.copy()
    for parameter in (name, "side", "efter"):
        data.pop(parameter, None)
    loosened = DecisionFilter(data, queryset=Decision.objects.none(), request=request)
    if not loosened.form.is_valid():
        return number_in_words(0)
    finder = loosened.finder()
    return number_in_words(*_counted(finder, finder.found()))


@dataclass(frozen=True)
class NamedTopic:
    """A topic whose name was typed, and how many items are about it or mention it."""

    topic: Topic
    items: int


def topics_named(typed: str) -> list[NamedTopic]:
    """The topics whose name has these words: there may be more about them than the words find."""
    wanted = [word for word in words(typed) if word not in COMMON]
    if not wanted:
        return []
    state = current_state()
    named = [key for key, name in state.spoken_topics.items() if _begin(name, wanted)]
    if not named:
        return []
    topics = Topic.objects.filter(pk__in=named).order_by("name")
    return [NamedTopic(topic, state.counts()[f"f:emne:{topic.pk}"]) for topic in topics]


def _begin(name: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(start) for word in name) for start in wanted)
