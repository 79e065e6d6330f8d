"""The text of attachments, page by page, and files that are made to do harm."""

import io
import zipfile

import pytest

from cases.minutes import file_types
from cases.minutes.file_text import read_pages
from cases.minutes.file_types import DOCX, HTML, PDF, PPTX, TEXT, XLSX, tell_type
from cases.minutes.limits import Limits
from cases.minutes.result import MinutesError
from tests.attachment_files import (
    DAY,
    PNG,
    make_docx,
    make_pdf,
    make_pptx,
    make_xlsx,
    make_zip,
    with_part,
)


def texts(data: bytes, kind: file_types.FileType) -> list[str]:
    return [page.text for page in read_pages(data, kind.media_type)]


def test_a_pdf_is_read_page_by_page_and_a_page_without_text_is_there_empty():
    data = make_pdf(["Budget for ældre\nanden linje", "", "Side tre"])
    assert texts(data, PDF) == ["Budget for ældre\nanden linje", "", "Side tre"]


def test_a_hyphen_at_a_line_end_stays_as_printed():
    data = make_pdf(["om børne-\nog ungeområdet"])
    assert texts(data, PDF) == ["om børne-\nog ungeområdet"]


def test_a_word_file_is_one_page_with_tabs_between_cells():
    data = make_docx(["Overskrift", "Et afsnit\tmed tab"], [["År", "Beløb"], ["2026", "5"]])
    assert texts(data, DOCX) == ["Overskrift\n\nEt afsnit\tmed tab\n\nÅr\tBeløb\n2026\t5"]


def test_word_notes_are_read_and_deleted_text_and_comments_are_not():
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {space}><w:body><w:p><w:r><w:t>Gælder</w:t></w:r>"
        "<w:del><w:r><w:delText>slettet</w:delText></w:r></w:del></w:p></w:body></w:document>"
    )
    notes = f"<w:footnotes {space}><w:p><w:r><w:t>En note</w:t></w:r></w:p></w:footnotes>"
    data = with_part(make_docx(["x"]), "word/document.xml", body.encode())
    data = with_part(data, "word/footnotes.xml", notes.encode())
    data = with_part(data, "word/comments.xml", notes.replace("En note", "intern").encode())
    assert texts(data, DOCX) == ["Gælder\n\nEn note"]


def test_each_visible_sheet_is_a_page_with_its_name_and_danish_numbers():
    data = make_xlsx(
        {"Budget": [["År", "Beløb"], [2026, 1234.5], [DAY, None]], "Løn": [["hemmelig"]]},
        hidden="Løn",
    )
    pages = read_pages(data, XLSX.media_type)
    assert [page.name for page in pages] == ["Budget"]
    assert pages[0].text == "År\tBeløb\n2026\t1234,5\n02-01-2026"


def test_slides_have_titles_texts_tables_and_notes():
    data = make_pptx([("Reformen", "Tre spor", "Husk pausen"), ("Tak", "", "")])
    assert texts(data, PPTX) == ["Reformen\n\nTre spor\n\nÅr\tBeløb\n\nNoter:\nHusk pausen", "Tak"]


def test_a_text_in_windows_1252_and_a_web_page_without_its_scripts():
    assert texts("Ældre på gaden".encode("cp1252"), TEXT) == ["Ældre på gaden"]
    page = (
        "<title>x</title><h1>Ny  skole</h1><p>En <b>to</b><br>tre<script>kode()</script>"
        "<table><tr><td>1<td>2</table>"
    )
    assert texts(page.encode(), HTML) == ["Ny skole\nEn to\ntre\n1\t2"]


def test_characters_that_no_database_keeps_are_left_out():
    assert texts(b"a\x00b\x07\r\nc \n\n\n\nd", TEXT) == ["ab\nc\n\nd"]


KINDS = [
    (make_pdf(["x"]), "x", PDF),
    (make_docx(["x"]), "x.pdf", DOCX),
    (make_xlsx({"a": [["x"]]}), "x", XLSX),
    (make_pptx([("x", "", "")]), "x", PPTX),
    (b"hej", "Referat 12.03", TEXT),
    (b"a;b", "tal.csv", TEXT),
    (b"<!doctype html><p>x", "side.html", HTML),
    (PNG, "kort.exe", file_types.TYPES["image/png"]),
    (make_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}), "x", file_types.ODT),
]


@pytest.mark.parametrize(("data", "name", "kind"), KINDS)
def test_the_bytes_tell_the_kind_whatever_the_name_says(data, name, kind):
    assert tell_type(io.BytesIO(data), name) == kind


