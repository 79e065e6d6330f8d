"""Undoes hard wrapping: lines that a program broke at a width become paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from cases.minutes import patterns
from cases.minutes.result import Block, BlockKind

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.BULLET)
_COORDINATED = re.compile(r"^(?:og|eller|samt|og/eller|til|men|/)\b")


def unwrap(blocks: list[Block]) -> list[Block]:
    """The blocks with wrapped lines joined; documents that are not wrapped come back unchanged.

    A document without blank lines gets a gap before every line, since each line is a paragraph.
    """
    width = _width(blocks)
    if width is None:
        return _with_gaps(blocks) if _is_dense(blocks) else blocks
    words = {word for block in blocks for word in re.findall(r"[\w-]+", block.text.lower())}
    joined: list[Block] = []
    previous: Block | None = None
    for block in blocks:
        if joined and previous is not None and _continues(joined[-1], previous, block, width):
            text = _glue(joined[-1].text, block.text, words)
            joined[-1] = replace(joined[-1], text=text)
        else:
            joined.append(block)
        previous = block
    return joined


def _width(blocks: list[Block]) -> int | None:
    """The width that lines were broken at, or None.

    Wrapped text has no long lines, and many lines stop just short of the same width.
    """
    lengths = sorted(
        (len(block.text) for block in blocks if block.kind in _RUNNING and " " in block.text),
        reverse=True,
    )
    if len(lengths) < 8:
        return None
    # A few lines may stick out: an address that could not be broken.
    width = lengths[min(len(lengths) // 50, len(lengths) - 1)]
    near = sum(1 for length in lengths if width - 14 <= length <= width)
    wrapped = sum(
        1
        for first, second in pairwise(blocks)
        if first.kind in _RUNNING and not second.gap and second.kind is BlockKind.PARAGRAPH
    )
    if not 40 <= width <= 140 or near < max(4, len(lengths) // 8) or wrapped < len(lengths) // 6:
        return None
    return width


def _is_dense(blocks: list[Block]) -> bool:
    return len(blocks) > 10 and sum(block.gap for block in blocks) <= max(1, len(blocks) // 10)


def _with_gaps(blocks: Iterable[Block]) -> list[Block]:
    loose = (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return [replace(block, gap=True) if block.kind in loose else block for block in blocks]


def _continues(start: Block, previous: Block, block: Block, width: int) -> bool:
    """Whether `block` runs on from the line `previous` of the paragraph that begins with `start`."""
    if block.gap or block.kind is not BlockKind.PARAGRAPH:
        return False
    if start.kind not in (*_RUNNING, BlockKind.HEADING) or patterns.opens_something(block.text):
        return False
    ends_clause = re.search(r"[.,:;]$|indstiller$", previous.text)
    if patterns.CLAUSE.match(block.text) and ends_clause:
        return False
    return _is_full(previous, block, width)


def _is_full(previous: Block, block: Block, width: int) -> bool:
    """Whether the next line's first word did not fit on the line before: why it was broken there."""
    indent = 2 * previous.level if previous.kind is BlockKind.BULLET else 0
    first_word = re.split(r"\s|(?<=\w-)(?=\w)", block.text, maxsplit=1)[0]
    return indent + len(previous.text) + 1 + len(first_word) > width - 2


def _glue(first: str, second: str, words: set[str]) -> str:
    """Both lines as one: with a space, or with nothing where a word was divided.

    "beskæftigel-" + "sesindsats" is one word; "børne-" + "og ungeudvalget" keeps hyphen and space;
    "2013-" + "2021" and "Social-" + "Nyt" keep the hyphen.
    """
    divided = re.search(r"(?P<stem>\w+)[-‐]$", first)
    if not divided or _COORDINATED.match(second):
        return f"{first} {second}"
    rest = re.match(r"\w*", second)
    tail = rest[0] if rest else ""
    hyphenated = f"{divided['stem']}-{tail}".lower()
    lower = divided["stem"][-1].islower() and tail[:1].islower()
    if not lower or (hyphenated in words and (divided["stem"] + tail).lower() not in words):
        return first + second
    return first[:-1] + second
