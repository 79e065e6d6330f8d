"""Decides which block is what: head, contents, items and their sections.

Every block lands in the head, the contents, an item or `unplaced`; none is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cases.minutes import checks, danish, head, patterns
from cases.minutes.confined import run_confined
from cases.minutes.item_parser import ItemParser, group_access
from cases.minutes.item_starts import ItemStart, find_item_starts
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.pictures import Pictures, read_pictures
from cases.minutes.profile import Profile, translate
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
    UnreadPictures,
)

# Bytes. The longest minutes seen are half of it, and no text this short is slow to read.
SHORT_TEXT = 256 * 1024


def read_minutes(
    data: bytes,
    limits: Limits = DEFAULT_LIMITS,
    profile: Profile = (),
    pictures: Pictures | None = None,
) -> ParsedMinutes:
    """Read one document from its bytes, with labels of the municipality's own in `profile`.

    All but short texts are read in a process of its own. Pages that are pictures are read now, unless
    `pictures` says what stands in them: then UnreadPictures is raised for a page it lacks. Raises a
    MinutesError (EmptyDocument, LockedDocument, NoMinutes …) with a Danish sentence for the clerk.
    """
    if pictures is None:
        try:
            return read_minutes(data, limits, profile, {})
        except UnreadPictures as unread:
            found = dict(read_pictures(data, unread.pages, limits))
            return read_minutes(data, limits, profile, found)
    limits.check_size(len(data))
    if len(data) <= SHORT_TEXT and recognise(data) is Format.TEXT:
        return read_here(data, limits, profile)
    minutes: ParsedMinutes = run_confined(
        f"{__name__}:read_here", data, limits, profile, pictures, limits=limits
    )
    return minutes


def read_here(
    data: bytes,
    limits: Limits = DEFAULT_LIMITS,
    profile: Profile = (),
    pictures: Pictures | None = None,
) -> ParsedMinutes:
    """As `read_minutes` with `pictures`, in this process, however long it takes."""
    document = read_document(data, limits, pictures)
    return parse_minutes(replace(document, blocks=translate(document.blocks, profile)))


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
    parsers = _read_items(document, starts, meeting, _front_access(head_blocks))
    items = _items(parsers, document)
    pages = [Unplaced(b.line, b.text) for b in [*head_blocks, *contents_blocks] if _is_page(b)]
    minutes = ParsedMinutes(
        document.reader,
        _settled(meeting, items, parsers),
        tuple(items),
        tuple(contents),
        tuple(pages + [part for parser in parsers for part in parser.unplaced]),
    )
    return checks.with_warnings(minutes, document, head_blocks)


def _read_items(
    document: Document, starts: Sequence[ItemStart], meeting: ParsedMeeting, access: Access
) -> list[ItemParser]:
    """A parser for each item, with its blocks placed."""
    blocks = document.blocks
    parsers: list[ItemParser] = []
    supplementary = meeting.supplementary
    for start, end in pairwise([*starts, ItemStart(len(blocks), None, "")]):
        first = blocks[start.index]
        parser = ItemParser(start, first, meeting, access, supplementary=supplementary)
        parser.read(blocks[start.index + start.used : end.index])
        access, supplementary = parser.next_access, parser.next_supplementary
        parsers.append(parser)
    return parsers


def _items(parsers: Sequence[ItemParser], document: Document) -> list[ParsedItem]:
    """The items, with what an export states of them and what other items say of their leaving."""
    stated = {facts.index: facts for facts in document.items}
    items = [_item_with_stated(parser.item(), stated.get(parser.start.index)) for parser in parsers]
    taken_off: dict[int, str] = {}
    for item in items:
        for number, words in _taken_off_by(item):
            taken_off.setdefault(number, words)
    return [
        replace(item, taken_off=taken_off[item.number])
        if item.taken_off is None and item.number is not None and item.number in taken_off
        else item
        for item in items
    ]


def _taken_off_by(item: ParsedItem) -> Iterator[tuple[int, str]]:
    """The numbers of other items that the item's decisions say leave the agenda, and the words."""
    for decision in item.decisions:
        for match in patterns.TAKEN_OFF_ELSEWHERE.finditer(decision.text):
            for number in map(int, re.findall(r"\d+", match["numbers"])):
                if number != item.number:
                    yield number, match[0]


def _stated_starts(document: Document) -> list[ItemStart]:
    return [ItemStart(facts.index, facts.number, facts.title) for facts in document.items]


def _with_stated(meeting: ParsedMeeting, facts: MeetingFacts | None) -> ParsedMeeting:
    """The meeting with what the export states of it as data."""
    if facts is None:
        return meeting
    names = ("document_type", "committee", "date", "start_time", "end_time", "location")
    stated = {name: value for name in names if (value := getattr(facts, name)) is not None}
    lines = (*meeting.lines, *facts.attendance)
    return replace(
        meeting, **stated, lines=lines, attendance=facts.attendance or meeting.attendance
    )


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


def _settled(
    meeting: ParsedMeeting, items: Sequence[ParsedItem], parsers: Sequence[ItemParser]
) -> ParsedMeeting:
    """The meeting with what only its items tell: when it ended, who was there, whether it decided.

    A document that does not name itself is minutes when it holds decisions, else an agenda.
    """
    end_line = next((p.meeting_end for p in parsers if p.meeting_end), None)
    if meeting.end_time is None and end_line:
        meeting = replace(meeting, end_time=danish.first_time(end_line))
    if not meeting.attendance and patterns.ATTENDANCE_ITEM.match(items[0].title):
        # Some municipalities print who was there as the first item.
        texts = [text for decision in items[0].decisions for text in decision.paragraphs]
        meeting = replace(meeting, attendance=(*items[0].attendance, *texts))
    if meeting.document_type is not None:
        return meeting
    decided = any(item.decisions for item in items)
    return replace(meeting, document_type=DocumentType.MINUTES if decided else DocumentType.AGENDA)
