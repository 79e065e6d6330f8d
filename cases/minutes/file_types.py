"""Which files may be attachments: told from their bytes, never from what they are called."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

import filetype

from cases.minutes.danish import shown
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers.encoding import decode
from cases.minutes.readers.formats import Format, recognise
from cases.minutes.result import (
    BinaryDocument,
    BrokenDocument,
    EmptyDocument,
    LockedDocument,
    MinutesError,
)


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that the portal takes in.

    `is_shown` says that a browser may show it on its own; anything else is only downloaded.
    `page` is what its pages are called, None for a text without pages; `has_text` says that text
    can be taken out of it.
    """

    media_type: str
    name: str
    suffix: str
    is_shown: bool = False
    has_text: bool = True
    page: str | None = None


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
PDF = FileType("application/pdf", "PDF", ".pdf", is_shown=True, page="page")
DOCX = FileType(f"{_OFFICE}.wordprocessingml.document", "Word", ".docx")
XLSX = FileType(f"{_OFFICE}.spreadsheetml.sheet", "Excel", ".xlsx", page="sheet")
PPTX = FileType(f"{_OFFICE}.presentationml.presentation", "PowerPoint", ".pptx", page="slide")
ODT = FileType(f"{_OPEN}.text", "OpenDocument", ".odt", has_text=False)
ODS = FileType(f"{_OPEN}.spreadsheet", "OpenDocument", ".ods", has_text=False)
TEXT = FileType("text/plain", shown("Tekst"), ".txt")
HTML = FileType("text/html", "HTML", ".html")
_IMAGES = (
    FileType("image/png", "PNG", ".png", is_shown=True, has_text=False),
    FileType("image/jpeg", "JPEG", ".jpg", is_shown=True, has_text=False),
    FileType("image/gif", "GIF", ".gif", is_shown=True, has_text=False),
    FileType("image/webp", "WebP", ".webp", is_shown=True, has_text=False),
)
# What a downloaded file is called when nothing is known of it; nothing of this kind is taken in.
UNKNOWN = FileType("application/octet-stream", shown("Fil"), ".bin", has_text=False)
TYPES = {kind.media_type: kind for kind in (PDF, DOCX, XLSX, PPTX, ODT, ODS, TEXT, HTML, *_IMAGES)}

