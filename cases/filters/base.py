"""What every public list shares: fields, filters, and the rules for bad and unknown values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.minutes import danish
from cases.minutes.journal_number import is_kle, normalise, search_prefix
from cases.models import Committee
from cases.rendering.dates import date_in_words

FIRST_YEAR = 1970
# What newsletters and social media hang on every link to count their readers. It changes nothing.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|igshid")


type Choice = tuple[str, str | Promise]


class DanishDateField(forms.DateField):
    """A date as `2026-02-17`, `17-02-2026`, `17.2.2026` or `17. februar 2026`."""

    widget = forms.DateInput(attrs={"type": "date"})

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        date = danish.first_date(str(value).strip())
        if date is None:
            message = _(
                "»%(typed)s« er ikke en dato. Vælg en dato, eller skriv den som 17-02-2026."
            )
            raise forms.ValidationError(message % {"typed": str(value)[:40]})
        return date

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed as the date widget can show it; what it cannot show, the message names."""
        date = danish.first_date(str(data or ""))
        return date.isoformat() if date else ""


class WordsField(forms.CharField):
    """Whatever somebody types into a box of search. None of it is an error."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", " ")) or ""


class WordsFilter(filters.CharFilter):
    """Filters by words; see `cases.search`."""

    field_class = WordsField


class DanishDateFilter(filters.Filter):
    """Filters by a date in Danish writing."""

    field_class = DanishDateField


class YearFilter(filters.NumberFilter):
    """Filters by a calendar year, chosen among those that the list has."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        limits = {"min_value": FIRST_YEAR, "max_value": 2100}
        super().__init__(*args, **limits, widget=forms.Select, **kwargs)


def same_for_all(choices: Iterable[Choice]) -> Callable[[], list[Choice]]:
    """Choices as a function, which is not copied for every form as a list is."""
    listed = list(choices)
    return lambda: listed


class PeriodForm(forms.Form):
    """A form with a period: `fra` and `til`."""

    def clean(self) -> dict[str, Any]:
        """A period that ends before it begins is a slip, not an empty list."""
        first, last = self.cleaned_data.get("fra"), self.cleaned_data.get("til")
        if first and last and last < first:
            self.add_error("til", _("Perioden slutter, før den begynder. Byt de to datoer om."))
        return self.cleaned_data


class SortingFilter(filters.ChoiceFilter):
    """The order of a list: a field of the form that the list sorts by once, after all filters."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Leave the rows as they are."""
        return qs


class _Filters(dict[str, filters.Filter]):
    """The filters of a list. A request gets filters of its own, but not of all they are made from,
    which nobody changes: to copy that too takes a fiftieth of a page's time."""

    def __deepcopy__(self, _memo: object) -> dict[str, filters.Filter]:
        found = {name: copy(each) for name, each in self.items()}
        for each in found.values():
            each.method = each.method  # a method is that of its own filter's list
        return found


