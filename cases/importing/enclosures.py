"""Files that came along with minutes and are none: held as attachments that wait for their place."""

from __future__ import annotations

from collections import defaultdict

from django.core.files.base import ContentFile

from cases.importing.uploads import receive
from cases.models import ImportRun, Upload
from cases.models.document import ImportStatus

WAITS = "Filen er lagt til bilag, der venter på plads."
HELD = "Filen er allerede lagt ind som bilag."


def hold_enclosure(data: bytes, name: str, line: ImportRun) -> str:
    """Keep the file of a line as an attachment to be placed; what to tell the clerk, if anything."""
    for received in receive(ContentFile(data), name, None, line.user):
        if received.already is not None:
            return HELD
        if received.upload is not None:
            return WAITS
    return ""


def tell_meetings(archive: ImportRun) -> None:
    """Say of waiting attachments which meeting they belong to, where their folder holds only one."""
    meetings: dict[str, set[int]] = defaultdict(set)
    known = archive.lines.filter(meeting__isnull=False).values_list("path", "meeting_id")
    for path, meeting_id in known:
        meetings[_folder(path)].add(meeting_id)
    waiting = archive.lines.filter(status=ImportStatus.NOT_MINUTES, message=WAITS)
    for path, filename, sha256 in waiting.values_list("path", "filename", "sha256"):
        found = meetings[_folder(path)]
        if len(found) != 1:
            continue
        same = Upload.objects.filter(file__sha256=sha256, filename=filename)
        if not same.filter(meeting_id__in=found).exists():
            same.filter(meeting=None).update(meeting_id=next(iter(found)))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
