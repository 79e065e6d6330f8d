"""Reads PDF: by its tags where they cover the text, else by fonts and places on the page."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from types import MappingProxyType
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.pictures import Pictures
from cases.minutes.readers.pdf import ocr
from cases.minutes.readers.pdf.blocks import blocks_of
from cases.minutes.readers.pdf.bounds import check_expansion
from cases.minutes.readers.pdf.drawing import Drawing
from cases.minutes.readers.pdf.layout import read_lines
from cases.minutes.readers.pdf.links import links_of
from cases.minutes.readers.pdf.page import read_page
from cases.minutes.readers.pdf.pieces import Chunk
from cases.minutes.readers.pdf.running import drop_running
from cases.minutes.readers.pdf.structure import Structure, forget
from cases.minutes.readers.pdf.words import UNKNOWN
from cases.minutes.result import (
    BrokenDocument,
    Document,
    EmptyDocument,
    LockedDocument,
    MinutesError,
    ScannedDocument,
    SourceWarning,
    TooLarge,
    UnreadPictures,
)

# What pdfminer finds odd in a file it still reads is nothing that a clerk can act on.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

BROKEN = (
    "PDF-filen er gået i stykker og kan ikke læses til ende. Hent den igen fra kilden, eller gem "
    "referatet på ny som PDF."
)
_EMPTY = "PDF-filen har ingen tekst og ingen billeder. Vælg filen med referatet igen."
_LOCKED = (
    "PDF-filen er beskyttet med en adgangskode. Fjern adgangskoden, og vælg filen igen, eller bed "
    "om en fil uden."
)


@dataclass
class _Reading:
    """What has been read so far, page by page."""

    chunks: list[Chunk] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    scanned: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    letters: int = 0
    unknown: int = 0


def read(
    data: bytes, limits: Limits = DEFAULT_LIMITS, pictures: Pictures = MappingProxyType({})
) -> Document:
    """The blocks of a PDF, each with its page; `pictures` has the words of pages that are pictures.

    Raises LockedDocument, BrokenDocument, ScannedDocument, UnreadPictures, EmptyDocument, TooLarge
    or TooSlow.
    """
    try:
        return _read(data, limits, pictures)
    except MinutesError:
        raise
    except MemoryError as error:
        raise TooLarge(
            "PDF-filen kræver mere hukommelse, end portalen giver en fil. Del den i mindre filer."
        ) from error
    except Exception as error:  # a broken file can make the PDF library fail in any way
        raise BrokenDocument(BROKEN) from error


def _read(data: bytes, limits: Limits, pictures: Pictures) -> Document:
    deadline = time.monotonic() + limits.seconds
    check_expansion(data, limits)
    pdf = _open(data)
    count = _count_pages(pdf.doc, limits)
    reading = _Reading()
    structure = _structure(pdf.doc)
    drawing = Drawing(pdf.rsrcmgr, deadline)
    for number, page in enumerate(_pages(pdf.doc, count), start=1):
        _read_page(page, number, drawing, structure, reading)
        forget(pdf.doc)
    _check(reading, data, count)
    warnings = _read_scans(reading, pictures)
    chunks, telling = drop_running(reading.chunks, reading.heights)
    blocks = blocks_of([*telling, *chunks])
    if not blocks:
        raise EmptyDocument(_EMPTY)
    return Document("pdf", tuple(blocks), tuple(warnings))


def _open(data: bytes) -> PDF:
    try:
        return pdfplumber.open(BytesIO(data))
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise LockedDocument(_LOCKED) from error
        raise BrokenDocument(BROKEN) from error


def _count_pages(document: PDFDocument, limits: Limits) -> int:
    """How many pages there are.

    Raises TooLarge above the limit and BrokenDocument where half of the promised ones are gone.
    """
    count = sum(1 for _ in islice(PDFPage.create_pages(document), limits.pages + 1))
    if count > limits.pages:
        raise TooLarge(
            f"PDF-filen har mere end {limits.pages} sider, som er det meste, portalen tager imod. "
            "Del den i mindre filer."
        )
    root = resolve1(document.catalog.get("Pages"))
    promised = resolve1(root.get("Count")) if isinstance(root, dict) else None
    if count == 0 or (isinstance(promised, int) and promised > 2 * count):
        raise BrokenDocument(BROKEN)
    forget(document)
    return count


def _pages(document: PDFDocument, count: int) -> Iterator[PDFPage]:
    return islice(PDFPage.create_pages(document), count)


def _structure(document: PDFDocument) -> Structure | None:
    """The tags, or None where they are broken: then the layout has to do."""
    try:
        return Structure(document)
    except Exception:  # tags are written by many programs, in many wrong ways
        return None
    finally:
        forget(document)


def _read_page(
    page: PDFPage,
    number: int,
    drawing: Drawing,
    structure: Structure | None,
    reading: _Reading,
) -> None:
    try:
        drawing.draw(page)
        links = links_of(page, drawing.height)
        page_id = page.pageid if isinstance(page.pageid, int) else None
        chunks = read_page(drawing, number, page_id, structure, links)
    except MinutesError:
        raise
    except MemoryError:
        raise
    except Exception:  # one broken page among sound ones: counted, and named in a warning
        reading.broken.append(number)
        reading.heights[number] = 842.0
        return
    reading.heights[number] = drawing.height
    letters = len(drawing.glyphs) + len(drawing.turned)
    reading.letters += letters
    reading.unknown += sum(bool(UNKNOWN.match(glyph.text)) for glyph in drawing.glyphs)
    if _is_scan(drawing, letters):
        reading.scanned.append(number)
    elif not letters and _is_unreadable(page):
        reading.broken.append(number)
    reading.chunks += chunks


def _is_scan(drawing: Drawing, letters: int) -> bool:
    """Whether a page is a picture of text: little text of its own, and pictures all over it."""
    area = sum(width * height for width, height in drawing.pictures)
    covered = area > 0.4 * drawing.width * drawing.height
    return (letters < 120 and covered) or (not letters and drawing.shapes > 300)


def _is_unreadable(page: PDFPage) -> bool:
    """Whether a page without anything on it has a program that could not be unpacked."""
    for content in page.contents:
        stream: Any = resolve1(content)
        if stream.attrs.get("Length") and not stream.get_data():
            return True
    return False


def _check(reading: _Reading, data: bytes, count: int) -> None:
    """Refuse a file of which half cannot be read."""
    if 2 * len(reading.broken) >= count:
        raise BrokenDocument(BROKEN)
    if reading.unknown > 0.3 * max(1, reading.letters):
        raise BrokenDocument(
            "PDF-filens skrifttyper siger ikke, hvilke bogstaver de viser, så teksten kan ikke læses. "
            "Gem referatet på ny som PDF fra programmet, det er skrevet i."
        )
    if not reading.chunks and not reading.scanned:
        if not re.search(rb"%%EOF\s*$", data[-2048:]):
            raise BrokenDocument(BROKEN)
        raise EmptyDocument(_EMPTY)


def _read_scans(reading: _Reading, pictures: Pictures) -> list[SourceWarning]:
    """Put in the words of pages that are pictures, and say which they are; also those without words."""
    unread = [page for page in reading.scanned if page not in pictures]
    lacking = ocr.missing() if unread else None
    if unread and lacking is None:
        names = ", ".join(map(str, unread))
        raise UnreadPictures(
            f"Side {names} er billeder af tekst og er ikke læst. Vælg »Læs igen« for filen under "
            "importer.",
            unread,
        )
    read = {page: words for page in reading.scanned if (words := pictures.get(page)) is not None}
    typed = [chunk for chunk in reading.chunks if chunk.page not in read]
    if lacking and all(chunk.page in unread for chunk in typed) and not read:
        raise ScannedDocument(f"PDF-filen er indscannet: siderne er billeder af tekst. {lacking}")
    for page, words in read.items():
        typed += read_lines(ocr.lines_of(words), page)
    if reading.scanned and not typed:
        raise ScannedDocument(
            "PDF-filen er billeder, og der er ingen tekst at finde i dem. Bed om den oprindelige fil "
            "fra det program, referatet er skrevet i."
        )
    reading.chunks = sorted(typed, key=lambda chunk: chunk.page)
    failed = [page for page in reading.scanned if page in pictures and page not in read]
    told = (
        ("unreadable_pages", sorted([*reading.broken, *failed]), "kan ikke læses"),
        ("ocr", [*read], "er læst af en maskine ud fra billeder og skal kontrolleres"),
        ("scanned_pages", unread, f"er indscannede billeder og er ikke læst. {lacking}"),
    )
    return [_warning(code, pages, what) for code, pages, what in told if pages]


def _warning(code: str, pages: list[int], what: str) -> SourceWarning:
    names = ", ".join(map(str, pages))
    return SourceWarning(None, code, f"Side {names} {what}".rstrip(".") + ".")
