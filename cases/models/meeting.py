"""Meetings of committees."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.minutes.attendance import Participant, parse_attendance
from cases.models.clock import CurrentTime
from cases.models.committee import Committee


class MeetingState(models.TextChoices):
    """How far a meeting has come on paper."""

    AGENDA = "agenda", _("Dagsorden")
    MINUTES = "minutes", _("Referat")
    CANCELLED = "cancelled", _("Aflyst")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Reading rules for meetings."""

    def published(self) -> MeetingQuerySet:
        """Meetings the public may see: published and not withdrawn."""
        return self.filter(published_at__lte=CurrentTime(), withdrawn_at=None)

    def newest_first(self) -> MeetingQuerySet:
        """By date, the later meeting of a day first; ties are stable."""
        return self.order_by("-date", "-sequence", "committee__name")

    def for_cards(self) -> MeetingQuerySet:
        """With what a list of meetings shows: committee, its names, number of open and closed items."""
        return (
            self.select_related("committee")
            .prefetch_related("committee__names")
            .annotate(
                public_items=Count(
                    "items", filter=Q(items__access="open", items__withdrawn_at=None)
                ),
                closed_items=Count(
                    "items", filter=~Q(items__access="open") & Q(items__withdrawn_at=None)
                ),
            )
        )


class Meeting(models.Model):
    """One meeting. A committee may meet twice on a day: the second has sequence 2."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="meetings", verbose_name="udvalg"
    )
    date = models.DateField("mødedato", db_index=True)
    sequence = models.PositiveSmallIntegerField(
        "møde nr. den dag",
        default=1,
        help_text="1, medmindre udvalget mødtes flere gange samme dag.",
    )
    start_time = models.TimeField("begyndte", null=True, blank=True)
    end_time = models.TimeField("sluttede", null=True, blank=True)
    place = models.CharField("mødested", max_length=300, blank=True)
    attendance = models.TextField(
        "deltagere og afbud",
        blank=True,
        help_text="En linje for hver slags, fx »Deltagere: Ane Holm (A), Bo Berg (V)« og »Afbud: …«.",
    )
    state = models.CharField(
        "tilstand", max_length=10, choices=MeetingState.choices, default=MeetingState.MINUTES
    )
    source = models.ForeignKey(
        "cases.SourceDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="kildefil",
    )
    published_at = models.DateTimeField("offentliggjort", null=True, blank=True, editable=False)
    agenda_published_at = models.DateTimeField(
        "dagsordenen offentliggjort", null=True, blank=True, editable=False
    )
    minutes_published_at = models.DateTimeField(
        "referatet offentliggjort", null=True, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True, blank=True, editable=False)
    imported = models.JSONField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("sidst ændret", auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        ordering = ["-date", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "date", "sequence"],
                name="meeting_once_per_committee_date_sequence",
                violation_error_message=(
                    "Udvalget har allerede et møde den dag. Er det et andet møde samme dag, "
                    "så skriv 2 i »møde nr. den dag«."
                ),
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="meeting_sequence_from_one"),
        ]
        indexes = [models.Index(fields=["-date", "-sequence"], name="meeting_newest_first")]

    def __str__(self) -> str:
        name = f"{self.committee} {self.date:%d-%m-%Y}"
        return name if self.sequence == 1 else f"{name} ({self.sequence}. møde)"

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.committee.slug, self.address])

    @property
    def address(self) -> str:
        """The date as it stands in the address: `2026-02-17`, or `2026-02-17-2` for a second meeting."""
        suffix = "" if self.sequence == 1 else f"-{self.sequence}"
        return f"{self.date.isoformat()}{suffix}"

    @property
    def committee_name(self) -> str:
        """The committee's name on the day of the meeting."""
        return self.committee.name_on(self.date)

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Everybody named as present, away or sitting in, in printed order."""
        return parse_attendance(self.attendance.splitlines())

    @property
    def is_coming(self) -> bool:
        """Whether only its agenda is known and its day is today or later."""
        return self.state == MeetingState.AGENDA and self.date >= timezone.localdate()

    def mark_published(self) -> None:
        """Remember when the public first saw the agenda, and when the minutes; saves nothing."""
        field = (
            "agenda_published_at" if self.state == MeetingState.AGENDA else "minutes_published_at"
        )
        if self.state != MeetingState.CANCELLED and getattr(self, field) is None:
            setattr(self, field, timezone.now())

    @property
    def is_public(self) -> bool:
        """Whether the public may see it now."""
        return (
            self.published_at is not None
            and self.published_at <= timezone.now()
            and self.withdrawn_at is None
        )
