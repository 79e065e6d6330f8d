"""The sentences of an item with what stands around them, and the days that belong to events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cases.minutes.plain_words import Plain
from cases.minutes.reference_dates import find_date_words
from cases.minutes.sentences import BlockKind, blocks, sentences

# borgermøde · KL møde · temadag: others than the committee meet there
EVENT = re.compile(
    r"\b(?:borger|info|informations|orienterings|tema|dialog|netværks|nabo|forældre|beboer|personale|opstarts"
    r"|stor|fokusgruppe|vælger|bruger|lodsejer)\w*mød\w+|\bKL[\s-]møde\w*|temadag\w*|workshop\w*|konference\w*"
    r"|\w*messe[nr]?\b|arrangement\w*|seminar\w*|partnerskabsdag\w*|indvielse\w*|reception\w*|besigtigelse\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what stands around it: the block before a list, the paragraph so far."""

    section: str
    plain: Plain
    is_entry: bool
    lead: str
    so_far: str


def event_days(line: Line) -> Iterator[tuple[int, int]]:
    """The days that a line gives to an event: "den 6. oktober blev der afholdt et borgermøde"."""
    text = line.plain.text
    days = [words for words in find_date_words(text) if words.day is not None]
    events = list(EVENT.finditer(text)) if days else []
    for words in days if events else ():
        near = any(
            0 <= words.start - event.end() < 40 or 0 <= event.start() - words.end < 40
            for event in events
        )
        if words.day is not None and near:
            yield words.day, words.month


def lines_of(section: str, text: str) -> Iterator[Line]:
    """The sentences of a section in order."""
    lead = ""
    for block in blocks(text):
        so_far = ""
        is_entry = block.kind in (BlockKind.ENTRY, BlockKind.ROW)
        for sentence in sentences(block):
            plain = Plain.of(sentence.text, sentence.start)
            if plain.text.strip():
                yield Line(section, plain, is_entry and not so_far, lead, so_far)
                so_far = f"{so_far} {plain.text}"
        if not is_entry:
            lead = so_far
