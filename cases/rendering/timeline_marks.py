"""The marks of a timeline: what each is drawn as, what it means, and which an entry has.

Each differs in shape, not only in colour. Paths are around the middle of the mark.
"""

from __future__ import annotations

from cases.minutes.danish import shown
from cases.minutes.decisions import REFUSING_EFFECTS, ROUTINE_KINDS, DecisionKind, Effect
from cases.models import Decision
from cases.threads.timelines import Entry, Sort

_CIRCLE = "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z"
_SQUARE = "M-7 -7h14v14h-14z"
_DIAMOND = "M0 -8l8 8l-8 8l-8 -8z"
_TICK = "M-4 0l3 3l5 -6"

KEY = {
    "yes": (f"{_SQUARE}{_TICK}", shown("godkendt, besluttet eller anbefalet")),
    "no": ("M-7 -4l3 -3l4 4l4 -4l3 3l-4 4l4 4l-3 3l-4 -4l-4 4l-3 -3l4 -4z", shown("afslag")),
    "noted": (_CIRCLE, shown("taget til efterretning")),
    "discussed": ("M-8 -7h16v11h-8l-5 5v-5h-3z", shown("drøftet")),
    "put-off": ("M-7 -7l7 7l-7 7zM1 -7l7 7l-7 7z", shown("udsat, udgået eller sendt videre")),
    "open": ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", shown("ingen kendt beslutning")),
    "aside": ("M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z", shown("nævner kun emnet")),
    "coming": (f"{_CIRCLE}M-2 0h4M0 -2v4", shown("på en kommende dagsorden")),
    "kept": (f"{_CIRCLE}{_TICK}", shown("planlagt, og sagen var på")),
    "plan": (_CIRCLE, shown("planlagt")),
    "missing": (_SQUARE, shown("mødet er ikke i portalen")),
    "elsewhere": ("M-6 -1h12v2h-12z", shown("et andet møde, som teksten nævner")),
    "due": (_DIAMOND, shown("noget, der er lovet")),
    "done": (f"{_DIAMOND}M-3 0l2 2l4 -4", shown("lovet, og måske fulgt op")),
}
_YES = {
    DecisionKind.ADOPTED,
    DecisionKind.APPROVED,
    DecisionKind.DECIDED,
    DecisionKind.AMENDED,
    DecisionKind.RECOMMENDED,
}
_PUT_OFF = {DecisionKind.POSTPONED, DecisionKind.WITHDRAWN, DecisionKind.REFERRED}


def mark_of(entry: Entry) -> str:
    """The name of an entry's mark."""
    if entry.is_aside:
        return "aside"
    if entry.sort is Sort.ITEM and entry.item:
        decisions = list(entry.item.decisions.all())
        if decisions:
            return mark_of_decision(decisions[0])
        return "coming" if entry.item.meeting.is_coming else "open"
    if entry.sort is Sort.PLAN:
        return "kept" if entry.is_kept else "missing" if entry.is_lost else "plan"
    if entry.sort is Sort.DUE:
        return "done" if entry.followed_up else "due"
    return "missing" if entry.sort is Sort.MISSING else "elsewhere"


def mark_of_decision(decision: Decision) -> str:
    """By what it comes to: a yes to a recommendation to refuse is a no."""
    if decision.kind == DecisionKind.REJECTED or decision.effect in REFUSING_EFFECTS:
        return "no"
    if decision.kind in _PUT_OFF:
        return "put-off"
    if decision.kind in ROUTINE_KINDS or decision.effect == Effect.NOTED:
        return "noted"
    if decision.kind == DecisionKind.DISCUSSED or decision.effect == Effect.DISCUSSED:
        return "discussed"
    return "yes" if decision.kind in _YES else "open"
