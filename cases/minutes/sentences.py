"""Takes stored Markdown apart into blocks and sentences, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cases.minutes.danish import MONTHS, starts_with_day


class BlockKind(StrEnum):
    """What a block of Markdown is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ENTRY = "entry"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list entry or table row without its mark: `text` stands at `start`."""

    kind: BlockKind
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as printed, and where it stands in the section's text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it stops."""
        return self.start + len(self.text)


# - Først · * Så · 2. Til sidst · 3) Slut
_ENTRY = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
# ### Økonomi
_HEADING = re.compile(r"^#+\s+")

# jf. · pkt. · f.eks. · ca.: a full stop that is never the end
_NEVER_LAST = re.compile(
    r"jfr?|pkt|nrs|\w*nr|ca|cirka|bl|bl\.a|f\.?eks|fx|kl|pr|d\.?v\.?s|evt|i\.?f\.?t|vedr|hhv|inkl|incl"
    r"|ekskl|excl|ex|tlf|afd|art|sml|cf|dr|chr|s[ck]t|st|ing|adm|dir|ndr|sdr|gl|matr|m\.?h\.?t|p\.?g\.?a"
    r"|ad|kap|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec|prof|cand|[^\W\d_]"
)
# 500.000 kr. · m.v. · osv.: an abbreviation that a sentence may end with, unless a number follows
_MAY_BE_LAST = re.compile(
    r"(?:t\.?)?kr|mi[oa]|mill|stk|pct|m\.?v|m\.?m|osv|o\.l|(?:o\.)?lign|etc|m\.?fl"
)
# jf. punkt 14. "Cykelruter": the number of an item before its title
_QUOTES = "\"”“„»'’"
_ITEM_NUMBER = re.compile(r"\b(?:punkt|pkt\.?|sag)\s(?:nr\.?\s)?\d+\Z", re.IGNORECASE)
_LONGEST_WORD = 40
_STOP = re.compile(r"[.!?…:](?P<marks>[\"”’»')\]*_]*)(?P<space>\s+)(?P<next>[\"”“„»'(\[*_]*[^\W_])")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in order. Lines that run on belong to the block before them."""
    kind, start, end = BlockKind.PARAGRAPH, -1, -1
    offset = 0
    for line in text.splitlines(keepends=True):
        opened = _opening(line)
        if start >= 0 and (opened or not line.strip()):
            yield Block(kind, start, text[start:end])
            start = -1
        if opened or (start < 0 and line.strip()):
            kind, skipped = opened or (BlockKind.PARAGRAPH, len(line) - len(line.lstrip()))
            start = offset + skipped
        if line.strip():
            end = offset + len(line.rstrip())
        if opened and kind in (BlockKind.HEADING, BlockKind.ROW):
            yield Block(kind, start, text[start:end])
            start = -1
        offset += len(line)
    if start >= 0:
        yield Block(kind, start, text[start:end])


def _opening(line: str) -> tuple[BlockKind, int] | None:
    """What sort of block a line opens by its mark, and how long the mark is; None without one."""
    if line.lstrip().startswith("|"):
        return BlockKind.ROW, len(line) - len(line.lstrip())
    heading = _HEADING.match(line)
    if heading:
        return BlockKind.HEADING, heading.end()
    entry = _ENTRY.match(line)
    if entry and not starts_with_day(line.strip()):
        return BlockKind.ENTRY, entry.end()
    return None


def sentences(block: Block) -> Iterator[Sentence]:
    """The sentences of a block; a heading and a table row are one each."""
    if block.kind in (BlockKind.HEADING, BlockKind.ROW):
        yield Sentence(block.start, block.text)
        return
    begin = 0
    for stop in _STOP.finditer(block.text):
        if _ends(block.text, begin, stop):
            yield Sentence(block.start + begin, block.text[begin : stop.start("space")])
            begin = stop.end("space")
    yield Sentence(block.start + begin, block.text[begin:])


def _ends(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a stop ends the sentence that began at `begin`."""
    mark, following = text[stop.start()], stop["next"][-1]
    if mark == ":":  # only where the next line is something else
        return "\n" in stop["space"]
    if following.islower():
        return "\n" in stop["space"] and mark != "."
    if mark != ".":
        return True
    word = re.search(
        r"[^\s(\[\"”“„»'*_/]*$", text[max(begin, stop.start() - _LONGEST_WORD) : stop.start()]
    )
    before = word[0].casefold() if word else ""
    if _MAY_BE_LAST.fullmatch(before):
        return not following.isdigit()
    if before.isdigit() and len(before) < 3:
        return not (
            _is_ordinal_of(text[stop.end("space") :])
            or (stop["next"][0] in _QUOTES and _ITEM_NUMBER.search(text[begin : stop.start()]))
        )
    return not _NEVER_LAST.fullmatch(before)


def _is_ordinal_of(following: str) -> bool:
    """Whether a number with a full stop counts what follows: "3. Juni", "2. Division"."""
    first = re.match(r"\w+", following)
    return bool(first and first[0].casefold() in MONTHS)
