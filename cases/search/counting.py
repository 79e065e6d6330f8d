"""Counts what was found, or everything, by the terms of the filters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cases.models import SearchWord
from cases.search.documents import pairs_with
from cases.search.expressions import Either, Expression, Term
from cases.search.found import MadeWhereWanted, Result
from cases.search.vocabulary import beginning_with


def count_facets(results: Iterable[Result]) -> Counter[str]:
    """How many results there are for each term of a filter; those that lack a word are left out."""
    if isinstance(results, MadeWhereWanted):
        return counted([hit.facets for hit in results.hits])
    return counted([result.facets for result in results if not result.lacks])


def which_have(facets: Iterable[str], wanted: Expression) -> list[bool]:
    """Which of the facets of entries, each term between spaces, have one of the terms that are wanted."""
    either_of = wanted.of if isinstance(wanted, Either) else (wanted,)
    marks = [f" {term.word} " for term in either_of if isinstance(term, Term)]
    if len(marks) == 1:
        (mark,) = marks
        return [mark in each for each in facets]
    return [any(mark in each for mark in marks) for each in facets]


def counted(facets: Iterable[str]) -> Counter[str]:
    """How many times each term is there, of the facets of some entries."""
    return Counter(" ".join(facets).split())  # each term is there once


def counted_of(name: str, facets: Iterable[str]) -> Counter[str]:
    """As `counted`, only the terms of one filter."""
    return Counter(re.findall(rf"f:{name}:\S+", " ".join(facets)))


def count_facets_with(term: str, *, decisions: bool = False) -> Counter[str]:
    """How many items or decisions there are for each term of a filter, among those that have one
    already; kept, not counted."""
    start = pairs_with(term, decisions=decisions)
    rows = SearchWord.objects.filter(beginning_with(start)).values_list("word", "entries")
    return Counter({f"f:{word[len(start) :]}": entries for word, entries in rows})
