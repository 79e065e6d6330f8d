"""Cases: what a journal number stands for."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery
from django.urls import reverse

from cases.minutes.journal_number import JournalNumber
from cases.models.origin import SetBy


class CaseQuerySet(models.QuerySet["Case"]):
    """Reading rules for cases."""

    def published(self) -> CaseQuerySet:
        """Cases with at least one public agenda item."""
        from cases.models.item import AgendaItem

        items = AgendaItem.objects.published().filter(case=OuterRef("pk"))
        return self.filter(Exists(items))

    def for_cards(self) -> CaseQuerySet:
        """With the number of public items, the dates of the first and last, the title of the last."""
        from cases.models.item import AgendaItem, public_items_filter

        newest = AgendaItem.objects.published().filter(case=OuterRef("pk")).newest_first()
        public = public_items_filter("items__")
        return self.annotate(
            public_items=Count("items", filter=public, distinct=True),
            first_date=Min("items__meeting__date", filter=public),
            last_date=Max("items__meeting__date", filter=public),
            last_title=Subquery(newest.values("title")[:1]),
        )

    def for_number(self, text: str) -> Case:
        """The case of a journal number as printed, made now if it is new."""
        number = JournalNumber.parse(text)
        case, _ = self.get_or_create(
            normalised=number.normalised,
            defaults={
                "journal_number": number.verbatim,
                "scheme": number.scheme,
                "main_group": number.main_group or "",
                "subject": number.subject or "",
                "facet": number.facet or "",
                "serial": number.serial,
                "year": number.year,
            },
        )
        return case

    def in_number_order(self) -> CaseQuerySet:
        """Newest year first, then by serial as a number; other formats last."""
        return self.order_by(
            F("year").desc(nulls_last=True), F("serial").desc(nulls_last=True), "normalised"
        )

    def latest_meeting_first(self) -> CaseQuerySet:
        """By the date of the last public item, as `for_cards` gives it."""
        return self.order_by("-last_date", "normalised")


class Case(models.Model):
    """A journal number. It is not always one matter: some are folders that run for years."""

    journal_number = models.CharField("journalnummer", max_length=60)
    normalised = models.CharField(max_length=60, unique=True, editable=False)
    scheme = models.CharField(max_length=12, editable=False)
    main_group = models.CharField(max_length=2, blank=True, editable=False, db_index=True)
    subject = models.CharField(max_length=8, blank=True, editable=False)
    facet = models.CharField(max_length=3, blank=True, editable=False)
    serial = models.BigIntegerField(null=True, editable=False)
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    title = models.CharField(
        "titel",
        max_length=300,
        blank=True,
        help_text="Kan stå tom: så bruges titlen på sagens nyeste punkt.",
    )
    is_series = models.BooleanField(
        "løbende serie",
        default=False,
        help_text="Et fast punkt, fx nøgletal eller meddelelser, og ikke én sag.",
    )
    series_set_by = models.CharField(
        max_length=6, choices=SetBy.choices, default=SetBy.RULE, editable=False
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "sag"
        verbose_name_plural = "sager"
        ordering = ["-year", "-serial", "normalised"]
        constraints = [
            models.CheckConstraint(condition=~Q(normalised=""), name="case_has_a_number")
        ]

    def __str__(self) -> str:
        return self.journal_number

    def get_absolute_url(self) -> str:
        return reverse("case_detail", args=[self.normalised])
