"""Where on a page links lead out of the document."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

_MAX_LINKS = 500


def links_of(page: PDFPage, height: float) -> list[tuple[float, float, float, float, str]]:
    """The area of each link to a web address, y downwards. A broken one is passed over."""
    annotations = resolve1(page.annots)
    if not isinstance(annotations, list) or page.rotate:
        return []
    links = []
    for annotation in annotations[:_MAX_LINKS]:
        try:
            link = _link(resolve1(annotation), page, height)
        except (TypeError, ValueError, AttributeError, KeyError):
            continue
        if link is not None:
            links.append(link)
    return links


def _link(
    annotation: Any, page: PDFPage, height: float
) -> tuple[float, float, float, float, str] | None:
    action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
    raw = resolve1(action.get("URI")) if isinstance(action, dict) else None
    if not isinstance(raw, bytes):
        return None
    address = raw.decode("utf-8", errors="replace").strip("\x00 ")
    if urlsplit(address).scheme.casefold() not in ("http", "https"):
        return None
    x0, y0, x1, y1 = (float(resolve1(value)) for value in resolve1(annotation["Rect"]))
    left, low = page.mediabox[0], page.mediabox[1]
    (x0, x1), (y0, y1) = sorted((x0 - left, x1 - left)), sorted((y0 - low, y1 - low))
    # Blanks and brackets would end the address inside a Markdown link.
    return x0, height - y1, x1, height - y0, quote(address, safe="%:/?#[]@!$&'*+,;=~-._")
