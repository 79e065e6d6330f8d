"""Days and months that a sentence looks forward to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cases.minutes.danish import DATE, MONTHS, find_dates, month_number

# Where no year is printed, the next such day is meant; farther ahead than this, the last one is.
_AHEAD = dt.timedelta(days=305)
_MONTH = "|".join(MONTHS)
# den 2. juni · 1.april · den 11. eller 12. september · 9.-13. september
_DAY = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2})\.?(?:\s?(?:eller|og|til|[-–])\s?(?:den\s)?\d{1,2}\.)?"
    rf"\s?(?P<month>{_MONTH})\b(?:\s(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    rf"\b(?P<month>{_MONTH})\b(?:\s(?:måned\s)?(?P<year>\d{{4}}))?", re.IGNORECASE
)
# på junimødet · udvalgets august-møde
_MONTH_MEETING = re.compile(
    rf"\b(?P<month>{_MONTH})-?møde\w*(?:\s(?P<year>\d{{4}}))?", re.IGNORECASE
)
# om et halvt år · om tre måneder · om halvandet år
_FROM_NOW = re.compile(
    r"\bom\s(?P<count>et|én|en|to|tre|fire|fem|seks|ni|tolv|halvandet|\d{1,2})\s(?P<half>halvt\s)?"
    r"(?P<unit>år|måned(?:er)?)(?=[\s.,;:)]|$)",
    re.IGNORECASE,
)
_COUNTS = {
    "et": 1, "én": 1, "en": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "ni": 9, "tolv": 12,
    "halvandet": 1.5,
}  # fmt: skip
# i maj · ultimo juni · frem mod maj: a word that makes a month a time, and not a name
_SETS_TIME = re.compile(r"\b(?:i|til|primo|medio|ultimo|inden|mod|senest|af)\s+$", re.IGNORECASE)
# pr. 31. marts · fra den 1. juli · aftalen af 3. maj · nøgletal for juni · fra mødet i juni
_NO_DUE = re.compile(
    r"\b(?:(?:pr\.?|fra|siden|efter|af|for)\s+(?:den\s|d\.\s?)?|(?:fra|siden|efter)\s+[\wæøå]*møde\w*\s+(?:den\s|d\.\s?)?)$",
    re.IGNORECASE,
)
# i foråret 2026 · til efteråret · i 2. kvartal 2025 · første halvår · ultimo 2025 · i løbet af 2026
_SEASON = re.compile(
    r"\b(?:(?P<name>forår|sommer|efterår|vinter)(?:en|et)|(?P<part>[1-4]\.|første|andet|tredje|fjerde)"
    r"\s?(?P<of>kvartal|halvår))(?:\s(?:af\s)?(?P<year>\d{4}))?"
    r"|\b(?:medio|ultimo|udgangen af|slutningen af|løbet af|i)\s(?P<whole>\d{4})\b",
    re.IGNORECASE,
)
_LAST_MONTH = {"forår": 5, "sommer": 8, "efterår": 11, "vinter": 12, "kvartal": 3, "halvår": 6}
_PARTS = {"1.": 1, "2.": 2, "3.": 3, "4.": 4, "første": 1, "andet": 2, "tredje": 3, "fjerde": 4}


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day, or the first of a month, that lies ahead; `inferred` where its year is not printed."""

    date: dt.date
    start: int
    end: int
    is_month: bool = False
    inferred: bool = False


def dates_ahead(text: str, today: dt.date) -> list[DueDate]:
    """The days and months after `today` that a text names or counts to, in printed order."""
    named = [*_all(text, today), *_months_from(text, today)]
    found = sorted(named, key=lambda due: due.start)
    return [due for due in found if _is_ahead(due, today) and not _NO_DUE.search(text[: due.start])]


def season_ahead(text: str, today: dt.date) -> tuple[int, int] | None:
    """Where a text names a season, quarter, half-year or year that is not over."""
    for match in _SEASON.finditer(text):
        name, year = match["name"] or match["of"] or "", match["year"] or match["whole"]
        last = _LAST_MONTH.get(name.casefold(), 12) * _PARTS[(match["part"] or "1.").casefold()]
        if not year or (int(year), last) >= (today.year, today.month):
            return match.span()
    return None


def _is_ahead(due: DueDate, today: dt.date) -> bool:
    return due.date > today or (due.is_month and due.date >= today.replace(day=1))


def _all(text: str, today: dt.date) -> Iterator[DueDate]:
    for match in _MONTH_MEETING.finditer(text):
        meeting = _made(match, today, None)
        if meeting:
            yield meeting
    if not re.search(r"\d", text) and not _IN_MONTH.search(text):
        return
    taken: list[tuple[int, int]] = []
    days = list(_DAY.finditer(text))
    for match, date in find_dates(text):
        spread = next((day for day in days if day.end() == match.end()), match)
        first = _day(spread, today) if spread is not match else None
        taken.append(spread.span())
        yield first or DueDate(date, match.start(), match.end())
    taken += [match.span() for match in DATE.finditer(text)]
    for matches, read in ((days, _day), (_IN_MONTH.finditer(text), _month)):
        for match in matches:
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            due = read(match, today)
            if due:
                taken.append(match.span())
                yield due


def _months_from(text: str, today: dt.date) -> Iterator[DueDate]:
    """The months that a text counts from today."""
    for match in _FROM_NOW.finditer(text):
        count = float(_COUNTS.get(match["count"].casefold()) or match["count"])
        months = int(
            count * (12 if match["unit"].casefold() == "år" else 1) / (2 if match["half"] else 1)
        )
        years, month = divmod(today.month - 1 + months, 12)
        date = dt.date(today.year + years, month + 1, 1)
        yield DueDate(date, match.start(), match.end(), is_month=True, inferred=True)


def _day(match: re.Match[str], today: dt.date) -> DueDate | None:
    return _made(match, today, int(match["day"]))


def _month(match: re.Match[str], today: dt.date) -> DueDate | None:
    """A month counts after a word that sets a time, or with its year: "Maj" is also a name."""
    looked_at = max(0, match.start() - 10)
    sets_time = _SETS_TIME.search(match.string[looked_at : match.start()])
    due = _made(match, today, None) if match["year"] or sets_time else None
    return replace(due, start=looked_at + sets_time.start()) if due and sets_time else due


def _made(match: re.Match[str], today: dt.date, day: int | None) -> DueDate | None:
    month = month_number(match["month"])
    try:
        if match["year"]:
            date = dt.date(int(match["year"]), month, day or 1)
        else:
            date = dt.date(today.year, month, day or 1)
            if (date if day else _end_of(date)) < today:
                date = date.replace(year=today.year + 1)
            if date - today > _AHEAD:
                return None
    except ValueError:  # 31. april, 29. februar
        return None
    return DueDate(date, match.start(), match.end(), day is None, not match["year"])


def _end_of(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