REFUSED = [
    (b"MZ\x90\x00\x03" + bytes(200), "setup.exe", "Filtypen tages ikke imod"),
    (b"MZ\x90\x00\x03" + bytes(200), "kort.pdf", "Filtypen tages ikke imod"),
    (b"alert(1)", "kode.js", "Filer af typen .js tages ikke imod"),
    (b"#!/bin/sh\nrm", "kort.sh", "Filer af typen .sh tages ikke imod"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "kort.svg", "tages ikke imod"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "kort.txt", "tages ikke imod"),
    (b"<?xml version='1.0'?><a/>", "data", "XML-filer tages ikke imod"),
    (b"", "tom.txt", "Filen er tom"),
    (b"\xd0\xcf\x11\xe0" + bytes(600), "gammel.doc", "gammel udgave"),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "x.docx", "adgangskode"),
    (make_zip({"a.txt": b"x"}), "bilag.pdf", "ZIP-arkiv"),
    (make_docx(["x"])[:500], "x.docx", "gået i stykker"),
    (with_part(make_docx(["x"]), "word/vbaProject.bin", b"x"), "x.docm", "makroer"),
]


@pytest.mark.parametrize(("data", "name", "said"), REFUSED)
def test_what_is_not_taken_in_says_why(data, name, said):
    with pytest.raises(MinutesError, match=said):
        tell_type(io.BytesIO(data), name)


SMALL = Limits(
    pages=5, rows=100, expanded_bytes=3_000_000, part_bytes=1_000_000, text_bytes=200_000, files=50
)
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def locked_zip(data: bytes) -> bytes:
    """The archive with every file marked as encrypted."""
    marked = bytearray(data)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + flags] |= 1
            at = marked.find(signature, at + 4)
    return bytes(marked)


def far_cell() -> bytes:
    """A sheet with one cell in the last row and column that there is."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><sheetData>'
        + "".join(
            f'<row r="{row}"><c r="XFD{row}" t="inlineStr"><is><t>x</t></is></c></row>'
            for row in range(1, 400)
        )
        + "</sheetData></worksheet>"
    )
    return with_part(make_xlsx({"a": [["x"]]}), "xl/worksheets/sheet1.xml", sheet.encode())


HOSTILE = [
    ("a PDF with too many pages", make_pdf(["x"] * 6), PDF, "over 5 sider"),
    ("a locked PDF", make_pdf(["x"], password="kode"), PDF, "adgangskode"),  # noqa: S106
    ("half a PDF", make_pdf(["x"])[:300], PDF, "gået i stykker"),
    ("a PDF in name only", b"%PDF-1.7 og ikke mere", PDF, "gået i stykker"),
    ("half a Word file", make_docx(["x"])[:900], DOCX, "gået i stykker"),
    ("a locked Word file", locked_zip(make_docx(["x"])), DOCX, "adgangskode"),
    ("a Word file with entities", with_part(make_docx(["x"]), "word/document.xml", BOMB), DOCX,
     "overbelaste"),
    ("a sheet with entities in UTF-16",
     with_part(make_xlsx({"a": [["x"]]}), "xl/sharedStrings.xml", BOMB.decode().encode("utf-16")),
     XLSX, "overbelaste"),
    ("a Word file that unpacks to much", with_part(make_docx(["x"]), "word/media/a", bytes(4_000_000)),
     DOCX, "udpakket over 2 MB"),
    ("one endless part", with_part(make_docx(["x"]), "word/document.xml", b" " * 1_500_000), DOCX,
     "udpakket over 0 MB"),
    ("a part that is no XML", with_part(make_docx(["x"]), "word/document.xml", b"hej"), DOCX,
     "gået i stykker"),
    ("a list of too many files", make_zip({f"{'n' * 200}{n}": b"" for n in range(200)}), DOCX,
     "flere end 50 filer"),
    ("a sheet of too many rows", make_xlsx({"a": [[n] for n in range(101)]}), XLSX, "over 100 rækker"),
    ("slides in name only", make_zip({"[Content_Types].xml": b"<x/>", "ppt/a": b""}), PPTX,
     "gået i stykker"),
    ("a very long text", b"ord " * 60_000, TEXT, "millioner tegn"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind", "said"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_a_hostile_file_ends_with_a_reason(data, kind, said):
    with pytest.raises(MinutesError, match=said):
        read_pages(data, kind.media_type, SMALL)


def test_a_sheet_with_its_cells_at_the_far_end_is_bounded():
    with pytest.raises(MinutesError):
        read_pages(far_cell(), XLSX.media_type, SMALL)


def test_a_slow_file_is_given_up():
    with pytest.raises(MinutesError, match="blev stoppet"):
        read_pages(make_pdf(["x"]), PDF.media_type, Limits(seconds=-1))


def test_the_list_of_an_archive_is_measured_before_it_is_read():
    data = bytearray(make_zip({"a.txt": b"x"}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = (50_000_000).to_bytes(4, "little")
    with pytest.raises(MinutesError, match="flere end"):
        tell_type(io.BytesIO(bytes(data)), "x")
    assert zipfile.is_zipfile(io.BytesIO(make_zip({"a.txt": b"x"})))
