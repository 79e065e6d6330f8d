"""Archives and other work that takes longer than a request: one line per file, gone on with after a stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from cases.importing.archive import count_entries, is_archive, zip_entries
from cases.importing.enclosures import tell_meetings
from cases.importing.publish import publish_meeting
from cases.importing.reading import refusal
from cases.minutes.result import MinutesError, NoMinutes
from cases.models import ImportRun, Meeting, PictureText
from cases.models.document import UNREAD, ImportStatus
from cases.threads.bring_in import bring_in_unseen, read_run, receive_file, refuse_run

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def receive(files: Iterable[File[Any]], user: User | None = None) -> list[ImportRun]:
    """Store uploaded files to be read later: each archive on its own, the others as one batch."""
    limits = settings.IMPORT_LIMITS
    runs: list[ImportRun] = []
    others: list[File[Any]] = []
    for file in files:
        name = file.name or "uden navn"
        try:
            if is_archive(cast("BinaryIO", file), limits):
                runs.append(_receive_archive(file, name, user))
                continue
            limits.check_size(file.size)
        except MinutesError as error:
            runs.append(refuse_run(name, str(error), user))
            continue
        others.append(file)
    return [*runs, *_receive_others(others, user)]


def _receive_archive(file: File[Any], name: str, user: User | None) -> ImportRun:
    settings.IMPORT_LIMITS.check_archive(file.size)
    count = count_entries(cast("BinaryIO", file), settings.IMPORT_LIMITS)
    if not count:
        raise NoMinutes("Der er ingen filer i arkivet. Er det det rigtige?")
    run = receive_file(file, name, user)
    run.file_count = count
    run.save(update_fields=["file_count"])
    return run


def _receive_others(files: list[File[Any]], user: User | None) -> list[ImportRun]:
    if len(files) < 2:
        return [receive_file(file, file.name or "uden navn", user) for file in files]
    with transaction.atomic():
        batch = ImportRun.objects.create(
            filename=f"{len(files)} filer",
            file_count=len(files),
            user=user,
            status=ImportStatus.WAITING,
        )
        for file in files:
            receive_file(file, file.name or "uden navn", user, batch)
    return [batch]


def wait_again(run: ImportRun) -> None:
    """Put everything back that can be read once more, since its bytes are kept."""
    has_zip = run.is_archive and run.document_id is not None
    lines = run.lines.all() if has_zip else run.lines.filter(document__isnull=False)
    lines.update(status=ImportStatus.WAITING)
    ours = Q(sha256=run.sha256) | Q(sha256__in=run.lines.values("sha256"))
    PictureText.objects.filter(ours, words__isnull=True).delete()  # pages that failed
    set_waiting(run)


def set_waiting(run: ImportRun) -> None:
    """Let the run wait for a worker."""
    run.status, run.message, run.touched_at = ImportStatus.WAITING, "", timezone.now()
    run.save(update_fields=["status", "message", "touched_at"])


def stalled_before() -> dt.datetime:
    """Work that has not been touched since then has stopped: no single file may take that long."""
    return timezone.now() - dt.timedelta(seconds=settings.IMPORT_LIMITS.seconds + 30)


def is_stalled(run: ImportRun) -> bool:
    """Whether work on the run has begun and stopped before its end."""
    return run.status == ImportStatus.READING and run.touched_at < stalled_before()


@task
def read_waiting(pk: int) -> None:
    """Read a run and all of its lines that have not been read."""
    _work_on(pk, _read)


@task
def apply_waiting(pk: int, *, publish: bool, warned: bool, user_pk: int | None) -> None:
    """Apply the planned lines of an archive that have no conflict; with `warned`, despite warnings."""
    _work_on(pk, partial(_apply_lines, publish=publish, warned=warned, user_pk=user_pk))


def publish_lines(run: ImportRun) -> int:
    """Publish every meeting that the archive's lines are about; how many were not public before."""
    applied = run.lines.filter(status__in=(ImportStatus.APPLIED, ImportStatus.UNCHANGED))
    hidden = Meeting.objects.filter(pk__in=applied.values("meeting"), published_at=None)
    hidden = hidden.filter(withdrawn_at=None)
    count = 0
    for meeting in hidden:
        publish_meeting(meeting)
        count += 1
    return count


def _work_on(pk: int, work: Callable[[ImportRun], None]) -> None:
    """Do the work unless another process does, and leave the run in a state that says how it went."""
    due = Q(status=ImportStatus.WAITING)
    due |= Q(status=ImportStatus.READING, touched_at__lt=stalled_before())
    now = timezone.now()
    mine = ImportRun.objects.filter(due, pk=pk)
    if not mine.update(status=ImportStatus.READING, started_at=now, touched_at=now):
        return
    run = ImportRun.objects.select_related("document", "user").get(pk=pk)
    try:
        work(run)
    except Exception as error:
        run.message = refusal(error, run.filename)
    if run.is_archive:
        finish(run)


def _read(run: ImportRun) -> None:
    if not run.is_archive:
        read_run(run)
        return
    with ExitStack() as stack:
        for line, read in _unread(run, stack):
            read_run(line, read)
            run.touch()


def _unread(
    run: ImportRun, stack: ExitStack
) -> Iterator[tuple[ImportRun, Callable[[], bytes] | None]]:
    """The lines that have not been read, in order, with what gives their bytes."""
    if run.document is None:
        for line in run.lines.filter(status__in=UNREAD).select_related("document").order_by("pk"):
            yield line, None
        return
    stream = stack.enter_context(run.document.file.open("rb"))
    known = {line.path: line for line in run.lines.select_related("document").defer("plan")}
    for entry in zip_entries(cast("BinaryIO", stream), settings.IMPORT_LIMITS):
        line = known.get(entry.path) or new_line(run, entry.path)
        if line.pk is None or line.is_unread:
            yield line, entry.read


def new_line(run: ImportRun | None, path: str) -> ImportRun:
    """A line for a file of the archive, not yet saved."""
    name = path.rpartition("/")[2]
    return ImportRun(archive=run, path=path, filename=name[-255:], user=run.user if run else None)


def _apply_lines(run: ImportRun, *, publish: bool, warned: bool, user_pk: int | None) -> None:
    lines = run.lines.filter(status=ImportStatus.PLANNED, conflict_count=0)
    if not warned:
        lines = lines.filter(warning_count=0)
    for pk in list(lines.order_by("pk").values_list("pk", flat=True)):
        line = ImportRun.objects.select_related("document").get(pk=pk)
        line.user_id = user_pk or line.user_id
        bring_in_unseen(line, publish=publish, careful=True)
        run.touch()


def finish(run: ImportRun) -> None:
    """Say how the archive as a whole stands, from its lines."""
    tell_meetings(run)
    counts = run.lines.all().counts()
    run.file_count = sum(counts.values())
    run.touched_at = timezone.now()
    run.status = next(
        (status for status in (ImportStatus.PLANNED, ImportStatus.APPLIED) if counts[status]),
        ImportStatus.UNCHANGED if counts[ImportStatus.UNCHANGED] else ImportStatus.REFUSED,
    )
    if run.status == ImportStatus.REFUSED and not run.message:
        run.message = "Ingen af filerne er et referat eller en dagsorden, der kan indlæses."
    run.save(update_fields=["file_count", "status", "message", "touched_at"])
