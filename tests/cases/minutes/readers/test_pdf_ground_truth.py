"""The five real minutes, printed as PDF and read back, field by field against the truth."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cases.minutes.as_json import as_json
from cases.minutes.parser import read_minutes
from cases.minutes.result import ParsedMinutes
from tests.cases.minutes.test_ground_truth import (
    FILES,
    _all_words,
    _read_fields,
    _true_fields,
    _words,
)
from tests.rendered import LOST_ADDRESS, marked_columns, pdf_of

# Reading without tags is measured on the two with most tables and most kinds of heading.
UNTAGGED = FILES[:2]
RUNNING = "Beskæftigelsesudvalget REFERAT"


@pytest.fixture(scope="session")
def printed(minutes_dir: Path) -> dict[tuple[str, bool], bytes]:
    """Each file as a tagged PDF, some also without tags."""
    texts = {name: (minutes_dir / name).read_text() for name in FILES}
    wanted = [(name, True) for name in FILES] + [(name, False) for name in UNTAGGED]
    return {(n, tagged): pdf_of(texts[n], RUNNING, tagged=tagged) for n, tagged in wanted}


@pytest.fixture(scope="module")
def read(printed: dict[tuple[str, bool], bytes]) -> dict[tuple[str, bool], ParsedMinutes]:
    """What is read in each of them."""
    return {which: read_minutes(data) for which, data in printed.items()}


def wanted_fields(item: dict[str, Any]) -> dict[str, Any]:
    """What stands in the truth, with what the printed page adds: addresses and places of marks."""
    fields = _true_fields(item)
    fields["links"] = [(text, LOST_ADDRESS) for text, _ in fields["links"]]
    fields["columns_known"] = True  # also of a row without a mark: a table keeps its marks
    fields["marks"] = marked_columns(fields["columns"], fields["mark_count"])
    del fields["line"]
    return fields


def found_fields(item: dict[str, Any]) -> dict[str, Any]:
    fields = {**_read_fields(item), "marks": item["communication"]["marks"]}
    del fields["line"]
    return fields


def test_nearly_every_field_is_read_as_in_the_truth(read, minutes_dir):
    truth = json.loads((minutes_dir / "ground_truth.json").read_text())["files"]
    misses, count = [], 0
    for (name, tagged), minutes in read.items():
        wanted = next(file for file in truth if file["file"] == name)
        told = as_json(minutes)
        assert len(told["items"]) == len(wanted["items"])
        pairs = [
            (found_fields(i), wanted_fields(w))
            for i, w in zip(told["items"], wanted["items"], strict=True)
        ]
        head = ("committee", "date", "start_time", "location")
        pairs.append(
            ({f: told["meeting"][f] for f in head}, {f: wanted["meeting"][f] for f in head})
        )
        for found, true in pairs:
            count += len(true)
            misses += [(name, tagged, key, found[key]) for key in true if found[key] != true[key]]
    assert count > 1_000
    assert len(misses) <= 0.01 * count, misses
    assert misses == []  # what is lost besides that is to be known, and named here


@pytest.mark.parametrize("name", FILES)
def test_the_words_of_the_page_are_those_of_the_text(name, read, minutes_dir):
    source = read_minutes((minutes_dir / name).read_bytes())
    found, wanted = _all_words(read[name, True]), _all_words(source)
    # The addresses are new; a hyphen at the end of a line inside a narrow cell divides a word.
    addresses = Counter(_words(LOST_ADDRESS))
    added = Counter(w for w in (found - wanted).elements() if w not in addresses)
    lost = wanted - found
    assert sorted("".join(added.elements())) == sorted("".join(lost.elements()))
    assert sum(lost.values()) <= 12


def test_every_block_names_its_page_and_a_line_of_its_own(printed):
    from cases.minutes.readers import read_document

    blocks = read_document(printed[FILES[4], True]).blocks
    assert [block.line for block in blocks] == list(range(1, len(blocks) + 1))
    pages = [block.page for block in blocks]
    assert all(pages)
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert not any("Side " in block.text and " af " in block.text for block in blocks)
    assert not any(RUNNING in block.text for block in blocks)
