"""What a person typed, taken apart: words, phrases, what must not be there, dates and numbers.

Plain Python. Nothing that can be typed is an error: what is no sign is a word, and what is neither
is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from cases.minutes.danish import LOOK_ALIKES, MONTHS
from cases.search.analyser import folded, words
from cases.search.common_words import COMMON

# What comes after so many words or letters of a query is not looked at.
MOST_WORDS = 24
MOST_LETTERS = 1_000
# `ord*`: a shorter beginning would be that of nearly every text.
SHORTEST_BEGINNING = 3

# As Danes and the English write and shorten them.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan", "februar february feb", "marts march mar", "april apr", "maj may",
            "juni june jun", "juli july jul", "august aug", "september sept sep",
            "oktober october okt oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b"
# »varme mad« · "varme mad" · “varme mad” · an open quote runs to the end
_QUOTED = re.compile(r'(?P<no>(?<!\S)[-–−])?[»"“”„«](?P<phrase>[^»"“”„«]*)[»"“”„«]?')
# tirsdag den 28 · d. 28
_WEEKDAY, _THE = r"\b(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s+", r"\b(?:den|d)\b\.?\s*"
_BEFORE_DATE = rf"(?:{_WEEKDAY})?(?:{_THE})?"
# 28.4.2026 · 28-04-2026 · 28/4 2026 · 28.4.26, but not 27.03.08, which is a number of KLE
_DATE = re.compile(
    _BEFORE_DATE + r"\b(?!\d\d\.\d\d\.\d\d\b)(?P<day>\d{1,2})[./-]\s?(?P<month>\d{1,2})"
    r"(?:[./ -]\s?(?P<year>\d{4})\b|[./-](?P<short>\d\d)\b(?![.,/-]\w))"
)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")
# 28. april 2026 · den 28 april
_SPOKEN = re.compile(
    _BEFORE_DATE + rf"\b(?P<day>\d{{1,2}})\.?\s+(?P<name>{_MONTH})(?:\.?\s+(?P<year>\d{{4}})\b)?"
)
# den 28/4 · d. 28.4 · tirsdag 28.4.
_DAY = re.compile(
    rf"(?:{_WEEKDAY}{_THE}|{_WEEKDAY}|{_THE})(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})\b(?![.,/-]\w)"
)
# 28/4 · 28.4, which may be a number as well; 27.03 is the beginning of one of KLE
_DAY_OR_NUMBER = re.compile(r"(?!\d\d\.\d\d)(?P<day>\d{1,2})[./](?P<month>\d{1,2})")
# april 2025 · apr. 2025 · jul. 2025, for "jul 2025" is Christmas
_IN_MONTH = re.compile(rf"\b(?!jul\s)(?P<name>{_MONTH})\.?\s+(?P<year>(?:19|20)\d\d)\b")
# punkt 33 · pkt. 33 · punkt nr. 33 · item 33
_ITEM = re.compile(
    rf"\b(?:punkt|pkt|item)\.?\s*(?:nr\.?|nummer)?\s*(?P<number>\d{{1,5}})\b(?![.,/-]\d|\.\s*(?:{_MONTH}))"
)
# The letter of a number, also as those write it who have no æ, ø and å at hand.
_LETTER, _SPELLED_OUT = "(?:[a-zæøå]|ae|oe|aa)", {"ae": "æ", "oe": "ø", "aa": "å"}
# "Sag", as pages have it before a number; j.nr. · journal nr. · sagsnummer
_BEFORE_NUMBER = r"(?:\b(?:sag|fast punkt|(?:j|journal|sags?)[.\s-]*(?:nr|nummer))\b[.:\s]*)?"
# 15.20.00-A00-3-25 · 15.20 · A00-3-25 · a00 · 24/1234 · 3-25 · 15.20.00-a, not written out yet · -3-25
_NUMBER = re.compile(
    _BEFORE_NUMBER
    + r"(?:(?<![\w.,/-])|(?<=^-)|(?<=\s-))"
    + rf"(?P<number>{_LETTER}?\d+(?:[./-]{_LETTER}?\d+)+(?:-{_LETTER}?)?|{_LETTER}\d{{2}}(?![\w-]))(?!\w)"
)
# 15 20 00 a00 3 25: a KLE number with spaces for its marks
_SPACED = re.compile(
    _BEFORE_NUMBER
    + r"(?<![\w.-])(\d\d)[ .-](\d\d)[ .-](\d\d)[ -]([a-zæøå]\d\d)(?:[ -](\d{1,5}))?(?:[ -](\d\d))?(?![\w.-])"
)
# § 17 · § 17, stk. 4 · paragraf 17
_PARAGRAPH = re.compile(
    r"(?:§|\bparagraf)\s*\d+\s?[a-z]?\b(?:,?\s*stk\.?\s*\d+)?(?:,?\s*nr\.?\s*\d+)?"
)
# А00 with a Cyrillic letter, which stands in no word.
_LONE = re.compile(r"(?<![^\W\d_])[\u0370-\u04ff](?=\d)")
# Between letters any dash is a hyphen: Word makes them longer.
_DASH = re.compile(r"(?<=\w)[‐‑‒–—](?=\w)")
# Searchers elsewhere have these; here every word is wanted as it is.
_OPERATOR = re.compile(r"(?<!\S)(?:AND|OR|OG|ELLER)(?!\S)")
_NOT = re.compile(r"(?<!\S)NOT\s+(?=\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Kind(StrEnum):
    """What a part of a query is."""

    WORD = "word"
    PREFIX = "prefix"
    PHRASE = "phrase"
    DATE = "date"
    # Of any year.
    DAY = "day"
    MONTH = "month"
    ITEM = "item"
    NUMBER = "number"


@dataclass(frozen=True)
class Part:
    """One part of a query: what it is, its folded words, and what it stands for."""

    kind: Kind
    words: tuple[str, ...]
    is_wanted: bool = True
    # Joined by a hyphen, so that they may be one word.
    is_hyphened: bool = False
    # Of a day of any year that in a leap year.
    date: dt.date | None = None
    value: str = ""

    @property
    def text(self) -> str:
        """The part as a person would type it."""
        said = self.value or " ".join(self.words)
        return f"»{said}«" if self.kind is Kind.PHRASE else said


@dataclass(frozen=True)
class Query:
    """A typed query taken apart."""

    parts: tuple[Part, ...]
    is_cut: bool = False
    # Something was typed, but nothing that a text could hold.
    is_empty: bool = False

    @property
    def wanted(self) -> list[Part]:
        """What has to be there; words that say nothing only where there are no others."""
        wanted = [part for part in self.parts if part.is_wanted]
        telling = [part for part in wanted if part.kind is not Kind.WORD or not _says_nothing(part)]
        return telling or wanted

    @property
    def unwanted(self) -> list[Part]:
        """What must not be there."""
        return [part for part in self.parts if not part.is_wanted]

    @property
    def plain_words(self) -> list[str]:
        """The words in the order in which they were typed, without what must not be there."""
        return [word for part in self.parts if part.is_wanted for word in part.words]


def _says_nothing(part: Part) -> bool:
    return all(word in COMMON for word in part.words)


def parse_query(typed: str) -> Query:
    """Take apart what was typed. Whatever it is, there is an answer; at worst no part at all."""
    text = " ".join(typed[:MOST_LETTERS].split())
    if not _QUOTED.search(text):
        text = _NOT.sub("-", _OPERATOR.sub(" ", text))
    text = _LONE.sub(lambda match: match[0].translate(LOOK_ALIKES), " ".join(text.split()))
    text = _DASH.sub("-", folded(text))
    parts: list[Part] = []
    place = 0
    for match in _QUOTED.finditer(text):
        parts += _unquoted(text[place : match.start()])
        place = match.end() + text.startswith("-", match.end())
        if found := tuple(words(match["phrase"])):
            said = match["phrase"].strip()
            part = Part(Kind.PHRASE, found, value=said)
            if _NUMBER.fullmatch(said):
                part = Part(Kind.NUMBER, found, value=said)
            parts.append(replace(part, is_wanted=not match["no"]))
    parts += _unquoted(text[place:])
    unique = list(dict.fromkeys(parts))
    is_cut = len(typed) > MOST_LETTERS or len(unique) > MOST_WORDS
    return Query(tuple(unique[:MOST_WORDS]), is_cut, is_empty=bool(text) and not unique)


def _unquoted(text: str) -> list[Part]:
    """The parts of text without quotes: what has a form of its own first, then words."""
    for form, make in _FORMS:
        match = form.search(text)
        part = make(match) if match else None
        if match and part:
            before, after = text[: match.start()], text[match.end() :]
            if before.endswith("-") and (len(before) == 1 or before[-2].isspace()):
                before, part = before[:-1], replace(part, is_wanted=False)
            # What a hyphen joins to it, as in "§ 18-midler", is not to be left out.
            return [*_unquoted(before), part, *_unquoted(after.removeprefix("-"))]
    return [part for piece in text.split() for part in _word(piece)]


def _word(piece: str) -> list[Part]:
    is_wanted = not re.match(r"[-–−]\w", piece)
    found = words(piece)
    if not found:
        return []
    if len(found) == 1:
        is_prefix = piece.endswith("*") and len(found[0]) >= SHORTEST_BEGINNING
        kind = Kind.PREFIX if is_prefix else Kind.WORD
        return [Part(kind, (found[0],), is_wanted)]
    is_hyphened = re.fullmatch(r"[-–−]?[^\W\d_]+(?:[-‐‑][^\W\d_]+)+[.,;:!?]*", piece) is not None
    if is_hyphened or not is_wanted:
        return [Part(Kind.WORD, tuple(found), is_wanted, is_hyphened=is_hyphened)]
    return [Part(Kind.WORD, (word,)) for word in found]


def _date(match: re.Match[str]) -> Part | None:
    found = match.groupdict()
    month = _MONTHS[found["name"]] if found.get("name") else int(found["month"])
    year = int(found["year"]) if found.get("year") else None
    if found.get("short"):
        year = dt.datetime.strptime(found["short"], "%y").year
    try:
        date = dt.date(year or 2000, month, int(found["day"]))
    except ValueError:
        return None
    day_words = (str(date.day), MONTHS[month - 1])
    if year is None:
        return Part(Kind.DAY, day_words, date=date, value=f"{date.day}. {MONTHS[month - 1]}")
    return Part(Kind.DATE, (*day_words, str(year)), date=date)


def _month(match: re.Match[str]) -> Part:
    date = dt.date(int(match["year"]), _MONTHS[match["name"]], 1)
    return Part(Kind.MONTH, (MONTHS[date.month - 1], match["year"]), date=date)


def _item(match: re.Match[str]) -> Part:
    return Part(Kind.ITEM, ("punkt", match["number"]), value=f"punkt {match['number']}")


def _number(match: re.Match[str]) -> Part | None:
    number = re.sub("ae|oe|aa", lambda pair: _SPELLED_OUT[pair[0]], match["number"])
    day = _DAY_OR_NUMBER.fullmatch(number)
    meant = _date(day) if day else None
    return Part(Kind.NUMBER, tuple(words(number)), date=meant.date if meant else None, value=number)


def _paragraph(match: re.Match[str]) -> Part:
    said = match[0].replace("paragraf", "§")
    return Part(Kind.PHRASE, tuple(words(said)), value=said)


def _spaced(match: re.Match[str]) -> Part:
    parts = match.groups()
    number = "-".join([".".join(parts[:3]), *(part for part in parts[3:] if part)])
    return Part(Kind.NUMBER, tuple(words(number)), value=number)


_FORMS = (
    (_ISO, _date), (_SPACED, _spaced), (_DATE, _date), (_ITEM, _item), (_SPOKEN, _date),
    (_DAY, _date), (_IN_MONTH, _month), (_PARAGRAPH, _paragraph), (_NUMBER, _number),
)  # fmt: skip


def is_year(word: str) -> bool:
    """Whether a word is a year: `2025`."""
    return _YEAR.fullmatch(word) is not None
