"""XML from strangers: bounded, without entities, and repaired where only a character is wrong."""

from __future__ import annotations

import codecs
import html.entities
import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from cases.minutes.limits import Limits
from cases.minutes.readers.encoding import decode
from cases.minutes.result import BrokenDocument, SourceWarning, TooLarge

# No export nests as deep or has as many elements; a file made to hurt does.
_DEEPEST = 200
_MOST = 300_000

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-fA-F]{1,8})|(?P<number>\d{1,9}));")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
# Windows-1252 has every letter of these, and more where programs mistake them for it.
_WESTERN = frozenset({"", "ascii", "us-ascii", "iso-8859-1", "latin1", "latin-1", "windows-1252"})
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse(data: bytes, limits: Limits) -> tuple[Element, list[SourceWarning]]:
    """The root element of an XML file, and a warning if characters had to be repaired.

    Raises TooLarge, or BrokenDocument for what is not whole or tries to fetch or multiply text.
    """
    if len(data) > limits.text_bytes:
        raise TooLarge(
            f"Filen fylder {len(data) / 1024 / 1024:.0f} MB. Portalen læser højst "
            f"{limits.text_bytes / 1024 / 1024:.0f} MB af et udtræk. Del det i et møde for hver fil."
        )
    text, damaged = _text(data)
    text, removed = _repaired(_DECLARATION.sub("", text, count=1))
    warnings = []
    if damaged or removed:
        message = (
            "Filen havde tegn, der ikke må stå i XML eller ikke passer til filens tegnsæt. De er "
            "fjernet eller rettet; se teksten efter."
        )
        warnings.append(SourceWarning(None, "control_characters", message))
    return _tree(text), warnings


class _BoundedTree(TreeBuilder):
    """Builds the tree until it is deeper or larger than any export."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > _DEEPEST or self.count > _MOST:
            raise TooLarge(
                "Filen har flere eller dybere elementer, end et møde kan have. Er det den rigtige fil?"
            )
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def _tree(text: str) -> Element:
    parser = DefusedXMLParser(target=_BoundedTree())
    try:
        parser.feed(text)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise BrokenDocument(
            "Filen definerer egne forkortelser eller henter tekst andre steder fra (XML-entiteter). "
            "Det læses ikke. Hent udtrækket igen fra systemet."
        ) from error
    except ParseError as error:
        line, column = error.position
        raise BrokenDocument(
            f"Filen er ikke hel XML: den går i stykker i linje {line}, tegn {column + 1}. Hent "
            "udtrækket igen fra systemet."
        ) from error
    return root


def _text(data: bytes) -> tuple[str, bool]:
    """The text of the file, and whether some bytes did not fit the encoding of the others.

    Bytes that are UTF-8 are read so whatever the file declares: exports are saved again by programs
    that leave the declaration as it was.
    """
    if data.startswith(_BOMS) or b"\0" in data[:200]:
        return decode(data)[0], False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        mended, faults = _utf8_with_faults(data)
    if faults * 10 < sum(character > "\x7f" for character in mended):
        return mended, True
    try:
        return data.decode(_declared(data)), False
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", errors="replace"), True


def _declared(data: bytes) -> str:
    """The encoding that the file declares, else Windows-1252, which is meant by its neighbours."""
    match = _DECLARED.match(data)
    name = match[1].decode("ascii").lower() if match else ""
    return "cp1252" if name in _WESTERN or name.startswith("utf") else name


def _utf8_with_faults(data: bytes) -> tuple[str, int]:
    """The bytes as UTF-8 with each one that is not as Windows-1252 has it, and how many those are."""
    loose = data.decode("utf-8", errors="surrogateescape")
    faults = re.findall("[\udc80-\udcff]", loose)
    mended = re.sub(
        "[\udc80-\udcff]",
        lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", errors="replace"),
        loose,
    )
    return mended, len(faults)


def _repaired(text: str) -> tuple[str, bool]:
    """Without the characters that XML forbids, and with the named letters of HTML (`&aelig;`)."""
    broken_line = text.replace("\x0b", "\n").replace("\x0c", "\n")  # Word's line and page breaks
    clean = _REFERENCE.sub(_legal_reference, _ILLEGAL.sub("", broken_line))
    named = _ENTITY.sub(_letter, clean)
    return named, clean != text


def _legal_reference(match: re.Match[str]) -> str:
    number = int(match["hex"], 16) if match["hex"] else int(match["number"])
    legal = number < 0x110000 and not _ILLEGAL.match(chr(number))
    return match[0] if legal else ""


def _letter(match: re.Match[str]) -> str:
    if match[1] in _OF_XML:
        return match[0]
    return html.entities.html5.get(match[1], match[0])
