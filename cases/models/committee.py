"""Committees and the names and codes they have had."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

# First path segments that belong to other pages; a committee must not hide them.
RESERVED_SLUGS = frozenset(
    [
        "admin",
        "beslutninger",
        "bilag",
        "data",
        "emner",
        "en",
        "kalender",
        "moeder",
        "om",
        "opfoelgning",
        "privatliv",
        "punkter",
        "rettelser",
        "sager",
        "soeg",
        "static",
        "media",
        "sundhed",
        "tal",
        "tilgaengelighed",
    ]
)


def danish_slug(text: str) -> str:
    """`text` as an address part: æ, ø and å become ae, oe and aa, as in the portal's own paths."""
    spelled = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return slugify(spelled)


def validate_committee_slug(slug: str) -> None:
    """Refuse a slug that is the first part of another address."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"»{slug}« er optaget af en anden side. Vælg en anden adresse.")


class CommitteeQuerySet(models.QuerySet["Committee"]):
    """Reading rules for committees."""

    def published(self) -> CommitteeQuerySet:
        """Committees with at least one public meeting."""
        from cases.models.meeting import Meeting

        meetings = Meeting.objects.published().filter(committee=models.OuterRef("pk"))
        return self.filter(models.Exists(meetings))

    def named(self, name: str) -> Committee | None:
        """The committee that has or has had this name, whatever its case and spaces; else None."""
        wanted = _folded(name)
        for committee in self.prefetch_related("names"):
            if wanted in committee.folded_names():
                return committee
        return None


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


class Committee(models.Model):
    """A political committee. Its address stays while codes and names change over the years."""

    name = models.CharField("nuværende navn", max_length=200, unique=True)
    slug = models.SlugField(
        "adresse", max_length=100, unique=True, validators=[validate_committee_slug]
    )
    code = models.CharField(
        "forkortelse", max_length=10, blank=True, help_text="Som i referaterne, fx BSK eller ØKE."
    )
    description = models.TextField("beskrivelse", blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = "udvalg"
        verbose_name_plural = "udvalg"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("committee_detail", args=[self.slug])

    def folded_names(self) -> set[str]:
        """Every name it has had, folded for comparison."""
        return {_folded(self.name)} | {_folded(row.name) for row in self.names.all()}

    def name_on(self, date: dt.date) -> str:
        """The name it had on `date`; the present name where no period covers it."""
        for row in self.names.all():
            if (not row.valid_from or row.valid_from <= date) and (
                not row.valid_to or date <= row.valid_to
            ):
                return row.name
        return self.name


class CommitteeName(models.Model):
    """A name and code that a committee had in a period (both ends included, empty is open)."""

    committee = models.ForeignKey(
        Committee, models.CASCADE, related_name="names", verbose_name="udvalg"
    )
    name = models.CharField("navn", max_length=200)
    code = models.CharField("forkortelse", max_length=10, blank=True)
    valid_from = models.DateField("fra", null=True, blank=True)
    valid_to = models.DateField("til", null=True, blank=True)

    class Meta:
        verbose_name = "navn i en periode"
        verbose_name_plural = "navne i perioder"
        ordering = ["-valid_from", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="committee_name_period_in_order",
                violation_error_message="Perioden slutter, før den begynder.",
            ),
            models.UniqueConstraint(
                fields=["committee", "name", "valid_from"], name="committee_name_once_per_period"
            ),
        ]

    def __str__(self) -> str:
        return self.name
