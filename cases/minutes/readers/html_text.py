"""From the words of a paragraph to its lines, and from a line to a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cases.minutes import patterns
from cases.minutes.result import Block, BlockKind

_BULLET = re.compile(r"^(?P<marker>[-*•·▪‣◦–])\s+(?P<text>\S.*)$", re.DOTALL)
# Word's own signs for the levels of a list, in paragraphs that it marks as list entries.
_WORD_BULLET = re.compile(r"^(?P<marker>[o§\uf0b7\uf0a7])\s+(?P<text>\S.*)$", re.DOTALL)
# 1. · a) · 2.1 · iv.
_WORD_NUMBER = re.compile(r"^(?:\(?\w{1,5}[.)]|\d{1,3}(?:\.\d{1,3})+\.?)\s")
_TITLE_LENGTH = 150


@dataclass
class Entry:
    """A list entry that is open: its first line has the marker, the next ones belong to it."""

    text: str
    level: int
    ordered: bool
    first: bool
    lines: int = 0


@dataclass
class Label:
    """A label that waits for its value, as a <dt> for its <dd>."""

    text: str
    joiner: str


def lines_in(segments: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The lines of gathered text, each with whether all of its letters are bold."""
    text, bold, plain = "", False, False
    for segment, is_bold_segment in segments:
        for place, part in enumerate(segment.split("\n")):
            if place:
                yield text.strip(), bold and not plain
                text, bold, plain = "", False, False
            text += part
            if part.strip():
                bold, plain = bold or is_bold_segment, plain or not is_bold_segment
    yield text.strip(), bold and not plain


def as_block(text: str, gap: bool, *, is_bold_line: bool, level: int) -> Block:
    """A line outside lists: a heading where all of it is bold, an entry behind a bullet."""
    bullet = _BULLET.match(text) or (_WORD_BULLET.match(text) if level else None)
    if bullet:
        return Block(
            BlockKind.BULLET, bullet["text"], 0, gap, level=level or 1, marker=bullet["marker"]
        )
    if is_bold_line and len(text) <= _TITLE_LENGTH and not re.search(r"[.,;!?]$", text):
        return Block(BlockKind.HEADING, text, 0, gap, level=6)
    return Block(BlockKind.PARAGRAPH, text, 0, gap)


def fits(label: Label, block: Block) -> bool:
    """Whether a label and its value are one line: not the sections of an item."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(block.text) > 300:
        return False
    return label.joiner == " " or patterns.section_start(label.text) is None


def joined(label: Label, text: str) -> str:
    """ "Mødested: Lokale 2" · "3. Orientering om vejene" """
    if label.joiner == ": ":
        return f"{label.text.rstrip(': ')}: {text}"
    return f"{label.text}{'.' if label.text.isdigit() else ''} {text}"


def without_link(text: str, *, always: bool = False) -> str:
    """A line that is one link and opens a part of the minutes is that part's heading."""
    link = patterns.LINK.fullmatch(text)
    if link is None:
        return text
    words = link["text"]
    is_part = patterns.opens_something(words) or patterns.BARE_ITEM.match(words)
    return words if is_part or always else text


def is_numbered(text: str) -> bool:
    """Whether a line begins with the number that Word prints before a list entry."""
    return bool(_WORD_NUMBER.match(text))
