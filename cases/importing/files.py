"""Files of attachments: holding them, taking their text out, and clearing away what nothing uses."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from cases.minutes.confined import run_confined
from cases.minutes.file_text import PageText
from cases.minutes.file_types import tell_type
from cases.minutes.result import MinutesError, TooLarge
from cases.models import (
    AgendaItem,
    Attachment,
    FilePage,
    PictureText,
    SearchEntry,
    SourceDocument,
    StoredFile,
    Upload,
)
from cases.models.attachment import AttachmentState
from cases.models.file import FOLDER, TextState, attachment_storage
from cases.search.index import index_items, index_rows, unindex

log = logging.getLogger(__name__)
# One part of a page's text: what a reading page can show without growing heavy.
PART = 20_000
UNUSED_DAYS = 1


def check_file(content: File[Any], filename: str) -> None:
    """Raise a MinutesError for a file that is too large or of a kind that is not taken in."""
    if content.size > settings.IMPORT_LIMITS.bytes:
        most = settings.IMPORT_LIMITS.bytes // 1024**2
        raise TooLarge(f"Filen fylder over {most} MB. Gem den i en mindre udgave, og vælg den.")
    content.seek(0)
    tell_type(content, filename)  # type: ignore[arg-type]  # a File is read like a stream
    content.seek(0)


def keep_file(data: bytes | File[Any], filename: str) -> StoredFile:
    """Store these bytes once, whatever they are called. Raises as `check_file` does."""
    content = ContentFile(data) if isinstance(data, bytes) else data
    check_file(content, filename)
    return StoredFile.keep(content, filename)


@transaction.atomic
def hold_file(attachment: Attachment, data: bytes | File[Any], filename: str) -> StoredFile:
    """Give an attachment this file, in place of any it had, and have its text taken out.

    A withdrawn attachment stays withdrawn. Raises a MinutesError as `keep_file` does.
    """
    file = keep_file(data, filename)
    attach(attachment, file, filename)
    return file


@transaction.atomic
def attach(attachment: Attachment, file: StoredFile, filename: str) -> None:
    """Give an attachment a file that is stored already."""
    attachment.file, attachment.filename = file, filename[-255:]
    if attachment.state != AttachmentState.WITHDRAWN:
        attachment.state = AttachmentState.HELD
    attachment.save()
    index_items([attachment.item_id])
    if file.text_state == TextState.WAITING:
        read_later(file)


@transaction.atomic
def let_go(attachment: Attachment) -> None:
    """Take the file from an attachment: it is only named from now on."""
    file, attachment.file, attachment.filename = attachment.file, None, ""
    if attachment.state == AttachmentState.HELD:
        attachment.state = AttachmentState.NAMED
    attachment.save()
    index_items([attachment.item_id])
    if file is not None:
        remove_if_unused(file)


def read_later(file: StoredFile) -> None:
    """Have the text taken out by the worker, once everything is saved."""
    transaction.on_commit(partial(read_file_text.enqueue, file.pk))


@task
def read_file_text(pk: int) -> None:
    """Take out the text of a file; what goes wrong is written on the file."""
    file = StoredFile.objects.filter(pk=pk).first()
    if file is not None and file.kind.has_text:
        take_out_text(file)


def take_out_text(file: StoredFile) -> None:
    """Read the file's pages and replace those that are stored."""
    try:
        with file.file.open("rb") as stream:
            pages = _read_pages(stream.read(), file.media_type)
    except MinutesError as error:
        _write(file, TextState.FAILED, error=str(error))
    except MemoryError:
        _write(file, TextState.FAILED, error="Filen kræver mere hukommelse, end der er sat af.")
    except OSError:
        log.exception("the bytes of file %s cannot be opened", file.pk)
        _write(file, TextState.FAILED, error="Filen kan ikke findes, hvor den burde ligge.")
    else:
        state = TextState.READ if any(page.text for page in pages) else TextState.SCANNED
        _write(file, state, pages=pages)


def _read_pages(data: bytes, media_type: str) -> list[PageText]:
    limits = settings.IMPORT_LIMITS
    pages: list[PageText] = run_confined(
        "cases.minutes.file_text:read_pages", data, media_type, limits, limits=limits
    )
    return pages


@transaction.atomic
def _write(
    file: StoredFile, state: TextState, *, pages: list[PageText] | None = None, error: str = ""
) -> None:
    StoredFile.objects.select_for_update().get(pk=file.pk)
    unindex(SearchEntry.objects.filter(page__file=file))
    file.pages.all().delete()
    FilePage.objects.bulk_create(
        (
            FilePage(file=file, number=number, part=part, name=page.name[:100], text=text)
            for number, page in enumerate(pages or [], start=1)
            for part, text in enumerate(parts_of(page.text), start=1)
        ),
        batch_size=200,
    )
    file.text_state, file.text_error = state, error
    file.page_count = len(pages) if pages is not None and file.kind.page else None
    file.save(update_fields=["text_state", "text_error", "page_count"])
    index_rows(AgendaItem.objects.filter(attachments__file=file).distinct())


def parts_of(text: str, size: int = PART) -> list[str]:
    """The text in parts of at most `size` characters, cut between lines where there are any."""
    parts = []
    while len(text) > size:
        cut = max(text.rfind("\n", 0, size), 0) or text.rfind(" ", 0, size)
        cut = cut if cut > 0 else size
        parts.append(text[:cut])
        text = text[cut:].removeprefix("\n")
    return [*parts, text]


def read_again(file: StoredFile) -> None:
    """Have the text taken out once more, whatever became of it the last time."""
    if file.kind.has_text:
        file.text_state, file.text_error = TextState.WAITING, ""
        file.save(update_fields=["text_state", "text_error"])
        read_later(file)


def discard(upload: Upload) -> None:
    """Throw out a file that waits for its place, its bytes too when nothing else uses them."""
    file = upload.file
    upload.delete()
    remove_if_unused(file)


def remove_if_unused(file: StoredFile, before: dt.datetime | None = None) -> bool:
    """Delete a file that nothing refers to, with its text and bytes; whether it was.

    The row is locked first: who brings the same bytes in at the same moment waits, and then stores
    them anew.
    """
    unused = StoredFile.objects.unused(before or timezone.now() + dt.timedelta(seconds=1))
    with transaction.atomic():
        row = unused.select_for_update().filter(pk=file.pk).first()
        if row is None:
            return False
        unindex(SearchEntry.objects.filter(page__file=row))
        row.delete()
        row.file.storage.delete(str(row.file.name))
    return True


def remove_unused_files(days: int = UNUSED_DAYS) -> int:
    """Delete every file that nothing has referred to for so many days; how many there were.

    What was read in pictures of imports that came to nothing goes too.
    """
    before = timezone.now() - dt.timedelta(days=days)
    removed = sum(remove_if_unused(file, before) for file in StoredFile.objects.unused(before))
    kept = SourceDocument.objects.values("sha256")
    PictureText.objects.filter(read_at__lt=before).exclude(sha256__in=kept).delete()
    return removed + _remove_strays(before)


def _remove_strays(before: dt.datetime) -> int:
    """Delete bytes without a row, as an interrupted run leaves them."""
    storage = attachment_storage()
    known = set(StoredFile.objects.values_list("file", flat=True))
    strays = 0
    for path in _paths(storage, FOLDER):
        if path not in known and storage.get_modified_time(path) < before:
            storage.delete(path)
            strays += 1
    return strays


def _paths(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from _paths(storage, f"{folder}/{inner}")
