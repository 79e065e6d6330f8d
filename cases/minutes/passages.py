"""Places in an item's text, and what a rule may know of the item when it reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

# The texts of an item that rules read, by the name of their section. Decisions follow one another as
# `decision-1`, `decision-2`. The title and the attachments say what the item is called, not what it says.
TEXT_SECTIONS = ("summary", "case_text", "recommendation")
SECTION_OF_DECISION = "decision-{}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words at one place: `text[start:start + len(words)] == words` in the stored Markdown.

    `sentence` is what a reader needs around them: the sentence or list entry they stand in.
    """

    section: str
    start: int
    words: str
    sentence: str

    @property
    def end(self) -> int:
        """Where the words stop."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text was written: the committee's name, the day of its meeting, the item's number.

    `bodies` are the names of every committee that the portal knows, former names too.
    """

    committee: str
    date: dt.date
    number: int | None = None
    bodies: tuple[str, ...] = ()


class HasTexts(Protocol):
    """An agenda item or anything with the same texts."""

    summary: str
    case_text: str
    recommendation: str


def texts_of(item: HasTexts, decisions: Mapping[int, str]) -> dict[str, str]:
    """The texts that rules read, by section, in printed order; empty ones are left out.

    `decisions` are their texts by position.
    """
    texts = {name: str(getattr(item, name)) for name in TEXT_SECTIONS}
    texts |= {SECTION_OF_DECISION.format(number): text for number, text in decisions.items()}
    return {name: text for name, text in texts.items() if text}
