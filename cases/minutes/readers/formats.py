"""Which format a file is in, told from its bytes alone."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

import filetype

from cases.minutes.result import BinaryDocument, BrokenDocument, LockedDocument


class Format(StrEnum):
    """The formats that minutes come in. The value is the name of the reader's module."""

    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MHTML = "mhtml"
    XML = "exports"
    JSON = "first_agenda"
    ZIP = "archive"


# What people send by mistake, or save in the wrong way.
_UNREADABLE = (
    (b"\xd0\xcf\x11\xe0", "en gammel Word-fil (.doc)"),
    (b"{\\rtf", "en RTF-fil"),
    (b"\x1f\x8b", "en pakket fil (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "et 7z-arkiv"),
    (b"Rar!", "et RAR-arkiv"),
)
# Word Online calls the main part document2.xml.
_WORD = re.compile(r"word/document\d*\.xml$")
_OFFICE = {
    "xl/": "et regneark fra Excel",
    "ppt/": "et slideshow fra PowerPoint",
    "visio/": "en tegning fra Visio",
}
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|main|article|section|header|nav|form|div|center|table|ul|ol|dl"
    rb"|pre|font|span|strong|img|style|script|h[1-6]|p)\b",
    re.IGNORECASE,
)
_HTML_ROOT = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# A page saved by a browser as one file begins as an e-mail does.
_MHTML = re.compile(
    rb"(?:[A-Za-z-]{2,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n)*)*?"
    rb"Content-Type:\s*multipart/(?:related|alternative|mixed)\b",
    re.IGNORECASE,
)
# Acadre's tables are not those of a web page: <table name="agenda">
_ACADRE = re.compile(rb"""<table\s+name\s*=\s*["'](?:produced)?agenda["']""", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_XML = re.compile(rb"<(?:\?xml\b|!--|!DOCTYPE\s+(?!html)|[A-Za-z_][\w.:-]*[\s/>])")


def recognise(data: bytes) -> Format:
    """The format of `data`; what is not one of the others is TEXT.

    Raises BinaryDocument for kinds of file that hold no minutes, LockedDocument for an encrypted
    Word file and BrokenDocument for a ZIP that breaks off.
    """
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _inside_zip(data)
    for signature, name in _UNREADABLE:
        if data.startswith(signature):
            if signature == b"\xd0\xcf\x11\xe0" and b"E\0n\0c\0r\0y\0p\0t\0" in data[:1_000_000]:
                raise LockedDocument(
                    "Filen er beskyttet med en adgangskode. Fjern adgangskoden, og vælg filen igen."
                )
            raise BinaryDocument(
                f"Filen er {name}. Gem den som PDF eller Word (.docx), og vælg den fil."
            )
    kind = filetype.guess(data)
    if kind is not None and _CONTROL.search(data[:4096]):
        raise BinaryDocument(
            f"Filen er {_named(kind.mime)}, ikke et referat. Vælg referatet som PDF, Word, webside "
            "eller tekst."
        )
    return _kind_of_text(data)


def _named(mime: str) -> str:
    names = {"image": "et billede", "audio": "en lydfil", "video": "en film"}
    return f"{names.get(mime.partition('/')[0], 'en fil')} ({mime})"


def _kind_of_text(data: bytes) -> Format:
    """Web page, XML or JSON by how the text begins, whatever encoding it is in."""
    start = data[:8192].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    start = start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    if start.startswith(b"<"):
        declared = re.match(rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)+", start, re.DOTALL)
        rest = start[declared.end() :] if declared else start
        is_html = _HTML_ROOT if start.startswith(b"<?xml") else _HTML
        if is_html.match(rest) and not _ACADRE.match(rest):
            return Format.HTML
        return Format.XML if _XML.match(start) else Format.TEXT
    if start[:5].lower() in (b"from:", b"mime-") and _MHTML.match(start):
        return Format.MHTML
    if start[:1] in (b"{", b"[") and re.match(rb'[{\[]\s*[{\["}\]]', start):
        return Format.JSON
    return Format.TEXT


def _inside_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise BrokenDocument(
            "Filen er en ZIP- eller Word-fil, der er gået i stykker på vejen. Hent den igen fra "
            "kilden, og vælg den."
        ) from error
    names = {entry.filename for entry in entries}
    if any(map(_WORD.match, names)):
        return Format.DOCX
    for folder, kind in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            raise BinaryDocument(
                f"Filen er {kind}, ikke et referat. Vælg referatet som PDF, Word, webside eller tekst."
            )
    return Format.ZIP
