"""Files that come in many at once: received, matched, and placed when a clerk says where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from cases.importing.archive import Entry, is_archive, zip_entries
from cases.importing.attachments import Match, match_files, unnumbered
from cases.importing.files import attach, keep_file
from cases.minutes.file_types import stem_of
from cases.minutes.result import MinutesError
from cases.models import AgendaItem, Attachment, Meeting, Upload
from cases.models.attachment import AttachmentQuerySet, AttachmentState
from cases.search.index import indexed_once

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: it waits for its place, is held already, or was refused."""

    name: str
    upload: Upload | None = None
    already: Attachment | None = None
    refused: str = ""


def only_named(meeting: Meeting | None = None) -> AttachmentQuerySet:
    """Attachments without a file, of one meeting or of all, newest first."""
    named = Attachment.objects.filter(state=AttachmentState.NAMED)
    found = named if meeting is None else named.filter(item__meeting=meeting)
    return found.newest_first().for_cards()


def files_in(content: File[Any], name: str) -> Iterator[tuple[str, File[Any] | None, str]]:
    """The file itself, or every file of a ZIP: name, content, and why it cannot be taken out.

    Each is to be read before the next one is asked for.
    """
    stream, limits = cast("BinaryIO", content), settings.IMPORT_LIMITS
    if not is_archive(stream, limits):
        yield name, content, ""
        return
    try:
        for entry in zip_entries(stream, limits):
            yield _taken_out(entry)
    except MinutesError as error:
        yield name, None, str(error)


def _taken_out(entry: Entry) -> tuple[str, File[Any] | None, str]:
    try:
        return entry.name, ContentFile(entry.read(), entry.name), ""
    except MinutesError as error:
        return entry.name, None, str(error)


def receive(
    content: File[Any], name: str, meeting: Meeting | None = None, user: User | None = None
) -> Iterator[Received]:
    """Take in a file, or every file of a ZIP; each is stored before the next one is opened."""
    for member, inner, refused in files_in(content, name):
        if inner is None:
            yield Received(member, refused=refused)
        else:
            yield _receive_one(inner, member, meeting, user)


@transaction.atomic
def _receive_one(
    content: File[Any], name: str, meeting: Meeting | None, user: User | None
) -> Received:
    try:
        file = keep_file(content, name)
    except MinutesError as error:
        return Received(name, refused=str(error))
    held = file.attachments.filter(state=AttachmentState.HELD)
    if meeting is not None:
        held = held.filter(item__meeting=meeting)
    wanted = unnumbered(stem_of(name))
    for attachment in held.for_cards():
        if unnumbered(attachment.title) == wanted and not _is_wanted_elsewhere(wanted, meeting):
            return Received(name, already=attachment)
    upload, _ = Upload.objects.get_or_create(
        file=file, filename=name[-255:], meeting=meeting, defaults={"user": user}
    )
    return Received(name, upload=upload)


def _is_wanted_elsewhere(wanted: str, meeting: Meeting | None) -> bool:
    titles = only_named(meeting).values_list("title", flat=True)
    return any(unnumbered(title) == wanted for title in titles)


def match_uploads(uploads: Sequence[Upload]) -> list[tuple[Upload, Match]]:
    """Each file that waits, with the attachments it may be: of its meeting, else of all."""
    matches: dict[int, Match] = {}
    for meeting_id in {upload.meeting_id for upload in uploads}:
        group = [upload for upload in uploads if upload.meeting_id == meeting_id]
        named = only_named(group[0].meeting)
        found = match_files(named, [upload.filename for upload in group])
        matches |= {upload.pk: match for upload, match in zip(group, found, strict=True)}
    return [(upload, matches[upload.pk]) for upload in uploads]


@indexed_once()
def place(upload: Upload, attachments: Iterable[Attachment]) -> None:
    """Give attachments the file, which then waits no longer."""
    for attachment in attachments:
        attach(attachment, upload.file, upload.filename)
    upload.delete()


@transaction.atomic
def place_as_new(upload: Upload, item: AgendaItem) -> Attachment:
    """Make an attachment of the item out of the file, called what the file is called."""
    last = item.attachments.aggregate(last=Max("position"))["last"] or 0
    title = stem_of(upload.filename) or upload.filename
    attachment = Attachment(item=item, position=last + 1, title=title)
    place(upload, [attachment])
    return attachment
