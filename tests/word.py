"""Builds Word files from raw XML, for what python-docx cannot write."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def p(
    text: str, *, style: str = "", numbered: tuple[int, int] | None = None, bold: bool = False
) -> str:
    """A paragraph; `numbered` is its list and level, and a tab in `text` a tab."""
    listed = (
        f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
        if numbered
        else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    words = "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text.split("\t"))
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r>{look}{words}</w:r></w:p>"


def table(*rows: str) -> str:
    """A table; cells stand between bars, and a cell in `<>` is raw XML."""
    return "<w:tbl>" + "".join(_row(row) for row in rows) + "</w:tbl>"


def _row(row: str) -> str:
    cells = (cell.strip() for cell in row.split("|"))
    return (
        "<w:tr>"
        + "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in cells)
        + "</w:tr>"
    )


def style(key: str, name: str, inside: str = "", *, based_on: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{base}{inside}</w:style>'


def numbering(*forms: str, starts: Mapping[int, int] | None = None) -> str:
    """One list, number 1, with a level per form: `Punkt %1:` or `decimal %1.%2` or `bullet •`."""
    levels = ""
    for place, form in enumerate(forms):
        kind, _, text = form.partition(" ")
        start = (starts or {}).get(place, 1)
        levels += (
            f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def word(body: str, *, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A Word file of the paragraphs in `body`; `parts` are the insides of styles, footnotes …"""
    related = "".join(
        f'<Relationship Id="{key}" Type="{R}/hyperlink" Target="{href}" TargetMode="External"/>'
        for key, href in (links or {}).items()
    )
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{_RELATIONS}<Relationship Id="a" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{_RELATIONS}{related}</Relationships>",
    }
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {_SPACES}>{inside}</w:{name}>"
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of files, by name."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
