"""Source documents as received, and the imports made from them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases.models.kept import checksum, checksum_path, put
from cases.models.picture_text import PictureText


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
    def keep(cls, data: bytes | File[Any], name: str, reader: str = "") -> SourceDocument:
        """The document with these bytes, stored now if it is new."""
        content = ContentFile(data) if isinstance(data, bytes) else data
        sha256 = checksum(content)
        known = cls.objects.filter(sha256=sha256).first()
        if known is not None:
            return known
        document = cls(sha256=sha256, name=name[:255], size=content.size, reader=reader)
        put(document.file, document_path(document, name), content)
        document.save()
        return document

    def remove_if_unused(self) -> None:
        """Delete the document and its bytes unless an import or a meeting needs it."""
        if not self.runs.exists() and not self.meetings.exists():
            self.delete()
            PictureText.objects.filter(sha256=self.sha256).delete()
            self.file.storage.delete(self.file.name or "")


class ImportStatus(models.TextChoices):
    """How far an import has come."""

    WAITING = "waiting", "Venter på at blive læst"
    READING = "reading", "I gang"
    PLANNED = "planned", "Klar til at blive indlæst"
    APPLIED = "applied", "Indlæst"
    UNCHANGED = "unchanged", "Allerede indlæst"
    NOT_MINUTES = "not_minutes", "Ikke et referat"
    REFUSED = "refused", "Afvist"


UNREAD = (ImportStatus.WAITING, ImportStatus.READING)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Reading rules for imports."""

    def counts(self) -> dict[str, int]:
        """The number of imports in each state, zero for those without any."""
        found = dict(self.order_by().values_list("status").annotate(models.Count("pk")))
        return {status: found.get(status, 0) for status in ImportStatus.values}


class ImportRun(models.Model):
    """One file on its way in: the plan that was shown, who applied it, and how it ended.

    An archive is an import too, with a line for each of its files. `file_count` is how many there
    are to read, None for a file that is no archive; `path` is the line's name inside the archive.
    """

    archive = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="lines", verbose_name="arkiv"
    )
    path = models.CharField("sti", max_length=500, blank=True)
    file_count = models.PositiveIntegerField("filer", null=True, blank=True)
    sha256 = models.CharField("sha256", max_length=64, blank=True)
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
        "tilstand", max_length=11, choices=ImportStatus.choices, default=ImportStatus.PLANNED
    )
    message = models.TextField("besked", blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    plan = models.JSONField("plan", default=dict, blank=True)
    warning_count = models.PositiveIntegerField("advarsler", default=0)
    conflict_count = models.PositiveIntegerField("konflikter", default=0)
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
    started_at = models.DateTimeField("begyndt", null=True, blank=True)
    touched_at = models.DateTimeField("sidst arbejdet på", default=timezone.now)
    applied_at = models.DateTimeField("indlæst", null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "importer"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["archive", "path"],
                condition=models.Q(archive__isnull=False),
                name="line_once_per_archive",
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.get_status_display().lower()})"

    def get_absolute_url(self) -> str:
        page = "progress" if self.is_archive or self.status in UNREAD else "preview"
        return reverse(f"admin:cases_importrun_{page}", args=[self.pk])

    def touch(self) -> None:
        """Say that work on the import, or on the archive it is a line of, is still going on."""
        worked_on = ImportRun.objects.filter(pk=self.archive_id or self.pk)
        worked_on.update(touched_at=timezone.now())

    @property
    def is_archive(self) -> bool:
        """Whether this is an archive, with lines of its own."""
        return self.file_count is not None

    @property
    def is_unread(self) -> bool:
        """Whether there is work to be done or going on."""
        return self.status in UNREAD
