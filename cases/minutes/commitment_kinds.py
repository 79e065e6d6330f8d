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
        return _LABELS[self][0]

    @property
    def explanation(self) -> str:
        """What the kind means, in one plain Danish sentence."""
        return _LABELS[self][1]


_LABELS: dict[CommitmentKind, tuple[str, str]] = {
    CommitmentKind.CASE_RETURNS: (
        shown("kommer igen i udvalget"),
        shown("Sagen skal ifølge teksten op på et møde igen."),
    ),
    CommitmentKind.PROCESS_STEP: (
        shown("trin i en plan"),
        shown("Et trin i en plan, som teksten stiller op, fx et møde med en bestemt dagsorden."),
    ),
    CommitmentKind.COMMITTEE_ACTION: (
        shown("udvalget gør noget"),
        shown("Noget, udvalget selv vil gøre, fx besøge et sted."),
    ),
    CommitmentKind.ADMINISTRATION_TASK: (
        shown("opgave til forvaltningen"),
        shown("Noget, forvaltningen skal gøre, undersøge eller vende tilbage med."),
    ),
    CommitmentKind.OTHER_BODY: (
        shown("behandles i et andet organ"),
        shown("Sagen skal videre, fx til et andet udvalg eller Byrådet."),
    ),
    CommitmentKind.EXECUTION: (
        shown("sættes i gang"),
        shown("Noget, der ifølge teksten sættes i gang."),
    ),
    CommitmentKind.AWAITS: (
        shown("afventer noget andet"),
        shown("Sagen venter på noget, fx en ny lov eller et svar."),
    ),
    CommitmentKind.DEADLINE: (
        shown("frist"),
        shown("En dag, som noget skal være gjort inden."),
    ),
}
