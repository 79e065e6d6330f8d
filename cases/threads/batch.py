"""Folders and ZIP files brought in from the terminal, a line for each file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from cases.importing.reading import Reading, read_file
from cases.minutes.result import MinutesError
from cases.models import ImportRun
from cases.models.document import ImportStatus
from cases.threads.archives import finish, new_line
from cases.threads.bring_in import bring_in_unseen


class Batch:
    """The import of a folder or ZIP on this machine. It is written once there is something to tell.

    A call that was stopped has left an import behind, which is gone on with.
    """

    def __init__(self, root: Path) -> None:
        self.name, self.path = root.name[-255:], str(root.resolve())[-500:]
        stopped = ImportRun.objects.filter(
            path=self.path, archive=None, status=ImportStatus.READING
        )
        self.run = stopped.order_by("-pk").first()
        self.quiet: list[ImportRun] = []

    def bring_in(
        self, path: str, read: Callable[[], bytes], *, publish: bool
    ) -> tuple[ImportRun, Reading | None]:
        """The line of a file, and what it was read as: None where a stopped call had done it."""
        line = self._line(path)
        reading = None
        if self.run is None:
            reading = read_file(read, line.filename, among_others=True)
            if _tells_nothing(reading, line, publish=publish):
                line.status, line.message = reading.status, reading.message
                line.sha256 = reading.sha256
                line.meeting_id = reading.plan.meeting_id if reading.plan else None
                self.quiet.append(line)
                return line, reading
            self._open()
            line.archive = self.run
        elif line.status in _DONE and line.sha256 == _checksum_of(read):
            return line, None
        return line, bring_in_unseen(line, read, publish=publish)

    def close(self) -> None:
        """Say how the batch as a whole ended."""
        if self.run is not None:
            finish(self.run)

    def _line(self, path: str) -> ImportRun:
        path = path[-500:]
        known = self.run and self.run.lines.select_related("document").filter(path=path).first()
        return known or new_line(self.run, path)

    def _open(self) -> None:
        self.run = ImportRun.objects.create(
            filename=self.name,
            path=self.path,
            file_count=0,
            status=ImportStatus.READING,
            started_at=timezone.now(),
        )
        for line in self.quiet:
            line.archive = self.run
            line.save()


_DONE = (ImportStatus.APPLIED, ImportStatus.UNCHANGED, ImportStatus.NOT_MINUTES)


def _checksum_of(read: Callable[[], bytes]) -> str:
    try:
        return hashlib.sha256(read()).hexdigest()
    except (MinutesError, OSError):
        return "unreadable"


def _tells_nothing(reading: Reading, line: ImportRun, *, publish: bool) -> bool:
    """Whether the file changes nothing, and nobody needs to hear of it a second time."""
    if reading.status == ImportStatus.NOT_MINUTES:
        same = ImportRun.objects.filter(status=reading.status, sha256=reading.sha256)
        return same.filter(filename=line.filename).exists()
    is_public = reading.plan is not None and reading.plan.is_public
    return reading.status == ImportStatus.UNCHANGED and (is_public or not publish)


def forget(run: ImportRun) -> None:
    """Delete a run that changed nothing, and its bytes where nothing else needs them."""
    document = run.document
    run.delete()
    if document is not None:
        document.remove_if_unused()
