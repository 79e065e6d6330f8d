"""Terms that might become topics."""

from __future__ import annotations

from django.db import models

from cases.models.state import LinkState
from cases.models.topic import Topic


class TopicSuggestion(models.Model):
    """A term that returns at several meetings and is rare elsewhere, with the items it stands in."""

    term = models.CharField("udtryk", max_length=100, unique=True)
    score = models.FloatField("styrke", default=0, editable=False)
    evidence = models.JSONField("bevis", default=list, blank=True, editable=False)
    state = models.CharField(
        "tilstand", max_length=9, choices=LinkState.choices, default=LinkState.SUGGESTED
    )
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggested_as",
        verbose_name="blev til emnet",
    )

    class Meta:
        verbose_name = "forslag til emne"
        verbose_name_plural = "forslag til emner"
        ordering = ["state", "-score", "term"]

    def __str__(self) -> str:
        return self.term
