"""The filters of the main list: decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, cast

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.filters.amounts import LeastAmountFilter
from cases.filters.base import (
    DanishDateFilter,
    PeriodForm,
    PublicFilterSet,
    SortingFilter,
    WordsFilter,
    YearFilter,
    committee_filter,
    same_for_all,
)
from cases.filters.terms import (
    AGAINST_RECOMMENDATION,
    ATTACHMENTS,
    by_name,
    names_of,
    terms_of,
)
from cases.minutes.decisions import DecisionKind
from cases.models import Decision, Topic
from cases.models.decision import DecisionQuerySet
from cases.search.finding import Finder
from cases.search.found import Found, Result, Selection
from cases.search.state import current_state

SORTINGS = [("nyeste", gettext_lazy("Nyeste først")), ("aeldste", gettext_lazy("Ældste først"))]
# What planned minutes on the agenda are called, by the name of their stretch.
HANDLING_TIME_NAMES: dict[str, Promise] = {
    "0-5": gettext_lazy("højst 5 minutter"),
    "6-10": gettext_lazy("6–10 minutter"),
    "11-20": gettext_lazy("11–20 minutter"),
    "21-40": gettext_lazy("21–40 minutter"),
    "41-": gettext_lazy("mere end 40 minutter"),
}
FIRST_FIELDS = ("ord", "udvalg", "emne", "aar")
# Whose choices show how many decisions they would give.
_COUNTED = ("udvalg", "emne", "aar", "slags", "indstilling")
_ORDERS = {"": "", "nyeste": "newest", "aeldste": "oldest"}


def _box(label: Promise) -> filters.BooleanFilter:
    return filters.BooleanFilter(label=label, widget=forms.CheckboxInput)


class DecisionFilter(PublicFilterSet):
    """The main list: decisions. What the filters find is looked up in the index of search."""

    page_parameters: ClassVar[tuple[str, ...]] = ("side", "vis", "efter")
    # Whether decisions are found, each by itself, or the items they belong to.
    decisions: ClassVar[bool] = True
    phrases: ClassVar[Mapping[str, Promise]] = {
        **PublicFilterSet.phrases,
        "slags": gettext_lazy("af typen %(value)s"),
        "mere": gettext_lazy("uden typerne taget til efterretning og formalia"),
        "tilfoejelse": gettext_lazy("med en tilføjelse"),
        "emne": gettext_lazy("om eller med omtale af %(value)s"),
        "afslag": gettext_lazy("der er afslag"),
        "indstilling": gettext_lazy("der blev %(value)s"),
        "fra": gettext_lazy("fra og med %(value)s"),
        "til": gettext_lazy("til og med %(value)s"),
        "bilag": gettext_lazy("på punkter %(value)s"),
        "tid": gettext_lazy("med afsat tid: %(value)s"),
        "kroner": gettext_lazy("hvor teksten nævner mindst %(value)s kr."),
    }

    ord = WordsFilter(label=gettext_lazy("med ordene"))
    udvalg = committee_filter(label=gettext_lazy("fra udvalg"))
    emne = filters.ModelChoiceFilter(
        queryset=Topic.objects.published(),
        to_field_name="slug",
        label=gettext_lazy("om emnet"),
        empty_label=gettext_lazy("alle emner"),
    )
    aar = YearFilter(label=gettext_lazy("i året"))
    fra = DanishDateFilter(label=gettext_lazy("fra den"))
    til = DanishDateFilter(label=gettext_lazy("til den"))
    journalnummer = filters.CharFilter(label=gettext_lazy("med journalnummer"))
    bilag = filters.ChoiceFilter(
        choices=same_for_all(ATTACHMENTS.items()),
        label=gettext_lazy("på punkter"),
        empty_label=gettext_lazy("med eller uden bilag"),
    )
    tid = filters.ChoiceFilter(
        choices=same_for_all(HANDLING_TIME_NAMES.items()),
        label=gettext_lazy("med afsat tid"),
        empty_label=gettext_lazy("uanset længde"),
    )
    kroner = LeastAmountFilter(label=gettext_lazy("med et beløb på mindst (kr.)"))
    slags = filters.MultipleChoiceFilter(
        choices=same_for_all((kind.value, gettext_lazy(kind.label)) for kind in DecisionKind),
        label=gettext_lazy("Type beslutning"),
        widget=forms.CheckboxSelectMultiple,
    )
    mere = _box(gettext_lazy("Uden typerne taget til efterretning, intet at bemærke og protokol"))
    tilfoejelse = _box(gettext_lazy("Kun dem med en tilføjelse"))
    # A no is also a yes to a recommendation to say no.
    afslag = _box(gettext_lazy("Kun afslag"))
    indstilling = filters.ChoiceFilter(
        choices=same_for_all(
            (key, label) for key, (_known, label) in AGAINST_RECOMMENDATION.items()
        ),
        label=gettext_lazy("der blev"),
        empty_label=gettext_lazy("som indstillet eller anderledes"),
    )
    sortering = SortingFilter(
        choices=same_for_all(SORTINGS),
        label=gettext_lazy("Rækkefølge"),
        empty_label=gettext_lazy("Automatisk: nyeste først, en sag ældste først"),
    )

    class Meta:
        model = Decision
        form = PeriodForm
        fields: list[str] = []

    @property
    def typed(self) -> str:
        """What was typed."""
        return self.form.cleaned_data.get("ord") or ""

    @property
    def order(self) -> str:
        """As `cases.search` calls it: `newest`, `oldest`, or empty for best first."""
        return _ORDERS[self.sorting]

    @cached_property
    def selection(self) -> Selection:
        """The filters in use, as terms of the index."""
        data = self.form.cleaned_data
        return Selection(
            terms=dict(terms_of(data)),
            first=data.get("fra"),
            last=data.get("til"),
            kroner=data.get("kroner"),
            decisions=self.decisions,
        )

    def finder(self, after: int | None = None) -> Finder:
        """The search that the form asks for. The form has to be valid."""
        return Finder(self.typed, self.selection, self.order, after)

    def rows_of(self, results: Iterable[Result]) -> list[Decision]:
        """The decisions that were found, in their order, as far as they are public."""
        hits = [result.hits[0] for result in results]
        single = [hit.item for hit in hits if hit.decision is None]
        several = [hit.decision for hit in hits if hit.decision is not None]
        rows = self.queryset.filter(Q(pk__in=several) | Q(item__in=single))
        rows = self.filters["kroner"].filter(rows, self.form.cleaned_data.get("kroner"))
        by_key: dict[tuple[int, int | None], Decision] = {}
        for row in rows:
            by_key[row.item_id, row.pk] = row
            by_key.setdefault((row.item_id, None), row)
        found = (by_key.get((hit.item, hit.decision)) for hit in hits)
        return [row for row in found if row]

    def offer_counts(self, finder: Finder, found: Found) -> None:
        """Show beside each choice how many decisions it would give, the other filters as they are."""
        everything = by_name(current_state().counts(decisions=True))
        shared, is_capped = finder.counted_all(found)
        used = [name for name in _COUNTED if name in self.selection.terms]
        own, own_is_capped = finder.counted(used) if used else ({}, False)
        for name in _COUNTED:
            counts = by_name(own.get(name, shared)).get(name, {})
            capped = own_is_capped if name in own else is_capped
            self._offer(name, everything.get(name, {}), counts, is_capped=capped)

    def count_choices(self) -> None:
        """As for all; without counts where the form is not valid."""
        if self.form.is_valid():
            finder = self.finder()
            self.offer_counts(finder, finder.found())
            return
        everything = by_name(current_state().counts(decisions=True))
        for name in _COUNTED:
            self._offer(name, everything.get(name, {}), None)

    def _offer(
        self, name: str, everything: Mapping[str, int], counts: Mapping[str, int] | None,
        *, is_capped: bool = False,
    ) -> None:  # fmt: skip
        """Write counts into the choices of a filter; what nothing at all has is not offered."""
        names = names_of(name, {*everything, *(counts or {})})
        known = {names[key][0]: number for key, number in (counts or {}).items() if key in names}
        field = self.form.fields[name]
        choices = [(str(value), label) for value, label in getattr(field, "choices", [])]
        chosen = self.form.cleaned_data.get(name) if self.form.is_valid() else None
        if name == "aar":
            years = {*everything, *([str(chosen)] if chosen else [])}
            choices = [("", _("alle år")), *((year, year) for year in sorted(years, reverse=True))]
        if name == "slags":
            offered = {
                *(known if not is_capped and counts is not None else everything),
                *(chosen or []),
            }
            choices = [(value, label) for value, label in choices if value in offered]
        if name == "indstilling":
            answers = AGAINST_RECOMMENDATION.items()
            known = {key: sum(known.get(each, 0) for each in of) for key, (of, _label) in answers}

        def with_count(value: str, label: str) -> str:
            number = known.get(value, 0)
            if not value or counts is None or (is_capped and not number):
                return label
            return f"{label} ({number}{'+' if is_capped else ''})"

        field.widget.choices = [(value, with_count(value, label)) for value, label in choices]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The fields that most people use."""
        return [self.form[name] for name in FIRST_FIELDS]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The rest, without the types, which are drawn as a group of their own."""
        return [field for field in self.form if field.name not in {*FIRST_FIELDS, "slags"}]

    @property
    def topic(self) -> Topic | None:
        """The topic that the list is narrowed to."""
        return self.form.cleaned_data.get("emne")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that the index has for all filters, then sorted: a journal number's thread reads
        oldest first unless asked otherwise."""
        rows = cast("DecisionQuerySet", queryset.filter(self.finder().decisions_q()))
        return rows.oldest_first() if self.sorting == "aeldste" else rows.newest_first()

    @property
    def sorting(self) -> str:
        """`nyeste` or `aeldste`."""
        chosen = self.form.cleaned_data.get("sortering")
        return chosen or ("aeldste" if self.form.cleaned_data.get("journalnummer") else "nyeste")
