"""Source documents as received, and the imports made from them."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse

from cases.models.kept import checksum_path, put


def document_path(document: SourceDocument, _filename: str) -> str:
    """Where the bytes are kept: by their own checksum, so that no name can collide or mislead."""
    return checksum_path("documents", document.sha256)


class SourceDocument(models.Model):
    """The bytes of one file exactly as received. Never changed, never public as a file."""

    sha256 = models.CharField("sha256", max_length=64, unique=True)
    name = models.CharField("filnavn", max_length=255)
    file = models.FileField("fil", upload_to=document_path, max_length=200)
    size = models.PositiveBigIntegerField("bytes")
    reader = models.CharField("læst som", max_length=30)
    received_at = models.DateTimeField("modtaget", auto_now_add=True)

    class Meta:
        verbose_name = "kildefil"
        verbose_name_plural = "kildefiler"
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.name

    def read(self) -> bytes:
        """The bytes as received."""
        with self.file.open("rb") as stream:
            return bytes(stream.read())

    @classmethod
    def keep(cls, data: bytes, name: str, reader: str) -> SourceDocument:
        """The document with these bytes, stored now if it is new."""
        sha256 = hashlib.sha256(data).hexdigest()
        known = cls.objects.filter(sha256=sha256).first()
        if known is not None:
            return known
        document = cls(sha256=sha256, name=name[:255], size=len(data), reader=reader)
        put(document.file, document_path(document, name), ContentFile(data))
        document.save()
        return document


class ImportStatus(models.TextChoices):
    """How far an import has come."""

    PLANNED = "planned", "Klar til at blive indlæst"
    APPLIED = "applied", "Indlæst"
    REFUSED = "refused", "Afvist"


class ImportRun(models.Model):
    """One file on its way in: the plan that was shown, who applied it, and how it ended."""

    document = models.ForeignKey(
        SourceDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="runs",
        verbose_name="kildefil",
    )
    filename = models.CharField("filnavn", max_length=255)
    status = models.CharField(
        "tilstand", max_length=8, choices=ImportStatus.choices, default=ImportStatus.PLANNED
    )
    message = models.TextField("besked", blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    plan = models.JSONField("plan", default=dict, blank=True)
    warning_count = models.PositiveIntegerField("advarsler", default=0)
    meeting = models.ForeignKey(
        "cases.Meeting",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="runs",
        verbose_name="møde",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="medarbejder"
    )
    created_at = models.DateTimeField("oprettet", auto_now_add=True)
    applied_at = models.DateTimeField("indlæst", null=True, blank=True)

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "importer"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.filename} ({self.get_status_display().lower()})"

    def get_absolute_url(self) -> str:
        return reverse("admin:cases_importrun_preview", args=[self.pk])
