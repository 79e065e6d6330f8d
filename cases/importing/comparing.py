"""Compares a file, a row and the row's last import, so that a person's corrections survive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.importing import snapshot
from cases.minutes.result import Access, ParsedItem, ParsedMeeting
from cases.models import AgendaItem, Meeting


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that would change. In a conflict `before` is a person's correction."""

    key: str
    label: str
    before: str
    after: str
    conflict: bool = False


def item_values(
    parsed: ParsedItem, position: int, row: AgendaItem | None, *, opened: bool = False
) -> snapshot.Values:
    """What the file gives for an item; `opened` or the row's own access says that a person opened it."""
    if row is not None and row.imported is not None and row.access == Access.OPEN:
        opened = opened or row.imported.get("access") != Access.OPEN
    values = snapshot.item_in_file(parsed, position, opened=opened)
    if row is not None and row.supplementary:
        # The minutes do not repeat that an item came late.
        values["supplementary"] = True
    return values


def meeting_values(parsed: ParsedMeeting, meeting: Meeting | None) -> snapshot.Values:
    """What the file gives for its meeting. A late agenda leaves standing what it does not say."""
    values = snapshot.meeting_in_file(parsed)
    if meeting is None or not parsed.supplementary:
        return values
    ours = snapshot.meeting_in_database(meeting)
    return {name: value or ours[name] for name, value in values.items()}


def item_changes(row: AgendaItem, theirs: snapshot.Values) -> tuple[FieldChange, ...]:
    """What the file would change in a stored item."""
    ours = snapshot.item_in_database(row)
    return compare(f"item:{row.pk}", snapshot.ITEM_LABELS, row.imported, ours, theirs)


def compare(
    prefix: str,
    labels: dict[str, str],
    base: snapshot.Values | None,
    ours: snapshot.Values,
    theirs: snapshot.Values,
) -> tuple[FieldChange, ...]:
    """Three-way comparison of the last import (`base`), the row (`ours`) and the file (`theirs`).

    A row value that equals the last import follows the file. One that a person has corrected stays
    while the file says what it said before, and is a conflict when the file says something new.
    """
    return tuple(
        FieldChange(
            key=f"{prefix}.{name}",
            label=label,
            before=snapshot.as_text(ours[name]),
            after=snapshot.as_text(theirs[name]),
            conflict=corrected,
        )
        for name, label in labels.items()
        if theirs[name] != ours[name]
        and not ((corrected := _is_corrected(name, base, ours)) and _unchanged(name, base, theirs))
    )


def _is_corrected(name: str, base: snapshot.Values | None, ours: snapshot.Values) -> bool:
    """Whether a person gave the value: it differs from the last import, or was typed by hand."""
    if base is None or name not in base:
        return ours[name] not in ("", None, [], False) and name != "position"
    return bool(ours[name] != base[name])


def _unchanged(name: str, base: snapshot.Values | None, theirs: snapshot.Values) -> bool:
    return base is not None and name in base and bool(theirs[name] == base[name])


def taken_fields(changes: Sequence[FieldChange], choices: Mapping[str, str]) -> set[str]:
    """Names of the values that the file gets to set, given the clerk's choices in conflicts."""
    return {
        change.key.rpartition(".")[2]
        for change in changes
        if not change.conflict or choices.get(change.key) == "take"
    }
