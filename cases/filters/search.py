"""The filters of search: those of the decision list, and KLE group; and its facets with counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import django_filters as filters
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.filters.base import SortingFilter, same_for_all
from cases.filters.decisions import SORTINGS, DecisionFilter
from cases.filters.terms import by_name, names_of
from cases.minutes.journal_number import MAIN_GROUPS
from cases.search.finding import Finder
from cases.search.found import Found

# What a facet shows before the rest is folded away.
FIRST_CHOICES = 6


class Choice(NamedTuple):
    """One value of a facet: how it is called, how many it would leave, and whether it is chosen."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search. `is_capped`: counted among the newest only."""

    name: str
    label: str | Promise
    choices: list[Choice]
    is_capped: bool

    @property
    def first(self) -> list[Choice]:
        """The choices that are shown at once: those in use, then the commonest."""
        return self._in_use_first[:FIRST_CHOICES]

    @property
    def rest(self) -> list[Choice]:
        """Those that are folded away."""
        return self._in_use_first[FIRST_CHOICES:]

    @property
    def is_danish(self) -> bool:
        """Whether its choices are called by Danish names in every language."""
        return self.name in ("udvalg", "emne", "kle")

    @property
    def _in_use_first(self) -> list[Choice]:
        return sorted(self.choices, key=lambda choice: not choice.is_chosen)


class SearchFilter(DecisionFilter):
    """Items by words and by everything that decisions are filtered by."""

    page_parameters: ClassVar[tuple[str, ...]] = ("side", "vis", "efter")
    decisions = False
    phrases: ClassVar[Mapping[str, Promise]] = {
        **DecisionFilter.phrases,
        "kle": gettext_lazy("med KLE-hovedgruppe %(value)s"),
        "bilag": gettext_lazy("%(value)s"),
    }

    kle = filters.ChoiceFilter(
        choices=same_for_all((number, f"{number} {name}") for number, name in MAIN_GROUPS.items()),
        label=gettext_lazy("med KLE-hovedgruppe"),
        empty_label=gettext_lazy("alle hovedgrupper"),
    )
    sortering = SortingFilter(
        choices=same_for_all(SORTINGS),
        label=gettext_lazy("Rækkefølge"),
        empty_label=gettext_lazy("Bedste først"),
    )

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The filters that are no facet: those that are filled in rather than chosen by number."""
        return [field for field in self.form if field.name not in {"ord", "sortering", *_FACETS}]

    @property
    def unseen_errors(self) -> list[str]:
        """Values that cannot be used and that no field of the form shows."""
        errors = self.form.errors
        shown = {"ord", *(field.name for field in self.more_fields)} if errors else ()
        return [name for name in errors if name not in shown]

    def kept(self) -> list[tuple[str, str]]:
        """What else the address says and the form does not ask for: names and values."""
        names = (*_FACETS, "sortering", "vis")
        return [(name, value) for name in names for value in self.data.getlist(name) if value]

    @property
    def sorting(self) -> str:
        """Best first where nothing else is said."""
        return self.form.cleaned_data.get("sortering") or ""

    def facets(self, finder: Finder, found: Found) -> list[Facet]:
        """The ways to narrow the search further, each counted as if it were not in use itself."""
        counted, is_capped = finder.counted_all(found)
        shared = by_name(counted)
        used = [name for name in _FACETS if name in self.selection.terms]
        own, own_is_capped = finder.counted(used) if used else ({}, False)
        facets = []
        for name, label in _FACETS.items():
            counts = by_name(own[name]) if name in own else shared
            choices = list(self._choices(name, counts.get(name, {})))
            if any(choice.number for choice in choices):
                facets.append(
                    Facet(name, label, choices, own_is_capped if name in own else is_capped)
                )
        return facets

    def _choices(self, name: str, found: Mapping[str, int]) -> Iterator[Choice]:
        chosen = self.form.cleaned_data.get(name)
        chosen_values = {
            _value(name, each)
            for each in (chosen if isinstance(chosen, list) else [chosen])
            if each
        }
        names = names_of(name, {*found, *chosen_values})
        rows = [(found.get(key, 0), key) for key in {*found, *chosen_values} if key in names]
        by_year = name == "aar"
        for count, key in sorted(
            rows, key=lambda row: (-int(row[1]) if by_year else -row[0], row[1])
        ):
            value, label = names[key]
            yield Choice(value, label, count, key in chosen_values)


_FACETS: dict[str, Promise] = {
    "udvalg": gettext_lazy("Udvalg"),
    "aar": gettext_lazy("År"),
    "slags": gettext_lazy("Type beslutning"),
    "emne": gettext_lazy("Emne"),
    "kle": gettext_lazy("KLE-hovedgruppe"),
    "bilag": gettext_lazy("Bilag"),
}


def _value(name: str, chosen: Any) -> str:
    """A chosen value as the terms of the index have it."""
    return str(chosen.pk) if name in ("udvalg", "emne") else str(chosen)
