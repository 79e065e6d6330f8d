"""Whole documents in many layouts and formats, each a folder with what it must be read as.

A new folder in tests/documents is a new test; tests/golden/expectations.py says what stands in it.
"""

import json
from functools import cache

import pytest

from cases.minutes.parser import read_minutes
from cases.minutes.result import MinutesError
from tests.golden.expectations import (
    ABOUT_DOCUMENT,
    ABOUT_SECTIONS,
    DOCUMENTS,
    folders,
    inputs,
    named_in,
    read,
    renewed,
    wanted,
)

ACCEPTED = [
    pytest.param(document, id=f"{folder.name}-{document.name}")
    for folder in folders()
    for document in inputs(folder)
]
read_once = cache(read)
REFUSED = sorted(path for path in (DOCUMENTS / "refused").glob("*") if path.name != "README.md")


@pytest.mark.parametrize("document", ACCEPTED)
def test_a_document_is_read_as_expected(document):
    expected, found = wanted(document), read_once(document)
    bare = json.loads(json.dumps(expected))
    for item in bare["items"]:
        for key in ABOUT_SECTIONS & item.keys():
            del item[key]
    for key in ABOUT_DOCUMENT & bare.keys():
        del bare[key]
    assert named_in(expected, found) == bare
    assert len(found["items"]) == expected["item_count"]


@pytest.mark.parametrize("document", ACCEPTED)
def test_texts_stand_in_their_sections(document):
    expected, found = wanted(document), read_once(document)
    for want, item in zip(expected["items"], found["items"], strict=True):
        for section, phrases in want.get("section_contains", {}).items():
            missing = [p for p in phrases if p not in item["sections"].get(section, "")]
            assert missing == []
        for section, phrases in want.get("section_lacks", {}).items():
            astray = [p for p in phrases if p in item["sections"].get(section, "")]
            assert astray == []


@pytest.mark.parametrize("document", ACCEPTED)
def test_warnings_are_due_and_only_those(document):
    expected, found = wanted(document), read_once(document)
    codes = {warning["code"] for warning in found["warnings"]}
    assert set(expected.get("warning_codes_include", [])) <= codes
    assert not set(expected.get("warning_codes_exclude", [])) & codes


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_a_file_that_is_no_minutes_is_refused(path):
    with pytest.raises(MinutesError) as refused:
        read_minutes(path.read_bytes())
    assert str(refused.value).endswith((".", "?"))


def test_the_same_minutes_stand_in_every_format():
    formats = {document.name for document in inputs(DOCUMENTS / "every_format")}
    names = ["tagged.pdf", "untagged.pdf", "docx", "html", "md", "txt", "xml"]
    assert {name.partition("input")[2].lstrip(".-") for name in formats} == set(names)


def test_renewing_keeps_the_partial_shape_of_an_expectation():
    before = {"meeting": {"date": None}, "items": [{"title": "Før", "section_contains": {}}]}
    found = {
        "meeting": {"date": "2025-03-04", "committee": "Teknisk Udvalg"},
        "items": [{"title": "Nu", "number": 1}, {"title": "Ny", "number": 2}],
    }
    assert renewed(before, found) == {
        "meeting": {"date": "2025-03-04"},
        "items": [{"title": "Nu", "section_contains": {}}, {"title": "Ny", "section_contains": {}}],
    }
