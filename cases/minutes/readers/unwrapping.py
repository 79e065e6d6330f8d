"""Undoes hard wrapping: lines that a program broke at a width become paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cases.minutes import danish, patterns
from cases.minutes.result import Block, BlockKind

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.BULLET)
_DIVIDED = re.compile(r"(?P<stem>\w+)[-‐]$")
_COORDINATED = re.compile(r"^(?:og|eller|samt|og/eller|til|men|/)\b")
# After one of these a line that begins with "at" is a clause of its own.
BEFORE_CLAUSE = re.compile(r"(?:[.:;]|\b(?:indstiller|foreslår|anbefaler),?)$")
LIST_LINE = re.compile(r"^(?:\d{1,3}|[a-zæøå])[.)]\s")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a document is wrapped: at which width, and whether words are divided at line ends."""

    width: int
    divides_words: bool
    words: frozenset[str]


def unwrap(blocks: list[Block]) -> list[Block]:
    """The blocks with wrapped lines joined; documents that are not wrapped come back unchanged.

    A document without blank lines gets a gap before every line, since each line is a paragraph.
    """
    wrapping = _wrapping(blocks)
    if wrapping is None:
        return _with_gaps(blocks) if _is_dense(blocks) else blocks
    joined: list[Block] = []
    previous: Block | None = None
    for block in blocks:
        if joined and previous is not None and _continues(joined[-1], previous, block, wrapping):
            joined[-1] = _join(joined[-1], block, wrapping)
        else:
            joined.append(block)
        previous = block
    return joined


def _wrapping(blocks: list[Block]) -> Wrapping | None:
    """How the document is wrapped, or None.

    Wrapped text has no long lines, and many lines stop just short of the same width.
    """
    lines = [block for block in blocks if _is_text(block)]
    lengths = sorted((len(block.text) for block in lines), reverse=True)
    if len(lengths) < 8:
        return None
    # A few lines may stick out: an address that could not be broken.
    width = lengths[len(lengths) // 50]
    near = sum(width - 14 <= length <= width for length in lengths)
    breaks = [
        (first.text, second.text)
        for first, second in pairwise(blocks)
        if first.kind in _RUNNING and second.kind is BlockKind.PARAGRAPH and not second.gap
    ]
    few_breaks = len(breaks) < len(lengths) // 6
    if not 40 <= width <= 140 or near < max(4, len(lengths) // 8) or few_breaks:
        return None
    words = {word for block in blocks for word in re.findall(r"[\w-]+", block.text.lower())}
    return Wrapping(width, divides_words(breaks), frozenset(words))


def divides_words(breaks: Sequence[tuple[str, str]]) -> bool:
    """Whether words are divided at line ends, from the lines before and after each break."""
    divided = sum(bool(_DIVIDED.search(first) and second[0].islower()) for first, second in breaks)
    return divided > len(breaks) // 20


def _is_text(block: Block) -> bool:
    is_running = block.kind in _RUNNING and " " in block.text
    return is_running and not patterns.CONTENTS_LINE.match(block.text)


def _is_dense(blocks: list[Block]) -> bool:
    return len(blocks) > 10 and sum(block.gap for block in blocks) <= max(1, len(blocks) // 10)


def _with_gaps(blocks: Iterable[Block]) -> list[Block]:
    loose = (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return [replace(block, gap=True) if block.kind in loose else block for block in blocks]


def _continues(start: Block, previous: Block, block: Block, wrapping: Wrapping) -> bool:
    """Whether `block` runs on from the line `previous` of the paragraph that begins with `start`."""
    if block.gap or start.kind not in (*_RUNNING, BlockKind.HEADING):
        return False
    if not _is_full(previous, block, wrapping.width) or patterns.CONTENTS_LINE.match(start.text):
        return False
    if block.kind is BlockKind.BULLET:
        # A dash inside a sentence that came to stand first on a line.
        in_sentence = start.kind is BlockKind.PARAGRAPH and not re.search(r"[.:;]$", previous.text)
        return in_sentence and block.text[0].islower()
    if block.kind is not BlockKind.PARAGRAPH or patterns.opens_something(block.text):
        return False
    if LIST_LINE.match(block.text) and not danish.starts_with_day(block.text):
        return False
    return not (patterns.CLAUSE.match(block.text) and BEFORE_CLAUSE.search(previous.text))


def _is_full(previous: Block, block: Block, width: int) -> bool:
    """Whether the next line's first word did not fit on the line before: why it was broken there."""
    indent = 2 * previous.level if previous.kind is BlockKind.BULLET else 0
    first_word = "-" if block.kind is BlockKind.BULLET else block.text.split(maxsplit=1)[0]
    return indent + len(previous.text) + 1 + len(first_word) > width - 2


def _join(start: Block, block: Block, wrapping: Wrapping) -> Block:
    second = f"{block.marker} {block.text}" if block.kind is BlockKind.BULLET else block.text
    text = glue(start.text, second, wrapping)
    return replace(start, text=patterns.plain(text) if start.kind is BlockKind.HEADING else text)


def glue(first: str, second: str, wrapping: Wrapping) -> str:
    """Both lines as one: with a space, or with nothing where a word was divided.

    "beskæftigel-" + "sesindsats" is one word; "børne-" + "og ungeudvalget" keeps hyphen and space;
    "2013-" + "2021" and "Social-" + "Nyt" keep the hyphen.
    """
    divided = _DIVIDED.search(first)
    if not divided or _COORDINATED.match(second):
        return f"{first} {second}"
    match = re.match(r"\w*", second)
    tail = match[0] if match else ""
    together, apart = f"{divided['stem']}{tail}".lower(), f"{divided['stem']}-{tail}".lower()
    lower = divided["stem"][-1].islower() and tail[:1].islower()
    known_apart = apart in wrapping.words and together not in wrapping.words
    if lower and not known_apart and (wrapping.divides_words or together in wrapping.words):
        return first[:-1] + second
    return first + second
