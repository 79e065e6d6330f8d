"""Writes the text of a Word file as plain HTML, for the reader of web pages.

Elements that are not known here are walked into, so that no text is lost with them: fields,
equations, text boxes, content controls. Libraries that know Word leave out what they do not know.
"""

from __future__ import annotations

import html
import re

from lxml import etree

from cases.minutes.readers.docx_numbering import Numbering
from cases.minutes.readers.docx_paragraph import TAB, Field, Paragraph, picture
from cases.minutes.readers.docx_parts import Parts, attribute, child, is_on, name
from cases.minutes.readers.docx_styles import Styles, numbered_in

_PROPERTIES = frozenset(
    ("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr")
)
_DELETED = frozenset(("del", "moveFrom"))
_CHANGED = frozenset(("ins", "moveTo", *_DELETED))
_PICTURE_FONTS = ("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol")
_DEEP = 20  # fields in fields; a file that forgets to end them must not take minutes
_OURS = re.compile("[\ue000-\ue0ff]")


class Writer:
    """Walks through the main text of one file. The flags tell what the clerk should know."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.styles = Styles(parts.beside("styles"))
        self.numbering = Numbering(parts.beside("numbering"), self.styles)
        self.links = parts.relations("hyperlink")
        self.chunks = parts.relations("aFChunk")
        self.notes = {kind: _by_id(parts.beside(f"{kind}s")) for kind in ("footnote", "endnote")}
        self.out: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.fields: list[Field] = []
        self.open_links: list[str | None] = []
        self.contents_depth = 0
        self.page = 1
        self.rows = 0
        self.row_has_break = False
        self.note_numbers: dict[tuple[str, str | None], int] = {}
        self.has_changes = self.has_hidden = self.has_unread_part = self.has_pages = False

    def html(self) -> str:
        """All of the main text."""
        root = self.parts.xml(self.parts.main)
        body = child(root, "body")
        if body is None:
            return ""
        walk = etree.iterwalk(body, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                if self._is_skipped(element):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._start(element)
            elif element is not skipped:
                self._end(element)
        return "\n".join(self.out)

    def _is_skipped(self, element: etree._Element) -> bool:
        tag = name(element)
        self.has_changes = self.has_changes or tag in _CHANGED
        if tag in _PROPERTIES or tag in _DELETED or tag.endswith("Change"):
            return True
        if tag == "tr":
            return child(element, "trPr", "del") is not None
        if tag == "r":
            return self._is_hidden(element)
        if tag in ("Choice", "Fallback"):
            # The same drawing twice, for newer and older programs: the newer one if it has words.
            newer = child(element.getparent(), "Choice")
            has_words = newer is not None and any(name(one) == "t" for one in newer.iter())
            return has_words != (element is newer)
        return False

    def _is_hidden(self, run: etree._Element) -> bool:
        vanish = child(run, "rPr", "vanish")
        style = attribute(child(run, "rPr", "rStyle"), "val")
        hidden = is_on(vanish) if vanish is not None else self.styles.hidden(style)
        has_words = hidden and any(name(one) == "t" and one.text for one in run)
        self.has_hidden = self.has_hidden or has_words
        return has_words

    def _start(self, element: etree._Element) -> None:
        tag = name(element)
        starter = _STARTS.get(tag)
        if starter is not None:
            starter(self, element)

    def _end(self, element: etree._Element) -> None:
        tag = name(element)
        if tag == "p" and self.paragraphs:
            done = self.paragraphs.pop()
            self._sink().extend((done.html(), *done.after))
        elif tag in ("tbl", "tr", "tc"):
            self.rows -= tag == "tr"
            self._sink().append({"tbl": "</table>", "tr": "</tr>", "tc": "</td>"}[tag])
        elif tag == "hyperlink":
            self.open_links.pop()
        elif tag == "fldSimple" and self.fields:
            self.fields.pop()
        elif tag == "sdt" and _is_contents_control(element):
            self.contents_depth -= 1

    def _sink(self) -> list[str]:
        """Where whole blocks go: a text box comes after the paragraph that it is anchored in."""
        return self.paragraphs[-1].after if self.paragraphs else self.out

    # What each element of Word means.

    def paragraph(self, element: etree._Element) -> None:
        """Open a paragraph: its style says what it is, its list what is printed before it."""
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val") or self.styles.default
        tabs = child(properties, "tabs")
        outline = attribute(child(properties, "outlineLvl"), "val") or ""
        level = int(outline) + 1 if re.fullmatch("[0-5]", outline) else self.styles.heading(style)
        is_contents = self.styles.is_contents(style) or self._in_contents()
        self.paragraphs.append(
            Paragraph(
                style=style,
                heading=0 if is_contents and self.styles.is_contents(style) else level,
                label=self.numbering.label(numbered_in(properties), style),
                is_contents=is_contents,
                has_leader=any(
                    attribute(one, "leader") == "dot" for one in (tabs if tabs is not None else ())
                ),
                page=self.page,
            )
        )

    def _in_contents(self) -> bool:
        return self.contents_depth > 0 or any(one.is_contents for one in self.fields)

    def run(self, element: etree._Element) -> None:
        """Take the look of the text that follows."""
        if not self.paragraphs:
            return
        current = self.paragraphs[-1]
        own = child(element, "rPr", "b")
        style = attribute(child(element, "rPr", "rStyle"), "val")
        bold = is_on(own) if own is not None else self.styles.bold(style)
        current.bold = bool(self.styles.bold(current.style) if bold is None else bold)
        fonts = child(element, "rPr", "rFonts")
        current.font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "").casefold()

    def text(self, element: etree._Element) -> None:
        """Words of the document."""
        words = element.text or ""
        font = self.paragraphs[-1].font if self.paragraphs else ""
        if font in _PICTURE_FONTS:
            words = "".join(picture(font, ord(letter)) or letter for letter in words)
        self._add(html.escape(_OURS.sub("", words)))

    def _add(self, piece: str) -> None:
        """Add escaped text, or a mark of our own, to the paragraph."""
        if not self.paragraphs:
            self.out.append(f"<p>{piece}</p>")
            return
        hrefs = (*(one.href for one in reversed(self.fields)), *reversed(self.open_links[-_DEEP:]))
        current = self.paragraphs[-1]
        current.pieces.append((piece, current.bold, next(filter(None, hrefs), None)))

    def symbol(self, element: etree._Element) -> None:
        """A sign by its place in a font of pictures: a tick, a box, an arrow."""
        code = attribute(element, "char") or ""
        font = (attribute(element, "font") or "").casefold()
        if re.fullmatch("[0-9A-Fa-f]{1,6}", code):
            self._add(html.escape(picture(font, int(code, 16)) or ""))

    def line_break(self, element: etree._Element) -> None:
        """A new line, or two at a page's end."""
        self._add("<br>" if attribute(element, "type") in (None, "textWrapping") else "<br><br>")

    def page_break(self, _element: etree._Element) -> None:
        """Word's note of where a page ended when it was last saved; once per table row."""
        if self.rows and self.row_has_break:
            return
        self.row_has_break = self.rows > 0
        self.has_pages = True
        self.page += 1
        if self.paragraphs and not any(text.strip() for text, _, _ in self.paragraphs[-1].pieces):
            self.paragraphs[-1].page = self.page

    def field_char(self, element: etree._Element) -> None:
        """Where a field begins and ends."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self.fields = [*self.fields[-_DEEP:], Field()]
            box = child(element, "ffData", "checkBox")
            if box is not None:
                checked = child(box, "checked")
                self._add(
                    "☒" if is_on(checked if checked is not None else child(box, "default")) else "☐"
                )
        elif kind == "end" and self.fields:
            self.fields.pop()

    def instruction(self, element: etree._Element) -> None:
        """What an open field does."""
        if self.fields:
            self.fields[-1].instruction += element.text or ""

    def simple_field(self, element: etree._Element) -> None:
        """A field in one element."""
        self.fields.append(Field(attribute(element, "instr") or ""))

    def hyperlink(self, element: etree._Element) -> None:
        """A link; one inside the document has no address."""
        self.open_links.append(self.links.get(attribute(element, "id") or ""))

    def content_control(self, element: etree._Element) -> None:
        """A control of the template; Word's own table of contents stands in one."""
        self.contents_depth += _is_contents_control(element)

    def table(self, _element: etree._Element) -> None:
        """Open a table."""
        self._sink().append("<table>")

    def row(self, element: etree._Element) -> None:
        """Open a row, with the blank cells that it begins with."""
        self.rows += 1
        self.row_has_break = False
        before = attribute(child(element, "trPr", "gridBefore"), "val") or ""
        blank = min(int(before), 50) if re.fullmatch("[0-9]{1,4}", before) else 0
        self._sink().append("<tr>" + "<td></td>" * blank)

    def cell(self, element: etree._Element) -> None:
        """Open a cell; one that continues the cell above is blank."""
        span = attribute(child(element, "tcPr", "gridSpan"), "val") or ""
        wide = f' colspan="{span}"' if re.fullmatch("[0-9]{1,4}", span) else ""
        self._sink().append(f"<td{wide}>")

    def note(self, element: etree._Element) -> None:
        """A foot or end note comes right after its paragraph."""
        kind = name(element).removesuffix("Reference")
        key = kind, attribute(element, "id")
        text = self.notes[kind].get(key[1])
        if text is None or not self.paragraphs:
            return
        is_new = key not in self.note_numbers
        number = self.note_numbers.setdefault(key, len(self.note_numbers) + 1)
        self._add(f"[{number}]")
        if is_new:
            words = " ".join("".join(_words(one)) for one in text if name(one) == "p").strip()
            self.paragraphs[-1].after.append(f"<p>[{number}] {html.escape(words)}</p>")

    def chunk(self, element: etree._Element) -> None:
        """A part in another format that Word takes in when it opens the file."""
        path = self.chunks.get(attribute(element, "id") or "")
        data = self.parts.bytes_of(path) if path in self.parts.names and path else b""
        if not re.match(
            rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|body|p|div|h\d|table)\b", data, re.I
        ):
            self.has_unread_part = True
            return
        page = data.decode("utf-8", "replace")
        page = re.sub(r"(?is)<head\b.*?</head>|<script\b.*?</script>|<!--.*?-->", "", page)
        self._sink().append(re.sub(r"(?i)<!doctype[^>]*>|</?(?:html|body)\b[^>]*>", "", page))


