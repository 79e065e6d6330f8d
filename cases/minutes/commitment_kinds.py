"""The sorts of promises that minutes make."""

from __future__ import annotations

from enum import StrEnum

from cases.minutes.danish import shown


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
