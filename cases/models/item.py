"""Agenda items: the unit people read, cite and follow."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from cases.minutes.attendance import Participant, people_named
from cases.minutes.recommended import most_deciding_first
from cases.minutes.result import Access, ItemType
from cases.minutes.sections import ParsedRecommendation, parse_recommendation
from cases.models.case import Case
from cases.models.clock import CurrentTime
from cases.models.meeting import Meeting


def public_items_filter(prefix: str = "") -> Q:
    """What makes an agenda item public, for a query that reaches it through `prefix`.

    Its meeting is published and not withdrawn, it is not withdrawn itself, and it is known to
    be open: what is not known to be open is closed.
    """
    return Q(
        **{
            f"{prefix}meeting__published_at__lte": CurrentTime(),
            f"{prefix}meeting__withdrawn_at": None,
            f"{prefix}withdrawn_at": None,
            f"{prefix}access": Access.OPEN.value,
        }
    )


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Reading rules for agenda items."""

    def published(self) -> AgendaItemQuerySet:
        """Items the public may see."""
        return self.filter(public_items_filter())

    def newest_first(self) -> AgendaItemQuerySet:
        """By meeting, newest first; within a meeting in printed order."""
        return self.order_by("-meeting__date", "-meeting__sequence", "meeting_id", "position", "pk")

    def oldest_first(self) -> AgendaItemQuerySet:
        """By meeting, oldest first; within a meeting in printed order."""
        return self.order_by("meeting__date", "meeting__sequence", "meeting_id", "position", "pk")

    def for_cards(self) -> AgendaItemQuerySet:
        """With what a list of items shows: meeting, committee, case, decisions, public topics."""
        from cases.models.topic import TopicLink

        return self.select_related("meeting__committee", "case").prefetch_related(
            "meeting__committee__names",
            "decisions",
            Prefetch(
                "topic_links", TopicLink.objects.published().about_first(), to_attr="public_links"
            ),
        )

    def for_results(self) -> AgendaItemQuerySet:
        """With what a result of a search shows: meeting, committee, case and decisions."""
        rows = self.select_related("meeting__committee", "case").defer("imported")
        return rows.prefetch_related("meeting__committee__names", "decisions")


