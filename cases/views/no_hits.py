"""The ways onward from a search that found nothing, each with how much it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest

from cases.filters import SearchFilter, address_of_page
from cases.models import Case, Topic
from cases.rendering.search_words import count_of
from cases.search.finding import MOST, Finder
from cases.search.found import Found
from cases.search.query import Kind
from cases.search.state import current_state
from cases.views.nearby import cases_near
from cases.views.understood import Way, typed_again

# So many words are tried left out, one at a time.
_MOST_TRIED = 8
# Two words are taken to be alike that begin with so many letters in common.
_ALIKE = 4


@dataclass
class Onward:
    """Where somebody may go who found nothing."""

    # The same search without one of its words.
    fewer_words: list[Way] = field(default_factory=list)
    # The same search without one of its filters.
    fewer_filters: list[Way] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


def onward(request: HttpRequest, filterset: SearchFilter, found: Found) -> Onward:
    """What leads on from a search without results."""
    numbers = [part.value for part in found.query.parts if part.kind is Kind.NUMBER]
    return Onward(
        list(_fewer_words(request, filterset, found)),
        list(_fewer_filters(request, filterset)),
        _topics_like([word for word in found.query.plain_words if len(word) >= _ALIKE]),
        cases_near(numbers[0]) if numbers else [],
    )


def _fewer_words(request: HttpRequest, filterset: SearchFilter, found: Found) -> Iterator[Way]:
    """The search without one word at a time, as far as there is anything then."""
    parts = found.query.parts
    if len(parts) < 2:
        return
    for left_out in parts[:_MOST_TRIED]:
        typed = typed_again(part for part in parts if part != left_out)
        count = _counted(Finder(typed, filterset.selection, filterset.order))
        if count:
            address = address_of_page(request, "side", "efter", ord=typed)
            yield Way("", address, typed, count)


def _fewer_filters(request: HttpRequest, filterset: SearchFilter) -> Iterator[Way]:
    """The search without one filter at a time."""
    for name, phrase in filterset.active():
        data = request.GET.copy()
        data.pop(name, None)
        without = SearchFilter(data, request=request)
        count = _counted(without.finder()) if name != "ord" and without.form.is_valid() else ""
        if count:
            yield Way(phrase, address_of_page(request, name, "side", "efter"), "", count)


def _counted(finder: Finder) -> str:
    """How many items there are, in words; nothing where there are none."""
    hits = finder.hits(finder.groups, is_ranked=False)
    items = len({hit.item for hit in hits})
    return count_of(items, is_capped=len(hits) > MOST) if items else ""


def _topics_like(spoken: list[str]) -> list[Topic]:
    """Topics with a name that begins as one of the words does, as far as anybody can tell."""
    if not spoken:
        return []
    starts = tuple({word[:_ALIKE] for word in spoken})
    names = current_state().spoken_topics.items()
    near = [key for key, name in names if any(word.startswith(starts) for word in name)]
    if not near:
        return []
    return list(Topic.objects.filter(pk__in=near).for_cards().order_by("name")[:5])
