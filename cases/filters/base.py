"""What every public list shares: fields, filters, and the rules for bad and unknown values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.minutes import danish
from cases.minutes.journal_number import is_kle, normalise, search_prefix
from cases.models import Committee
from cases.rendering.dates import date_in_words

FIRST_YEAR = 1970


class DanishDateField(forms.DateField):
    """A date as `2026-02-17`, `17-02-2026`, `17.2.2026` or `17. februar 2026`."""

    widget = forms.DateInput(attrs={"type": "date"})

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        date = danish.first_date(str(value).strip())
        if date is None:
            message = _("»%(typed)s« er ikke en dato. Skriv datoen som 17-02-2026.")
            raise forms.ValidationError(message % {"typed": str(value)[:40]})
        return date

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed as the date widget can show it; what it cannot show, the message names."""
        date = danish.first_date(str(data or ""))
        return date.isoformat() if date else ""


class DanishDateFilter(filters.Filter):
    """Filters by a date in Danish writing."""

    field_class = DanishDateField


class YearFilter(filters.NumberFilter):
    """Filters by a calendar year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=FIRST_YEAR, max_value=2100, **kwargs)


class PublicFilterSet(filters.FilterSet):
    """What every public list shares: unknown parameters are named, bad values show nothing."""

    page_parameters: ClassVar[tuple[str, ...]] = ("side",)
    # How a filter in use reads in "Viser beslutninger fra …"; label and value where it is not here.
    phrases: ClassVar[Mapping[str, Promise]] = {
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

    def unknown_parameters(self) -> list[str]:
        """Query parameters that this list does not know."""
        known = {*self.filters, *self.page_parameters}
        return sorted(name for name in self.data if name not in known)

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

    def set_counts(self, name: str, counts: Mapping[str, int]) -> None:
        """Show in a choice's label how many rows it would give, the other filters as they are."""
        field = self.form.fields[name]
        field.widget.choices = [
            (value, f"{label} ({counts.get(str(value), 0)})" if value != "" else label)
            for value, label in field.choices
        ]

    def count_choices(self) -> None:
        """Show counts beside the choices; lists with choices worth counting do."""

    def loosened(self, name: str) -> QuerySet[Any]:
        """What the list would be without one of its filters."""
        data = self.data.copy()
        data.pop(name, None)
        return type(self)(data, queryset=self.queryset, request=self.request).qs


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


def journal_number_q(typed: str, path: str) -> Q:
    """Rows whose case number is what a person typed, or begins with it.

    A whole KLE number is exact, two digits are a KLE main group, anything else is a beginning.
    """
    prefix = search_prefix(typed)
    if is_kle(prefix):
        return Q(**{f"{path}normalised": prefix})
    if len(prefix) == 2 and prefix.isdigit():
        return Q(**{f"{path}main_group": prefix})
    return Q(**{f"{path}normalised__startswith": prefix}) | Q(
        **{f"{path}normalised__startswith": normalise(typed)}
    )


def _committees(_request: Any) -> QuerySet[Committee]:
    return Committee.objects.published()


def committee_filter(path: str) -> filters.ModelChoiceFilter:
    """Choice of committee by its slug."""
    return filters.ModelChoiceFilter(
        field_name=path,
        queryset=_committees,
        to_field_name="slug",
        label=gettext_lazy("Udvalg"),
        empty_label=gettext_lazy("alle udvalg"),
    )


def without(data: QueryDict, *names: str) -> str:
    """The query string without some parameters."""
    kept = data.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()
