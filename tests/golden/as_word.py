"""Minutes as a Word file, with the styles that Word's own template has."""

import datetime as dt
import io
import re
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from tests.golden.model import Bullets, Item, Minutes, Part, Routing, Table

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_LONG_AGO = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def word(minutes: Minutes) -> bytes:
    """The same bytes each time: no clock is in the file."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = _LONG_AGO
    document.core_properties.title = minutes.title
    _slim(document)
    document.sections[0].header.paragraphs[0].text = minutes.running_head
    document.sections[0].footer.paragraphs[0].text = "Side 1"
    document.add_heading(minutes.title, 1)
    for label, value in minutes.head:
        paragraph = document.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.add_run(f" {value}")
    if minutes.contents:
        _contents(document, minutes)
    for item in minutes.items:
        _item(document, item, minutes.files_heading)
    stream = io.BytesIO()
    document.save(stream)
    return _without_clock(stream.getvalue())


def _slim(document: WordDocument) -> None:
    """Leave out what the template has and no minutes use: nine tenths of the file."""
    for owner in (document.part, document.part.package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del owner.rels[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _contents(document: WordDocument, minutes: Minutes) -> None:
    document.add_heading(minutes.contents, 2)
    for page, item in enumerate(minutes.items, start=2):
        paragraph = document.add_paragraph(f"{item.title}\t{page}")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), leader=1)
    document.add_page_break()


def _item(document: WordDocument, item: Item, files_heading: str) -> None:
    document.add_heading(item.heading, 2)
    if item.journal_number:
        document.add_paragraph(item.journal_number)
    labels = list(item.labels)
    for section in item.sections:
        if not any(isinstance(part, Routing) for part in section.parts):
            while labels:
                document.add_paragraph(labels.pop(0))
        document.add_heading(section.heading, 3)
        for part in section.parts:
            _part(document, part)
    for label in labels:
        document.add_paragraph(label)
    if item.files:
        document.add_heading(files_heading, 3)
        for title, _ in item.files:
            document.add_paragraph(title)


def _part(document: WordDocument, part: Part) -> None:
    if isinstance(part, Bullets):
        for level, text in part.entries:
            document.add_paragraph(text, "List Bullet" if level == 1 else f"List Bullet {level}")
    elif isinstance(part, Routing):
        _table(document, (part.columns, part.marks))
    elif isinstance(part, Table):
        _table(document, part.rows)
    else:
        _paragraph(document.add_paragraph(), part.text)


def _paragraph(paragraph: WordParagraph, text: str) -> None:
    end = 0
    for match in _LINK.finditer(text):
        paragraph.add_run(text[end : match.start()])
        _link(paragraph, match[1], match[2])
        end = match.end()
    paragraph.add_run(text[end:])


def _link(paragraph: WordParagraph, words: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    run = paragraph.add_run(words)
    link.append(run._r)
    paragraph._p.append(link)


def _table(document: WordDocument, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _without_clock(data: bytes) -> bytes:
    """The ZIP with one time for all of its files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(stream, "w") as written:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            written.writestr(entry, read.read(name), zipfile.ZIP_DEFLATED, 9)
    return stream.getvalue()
