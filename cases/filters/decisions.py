"""The filters of the main list: decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.filters.base import (
    DanishDateFilter,
    PublicFilterSet,
    YearFilter,
    committee_filter,
    journal_number_q,
)
from cases.minutes.decisions import ROUTINE_KINDS, DecisionKind
from cases.minutes.journal_number import search_prefix
from cases.models import Attachment, Decision, Topic
from cases.models.attachment import AttachmentState
from cases.models.decision import DecisionQuerySet
from cases.models.topic import LinkState
from cases.search.analyser import fold

SORTINGS = [("nyeste", gettext_lazy("Nyeste først")), ("aeldste", gettext_lazy("Ældste først"))]
# Planned minutes on the agenda: from, to and what it is called.
HANDLING_TIMES: dict[str, tuple[int, int, Promise]] = {
    "0-5": (0, 5, gettext_lazy("højst 5 minutter")),
    "6-10": (6, 10, gettext_lazy("6–10 minutter")),
    "11-20": (11, 20, gettext_lazy("11–20 minutter")),
    "21-40": (21, 40, gettext_lazy("21–40 minutter")),
    "41-": (41, 32767, gettext_lazy("mere end 40 minutter")),
}


def _topics(_request: Any) -> QuerySet[Topic]:
    return Topic.objects.published()


class DecisionFilter(PublicFilterSet):
    """The main list: decisions."""

    page_parameters = ("side", "vis")
    phrases: ClassVar[Mapping[str, Promise]] = {
        **PublicFilterSet.phrases,
        "ord": gettext_lazy("med ordene »%(value)s«"),
        "slags": gettext_lazy("af slagsen %(value)s"),
        "mere": gettext_lazy("der er mere end taget til efterretning"),
        "tilfoejelse": gettext_lazy("med en tilføjelse"),
        "emne": gettext_lazy("om %(value)s"),
        "fra": gettext_lazy("fra og med %(value)s"),
        "til": gettext_lazy("til og med %(value)s"),
        "bilag": gettext_lazy("på punkter %(value)s"),
        "tid": gettext_lazy("med behandlingstid %(value)s"),
    }

    ord = filters.CharFilter(method="with_words", label=gettext_lazy("med ordene"))
    udvalg = committee_filter("item__meeting__committee")
    emne = filters.ModelChoiceFilter(
        method="on_topic",
        queryset=_topics,
        to_field_name="slug",
        label=gettext_lazy("om emnet"),
        empty_label=gettext_lazy("alle emner"),
    )
    aar = YearFilter(
        field_name="item__meeting__date",
        lookup_expr="year",
        label=gettext_lazy("i året"),
        widget=forms.Select,
    )
    fra = DanishDateFilter(
        field_name="item__meeting__date", lookup_expr="gte", label=gettext_lazy("fra den")
    )
    til = DanishDateFilter(
        field_name="item__meeting__date", lookup_expr="lte", label=gettext_lazy("til den")
    )
    journalnummer = filters.CharFilter(
        method="under_number", label=gettext_lazy("med journalnummer")
    )
    bilag = filters.ChoiceFilter(
        method="with_attachments",
        choices=[
            ("on", gettext_lazy("med bilag")),
            ("fil", gettext_lazy("med bilag, der ligger i portalen")),
        ],
        label=gettext_lazy("på punkter"),
        empty_label=gettext_lazy("med eller uden bilag"),
    )
    tid = filters.ChoiceFilter(
        method="planned_for",
        choices=[(key, label) for key, (_from, _to, label) in HANDLING_TIMES.items()],
        label=gettext_lazy("med behandlingstid"),
        empty_label=gettext_lazy("uanset længde"),
    )
    slags = filters.MultipleChoiceFilter(
        field_name="kind",
        choices=[(kind.value, gettext_lazy(kind.label)) for kind in DecisionKind],
        label=gettext_lazy("Slags beslutning"),
        widget=forms.CheckboxSelectMultiple,
    )
    mere = filters.BooleanFilter(
        method="beyond_noting",
        label=gettext_lazy("Kun dem, der er mere end taget til efterretning"),
        widget=forms.CheckboxInput,
    )
    tilfoejelse = filters.BooleanFilter(
        method="with_addition",
        label=gettext_lazy("Kun dem med en tilføjelse"),
        widget=forms.CheckboxInput,
    )
    sortering = filters.ChoiceFilter(
        method="sorted_by",
        choices=SORTINGS,
        label=gettext_lazy("Rækkefølge"),
        empty_label=gettext_lazy("Automatisk"),
    )

    class Meta:
        model = Decision
        fields: list[str] = []

    def count_choices(self) -> None:
        """Show how many decisions each committee, topic, year and kind would give."""
        if not self.form.is_valid():
            return
        by = {
            "udvalg": "item__meeting__committee__slug",
            "slags": "kind",
            "aar": "item__meeting__date__year",
            "emne": "item__topic_links__topic__slug",
        }
        public_link = Q(item__topic_links__topic__is_public=True) & Q(
            item__topic_links__state__in=[LinkState.SUGGESTED, LinkState.CONFIRMED]
        )
        for name, path in by.items():
            rows = self.loosened(name).order_by()
            if name == "emne":
                rows = rows.filter(public_link)
            counts = {str(key): n for key, n in rows.values_list(path).annotate(Count("pk"))}
            if name == "aar":
                chosen = self.form.cleaned_data.get("aar")
                years = {*counts, *([str(chosen)] if chosen else [])}
                self.form.fields[name].widget.choices = [
                    ("", _("alle år")),
                    *((year, f"{year} ({counts.get(year, 0)})") for year in sorted(years)[::-1]),
                ]
            elif name == "slags":
                self.form.fields[name].widget.choices = [
                    (kind.value, f"{_(kind.label)} ({counts.get(kind.value, 0)})")
                    for kind in DecisionKind
                    if kind.value in counts or kind.value in self.form.cleaned_data["slags"]
                ]
            else:
                self.set_counts(name, counts)

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
        """Every word must occur in title, summary, recommendation or decision; a journal number, or
        the beginning of one, may also be that of the item."""
        for word in value.split():
            match = Q(item__search_text__contains=fold(word))
            if search_prefix(word)[:3].count(".") and word[0].isdigit():
                match |= journal_number_q(word, "item__case__")
            queryset = queryset.filter(match)
        return queryset

    def beyond_noting(self, queryset: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        """Leave out the kinds that only say "we have heard it"."""
        return queryset.exclude(kind__in=ROUTINE_KINDS) if value else queryset

    def with_addition(self, queryset: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        """Decisions of more than one paragraph."""
        return queryset.filter(text__contains="\n\n") if value else queryset

    def on_topic(self, queryset: QuerySet[Any], _name: str, value: Topic) -> QuerySet[Any]:
        """Items linked to a topic, except where a person has rejected the link."""
        links = value.links.published().filter(item=OuterRef("item"))
        return queryset.filter(Exists(links))

    def under_number(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """A whole journal number, a beginning of one, or a KLE main group."""
        return queryset.filter(journal_number_q(value, "item__case__"))

    def with_attachments(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Items with at least one public attachment, or with one whose file the portal has."""
        attachments = Attachment.objects.published().filter(item=OuterRef("item"))
        if value == "fil":
            attachments = attachments.filter(state=AttachmentState.HELD)
        return queryset.filter(Exists(attachments))

    def planned_for(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Items by the minutes set aside on the agenda, the upper figure where there are two."""
        least, most, _label = HANDLING_TIMES[value]
        return queryset.filter(item__duration_max__range=(least, most))

    def sorted_by(self, queryset: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Sorting is done once, after all filters."""
        return queryset
