"""Finds where a text refers to a meeting or an item: the grammar of Danish minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cases.minutes.danish import shown
from cases.minutes.passages import Passage, Setting


class ReferenceKind(StrEnum):
    """How a text points to a meeting or an item."""

    MEETING_ITEM = "meeting_item"
    MEETING_DATE = "meeting_date"
    MEETING_MONTH = "meeting_month"
    PLANNED_DATE = "planned_date"
    PLANNED_MONTH = "planned_month"
    PLANNED_UNDATED = "planned_undated"
    NEXT_MEETING = "next_meeting"
    PROCESS_STEP = "process_step"
    SAME_MEETING = "same_meeting"
    SAME_MEETING_ITEM = "same_meeting_item"
    OTHER_BODY = "other_body"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return _LABELS[self]


_LABELS = {
    ReferenceKind.MEETING_ITEM: shown("punkt på et møde"),
    ReferenceKind.MEETING_DATE: shown("møde på en dato"),
    ReferenceKind.MEETING_MONTH: shown("møde i en måned"),
    ReferenceKind.PLANNED_DATE: shown("planlagt møde på en dato"),
    ReferenceKind.PLANNED_MONTH: shown("planlagt møde i en måned"),
    ReferenceKind.PLANNED_UNDATED: shown("kommende møde uden dato"),
    ReferenceKind.NEXT_MEETING: shown("det næste møde"),
    ReferenceKind.PROCESS_STEP: shown("trin i en plan"),
    ReferenceKind.SAME_MEETING: shown("dette møde"),
    ReferenceKind.SAME_MEETING_ITEM: shown("punkt på dette møde"),
    ReferenceKind.OTHER_BODY: shown("behandling i et andet organ"),
}


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """A reference as printed: nothing is inferred yet.

    `body` is the committee named in the phrase ("" where none is), `body_nearby` the one named last
    before it in the same paragraph. `year` is None where it is not printed; `day` is None where only a
    month is. `is_planned` says that the sentence looks ahead.
    """

    passage: Passage
    kind: ReferenceKind
    body: str = ""
    body_nearby: str = ""
    day: int | None = None
    month: int | None = None
    year: int | None = None
    number: int | None = None
    quoted_title: str = ""
    is_planned: bool = False

    @property
    def date(self) -> dt.date | None:
        """The day, where it is printed whole."""
        if self.day and self.month and self.year:
            return dt.date(self.year, self.month, self.day)
        return None


def find_references(texts: Mapping[str, str], setting: Setting) -> list[ParsedReference]:
    """Every reference in the texts of an item, in printed order."""
    raise NotImplementedError
