"""Words at one place of an item's text, as a rule found them or a person marked them."""

from __future__ import annotations

from django.db import models

from cases.models.item import AgendaItem
from cases.models.state import Judged


class Passage(Judged):
    """What references and commitments have in common: printed words and where they stand.

    A rule writes its findings anew at every reading. A row that a person has settled is found again
    by section, words and occurrence, and keeps what the person said.
    """

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="%(class)ss", verbose_name="punkt"
    )
    position = models.PositiveIntegerField("rækkefølge", default=1, editable=False)
    section = models.CharField("afsnit", max_length=20, editable=False)
    start = models.PositiveIntegerField("plads i teksten", default=0, editable=False)
    occurrence = models.PositiveSmallIntegerField(
        "gang i afsnittet",
        default=1,
        editable=False,
        help_text="2, når de samme ord står for anden gang i afsnittet.",
    )
    words = models.TextField("ordene", help_text="Ord for ord som i teksten.")
    sentence = models.TextField("sætningen", blank=True, editable=False)
    is_found = models.BooleanField(
        "står i teksten nu",
        default=True,
        editable=False,
        help_text="Falsk, når en ny udgave af referatet ikke længere har ordene.",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.item}: {self.words[:80]}"

    @property
    def key(self) -> tuple[str, str, int]:
        """What the place is known by when the item is read again."""
        return self.section, self.words, self.occurrence

    @property
    def end(self) -> int:
        """Where the words stop in the section's text."""
        return self.start + len(self.words)

    @property
    def around(self) -> tuple[str, str]:
        """What the sentence says before and after the words; empty where they are all of it."""
        before, found, after = self.sentence.partition(self.words)
        return (before, after) if found else ("", "")


class Precision(models.TextChoices):
    """How exactly a date is known. A month is stored as its first day."""

    DAY = "day", "dag"
    MONTH = "month", "måned"
    NONE = "", "ingen dato"
