"""Puts the lines of a page in the order the parser reads: routing rows, numbers behind labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cases.minutes import patterns
from cases.minutes.result import Block, BlockKind

_LEAST = 3  # fewer names in a row are no routing row
# "x", "(x)", or nothing at all
_CELL = re.compile(r"^(?:\(?[xX]\)?)?$")
# BYRx: the last column's name and the first cell in one
_GLUED_FIRST = re.compile(r"^(?P<name>[A-ZÆØÅ]{2,5})(?P<mark>x)$|^(?P<last>BYR)(?P<big>X)$")
# xØvrige sagsbehandlere: the last cell and the label after the row in one
_GLUED_LAST = re.compile(
    r"^(?P<mark>\(?[xX]\)?)\s*(?P<rest>(?:Øvrige s|S)agsbehandler.*)$", re.DOTALL
)

_CASEWORKER = re.compile(r"^(?:øvrige )?sagsbehandlere?\s*:?$", re.IGNORECASE)
# Ane Holm · Bo K. Lund-Dam
_PERSON = re.compile(r"^[A-ZÆØÅ][\w.-]*(?: [A-ZÆØÅ][\w.-]*){1,4}$")


def in_reading_order(lines: Sequence[Block]) -> list[Block]:
    """The lines with routing rows as rows, and a journal number after its item's numbered title."""
    return _labels_after_titles(_with_values(_with_routing_rows(lines)))


def _with_routing_rows(lines: Sequence[Block]) -> list[Block]:
    """Names of bodies one per line and then one cell per line become two rows, marks in place."""
    found: list[Block] = []
    index = 0
    while index < len(lines):
        names, used = _names(lines, index)
        if len(names) < _LEAST:
            found.extend(lines[index : index + max(1, used)])
            index += max(1, used)
            continue
        index = _take_cells(lines, index, names, used, found)
    return found


def _names(lines: Sequence[Block], start: int) -> tuple[list[str], int]:
    """The column names from `start` on, and how many lines they take; the last may be glued."""
    names: list[str] = []
    index = start
    while index < len(lines) and lines[index].kind is not BlockKind.ROW:
        text = lines[index].text
        glued = _GLUED_FIRST.match(text) if names else None
        if glued:
            return [*names, glued["name"] or glued["last"]], index + 1 - start
        if not patterns.COLUMN.match(text):
            break
        names.append(text)
        index += 1
    return names, index - start


def _take_cells(
    lines: Sequence[Block], start: int, names: list[str], used: int, found: list[Block]
) -> int:
    """Add the row to `found` and return the next line's index; without a cell per name, as it is."""
    last = lines[start + used - 1]
    glued = last.text.removeprefix(names[-1])
    cells = [glued] if glued else []
    index = start + used
    while index < len(lines) and len(cells) < len(names) and _is_cell(lines[index]):
        cells.append(lines[index].text)
        index += 1
    rest = _GLUED_LAST.match(lines[index].text) if index < len(lines) else None
    if rest and len(cells) == len(names) - 1:
        cells.append(rest["mark"])
    following = lines[index] if index < len(lines) else None
    more = following is not None and _CELL.match(following.text) and following.text
    if len(cells) == len(names) and not more:
        found.append(_row(names, lines[start]))
        found.append(_row(cells, lines[start]))
    else:
        found.extend(replace(lines[start], text=name) for name in names)
        found.extend(replace(last, text=cell) for cell in cells)
    if rest and following is not None:
        if len(cells) != len(names):
            found.append(replace(following, text=rest["mark"]))
        found.append(replace(following, text=rest["rest"], gap=True))
        return index + 1
    return index


def _is_cell(line: Block) -> bool:
    return line.kind is not BlockKind.ROW and bool(_CELL.match(line.text))


def _row(cells: Sequence[str], first: Block) -> Block:
    return replace(
        first, kind=BlockKind.ROW, text=f"| {' | '.join(cells)} |", cells=tuple(cells), level=0
    )


def _with_values(lines: Sequence[Block]) -> list[Block]:
    """ "Sagsnr." on a line of its own takes the number on the next one."""
    found: list[Block] = []
    for line in lines:
        before = found[-1] if found else None
        if (
            before is not None
            and line.kind is BlockKind.PARAGRAPH
            and patterns.EMPTY_LABEL.match(patterns.plain(before.text))
            and patterns.JOURNAL_LABEL.match(f"Sagsnr.: {line.text}")
            and " " not in line.text
        ):
            found[-1] = replace(
                before, text=f"{patterns.plain(before.text).rstrip(':')}: {line.text}"
            )
            continue
        if (
            before is not None
            and line.kind is BlockKind.PARAGRAPH
            and _CASEWORKER.match(patterns.plain(before.text))
            and _PERSON.match(line.text)
        ):
            found[-1] = replace(
                before, text=f"{patterns.plain(before.text).rstrip(':')}: {line.text}"
            )
            continue
        found.append(line)
    return found


def _labels_after_titles(lines: Sequence[Block]) -> list[Block]:
    """ "Sagsnr.: … Sagsbehandler: …" above "119. Titel" belongs to that item, not to the one before."""
    found = list(lines)
    filled = [index for index, line in enumerate(found) if line.text]
    for place, following in pairwise(filled):
        label, title = found[place], found[following]
        numbered = patterns.BARE_ITEM.match(title.text) or patterns.NUMBERED_ITEM.match(title.text)
        if (
            numbered
            and patterns.JOURNAL_LABEL.match(patterns.plain(label.text))
            and not patterns.JOURNAL_LABEL.match(title.text)
        ):
            found[place], found[following] = replace(title, gap=True), replace(label, gap=True)
    return found