class PublicFilterSet(filters.FilterSet):
    """What every public list shares: unknown parameters are named, bad values show nothing."""

    page_parameters: ClassVar[tuple[str, ...]] = ("side",)
    form_class: ClassVar[type[forms.Form]]
    # Filters whose choices show how many rows they would give: parameter, and what is counted by.
    counted: ClassVar[Mapping[str, str]] = {}
    # How a filter in use reads in "Viser beslutninger fra …"; label and value where it is not here.
    phrases: ClassVar[Mapping[str, Promise]] = {
        "ord": gettext_lazy("med ordene »%(value)s«"),
        "udvalg": gettext_lazy("fra %(value)s"),
        "aar": gettext_lazy("i %(value)s"),
        "journalnummer": gettext_lazy("med journalnummer %(value)s"),
    }

    @property
    def qs(self) -> QuerySet[Any]:
        """The filtered rows, or none at all when a value is bad."""
        if self.is_bound and not self.form.is_valid():
            return self.queryset.none()
        return super().qs

    @classmethod
    def get_filters(cls) -> _Filters:
        """Filters that are quick to copy."""
        return _Filters(super().get_filters())

    def get_form_class(self) -> type[forms.Form]:
        """One class for all: every form copies its fields from there anyway."""
        own = type(self)
        if "form_class" not in vars(own):
            own.form_class = super().get_form_class()
        return own.form_class

    def unknown_parameters(self) -> list[str]:
        """Query parameters that this list does not know."""
        known = {*self.filters, *self.page_parameters}
        return sorted(name for name in self.data if name not in known and not is_tracking(name))

    def active(self) -> list[tuple[str, str]]:
        """The filters in use: parameter, and how it reads in a sentence."""
        if not self.form.is_valid():
            return []
        found = []
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name)
            if value in (None, "", [], False) or name == "sortering":
                continue
            shown = _shown(field, value)
            plain = f"{field.label}: {shown}" if shown else str(field.label).lower()
            found.append(
                (name, self.phrases[name] % {"value": shown} if name in self.phrases else plain)
            )
        return found

    def count_choices(self) -> None:
        """Show beside each choice how many rows it would give, the other filters as they are."""
        is_valid = self.form.is_valid()
        for name in self.counted:
            rows = self.loosened(name) if is_valid else self.queryset
            counts = {str(key): number for key, number in self.counts_by(name, rows)}
            self.offer_choices(name, counts, shows_counts=is_valid)

    def counts_by(self, name: str, rows: QuerySet[Any]) -> Iterable[tuple[Any, int]]:
        """How many of the rows there are for each choice of a filter."""
        plain = self._meta.model.objects.filter(pk__in=rows.order_by().values("pk"))
        return plain.order_by().values_list(self.counted[name]).annotate(Count("pk", distinct=True))

    def offer_choices(self, name: str, counts: Mapping[str, int], *, shows_counts: bool) -> None:
        """Write the counts into a field's choices; years are offered where there is anything."""
        field = self.form.fields[name]
        choices = [(value, label) for value, label in getattr(field, "choices", [])]
        if isinstance(self.filters[name], YearFilter):
            chosen = self.form.cleaned_data.get(name)
            years = {*counts, *([str(chosen)] if chosen else [])}
            choices = [("", _("alle år")), *((year, year) for year in sorted(years, reverse=True))]
        field.widget.choices = [
            (value, f"{label} ({counts.get(str(value), 0)})" if value and shows_counts else label)
            for value, label in choices
        ]

    def loosened(self, name: str) -> QuerySet[Any]:
        """What the list would be without one of its filters."""
        data = self.data.copy()
        data.pop(name, None)
        return type(self)(data, queryset=self.queryset, request=self.request).qs


def is_tracking(name: str) -> bool:
    """Whether a query parameter only tells somebody else where the reader came from."""
    return TRACKING.fullmatch(name) is not None


def _shown(field: forms.Field, value: Any) -> str:
    if value is True:
        return ""
    if isinstance(value, dt.date):
        return date_in_words(value)
    if isinstance(value, list):
        choices = dict(getattr(field, "choices", []))
        return _(" eller ").join(str(choices.get(part, part)) for part in value)
    choices = dict(getattr(field, "choices", [])) if isinstance(value, str) else {}
    return str(choices.get(value, value))


def journal_number_q(typed: str) -> Q:
    """Cases whose number is what a person typed, or begins with it.

    A whole KLE number is exact, two digits are a KLE main group, anything else is a beginning.
    """
    prefix = search_prefix(typed)
    if is_kle(prefix):
        return Q(normalised=prefix)
    if len(prefix) == 2 and prefix.isdigit():
        return Q(main_group=prefix)
    return Q(normalised__startswith=prefix) | Q(normalised__startswith=normalise(typed))


def committee_filter(path: str = "", label: Promise | None = None) -> filters.ModelChoiceFilter:
    """Choice of committee by its slug."""
    return filters.ModelChoiceFilter(
        field_name=path or None,
        queryset=Committee.objects.published(),
        to_field_name="slug",
        label=label or gettext_lazy("Udvalg"),
        empty_label=gettext_lazy("alle udvalg"),
    )


def query_string(data: QueryDict, *left_out: str, **changes: Any) -> str:
    """The query string without some parameters and with others changed; empty ones go.

    A list gives a parameter several values.
    """
    kept = [
        (name, [value for value in values if value])
        for name, values in data.lists()
        if name not in left_out and name not in changes and not is_tracking(name)
    ]
    changed = [(name, value) for name, value in changes.items() if value is not None]
    return urlencode([*kept, *changed], doseq=True)


def address_of_page(request: HttpRequest, *left_out: str, **changes: Any) -> str:
    """The address of the page at hand without some parameters and with others changed."""
    kept = query_string(request.GET, *left_out, **changes)
    return f"{request.path}?{kept}" if kept else request.path
