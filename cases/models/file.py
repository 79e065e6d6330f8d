"""The files of attachments: their bytes, what kind they are, and the text taken out of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.minutes.file_types import TYPES, UNKNOWN, FileType, tell_type
from cases.models.kept import checksum, checksum_path, put

FOLDER = "files"


class TextState(models.TextChoices):
    """How far the portal has come with the text of a file."""

    WAITING = "waiting", _("Teksten venter på at blive læst")
    READ = "read", _("Teksten er læst")
    SCANNED = "scanned", _("Kun billeder, ingen tekst")
    FAILED = "failed", _("Teksten kunne ikke læses")
    NONE = "none", _("Filtypen har ingen tekst, portalen kan læse")


def attachment_storage() -> Storage:
    """Where the bytes lie: a folder, or an S3-compatible store by setting."""
    return storages["attachments"]


def file_path(file: StoredFile, _filename: str) -> str:
    """The path of a file's bytes."""
    return checksum_path(FOLDER, file.sha256)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Reading rules for files."""

    def unused(self, before: dt.datetime) -> StoredFileQuerySet:
        """Files that nothing refers to, last brought in before a time."""
        from cases.models.attachment import Attachment

        attachments = Attachment.objects.filter(file=OuterRef("pk"))
        uploads = Upload.objects.filter(file=OuterRef("pk"))
        return self.filter(~Exists(attachments), ~Exists(uploads), received_at__lt=before)


class StoredFile(models.Model):
    """The bytes of one file. Many attachments may share it."""

    sha256 = models.CharField("sha256", max_length=64, unique=True)
    file = models.FileField("fil", storage=attachment_storage, upload_to=file_path, max_length=200)
    size = models.PositiveBigIntegerField("bytes")
    media_type = models.CharField("filtype", max_length=100)
    text_state = models.CharField(
        "tekst", max_length=7, choices=TextState.choices, default=TextState.WAITING
    )
    text_error = models.TextField("hvorfor teksten ikke kunne læses", blank=True)
    page_count = models.PositiveIntegerField("sider", null=True)
    received_at = models.DateTimeField("modtaget", default=timezone.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return f"{self.kind.name} {self.sha256[:12]}"

    @property
    def kind(self) -> FileType:
        """What kind of file it is."""
        return TYPES.get(self.media_type, UNKNOWN)

    @classmethod
    def keep(cls, content: File[Any], name: str) -> StoredFile:
        """The file with these bytes, stored now if it is new.

        Raises a MinutesError for a kind of file that is not taken in.
        """
        content.seek(0)
        kind = tell_type(content, name)  # type: ignore[arg-type]  # a File is read like a stream
        content.seek(0)
        sha256 = checksum(content)
        # Renewing the date keeps a file that nothing uses yet from being cleared away meanwhile.
        known = cls.objects.filter(sha256=sha256)
        if known.update(received_at=timezone.now()):
            return known.get()
        state = TextState.WAITING if kind.has_text else TextState.NONE
        row = cls(sha256=sha256, size=content.size, media_type=kind.media_type, text_state=state)
        put(row.file, file_path(row, name), content)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:  # somebody brought the same bytes at the same moment
            return known.get()
        return row


class FilePage(models.Model):
    """The text of one page, slide or sheet; a long one is cut into parts."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="pages", verbose_name="fil")
    number = models.PositiveIntegerField("side")
    part = models.PositiveSmallIntegerField("del", default=1)
    name = models.CharField("navn", max_length=100, blank=True)
    text = models.TextField("tekst", blank=True)

    class Meta:
        verbose_name = "side i en fil"
        verbose_name_plural = "sider i filer"
        ordering = ["file", "number", "part"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number", "part"], name="file_page_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, part__gte=1), name="file_page_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}, {self.number}"

    @property
    def key(self) -> str:
        """How an address names it: `4`, or `4-2` for the second part of page 4."""
        return str(self.number) if self.part == 1 else f"{self.number}-{self.part}"


class Upload(models.Model):
    """A file that has been brought in and waits for a clerk to say where it belongs."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uploads", verbose_name="fil")
    filename = models.CharField("filnavn", max_length=255)
    meeting = models.ForeignKey(
        "cases.Meeting",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name="møde",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="medarbejder"
    )
    created_at = models.DateTimeField("lagt ind", auto_now_add=True)

    class Meta:
        verbose_name = "fil, der venter på plads"
        verbose_name_plural = "filer, der venter på plads"
        ordering = ["filename", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "filename", "meeting"], name="upload_once_per_meeting"
            ),
            models.UniqueConstraint(
                fields=["file", "filename"],
                condition=Q(meeting=None),
                name="upload_once_without_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.filename