class AgendaItem(models.Model):
    """One item of one meeting, with its text word for word as Markdown."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="møde")
    number = models.PositiveIntegerField("punkt nr.", null=True, blank=True)
    position = models.PositiveSmallIntegerField("plads på dagsordenen", default=1)
    address = models.CharField(max_length=20, editable=False)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("titel", max_length=500)
    item_type = models.CharField(
        "slags punkt",
        max_length=12,
        blank=True,
        choices=[(kind.value, kind.label) for kind in ItemType],
        help_text="Hvad punktet var tænkt som. Udfaldet står i beslutningen.",
    )
    access = models.CharField(
        "adgang",
        max_length=7,
        choices=[(access.value, access.label) for access in Access],
        default=Access.UNKNOWN.value,
        help_text="Kun åbne punkter vises for offentligheden.",
    )
    access_reason = models.CharField(
        "grund til lukning",
        max_length=100,
        blank=True,
        help_text="I almindelige ord, fx Personalesag. Vises for offentligheden.",
    )
    taken_off = models.CharField(
        "udgik af dagsordenen",
        max_length=300,
        blank=True,
        help_text="Ordene, der siger det, fx »Punktet udgår«.",
    )
    supplementary = models.BooleanField("kom på en tillægsdagsorden", default=False)
    attendance = models.TextField(
        "fravær og inhabilitet ved punktet",
        blank=True,
        help_text="En linje for hver slags, fx »Fraværende: Ane Holm (A)«.",
    )
    journal_number = models.CharField("journalnummer", max_length=60, blank=True)
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="items",
        verbose_name="sag",
    )
    caseworker = models.CharField("sagsbehandler", max_length=200, blank=True)
    other_caseworkers = models.CharField("øvrige sagsbehandlere", max_length=400, blank=True)
    duration_min = models.PositiveSmallIntegerField(
        "behandlingstid fra (min.)", null=True, blank=True
    )
    duration_max = models.PositiveSmallIntegerField(
        "behandlingstid til (min.)", null=True, blank=True
    )
    summary = models.TextField("resume", blank=True)
    case_text = models.TextField("sagsfremstilling", blank=True)
    recommendation = models.TextField(
        "indstilling",
        blank=True,
        help_text="Hvem der indstiller, og hvert »at …« på sin egen linje.",
    )
    routing_columns = models.CharField(
        "kommunikation: kolonner",
        max_length=200,
        blank=True,
        help_text="Forkortelserne i den trykte rækkefølge, fx DIR BFU SOS BSK.",
    )
    routing_mark_count = models.PositiveSmallIntegerField(
        "kommunikation: antal krydser", null=True, blank=True
    )
    routing_marks = models.CharField(
        "kommunikation: krydsede kolonner",
        max_length=200,
        blank=True,
        help_text="Kun når det vides, hvilke kolonner krydserne stod i.",
    )
    routing_known = models.BooleanField("kommunikation: kolonnerne er kendt", default=False)
    source_line = models.PositiveIntegerField("linje i kildefilen", null=True, blank=True)
    source_page = models.PositiveIntegerField("side i kildefilen", null=True, blank=True)
    imported = models.JSONField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("sidst ændret", auto_now=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "punkt"
        verbose_name_plural = "punkter"
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="item_number_once_per_meeting",
                violation_error_message="Mødet har allerede et punkt med det nummer.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "address"], name="item_address_once_per_meeting"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_a_title"),
            models.CheckConstraint(condition=~Q(address=""), name="item_has_an_address"),
            models.CheckConstraint(
                condition=Q(duration_min=None)
                | Q(duration_max=None)
                | Q(duration_min__lte=F("duration_max")),
                name="item_duration_in_order",
                violation_error_message="Behandlingstiden slutter, før den begynder.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    def get_absolute_url(self) -> str:
        meeting = self.meeting
        return reverse("item_detail", args=[meeting.committee.slug, meeting.address, self.address])

    @property
    def label(self) -> str:
        """`Punkt 33`, or `Uden nummer` for an item that the source prints without one."""
        return f"Punkt {self.number}" if self.number is not None else "Uden nummer"

    @property
    def is_open(self) -> bool:
        """Whether it is known to be open to the public."""
        return self.access == Access.OPEN

    @property
    def taken_off_elsewhere(self) -> str:
        """The words that took it off the agenda, where its own decision does not say them."""
        said = any(self.taken_off in decision.text for decision in self.decisions.all())
        return "" if said else self.taken_off

    @property
    def people(self) -> tuple[Participant, ...]:
        """Who was away, sat in or was disqualified at this item, as its lines and decisions say."""
        return people_named(self.attendance.splitlines(), [d.text for d in self.decisions.all()])

    @property
    def parsed_recommendation(self) -> ParsedRecommendation | None:
        """Who recommends and each clause with its level, read from the text; None without text."""
        return parse_recommendation(self.recommendation)

    @property
    def recommended(self) -> list[str]:
        """The clauses of the recommendation, what decides most first."""
        recommendation = self.parsed_recommendation
        return most_deciding_first(recommendation.clauses) if recommendation else []

    def free_address(self) -> str:
        """An address part for a new item: `punkt-33`; `punkt-33-b` where that is taken."""
        taken = set(self.meeting.items.exclude(pk=self.pk).values_list("address", flat=True))
        wanted = (
            f"punkt-{self.number}" if self.number is not None else f"uden-nummer-{self.position}"
        )
        letters = ["", *(f"-{chr(letter)}" for letter in range(ord("b"), ord("z") + 1))]
        return next(wanted + letter for letter in letters if wanted + letter not in taken)
