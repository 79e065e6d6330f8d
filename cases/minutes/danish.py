"""Danish dates, times and letters as minutes print them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator


def shown(text: str) -> str:
    """The text itself; marks a Danish text of the screen so that the translations find it."""
    return text


MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]

_MONTH = "|".join(sorted(MONTHS + [month[:3] for month in MONTHS], key=len, reverse=True))
# 08-04-2025 · 8.4.2025 · 12/3-2019 · 2026-02-17 · 17. februar 2026 · 1.april 2025
DATE = re.compile(
    rf"(?<![\d.])(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d1>\d{{1,2}})\s?[-./]\s?(?P<m1>\d{{1,2}})\s?[-./]\s?(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})\.?\s?(?P<m2>{_MONTH})\.?,?\s(?P<y2>\d{{4}}))(?!\d)",
    re.IGNORECASE,
)
# kl. 08:00 · kl. 19.00 · Kl 8.15
TIME = re.compile(
    r"(?:kl\.?\s*)?(?<!\d)(?P<h>\d{1,2})[:.](?P<m>\d{2})(?![\d.:])(?!-\d{4})", re.IGNORECASE
)

# Letters of other scripts inside Danish words, as converters leave them: in "varместuen" four
# Cyrillic letters stand for the sounds m, e, s and t, so sound decides where look and sound differ.
LOOK_ALIKES = str.maketrans(
    "авекмнорстухіјѕгдлпбАВЕКМНОРСТУХІЈЅαεικνορτυχβΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "avekmnorstuhijsgdlpbAVEKMNORSTUHIJSaeiknortuxbABEZHIKMNORTYX",
)


_DAY = re.compile(rf"^\d{{1,2}}\.\s?(?:{_MONTH})\b", re.IGNORECASE)


def starts_with_day(text: str) -> bool:
    """Whether `text` begins with a day of a month: "1. februar" is no list number."""
    return bool(_DAY.match(text))


def month_number(name: str) -> int:
    """1 to 12 for a Danish month name or its first three letters."""
    return [month[:3] for month in MONTHS].index(name[:3].lower()) + 1


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        if match["d1"]:
            return dt.date(int(match["y1"]), int(match["m1"]), int(match["d1"]))
        return dt.date(int(match["y2"]), month_number(match["m2"]), int(match["d2"]))
    except ValueError:
        return None


def find_dates(text: str) -> Iterator[tuple[re.Match[str], dt.date]]:
    """Every whole date in `text` with where it stands; an impossible one (31-02) is passed over."""
    for match in DATE.finditer(text):
        date = _date(match)
        if date is not None:
            yield match, date


def first_date(text: str) -> dt.date | None:
    """The first whole date in `text`, or None."""
    return next((date for _, date in find_dates(text)), None)


def first_time(text: str) -> dt.time | None:
    """The first time of day in `text`, or None. Dates in the text are not taken for times."""
    for match in TIME.finditer(DATE.sub(" ", text)):
        hour, minute = int(match["h"]), int(match["m"])
        if hour < 24 and minute < 60:
            return dt.time(hour, minute)
    return None


def named_weekday(text: str) -> int | None:
    """The weekday named in `text` (Monday is 0), or None."""
    for word in re.findall(r"[a-zæøå]+", text.lower()):
        if word in WEEKDAYS:
            return WEEKDAYS.index(word)
    return None


def month_name(month: int) -> str:
    """`marts` for 3."""
    return MONTHS[month - 1]


def format_date(date: dt.date) -> str:
    """`17. februar 2026`."""
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"


def fold_look_alikes(text: str) -> str:
    """`text` with Cyrillic and Greek look-alike letters as Latin ones, in words that mix scripts."""
    if not _FOREIGN.search(text):  # nearly every text, and looking at each word takes long
        return text
    return WORD.sub(lambda match: _fold_word(match[0]), text)


_FOREIGN = re.compile("[\u0370-\u04ff]")
WORD = re.compile(r"[^\W\d_]+")


def _fold_word(word: str) -> str:
    return word.translate(LOOK_ALIKES) if is_mixed_script(word) else word


def is_mixed_script(word: str) -> bool:
    """Whether a word mixes Latin letters with look-alikes from another script."""
    foreign = _FOREIGN.search(word)
    return bool(foreign) and any(letter.isascii() or letter in "æøåÆØÅéÉ" for letter in word)


# Soft hyphens, joiners and other marks of no width.
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def normalise_characters(text: str) -> str:
    """`text` composed (NFC), no-break spaces as spaces, without soft hyphens and zero-width marks.

    These change no word; they only hide words from rules and search.
    """
    text = unicodedata.normalize("NFC", text)
    return INVISIBLE.sub("", re.sub("[\u00a0\u2007\u202f]", " ", text))
