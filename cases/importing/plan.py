"""What an import would do, worked out from the file and the database. Reads only."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.conf import settings

from cases.importing import snapshot
from cases.importing.comparing import (
    FieldChange,
    compare,
    item_changes,
    item_values,
    meeting_values,
)
from cases.importing.matching import Pair, match_items, match_meeting
from cases.importing.refusals import refuse_taken_numbers, refuse_unclear, refuse_unless_known
from cases.minutes.danish import format_date
from cases.minutes.parser import read_minutes
from cases.minutes.result import (
    Access,
    DocumentType,
    ParsedMinutes,
    SourceWarning,
    Unplaced,
)
from cases.models import AgendaItem, Committee, HeadingLabel, Meeting, PictureText
from cases.models.meeting import MeetingState


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """What would happen to one item: new, changed, same or removed."""

    action: str
    number: int | None
    title: str
    item_id: int | None = None
    journal_number: str = ""
    decision: str = ""
    attachments: int = 0
    position: int = 0
    access_unknown: bool = False
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import would do. Two plans with one fingerprint do the same."""

    document_name: str
    sha256: str
    reader: str
    title: str
    state: str
    committee_name: str
    committee_is_new: bool
    meeting_id: int | None
    is_public: bool
    meeting_changes: tuple[FieldChange, ...] = ()
    items: tuple[ItemPlan, ...] = ()
    warnings: tuple[SourceWarning, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def changes(self) -> list[FieldChange]:
        """Every changed value of the meeting and its items."""
        return [*self.meeting_changes, *(c for item in self.items for c in item.changes)]

    @property
    def conflicts(self) -> list[FieldChange]:
        """Values that a person has corrected and the file now gives differently."""
        return [change for change in self.changes if change.conflict]

    @property
    def counts(self) -> dict[str, int]:
        """Number of items that are new, changed, same and removed."""
        return counts_of([{"action": item.action} for item in self.items])

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all would change."""
        untouched = all(item.action == "same" for item in self.items)
        return self.meeting_id is not None and not self.meeting_changes and untouched

    @property
    def has_unknown_access(self) -> bool:
        """Whether the source leaves it open of any item if the public may see it."""
        return any(item.access_unknown for item in self.items)

    @property
    def fingerprint(self) -> str:
        """Checksum of the file and of all that would change."""
        text = json.dumps(self.as_dict(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The plan as it is stored with an ImportRun."""
        return asdict(self)


def counts_of(items: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Number of items of each action in a plan that is stored."""
    found = Counter(item["action"] for item in items)
    return {action: found[action] for action in ("new", "changed", "same", "removed")}


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What a plan was worked out from; `apply_plan` writes from the same."""

    minutes: ParsedMinutes
    committee: Committee | None
    meeting: Meeting | None
    sequence: int
    pairs: list[Pair] = field(default_factory=list)
    removed: list[AgendaItem] = field(default_factory=list)

    def places(self) -> Iterator[tuple[int, Pair]]:
        """Each pair with its place on the agenda; a late agenda adds its items at the end."""
        rows = {row.pk for _, row in self.pairs if row}
        late = self.meeting if self.minutes.meeting.supplementary else None
        others = late.items.exclude(pk__in=rows).values_list("position", flat=True) if late else ()
        return enumerate(self.pairs, start=max(others, default=0) + 1)


class _LastRead:
    """The file that was read last: it is planned to be shown, and once more to be applied."""

    key: object = None
    minutes: ParsedMinutes

    def read(self, data: bytes, sha256: str) -> ParsedMinutes:
        """What the bytes with this checksum say."""
        profile = HeadingLabel.objects.profile()
        pages = PictureText.objects.filter(sha256=sha256, words__isnull=False).count()
        key = (sha256, profile, settings.IMPORT_LIMITS, pages)
        if self.key == key:
            return self.minutes
        pictures = PictureText.objects.of(sha256)
        minutes = read_minutes(data, settings.IMPORT_LIMITS, profile, pictures)
        self.__dict__.update(key=key, minutes=minutes)  # both at once: threads share this
        return minutes


_LAST = _LastRead()


def plan_import(data: bytes, name: str) -> ImportPlan:
    """What importing these bytes would do.

    Raises MinutesError (its text is for the clerk) when the file cannot or must not be imported;
    UnreadPictures says that it could be after `read_file`, which takes its time.
    """
    return prepare(data, name)[0]


def prepare(data: bytes, name: str) -> tuple[ImportPlan, Groundwork]:
    """The plan and what it was worked out from."""
    sha256 = hashlib.sha256(data).hexdigest()
    minutes = _LAST.read(data, sha256)
    refuse_unclear(minutes)
    ground = _groundwork(minutes)
    if _is_older(minutes, ground.meeting):
        refuse_unless_known(sha256, ground.meeting)
        # The agenda did its work before the minutes came: there is nothing left to do with it.
        ground = replace(ground, pairs=[], removed=[])
    head = minutes.meeting
    assert head.date is not None
    assert head.committee is not None
    plan = ImportPlan(
        document_name=name,
        sha256=sha256,
        reader=minutes.reader,
        title=f"{head.committee} {format_date(head.date)}",
        state=snapshot.meeting_in_file(head)["state"],
        committee_name=ground.committee.name if ground.committee else head.committee,
        committee_is_new=ground.committee is None,
        meeting_id=ground.meeting.pk if ground.meeting else None,
        is_public=bool(ground.meeting and ground.meeting.is_public),
        meeting_changes=_meeting_changes(ground),
        items=tuple(_item_plans(ground)),
        warnings=minutes.warnings,
        unplaced=minutes.unplaced,
    )
    return plan, ground


def _groundwork(minutes: ParsedMinutes) -> Groundwork:
    committee = Committee.objects.named(minutes.meeting.committee or "")
    meeting, sequence = match_meeting(committee, minutes.meeting)
    rows = (
        list(meeting.items.prefetch_related("decisions", "attachments").order_by("position"))
        if meeting
        else []
    )
    head = minutes.meeting
    if head.supplementary:
        # Its items are new to the meeting, or came with the same late agenda before.
        refuse_taken_numbers(minutes, [row for row in rows if not row.supplementary])
        rows = [row for row in rows if row.supplementary]
    pairs, left = match_items(minutes.items, rows)
    # A late agenda takes nothing away, and the first agenda does not know of the late items.
    removed = [
        row
        for row in left
        if row.withdrawn_at is None
        and row.imported is not None
        and not head.supplementary
        and not (row.supplementary and head.document_type is DocumentType.AGENDA)
    ]
    return Groundwork(minutes, committee, meeting, sequence, pairs, removed)


def _is_older(minutes: ParsedMinutes, meeting: Meeting | None) -> bool:
    """Whether this is the agenda of a meeting that already has its minutes."""
    is_agenda = snapshot.meeting_in_file(minutes.meeting)["state"] == MeetingState.AGENDA
    return meeting is not None and is_agenda and meeting.state == MeetingState.MINUTES


def _meeting_changes(ground: Groundwork) -> tuple[FieldChange, ...]:
    if ground.meeting is None or not ground.pairs:
        return ()
    ours = snapshot.meeting_in_database(ground.meeting)
    theirs = meeting_values(ground.minutes.meeting, ground.meeting)
    # That an agenda becomes minutes is how meetings go, and no person's correction is lost by it.
    base = {**(ground.meeting.imported or {}), "state": ours["state"]}
    return compare("meeting", snapshot.MEETING_LABELS, base, ours, theirs)


def _item_plans(ground: Groundwork) -> list[ItemPlan]:
    plans = []
    for position, (parsed, row) in ground.places():
        theirs = item_values(parsed, position, row)
        decision = theirs["decisions"][0]["text"].split("\n\n")[0] if theirs["decisions"] else ""
        changes: tuple[FieldChange, ...] = ()
        action = "new"
        if row is not None:
            changes = item_changes(row, theirs)
            action = "changed" if changes else "same"
        plans.append(
            ItemPlan(
                action=action,
                number=parsed.number,
                title=parsed.title,
                item_id=row.pk if row else None,
                journal_number=theirs["journal_number"],
                decision=decision,
                attachments=len(theirs["attachments"]),
                position=position,
                access_unknown=parsed.access is Access.UNKNOWN and (row is None or not row.is_open),
                changes=changes,
            )
        )
    for row in ground.removed:
        plans.append(ItemPlan("removed", row.number, row.title, row.pk, row.journal_number))
    return plans
