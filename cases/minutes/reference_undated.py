"""Words that point to a meeting or an item without a date: this meeting, the item before, the next meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cases.minutes.bodies import body_name, is_generic
from cases.minutes.reference_grammar import MEETING, NUMBER, Grammar, genitive_in

_THIS = r"(?:dette|denne|nærværende|indeværende|dagens|samme)"
_AGENDA = rf"(?:dagsordenen|{_THIS}\s(?:dagsorden|{MEETING})|mødets\sdagsorden)"
_NUMBER = NUMBER.format("number")
# foregående dagsordenspunkt (pkt. 26) · næste punkt på dagsordenen · det efterfølgende dagsordenspunkt
_NEIGHBOUR = re.compile(
    r"\b(?:(?:i|under|på)\s)?(?:det\s|den\s)?(?P<which>foregående|forrige|forudgående|næste"
    rf"|efterfølgende|følgende)\s(?:dagsordens?[\s-]?punkt(?:et)?|(?:punkt|sag)\s(?:på|i)\s{_AGENDA}"
    rf"|(?:punkt|sag)(?=\s?\(?(?:jf\.\s)?{_NUMBER.replace('(?P<number>', '(?:')}))"
    rf"(?:\s?,?\s?\(?(?:jf\.?\s)?{_NUMBER}\)?)?",
    re.IGNORECASE,
)
# dagsordenspunkt 12 · punkt 12 på dagsordenen · se sag 12 · sag nr. 8
_ITEM = re.compile(
    rf"(?:\b(?:i|under)\s)?(?:(?={_NUMBER.replace('(?P<number>', '(?:')}\s(?:på|i)\s{_AGENDA})"
    rf"|(?=dagsordens?[\s-]?punkt\s?(?:nr\.?\s)?\d)|(?<=\bjf\.\s)(?=sag\s)|(?<=\bse\s)(?=sag\s)"
    rf"|(?<=også\s)(?=sag\s)|(?<=henvises\stil\s)(?=sag\s)|(?<=\bi\s)(?=sag\s)|(?<=\bunder\s)(?=sag\s)"
    rf"|(?<=\()(?=sag\s)|(?=sag\snr\.?\s))"
    rf"{_NUMBER.replace('number', 'item')}(?!\s?[/-]\s?\d)(?:\s(?:på|i)\s{_AGENDA})?",
    re.IGNORECASE,
)
# i en separat sagsfremstilling i nærværende dagsorden · som et særskilt punkt på dagsordenen
_SEPARATE = re.compile(
    r"\b(?:i|som|under|på|via)\s(?:en|et)\s(?:separat|særskilt|selvstændigt?|anden|andet|egen|eget)\s"
    rf"(?:sagsfremstilling|sag|punkt|dagsordenspunkt|sagspunkt)\s(?:i|på|under|til)\s{_AGENDA}",
    re.IGNORECASE,
)
# På dette udvalgs møde · på dagens møde; not "med dette punkt", not "på mødet"
_THIS_MEETING = re.compile(
    rf"\b(?:på|ved|under)\s(?:dette|nærværende|indeværende|dagens)\s(?!\w+erne\b)(?P<meeting>{MEETING})"
    r"(?!\s(?:med|mellem|i\s[A-ZÆØÅ]))",
    re.IGNORECASE,
)
_ONE = re.compile(r"mødet?\Z|råde?t?\Z", re.IGNORECASE)
_WITH_OTHERS = re.compile(
    r"\s(?:med|mellem)\s(?!henblik|hensyn|afsæt|udgangspunkt)|\s(?:i|hos)\s(?!udvalg|byråd|fagudvalg)"
    r"[a-zæøåA-ZÆØÅ]"
)


@dataclass(frozen=True, slots=True)
class Undated:
    """Words and what they say: `which` of same, item, before, after, separate, next, some, last, other."""

    start: int
    end: int
    which: str
    body: str = ""
    number: int | None = None


def undated_hits(text: str, grammar: Grammar, own: str) -> Iterator[Undated]:
    """What points to a meeting or an item without a date; may overlap what a date has claimed."""
    for found in _NEIGHBOUR.finditer(text):
        before = found["which"].casefold() in ("foregående", "forrige", "forudgående")
        number = int(found["number"]) if found["number"] else None
        yield Undated(found.start(), found.end(), "before" if before else "after", number=number)
    for found in _SEPARATE.finditer(text):
        yield Undated(found.start(), found.end(), "separate")
    for found in _ITEM.finditer(text):
        yield Undated(found.start(), found.end(), "item", number=int(found["item"]))
    for found in _THIS_MEETING.finditer(text):
        yield Undated(found.start(), found.end(), "same")
    yield from _relative(text, grammar)
    yield from _other_bodies(text, grammar, own)


def _relative(text: str, grammar: Grammar) -> Iterator[Undated]:
    for found in grammar.next_meeting.finditer(text):
        if _WITH_OTHERS.match(text, found.end()) and not found["body"]:
            continue
        which, article = found["which"].casefold(), (found["article"] or "").strip().casefold()
        body = found["body"] or genitive_in(found[0], grammar)
        if which in ("seneste", "sidste", "forrige", "foregående"):
            kind = "last"
        elif article == "det" or which.startswith(("næst", "først")):
            kind = "next"
        else:
            kind = "some"
        name = "" if not body or is_generic(body) else body_name(body)
        yield Undated(found.start(), found.end(), kind, body=name)


def _other_bodies(text: str, grammar: Grammar, own: str) -> Iterator[Undated]:
    for found in grammar.other_body.finditer(text):
        name = "" if is_generic(found["body"][:-1]) else body_name(found["body"][:-1])
        is_own = not name or name.casefold() == own.casefold()
        if found["earlier"] or not is_own:
            which = "earlier" if found["earlier"] else "other"
            yield Undated(found.start(), found.end(), which, body=name)
