"""What the short values of exports mean: dates, numbers, access, kinds of document, file names."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from cases.minutes import danish
from cases.minutes.result import Access, DocumentType, NoMinutes

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
# 2026-02-17T13:30:00+01:00 · 2026-02-17 13:30 · 2026-02-17T12:30:00Z
_ISO = re.compile(
    r"^(?P<stamp>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(?P<zone>Z|[+-]\d{2}:?\d{2})?$"
)
# 2/17/2026 1:30:00 PM · 02/17/2026 13:30:00
_SLASHED = re.compile(
    r"^(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})"
    r"(?:\s+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?(?:\s*(?P<half>[AP])\.?M\.?)?)?$",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"(?<=\d[:.]\d{2})[:.]\d{2}(?!\d)")
_OPEN = frozenset({"1", "true", "ja", "yes", "åbne", "publiceres", "publicer"})
_CLOSED = re.compile(
    r"\b(?:lukket|lukkede|closed|fortrolig\w*|ikke[ -]offentlig\w*|private?|intern\w*|nej|no|false"
    r"|(?:må|skal) ikke publiceres|ikke publiceres)\b",
    re.IGNORECASE,
)
# Åben dagsorden · Åbent punkt · SKAL PUBLICERES · Offentlig
_OPEN_PHRASE = re.compile(
    r"^(?:åben|åbent|offentlig|offentligt|open|public)\b|^(?:skal|må|kan) publiceres$",
    re.IGNORECASE,
)
# 12 · 12. · Punkt 12
_NUMBER = re.compile(r"^(?:punkt|pkt\.?)?\s*(?P<number>\d{1,4})\s*[.:]?$", re.IGNORECASE)


def moment(text: str) -> tuple[dt.date | None, dt.time | None]:
    """Date and time of day of `text`; midnight is how exports write that they know no time.

    An order of day and month that cannot be told is no date.
    """
    text = text.strip()
    stamped = _ISO.match(text)
    if stamped:
        return _parts(_from_iso(stamped))
    slashed = _SLASHED.match(text)
    if slashed:
        return _parts(_from_slashes(slashed))
    time = danish.first_time(_SECONDS.sub("", text))
    return danish.first_date(text), None if time == dt.time(0) else time


def _parts(when: dt.datetime | None) -> tuple[dt.date | None, dt.time | None]:
    if when is None:
        return None, None
    time = when.time().replace(second=0)
    return when.date(), None if time == dt.time(0) else time


def _from_iso(match: re.Match[str]) -> dt.datetime | None:
    """The hour on the clock where the meeting is: an offset is Danish time, Z is not."""
    try:
        when = dt.datetime.fromisoformat(match["stamp"])
    except ValueError:
        return None
    if match["zone"] in ("Z", "+00:00", "+0000"):
        return when.replace(tzinfo=dt.UTC).astimezone(_COPENHAGEN).replace(tzinfo=None)
    return when


def _from_slashes(match: re.Match[str]) -> dt.datetime | None:
    first, second = int(match["first"]), int(match["second"])
    american = bool(match["half"]) or second > 12
    if not american and first <= 12 and first != second:
        return None
    day, month = (second, first) if american else (first, second)
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].upper() == "P" else 0)
    try:
        return dt.datetime(int(match["year"]), month, day, hour, int(match["minute"] or 0))
    except ValueError:
        return None


def access(text: str) -> Access:
    """What a flag or a phrase says; nothing, and words nobody knows, are UNKNOWN."""
    words = text.strip().casefold()
    if words == "0" or _CLOSED.search(words):
        return Access.CLOSED
    return Access.OPEN if words in _OPEN or _OPEN_PHRASE.match(words) else Access.UNKNOWN


def negated(flag: Access) -> Access:
    """The access of a file whose flag says that it is protected."""
    opposite = {Access.OPEN: Access.CLOSED, Access.CLOSED: Access.OPEN}
    return opposite.get(flag, Access.UNKNOWN)


def document_type(text: str) -> DocumentType | None:
    """Minutes or agenda by name. Raises NoMinutes for a draft: it is not meant to be published."""
    words = text.casefold()
    if "kladde" in words or words == "draft":
        raise NoMinutes(
            "Udtrækket er en kladde. Vælg det, når dagsordenen eller referatet er udgivet."
        )
    if re.search(r"\b(?:\w*referat\w*|\w*protokol\w*|minutes)\b", words):
        return DocumentType.MINUTES
    if re.search(r"\b(?:\w*dagsorden\w*|agenda)\b", words):
        return DocumentType.AGENDA
    return None


def number(text: str) -> int | None:
    """The number of an item, where it is a whole number."""
    match = _NUMBER.match(text.strip())
    return int(match["number"]) if match else None


def file_name(path: str) -> str | None:
    """The last part of a path or address, be it Windows' or the web's."""
    path = re.split(r"[?#]", path.strip())[0] if "://" in path else path.strip()
    return re.split(r"[\\/]", path)[-1].strip() or None
