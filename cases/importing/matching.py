"""Which rows a file's meeting and items are. An item keeps its row, and so its address."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

from cases.minutes.result import Access, ParsedItem, ParsedMeeting
from cases.models import AgendaItem, Committee, Meeting
from cases.search.analyser import fold

Pair = tuple[ParsedItem, AgendaItem | None]


def match_meeting(committee: Committee | None, parsed: ParsedMeeting) -> tuple[Meeting | None, int]:
    """The stored meeting that the file tells of, and the sequence a new one would get.

    Two meetings of a committee on one day are told apart by their start times.
    """
    if committee is None or parsed.date is None:
        return None, 1
    meetings = list(committee.meetings.filter(date=parsed.date).order_by("sequence"))
    for meeting in meetings:
        same_time = parsed.start_time is None or meeting.start_time in (None, parsed.start_time)
        imported_time = (meeting.imported or {}).get("start_time")
        if same_time or imported_time == f"{parsed.start_time:%H:%M}":
            return meeting, meeting.sequence
    return None, (meetings[-1].sequence + 1 if meetings else 1)


def match_items(
    parsed: Sequence[ParsedItem], rows: Sequence[AgendaItem]
) -> tuple[list[Pair], list[AgendaItem]]:
    """Each item of the file with its row (None for a new one), and the rows left over.

    The same matter beats the same number: an item that moved down because another was put in
    before it keeps its row. The rules are tried in order, each over all that is left.
    """
    matched: dict[int, AgendaItem] = {}
    free = list(rows)
    for rule in _RULES:
        for index, item in enumerate(parsed):
            if index in matched:
                continue
            hits = [row for row in free if rule(item, row)]
            hit = next((row for row in hits if row.number == item.number), None)
            if hit is None and len(hits) == 1:
                hit = hits[0]
            if hit is not None:
                matched[index] = hit
                free.remove(hit)
    # Closed items without a number have nothing of their own to be known by but their order.
    closed = [row for row in free if row.access != Access.OPEN]
    for index, item in enumerate(parsed):
        if (
            index not in matched
            and item.access is not Access.OPEN
            and item.number is None
            and closed
        ):
            matched[index] = closed.pop(0)
            free.remove(matched[index])
    return [(item, matched.get(index)) for index, item in enumerate(parsed)], free


def _known_titles(row: AgendaItem) -> set[str]:
    """Titles the row has or was imported with: a person may have corrected the title since."""
    return {fold(row.title), fold((row.imported or {}).get("title", row.title))}


def _same_title(item: ParsedItem, row: AgendaItem) -> bool:
    return fold(item.title) in _known_titles(row)


def _same_journal_number(item: ParsedItem, row: AgendaItem) -> bool:
    known = {row.journal_number, (row.imported or {}).get("journal_number", "")}
    return bool(item.journal_number) and item.journal_number in known


def _same_number(item: ParsedItem, row: AgendaItem) -> bool:
    return item.number is not None and item.number == row.number


def _similar_title(item: ParsedItem, row: AgendaItem) -> bool:
    ratio = difflib.SequenceMatcher(None, fold(item.title), fold(row.title)).ratio()
    return ratio >= 0.6


_RULES: tuple[Callable[[ParsedItem, AgendaItem], bool], ...] = (
    lambda item, row: _same_title(item, row) and _same_journal_number(item, row),
    lambda item, row: (
        _same_number(item, row) and (_same_title(item, row) or _same_journal_number(item, row))
    ),
    _same_title,
    _same_journal_number,
    lambda item, row: _same_number(item, row) and _similar_title(item, row),
    _similar_title,
    _same_number,
)
