"""PDF files that are locked, broken, empty or made to do harm: a clear refusal, and soon."""

from __future__ import annotations

import random
import time
import zlib
from dataclasses import replace

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from cases.minutes.limits import DEFAULT_LIMITS
from cases.minutes.readers import read_document
from cases.minutes.result import (
    BrokenDocument,
    EmptyDocument,
    LockedDocument,
    MinutesError,
    TooLarge,
)
from tests.cases.minutes.readers.pdf_made import FONT, Page, bare_pdf, one_page, stream

FLATE = b"/Filter/FlateDecode"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def whole(**options: object) -> bytes:
    page = Page(**options)
    for number in range(1, 13):
        page.text(f"Punkt {number}: Bolværk", bold=True, size=13)
        page.text("Beslutning", bold=True)
        page.text("Godkendt.")
        page.turn()
    return page.done()


def packed(data: bytes) -> bytes:
    return stream(zlib.compress(data, 9), FLATE)


def form(content: bytes, resources: bytes) -> bytes:
    return stream(content, b"/Subtype/Form/BBox[0 0 9 9]/Resources<<%b>>" % resources)


def laughs() -> bytes:
    """Forms that each draw the next one twelve times, twelve deep."""
    forms = [form(b"/X Do " * 12, b"/XObject<</X %d 0 R>>" % (7 + n)) for n in range(12)]
    last = form(b"BT /F1 5 Tf (x) Tj ET", b"/Font<</F1 5 0 R>>")
    return one_page(packed(b"/X Do"), b"<</XObject<</X 6 0 R>>>>", [*forms, last])


def bent() -> bytes:
    data = bytearray(whole())
    chance = random.Random(2)  # noqa: S311 (the same broken file on each run)
    for _ in range(400):
        data[chance.randrange(20, len(data))] = chance.randrange(256)
    return bytes(data)


def looped_pages() -> bytes:
    return bare_pdf([CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>"])


def deep_pages() -> bytes:
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(3000)]
    return bare_pdf([CATALOGUE, *nodes, b"<</Type/Page/MediaBox[0 0 595 842]>>"])


def many_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 2103))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * 2100
    return bare_pdf([CATALOGUE, b"<</Type/Pages/Kids[%b]/Count 2100>>" % kids, *pages])


REFUSED = {
    "a password": (lambda: whole(encrypt=StandardEncryption("lukket", "ejer")), LockedDocument),
    "a header alone": (lambda: b"%PDF-1.7\n%\xe2\xe3", BrokenDocument),
    "the first half": (lambda: whole()[: len(whole()) // 2], BrokenDocument),
    "all but the end": (lambda: whole()[:-300], BrokenDocument),
    "bent bytes": (bent, BrokenDocument),
    "text that cannot be unpacked": (
        lambda: one_page(stream(b"\x78\x9c" + bytes(range(9, 250)) * 9, FLATE)),
        BrokenDocument,
    ),
    "pages that hold themselves": (looped_pages, BrokenDocument),
    "pages in pages without end": (deep_pages, BrokenDocument),
    "no pages": (
        lambda: bare_pdf([CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"]),
        BrokenDocument,
    ),
    "more pages than the limit": (many_pages, TooLarge),
    "a blank page": (lambda: one_page(packed(b"q Q")), EmptyDocument),
    "text that unpacks without end": (lambda: one_page(packed(b" " * (330 << 20))), TooLarge),
    "a page of a million letters": (
        lambda: one_page(packed(b"BT /F1 1 Tf 9 9 Td (" + b"abc " * 60_000 + b") Tj ET")),
        TooLarge,
    ),
    "a page of saved states": (lambda: one_page(packed(b"q\n" * 90_000)), TooLarge),
    "a drawing of 100 MB": (lambda: one_page(packed(b"0 0 9 9 re f\n" * 900_000)), BrokenDocument),
    "forms in forms": (laughs, TooLarge),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_sentence_and_within_seconds(case):
    make, error = REFUSED[case]
    data = make()
    start = time.monotonic()
    with pytest.raises(error) as refused:
        read_document(data)
    assert str(refused.value).endswith(".")
    assert time.monotonic() - start < 20


def test_a_form_that_draws_itself_and_tags_that_hold_themselves_come_to_an_end():
    own = form(b"/X Do BT /F1 9 Tf (Punkt 1: Kaj) Tj ET", b"/XObject<</X 6 0 R>>/Font<</F1 5 0 R>>")
    drawn = one_page(packed(b"/X Do"), b"<</XObject<</X 6 0 R>>>>", [own])
    tagged = bare_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>",
            packed(b"/P<</MCID 0>>BDC BT /F1 12 Tf 9 700 Td (Punkt 1: Kaj) Tj ET EMC"),
            FONT,
            b"<</Type/StructTreeRoot/K 7 0 R/RoleMap<</P/Q/Q/P>>>>",
            b"<</S/P/K[7 0 R 7 0 R 0]/Pg 3 0 R>>",
        ]
    )
    for data in (drawn, tagged):
        assert [block.text for block in read_document(data).blocks] == ["Punkt 1: Kaj"]


@pytest.mark.parametrize("strength", [40, 128])
def test_a_file_locked_against_printing_alone_is_read(strength):
    locked = whole(encrypt=StandardEncryption("", "ejer", strength=strength))
    assert read_document(locked).blocks[0].text == "Punkt 1: Bolværk"


def test_one_broken_page_among_sound_ones_is_named():
    data = whole(pageCompression=1)
    place = data.index(b"stream\n", data.index(b"/Contents 1")) + 7
    broken = data[:place] + b"!" * 40 + data[place + 40 :]
    try:
        document = read_document(broken)
    except MinutesError as error:
        pytest.fail(f"refused: {error}")
    (warning,) = document.warnings
    assert warning.code == "unreadable_pages"


def test_the_limits_are_those_it_is_given():
    with pytest.raises(TooLarge, match="mere end 3 sider"):
        read_document(whole(), replace(DEFAULT_LIMITS, pages=3))
    with pytest.raises(TooLarge, match="pakker ud"):
        read_document(whole(pageCompression=1), replace(DEFAULT_LIMITS, expanded_bytes=100))
