"""A paragraph of a Word file as HTML: its bold words, links, number and contents dots."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import groupby

from mammoth.docx.dingbats import dingbats

from cases.minutes.readers.docx_numbering import Label
from cases.minutes.readers.html_lines import PAGE

TAB = "\ue009"  # a tab; the reader of web pages would take a real one for a space
_FONT_OF = {
    f.casefold(): f for f in ("Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Symbol")
}
_LINK_FIELD = re.compile(r'^\s*HYPERLINK\s+(?!\\l)"?(?P<href>[^\s"]+)', re.IGNORECASE)
_CONTENTS_FIELD = re.compile(r"^\s*TOC\b", re.IGNORECASE)
# Escaped text, whether it is bold, and where it leads.
_Piece = tuple[str, bool, str | None]


@dataclass
class Field:
    """A Word field that is open; its text counts once the instruction has ended."""

    instruction: str = ""

    @property
    def href(self) -> str | None:
        """The address of a HYPERLINK field."""
        match = _LINK_FIELD.match(self.instruction)
        return match["href"] if match else None

    @property
    def is_contents(self) -> bool:
        """Whether the field is a table of contents."""
        return bool(_CONTENTS_FIELD.match(self.instruction))


@dataclass
class Paragraph:
    """A paragraph that is open: its pieces of text with whether they are bold, and where they lead."""

    style: str | None
    heading: int
    label: Label | None
    is_contents: bool
    has_leader: bool
    page: int
    pieces: list[_Piece] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    bold: bool = False
    font: str = ""

    def html(self) -> str:
        """The paragraph as HTML, with what is printed before it."""
        pieces = self.pieces
        has_tab = any(text == TAB for text, _, _ in pieces)
        words = "".join(text for text, _, _ in pieces)
        if words.strip(TAB + " ") and (
            self.is_contents or (self.has_leader and has_tab and words[-1].isdigit())
        ):
            pieces = _with_dots(pieces)
        label = self.label
        if label is not None and words.strip():
            printed = "•" if label.is_bullet else label.text
            if self.heading and label.is_bullet:
                printed = ""
            elif self.heading and printed.isdigit():
                printed += "."  # "3 Title" would read as a sum
            bold = all(is_bold for text, is_bold, _ in pieces if text.strip())
            pieces = [(f"{html.escape(printed)} ", bold, None), *pieces] if printed else pieces
        listed = f' style="mso-list:l0 level{label.level}"' if label and not self.heading else ""
        tag = f"h{self.heading}" if self.heading else "p"
        page = f' {PAGE}="{self.page}"'
        return f"<{tag}{listed}{page}>{_inline(pieces)}</{tag}>"


def _inline(pieces: list[_Piece]) -> str:
    """The pieces as HTML, with one link around all pieces that lead to the same place."""
    written = []
    for href, group in groupby(pieces, key=lambda piece: piece[2]):
        words = "".join(f"<b>{text}</b>" if bold else text for text, bold, _ in group)
        written.append(f'<a href="{html.escape(href)}">{words}</a>' if href else words)
    return "".join(written)


def _with_dots(pieces: list[_Piece]) -> list[_Piece]:
    """A contents line with dots before its page number, as it is printed."""
    tabs = [place for place, (text, _, _) in enumerate(pieces) if text == TAB]
    last = "".join(text for text, _, _ in pieces[tabs[-1] + 1 :]).strip() if tabs else ""
    plain: list[_Piece] = [(" " if text == TAB else text, bold, None) for text, bold, _ in pieces]
    if tabs and (last.isdigit() or not last):
        plain[tabs[-1]] = ("..... ", False, None)
        return plain
    return [*plain, (".....", False, None)]


def picture(font: str, code: int) -> str | None:
    """The sign that a font of pictures shows at a place: Wingdings FE is a ticked box."""
    place = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    found = dingbats.get((_FONT_OF.get(font, "Symbol"), place))
    return chr(found) if found is not None else None
