"""Minutes in text made into Word files and web pages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

import docx
from docx.enum.text import WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from cases.minutes import patterns
from tests.rendered import Part, parts_of

LOST = "#"


# --- Word ------------------------------------------------------------------------------------------

_STYLES = {
    "title": "Title", "contents-heading": "Heading 1", "item": "Heading 1", "section": "Heading 2",
    "heading": "Heading 3",
}  # fmt: skip


def docx_of(text: str, running: str, *, styled: bool) -> bytes:
    """The minutes in `text` as a Word file, with heading styles or with bold lines."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = running
    document.sections[0].footer.paragraphs[0].text = "Side 1 af 9"
    for kind, group in groupby(parts_of(text), key=lambda part: part.kind):
        same = list(group)
        if kind == "row":
            _add_table(document, [part.cells for part in same])
            continue
        for part in same:
            _add_part(document, part, styled=styled)
        if kind == "contents":
            document.add_page_break()
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_part(document: Any, part: Part, *, styled: bool) -> None:
    if part.kind == "routing":
        half = len(part.cells) // 2
        _add_table(document, [part.cells[:half], part.cells[half:]])
    elif part.kind == "contents":
        title, page = part.cells
        paragraph = document.add_paragraph(
            f"{title}\t{page}" if styled else f"{title}.....\t{page}"
        )
        if styled:
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Cm(15), leader=WD_TAB_LEADER.DOTS)
    elif part.kind == "bullet":
        style = "List Bullet" if part.level == 1 else f"List Bullet {part.level}"
        _add_inline(document.add_paragraph(style=style), part.text)
    elif part.kind in _STYLES and styled:
        document.add_paragraph(part.text, style=_STYLES[part.kind])
    elif part.kind in _STYLES:
        document.add_paragraph().add_run(part.text).bold = True
    else:
        _add_inline(document.add_paragraph(), part.text)


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=False):
            _add_inline(cell.paragraphs[0], words)


def _add_inline(paragraph: Any, text: str) -> None:
    """Text with the bold words and links of Markdown."""
    for part in re.split(r"(\*\*.+?\*\*|\[(?:\\.|[^\[\]\\])+\]\([^()\s]*\))", text):
        link = patterns.LINK.fullmatch(part)
        if link:
            _add_link(paragraph, re.sub(r"\\(.)", r"\1", link["text"]), link["href"] or LOST)
        elif part.startswith("**") and len(part) > 4:
            paragraph.add_run(part[2:-2]).bold = True
        elif part:
            paragraph.add_run(part)


def _add_link(paragraph: Any, words: str, href: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, kind, is_external=True))
    link.append(paragraph.add_run(words)._r)
    paragraph._p.append(link)


# --- A web page ------------------------------------------------------------------------------------


def page_of(text: str) -> bytes:
    """The minutes in `text` as a page of a municipality's site, with menus around them."""
    body = "\n".join(_html_parts(parts_of(text)))
    return (
        '<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Referat</title></head>'
        '<body><a class="skip" href="#m">Spring til indhold</a><header><a href="/">Kommunen</a>'
        "<nav><ul><li><a href='/'>Forside</a></li><li>Politik</li></ul></nav></header>"
        f'<div class="content" id="m">{body}</div><footer>Torvet 1</footer></body></html>'
    ).encode()


def _html_parts(parts: Sequence[Part]) -> Iterator[str]:
    for kind, group in groupby(parts, key=lambda part: part.kind):
        same = list(group)
        if kind == "row":
            rows = "".join(f"<tr>{_cells(part.cells)}</tr>" for part in same)
            yield f"<table>{rows}</table>"
        elif kind == "bullet":
            yield _bullets(same)
        else:
            yield "".join(map(_html_part, same))


def _html_part(part: Part) -> str:
    names = {
        "title": "h1",
        "contents-heading": "h2",
        "item": "h2",
        "section": "h3",
        "heading": "h4",
    }
    if part.kind == "routing":
        half = len(part.cells) // 2
        rows = (_cells(part.cells[:half]), _cells(part.cells[half:]))
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    if part.kind == "contents":
        title, page = part.cells
        return f"<p>{_inline(title)}..... {page}</p>"
    name = names.get(part.kind, "p")
    return f"<{name}>{_inline(part.text)}</{name}>"


def _bullets(parts: Sequence[Part]) -> str:
    out, depth = "", 0
    for part in parts:
        while depth < part.level:
            out, depth = out + "<ul>", depth + 1
        while depth > part.level:
            out, depth = out + "</ul>", depth - 1
        out += f"<li>{_inline(part.text)}</li>"
    return out + "</ul>" * depth


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"<td>{_inline(cell)}</td>" for cell in cells)


def _inline(text: str) -> str:
    escaped = html.escape(text, quote=False)
    linked = patterns.LINK.sub(
        lambda m: f'<a href="{m["href"] or LOST}">' + re.sub(r"\\(.)", r"\1", m["text"]) + "</a>",
        escaped,
    )
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", linked)
