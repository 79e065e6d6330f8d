"""Decides which block is what: head, contents, items and their sections.

Every block lands in the head, the contents, an item or `unplaced`; none is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cases.minutes import checks, head, patterns
from cases.minutes.item_parser import ItemParser, group_access
from cases.minutes.item_starts import find_item_starts
from cases.minutes.readers import read_document
from cases.minutes.result import (
    Access,
    Block,
    BlockKind,
    DocumentType,
    NoMinutes,
    ParsedItem,
    ParsedMeeting,
    ParsedMinutes,
    Unplaced,
)


def read_minutes(data: bytes) -> ParsedMinutes:
    """Read one document from its bytes.

    Raises EmptyDocument, BinaryDocument or NoMinutes, each with a Danish sentence for the clerk.
    """
    document = read_document(data)
    blocks = document.blocks
    starts = find_item_starts(blocks)
    if not starts:
        raise NoMinutes(
            "Der er ingen punkter i filen. Et referat skal have linjer som »Punkt 1: Titel«. "
            "Er det den rigtige fil?"
        )
    head_blocks, contents_blocks = _split_front(blocks[: starts[0].index])
    meeting = head.parse_head(head_blocks)
    contents = head.parse_contents([b for b in contents_blocks if b.kind is not BlockKind.PAGE])
    ends = [start.index for start in starts[1:]] + [len(blocks)]
    items: list[ParsedItem] = []
    unplaced = [Unplaced(b.line, b.text) for b in [*head_blocks, *contents_blocks] if _is_page(b)]
    access = _front_access(head_blocks)
    for start, end in zip(starts, ends, strict=True):
        parser = ItemParser(start, blocks[start.index], meeting, access)
        parser.read(blocks[start.index + start.used : end])
        items.append(parser.item())
        unplaced.extend(parser.unplaced)
        access = parser.next_access
    meeting = _settle_type(meeting, items)
    minutes = ParsedMinutes(
        document.reader, meeting, tuple(items), tuple(contents), tuple(unplaced)
    )
    return checks.with_warnings(minutes, document, head_blocks)


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
