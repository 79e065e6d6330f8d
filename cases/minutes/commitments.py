"""Finds what a text promises: a case that comes back, a task, a step of a plan, a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cases.minutes.danish import shown
from cases.minutes.passages import Passage, Setting


class CommitmentKind(StrEnum):
    """What sort of promise it is."""

    CASE_RETURNS = "case_returns"
    PROCESS_STEP = "process_step"
    COMMITTEE_ACTION = "committee_action"
    ADMINISTRATION_TASK = "administration_task"
    OTHER_BODY = "other_body"
    EXECUTION = "execution"
    AWAITS = "awaits"
    DEADLINE = "deadline"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return _LABELS[self]


_LABELS = {
    CommitmentKind.CASE_RETURNS: shown("kommer igen i udvalget"),
    CommitmentKind.PROCESS_STEP: shown("trin i en plan"),
    CommitmentKind.COMMITTEE_ACTION: shown("udvalget gør noget"),
    CommitmentKind.ADMINISTRATION_TASK: shown("opgave til forvaltningen"),
    CommitmentKind.OTHER_BODY: shown("behandles i et andet organ"),
    CommitmentKind.EXECUTION: shown("sættes i gang"),
    CommitmentKind.AWAITS: shown("afventer noget andet"),
    CommitmentKind.DEADLINE: shown("frist"),
}


@dataclass(frozen=True, slots=True)
class ParsedCommitment:
    """A promise as printed, and when it falls due where the text says so.

    `due` is the day, or the first of the month with `due_is_month`; `due_inferred` tells that the year
    or the whole date is not printed at this place.
    """

    passage: Passage
    kind: CommitmentKind
    due: dt.date | None = None
    due_is_month: bool = False
    due_inferred: bool = False


def find_commitments(texts: Mapping[str, str], setting: Setting) -> list[ParsedCommitment]:
    """Every promise in the texts of an item, in printed order."""
    raise NotImplementedError
