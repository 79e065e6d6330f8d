"""Decides which block is what: head, contents, items and their sections.

Every block lands in the head, the contents, an item or `unplaced`; none is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cases.minutes import checks, head, patterns
from cases.minutes.confined import run_confined
from cases.minutes.item_parser import ItemParser, group_access
from cases.minutes.item_starts import ItemStart, find_item_starts
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers import read_document
from cases.minutes.readers.formats import Format, recognise
from cases.minutes.result import (
    Access,
    Block,
    BlockKind,
    Document,
    DocumentType,
    ItemFacts,
    MeetingFacts,
    NoMinutes,
    ParsedItem,
    ParsedMeeting,
    ParsedMinutes,
    Unplaced,
)

# Bytes. The longest minutes seen are half of it, and no text this short is slow to read.
_SHORT_TEXT = 256 * 1024


def read_minutes(data: bytes, limits: Limits = DEFAULT_LIMITS) -> ParsedMinutes:
    """Read one document from its bytes, in a process of its own unless it is a short text.

    Raises a MinutesError (EmptyDocument, LockedDocument, NoMinutes …) with a Danish sentence for
    the clerk.
    """
    limits.check_size(len(data))
    if len(data) <= _SHORT_TEXT and recognise(data) is Format.TEXT:
        return read_here(data, limits)
    minutes: ParsedMinutes = run_confined(f"{__name__}:read_here", data, limits, limits=limits)
    return minutes


def read_here(data: bytes, limits: Limits = DEFAULT_LIMITS) -> ParsedMinutes:
    """As `read_minutes`, in this process, however long it takes."""
    return parse_minutes(read_document(data, limits))


def parse_minutes(document: Document) -> ParsedMinutes:
    """The minutes in a document. What an export states as data wins over the text.

    Raises NoMinutes where there are no agenda items.
    """
    blocks = document.blocks
    starts = _stated_starts(document) or find_item_starts(blocks)
    if not starts:
        raise NoMinutes(
            "Der er ingen punkter i filen. Et referat skal have linjer som »Punkt 1: Titel«. "
            "Er det den rigtige fil?"
        )
    head_blocks, contents_blocks = _split_front(blocks[: starts[0].index])
    meeting = _with_stated(head.parse_head(head_blocks), document.meeting)
    contents = head.parse_contents([b for b in contents_blocks if b.kind is not BlockKind.PAGE])
    ends = [start.index for start in starts[1:]] + [len(blocks)]
    items: list[ParsedItem] = []
    unplaced = [Unplaced(b.line, b.text) for b in [*head_blocks, *contents_blocks] if _is_page(b)]
    access = _front_access(head_blocks)
    stated = {facts.index: facts for facts in document.items}
    for start, end in zip(starts, ends, strict=True):
        parser = ItemParser(start, blocks[start.index], meeting, access)
        parser.read(blocks[start.index + start.used : end])
        items.append(_item_with_stated(parser.item(), stated.get(start.index)))
        unplaced.extend(parser.unplaced)
        access = parser.next_access
    meeting = _settle_type(meeting, items)
    minutes = ParsedMinutes(
        document.reader, meeting, tuple(items), tuple(contents), tuple(unplaced)
    )
    return checks.with_warnings(minutes, document, head_blocks)


def _stated_starts(document: Document) -> list[ItemStart]:
    return [ItemStart(facts.index, facts.number, facts.title) for facts in document.items]


def _with_stated(meeting: ParsedMeeting, facts: MeetingFacts | None) -> ParsedMeeting:
    """The meeting with what the export states of it as data."""
    if facts is None:
        return meeting
    names = ("document_type", "committee", "date", "start_time", "end_time", "location")
    stated = {name: value for name in names if (value := getattr(facts, name)) is not None}
    return replace(meeting, **stated, lines=(*meeting.lines, *facts.attendance))


def _item_with_stated(item: ParsedItem, facts: ItemFacts | None) -> ParsedItem:
    """The item with what the export states of it as data."""
    if facts is None:
        return item
    names = ("journal_number", "caseworker", "attachments")
    stated = {name: value for name in names if (value := getattr(facts, name)) is not None}
    # The stricter word counts: an item whose text says "Lukket" is closed, whatever its flag says.
    access = item.access if item.access is Access.CLOSED else facts.access
    return replace(item, **stated, access=access)


def _front_access(blocks: Sequence[Block]) -> Access:
    """The access of the first items: closed under a heading "Lukkede punkter", else open."""
    groups = [match for block in blocks if (match := patterns.GROUP.match(block.text))]
    return group_access(groups[-1]["access"]) if groups else Access.OPEN


def _is_page(block: Block) -> bool:
    return block.kind is BlockKind.PAGE


def _split_front(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Head and table of contents. Without a heading, lines with dot leaders begin the contents."""
    for index, block in enumerate(blocks):
        if index and patterns.CONTENTS_HEADING.match(patterns.plain(block.text)):
            return [*blocks[: index + 1]], [*blocks[index + 1 :]]
    for index, block in enumerate(blocks):
        if patterns.CONTENTS_LINE.match(block.text):
            return [*blocks[:index]], [*blocks[index:]]
    return [*blocks], []


def _settle_type(meeting: ParsedMeeting, items: Sequence[ParsedItem]) -> ParsedMeeting:
    """A document that does not name itself is minutes when it holds decisions, else an agenda."""
    if meeting.document_type is not None:
        return meeting
    decided = any(item.decisions for item in items)
    return replace(meeting, document_type=DocumentType.MINUTES if decided else DocumentType.AGENDA)