# Bytes of text do not tell a note from a program: these endings are those of notes.
TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".csv", ".tsv", ".md", ".markdown"})
HTML_SUFFIXES = frozenset({"", ".html", ".htm"})
_TAKEN = "Portalen tager imod PDF, Word, Excel, PowerPoint, tekst, HTML og billeder."
# Endings of files that people have; "Budget pr. 31.03" has none.
_ENDING = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|csv|md|html?|png|jpe?g|gif|webp|zip|msg|eml)$",
    re.I,
)
# What no system allows in a name, and marks of direction, which hide how it reads.
_NOT_IN_NAMES = re.compile('[\\x00-\\x1f\\x7f"<>:/\\\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 120
# The name that each kind of Office file gives its main folder.
_FOLDERS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_OLE = b"\xd0\xcf\x11\xe0"
# The end of a ZIP: signature, four numbers, then bytes and place of the list of files.
_END = struct.Struct("<4s4HLLH")
_PER_FILE = 1000  # bytes that the list has for each file, at the most


def stem_of(filename: str) -> str:
    """The name without folders and ending, composed; at times folders come with backslashes."""
    name = re.split(r"[/\\]", filename)[-1]
    return unicodedata.normalize("NFC", _ENDING.sub("", name)).strip()


def safe_name(filename: str, kind: FileType) -> str:
    """The name to save a file under: as it was called, with the ending of what it really is."""
    stem = " ".join(_NOT_IN_NAMES.sub(" ", stem_of(filename)).split()).strip(". ")
    own = suffix_of(filename)
    suffix = own if own and kind == TEXT and own in TEXT_SUFFIXES else kind.suffix
    return f"{stem[:_LONGEST_NAME].rstrip('. ') or 'bilag'}{suffix}"


def suffix_of(name: str) -> str:
    """The ending of a file's name in lower case: `.pdf`; none of `Referat 12.03` or `Pkt. 3`."""
    found = re.search(r"\.[a-z][a-z0-9]{0,8}$", PurePosixPath(name).name.lower())
    return found[0] if found else ""


def tell_type(stream: BinaryIO, name: str, limits: Limits = DEFAULT_LIMITS) -> FileType:
    """What kind of file this is; reads only as much as it takes, and leaves the place open.

    Raises a MinutesError with a Danish sentence for what is not taken in.
    """
    start = stream.read(64 * 1024)
    if not start.strip(b" \t\r\n\x00"):
        raise EmptyDocument("Filen er tom. Vælg den rigtige fil.")
    if b"%PDF-" in start[:1024]:
        return PDF
    if start.startswith(b"PK"):
        return _inside_zip(stream, limits)
    if start.startswith(_OLE):
        _refuse_old_office(start, stream)
    guess = filetype.guess(start)
    if guess is not None and guess.mime in TYPES:
        return TYPES[guess.mime]
    return _kind_of_text(start, name)


def _refuse_old_office(start: bytes, stream: BinaryIO) -> None:
    if b"E\0n\0c\0r\0y\0p\0t\0" in start + stream.read(1_000_000):
        raise LockedDocument(
            "Filen er beskyttet med en adgangskode. Fjern adgangskoden, og vælg filen igen."
        )
    raise BinaryDocument(
        "Filen er fra en gammel udgave af Word, Excel eller PowerPoint. Gem den som PDF eller i det "
        "nye format (.docx, .xlsx, .pptx), og vælg den fil."
    )


def _kind_of_text(start: bytes, name: str) -> FileType:
    try:
        form = recognise(start)
        decode(start)
    except MinutesError as error:
        raise BinaryDocument(f"Filtypen tages ikke imod. {_TAKEN}") from error
    suffix = suffix_of(name)
    if form is Format.HTML and suffix in HTML_SUFFIXES | TEXT_SUFFIXES:
        return HTML
    if form is not Format.XML and suffix in TEXT_SUFFIXES:
        return TEXT
    kinds = f"Filer af typen {suffix}" if suffix else "XML-filer"
    raise BinaryDocument(f"{kinds} tages ikke imod: de kan køre som program. {_TAKEN}")


def refuse_long_list(stream: BinaryIO, limits: Limits) -> None:
    """Refuse a ZIP that lists more files than the limit, before the list is read into memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and len(tail) - at >= _END.size:
        limits.check_files(_END.unpack_from(tail, at)[5] // _PER_FILE)
    stream.seek(0)


def _inside_zip(stream: BinaryIO, limits: Limits) -> FileType:
    refuse_long_list(stream, limits)
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            return _kind_of_zip(archive, names)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise BrokenDocument(
            "Filen er gået i stykker på vejen og kan ikke åbnes. Hent den igen fra kilden, og vælg "
            "den."
        ) from error


def _kind_of_zip(archive: zipfile.ZipFile, names: list[str]) -> FileType:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BinaryDocument(
            "Filen indeholder makroer, altså små programmer. Gem den uden makroer eller som PDF, og "
            "vælg den fil."
        )
    if "mimetype" in names:
        said = archive.open("mimetype").read(100).decode("ascii", "replace").strip()
        if said in (ODT.media_type, ODS.media_type):
            return TYPES[said]
    if "[Content_Types].xml" in names:
        for folder, kind in _FOLDERS:
            if any(name.startswith(folder) for name in names):
                return kind
    raise BinaryDocument(
        "Filen er et ZIP-arkiv. Et bilag er én fil: pak arkivet ud, eller læg det ind under »Læg "
        "bilag ind«, hvor det bliver pakket ud."
    )
