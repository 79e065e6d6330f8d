"""Reads pages that are pictures of text with tesseract, where it is installed with Danish."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

from cases.minutes.pictures import PictureWord
from cases.minutes.readers.pdf.pieces import Line, Word
from cases.minutes.result import BrokenDocument

_DPI = 200
_MAX_PIXELS = 20_000_000
_LANGUAGE = "dan"
_MISREAD_BULLETS = ("+", "»", "«", "e", "®", "©")


class _Found(NamedTuple):
    """A word where it stands on the page."""

    left: float
    top: float
    width: float
    height: float
    text: str


def missing() -> str | None:
    """What is missing for reading pictures, as a sentence for the clerk; None where nothing is."""
    program = shutil.which("tesseract")
    if program is None:
        return (
            "Portalen kan læse dem, når driften installerer tesseract-ocr og tesseract-ocr-dan; "
            "indtil da kan du bede om den oprindelige fil."
        )
    if _LANGUAGE not in _languages(program):
        return (
            "Portalen kan læse dem, når driften installerer dansk til tesseract (tesseract-ocr-dan); "
            "indtil da kan du bede om den oprindelige fil."
        )
    return None


@lru_cache(maxsize=4)
def _languages(program: str) -> frozenset[str]:
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(listed.stdout.split())


def read_page(data: bytes, number: int) -> list[PictureWord]:
    """The words in the picture that a page is. Takes seconds, and runs where it can be stopped.

    Raises BrokenDocument where the program fails.
    """
    picture, scale = _picture(data, number)
    command = [shutil.which("tesseract") or "tesseract", "-", "-", "-l", _LANGUAGE, "--psm", "3"]
    done = subprocess.run(
        [*command, "--dpi", str(round(72 * scale)), "tsv"],
        input=picture,
        capture_output=True,
        check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace")[-200:]
        raise BrokenDocument(f"Side {number} kunne ikke læses af tesseract: {said}")
    return _words(done.stdout.decode("utf-8", errors="replace"), scale)


def _picture(data: bytes, number: int) -> tuple[bytes, float]:
    """The page drawn in grey as a PNG, and how many dots a point is."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        image = page.render(scale=scale, grayscale=True).to_pil()
        out = io.BytesIO()
        image.save(out, format="PNG", compress_level=1)
        return out.getvalue(), scale
    finally:
        document.close()


def _words(table: str, scale: float) -> list[PictureWord]:
    """The words of the table that tesseract writes, with their places in points."""
    lines: dict[tuple[str, ...], int] = {}
    words: list[PictureWord] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") == "5" and text:
            line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
            places = (int(row[key]) / scale for key in ("left", "top", "width", "height"))
            words.append((line, *(round(place, 2) for place in places), text))
    return words


def lines_of(words: Iterable[PictureWord]) -> list[Line]:
    """The lines of a page from its words, top down."""
    lines: dict[int, list[_Found]] = {}
    for line, *found in words:
        lines.setdefault(cast("int", line), []).append(_Found(*cast("list[Any]", found)))
    sizes = _steadied([_size(found) for found in lines.values()])
    return _on_one_base([_line(*pair) for pair in zip(lines.values(), sizes, strict=True)])


def _size(words: Iterable[_Found]) -> float:
    """The size of the letters of a line, told from the words that reach from its base to its top."""
    tall = [
        word.height / 0.74
        for word in words
        if re.search(r"[A-ZÆØÅbdfhkl0-9]", word.text) and not re.search(r"[gjpqyQ,;()/]", word.text)
    ]
    other = [1.2 * word.height for word in words]
    return round(2 * statistics.median(tall or other)) / 2


def _steadied(sizes: Sequence[float]) -> list[float]:
    """Sizes measured a little apart made the same: as most of the page, or as the line before."""
    usual = statistics.median(sizes) if sizes else 0.0
    steadied: list[float] = []
    for size in sizes:
        like = [usual, *steadied[-1:]]
        near = [other for other in like if abs(size - other) <= max(1.0, 0.12 * other)]
        steadied.append(min(near, key=lambda other: abs(size - other)) if near else size)
    return steadied


def _line(found: Sequence[_Found], size: float) -> Line:
    base = statistics.median(word.top + word.height for word in found) - 0.1 * size
    texts = [word.text for word in found]
    if texts[0] in _MISREAD_BULLETS and len(texts) > 1:
        texts[0] = "•"
    top, bottom = base - 0.75 * size, base + 0.25 * size
    words = [
        Word(text, word.left, word.left + word.width, top, bottom, size, False)
        for text, word in zip(texts, found, strict=True)
    ]
    return Line(sorted(words, key=lambda word: word.x0), base)


def _on_one_base(lines: Iterable[Line]) -> list[Line]:
    """Parts of a line that were found as several, such as the cells of a table, made one."""
    merged: list[Line] = []
    for line in sorted(lines, key=lambda line: line.base):
        last = merged[-1] if merged else None
        apart = last is not None and (line.x0 > last.x1 or line.x1 < last.x0)
        if last is not None and apart and line.base - last.base < 0.4 * line.size:
            merged[-1] = Line(sorted([*last.words, *line.words], key=lambda w: w.x0), last.base)
        else:
            merged.append(line)
    return merged
