"""References: where an item's text points to a meeting or to another item."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from cases.minutes.references import ReferenceKind
from cases.models.committee import Committee
from cases.models.item import AgendaItem, public_items_filter
from cases.models.meeting import Meeting
from cases.models.passage import Passage, Precision
from cases.models.state import LinkState

# Reasons and doubts so marked are known only because the portal holds a meeting or an item.
_BY_TARGET = ("later", "by_meeting")


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """Reading rules for references."""

    def published(self) -> ReferenceQuerySet:
        """Those that stand in a public item now and that no person has called none."""
        shown = self.filter(public_items_filter("item__"), is_found=True)
        return shown.exclude(state=LinkState.REJECTED)

    def for_lines(self) -> ReferenceQuerySet:
        """With what a short list shows: the item they stand in, its meeting and committee."""
        with_item = self.select_related("item__meeting__committee")
        return with_item.prefetch_related("item__meeting__committee__names")

    def unresolved(self) -> ReferenceQuerySet:
        """Those with a day or a number whose meeting the portal does not hold."""
        return self.filter(meeting=None, is_found=True).exclude(state=LinkState.REJECTED)

    def for_reading(self) -> ReferenceQuerySet:
        """With committee, meeting and target as far as the public may see them: else they are None."""
        return self.prefetch_related(
            models.Prefetch("committee", Committee.objects.published()),
            models.Prefetch("meeting", Meeting.objects.published().select_related("committee")),
            "meeting__committee__names",
            models.Prefetch("target", AgendaItem.objects.published()),
        )

    def pointing_to(self, item: AgendaItem) -> ReferenceQuerySet:
        """Public ones from other items to this public one, newest first, with both items."""
        found = self.published().filter(target=item).exclude(item=item)
        return (
            found.select_related("item__meeting__committee", "meeting__committee", "target")
            .prefetch_related("item__meeting__committee__names")
            .order_by("-item__meeting__date", "item_id", "position")
        )

    def doubtful(self) -> ReferenceQuerySet:
        """Those that a rule doubts and that no person has settled."""
        return self.filter(is_found=True, state=LinkState.SUGGESTED).exclude(doubts=[])


class Reference(Passage):
    """Printed words, what they mean, and the row they lead to once the portal has it.

    `inferred` lists what is not printed, each as {"what": "body|year|date|item", "why": Danish words};
    `doubts` lists what is wrong or unlikely, each as {"code": …, "says": Danish words}.
    """

    kind = models.CharField(
        "slags", max_length=20, choices=[(kind.value, kind.label) for kind in ReferenceKind]
    )
    body_name = models.CharField(
        "organ",
        max_length=200,
        blank=True,
        help_text="Fx Byrådet, også når det ikke er i portalen.",
    )
    committee = models.ForeignKey(
        Committee,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="references",
        verbose_name="udvalg",
    )
    date = models.DateField("dato", null=True, blank=True, help_text="En måned: dens første dag.")
    precision = models.CharField(
        "datoen er", max_length=5, blank=True, choices=Precision.choices, default=Precision.NONE
    )
    number = models.PositiveIntegerField("punkt nr.", null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="referred_by",
        verbose_name="mødet",
    )
    target = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="referred_by",
        verbose_name="punktet",
    )
    inferred = models.JSONField("udledt", default=list, blank=True, editable=False)
    doubts = models.JSONField("tvivl", default=list, blank=True, editable=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "henvisning"
        verbose_name_plural = "henvisninger"
        ordering = ["item", "position"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="reference_has_words"),
        ]
        indexes = [
            models.Index(fields=["committee", "date"], name="reference_by_meeting"),
        ]

    @property
    def is_hidden(self) -> bool:
        """Whether it leads to something that the public may not see. Needs `for_reading`."""
        hides_target = self.target_id is not None and self.target is None
        return hides_target or (self.meeting_id is not None and self.meeting is None)

    @property
    def public_body(self) -> str:
        """The body's name, unless it is a committee without anything public. Needs the committee as
        `for_reading` gives it."""
        is_secret = self.committee_id is not None and self.committee is None
        return "" if is_secret else self.body_name

    @property
    def public_doubts(self) -> list[dict[str, Any]]:
        """Its doubts, without what only a hidden target has told. Needs `for_reading`."""
        return self._told(self.doubts)

    @property
    def public_inferences(self) -> list[dict[str, Any]]:
        """What was inferred, without what only a hidden target has told. Needs `for_reading`."""
        return self._told(self.inferred)

    @property
    def has_public_date(self) -> bool:
        """Whether a day or month is known without the hidden target. Needs `for_reading`."""
        hidden = [entry for entry in self.inferred if entry not in self.public_inferences]
        return self.date is not None and all(entry["what"] != "date" for entry in hidden)

    def _told(self, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        said = [entry for entry in entries if not any(entry.get(by) for by in _BY_TARGET)]
        return said if self.is_hidden else entries
