"""Reads pages that are pictures of text with tesseract, where it is installed with Danish."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cases.minutes.readers.pdf.drawing import TOOK_TOO_LONG
from cases.minutes.readers.pdf.pieces import Line, Word
from cases.minutes.result import TooSlow

_DPI = 200
_MAX_PIXELS = 20_000_000
_SECONDS_A_PAGE = 90
_LANGUAGE = "dan"
_MISREAD_BULLETS = ("+", "»", "«", "e", "®", "©")


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


def read_page(data: bytes, number: int, deadline: float) -> list[Line]:
    """The lines of text in the picture that a page is.

    Raises TooSlow where the time for the file runs out.
    """
    picture, scale = _picture(data, number)
    left = min(_SECONDS_A_PAGE, deadline - time.monotonic())
    if left <= 0:
        raise TooSlow(TOOK_TOO_LONG)
    command = [shutil.which("tesseract") or "tesseract", "-", "-", "-l", _LANGUAGE, "--psm", "3"]
    try:
        done = subprocess.run(
            [*command, "--dpi", str(round(72 * scale)), "tsv"],
            input=picture,
            capture_output=True,
            timeout=left,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow(TOOK_TOO_LONG) from error
    return lines_of_table(done.stdout.decode("utf-8", errors="replace"), scale)


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


def lines_of_table(table: str, scale: float) -> list[Line]:
    """The lines that tesseract found, from its table of words, in points from the page's corner."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == "5" and (row.get("text") or "").strip():
            place = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(place, []).append(row)
    sizes = _steadied([_size(words, scale) for words in lines.values()])
    return _on_one_base(
        [_line(words, size, scale) for words, size in zip(lines.values(), sizes, strict=True)]
    )


def _size(rows: Iterable[dict[str, str]], scale: float) -> float:
    """The size of the letters of a line, told from the words that reach from its base to its top."""
    tall = [
        int(row["height"]) / scale / 0.74
        for row in rows
        if re.search(r"[A-ZÆØÅbdfhkl0-9]", row["text"])
        and not re.search(r"[gjpqyQ,;()/]", row["text"])
    ]
    other = [1.2 * int(row["height"]) / scale for row in rows]
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


def _line(rows: Sequence[dict[str, str]], size: float, scale: float) -> Line:
    boxes = [[int(row[key]) / scale for key in ("left", "top", "width", "height")] for row in rows]
    base = statistics.median(box[1] + box[3] for box in boxes) - 0.1 * size
    texts = [row["text"].strip() for row in rows]
    if texts[0] in _MISREAD_BULLETS and len(texts) > 1:
        texts[0] = "•"
    words = [
        Word(text, x, x + width, base - 0.75 * size, base + 0.25 * size, size, False)
        for text, (x, _, width, _) in zip(texts, boxes, strict=True)
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
