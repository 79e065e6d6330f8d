"""What a municipality's own headings mean: data that staff extend as they meet new ones."""

from __future__ import annotations

from django.db import models

from cases.minutes.profile import Meaning, ProfileLabel


class HeadingLabelQuerySet(models.QuerySet["HeadingLabel"]):
    """Reading rules for headings."""

    def profile(self) -> tuple[ProfileLabel, ...]:
        """All of them as the reading of minutes wants them."""
        return tuple(ProfileLabel(row.printed, Meaning(row.meaning)) for row in self.order_by("pk"))


class HeadingLabel(models.Model):
    """A heading or label as printed, and which of the portal's fields it stands for."""

    printed = models.CharField(
        "som trykt",
        max_length=100,
        unique=True,
        help_text="Hele overskriften eller ordene foran kolon, fx »Hvad drejer sagen sig om?«.",
    )
    meaning = models.CharField(
        "betyder", max_length=20, choices=[(m.value, m.label) for m in Meaning]
    )

    objects = HeadingLabelQuerySet.as_manager()

    class Meta:
        verbose_name = "overskrift i referater"
        verbose_name_plural = "overskrifter i referater"
        ordering = ["printed"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(printed=""), name="heading_has_a_text")
        ]

    def __str__(self) -> str:
        return f"{self.printed} = {self.get_meaning_display()}"
