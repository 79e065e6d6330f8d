"""PDF files that are pictures of text: read where tesseract is, refused with what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cases.minutes.limits import Limits
from cases.minutes.parser import read_minutes
from cases.minutes.pictures import read_pictures
from cases.minutes.readers import read_document
from cases.minutes.readers.pdf import ocr
from cases.minutes.result import ScannedDocument, TooSlow, UnreadPictures
from tests.cases.minutes.readers.scans_made import LINES, scanned


@pytest.fixture
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("_tesseract")
def test_a_scan_is_read_and_says_that_a_machine_read_it():
    minutes = read_minutes(scanned())
    assert minutes.warnings[0].code == "ocr"
    assert "kontrolleres" in minutes.warnings[0].message
    assert (minutes.meeting.committee, minutes.items[0].title) == ("Havneudvalget", "Nyt bolværk")
    assert minutes.items[0].sections["case"] == " ".join(LINES)
    assert minutes.items[0].decision is not None


@pytest.mark.usefixtures("_tesseract")
def test_pages_with_text_of_their_own_are_not_read_by_machine():
    data = scanned(typed=True)
    with pytest.raises(UnreadPictures) as unread:
        read_document(data)
    assert unread.value.pages == (2,)
    document = read_document(data, pictures=dict(read_pictures(data, unread.value.pages)))
    assert "Side 2 er læst af en maskine" in document.warnings[0].message
    assert [block.page for block in document.blocks if block.text.startswith("Punkt")] == [1, 2]


@pytest.mark.usefixtures("_tesseract")
def test_what_was_read_once_gives_the_same_again_without_the_program(monkeypatch, tmp_path):
    data = scanned()
    pictures = dict(read_pictures(data, [1]))
    first = read_document(data, pictures=pictures)
    monkeypatch.setenv("PATH", str(tmp_path))
    stored = json.loads(json.dumps([*pictures.items()]))
    assert read_document(data, pictures=dict(stored)) == first


@pytest.mark.usefixtures("_tesseract")
def test_each_page_has_its_own_time_and_all_of_them_an_end():
    data = scanned()
    (found,) = read_pictures(data, [1], Limits(seconds=0.2))
    assert found == (1, None), "the page is given up, not the file"
    with pytest.raises(TooSlow, match="læse filens billeder"):
        list(read_pictures(data, [1], Limits(ocr_seconds=0)))


def test_a_page_that_the_program_fails_on_is_named():
    document = read_document(scanned(typed=True), pictures={2: None})
    (warning,) = document.warnings
    assert (warning.code, warning.message) == ("unreadable_pages", "Side 2 kan ikke læses.")


@pytest.mark.usefixtures("_nothing_installed")
def test_without_the_program_a_scan_is_refused_with_what_is_missing():
    with pytest.raises(ScannedDocument, match=r"tesseract-ocr-dan.*oprindelige fil"):
        read_document(scanned())


@pytest.mark.usefixtures("_nothing_installed")
def test_without_the_program_scanned_pages_among_others_are_named():
    document = read_document(scanned(typed=True))
    (warning,) = document.warnings
    assert warning.code == "scanned_pages"
    assert warning.message.startswith("Side 2 er indscannede billeder")


def test_a_program_without_danish_is_not_used(tmp_path, monkeypatch):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    lacking = ocr.missing()
    assert lacking is not None
    assert "dansk" in lacking
