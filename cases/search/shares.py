"""Reckons how many entries have what is asked for, from how many have each part of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from cases.models import SearchWord
from cases.search.documents import is_of_filter
from cases.search.expressions import Either, Every, Expression, Term, terms_in
from cases.search.found import Selection
from cases.search.groups import Group
from cases.search.state import State


class Shares:
    """About what share of all entries has it, if one thing has nothing to do with another."""

    def __init__(self, state: State, selection: Selection) -> None:
        self.state, self.selection = state, selection
        self.items = state.total()

    def of(self, groups: Sequence[Group], selection: Selection) -> float:
        """The share that has all these groups and what is selected, which is part of `self.selection`."""
        of_groups = (map(self._with, group.of_phrase or [group.estimate]) for group in groups)
        of_filters = map(self._share, selection.terms.values())
        return math.prod(chain(chain.from_iterable(of_groups), of_filters))

    @cached_property
    def _entries(self) -> dict[str, int]:
        """How many entries have each journal number that is selected."""
        terms = {term for asked in self.selection.terms.values() for term in terms_in(asked)}
        wanted = [term for term in terms if not is_of_filter(term)]
        rows = SearchWord.objects.filter(word__in=wanted) if wanted else SearchWord.objects.none()
        return dict(rows.values_list("word", "entries"))

    def _share(self, asked: Expression) -> float:
        """The share that has it; all, where nothing is known."""
        match asked:
            case Term(word):
                counts = self.state.counts() if is_of_filter(word) else self._entries
                return self._with(counts.get(word, 0))
            case Every(of):
                return math.prod(map(self._share, of))
            case Either(of):
                return min(sum(map(self._share, of)), 1.0)
            case _:
                return 1.0

    def _with(self, entries: int) -> float:
        return min(entries / (self.items or 1), 1.0)
