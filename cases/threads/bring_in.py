"""The one way a document comes in: planned, applied, threaded and perhaps published.

Both doors, the admin and the command, go through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cases.importing.apply import apply_plan
from cases.importing.plan import ImportPlan
from cases.importing.publish import publish_meeting
from cases.models import ImportRun, Meeting, SourceDocument
from cases.models.document import ImportStatus
from cases.threads.series import mark_series
from cases.threads.topics import match_topics

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def keep_run(data: bytes, plan: ImportPlan, user: User | None = None) -> ImportRun:
    """Store the bytes and the plan that was shown, to be applied later."""
    return ImportRun.objects.create(
        document=SourceDocument.keep(data, plan.document_name, plan.reader),
        filename=plan.document_name[:255],
        plan=plan.as_dict(),
        fingerprint=plan.fingerprint,
        warning_count=len(plan.warnings),
        meeting_id=plan.meeting_id,
        user=user,
    )


def refuse_run(name: str, message: str, user: User | None = None) -> ImportRun:
    """Note that a file was refused. Of the file itself nothing is kept."""
    return ImportRun.objects.create(
        filename=name[:255], status=ImportStatus.REFUSED, message=message, user=user
    )


@transaction.atomic
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
    meeting = apply_plan(
        run.document.read(), run.filename, fingerprint=fingerprint, choices=choices
    )
    match_topics(items=meeting.items.all())
    mark_series()
    if publish:
        publish_meeting(meeting)
    run.status, run.applied_at = ImportStatus.APPLIED, timezone.now()
    run.meeting, run.user = meeting, user or run.user
    run.save()
    return meeting
