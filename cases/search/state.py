"""What every search needs alike: read once, and kept for as long as the index is what it was then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import NamedTuple

from cases.models import Committee, IndexMark, SearchEntry, SearchWord, Synonym, Topic
from cases.search.analyser import stem, words
from cases.search.common_words import COMMON
from cases.search.documents import DECIDED, EVERY_ITEM, MONTH, counted_term, day_number, year_of
from cases.search.vocabulary import beginning_with


class Named(NamedTuple):
    """What a committee or topic is called, in addresses and by people."""

    slug: str
    name: str


class State:
    """The index, and the names it is searched by, at one mark; each part is read when first wanted."""

    def __init__(self, mark: str | None) -> None:
        self.mark = mark
        self._counts: dict[bool, Counter[str]] = {}

    def counts(self, *, decisions: bool = False) -> Counter[str]:
        """How many items, or decisions, there are in all and for each term of a filter."""
        if decisions not in self._counts:
            mark, months = (counted_term(start, decisions=decisions) for start in ("f:", MONTH))
            terms = SearchWord.objects.filter(beginning_with(mark) & ~beginning_with(months))
            rows = terms.values_list("word", "entries")
            self._counts[decisions] = Counter({f"f{word[1:]}": number for word, number in rows})
        return self._counts[decisions]

    def total(self, *, decisions: bool = False) -> int:
        """How many items, or decisions, there are."""
        return self.counts(decisions=decisions)[DECIDED if decisions else EVERY_ITEM]

    @cached_property
    def newest_day(self) -> int:
        """The number of the last day that has an entry."""
        newest = SearchEntry.objects.order_by("-key").values_list("key", flat=True).first()
        return day_number(newest or 0)

    @cached_property
    def months(self) -> dict[str, int]:
        """The terms of months with how many items each has, the newest first."""
        rows = SearchWord.objects.filter(beginning_with(MONTH)).order_by("-word")
        return dict(rows.values_list("word", "entries"))

    @cached_property
    def months_of_years(self) -> Counter[str]:
        """How many months each year has items in, by the term of the year."""
        return Counter(map(year_of, self.months))

    @cached_property
    def synonyms(self) -> list[tuple[tuple[str, ...], ...]]:
        """The words of each of the expressions that stand for each other."""
        rows = (row.expressions for row in Synonym.objects.all())
        split = (tuple(tuple(words(each)) for each in row) for row in rows)
        return [tuple(filter(None, row)) for row in split]

    @cached_property
    def committees(self) -> dict[str, Named]:
        """Every committee by its key, also those without anything public."""
        rows = Committee.objects.order_by().values_list("pk", "slug", "name")
        return {str(pk): Named(slug, name) for pk, slug, name in rows}

    @cached_property
    def spoken_committees(self) -> list[tuple[str, tuple[str, ...]]]:
        """The term of a committee that has anything public, with the stems of the words that tell which
        it is, for each of its names and codes."""
        rows = Committee.objects.order_by().values_list("pk", "name", "code", "names__name")
        held = self.counts()
        return [
            (f"f:udvalg:{pk}", tuple(stem(word) for word in words(name) if word not in COMMON))
            for pk, *names in rows
            if held[f"f:udvalg:{pk}"]
            for name in filter(None, names)
        ]

    @cached_property
    def topics(self) -> dict[str, Named]:
        """Every public topic by its key, in the order of their names: as `Topic.objects.published()`,
        told by the index and not by every link, for only what is public is counted there."""
        rows = (
            Topic.objects.filter(is_public=True).order_by("name").values_list("pk", "slug", "name")
        )
        held = self.counts()
        return {str(pk): Named(slug, name) for pk, slug, name in rows if held[f"f:emne:{pk}"]}

    @cached_property
    def spoken_topics(self) -> dict[str, list[str]]:
        """The words of the name of each public topic."""
        return {key: words(topic.name) for key, topic in self.topics.items()}


_last = State(None)
_asked: ContextVar[State | None] = ContextVar("asked", default=None)


def current_state() -> State:
    """The state as it is now, or as it was at the beginning of `one_state`.

    Every change of the index, and of what committees, topics and synonyms are called, has another
    mark in its own transaction. So a state may be kept, however many processes there are.
    """
    global _last
    if known := _asked.get():
        return known
    mark = IndexMark.current()
    if mark is None or mark != _last.mark:  # without a mark nothing tells of a change
        _last = State(mark)
    return _last


@contextmanager
def one_state() -> Iterator[State]:
    """One state for all that is asked within, as for one page; its mark is asked for once."""
    state = current_state()
    before = _asked.set(state)
    try:
        yield state
    finally:
        _asked.reset(before)
