"""Cuts a text to the room there is in a drawing, where no browser breaks lines."""

from __future__ import annotations

# Widths in hundredths of the size of the letters, a little generous: another font may stand in.
_NARROW, _WIDE, _CAPITAL, _OTHER = 30, 86, 66, 53
_SIZE = 14


def _width(text: str) -> int:
    """About how wide a line is, in user units."""
    return sum(map(_letter, text)) * _SIZE // 100


def _letter(letter: str) -> int:
    if letter in "ijlftrI.,:;'!|()[] -":
        return _NARROW
    if letter in "mwMWæÆ—…@%":
        return _WIDE
    return _CAPITAL if letter.isupper() else _OTHER


def fitted(text: str, room: int) -> str:
    """The text, or as much of it as there is room for and an ellipsis."""
    return wrapped(text, room, 1)[0] if text.strip() else ""


def wrapped(text: str, room: int, most: int) -> list[str]:
    """The text on at most so many lines; what is left over is an ellipsis."""
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < most:
        lines.append(_next_line(words, room))
    if words:
        lines[-1] = _shortened(lines[-1], room)
    return lines


def _next_line(words: list[str], room: int) -> str:
    """As many of the words as fit, taken off the list; a word that is longer than a line is divided."""
    line = words.pop(0)
    if _width(line) > room:
        fits = next(at for at in range(len(line), 0, -1) if _width(f"{line[:at]}-") <= room)
        words.insert(0, line[fits:])
        return f"{line[:fits]}-"
    while words and _width(f"{line} {words[0]}") <= room:
        line = f"{line} {words.pop(0)}"
    return line


def _shortened(line: str, room: int) -> str:
    line = line.removesuffix("-")
    while line and _width(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip(' ,.;:-')}…"
