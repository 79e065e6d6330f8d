"""The filters of the other lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters as filters
from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.filters.base import (
    PublicFilterSet,
    SortingFilter,
    WordsFilter,
    YearFilter,
    committee_filter,
    journal_number_q,
)
from cases.models import AgendaItem, Attachment, Case, Decision, Meeting, Topic, TopicLink
from cases.models.case import CaseQuerySet
from cases.search.finding import items_with

# Days from the first to the last time a journal number was on an agenda.
RUNS: dict[str, tuple[int, int, Promise]] = {
    "en-gang": (0, 0, gettext_lazy("kun på ét møde")),
    "halvt-aar": (1, 182, gettext_lazy("op til et halvt år")),
    "et-aar": (183, 365, gettext_lazy("et halvt til et helt år")),
    "to-aar": (366, 730, gettext_lazy("et til to år")),
    "laengere": (731, 100_000, gettext_lazy("mere end to år")),
}


class MeetingFilter(PublicFilterSet):
    """Meetings by committee and year."""

    counted = {"udvalg": "committee__slug", "aar": "date__year"}

    udvalg = committee_filter("committee")
    aar = YearFilter(field_name="date", lookup_expr="year", label=gettext_lazy("År"))

    class Meta:
        model = Meeting
        fields: list[str] = []


class CaseFilter(PublicFilterSet):
    """Cases by words, journal number and kind."""

    phrases: ClassVar[Mapping[str, Promise]] = {
        **PublicFilterSet.phrases,
        "serier": gettext_lazy("der er %(value)s"),
        "forloeb": gettext_lazy("fra første til sidste møde: %(value)s"),
    }

    ord = WordsFilter(method="with_words", label=gettext_lazy("Ord"))
    journalnummer = filters.CharFilter(method="under_number", label=gettext_lazy("Journalnummer"))
    serier = filters.ChoiceFilter(
        method="of_sort",
        choices=[("nej", gettext_lazy("egentlige sager")), ("ja", gettext_lazy("faste punkter"))],
        label=gettext_lazy("Vis"),
        empty_label=gettext_lazy("sager og faste punkter"),
    )
    forloeb = filters.ChoiceFilter(
        method="running_for",
        choices=[(key, label) for key, (_least, _most, label) in RUNS.items()],
        label=gettext_lazy("Fra første til sidste møde"),
        empty_label=gettext_lazy("uanset længde"),
    )

    sortering = SortingFilter(
        choices=[("nummer", gettext_lazy("Nyeste journalnummer først"))],
        label=gettext_lazy("Rækkefølge"),
        empty_label=gettext_lazy("Senest behandlet først"),
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter, then sort."""
        cases: CaseQuerySet = super().filter_queryset(queryset)
        by_number = self.form.cleaned_data.get("sortering") == "nummer"
        return cases.in_number_order() if by_number else cases.latest_meeting_first()

    def with_words(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Cases with an item whose own text has every word, in any form; see `cases.search`."""
        items = AgendaItem.objects.published().filter(case=OuterRef("pk"))
        return queryset.filter(Exists(items.filter(pk__in=items_with(value))))

    def under_number(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """A whole journal number, a beginning of one, or a KLE main group."""
        return queryset.filter(journal_number_q(value))

    def of_sort(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Cases proper, or series."""
        return queryset.filter(is_series=value == "ja")

    def running_for(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Cases by the days between their first and last public item; needs `for_cards`."""
        least, most, _label = RUNS[value]
        run = ExpressionWrapper(F("last_date") - F("first_date"), DurationField())
        return queryset.annotate(run=run).filter(
            run__range=(dt.timedelta(days=least), dt.timedelta(days=most))
        )


class AttachmentFilter(PublicFilterSet):
    """Attachments by committee, year and whether the portal has the file."""

    counted = {
        "udvalg": "item__meeting__committee__slug",
        "aar": "item__meeting__date__year",
        "fil": "state",
    }
    phrases: ClassVar[Mapping[str, Promise]] = {
        **PublicFilterSet.phrases,
        "fil": gettext_lazy("der %(value)s"),
    }

    udvalg = committee_filter("item__meeting__committee")
    aar = YearFilter(field_name="item__meeting__date", lookup_expr="year", label=gettext_lazy("År"))
    fil = filters.ChoiceFilter(
        field_name="state",
        choices=[
            ("held", gettext_lazy("kan hentes her")),
            ("named", gettext_lazy("ikke kan hentes her")),
        ],
        label=gettext_lazy("Filen"),
        empty_label=gettext_lazy("alle"),
    )

    class Meta:
        model = Attachment
        fields: list[str] = []


class TopicFilter(PublicFilterSet):
    """Topics have no filters yet; the list still refuses parameters it does not know."""

    class Meta:
        model = Topic
        fields: list[str] = []


class TopicLinkFilter(PublicFilterSet):
    """The items of topics, by committee and year."""

    udvalg = committee_filter("item__meeting__committee")
    aar = YearFilter(field_name="item__meeting__date", lookup_expr="year", label=gettext_lazy("År"))

    class Meta:
        model = TopicLink
        fields: list[str] = []


class NumbersFilter(PublicFilterSet):
    """The figures of one committee, or of all."""

    page_parameters = ()
    udvalg = committee_filter("item__meeting__committee")

    class Meta:
        model = Decision
        fields: list[str] = []
