"""The filters of search: those of the decision list, and KLE group; and its facets with counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import django_filters as filters
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.filters.base import SortingFilter
from cases.filters.decisions import DecisionFilter
from cases.minutes.decisions import DecisionKind
from cases.minutes.journal_number import MAIN_GROUPS, is_kle, normalise, search_prefix
from cases.models import Committee, Topic
from cases.search.expressions import Expression, Prefix, Term, either
from cases.search.finding import Finder, Found, Selection, count_all_facets, count_facets

ORDERS = {"": "", "nyeste": "newest", "aeldste": "oldest"}
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
    counted: ClassVar[Mapping[str, str]] = {}
    phrases: ClassVar[Mapping[str, Promise]] = {
        **DecisionFilter.phrases,
        "kle": gettext_lazy("med KLE-hovedgruppe %(value)s"),
        "bilag": gettext_lazy("%(value)s"),
    }

    kle = filters.ChoiceFilter(
        choices=[(number, f"{number} {name}") for number, name in MAIN_GROUPS.items()],
        label=gettext_lazy("med KLE-hovedgruppe"),
        empty_label=gettext_lazy("alle hovedgrupper"),
    )
    sortering = SortingFilter(
        choices=[
            ("nyeste", gettext_lazy("Nyeste først")),
            ("aeldste", gettext_lazy("Ældste først")),
        ],
        label=gettext_lazy("Rækkefølge"),
        empty_label=gettext_lazy("Bedste først"),
    )

    @property
    def typed(self) -> str:
        """What was typed."""
        return self.form.cleaned_data.get("ord") or ""

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The filters that are no facet: those that are filled in rather than chosen by number."""
        return [field for field in self.form if field.name not in {"ord", "sortering", *_FACETS}]

    def kept(self) -> list[tuple[str, str]]:
        """What else the address says and the form does not ask for: names and values."""
        names = (*_FACETS, "sortering", "vis")
        return [(name, value) for name in names for value in self.data.getlist(name) if value]

    @property
    def order(self) -> str:
        """As `cases.search` calls it: `newest`, `oldest`, or empty for best first."""
        return ORDERS[self.form.cleaned_data.get("sortering") or ""]

    @cached_property
    def selection(self) -> Selection:
        """The filters in use, as terms of the index."""
        data = self.form.cleaned_data
        return Selection(
            terms=dict(_terms(data)),
            first=data.get("fra"),
            last=data.get("til"),
            kroner=data.get("kroner"),
        )

    def finder(self, after: int | None = None) -> Finder:
        """The search that the form asks for. The form has to be valid."""
        return Finder(self.typed, self.selection, self.order, after)

    def facets(self, finder: Finder, found: Found) -> list[Facet]:
        """The ways to narrow the search further, each counted as if it were not in use itself."""
        is_plain = not found.is_worded and self.selection.is_everything
        shared = _by_name(count_all_facets() if is_plain else count_facets(found.results))
        used = [name for name in _FACETS if name in self.selection.terms]
        own, own_is_capped = finder.counted(used) if used else ({}, False)
        facets = []
        for name, label in _FACETS.items():
            is_capped = own_is_capped if name in own else found.is_capped and not is_plain
            counts = _by_name(own[name]) if name in own else shared
            choices = list(self._choices(name, counts.get(name, {})))
            if any(choice.number for choice in choices):
                facets.append(Facet(name, label, choices, is_capped))
        return facets

    def _choices(self, name: str, found: Mapping[str, int]) -> Iterator[Choice]:
        chosen = self.form.cleaned_data.get(name)
        chosen_values = {
            _value(name, each)
            for each in (chosen if isinstance(chosen, list) else [chosen])
            if each
        }
        names = _names(name, {*found, *chosen_values})
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
_ATTACHMENTS = {
    "on": gettext_lazy("med bilag"),
    "fil": gettext_lazy("med bilag, der ligger i portalen"),
}


def _by_name(counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Counts of `f:aar:2025` by `aar`, and there by `2025`."""
    found: dict[str, dict[str, int]] = {}
    for term, number in counts.items():
        _mark, name, *value = term.split(":", 2)
        if value:
            found.setdefault(name, {})[value[0]] = number
    return found


def _value(name: str, chosen: Any) -> str:
    """A chosen value as the terms of the index have it."""
    return str(chosen.pk) if name in ("udvalg", "emne") else str(chosen)


def _names(name: str, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """For each key of a facet its value in addresses, and what it is called.

    Only what is public has terms in the index, and only that can be chosen.
    """
    if name == "udvalg":
        committees = Committee.objects.filter(pk__in=keys).order_by()
        rows = committees.values_list("pk", "slug", "name")
        return {str(pk): (slug, label) for pk, slug, label in rows}
    if name == "emne":
        topics = Topic.objects.filter(pk__in=keys, is_public=True).order_by()
        named = topics.values_list("pk", "slug", "name")
        return {str(pk): (slug, label) for pk, slug, label in named}
    if name == "slags":
        return {kind.value: (kind.value, _(kind.label)) for kind in DecisionKind}
    if name == "kle":
        return {key: (key, f"{key} {label}") for key, label in MAIN_GROUPS.items()}
    if name == "bilag":
        return {key: (key, str(label)) for key, label in _ATTACHMENTS.items()}
    return {key: (key, key) for key in keys}


def _terms(data: Mapping[str, Any]) -> Iterator[tuple[str, Expression]]:
    """The terms of the index that stand for what a form says, by the name of the filter."""
    for name in ("udvalg", "emne"):
        if data.get(name):
            yield name, Term(f"f:{name}:{data[name].pk}")
    for name in ("aar", "kle", "tid"):
        if data.get(name):
            yield name, Term(f"f:{name}:{data[name]}")
    if data.get("bilag"):
        yield "bilag", Term(f"f:bilag:{data['bilag']}")
    for name in ("mere", "tilfoejelse", "afslag"):
        if data.get(name):
            yield name, Term(f"f:{name}")
    if data.get("slags"):
        yield "slags", either(*(Term(f"f:slags:{kind}") for kind in data["slags"]))
    if answer := data.get("indstilling"):
        answers = ("som", "anderledes") if answer == "kendt" else (answer,)
        yield "indstilling", either(*(Term(f"f:indstilling:{each}") for each in answers))
    if data.get("journalnummer"):
        yield "journalnummer", under_number(data["journalnummer"])


def under_number(typed: str) -> Expression:
    """A whole journal number, a beginning of one, or a KLE main group."""
    prefix = search_prefix(typed)
    if is_kle(prefix):
        return Term(f"s:{prefix.lower()}")
    if len(prefix) == 2 and prefix.isdigit():
        return Term(f"f:kle:{prefix}")
    return either(*(Prefix(f"s:{start.lower()}") for start in (prefix, normalise(typed))))
