"""Puts links on words of a Markdown text that are known by their place in it, changing nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Characters that no font and no document has mark where words begin and end while Markdown is read.
_FIRST = 0xF0000
_SIGN = re.compile("([\U000f0000-\U000ffffd])")


@dataclass(frozen=True, slots=True)
class Mark:
    """The words `text[start:end]`, with the HTML that comes before and after them."""

    start: int
    end: int
    name: str
    opening: str
    closing: str


def marks_within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """The marks that stand wholly in a stretch of the text, by their place in the stretch."""
    return [
        replace(mark, start=mark.start - start, end=mark.end - start)
        for mark in marks
        if start <= mark.start and mark.end <= end
    ]


def parse_marked(parser: MarkdownIt, text: str, marks: Sequence[Mark]) -> list[Token]:
    """The tokens of a text with `mark_open` and `mark_close` around the words of each mark.

    A mark is left out where it would change how the text reads (it begins in a list's number), where
    it stands in a heading or a link, and where another has taken its place.
    """
    plain = parser.parse(text)
    marks = _apart(marks, len(text))
    if not marks or _SIGN.search(text):
        return plain
    wanted = list(_shape(plain))
    tokens = _parse(parser, text, marks)
    if list(_shape(tokens)) != wanted:
        marks = [mark for mark in marks if list(_shape(_parse(parser, text, [mark]))) == wanted]
        tokens = _parse(parser, text, marks)
    for place, token in enumerate(tokens):
        if token.type == "inline":
            in_heading = tokens[place - 1].type == "heading_open"
            _split(token, [] if in_heading else marks)
    return tokens


def _apart(marks: Sequence[Mark], length: int) -> list[Mark]:
    """The marks in order, without those that overlap an earlier one or stand outside the text."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if (kept[-1].end if kept else 0) <= mark.start < mark.end <= length:
            kept.append(mark)
    return kept


def _parse(parser: MarkdownIt, text: str, marks: Sequence[Mark]) -> list[Token]:
    """The tokens of the text with a sign where the words of each mark begin and end."""
    pieces, done = [], 0
    for number, mark in enumerate(marks):
        opening, closing = (chr(_FIRST + 2 * number + side) for side in (0, 1))
        pieces += [text[done : mark.start], opening, text[mark.start : mark.end], closing]
        done = mark.end
    return parser.parse("".join([*pieces, text[done:]]))


def _shape(tokens: Sequence[Token]) -> Iterator[tuple[Any, ...]]:
    """What tokens say, signs apart: text that signs have cut into pieces is one text again."""
    said = ""
    for token in tokens:
        if token.type == "text":
            said += token.content
            continue
        if said := _SIGN.sub("", said):
            yield ("text", said)
        said = ""
        what = (token.type, token.tag, token.level, token.hidden, token.info, str(token.attrs))
        yield (*what, _SIGN.sub("", token.content), *_shape(token.children or []))
    if said := _SIGN.sub("", said):
        yield ("text", said)


def _split(inline: Token, marks: Sequence[Mark]) -> None:
    """Turn the signs in an inline token into tokens of their own, or into nothing."""
    if not _SIGN.search(inline.content):
        return
    inline.content = _SIGN.sub("", inline.content)
    usable = _usable(inline.children or [])
    children: list[Token] = []
    for child in inline.children or []:
        pieces = _SIGN.split(child.content) if child.type == "text" else [child.content]
        for piece in pieces:
            number, side = divmod(ord(piece) - _FIRST, 2) if _SIGN.fullmatch(piece) else (-1, 0)
            if number < 0 and (piece or child.type != "text"):
                children.append(child.copy(content=_SIGN.sub("", piece)))
            elif number in usable and number < len(marks):
                kind = "mark_close" if side else "mark_open"
                children.append(Token(kind, "", 0, meta={"mark": marks[number]}))
    inline.children = children


def _usable(children: Sequence[Token]) -> set[int]:
    """The numbers of the marks that begin and end here, with no link in or around them."""
    opened: set[int] = set()
    closed: set[int] = set()
    in_link = False
    for child in children:
        if child.type in ("link_open", "link_close"):
            in_link = child.type == "link_open"
            opened.clear()
        elif child.type == "text" and not in_link:
            for sign in _SIGN.findall(child.content):
                number, side = divmod(ord(sign) - _FIRST, 2)
                if not side:
                    opened.add(number)
                elif number in opened:
                    closed.add(number)
    return closed
