"""From the blocks of a section to Markdown, paragraphs and the clauses of a recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cases.minutes import danish, patterns
from cases.minutes.result import Block, BlockKind

_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]*]*$")
_LIST_LINE = re.compile(r"^(?:\d{1,3}|[a-zæøå])[.)]\s")
_NOTE = re.compile(r"^(?:note|noter|kilde|anm\.?|tabel \d+|figur \d+)\b", re.IGNORECASE)
# What CommonMark would take for the beginning of something else than a paragraph.
_BLOCK_SYNTAX = re.compile(r"^(?:[+>#|]|[-*]\s|[-=]+$)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One "at …" of a recommendation. Level 2 stands under a clause that ends with a colon."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class ParsedRecommendation:
    """Who recommends (None where it is not said) and what, clause by clause."""

    recommender: str | None
    clauses: tuple[Clause, ...]


def join_page_breaks(blocks: Sequence[Block]) -> list[Block]:
    """Join a paragraph that a page break cut in two.

    The first part lacks an end, the second begins in lower case. Clauses ("at …") stay apart.
    """
    joined: list[Block] = []
    for block in blocks:
        if joined and _continues_over_page(joined[-1], block):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {block.text}")
        else:
            joined.append(block)
    return joined


def _continues_over_page(first: Block, second: Block) -> bool:
    return (
        second.gap
        and second.kind is BlockKind.PARAGRAPH
        and first.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)
        and len(first.text) >= 40
        and not _TERMINAL.search(first.text)
        and (second.text[0].islower() or _divides_date(first.text, second.text))
        and not patterns.CLAUSE.match(second.text)
        and not patterns.MARKS.match(second.text)
        and (not _LIST_LINE.match(second.text) or _divides_date(first.text, second.text))
    )


def _divides_date(first: str, second: str) -> bool:
    """Whether a break stands inside "den / 1. februar 2025"."""
    return bool(re.search(r"\b(?:den|d\.|pr\.)$", first)) and danish.starts_with_day(second)


def paragraphs(blocks: Sequence[Block]) -> list[str]:
    """The paragraphs of a section word for word; a list or table is one paragraph."""
    return [part for part in to_markdown(blocks, headings=False).split("\n\n") if part]


def to_markdown(blocks: Sequence[Block], *, headings: bool = True) -> str:
    """A section as Markdown: sub-headings, lists as printed, tables, paragraphs.

    `headings=False` leaves short lines as they are; only marked headings become headings.
    """
    merged = join_page_breaks(blocks)
    parts: list[str] = []
    previous: Block | None = None
    for is_table, group in groupby(merged, key=lambda block: block.kind is BlockKind.ROW):
        chunk = list(group)
        if is_table:
            parts.append(_table(chunk))
            previous = chunk[-1]
            continue
        for index, block in enumerate(chunk):
            following = chunk[index + 1] if index + 1 < len(chunk) else None
            is_heading = headings and _is_sub_heading(block, previous, following)
            text = _render(block, previous, is_heading=is_heading)
            tight = (
                previous is not None and bool(parts) and not is_heading and _tight(previous, block)
            )
            if tight:
                parts[-1] += "\n" + text
            else:
                parts.append(text)
            previous = _as_context(block, previous, is_heading=is_heading)
    return "\n\n".join(part for part in parts if part)


def _as_context(block: Block, previous: Block | None, *, is_heading: bool) -> Block:
    """What a block is to the next one: a line under a bullet is still the bullet."""
    if is_heading:
        return replace(block, kind=BlockKind.HEADING)
    under_bullet = previous is not None and previous.kind is BlockKind.BULLET and not block.gap
    if under_bullet and previous is not None and block.kind is BlockKind.PARAGRAPH:
        return replace(previous, text=block.text, line=block.line)
    return block


def _tight(previous: Block, block: Block) -> bool:
    """Whether a block continues the list or paragraph before it."""
    if previous.kind is BlockKind.BULLET and block.kind is BlockKind.BULLET:
        return True
    both_text = {previous.kind, block.kind} <= {BlockKind.PARAGRAPH, BlockKind.BULLET}
    return both_text and not block.gap and block.kind is BlockKind.PARAGRAPH


def _render(block: Block, previous: Block | None, *, is_heading: bool) -> str:
    if is_heading or block.kind is BlockKind.HEADING:
        return f"### {block.text}"
    if block.kind is BlockKind.BULLET:
        return "  " * (block.level - 1) + f"- {block.text}"
    text = f"\\{block.text}" if _BLOCK_SYNTAX.match(block.text) else block.text
    continues_bullet = previous is not None and previous.kind is BlockKind.BULLET and not block.gap
    # A line right under a bullet, such as "Næste skridt: …", belongs to the bullet.
    return "  " * (previous.level if previous and continues_bullet else 0) + text


def _is_sub_heading(block: Block, previous: Block | None, following: Block | None) -> bool:
    """Whether a line heads what follows. A wrong guess only changes how the line looks."""
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind is not BlockKind.PARAGRAPH or not block.gap or following is None:
        return False
    text = block.text
    if not following.gap or len(text) > 90 or not (text[0].isupper() or text[0].isdigit()):
        return False
    if _LIST_LINE.match(text) or patterns.LINK.search(text) or _NOTE.match(text):
        return False
    if text.endswith(":"):
        return len(text.split()) <= 4 and following.kind is BlockKind.PARAGRAPH
    return not re.search(r"[.!?;,…\"”»']$", text) and following.kind is not BlockKind.HEADING


def _table(rows: Sequence[Block]) -> str:
    """Pipe table with the first row that has words as header; ragged rows are filled up."""
    filled = [row.cells for row in rows if any(row.cells) and row.text]
    if not filled:
        return ""
    width = max(len(cells) for cells in filled)
    lines = [_table_row(cells, width) for cells in filled]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _table_row(cells: Iterable[str], width: int) -> str:
    escaped = [re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells]
    return "| " + " | ".join(escaped + [""] * (width - len(escaped))) + " |"


def parse_recommendation(markdown: str) -> ParsedRecommendation | None:
    """Who recommends and each clause, from the text of a recommendation; None without text.

    A recommender line ("Direktøren … indstiller,") is followed by clauses that begin with "at".
    Where that line itself ends with "at" or "at udvalget godkender:", every entry of the list after
    it is a clause.
    """
    lines = [line for line in markdown.split("\n") if line.strip()]
    recommender: str | None = None
    clauses: list[Clause] = []
    list_entries_are_clauses = False
    nested_by_indent = any(re.match(r" {2,}- at\b", line, re.IGNORECASE) for line in lines)
    for line in lines:
        bullet = re.match(r"^(?P<indent> *)(?:- )?(?P<text>.*)$", line)
        assert bullet is not None
        text = patterns.plain(bullet["text"].lstrip("\\"))
        is_bullet = line.lstrip().startswith("- ")
        named = patterns.RECOMMENDER.match(text)
        if named and not clauses:
            recommender = _recommender(named["who"])
            list_entries_are_clauses = bool(named["at"])
            continue
        clause = patterns.CLAUSE.match(text)
        entry = patterns.LIST_NUMBER.match(text)
        if clause:
            level = _level(bullet["indent"], is_bullet, clauses, nested_by_indent=nested_by_indent)
            clauses.append(Clause(clause["text"], level))
        elif list_entries_are_clauses:
            clauses.append(Clause(entry["text"] if entry else text, 1))
        elif not clauses:
            both = patterns.RECOMMENDER_AND_CLAUSE.match(text)
            if both:
                recommender = _recommender(both["who"])
                # "… indstiller, at udvalget over for Byrådet anbefaler," before a list of what
                list_entries_are_clauses = both["clause"].endswith((":", ","))
            if both and not list_entries_are_clauses:
                clauses.append(Clause(both["clause"], 1))
    return ParsedRecommendation(recommender, tuple(clauses)) if lines else None


def _recommender(who: str) -> str | None:
    """The one who recommends; "Det indstilles" names nobody."""
    return None if who.casefold() in ("det", "der", "herved") else who.strip(" ,*")


def _level(
    indent: str, is_bullet: bool, clauses: Sequence[Clause], *, nested_by_indent: bool
) -> int:
    if len(indent) >= 2:
        return 2
    top = [clause for clause in clauses if clause.level == 1]
    opened = bool(top) and top[-1].text.rstrip().endswith(":")
    return 2 if is_bullet and opened and not nested_by_indent else 1
