"""Reads web pages: as published, as a browser saved them, and as Word and Google Docs write them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from cases.minutes import danish
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers.encoding import decode
from cases.minutes.readers.html_lines import Page, Walk
from cases.minutes.readers.html_noise import dropped_parts, main_part
from cases.minutes.readers.html_order import in_reading_order
from cases.minutes.result import Block, BlockKind, BrokenDocument, Document, TooLarge

# A page of minutes has some ten thousand tags; each costs about 200 bytes once it is parsed.
_TAGS = 500_000
_PAGE = re.compile(r"<(?:body|html|main)\b", re.IGNORECASE)
# Pictures that a browser saved inside the page: src="data:image/png;base64,iVBORw0K…"
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{1,100};base64,[A-Za-z0-9+/=%]*")
# <meta charset="iso-8859-15"> · <meta http-equiv=Content-Type content="text/html; charset=x">
_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# Control characters, and numeric references to them, have no place in a text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_INLINE_TAG = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|big|small|a|center)\b[^<>]{0,2000}>", re.IGNORECASE
)


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Blocks of a web page, without what belongs to the site. `line` counts lines of its text."""
    data = _EMBEDDED.sub(b"data:", data)
    limits.check_text(len(data))
    text, encoding, warnings = decode(data)
    named = _CHARSET.search(data[:4096])
    if encoding == "windows-1252" and named:
        text = _as_named(data, named[1].decode("ascii"), text)
    return Document("html", tuple(blocks_of(text)), tuple(warnings))


def _as_named(data: bytes, charset: str, text: str) -> str:
    """The text in the encoding that the page names; what a page calls Latin-1 is Windows-1252."""
    try:
        name = codecs.lookup(charset).name
        if name in ("iso8859-1", "utf-8", "ascii"):
            return text
        return data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return text


def blocks_of(html: str, *, first_line: int = 1) -> list[Block]:
    """Blocks of a page or a fragment of HTML; `line` counts its lines of text from `first_line`.

    Raises TooLarge or BrokenDocument.
    """
    return blocks_from(lines_of(html), first_line)


def lines_of(html: str) -> list[Block]:
    """Every line of a page or fragment as it stands there, also those without text."""
    root = _parsed(html)
    if root is None:
        return []
    is_page = bool(_PAGE.search(html))
    page = Page.of(root, dropped_parts(root) if is_page else set())
    return Walk(page, main_part(root) if is_page else root).lines()


def _parsed(html: str) -> etree._Element | None:
    if html.count("<") > _TAGS:
        raise TooLarge(
            "Filen har for mange dele til at være et referat. Gem kun referatet, fx som PDF, og vælg "
            "den fil."
        )
    html = _CONTROL.sub(" ", html)
    root, is_whole = _tree(html)
    if not is_whole:
        # Thousands of <font> or <b> that nobody closed: without them the page is not deep.
        root, is_whole = _tree(_INLINE_TAG.sub("", html))
    if not is_whole:
        raise BrokenDocument(
            "Websiden er skruet sammen på en måde, der ikke kan læses. Gem den som PDF eller tekst, "
            "og vælg den fil."
        )
    return root


def _tree(html: str) -> tuple[etree._Element | None, bool]:
    """The parsed page, and whether the parser came to its end."""
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, no_network=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        # A page of nothing but comments has no root.
        return None, "Document is empty" in str(error) or not html.strip()
    gave_up = any("RESOURCE" in entry.type_name for entry in parser.error_log)
    return root, not gave_up


def blocks_from(lines: Sequence[Block], first_line: int = 1) -> list[Block]:
    """The lines with words or cells in reading order, numbered; those without become gaps."""
    blocks: list[Block] = []
    gap = True
    for line in in_reading_order(lines):
        text, cells = _cleaned(line.text), tuple(map(_cleaned, line.cells))
        if not text and not cells:
            gap = True
            continue
        gap = line.gap or (gap and line.kind is not BlockKind.ROW) or not blocks
        blocks.append(replace(line, text=text, line=first_line + len(blocks), gap=gap, cells=cells))
        gap = False
    return blocks


def _cleaned(text: str) -> str:
    """Words with one space between: a no-break space beside a space shows as one."""
    text = _CONTROL.sub("", danish.normalise_characters(text)).replace("\u2011", "-")
    return re.sub(" {2,}", " ", text).strip()
