"""Finds a body's own words in a decision that repeats what other bodies said of the case before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from cases.minutes.danish import DATE, first_date

# Socialudvalget den 6. maj 2025: … · Beslutning i Økonomiudvalget, 19-05-2025: … · Byrådet: …
_SAID_BY = re.compile(
    r"^[*_]*(?:Beslutning (?:i|fra) )?(?P<body>[A-ZÆØÅ](?:[\w-]|, | )*?"
    r"(?:udvalg(?:et)?|råd(?:et)?|bestyrelsen|magistraten)"
    rf"|ØU|BR|KB)(?:,? (?:den |d\. ?)?{DATE.pattern})?(?:,? (?:pkt\.?|punkt) \d+)?:[*_]*(?=\s|$)",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"(?:udvalg(?:et)?|byråd(?:et)?|regionsråd(?:et)?|kommunalbestyrelsen|magistraten|^ØU|^BR|^KB)$",
    re.IGNORECASE,
)


def own_paragraphs(paragraphs: Sequence[str]) -> Sequence[str]:
    """The paragraphs of the last body, where several are named: by day, and last the one without.

    What only one body said, or none is named for, is all its own.
    """
    said = [(number, *named) for number, text in enumerate(paragraphs) if (named := _said_by(text))]
    if len({body for _, body, _ in said}) < 2:
        return paragraphs
    start = max(said, key=lambda row: (row[2] or dt.date.max, row[0]))[0]
    later = (number for number, _, _ in said if number > start)
    return paragraphs[start : next(later, len(paragraphs))]


def _said_by(paragraph: str) -> tuple[str, dt.date | None] | None:
    """The body that a paragraph begins with, and the day it met."""
    match = _SAID_BY.match(paragraph)
    if match is None or not _DECIDES.search(match["body"]):
        return None
    return match["body"].casefold(), first_date(match[0])
