"""The filters of the list of commitments: what was promised or planned, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

import django_filters as filters
from django import forms
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.filters.base import (
    DanishDateFilter,
    PeriodForm,
    PublicFilterSet,
    SortingFilter,
    committee_filter,
)
from cases.minutes.commitments import CommitmentKind
from cases.models import Commitment, Topic, TopicLink
from cases.models.commitment import CommitmentQuerySet, CommitmentStatus, falls_due

FIRST_FIELDS = ("status", "udvalg", "emne")


class CommitmentFilter(PublicFilterSet):
    """Commitments by status, committee, topic, kind and the period they fall due in.

    The queryset has to come with its status.
    """

    counted = {
        "status": "place",
        "udvalg": "item__meeting__committee__slug",
        "emne": "item__topic_links__topic__slug",
        "slags": "kind",
    }
    phrases: ClassVar[Mapping[str, Promise]] = {
        **PublicFilterSet.phrases,
        "status": gettext_lazy("med status »%(value)s«"),
        "emne": gettext_lazy("om eller med omtale af %(value)s"),
        "slags": gettext_lazy("af typen »%(value)s«"),
        "fra": gettext_lazy("med dato fra og med %(value)s"),
        "til": gettext_lazy("med dato til og med %(value)s"),
    }

    status = filters.ChoiceFilter(
        method="in_status",
        choices=CommitmentStatus.choices,
        label=gettext_lazy("Status"),
        empty_label=gettext_lazy("alle"),
    )
    udvalg = committee_filter("item__meeting__committee")
    emne = filters.ModelChoiceFilter(
        method="on_topic",
        queryset=Topic.objects.published(),
        to_field_name="slug",
        label=gettext_lazy("Emne"),
        empty_label=gettext_lazy("alle emner"),
    )
    slags = filters.ChoiceFilter(
        field_name="kind",
        choices=[(kind.value, gettext_lazy(kind.label)) for kind in CommitmentKind],
        label=gettext_lazy("Type"),
        empty_label=gettext_lazy("alle typer"),
    )
    fra = DanishDateFilter(method="due_from", label=gettext_lazy("Dato fra"))
    til = DanishDateFilter(method="due_until", label=gettext_lazy("Dato til"))
    sortering = SortingFilter(
        choices=[("nyeste", gettext_lazy("Senest lovet først"))],
        label=gettext_lazy("Rækkefølge"),
        empty_label=gettext_lazy("Efter status og dato"),
    )

    class Meta:
        model = Commitment
        form = PeriodForm
        fields: list[str] = []

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The fields that most people use."""
        return [self.form[name] for name in FIRST_FIELDS]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The rest, folded away until one of them is in use."""
        return [field for field in self.form if field.name not in FIRST_FIELDS]

    @property
    def more_in_use(self) -> bool:
        """Whether a field that is folded away holds anything."""
        return any(field.data for field in self.more_fields)

    @property
    def is_grouped(self) -> bool:
        """Whether the list goes status by status."""
        return not self.form.cleaned_data.get("sortering")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter, then sort."""
        commitments: CommitmentQuerySet = super().filter_queryset(queryset)
        return commitments.by_status() if self.is_grouped else commitments.newest_first()

    def counts_by(self, name: str, rows: QuerySet[Any]) -> Iterable[tuple[Any, int]]:
        """As for all; but a status is worked out, and topics count as far as they are public."""
        if name == "status":
            return cast(CommitmentQuerySet, rows).count_by_status().items()
        if name == "emne":
            public = TopicLink.objects.published().filter(
                item__commitments__in=rows.order_by().values("pk")
            )
            found = public.values_list("topic__slug").order_by()
            return found.annotate(Count("item__commitments", distinct=True))
        return super().counts_by(name, rows)

    def in_status(self, queryset: CommitmentQuerySet, _name: str, value: str) -> CommitmentQuerySet:
        """Those with one status."""
        return queryset.in_status(CommitmentStatus(value))

    def on_topic(self, queryset: QuerySet[Any], _name: str, value: Topic) -> QuerySet[Any]:
        """Those in an item linked to a topic, except where a person has rejected the link."""
        links = value.links.published().filter(item=OuterRef("item"))
        return queryset.filter(Exists(links))

    def due_from(self, queryset: QuerySet[Any], _name: str, value: dt.date) -> QuerySet[Any]:
        """Those due on a day or later; a month counts until its end."""
        return queryset.filter(falls_due(value, None))

    def due_until(self, queryset: QuerySet[Any], _name: str, value: dt.date) -> QuerySet[Any]:
        """Those due on a day or earlier; a month counts from its beginning."""
        return queryset.filter(falls_due(None, value))
