"""PDF files made for tests: drawn word by word, as programs without tags leave them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

LEFT, RIGHT = 60.0, A4[0] - 60


class Page:
    """Draws from the top down; `y` is where the next line stands."""

    def __init__(self, **options: Any) -> None:
        self.file = io.BytesIO()
        self.canvas = canvas.Canvas(self.file, pagesize=A4, **options)
        self.y = A4[1] - 80

    def text(
        self,
        text: str,
        *,
        bold: bool = False,
        size: float = 10,
        x: float = LEFT,
        right: float = RIGHT,
    ) -> None:
        """A paragraph, wrapped at the width, with space under it."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        for line in _wrapped(text, font, size, right - x):
            self.put(x, line, bold=bold, size=size)
            self.y -= 1.3 * size
        self.y -= 7

    def put(self, x: float, text: str, *, bold: bool = False, size: float = 10) -> None:
        """Words at a place on the present line."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.y, text)

    def row(self, places: Sequence[float], cells: Sequence[str]) -> None:
        """Words at places on a line, and on to the next line."""
        for x, cell in zip(places, cells, strict=True):
            self.put(x, cell)
        self.y -= 14

    def turn(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.y = A4[1] - 80

    def edge(self, head: str, foot: str) -> None:
        """A running head and a footer."""
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawString(LEFT, A4[1] - 40, head)
        self.canvas.drawRightString(RIGHT, 30, foot)

    def done(self) -> bytes:
        """The bytes of the file."""
        self.canvas.save()
        return self.file.getvalue()


def _wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, font, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def bare_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of the given objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), entries, data)


def one_page(
    content: bytes, resources: bytes = b"<</Font<</F1 5 0 R>>>>", more: Sequence[bytes] = ()
) -> bytes:
    """A PDF of one page with that content; objects in `more` are numbered from 6."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %b>>" % resources
    )
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return bare_pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, FONT, *more])
