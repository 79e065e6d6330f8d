"""From letters on a page to words and lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from cases.minutes import danish
from cases.minutes.readers.pdf.pieces import Glyph, Line, Word

# ﬁ ﬂ ﬀ as one letter; the bullets that Symbol and Wingdings draw.
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SYMBOLS = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf06f": "o", "\uf02d": "-"}
)
# Where a program has divided a word: a soft hyphen, or what pdfium and Word leave there.
_DIVISION = re.compile("(?<=\\w)[\u00ad\ufffe\u0002]$")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\ufffe\uffff]")
UNKNOWN = re.compile(r"\(cid:\d+\)")


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of text that letters make, from the top down."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        # A raised figure stands a third of a letter above its line.
        if rows and glyph.base - rows[-1][0].base < 0.3 * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (_line(row) for row in rows)
    return [line for line in lines if line is not None]


def turned_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Lines of text that is written upwards or downwards, each placed where it stands."""
    lines = []
    for line in lines_of(glyphs):
        x, size = line.base, line.size
        top = min(abs(word.x0) for word in line.words)
        bottom = max(abs(word.x1) for word in line.words)
        top, bottom = min(top, bottom), max(top, bottom)
        words = [
            Word(word.text, x - 0.75 * size, x + 0.25 * size, top, bottom, size, word.bold)
            for word in line.words
        ]
        lines.append(Line(words, bottom))
    return lines


def _line(row: list[Glyph]) -> Line | None:
    row = _in_reading_order(row)
    has_spaces = any(glyph.text.isspace() for glyph in row)
    words: list[Word] = []
    letters: list[Glyph] = []
    for glyph in row:
        if glyph.text.isspace() or not glyph.text:
            _finish(letters, words)
            continue
        if letters:
            gap = glyph.x0 - letters[-1].x1
            if _is_drawn_twice(letters[-1], glyph):
                continue
            if gap > (0.3 if has_spaces else 0.18) * glyph.size or gap < -3 * glyph.size:
                _finish(letters, words)
        letters.append(glyph)
    _finish(letters, words)
    if not words:
        return None
    return Line(words, max(row, key=lambda glyph: glyph.size).base)


def _in_reading_order(row: list[Glyph]) -> list[Glyph]:
    """From left to right. An accent that is a glyph of its own stays with the letter before it."""
    row.sort(key=lambda glyph: glyph.order)
    places: list[tuple[float, Glyph]] = []
    for glyph in row:
        if places and glyph.text and unicodedata.combining(glyph.text[0]):
            places.append((places[-1][0], glyph._replace(x0=places[-1][1].x0, x1=places[-1][1].x1)))
        else:
            places.append((glyph.x0, glyph))
    places.sort(key=lambda place: place[0])
    return [glyph for _, glyph in places]


def _is_drawn_twice(first: Glyph, second: Glyph) -> bool:
    """A letter drawn over itself, a little to the side: how some programs make bold."""
    same = first.text == second.text and abs(first.base - second.base) < 0.1 * first.size
    return same and second.x0 - first.x0 < 0.15 * first.size and second.x1 > second.x0


def _finish(letters: list[Glyph], words: list[Word]) -> None:
    """Make a word of the letters gathered so far, and begin anew."""
    text = _clean("".join(glyph.text for glyph in letters))
    if UNKNOWN.fullmatch(text) and not words:
        text = "•"  # a sign that the font has no letter for, first on its line
    if text:
        biggest = max(letters, key=lambda glyph: glyph.size)
        base, size = biggest.base, biggest.size
        words.append(
            Word(
                text,
                letters[0].x0,
                max(glyph.x1 for glyph in letters),
                base - 0.75 * size,
                base + 0.25 * size,
                size,
                all(glyph.bold for glyph in letters),
            )
        )
    letters.clear()


def _clean(text: str) -> str:
    """The word as one would type it; a sign of division at its end becomes a hyphen."""
    if text.isascii() and text.isprintable():
        return text
    text = _DIVISION.sub("\u2010", text.translate(_SYMBOLS))
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _INVISIBLE.sub("", danish.normalise_characters(text)).strip()
