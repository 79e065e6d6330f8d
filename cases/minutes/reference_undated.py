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
# det selvstændige punkt om veje senere på dagsordenen · behandles senere på dagsordenen
# i en separat sagsfremstilling i nærværende dagsorden · som et særskilt punkt på dagsordenen
_SEPARATE = re.compile(
    r"(?:\b(?:i|som|under|på|via|af)\s(?:en|et|den|det)\s(?:separate?|særskilte?|selvstændig[te]?|anden|andet|egen|eget)\s"
    r"(?:sagsfremstilling|sag|punkt|dagsordenspunkt|sagspunkt)(?:\s(?:om|vedrørende|for)(?:\s[^\s.,;:()]+){1,6}?)?\s"
    rf"|\b(?=(?:senere|tidligere|længere\snede)\s))(?:(?:senere|tidligere|andetsteds|længere\snede)\s)?"
    rf"(?:i|på|under|til)\s{_AGENDA}",
    re.IGNORECASE,
)
# På dette udvalgs møde · på dagens møde; not "med dette punkt", not "på mødet"
_THIS_MEETING = re.compile(
    rf"\b(?:på|ved|under)\s(?:dette|nærværende|indeværende|dagens)\s(?!\w+erne\b)(?P<meeting>{MEETING})"
    r"(?!\s(?:med|mellem|i\s[A-ZÆØÅ]))",
    re.IGNORECASE,
)
# idet punkt 45 udgår · punkterne 4 og 5 behandles samlet · med undtagelse af punkt 7
_ON_AGENDA = re.compile(
    r"(?<!indstillingens\s)(?<!indstillings)(?<!at-)\b(?:punkt(?:erne)?|pkt|sag(?:erne)?)\b\.?\s?(?:nr\.?\s?)?(?P<numbers>\d{1,4}(?:(?:,|\sog)\s\d{1,4})*)"
    r"\s(?:(?:er|blev|bliver|er\sblevet)\s)?(?:udgår|udgik|udgået|(?:tages|taget|trækkes|trukket)\s(?:af|fra)\sdagsordenen"
    r"|(?:behandles|behandlet|drøftes|drøftet|tages|taget|flyttes|flyttet|rykkes|rykket)\s(?:op\s|frem\s)?(?:først|sidst|før|efter|inden|samlet|sammen|under\sét|som\sdet\s\w+\spunkt)"
    r"|bytter\splads|er\slukke[td]e?|(?:optages|optaget|sættes|tilføjes)\s(?:på|som)\b)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+")
_BESIDE = "(?:sidste|forrige|næste|kommende)"
# på mødet i sidste måned · på forrige måneds møde
_MONTH_BEFORE = re.compile(
    rf"\b(?:på|ved|under|fra|siden)\s(?:(?:det|sit|udvalgets)\s)?(?:{MEETING}\si\s(?P<which>{_BESIDE})\småned\b"
    rf"|(?P<beside>{_BESIDE})\småneds\s{MEETING})",
    re.IGNORECASE,
)
_ONE = re.compile(r"mødet?\Z|råde?t?\Z", re.IGNORECASE)
_WITH_OTHERS = re.compile(
    r"\s(?:med|mellem)\s(?!henblik|hensyn|afsæt|udgangspunkt)|\s(?:i|hos)\s(?!udvalg|byråd|fagudvalg)"
    r"[a-zæøåA-ZÆØÅ]"
)


@dataclass(frozen=True, slots=True)
class Undated:
    """Words and what they say: `which` of same, item, agenda, before, after, separate, next, some,
    last, other, month before, month after."""

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
    for found in _ON_AGENDA.finditer(text):
        yield from _numbers(found)
    for found in _MONTH_BEFORE.finditer(text):
        before = (found["which"] or found["beside"]).casefold() in ("sidste", "forrige")
        yield Undated(found.start(), found.end(), "month before" if before else "month after")
    for found in _THIS_MEETING.finditer(text):
        yield Undated(found.start(), found.end(), "same")
    yield from _relative(text, grammar)
    yield from _other_bodies(text, grammar, own)


def _numbers(found: re.Match[str]) -> Iterator[Undated]:
    """Each of the numbers in "punkterne 4 og 5", the first with the word before them."""
    at = found.start("numbers")
    for number in _NUMBERS.finditer(found["numbers"]):
        begin = at + number.start() if number.start() else found.start()
        yield Undated(begin, at + number.end(), "agenda", number=int(number[0]))


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
