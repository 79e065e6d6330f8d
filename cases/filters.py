"""The filters of the public lists. One FilterSet a list, with Danish query names.

A bad value is a form error and shows no rows: never a silent full list.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from cases.minutes import danish
from cases.minutes.decisions import ROUTINE_KINDS, DecisionKind
from cases.minutes.journal_number import is_kle, normalise, search_prefix
from cases.models import Attachment, Case, Committee, Decision, Meeting, Topic
from cases.models.decision import DecisionQuerySet
from cases.search.analyser import fold

SORTINGS = [("nyeste", "Nyeste først"), ("aeldste", "Ældste først")]
FIRST_YEAR = 1970


class DanishDateField(forms.DateField):
    """A date as `2026-02-17`, `17-02-2026`, `17.2.2026` or `17. februar 2026`."""

    widget = forms.DateInput(attrs={"type": "date"})

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        date = danish.first_date(str(value).strip())
        if date is None:
            raise forms.ValidationError("Skriv datoen som 17-02-2026.")
        return date

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, as the date widget can show it again."""
        date = danish.first_date(str(data or ""))
        return date.isoformat() if date else data


class DanishDateFilter(filters.Filter):
    """Filters by a date in Danish writing."""

    field_class = DanishDateField


class YearFilter(filters.NumberFilter):
    """Filters by a calendar year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=FIRST_YEAR, max_value=2100, **kwargs)


class PublicFilterSet(filters.FilterSet):
    """What every public list shares: unknown parameters are named, bad values show nothing."""

    page_parameters = ("side",)

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

    def active(self) -> list[tuple[str, str, str]]:
        """The filters in use: parameter, label and value as a person reads them."""
        if not self.form.is_valid():
            return []
        found = []
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name)
            if value in (None, "", [], False) or name == "sortering":
                continue
            found.append((name, str(field.label), _shown(field, value)))
        return found


def _shown(field: forms.Field, value: Any) -> str:
    if value is True:
        return ""
    if isinstance(value, dt.date):
        return danish.format_date(value)
    if isinstance(value, list):
        choices = dict(getattr(field, "choices", []))
        return " eller ".join(str(choices.get(part, part)) for part in value)
    return str(value)


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


def _topics(_request: Any) -> QuerySet[Topic]:
    return Topic.objects.published()


def committee_filter(path: str) -> filters.ModelChoiceFilter:
    """Choice of committee by its slug."""
    return filters.ModelChoiceFilter(
        field_name=path,
        queryset=_committees,
        to_field_name="slug",
        label="Udvalg",
        empty_label="Alle udvalg",
    )


class DecisionFilter(PublicFilterSet):
    """The main list: decisions."""

    ord = filters.CharFilter(method="with_words", label="Ord")
    udvalg = committee_filter("item__meeting__committee")
    slags = filters.MultipleChoiceFilter(
        field_name="kind",
        choices=[(kind.value, kind.label) for kind in DecisionKind],
        label="Slags beslutning",
        widget=forms.CheckboxSelectMultiple,
    )
    mere = filters.BooleanFilter(
        method="beyond_noting",
        label="Mere end taget til efterretning",
        widget=forms.CheckboxInput,
    )
    emne = filters.ModelChoiceFilter(
        method="on_topic",
        queryset=_topics,
        to_field_name="slug",
        label="Emne",
        empty_label="Alle emner",
    )
    journalnummer = filters.CharFilter(method="under_number", label="Journalnummer")
    fra = DanishDateFilter(field_name="item__meeting__date", lookup_expr="gte", label="Fra")
    til = DanishDateFilter(field_name="item__meeting__date", lookup_expr="lte", label="Til")
    aar = YearFilter(field_name="item__meeting__date", lookup_expr="year", label="År")
    bilag = filters.BooleanFilter(
        method="with_attachments", label="Har bilag", widget=forms.CheckboxInput
    )
    sortering = filters.ChoiceFilter(
        method="sorted_by", choices=SORTINGS, label="Rækkefølge", empty_label="Automatisk"
    )

    class Meta:
        model = Decision
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter, then sort: a journal number's thread reads oldest first unless asked otherwise."""
        decisions: DecisionQuerySet = super().filter_queryset(queryset)
        return decisions.oldest_first() if self.sorting == "aeldste" else decisions.newest_first()

    @property
    def sorting(self) -> str:
        """`nyeste` or `aeldste`."""
        chosen = self.form.cleaned_data.get("sortering")
        return chosen or ("aeldste" if self.form.cleaned_data.get("journalnummer") else "nyeste")

    def with_words(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Every word must occur in title, summary, recommendation or decision."""
        for word in fold(value).split():
            queryset = queryset.filter(item__search_text__contains=word)
        return queryset

    def beyond_noting(self, queryset: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        """Leave out the kinds that only say "we have heard it"."""
        return queryset.exclude(kind__in=ROUTINE_KINDS) if value else queryset

    def on_topic(self, queryset: QuerySet[Any], _name: str, value: Topic) -> QuerySet[Any]:
        """Items linked to a topic, except where a person has rejected the link."""
        links = value.links.published().filter(item=OuterRef("item"))
        return queryset.filter(Exists(links))

    def under_number(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """A whole journal number, a beginning of one, or a KLE main group."""
        return queryset.filter(journal_number_q(value, "item__case__"))

    def with_attachments(self, queryset: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        """Items with at least one public attachment."""
        attachments = Attachment.objects.published().filter(item=OuterRef("item"))
        return queryset.filter(Exists(attachments)) if value else queryset

    def sorted_by(self, queryset: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Sorting is done once, after all filters."""
        return queryset


class MeetingFilter(PublicFilterSet):
    """Meetings by committee and year."""

    udvalg = committee_filter("committee")
    aar = YearFilter(field_name="date", lookup_expr="year", label="År")

    class Meta:
        model = Meeting
        fields: list[str] = []


class CaseFilter(PublicFilterSet):
    """Cases by journal number and kind."""

    journalnummer = filters.CharFilter(method="under_number", label="Journalnummer")
    serier = filters.ChoiceFilter(
        method="of_sort",
        choices=[("nej", "Kun sager"), ("ja", "Kun løbende serier")],
        label="Sager eller serier",
        empty_label="Både sager og serier",
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def under_number(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """A whole journal number, a beginning of one, or a KLE main group."""
        return queryset.filter(journal_number_q(value, ""))

    def of_sort(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Cases proper, or series."""
        return queryset.filter(is_series=value == "ja")


class AttachmentFilter(PublicFilterSet):
    """Attachments by committee, year and whether the portal has the file."""

    udvalg = committee_filter("item__meeting__committee")
    aar = YearFilter(field_name="item__meeting__date", lookup_expr="year", label="År")
    fil = filters.ChoiceFilter(
        field_name="state",
        choices=[("held", "Ligger i portalen"), ("named", "Kun nævnt i referatet")],
        label="Fil",
        empty_label="Alle",
    )

    class Meta:
        model = Attachment
        fields: list[str] = []


class TopicFilter(PublicFilterSet):
    """Topics have no filters yet; the list still refuses parameters it does not know."""

    class Meta:
        model = Topic
        fields: list[str] = []


def without(data: QueryDict, *names: str) -> str:
    """The query string without some parameters."""
    kept = data.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()
