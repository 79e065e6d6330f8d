"""What a recommendation asks the body to do, and what saying yes to it comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import zip_longest

from cases.minutes.danish import shown
from cases.minutes.decision_kinds import DecisionKind, Effect
from cases.minutes.sections import Clause


class Asked(StrEnum):
    """What a clause of a recommendation asks for."""

    NOTE = "note"
    DISCUSS = "discuss"
    CHOOSE = "choose"
    REFUSE = "refuse"
    APPROVE = "approve"
    ACT = "act"

    @property
    def label(self) -> str:
        """Danish words, fit to follow "Indstillingen lagde op til"."""
        return {
            "note": shown("at tage til efterretning"),
            "discuss": shown("at drøfte"),
            "choose": shown("at tage stilling"),
            "refuse": shown("at sige nej"),
            "approve": shown("at godkende"),
            "act": shown("at noget bestemt sker"),
        }[self]


_NOTES = re.compile(r"\btil (?:efterretning|orientering)\b|\bad notam\b", re.IGNORECASE)
_REFUSES = re.compile(
    # at der gives afslag · at afslå · fastholder afslaget · at ansøgningen ikke imødekommes
    r"\b(?:give|meddele)[rs]? (?:\w+ )?afslag|\bafslå[rs]?\b|\bfastholde[rs]? afslag|\bforkaste[rs]?\b|\bafvise[rs]?\b"
    r"|\bikke (?:at )?(?:imødekomme|godkende|tiltræde|vedtage|støtte|anbefale|fremme|bevilge)[rs]?\b"
    r"|\bikke nyder fremme"
    # at der ikke gives dispensation
    r"|\bikke (?:at )?(?:give|meddele|yde)[rs]? (?:\w+ )?(?:dispensation|tilladelse|tilskud|støtte|bevilling|tilsagn)",
    re.IGNORECASE,
)
_APPROVES = re.compile(
    r"\bgodkend(?:er|es|e|elsen)?\b|\bbeslutter\b|\bbevilge[rs]?\b|\bvedtage[rs]?\b|\btiltræde[rs]?\b"
    r"|\b(?:meddele|give|yde)[rs]? (?:\w+ ){0,2}(?:anlægsbevilling|bevilling|tilladelse|dispensation|tilskud|tilsagn)"
    r"|\bfrigive[rs]?\b|\banvende[rs]?\b|\bimødekomme[rs]?\b|\bafsætte[rs]?\b|\bigangsætte[rs]?\b|\biværksætte[rs]?\b"
    r"|\bfastsætte[rs]?\b|\bsendes i (?:\w+ )?høring|\bfremlægges i (?:\w+ )?høring",
    re.IGNORECASE,
)
_CHOOSES = re.compile(
    r"\b(?:beslutter|vælger|udpeger|træffer beslutning|tager stilling|tage stilling)\b",
    re.IGNORECASE,
)
_DISCUSSES = re.compile(r"\bdrøfte[rs]?\b", re.IGNORECASE)
# … frem mod maj, hvor udvalget endeligt godkender planen: that is another time
_LATER = re.compile(
    r",\s*(?:hvor|hvorefter|som|der|så|når|inden)\b|\b(?:med henblik på|frem mod|med sigte på)\b",
    re.IGNORECASE,
)
# Godkendt. · Indstillingen blev godkendt uden afstemning. · Vedtaget som indstillet.
_APPROVES_RECOMMENDATION = re.compile(
    r"^(?:enstemmigt )?(?:godkendt|vedtaget)\b(?:[.,]| som indstillet| uden afstemning|$)|\bindstilling(?:en|erne)?\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\bindstilling", re.IGNORECASE)


def asked_in(clause: str) -> set[Asked]:
    """What one clause asks for; ACT where it is something else than the usual."""
    if _REFUSES.search(clause):
        return {Asked.REFUSE}
    now = _LATER.split(clause)[0]
    signals = {
        Asked.NOTE: _NOTES.search(clause),
        Asked.DISCUSS: _DISCUSSES.search(now),
        Asked.CHOOSE: _CHOOSES.search(now),
        Asked.APPROVE: _APPROVES.search(now),
    }
    return {asked for asked, found in signals.items() if found} or {Asked.ACT}


def asked_by(clauses: Sequence[str]) -> set[Asked]:
    """All that a recommendation asks for."""
    return set().union(*(asked_in(clause) for clause in clauses))


def adopts_recommendation(kind: DecisionKind, paragraphs: Sequence[str]) -> bool:
    """Whether the words say yes to the recommendation as it stands, and not to a thing they name."""
    if kind is DecisionKind.APPROVED and paragraphs:
        return bool(_APPROVES_RECOMMENDATION.search(paragraphs[0].strip()))
    return kind is DecisionKind.ADOPTED


def effect_of(
    kind: DecisionKind,
    secondary: Sequence[str],
    paragraphs: Sequence[str],
    clauses: Sequence[str],
) -> Effect | None:
    """What a decision does, seen through the recommendation it adopts or answers; None if unclear.

    "Indstillingen blev tiltrådt" on a recommendation to refuse is a refusal. A decision that names
    its own act besides ("…, og analysen er godkendt") needs no interpretation.
    """
    if kind is DecisionKind.ADOPTED and not set(secondary) & {"approved", "noted"}:
        return _adopted_effect(clauses)
    if kind is DecisionKind.APPROVED and adopts_recommendation(kind, paragraphs):
        effect = _adopted_effect(clauses)
        # "Godkendt." after a discussion: not said what was approved.
        unclear = effect is Effect.DISCUSSED and not _NAMED.search(paragraphs[0])
        return None if effect is Effect.APPROVED or unclear else effect
    if kind is DecisionKind.DECIDED and any(_answers(clause) for clause in clauses):
        own_words = " ".join(paragraphs)
        return None if re.search(r"\bikke\b|\bafslag\b", own_words) else Effect.APPROVED
    return None


def _answers(clause: str) -> bool:
    return bool({Asked.CHOOSE, Asked.APPROVE} & asked_in(clause))


def _adopted_effect(clauses: Sequence[str]) -> Effect | None:
    asked = [asked_in(clause) for clause in clauses]
    everything = asked_by(clauses)
    if Asked.REFUSE in everything:
        if Asked.APPROVE in everything:
            return None  # a yes to one and a no to another
        application = re.search(r"ansøg", " ".join(clauses), re.IGNORECASE)
        return Effect.APPLICATION_REJECTED if application else Effect.REJECTED
    if clauses and all(Asked.NOTE in parts and Asked.APPROVE not in parts for parts in asked):
        return Effect.NOTED
    if Asked.APPROVE in everything:
        return Effect.APPROVED
    if clauses and everything <= {Asked.DISCUSS, Asked.NOTE}:
        return Effect.DISCUSSED
    return None


# The first is what a reader most wants to know of a recommendation.
_MOST_DECIDING = (Asked.REFUSE, Asked.APPROVE, Asked.CHOOSE, Asked.ACT, Asked.DISCUSS, Asked.NOTE)


def most_deciding_first(clauses: Sequence[Clause]) -> list[str]:
    """What is recommended, clause by clause: to decide before to discuss, and that before to note.

    "at udvalget godkender:" over further clauses is none itself, but begins each of them.
    """
    found: list[tuple[int, str]] = []
    lead = ""
    for clause, following in zip_longest(clauses, clauses[1:]):
        if clause.level == 1:
            lead = ""
        if clause.text.rstrip().endswith(":") and following and following.level > clause.level:
            lead = clause.text
            continue
        asked = asked_in(clause.text)
        if asked == {Asked.ACT} and lead:
            asked = asked_in(lead)
        weight = min(_MOST_DECIDING.index(one) for one in asked)
        found.append((weight, f"{lead} {clause.text}".strip()))
    return [text for _, text in sorted(found, key=lambda row: row[0])]
