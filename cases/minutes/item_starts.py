"""Finds where agenda items begin, and tells them from lists, contents and references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.minutes import patterns
from cases.minutes.journal_number import is_kle
from cases.minutes.result import Block, BlockKind


@dataclass(frozen=True, slots=True)
class ItemStart:
    """The heading of an item: its place among the blocks, number and title as printed."""

    index: int
    number: int | None
    title: str
    used: int = 1  # blocks that the heading takes


def find_item_starts(blocks: Sequence[Block]) -> list[ItemStart]:
    """Where each item begins.

    One style counts in a document: "Punkt N", else a bare "N.", else items without numbers that begin
    with their journal number.
    """
    starts = _numbered(blocks) or _bare(blocks) or _labelled(blocks)
    return _without_contents(starts, blocks)


def _numbered(blocks: Sequence[Block]) -> list[ItemStart]:
    starts = []
    for index, block in enumerate(blocks):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        match = patterns.NUMBERED_ITEM.match(patterns.plain(block.text))
        if not match or patterns.CONTENTS_LINE.match(block.text):
            continue
        marked = match["separator"].strip()
        if (
            not marked
            and block.kind is not BlockKind.HEADING
            and not _is_unmarked_item(blocks, index, match["title"])
        ):
            continue
        if len(match["title"]) > 150 and match["title"].endswith("."):
            continue
        starts.append(_start(blocks, index, int(match["number"]), match["title"]))
    return starts


def _is_unmarked_item(blocks: Sequence[Block], index: int, title: str) -> bool:
    """ "Pkt. 15 Ny vej" begins an item; "Punkt 3 i lejeaftalen giver mulighed for …" does not."""
    looks_like_title = not title or (not title[0].islower() and not title.endswith("."))
    return looks_like_title and _opens_item(blocks, index)


def _start(blocks: Sequence[Block], index: int, number: int, title: str) -> ItemStart:
    """A start whose title may stand on the line after the number."""
    title = patterns.plain(title)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if title or following is None or patterns.opens_something(following.text):
        return ItemStart(index, number, title)
    return ItemStart(index, number, patterns.plain(following.text), used=2)


def _bare(blocks: Sequence[Block]) -> list[ItemStart]:
    """Items headed "1. Title" or "1 : Title"; a numbered list inside a text is not taken for them."""
    candidates = [
        (index, int(match["number"]), match["title"])
        for index, block in enumerate(blocks)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        and not patterns.CONTENTS_LINE.match(block.text)
        and (match := patterns.BARE_ITEM.match(patterns.plain(block.text)))
    ]
    starts: list[ItemStart] = []
    for index, number, title in candidates:
        # A list begins again at 1; items only go up.
        last = starts[-1].number if starts else None
        expected = last is None or last < number <= last + 5
        if expected and not patterns.CLAUSE.match(title) and _is_bare_item(blocks, index):
            starts.append(ItemStart(index, number, patterns.plain(title)))
    return starts


def _is_bare_item(blocks: Sequence[Block], index: int) -> bool:
    previous = blocks[index - 1] if index else None
    own = patterns.BARE_ITEM.match(patterns.plain(blocks[index].text))
    before = patterns.BARE_ITEM.match(patterns.plain(previous.text)) if previous else None
    in_list = (
        own is not None
        and before is not None
        and previous is not None
        and int(before["number"]) < int(own["number"])
        and not patterns.CONTENTS_LINE.match(previous.text)
    )
    return not (in_list and not _is_empty_item(blocks, index - 1)) and _opens_item(blocks, index)


def _is_empty_item(blocks: Sequence[Block], index: int) -> bool:
    """An item of a title alone, as closed items are printed."""
    line = patterns.plain(blocks[index].text)
    bare = patterns.BARE_ITEM.match(line)
    return bool(patterns.CLOSED.search(bare["title"] if bare else line))


def _opens_item(blocks: Sequence[Block], index: int) -> bool:
    """Whether what follows a line is how an item begins: a journal number, a label or a section."""
    is_title = not re.search(r"[.,;:]$", blocks[index].text)
    for block in blocks[index + 1 : index + 4]:
        line = patterns.plain(block.text)
        if patterns.NUMBERED_ITEM.match(line) and not patterns.JOURNAL_LABEL.match(line):
            return False
        if is_item_opening(line):
            return True
        if len(line) > 120 and not (is_title and block.gap):
            return False
    return _is_empty_item(blocks, index)


def _labelled(blocks: Sequence[Block]) -> list[ItemStart]:
    """Items without numbers: "Sagsnr.: 15.20.20-G01-4-13 Sagsbehandler: …", then the title."""
    starts = []
    for index, block in enumerate(blocks[:-1]):
        following = patterns.plain(blocks[index + 1].text)
        labelled = patterns.JOURNAL_LABEL.match(patterns.plain(block.text))
        if labelled and not patterns.opens_something(following):
            starts.append(ItemStart(index, None, following, used=2))
    return starts


def is_item_opening(line: str) -> bool:
    """A line that stands between an item's title and its text, or opens its first section."""
    section = patterns.section_start(line)
    return bool(
        (re.match(r"\d", line) and len(line) < 40 and is_kle(line))
        or patterns.JOURNAL_LABEL.match(line)
        or patterns.EMPTY_LABEL.match(line)
        or patterns.OPEN.match(line)
        or patterns.OPEN_PREFIX.match(line)
        or patterns.CLOSED.match(line)
        or patterns.CASEWORKER.match(line)
        or (section and not section.heading)
        or patterns.RECOMMENDER.match(line)
    )


def _without_contents(starts: list[ItemStart], blocks: Sequence[Block]) -> list[ItemStart]:
    """Leave out lines of a table of contents: titles without text that come again further on."""
    kept = []
    further_on: set[tuple[int | None, str]] = set()
    end = len(blocks)
    for start in reversed(starts):
        is_empty = end - start.index == start.used
        key = (start.number, start.title[:40])
        if not (is_empty and key in further_on):
            kept.append(start)
        further_on.add(key)
        end = start.index
    return kept[::-1]
