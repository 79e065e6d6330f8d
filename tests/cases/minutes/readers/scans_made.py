"""PDF files made for tests: pages of minutes as a scanner would see them."""

from __future__ import annotations

import io

from reportlab.lib.utils import ImageReader

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
