"""Commitments: what was promised, when it falls due, and the item that keeps it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from cases.minutes.commitments import CommitmentKind
from cases.models.item import AgendaItem, public_items_filter
from cases.models.origin import SetBy
from cases.models.passage import Passage, Precision
from cases.models.reference import Reference
from cases.models.state import LinkState


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Reading rules for commitments."""

    def published(self) -> CommitmentQuerySet:
        """Those that stand in a public item now and that no person has called none."""
        shown = self.filter(public_items_filter("item__"), is_found=True)
        return shown.exclude(state=LinkState.REJECTED)

    def due_first(self) -> CommitmentQuerySet:
        """By the day they fall due, those without a day last."""
        return self.order_by(
            models.F("due").asc(nulls_last=True), "item__meeting__date", "item_id", "position", "pk"
        )


class Commitment(Passage):
    """A promise in printed words. Whether it was kept is a suggestion until a person confirms it."""

    kind = models.CharField(
        "slags", max_length=20, choices=[(kind.value, kind.label) for kind in CommitmentKind]
    )
    due = models.DateField("frist", null=True, blank=True, help_text="En måned: dens første dag.")
    due_precision = models.CharField(
        "fristen er", max_length=5, blank=True, choices=Precision.choices, default=Precision.NONE
    )
    due_inferred = models.BooleanField("fristen er udledt", default=False)
    held_on = models.DateField(
        "mødet blev holdt",
        null=True,
        blank=True,
        help_text="Når det planlagte møde ifølge et senere punkt blev holdt en anden dag.",
    )
    held_reference = models.ForeignKey(
        Reference,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="ifølge",
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "løfte"
        verbose_name_plural = "løfter"
        ordering = ["item", "position"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="commitment_has_words"),
        ]
        indexes = [models.Index(fields=["due"], name="commitment_by_due")]

    @property
    def due_until(self) -> dt.date | None:
        """The last day on which it is in time: the end of the month where only a month is known."""
        if self.due is None or self.due_precision != Precision.MONTH:
            return self.due
        return (self.due.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(1)


class FulfilmentQuerySet(models.QuerySet["Fulfilment"]):
    """Reading rules for fulfilments."""

    def published(self) -> FulfilmentQuerySet:
        """Those by a public item that no person has rejected."""
        return self.filter(public_items_filter("item__")).exclude(state=LinkState.REJECTED)

    def best_first(self) -> FulfilmentQuerySet:
        """What a person has confirmed, then the strongest suggestion, with its item."""
        return self.select_related("item__meeting__committee").order_by(
            "state", "-score", "item__meeting__date", "item_id"
        )


class Fulfilment(models.Model):
    """One item that keeps a commitment, or seems to, with the reasons."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="fulfilments", verbose_name="løfte"
    )
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="fulfilments", verbose_name="punkt"
    )
    state = models.CharField(
        "tilstand", max_length=9, choices=LinkState.choices, default=LinkState.SUGGESTED
    )
    set_by = models.CharField(
        "fundet af", max_length=6, choices=SetBy.choices, default=SetBy.RULE, editable=False
    )
    score = models.PositiveSmallIntegerField("point", default=0, editable=False)
    evidence = models.JSONField("bevis", default=list, blank=True, editable=False)

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        verbose_name = "opfølgning"
        verbose_name_plural = "opfølgninger"
        ordering = ["commitment", "state", "-score"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "item"],
                name="fulfilment_once_per_item",
                violation_error_message="Punktet er allerede knyttet til løftet.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.commitment.words[:60]}"
