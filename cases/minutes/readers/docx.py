"""Reads Word files (.docx)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cases.minutes import patterns
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers.docx_html import Writer
from cases.minutes.readers.docx_paragraph import TAB
from cases.minutes.readers.docx_parts import Parts, child
from cases.minutes.readers.html import blocks_from, lines_of
from cases.minutes.result import Block, BlockKind, Document, EmptyDocument, SourceWarning

# 1. → Title → 3, or Title → 3 among others of the kind: a contents line without dots
_NUMBER = re.compile(r"^\d{1,3}\.$")
_LEAST_CELLS = 3  # a paragraph with one tab is a label and its value


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Blocks of a Word file: what stands on its pages, without running heads and comments.

    `line` counts paragraphs and rows; `page` is where Word last saw the paragraph begin.
    """
    parts = Parts(data, limits)
    writer = Writer(parts)
    blocks = blocks_from(_tab_rows(lines_of(writer.html())))
    if not blocks:
        raise EmptyDocument("Word-filen er tom. Vælg filen med referatet igen.")
    if not writer.has_pages:
        blocks = [replace(block, page=None) for block in blocks]
    return Document("docx", tuple(blocks), tuple(_warnings(parts, writer)))


def _warnings(parts: Parts, writer: Writer) -> list[SourceWarning]:
    comments = parts.beside("comments")
    found = {
        "tracked_changes": (
            writer.has_changes,
            "Word-filen har rettelser, der ikke er godkendt. Den er læst, som om de var: indsat tekst "
            "er med, slettet tekst er ikke.",
        ),
        "comments_left_out": (
            comments is not None and child(comments, "comment") is not None,
            "Word-filen har kommentarer. De er ikke læst; slet dem, før filen lægges frem.",
        ),
        "hidden_text": (
            writer.has_hidden,
            "Word-filen har skjult tekst. Den er ikke læst; slet den, før filen lægges frem.",
        ),
        "unread_part": (
            writer.has_unread_part,
            "En del af Word-filen er i et andet format og er ikke læst. Åbn filen i Word, gem den "
            "igen, og vælg den nye fil.",
        ),
    }
    return [SourceWarning(None, code, text) for code, (is_so, text) in found.items() if is_so]


def _tab_rows(lines: Sequence[Block]) -> list[Block]:
    """Lines with tabs: rows where several with as many columns follow on each other, else text."""
    found: list[Block] = []
    for index, line in enumerate(lines):
        cells = _cells(line)
        around = [_cells(lines[near]) for near in (index - 1, index + 1) if 0 <= near < len(lines)]
        names = _names_bodies(cells)
        columns = found[-1].cells if found and found[-1].kind is BlockKind.ROW else ()
        if line.kind is not BlockKind.PARAGRAPH or TAB not in line.text:
            found.append(_without_tabs(line))
        elif _is_contents(cells, around):
            title = " ".join(cells[:-1])
            found.append(replace(line, text=f"{title}..... {cells[-1]}"))
        elif _names_bodies(columns) and all(patterns.MARKS.match(cell) for cell in cells if cell):
            filled = [*cells, *[""] * (len(columns) - len(cells))]
            found.append(_row(line, filled))
        elif names or (
            len(cells) >= _LEAST_CELLS and any(len(cells) == len(other) for other in around)
        ):
            found.append(_row(line, cells))
        else:
            found.append(_without_tabs(line))
    return found


def _cells(line: Block) -> list[str]:
    return [cell.strip() for cell in line.text.split(TAB)]


def _is_contents(cells: Sequence[str], around: Sequence[Sequence[str]]) -> bool:
    if not cells[-1].isdigit() or len(cells[-1]) > _LEAST_CELLS or not cells[0]:
        return False
    numbered = len(cells) == _LEAST_CELLS and _NUMBER.match(cells[0])
    alike = any(len(near) == len(cells) == 2 and near[-1].isdigit() for near in around)
    return bool(numbered or alike)


def _names_bodies(cells: Sequence[str]) -> bool:
    names = [cell for cell in cells if cell]
    return len(names) >= _LEAST_CELLS and all(map(patterns.COLUMN.match, names))


def _row(line: Block, cells: Sequence[str]) -> Block:
    return replace(line, kind=BlockKind.ROW, text=f"| {' | '.join(cells)} |", cells=tuple(cells))


def _without_tabs(line: Block) -> Block:
    cells = tuple(cell.replace(TAB, " ").strip() for cell in line.cells)
    return replace(line, text=line.text.replace(TAB, " ").strip(), cells=cells)
