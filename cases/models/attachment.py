"""Attachments: what the minutes name, and the files the portal holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.file import StoredFile
from cases.models.item import AgendaItem, public_items_filter


class AttachmentState(models.TextChoices):
    """Whether the portal has the file."""

    NAMED = "named", _("Kan ikke hentes her")
    HELD = "held", _("Kan hentes her")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Reading rules for attachments."""

    def published(self) -> AttachmentQuerySet:
        """Attachments of public items that are not withdrawn themselves."""
        return self.filter(public_items_filter("item__")).exclude(state=AttachmentState.WITHDRAWN)

    def in_print_order(self) -> AttachmentQuerySet:
        """As an item lists them."""
        return self.order_by("position", "pk")

    def newest_first(self) -> AttachmentQuerySet:
        """By meeting, newest first; within a meeting in printed order."""
        return self.order_by(
            "-item__meeting__date", "-item__meeting__sequence", "item__meeting_id",
            "item__position", "position", "pk",
        )  # fmt: skip

    def for_cards(self) -> AttachmentQuerySet:
        """With what a list of attachments shows."""
        return self.select_related(
            "item__meeting__committee", "item__case", "file"
        ).prefetch_related("item__meeting__committee__names")


class Attachment(models.Model):
    """An attachment as printed. Without a file it is named in the minutes, nothing more.

    A withdrawn one keeps its file, so that it can be shown again, but nobody can reach it.
    """

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="attachments", verbose_name="punkt"
    )
    position = models.PositiveSmallIntegerField("rækkefølge", default=1)
    title = models.CharField("titel som trykt", max_length=500)
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="attachments",
        verbose_name="fil",
    )
    filename = models.CharField("filnavn", max_length=255, blank=True, editable=False)
    state = models.CharField(
        "tilstand",
        max_length=9,
        choices=AttachmentState.choices,
        default=AttachmentState.NAMED,
        editable=False,
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bilag"
        verbose_name_plural = "bilag"
        ordering = ["item", "position"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="attachment_has_a_title"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(file__isnull=False),
                name="held_attachment_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("attachment_detail", args=[self.pk])
