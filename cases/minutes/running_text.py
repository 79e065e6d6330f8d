"""Running text of Word files, slides and web pages, read piece by piece so that memory stays flat."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# The parts of a Word file that a reader sees, in the order they are read. Comments are not among them.
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_UNSEEN = {"script", "style", "head", "template", "noscript", "svg", "iframe", "object"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tr", "ul",
}  # fmt: skip


def word_text(archive: zipfile.ZipFile, spend: Callable[[int], None]) -> str:
    """A Word file's text: a line for each paragraph, cells with tabs between, then its notes."""
    parts = []
    for name in _PARTS:
        if name in archive.namelist():
            with archive.open(name) as part:
                parts.append(_word_part(part, spend))
    return "\n\n".join(filter(None, parts))


def _word_part(part: Any, spend: Callable[[int], None]) -> str:
    pieces: list[str] = []
    skipped, cells = 0, 0
    events = etree.iterparse(
        part, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False
    )
    for event, element in events:
        tag = element.tag
        if tag == _FALLBACK:  # the same drawing once more, for old programs
            skipped += 1 if event == "start" else -1
        if event == "start":
            cells += tag == f"{_W}tc"
            continue
        if not skipped:
            pieces.append(piece := _word_piece(element, in_cell=cells > 0))
            spend(len(piece))
        cells -= tag == f"{_W}tc"
        if tag in (f"{_W}p", f"{_W}tr"):
            element.clear(keep_tail=False)
    return "".join(pieces).replace(" \t", "\t")


def _word_piece(element: Any, *, in_cell: bool) -> str:
    match element.tag.removeprefix(_W) if isinstance(element.tag, str) else "":
        case "t":
            return element.text or ""
        case "tab":
            return "" if element.getparent().tag == f"{_W}tabs" else "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "p":
            return " " if in_cell else "\n\n"
        case "tc":
            return "\t"
        case "tr":
            return "\n"
        case "tbl":
            return "\n"
    return ""


def slide_texts(stream: BytesIO) -> Iterator[str]:
    """The text of each slide in order: its shapes, its tables, and the speaker's notes."""
    from pptx import Presentation

    for slide in Presentation(stream).slides:
        texts = list(_shape_texts(slide.shapes))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            notes = slide.notes_slide.notes_text_frame.text.strip()
            texts += [f"Noter:\n{notes}"] if notes else []
        yield "\n\n".join(filter(None, texts))


def _shape_texts(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if getattr(shape, "shapes", None) is not None:
            yield from _shape_texts(shape.shapes)
        elif getattr(shape, "has_table", False):
            yield "\n".join(
                "\t".join(" ".join(cell.text.split()) for cell in row.cells)
                for row in shape.table.rows
            )
        elif shape.has_text_frame:
            yield shape.text_frame.text.strip()


def page_text(source: str) -> str:
    """What a reader of a web page sees, a line for each block."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    root = etree.fromstring(source.encode(errors="replace"), parser)
    if root is None:
        return ""
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            hidden += tag in _UNSEEN
            words = element.text
        else:
            hidden -= tag in _UNSEEN
            words = element.tail
        if tag in _BLOCKS:
            pieces.append("\n")
        elif tag in ("td", "th") and event == "end":
            pieces.append("\t")
        if words and not hidden:
            pieces.append(_spaced(words))
    lines = (line.strip(" ").rstrip("\t ") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _spaced(words: str) -> str:
    """Words with single spaces, and one at an end where there was any."""
    inner = " ".join(words.split())
    return (
        (" " if words[:1].isspace() else "")
        + inner
        + (" " if inner and words[-1:].isspace() else "")
    )
