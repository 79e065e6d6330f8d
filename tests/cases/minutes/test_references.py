"""The grammar of references: every form that Danish minutes use, and every date that is none."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.minutes.passages import Setting
from cases.minutes.references import ParsedReference, ReferenceKind, find_references

BODIES = ("Erhvervsudvalget", "Børne- og Skoleudvalget", "Økonomi-, Plan- og Klimaudvalget")
SETTING = Setting("Erhvervsudvalget", dt.date(2025, 6, 3), 12, BODIES)


def _find(text: str) -> list[ParsedReference]:
    found = find_references({"case_text": text}, SETTING)
    for row in found:
        assert text[row.passage.start : row.passage.end] == row.passage.words
    ends = [0, *(row.passage.end for row in found)]
    assert all(row.passage.start >= end for row, end in zip(found, ends, strict=False))
    return found


def _short(row: ParsedReference) -> str:
    """`kind | words | body | day.month.year | number`, from the right without what is empty."""
    date = ".".join(str(part) for part in (row.day, row.month, row.year) if part)
    body = row.body or (f"({row.body_nearby})" if row.body_nearby else "")
    fields = [row.kind.value, row.passage.words, body, date, str(row.number or "")]
    return " | ".join(fields).rstrip(" |")


def _read_table() -> Iterator[tuple[str, list[str]]]:
    text, wanted = "", list[str]()
    for line in (Path(__file__).parent / "references.txt").read_text().splitlines():
        line = line.replace("⏎", "\n").replace("⍽", "\u00a0")
        if line.startswith("  "):
            wanted.append(line.strip(" "))
        elif line and not line.startswith(("# ", "## ")):
            if text:
                yield text, wanted
            text, wanted = line, []
    yield text, wanted


TABLE = list(_read_table())


def test_the_table_holds_every_form_and_more_traps_than_a_few():
    kinds = {wanted.split(" | ")[0] for _, references in TABLE for wanted in references}
    assert kinds == set(ReferenceKind)
    assert sum(bool(references) for _, references in TABLE) >= 110
    assert sum(not references for _, references in TABLE) >= 40


@pytest.mark.parametrize(("text", "wanted"), TABLE, ids=lambda value: str(value)[:60])
def test_a_sentence_has_the_references_that_it_prints_and_no_others(text, wanted):
    assert [_short(found) for found in _find(text)] == wanted
