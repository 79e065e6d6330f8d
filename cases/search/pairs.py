"""Filters that are often used together: each two of them are one term of the index, which is much
rarer than either, and so quicker to look up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product

from cases.search.expressions import Either, Every, Expression, Term, either

_TOGETHER = ("udvalg", "aar", "slags")


def pair_terms(facets: Iterable[str]) -> list[str]:
    """The terms of an entry for each two that it has of these filters: `p:udvalg:8/aar:2025`."""
    by_name: dict[str, list[str]] = {name: [] for name in _TOGETHER}
    for term in facets:
        by_name.get(_name(term), []).append(term)
    return [
        _pair(one, other)
        for first, second in combinations(_TOGETHER, 2)
        for one, other in product(by_name[first], by_name[second])
    ]


def paired(expression: Expression) -> Expression:
    """The same, asked for by the terms of pairs where it asks for several of these filters."""
    match expression:
        case Either(of):
            return either(*map(paired, of))
        case Every(of, but_not):
            return Every(tuple(_joined([paired(each) for each in of])), but_not)
        case _:
            return expression


def _joined(wanted: Sequence[Expression]) -> list[Expression]:
    filters = {name: each for each in wanted if (name := _name_of(each))}
    ordered = [filters[name] for name in _TOGETHER if name in filters]
    if len(ordered) < 2:
        return list(wanted)
    first, *others = map(_terms, ordered)
    both = [either(*(Term(_pair(*two)) for two in product(first, other))) for other in others]
    return [*(each for each in wanted if each not in ordered), *both]


def _name_of(expression: Expression) -> str:
    """Which of the filters it asks for, if it is one of them with one value or several."""
    names = {_name(term) for term in _terms(expression)}
    return names.pop() if len(names) == 1 and names <= set(_TOGETHER) else ""


def _terms(expression: Expression) -> list[str]:
    match expression:
        case Term(word):
            return [word]
        case Either(of) if all(isinstance(each, Term) for each in of):
            return [word for each in of for word in _terms(each)]
        case _:
            return []


def _name(term: str) -> str:
    """`aar` of `f:aar:2025`."""
    return term.split(":")[1] if term.startswith("f:") else ""


def _pair(first: str, second: str) -> str:
    return f"p:{first[2:]}/{second[2:]}"