_STARTS = {
    "p": Writer.paragraph,
    "r": Writer.run,
    "t": Writer.text,
    "tab": lambda writer, _: writer._add(TAB),
    "ptab": lambda writer, _: writer._add(TAB),
    "br": Writer.line_break,
    "cr": Writer.line_break,
    "noBreakHyphen": lambda writer, _: writer._add("-"),
    "sym": Writer.symbol,
    "lastRenderedPageBreak": Writer.page_break,
    "fldChar": Writer.field_char,
    "instrText": Writer.instruction,
    "fldSimple": Writer.simple_field,
    "hyperlink": Writer.hyperlink,
    "sdt": Writer.content_control,
    "tbl": Writer.table,
    "tr": Writer.row,
    "tc": Writer.cell,
    "footnoteReference": Writer.note,
    "endnoteReference": Writer.note,
    "altChunk": Writer.chunk,
}


def _by_id(notes: etree._Element | None) -> dict[str | None, etree._Element]:
    return {attribute(note, "id"): note for note in (notes if notes is not None else ())}


def _words(element: etree._Element) -> list[str]:
    return [
        one.text or "" if name(one) == "t" else " "
        for one in element.iter()
        if name(one) in ("t", "tab")
    ]


def _is_contents_control(element: etree._Element) -> bool:
    gallery = attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val")
    return gallery == "Table of Contents"
