"""Small files of every kind that attachments come in, made on the spot."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence


def make_pdf(pages: Sequence[str], *, password: str = "") -> bytes:
    """A PDF with these texts, a page each; a page without text gets a drawing."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(target, encrypt=lock, invariant=1)
    for page in pages:
        lines = canvas.beginText(60, 780)
        for line in page.splitlines():
            lines.textLine(line)
        canvas.drawText(lines)
        canvas.rect(50, 50, 500, 20)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def make_docx(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file with paragraphs, then a table."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    return _saved(document)


def make_xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: str = "") -> bytes:
    """A workbook with these sheets, one of them perhaps hidden."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    return _saved(book)


def make_pptx(slides: Sequence[tuple[str, str, str]]) -> bytes:
    """Slides with a title, a text and notes, and a table on the first."""
    import pptx

    show = pptx.Presentation()
    for number, (title, text, notes) in enumerate(slides):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        if number == 0:
            table = slide.shapes.add_table(1, 2, 0, 0, 914400, 914400).table
            table.cell(0, 0).text, table.cell(0, 1).text = "År", "Beløb"
    return _saved(show)


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """An archive with these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """An Office file with one of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    return make_zip({**parts, name: part})


def _saved(thing: object) -> bytes:
    target = io.BytesIO()
    thing.save(target)  # type: ignore[attr-defined]  # all three libraries have it
    return target.getvalue()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f"
    "00010501012718e3660000000049454e44ae426082"
)
BROKEN_PDF = b"%PDF-1.7 og ikke mere"
DAY = dt.date(2026, 1, 2)
