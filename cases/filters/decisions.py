"""The filters of the main list: decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.filters.amounts import LeastAmountFilter
from cases.filters.base import (
    CheckboxFilter,
    DanishDateFilter,
    PeriodForm,
    PublicFilterSet,
    SortingFilter,
    WordsFilter,
    YearFilter,
    committee_filter,
    journal_number_q,
)
from cases.minutes.decisions import REFUSING_EFFECTS, ROUTINE_KINDS, DecisionKind
from cases.models import Attachment, Decision, Topic, TopicLink
from cases.models.attachment import AttachmentState
from cases.models.decision import HAS_ADDITION, DecisionQuerySet
from cases.search.documents import HANDLING_TIMES
from cases.search.finding import items_with

SORTINGS = [("nyeste", gettext_lazy("Nyeste først")), ("aeldste", gettext_lazy("Ældste først"))]
# What planned minutes on the agenda are called, by the name of their stretch.
HANDLING_TIME_NAMES: dict[str, Promise] = {
    "0-5": gettext_lazy("højst 5 minutter"),
    "6-10": gettext_lazy("6–10 minutter"),
    "11-20": gettext_lazy("11–20 minutter"),
    "21-40": gettext_lazy("21–40 minutter"),
    "41-": gettext_lazy("mere end 40 minutter"),
}
# Held against the recommendation: the answers, and how they read after "der blev".
AGAINST_RECOMMENDATION: dict[str, tuple[tuple[bool, ...], Promise]] = {
    "anderledes": ((False,), gettext_lazy("anderledes end indstillet")),
    "som": ((True,), gettext_lazy("som indstillet")),
    "kendt": ((True, False), gettext_lazy("sammenlignet med indstillingen")),
}

FIRST_FIELDS = ("ord", "udvalg", "emne", "aar")


class DecisionFilter(PublicFilterSet):
    """The main list: decisions."""

    page_parameters: ClassVar[tuple[str, ...]] = ("side", "vis")
    counted: ClassVar[Mapping[str, str]] = {
        "udvalg": "item__meeting__committee__slug",
        "emne": "item__topic_links__topic__slug",
        "aar": "item__meeting__date__year",
        "slags": "kind",
        "indstilling": "as_recommended",
    }
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

    ord = WordsFilter(method="with_words", label=gettext_lazy("med ordene"))
    udvalg = committee_filter("item__meeting__committee", gettext_lazy("fra udvalg"))
    emne = filters.ModelChoiceFilter(
        method="on_topic",
        queryset=Topic.objects.published(),
        to_field_name="slug",
        label=gettext_lazy("om emnet"),
        empty_label=gettext_lazy("alle emner"),
    )
    aar = YearFilter(
        field_name="item__meeting__date",
        lookup_expr="year",
        label=gettext_lazy("i året"),
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
        choices=list(HANDLING_TIME_NAMES.items()),
        label=gettext_lazy("med afsat tid"),
        empty_label=gettext_lazy("uanset længde"),
    )
    kroner = LeastAmountFilter(label=gettext_lazy("med et beløb på mindst (kr.)"))
    slags = filters.MultipleChoiceFilter(
        field_name="kind",
        choices=[(kind.value, gettext_lazy(kind.label)) for kind in DecisionKind],
        label=gettext_lazy("Type beslutning"),
        widget=forms.CheckboxSelectMultiple,
    )
    mere = CheckboxFilter(
        ~Q(kind__in=ROUTINE_KINDS),
        gettext_lazy("Uden typerne taget til efterretning, intet at bemærke og protokol"),
    )
    tilfoejelse = CheckboxFilter(HAS_ADDITION, gettext_lazy("Kun dem med en tilføjelse"))
    # A no is also a yes to a recommendation to say no.
    afslag = CheckboxFilter(
        Q(kind=DecisionKind.REJECTED) | Q(effect__in=REFUSING_EFFECTS), gettext_lazy("Kun afslag")
    )
    indstilling = filters.ChoiceFilter(
        method="against_recommendation",
        choices=[(key, label) for key, (_known, label) in AGAINST_RECOMMENDATION.items()],
        label=gettext_lazy("der blev"),
        empty_label=gettext_lazy("som indstillet eller anderledes"),
    )
    sortering = SortingFilter(
        choices=SORTINGS,
        label=gettext_lazy("Rækkefølge"),
        empty_label=gettext_lazy("Automatisk: nyeste først, en sag ældste først"),
    )

    class Meta:
        model = Decision
        form = PeriodForm
        fields: list[str] = []

    def counts_by(self, name: str, rows: QuerySet[Any]) -> Iterable[tuple[Any, int]]:
        """As for all; but topics, and links to them, only as far as they are public."""
        if name == "emne":
            public = TopicLink.objects.published().filter(item__decisions__in=rows.order_by())
            found = public.values_list("topic__slug").order_by()
            return found.annotate(Count("item__decisions", distinct=True))
        counts = super().counts_by(name, rows)
        if name == "indstilling":
            of = dict(counts)
            return [
                (key, sum(of.get(value, 0) for value in known))
                for key, (known, _label) in AGAINST_RECOMMENDATION.items()
            ]
        return counts

    def offer_choices(self, name: str, counts: Mapping[str, int], *, shows_counts: bool) -> None:
        """As for all, but types of decision that would give nothing are left out."""
        super().offer_choices(name, counts, shows_counts=shows_counts)
        if name == "slags":
            chosen = self.form.cleaned_data.get(name) or []
            widget = self.form.fields[name].widget
            widget.choices = [
                (value, label)
                for value, label in widget.choices
                if value in counts or value in chosen
            ]

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
        """Filter, then sort: a journal number's thread reads oldest first unless asked otherwise."""
        decisions: DecisionQuerySet = super().filter_queryset(queryset)
        return decisions.oldest_first() if self.sorting == "aeldste" else decisions.newest_first()

    @property
    def sorting(self) -> str:
        """`nyeste` or `aeldste`."""
        chosen = self.form.cleaned_data.get("sortering")
        return chosen or ("aeldste" if self.form.cleaned_data.get("journalnummer") else "nyeste")

    def with_words(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Every word must occur in the item's own text, in any form; see `cases.search`."""
        return queryset.filter(item__in=items_with(value))

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

    def against_recommendation(
        self, queryset: QuerySet[Any], _name: str, value: str
    ) -> QuerySet[Any]:
        """Decisions by whether they are what was recommended, as far as that can be said."""
        known, _label = AGAINST_RECOMMENDATION[value]
        return queryset.filter(as_recommended__in=known)

    def planned_for(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Items by the minutes set aside on the agenda, the upper figure where there are two."""
        return queryset.filter(item__duration_max__range=HANDLING_TIMES[value])
