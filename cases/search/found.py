"""What is looked for besides words, and what was found: plain values."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple, overload

from cases.search.documents import day_key
from cases.search.expressions import Expression, Term
from cases.search.groups import Group
from cases.search.query import Query

_END = 2**63 - 1


@dataclass(frozen=True)
class Selection:
    """What narrows a search besides its words: terms by the name of their filter, and a period."""

    terms: Mapping[str, Expression] = field(default_factory=dict)
    first: dt.date | None = None
    last: dt.date | None = None
    # Items whose text names at least so many kroner.
    kroner: int | None = None
    # Only decisions, each by itself, and not pages of files.
    decisions: bool = False

    def without(self, *names: str) -> Selection:
        """The same without some of the filters."""
        kept = {name: term for name, term in self.terms.items() if name not in names}
        return replace(self, terms=kept)

    def with_term(self, term: Expression) -> Selection:
        """The same, narrowed by something that no filter is called by."""
        return replace(self, terms={**self.terms, "": term})

    @property
    def leaves_out_pages(self) -> bool:
        """Whether no page of a file can be meant: it has no journal number of its own."""
        return "journalnummer" in self.terms

    @property
    def is_everything(self) -> bool:
        """Whether nothing is narrowed."""
        return self == Selection(decisions=self.decisions)

    @property
    def bounds(self) -> tuple[int, int]:
        """The least key, and the one that all are below."""
        first, last = self.first or dt.date.min, self.last or dt.date.max
        year = self.terms.get("aar")
        if isinstance(year, Term):
            number = int(year.word.rpartition(":")[2])
            first, last = max(first, dt.date(number, 1, 1)), min(last, dt.date(number, 12, 31))
        before = _END if last == dt.date.max else day_key(last + dt.timedelta(days=1))
        return day_key(first), before


class Hit(NamedTuple):
    """One entry that was found."""

    key: int
    item: int
    facets: str
    score: int
    decision: int | None
    attachment: int | None
    page: int | None

    @property
    def is_page(self) -> bool:
        """Whether it is a page of a file."""
        return self.page is not None


class Result:
    """One item that was found, by itself or by pages of its files; or one of its decisions.

    `key` is its place among the newest first, `score` that of its best entry, `facets` the terms it
    is counted by, and `lacks` the groups of the query that it has not, by number.
    """

    __slots__ = ("facets", "hits", "item", "key", "lacks", "score")

    def __init__(self, hit: Hit) -> None:
        self.hits = [hit]
        self.key, self.item, self.facets, self.score = hit[:4]
        self.lacks: tuple[int, ...] = ()

    def add(self, hit: Hit) -> None:
        """Another entry of the same."""
        self.hits.append(hit)
        self.key, self.score = max(self.key, hit.key), max(self.score, hit.score)


class MadeWhereWanted(Sequence[Result]):
    """Results that are made where they are wanted, from entries that are there already."""

    @abstractmethod
    def made(self, numbers: Sequence[int]) -> list[Result]:
        """The results at some places, each below the length."""

    @property
    @abstractmethod
    def hits(self) -> Sequence[Hit]:
        """The first entry of each."""

    def __iter__(self) -> Iterator[Result]:
        return iter(self.made(range(len(self))))

    @overload
    def __getitem__(self, place: int) -> Result: ...
    @overload
    def __getitem__(self, place: slice) -> list[Result]: ...
    def __getitem__(self, place: int | slice) -> Result | list[Result]:
        numbers = range(len(self))[place]
        return self.made([numbers])[0] if isinstance(numbers, int) else self.made(numbers)


class Listed(MadeWhereWanted):
    """So many entries of one item each as results, which are looked up where they are wanted.

    `look(most)` gives the first of them, as many as that.
    """

    def __init__(self, length: int, look: Callable[[int], Sequence[Hit]]) -> None:
        self.length, self.look = length, look
        self.known: Sequence[Hit] = []

    def first(self, most: int) -> Sequence[Hit]:
        """The first of the entries."""
        if len(self.known) < most:
            self.known = self.look(most)
        return self.known[:most]

    @property
    def hits(self) -> Sequence[Hit]:
        """All the entries."""
        return self.first(self.length)

    def __len__(self) -> int:
        return self.length

    def made(self, numbers: Sequence[int]) -> list[Result]:
        """The results at some places."""
        known = self.first(max(numbers, default=-1) + 1)
        return [Result(known[number]) for number in numbers]


class Grouped(MadeWhereWanted):
    """Entries as results, one an item: those of an item follow each other."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.all = hits
        pairs = pairwise([None, *(hit.item for hit in hits)])
        edges = [at for at, (last, item) in enumerate(pairs) if last != item]
        # Where each begins and ends.
        self.spans = list(pairwise([*edges, len(hits)]))

    def sort_by_score(self) -> None:
        """Put the best first; what is equally good stays as it is."""
        scores = [hit.score for hit in self.all]
        self.spans.sort(key=lambda span: max(scores[slice(*span)]), reverse=True)

    @property
    def hits(self) -> Sequence[Hit]:
        """The first entry of each."""
        return [self.all[first] for first, _end in self.spans]

    def __len__(self) -> int:
        return len(self.spans)

    def made(self, numbers: Sequence[int]) -> list[Result]:
        """The results at some places."""
        return [self._made(number) for number in numbers]

    def _made(self, number: int) -> Result:
        start, end = self.spans[number]
        first, *others = self.all[start:end]
        result = Result(first)
        for hit in others:
            result.add(hit)
        return result


@dataclass
class Found:
    """The answer to a search. `results` are in order; where there are more, `is_capped`."""

    query: Query
    groups: list[Group]
    results: Sequence[Result]
    # Whether there are more than were looked at.
    is_capped: bool = False
    # Where those begin that were not looked at, if that is known without looking further.
    beyond: int | None = None
    # How many of the results, the last of them, lack a word that was asked for.
    incomplete: int = 0

    @property
    def older(self) -> int | None:
        """Where those begin that were not looked at, if there are any."""
        return self.results[-1].key if self.is_capped and self.beyond is None else self.beyond

    @property
    def total(self) -> int:
        """How many there are among those that were looked at."""
        return len(self.results)

    @property
    def complete(self) -> int:
        """How many of them have everything that was asked for."""
        return len(self.results) - self.incomplete

    def lacking(self, result: Result) -> list[str]:
        """What a result does not have of what was looked for, as it was typed or taken to be meant."""
        lacking = [self.groups[number] for number in result.lacks]
        return [group.instead[0] if group.instead else group.part.text for group in lacking]

    @property
    def is_worded(self) -> bool:
        """Whether words were asked for, or only filters."""
        return bool(self.groups)
