"""The text of an attachment, page by page: bytes in, plain data out.

`read_pages` is a function of the module with plain arguments and answers, so that it can run in a
process of its own. A heavy library is imported by the format that needs it.
"""

from __future__ import annotations

import datetime as dt
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from cases.minutes import file_types
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers.encoding import decode
from cases.minutes.result import (
    BinaryDocument,
    BrokenDocument,
    LockedDocument,
    MinutesError,
    TooLarge,
    TooSlow,
)

LOCKED = (
    "Filen er beskyttet med en adgangskode, så teksten kan ikke læses. Læg en udgave ind uden "
    "adgangskode."
)
BROKEN = "Filen er gået i stykker, så teksten kan ikke læses. Hent den igen fra kilden."
# What no text holds and no database keeps: control characters, and halves of characters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page, slide or sheet; `name` is what a sheet is called."""

    text: str
    name: str = ""


@dataclass(slots=True)
class Budget:
    """What is left of the limits while a file is read."""

    limits: Limits
    until: float
    pages: int = 0
    finished: int = 0  # characters of the pages before this one
    begun: int = 0  # characters of this page so far

    def add(self, page: PageText) -> PageText:
        """Count one whole page. Raises TooLarge or TooSlow."""
        self.pages += 1
        if self.pages > self.limits.pages:
            raise TooLarge(f"Filen har over {self.limits.pages} sider. Del den i flere filer.")
        self.begun = 0
        self.spend(len(page.text))
        self.finished, self.begun = self.finished + self.begun, 0
        return page

    def spend(self, characters: int) -> None:
        """Count characters of a page while it is read, and look at the clock."""
        self.begun += characters
        if self.finished + self.begun > self.limits.text_bytes:
            most = self.limits.text_bytes // 1_000_000
            raise TooLarge(f"Filen har over {most} millioner tegn. Del den i flere filer.")
        if time.monotonic() > self.until:
            raise TooSlow(
                f"Det tog over {self.limits.seconds:.0f} sekunder at læse filen, så læsningen blev "
                "stoppet. Del den i flere filer."
            )


def read_pages(data: bytes, media_type: str, limits: Limits = DEFAULT_LIMITS) -> list[PageText]:
    """The pages of a file of this kind, in order; a page without text is there, empty.

    Raises a MinutesError with a Danish sentence; any other failure of a library comes as
    BrokenDocument.
    """
    read = _READERS[media_type]
    if len(data) > limits.bytes:
        most = limits.bytes // 1024**2
        raise TooLarge(
            f"Filen fylder over {most} MB, så teksten bliver ikke læst. Del den i flere."
        )
    budget = Budget(limits, time.monotonic() + limits.seconds)
    try:
        return [
            budget.add(PageText(clean(page.text), clean(page.name))) for page in read(data, budget)
        ]
    except (MinutesError, MemoryError):
        raise
    except Exception as error:
        raise BrokenDocument(BROKEN) from error


def clean(text: str) -> str:
    """The text with plain line ends and without what is invisible, words as they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\f", "\n")
    text = _CONTROL.sub("", text).replace("\u00ad", "")
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _read_pdf(data: bytes, budget: Budget) -> Iterator[PageText]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise (LockedDocument(LOCKED) if locked else BrokenDocument(BROKEN)) from error
    try:
        if len(document) > budget.limits.pages:
            raise TooLarge(f"Filen har over {budget.limits.pages} sider. Del den i flere filer.")
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_range(errors="replace")
            words.close()
            page.close()
            yield PageText(_whole_words(text))
    finally:
        document.close()


def _whole_words(text: str) -> str:
    """As printed: pdfium joins two lines at a hyphen and puts a mark of its own for both."""
    return re.sub(r"[\ufffe\x02](?:\r?\n)?", "-\n", text)


def _read_docx(data: bytes, budget: Budget) -> Iterator[PageText]:
    from cases.minutes.running_text import word_text

    with open_office(data, budget.limits) as archive:
        yield PageText(word_text(archive, budget.spend))


def _read_xlsx(data: bytes, budget: Budget) -> Iterator[PageText]:
    import openpyxl

    open_office(data, budget.limits).close()
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                yield PageText("\n".join(_rows(sheet, budget)), sheet.title)
    finally:
        book.close()


def _rows(sheet: Any, budget: Budget) -> Iterator[str]:
    filled = 0
    for row in sheet.iter_rows():
        line = "\t".join(_cell(cell) for cell in row).rstrip("\t")
        budget.spend(len(line))
        filled += bool(line)
        if filled > budget.limits.rows:
            raise TooLarge(
                f"Et ark har over {budget.limits.rows} rækker, så teksten bliver ikke læst. Filen "
                "kan hentes."
            )
        yield line


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, (int, float)):
        if "%" in cell.number_format:
            return f"{value * 100:.6g} %".replace(".", ",")
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, dt.datetime):
        return f"{value:%d-%m-%Y}" if value.time() == dt.time() else f"{value:%d-%m-%Y %H:%M}"
    return str(value)


def _read_pptx(data: bytes, budget: Budget) -> Iterator[PageText]:
    from cases.minutes.running_text import slide_texts

    open_office(data, budget.limits).close()
    yield from (PageText(text) for text in slide_texts(BytesIO(data)))


def _read_text(data: bytes, budget: Budget) -> Iterator[PageText]:
    budget.spend(len(data))
    yield PageText(decode(data)[0])


def _read_html(data: bytes, budget: Budget) -> Iterator[PageText]:
    from cases.minutes.running_text import page_text

    budget.spend(len(data))
    yield PageText(page_text(decode(data)[0]))


_READERS: dict[str, Callable[[bytes, Budget], Iterator[PageText]]] = {
    file_types.PDF.media_type: _read_pdf,
    file_types.DOCX.media_type: _read_docx,
    file_types.XLSX.media_type: _read_xlsx,
    file_types.PPTX.media_type: _read_pptx,
    file_types.TEXT.media_type: _read_text,
    file_types.HTML.media_type: _read_html,
}


def open_office(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """An Office file as an open archive, after every part has been unpacked once and measured.

    Raises BrokenDocument, LockedDocument or TooLarge, also for XML with entities of its own.
    """
    stream = BytesIO(data)
    file_types.refuse_long_list(stream, limits)
    try:
        archive = zipfile.ZipFile(stream)
        limits.check_files(len(archive.infolist()))
        left = limits.expanded_bytes
        for member in archive.infolist():
            left = _measure(archive, member, left, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise BrokenDocument(BROKEN) from error
    except RuntimeError as error:  # what zipfile says of a member with a password
        raise LockedDocument(LOCKED) from error
    return archive


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    before = left
    with archive.open(member) as part:
        start = part.read(4096)
        if is_xml and re.search(rb"<!(?:DOCTYPE|ENTITY)", start.replace(b"\0", b"")):
            raise BinaryDocument(
                "Filen er lavet, så den kan overbelaste et program. Teksten bliver ikke læst."
            )
        left -= len(start)
        while left >= 0 and (chunk := part.read(1024 * 1024)):
            left -= len(chunk)
    if left < 0 or (is_xml and before - left > limits.part_bytes):
        most = (limits.expanded_bytes if left < 0 else limits.part_bytes) // 1024**2
        raise TooLarge(f"Filen fylder udpakket over {most} MB, så teksten bliver ikke læst.")
    return left
