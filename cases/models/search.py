"""What search is made from: entries of the index, the words in them, and words that mean the same."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cases.models.attachment import Attachment
from cases.models.committee import Committee, CommitteeName
from cases.models.decision import Decision
from cases.models.file import FilePage
from cases.models.item import AgendaItem
from cases.models.topic import Topic


class SearchEntry(models.Model):
    """One text that can be found: an item, one of its decisions where it has several, or one page
    of a file.

    Only what is public has entries. The words themselves lie beside it in the form of the
    database: a `tsvector` with its index on PostgreSQL, FTS5 on SQLite.
    """

    # Follows the order "newest first" downwards, so that a list is read from one end.
    key = models.BigIntegerField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="search_entries")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="search_entries")
    attachment = models.ForeignKey(
        Attachment, models.CASCADE, null=True, related_name="search_entries"
    )
    page = models.ForeignKey(FilePage, models.CASCADE, null=True, related_name="search_entries")
    facets = models.TextField()
    ranked = models.TextField()
    checksum = models.CharField(max_length=32)

    class Meta:
        verbose_name = "tekst i søgningen"
        verbose_name_plural = "tekster i søgningen"

    def __str__(self) -> str:
        return f"{self.item_id} ({self.key})"


class SearchWord(models.Model):
    """A word of the index, what its forms have in common, and how many entries hold it.

    The terms of filters are counted here too: `f:aar:2025` in items, `b:aar:2025` in decisions.
    """

    word = models.CharField(max_length=100, primary_key=True)
    stem = models.CharField(max_length=100, db_index=True)
    # The stem backwards: words that end alike stand beside each other.
    backwards = models.CharField(max_length=100)
    entries = models.PositiveIntegerField()

    class Meta:
        verbose_name = "ord i søgningen"
        verbose_name_plural = "ord i søgningen"
        # What compounds are looked for by, and all that is asked of them.
        indexes = [models.Index(fields=["backwards", "entries", "word"], name="search_word_ending")]
        constraints = [
            models.CheckConstraint(condition=Q(entries__gte=1), name="search_word_is_somewhere")
        ]

    def __str__(self) -> str:
        return self.word


class IndexMark(models.Model):
    """One row with a mark that is another after every change of the index, and of the names it is
    searched by: what was read or answered before it is out of date."""

    mark = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = "mærke for søgeindekset"
        verbose_name_plural = "mærker for søgeindekset"

    def __str__(self) -> str:
        return str(self.mark)

    @classmethod
    def current(cls) -> str | None:
        """The mark as it is now; None before the first."""
        # Every page asks for it first: to put the query together would take longer than to answer it.
        with connection.cursor() as cursor:
            cursor.execute("SELECT mark FROM cases_indexmark")
            found = cursor.fetchone()
        return found and str(found[0]).replace("-", "")

    @classmethod
    def renew(cls) -> str:
        """Another mark, in the transaction that changes the index."""
        mark = uuid.uuid4()
        if not cls.objects.update(mark=mark):
            cls.objects.create(pk=1, mark=mark)
        return mark.hex


class Synonym(models.Model):
    """Words and expressions that search takes for each other, because staff say so."""

    words = models.TextField(
        "ord, der betyder det samme",
        unique=True,
        help_text=(
            "Ét ord eller udtryk pr. linje, mindst to. Den, der søger på det ene, finder også de "
            "andre. Fx »STU« og »særligt tilrettelagt ungdomsuddannelse«, eller en fejllæsning og "
            "det rigtige ord. Bøjninger findes af sig selv."
        ),
    )

    class Meta:
        verbose_name = "synonymer"
        verbose_name_plural = "synonymer"
        ordering = ["words"]

    def __str__(self) -> str:
        return " = ".join(self.expressions)

    @property
    def expressions(self) -> list[str]:
        """The words and expressions, one a line."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    def clean(self) -> None:
        """One word alone has no synonym, and signs are no words."""
        if len(set(self.expressions)) < 2:
            raise ValidationError({"words": "Skriv mindst to ord eller udtryk, ét pr. linje."})
        for said in self.expressions:
            if not any(map(str.isalnum, said)):
                message = f"»{said}« er ikke et ord. Skriv et ord eller udtryk på hver linje."
                raise ValidationError({"words": message})


@receiver([post_save, post_delete], sender=Committee)
@receiver([post_save, post_delete], sender=CommitteeName)
@receiver([post_save, post_delete], sender=Topic)
@receiver([post_save, post_delete], sender=Synonym)
def renew_mark(**_signal: object) -> None:
    """Names are kept with the index, so another name is another state of it."""
    IndexMark.renew()
