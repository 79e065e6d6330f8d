"""Words of minutes that need a word of explanation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models.committee import danish_slug


class TermQuerySet(models.QuerySet["Term"]):
    """Reading rules for terms."""

    def published(self) -> TermQuerySet:
        """Terms the public may see."""
        return self.filter(is_public=True)


class Term(models.Model):
    """A word or abbreviation that staff explain once, and the portal wherever it is used."""

    word = models.CharField("ord", max_length=80, unique=True)
    forms = models.TextField(
        "andre former",
        blank=True,
        help_text="Bøjninger og skrivemåder, fx »indstillinger«. Én pr. linje.",
    )
    explanation = models.TextField(
        "forklaring", help_text="En eller to sætninger i almindelige ord."
    )
    is_public = models.BooleanField("vises for offentligheden", default=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "ord i ordlisten"
        verbose_name_plural = "ordliste"
        ordering = ["word"]
        constraints = [
            models.CheckConstraint(condition=~Q(word=""), name="term_has_a_word"),
            models.CheckConstraint(condition=~Q(explanation=""), name="term_has_an_explanation"),
        ]

    def __str__(self) -> str:
        return self.word

    def get_absolute_url(self) -> str:
        return f"{reverse('term_list')}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The id of its explanation on a page: `ord-sps`."""
        return f"ord-{danish_slug(self.word)}"

    @property
    def spellings(self) -> list[str]:
        """The word and its other forms."""
        return [self.word, *(form.strip() for form in self.forms.splitlines() if form.strip())]
