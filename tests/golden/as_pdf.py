"""Minutes as a PDF of lines and fonts alone, as most programs write them: no tags say what is what."""

import io
import re

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Paragraph,
)
from reportlab.platypus import Table as PdfTable
from reportlab.platypus.tableofcontents import TableOfContents

from tests.golden.model import Bullets, Item, Minutes, Part, Routing, Table

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=14, spaceAfter=7)
_HEADINGS = {
    level: ParagraphStyle(
        f"h{level}",
        _TEXT,
        fontName="Helvetica-Bold",
        fontSize=size,
        leading=size + 4,
        spaceBefore=9,
    )
    for level, size in ((1, 17), (2, 13), (3, 11))
}
_CONTENTS = ParagraphStyle("contents", _TEXT, spaceAfter=0)


def untagged_pdf(minutes: Minutes) -> bytes:
    """The minutes on A4 with a running head, page numbers and a contents page with dot leaders."""
    stream = io.BytesIO()
    document = _Minutes(stream, minutes)
    document.multiBuild(list(_story(minutes)))
    return stream.getvalue()


class _Minutes(BaseDocTemplate):
    """Draws the running head and tells the contents where each item stands."""

    def __init__(self, stream: io.BytesIO, minutes: Minutes) -> None:
        super().__init__(stream, pagesize=A4, title=minutes.title, invariant=1)
        self.running_head = minutes.running_head
        frame = Frame(20 * mm, 20 * mm, 170 * mm, 255 * mm)
        self.addPageTemplates(PageTemplate("page", frame, onPage=self._around))

    def _around(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(20 * mm, 284 * mm, self.running_head)
        canvas.drawRightString(190 * mm, 10 * mm, f"Side {document.page}")

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab calls it so
        entry = getattr(flowable, "entry", None)
        if entry:
            self.notify("TOCEntry", (0, entry, self.page))


def _story(minutes: Minutes) -> list[Flowable]:
    story: list[Flowable] = [Paragraph(minutes.title, _HEADINGS[1])]
    for label, value in minutes.head:
        story.append(Paragraph(f"<b>{label}</b> {_inline(value)}", _TEXT))
    if minutes.contents:
        contents = TableOfContents(levelStyles=[_CONTENTS], dotsMinLevel=0)
        story += [Paragraph(minutes.contents, _HEADINGS[2]), contents, PageBreak()]
    for item in minutes.items:
        story += _item(item, minutes.files_heading)
    return story


def _item(item: Item, files_heading: str) -> list[Flowable]:
    heading = Paragraph(_inline(item.heading), _HEADINGS[2])
    heading.entry = item.title
    story: list[Flowable] = [heading]
    if item.journal_number:
        story.append(Paragraph(item.journal_number, _TEXT))
    labels: list[Flowable] = [Paragraph(_inline(label), _TEXT) for label in item.labels]
    for section in item.sections:
        if not any(isinstance(part, Routing) for part in section.parts):
            story, labels = [*story, *labels], []
        story.append(Paragraph(section.heading, _HEADINGS[3]))
        story += [_part(part) for part in section.parts]
    story += labels
    if item.files:
        story.append(Paragraph(files_heading, _HEADINGS[3]))
        story += [Paragraph(_inline(title), _TEXT) for title, _ in item.files]
    return story


def _part(part: Part) -> Flowable:
    if isinstance(part, Bullets):
        return _list(part)
    if isinstance(part, Routing):
        return _table((part.columns, part.marks))
    if isinstance(part, Table):
        return _table(part.rows)
    return Paragraph(_inline(part.text), _TEXT)


def _list(part: Bullets) -> Flowable:
    entries = [
        ListItem(Paragraph(_inline(text), _TEXT), leftIndent=6 * mm * level, value="•")
        for level, text in part.entries
    ]
    return ListFlowable(entries, bulletType="bullet", start="•")


def _table(rows: tuple[tuple[str, ...], ...]) -> Flowable:
    cells = [[Paragraph(_inline(cell), _TEXT) for cell in row] for row in rows]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, black)]
    width = min(35 * mm, 170 * mm / len(rows[0]))
    return PdfTable(cells, colWidths=[width] * len(rows[0]), style=lines, hAlign="LEFT")


def _inline(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return _LINK.sub(r'<a href="\2">\1</a>', escaped)
