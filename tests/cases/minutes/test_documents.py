"""Whole documents in many layouts, each a folder with what it must be read as.

An expectation names only the fields it is sure of. A new folder in tests/documents is a new test.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from cases.minutes.as_json import as_json
from cases.minutes.parser import read_minutes
from cases.minutes.result import MinutesError

DOCUMENTS = Path(__file__).resolve().parents[2] / "documents"
ACCEPTED = sorted(path.parent for path in DOCUMENTS.glob("*/expected.json"))
REFUSED = sorted(path for path in (DOCUMENTS / "refused").glob("*") if path.name != "README.md")
ABOUT_SECTIONS = {"section_contains", "section_lacks"}
ABOUT_DOCUMENT = {"item_count", "warning_codes_include", "warning_codes_exclude"}


def read(folder: Path) -> dict[str, Any]:
    document = next(path for path in folder.iterdir() if path.stem == "input")
    return as_json(read_minutes(document.read_bytes()))


def named_in(wanted: Any, found: Any) -> Any:
    """`found`, cut down to the keys that `wanted` names, so that both can be compared whole."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        keys = wanted.keys() - ABOUT_SECTIONS - ABOUT_DOCUMENT
        return {key: named_in(wanted[key], found.get(key)) for key in keys}
    if isinstance(wanted, list) and isinstance(found, list):
        cut = [named_in(w, f) for w, f in zip(wanted, found, strict=False)]
        return cut + found[len(wanted) :]
    return found


@pytest.mark.parametrize("folder", ACCEPTED, ids=lambda folder: folder.name)
def test_a_document_is_read_as_expected(folder):
    wanted, found = json.loads((folder / "expected.json").read_text()), read(folder)
    bare = json.loads(json.dumps(wanted))
    for item in bare["items"]:
        for key in ABOUT_SECTIONS & item.keys():
            del item[key]
    for key in ABOUT_DOCUMENT & bare.keys():
        del bare[key]
    assert named_in(wanted, found) == bare
    assert len(found["items"]) == wanted["item_count"]


@pytest.mark.parametrize("folder", ACCEPTED, ids=lambda folder: folder.name)
def test_texts_stand_in_their_sections(folder):
    wanted, found = json.loads((folder / "expected.json").read_text()), read(folder)
    for want, item in zip(wanted["items"], found["items"], strict=True):
        for section, phrases in want.get("section_contains", {}).items():
            missing = [p for p in phrases if p not in item["sections"].get(section, "")]
            assert missing == []
        for section, phrases in want.get("section_lacks", {}).items():
            astray = [p for p in phrases if p in item["sections"].get(section, "")]
            assert astray == []


@pytest.mark.parametrize("folder", ACCEPTED, ids=lambda folder: folder.name)
def test_warnings_are_due_and_only_those(folder):
    wanted, found = json.loads((folder / "expected.json").read_text()), read(folder)
    codes = {warning["code"] for warning in found["warnings"]}
    assert set(wanted.get("warning_codes_include", [])) <= codes
    assert not set(wanted.get("warning_codes_exclude", [])) & codes


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_a_file_that_is_no_minutes_is_refused(path):
    with pytest.raises(MinutesError) as refused:
        read_minutes(path.read_bytes())
    assert str(refused.value).endswith((".", "?"))
