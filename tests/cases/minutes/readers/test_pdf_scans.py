"""PDF files that are pictures of text: read where tesseract is, refused with what is missing."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader

from cases.minutes.parser import parse_minutes
from cases.minutes.readers import read_document
from cases.minutes.readers.pdf import ocr
from cases.minutes.result import ScannedDocument
from tests.cases.minutes.readers.pdf_made import Page

LINES = (
    "Forvaltningen har gennemgået stierne ved Ærø Strand og fundet otte steder, hvor",
    "belægningen er slidt ned. Beboerne har bedt om, at arbejdet udføres i foråret.",
)


def picture() -> ImageReader:
    """A page of minutes, as a scanner would see it."""
    import pypdfium2

    page = Page()
    page.text("REFERAT Havneudvalget d. 04-03-2025", bold=True, size=16)
    page.text("Punkt 1: Nyt bolværk", bold=True, size=14)
    for line in LINES:
        page.put(60, line, size=11)
        page.y -= 15
    page.y -= 10
    page.text("Beslutning", bold=True, size=12)
    page.text("Indstillingen er tiltrådt.", size=11)
    image = pypdfium2.PdfDocument(page.done())[0].render(scale=2, grayscale=True).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    return ImageReader(out)


def scanned(*, typed: bool = False) -> bytes:
    page = Page()
    if typed:
        page.text("Punkt 2: Pumper ved slusen", bold=True, size=14)
        page.text("Skrevet tekst, som ingen maskine skal gætte. " * 4)
        page.turn()
    page.canvas.drawImage(picture(), 0, 0, 595, 842)
    page.turn()
    return page.done()


@pytest.fixture
def _tesseract() -> None:
    """Skipped without tesseract and its Danish, but a failure in CI."""
    lacking = ocr.missing()
    if lacking is not None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"tesseract with Danish is not here: {lacking}")
        pytest.skip("tesseract with Danish is not installed")


@pytest.fixture
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("_tesseract")
def test_a_scan_is_read_and_says_that_a_machine_read_it():
    document = read_document(scanned())
    minutes = parse_minutes(document)
    assert [warning.code for warning in document.warnings] == ["ocr"]
    assert "kontrolleres" in document.warnings[0].message
    assert (minutes.meeting.committee, minutes.items[0].title) == ("Havneudvalget", "Nyt bolværk")
    assert minutes.items[0].sections["case"] == " ".join(LINES)
    assert minutes.items[0].decision is not None


@pytest.mark.usefixtures("_tesseract")
def test_pages_with_text_of_their_own_are_not_read_by_machine():
    document = read_document(scanned(typed=True))
    assert "Side 2 er læst af en maskine" in document.warnings[0].message
    assert [block.page for block in document.blocks if block.text.startswith("Punkt")] == [1, 2]


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
