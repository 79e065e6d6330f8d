"""Reads Markdown and plain text, which in practice are mixed: one reader serves both."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from cases.minutes import danish, patterns
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers.encoding import decode
from cases.minutes.readers.unwrapping import unwrap
from cases.minutes.result import Block, BlockKind, Document

_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*$")
_BOLD_LINE = re.compile(r"^(?:\*\*|__)(?P<text>[^*_]+(?:[*_][^*_]+)*)(?:\*\*|__)$")
_BULLET = re.compile(r"^(?P<indent>\s*)(?P<marker>[-*•·▪‣◦–])\s+(?P<text>\S.*)$")
_RULE = re.compile(r"^(?:([-=_*])\s*)(?:\1\s*){2,}$")
_SEPARATOR_CELL = re.compile(r"^:?-+:?$")


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Blocks of a Markdown or plain-text file, one per line, hard-wrapped lines joined again."""
    text, _encoding, warnings = decode(data)
    blocks = list(_blocks(text))
    return Document("tekst", tuple(unwrap(blocks)), tuple(warnings))


def _blocks(text: str) -> Iterator[Block]:
    """One block per line that is not blank. Lines end as editors count them: CRLF, LF or CR."""
    previous: Block | None = None
    gap = True
    lines = textwrap.dedent("\n".join(re.split(r"\r\n|\r|\n", text))).split("\n")
    for number, raw in enumerate(lines, start=1):
        if "\f" in raw:
            gap, raw = True, raw.replace("\f", "")
        line = danish.normalise_characters(raw)
        if not line.strip():
            gap = True
            continue
        if _RULE.match(line.strip()):
            # Underlined in the setext manner: the line above is a heading.
            if previous is not None and not gap and previous.kind is BlockKind.PARAGRAPH:
                previous = _as_heading(previous, level=1 if "=" in line else 2)
            gap = True
            continue
        if previous is not None:
            yield previous
        previous = _block(line, number, gap)
        gap = False
    if previous is not None:
        yield previous


def _as_heading(block: Block, level: int) -> Block:
    text = patterns.plain(block.text)
    return Block(BlockKind.HEADING, text, block.line, block.gap, level=level)


def _block(line: str, number: int, gap: bool) -> Block:
    """The block of one line. A row that only draws the table has no text and no cells."""
    stripped = line.strip()
    if patterns.PAGE.match(stripped):
        return Block(BlockKind.PAGE, stripped, number, gap)
    cells = _cells(line)
    if cells is not None:
        if all(_SEPARATOR_CELL.match(cell) or not cell for cell in cells):
            return Block(BlockKind.ROW, "", number, gap)
        return Block(BlockKind.ROW, stripped, number, gap, cells=cells)
    heading = _HEADING.match(stripped) or _BOLD_LINE.match(stripped)
    if heading:
        level = len(heading.groupdict().get("marks") or "######")
        return Block(BlockKind.HEADING, patterns.plain(heading["text"]), number, gap, level=level)
    bullet = _BULLET.match(line)
    if bullet:
        indent = len(bullet["indent"].expandtabs(4))
        level, text = 1 + indent // 2, bullet["text"].strip()
        return Block(BlockKind.BULLET, text, number, gap, level=level, marker=bullet["marker"])
    return Block(BlockKind.PARAGRAPH, stripped, number, gap)


def _cells(line: str) -> tuple[str, ...] | None:
    """The cells of a pipe row or a tab row; None for text. Contents lines are not rows."""
    stripped = line.strip()
    if stripped.startswith("|"):
        inner = stripped[1:].removesuffix("|")
        return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", inner))
    if "\t" not in line.rstrip() or patterns.CONTENTS_LINE.match(stripped):
        return None
    if "\t" in stripped or patterns.MARKS.match(stripped):
        return tuple(cell.strip() for cell in line.strip("\r\n ").split("\t"))
    return None
