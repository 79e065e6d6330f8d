"""Days and months as minutes write them, with or without a year, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cases.minutes.danish import MONTHS, WEEKDAYS, month_number

_SHORT_NAMES = [*(month[:3] for month in MONTHS), "sept"]
_MONTH = "|".join(sorted([*MONTHS, *_SHORT_NAMES], key=len)[::-1])
_NAMED = rf"(?:(?:{'|'.join(MONTHS)})\b|(?:{'|'.join(_SHORT_NAMES)})\b\.?)"
# 4 · 19 · l9 · 2O: converters take 1 for l and 0 for O
_NUMBER = r"(?:[0-3]?\d|[lI]\d|[12][lIO])"
_YEAR = r"(?:,?\s(?:i\s)?(?P<{0}>(?:19|20)\d\d)(?!\d))?"
_DEN = r"(?:\b(?:den|d\.?)\s?)"
# den 4. marts 2025 · 1.april · 5 maj, 2024 · 4. mar. 2025
_WORDED = rf"(?P<day>{_NUMBER})\s?\.?\s?(?P<month>{_NAMED}){_YEAR.format('year')}"
# den 4. og 18. marts 2025 · 4., 11. og 18. marts: the days before the last
_EARLIER = rf"(?P<earlier>(?:{_NUMBER}\.,?\s?(?:(?:og|samt|eller|og den|samt den|den)\s)?)+)"
# 04.03.2025 · 4/3-2025 · 4/3 2025 · 4.3.25 · 04-03-2025
_NUMERIC = (
    r"(?P<nday>[0-3]?\d)\s?[-./]\s?(?P<nmonth>[01]?\d)(?:\s?[-./]\s?|\s(?=20\d\d))"
    r"(?P<nyear>(?:19|20)\d\d|\d\d)(?![\d.-]*\d)"
)
# 2025-03-04
_ISO = r"(?P<iyear>20\d\d)-(?P<imonth>[01]\d)-(?P<iday>[0-3]\d)(?![\d-])"
# den 4/3: without a year only after "den", for 2/5 is also a share
_SHORT = r"\b(?:den|d\.)\s(?P<sday>[0-3]?\d)/(?P<smonth>[01]?\d)(?![\d/-])"
# i maj · frem mod maj 2025 · i slutningen af marts
_MONTH_ALONE = rf"(?P<alone>{'|'.join(MONTHS)})\b(?:\småned\b)?{_YEAR.format('ayear')}(?!\s?[-–/]\s?(?:{_MONTH}))"
# på junimødet · udvalgets augustmøde 2025
_COMPOUND = rf"(?P<meets>{'|'.join(MONTHS)})-?møde(?:t|rne|r)?\b{_YEAR.format('myear')}"
# den 19. [og Byrådet den 26. maj]: the month comes with the next day
_WORDS = r"[^\d.;:()]{3,60}?"
_LONE = (
    rf"\b(?:den|d\.)\s(?P<lone>{_NUMBER})\.(?=(?:,|,?\s(?:og|samt|henholdsvis|hhv\.)){_WORDS}"
    rf"(?:(?:den|d\.)\s{_NUMBER}\.(?:,|,?\s(?:og|samt|henholdsvis|hhv\.)){_WORDS}){{0,3}}"
    rf"(?:den|d\.)\s{_NUMBER}\.\s(?:{_MONTH})\b)"
)
DATES = re.compile(
    rf"(?<![\d.,/-])(?:{_DEN}?(?P<list>{_EARLIER})(?={_NUMBER}\s?\.\s?(?:{_MONTH})\b)"
    rf"|{_LONE}|{_ISO}|{_DEN}?(?:{_WORDED}|{_NUMERIC})|{_SHORT})"
    rf"|(?<!\d)(?<!\d[. -])(?<!\d\.\s)(?<![-–])\b(?:{_MONTH_ALONE}|{_COMPOUND})",
    re.IGNORECASE,
)
_MAY_DATE = re.compile(
    rf"\d[\s.]{{0,3}}[a-z]{{3}}|\d[-./ ]{{1,2}}\d|{'|'.join(MONTHS)}", re.IGNORECASE
)
_DAY = re.compile(rf"{_NUMBER}(?=\.)")
# 27. april til den 3. juni · 9-13. september · 1. marts - 30. april
_UNTIL = re.compile(rf"\s?(?:til\s(?:og\smed\s)?|[-–]\s?)(?:den\s)?{_NUMBER}\s?[./]", re.IGNORECASE)
_FROM = re.compile(
    rf"(?:(?:{_NUMBER}\s?\.?|{_MONTH})\s?(?:20\d\d\s?)?(?:[-–]\s?|til\s(?:og\smed\s)?))\Z",
    re.IGNORECASE,
)
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"


@dataclass(frozen=True, slots=True)
class DateWords:
    """A day, or a month where `day` is None, as printed from `start` to `end`."""

    start: int
    end: int
    day: int | None
    month: int
    year: int | None = None
    # "junimødet": the word itself says that a meeting is meant.
    is_meeting: bool = False


@lru_cache(maxsize=500)
def find_date_words(text: str) -> tuple[DateWords, ...]:
    """Every day and month in a sentence, in order; periods ("1. maj til 3. juni") are left out."""
    if not _MAY_DATE.search(text):
        return ()
    found: list[DateWords] = []
    waiting: list[tuple[int, int, int]] = []
    for match in DATES.finditer(text):
        if match["list"]:
            waiting += _days_of_list(match)
            continue
        if match["lone"]:
            waiting.append((match.start(), match.end(), _number(match["lone"])))
            continue
        words = _words(match)
        if words is None or _is_period(text, match):
            waiting = []
            continue
        found += [DateWords(at, end, day, words.month, words.year) for at, end, day in waiting]
        waiting = []
        found.append(words)
    return tuple(found)


def _days_of_list(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    begin = match.start()
    for day in _DAY.finditer(match["list"]):
        at = match.start("list") + day.start()
        yield min(begin, at), match.start("list") + day.end() + 1, _number(day[0])
        begin = len(match.string)


def _number(printed: str) -> int:
    return int(printed.translate(str.maketrans("lIO", "110")))


def _words(match: re.Match[str]) -> DateWords | None:
    """What a match says; None where the numbers cannot be a day and a month."""
    if match["alone"]:
        printed = int(match["ayear"]) if match["ayear"] else None
        return DateWords(match.start(), match.end(), None, month_number(match["alone"]), printed)
    if match["meets"]:
        printed = int(match["myear"]) if match["myear"] else None
        month = month_number(match["meets"])
        return DateWords(match.start(), match.end(), None, month, printed, is_meeting=True)
    year: str | None
    if match["day"]:
        day, month, year = _number(match["day"]), month_number(match["month"]), match["year"]
    else:
        day, month, year = next(
            (int(match[f"{kind}day"]), int(match[f"{kind}month"]), _group(match, f"{kind}year"))
            for kind in ("n", "i", "s")
            if match[f"{kind}day"]
        )
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    full = int(year) + (2000 if len(year) == 2 else 0) if year else None
    return DateWords(match.start(), match.end(), day, month, full)


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _is_period(text: str, match: re.Match[str]) -> bool:
    """Whether the date is one end of a period."""
    if match["alone"] or match["meets"]:
        return False
    before = text[max(0, match.start() - 30) : match.start()]
    return bool(_UNTIL.match(text, match.end()) or _FROM.search(before))
