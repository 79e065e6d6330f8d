"""The one way a document comes in: read, planned, applied, threaded and perhaps published.

Both doors, the admin and the command, go through here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from cases.importing.apply import apply_plan
from cases.importing.archive import free_path
from cases.importing.enclosures import hold_enclosure
from cases.importing.plan import ImportPlan
from cases.importing.publish import publish_meeting
from cases.importing.reading import Reading, read_file, refusal
from cases.models import Case, ImportRun, Meeting, SourceDocument
from cases.models.document import ImportStatus
from cases.search.index import indexed_once
from cases.threads.follow import follow_meeting
from cases.threads.series import mark_series

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def keep_run(data: bytes, plan: ImportPlan, user: User | None = None) -> ImportRun:
    """Store the bytes and the plan that was shown, to be applied later."""
    run = ImportRun(filename=plan.document_name[:255], user=user)
    note_reading(run, Reading(ImportStatus.PLANNED, data, plan))
    return run


def refuse_run(name: str, message: str, user: User | None = None) -> ImportRun:
    """Note that a file was refused. Of the file itself nothing is kept."""
    return ImportRun.objects.create(
        filename=name[:255], status=ImportStatus.REFUSED, message=message, user=user
    )


def receive_file(
    content: File[Any], name: str, user: User | None = None, archive: ImportRun | None = None
) -> ImportRun:
    """Store a file that is to be read later."""
    run = ImportRun(filename=name[-255:], user=user, status=ImportStatus.WAITING, archive=archive)
    run.document = SourceDocument.keep(content, name)
    if archive:
        taken = set(archive.lines.values_list("path", flat=True))
        run.path = free_path(name[-200:], taken)
    run.save()
    return run


def read_run(run: ImportRun, read: Callable[[], bytes] | None = None) -> Reading:
    """Read the run's file, and note what came of it. `read` gives the bytes where none are kept."""
    get = read or (run.document.read if run.document else bytes)
    reading = read_file(get, run.filename, among_others=run.archive_id is not None, pulse=run.touch)
    try:
        with transaction.atomic():
            if reading.status == ImportStatus.NOT_MINUTES:
                said = hold_enclosure(reading.data, run.filename, run)
                reading = replace(reading, message=said or reading.message)
            note_reading(run, reading)
    except Exception as error:
        reading = _refused_after_all(run, reading, error)
    return reading


def _refused_after_all(run: ImportRun, reading: Reading, error: Exception) -> Reading:
    """Note on the run that what was read cannot be written, and why."""
    if run.pk is not None:
        run.refresh_from_db()
    run.plan, run.fingerprint = {}, ""
    message = refusal(error, run.filename)
    refused = replace(reading, status=ImportStatus.REFUSED, plan=None, message=message)
    note_reading(run, refused)
    return refused


@transaction.atomic
def note_reading(run: ImportRun, reading: Reading) -> None:
    """Write on the run what its file is. The bytes are kept only of what can be brought in."""
    plan, before = reading.plan, run.document
    run.status, run.message = reading.status, reading.message
    run.sha256, run.touched_at = reading.sha256, timezone.now()
    if plan is None:
        run.document = run.document if run.applied_at else None
    else:
        run.document = SourceDocument.keep(reading.data, plan.document_name, plan.reader)
        run.plan, run.fingerprint = plan.as_dict(), plan.fingerprint
        run.warning_count, run.conflict_count = len(plan.warnings), len(plan.conflicts)
        run.meeting_id = plan.meeting_id
        if plan.is_empty and run.applied_at:
            run.status = ImportStatus.APPLIED
    run.save()
    if before is not None and run.document is None:
        before.remove_if_unused()


def bring_in_unseen(
    run: ImportRun,
    read: Callable[[], bytes] | None = None,
    *,
    publish: bool = False,
    user: User | None = None,
    careful: bool = False,
) -> Reading:
    """Read the run's file and apply it as it is planned now; what came of it is written on the run.

    In conflicts the person's word stays. With `careful`, a file with a conflict is left planned for
    the clerk to look at.
    """
    reading = read_run(run, read)
    plan = reading.plan
    try:
        if plan is not None and plan.is_empty and publish and run.meeting is not None:
            publish_meeting(run.meeting)
        elif plan is not None and not plan.is_empty and not (careful and plan.conflicts):
            apply_run(run, fingerprint=plan.fingerprint, publish=publish, user=user)
    except Exception as error:
        return _refused_after_all(run, reading, error)
    return reading


@indexed_once()
def apply_run(
    run: ImportRun,
    *,
    fingerprint: str,
    choices: Mapping[str, str] | None = None,
    publish: bool = False,
    user: User | None = None,
) -> Meeting:
    """Apply a kept run as it was shown, find its threads, and publish when asked to.

    Raises StalePlan, and changes nothing, when the plan is no longer what was shown.
    """
    assert run.document is not None
    before = _cases_of(run.plan.get("meeting_id"))
    meeting = apply_plan(
        run.document.read(), run.filename, fingerprint=fingerprint, choices=choices
    )
    mark_series(before | _cases_of(meeting.pk))
    follow_meeting(meeting)
    if publish:
        publish_meeting(meeting)
    run.status, run.applied_at = ImportStatus.APPLIED, timezone.now()
    run.meeting, run.user = meeting, user or run.user
    run.save()
    return meeting


def _cases_of(meeting_id: int | None) -> set[int]:
    """The cases that a meeting touches: no others can become or cease to be series through it."""
    if meeting_id is None:
        return set()
    return set(Case.objects.filter(items__meeting=meeting_id).values_list("pk", flat=True))
