"""Commitments: what was promised, when it falls due, and the item that keeps it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, Prefetch, Q, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.minutes.commitments import CommitmentKind
from cases.models.item import AgendaItem, public_items_filter
from cases.models.passage import Passage, Precision
from cases.models.reference import Reference
from cases.models.state import LinkState, Weighed
from cases.models.unseen import Unseen, unseen_case


class CommitmentStatus(models.TextChoices):
    """What the minutes in the portal say has become of a promise, in the order of a list.

    None of them is a verdict: the portal does not know what no minutes say.
    """

    COMING = "coming", _("På vej")
    PASSED = "passed", _("Datoen er passeret")
    UNDATED = "undated", _("Uden dato")
    PERHAPS = "perhaps", _("Måske fulgt op")
    KEPT = "kept", _("Fulgt op")

    @property
    def explanation(self) -> Promise:
        """What the status means, in plain words."""
        return _EXPLANATIONS[self]


_EXPLANATIONS: dict[CommitmentStatus, Promise] = {
    CommitmentStatus.COMING: _("Datoen er i dag eller senere."),
    CommitmentStatus.PASSED: _(
        "Opfølgningen er ikke set i portalen endnu. Den kan være sket, uden at det står i de "
        "referater, der er lagt ind."
    ),
    CommitmentStatus.UNDATED: _("Teksten siger ikke hvornår, og opfølgningen er ikke set endnu."),
    CommitmentStatus.PERHAPS: _(
        "Et senere punkt, eller punktet selv, ser ud til at følge op, eller mødet blev holdt en anden "
        "dag. Det er fundet automatisk, og ingen har bekræftet det."
    ),
    CommitmentStatus.KEPT: _("En medarbejder har bekræftet, hvor der blev fulgt op."),
}


def falls_due(first: dt.date | None, last: dt.date | None) -> Q:
    """Commitments due in a period, both ends included; a month counts when any of its days does."""
    due = Q(due__isnull=False)
    if first is not None:
        in_month = Q(due_precision=Precision.MONTH, due__gte=first.replace(day=1))
        due &= Q(due__gte=first) | in_month
    return due if last is None else due & Q(due__lte=last)


def is_held_q() -> Q:
    """Commitments of which it is public that the meeting was held another day, and who says so."""
    according_to = Q(held_reference__in=Reference.objects.published().values("pk"))
    by_hand = Q(held_reference=None, state=LinkState.CONFIRMED)
    return Q(held_on__isnull=False) & (according_to | by_hand)


_PLACE = {status: place for place, status in enumerate(CommitmentStatus)}


def has_status(status: CommitmentStatus) -> Q:
    """Commitments with one status, in a query that has `with_status`."""
    return Q(place=_PLACE[status])


_NEWEST_FIRST = (
    "-item__meeting__date", "-item__meeting__sequence", "item__meeting_id",
    "item__position", "item_id", "position", "pk",
)  # fmt: skip


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Reading rules for commitments."""

    def published(self) -> CommitmentQuerySet:
        """Those that stand in a public item now and that no person has called none."""
        shown = self.filter(public_items_filter("item__"), is_found=True)
        return shown.exclude(state=LinkState.REJECTED)

    def with_status(self) -> CommitmentQuerySet:
        """With `place`, that of its status today in CommitmentStatus; `standing` is the status."""
        followed_up = Fulfilment.objects.published()
        confirmed = followed_up.filter(state=LinkState.CONFIRMED)
        # Subqueries that do not look at the row: PostgreSQL answers each once and not for every row.
        return self.annotate(
            place=Case(
                When(pk__in=confirmed.values("commitment"), then=_PLACE[CommitmentStatus.KEPT]),
                When(
                    Q(pk__in=followed_up.values("commitment")) | is_held_q(),
                    then=_PLACE[CommitmentStatus.PERHAPS],
                ),
                When(due=None, then=_PLACE[CommitmentStatus.UNDATED]),
                When(falls_due(timezone.localdate(), None), then=_PLACE[CommitmentStatus.COMING]),
                default=_PLACE[CommitmentStatus.PASSED],
                output_field=models.IntegerField(),
            )
        )

    def in_status(self, status: CommitmentStatus) -> CommitmentQuerySet:
        """Those with one status. Needs `with_status`."""
        return self.filter(has_status(status))

    def count_by_status(self) -> dict[CommitmentStatus, int]:
        """How many there are with each status; those with none are left out. Needs `with_status`."""
        rows: models.QuerySet[Any] = self.order_by()
        counts = dict(rows.values_list("place").annotate(Count("pk")))
        return {status: counts[_PLACE[status]] for status in _PLACE if _PLACE[status] in counts}

    def for_lines(self) -> CommitmentQuerySet:
        """With its status, why nothing can be seen, and what a short list shows: item, meeting,
        committee."""
        with_status = self.with_status().annotate(unseen=unseen_case())
        with_item = with_status.select_related("item__meeting__committee")
        return with_item.prefetch_related("item__meeting__committee__names")

    def for_cards(self) -> CommitmentQuerySet:
        """With what a list shows besides: case, public fulfilments, the item that told of another
        day, and `is_held`: whether that is public."""
        fulfilments = Fulfilment.objects.published().best_first()
        public = Prefetch(
            "fulfilments",
            fulfilments.prefetch_related("item__meeting__committee__names"),
            to_attr="public_fulfilments",
        )
        told_by = "held_reference__item__meeting__committee"
        is_held = Case(When(is_held_q(), then=True), default=False)
        rows = self.for_lines().select_related("item__case", told_by)
        return rows.prefetch_related(public).annotate(is_held=is_held)

    def by_status(self) -> CommitmentQuerySet:
        """What is on its way, the nearest first; then status by status, the latest first. Needs
        `with_status`."""
        ahead = Case(When(falls_due(timezone.localdate(), None), then=F("due")))
        return self.order_by(
            "place", ahead.asc(nulls_last=True), F("due").desc(nulls_last=True), *_NEWEST_FIRST
        )

    def newest_first(self) -> CommitmentQuerySet:
        """By the meeting that made them, newest first; within a meeting in printed order."""
        return self.order_by(*_NEWEST_FIRST)

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

    @property
    def standing(self) -> CommitmentStatus:
        """Its status, as `with_status` gives it, with label and explanation."""
        return list(CommitmentStatus)[self.place]  # type: ignore[attr-defined]  # by with_status

    @property
    def out_of_sight(self) -> str:
        """Which meeting the portal lacks to see a follow-up in (Unseen), "" where it lacks none or
        nothing is due yet; by `for_lines`."""
        waits = self.standing in (CommitmentStatus.PASSED, CommitmentStatus.UNDATED)
        return Unseen(self.unseen) if waits and self.unseen else ""  # type: ignore[attr-defined]

    @property
    def follow_ups(self) -> list[Fulfilment]:
        """The public fulfilments that a person has confirmed, else the likeliest; by `for_cards`."""
        public: list[Fulfilment] = self.public_fulfilments  # type: ignore[attr-defined]
        return [one for one in public if one.state == LinkState.CONFIRMED] or public[:1]


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


class Fulfilment(Weighed):
    """One item that keeps a commitment, or seems to, with the reasons."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="fulfilments", verbose_name="løfte"
    )
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="fulfilments", verbose_name="punkt"
    )

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
