"""All that a decision comes to, held against the recommendation: followed, or decided otherwise, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cases.minutes.danish import shown
from cases.minutes.deciding_body import own_paragraphs
from cases.minutes.decision_kinds import DecisionKind, Effect
from cases.minutes.decisions import asks_for_more, classify
from cases.minutes.own_words import Vocabulary
from cases.minutes.recommended import Asked, adopts_recommendation, asked_by, effect_of
from cases.minutes.sections import ParsedRecommendation


class Reason(StrEnum):
    """Why a decision counts as what was recommended, as something else, or as neither."""

    NO_RECOMMENDATION = "no_recommendation"
    SAYS_YES = "says_yes"
    SAME_ACT = "same_act"
    CHANGED = "changed"
    REFUSED = "refused"
    NOT_SETTLED = "not_settled"
    PART_REFUSED = "part_refused"
    OTHER_ACT = "other_act"
    UNCLEAR = "unclear"

    @property
    def label(self) -> str:
        """The reason in one plain Danish sentence."""
        return {
            "no_recommendation": shown("Der er ingen indstilling at holde beslutningen op imod."),
            "says_yes": shown("Beslutningen siger ja til indstillingen, som den står."),
            "same_act": shown("Beslutningen gør det, indstillingen lagde op til."),
            "changed": shown(
                "Beslutningen siger ja, men laver noget om eller knytter en betingelse til."
            ),
            "refused": shown("Beslutningen siger nej til det, indstillingen lagde op til."),
            "not_settled": shown(
                "Sagen blev ikke afgjort, sådan som indstillingen lagde op til, men udsat, taget af "
                "dagsordenen eller sendt videre."
            ),
            "part_refused": shown("En del af indstillingen blev ikke fulgt."),
            "other_act": shown("Beslutningen gør noget andet, end indstillingen lagde op til."),
            "unclear": shown("Ordene i indstillingen og beslutningen kan ikke sammenlignes."),
        }[self]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision says and does, by rule: kind, further acts, effect, whether more is to follow,
    and whether it is what was recommended (None where it cannot be said), with the reason."""

    kind: DecisionKind
    secondary: tuple[str, ...]
    effect: Effect | None
    follow_up: bool
    as_recommended: bool | None
    reason: Reason


Verdict = tuple[bool | None, Reason]

_FOLLOWED: dict[bool | None, Reason] = {
    True: Reason.SAME_ACT,
    False: Reason.OTHER_ACT,
    None: Reason.UNCLEAR,
}
_UNFINISHED = {
    # What would have been recommended, had it been followed: at sagen udsættes · sendes til Byrådet
    DecisionKind.POSTPONED: re.compile(r"\bud(?:sætte|skyde)[rs]?\b", re.IGNORECASE),
    DecisionKind.WITHDRAWN: re.compile(r"\budgår\b|\btages af dagsordenen\b", re.IGNORECASE),
    DecisionKind.REFERRED: re.compile(
        r"\b(?:over|frem|tilbage|videre)?sende[rs]?\b|\bhenvise[rs]?\b", re.IGNORECASE
    ),
}
_OWN_WORDS = frozenset({DecisionKind.APPROVED, DecisionKind.DECIDED})
_DEVIATIONS = frozenset({"rejected", "amended", "postponed"})
# Forkastet. · Indstillingen blev ikke tiltrådt. But "Der gives afslag." answers an application.
_REFUSES_RECOMMENDATION = re.compile(
    r"\bindstilling|^(?:ikke |forkastet)|\bforslaget\b|\bikke flertal|\bstemmelighed|\bstemmer i?mod",
    re.IGNORECASE,
)
# følger indstillingen om at give afslag
_GIVES_REFUSAL = re.compile(r"\bafslag\b|\bafslå", re.IGNORECASE)
_NEGATED = re.compile(r"\bikke\b", re.IGNORECASE)


def outcome_of(
    paragraphs: Sequence[str], recommendation: ParsedRecommendation | None, printed: str = ""
) -> Outcome:
    """What a decision comes to.

    `printed` is the recommendation word for word: where no clause was found in it, it is one.
    """
    paragraphs = own_paragraphs(paragraphs)
    kind, secondary = classify(paragraphs)
    effect = effect_of(kind, secondary, paragraphs, clauses_of(recommendation))
    asked = clauses_of(recommendation, printed)
    followed, reason = compare(kind, secondary, effect, paragraphs, asked)
    return Outcome(kind, secondary, effect, asks_for_more(secondary), followed, reason)


def clauses_of(recommendation: ParsedRecommendation | None, printed: str = "") -> list[str]:
    """The clauses of a recommendation, or all its words where it has none."""
    found = [clause.text for clause in recommendation.clauses] if recommendation else []
    return found or [printed] * bool(printed.strip())


def compare(
    kind: DecisionKind,
    secondary: Sequence[str],
    effect: Effect | None,
    paragraphs: Sequence[str],
    clauses: Sequence[str],
) -> Verdict:
    """Whether a body did what was recommended to it, and why that is said.

    An added paragraph alone is an addition and no deviation. None where there is no recommendation,
    or the words do not tell.
    """
    if not clauses:
        return None, Reason.NO_RECOMMENDATION
    if kind is DecisionKind.AMENDED:
        return False, Reason.CHANGED
    if kind in _UNFINISHED:
        asked_for = any(_UNFINISHED[kind].search(clause) for clause in clauses)
        return (True, Reason.SAME_ACT) if asked_for else (False, Reason.NOT_SETTLED)
    asked = asked_by(clauses)
    if kind is DecisionKind.REJECTED:
        return _of_refusal(" ".join(paragraphs), asked)
    if _DEVIATIONS & set(secondary):
        return False, Reason.PART_REFUSED
    if adopts_recommendation(kind, paragraphs) and _is_yes_to(asked, kind, effect, paragraphs):
        return True, Reason.SAYS_YES
    followed = _same_act(kind, secondary, paragraphs, asked)
    if followed is None and kind in _OWN_WORDS and _repeats(paragraphs[0], clauses):
        followed = True
    return followed, _FOLLOWED[followed]


def _repeats(paragraph: str, clauses: Sequence[str]) -> bool:
    """Whether it says nothing that the recommendation does not say too."""
    own = Vocabulary.of(paragraph).stems
    return bool(own) and own <= Vocabulary.of(" ".join(clauses)).stems


def _is_yes_to(
    asked: set[Asked], kind: DecisionKind, effect: Effect | None, paragraphs: Sequence[str]
) -> bool:
    """Whether a yes is to all that was recommended: "Godkendt." after a mere discussion is not."""
    only_talk = asked <= {Asked.DISCUSS, Asked.NOTE} and Asked.DISCUSS in asked
    return kind is DecisionKind.ADOPTED or effect is not None or not only_talk


def _of_refusal(words: str, asked: set[Asked]) -> Verdict:
    if Asked.REFUSE not in asked:
        return False, Reason.REFUSED
    gives_refusal = _GIVES_REFUSAL.search(words) and not _NEGATED.search(words)
    if _REFUSES_RECOMMENDATION.search(words) and not gives_refusal:
        return False, Reason.REFUSED
    return (True, Reason.SAME_ACT) if asked == {Asked.REFUSE} else (None, Reason.UNCLEAR)


def _same_act(
    kind: DecisionKind, secondary: Sequence[str], paragraphs: Sequence[str], asked: set[Asked]
) -> bool | None:
    """Whether an act of its own words is the one asked for; None where the words do not tell."""
    wants_decision = bool(asked & {Asked.APPROVE, Asked.CHOOSE, Asked.REFUSE})
    if kind is DecisionKind.RECOMMENDED:
        return None if _NEGATED.search(paragraphs[0]) else True
    if kind is DecisionKind.NOTED:
        approves_too = bool({"approved", "adopted", "decided"} & set(secondary))
        if wants_decision:
            return None if approves_too else False
        return True if Asked.NOTE in asked else None
    if kind is DecisionKind.DISCUSSED:
        if Asked.DISCUSS in asked:
            return None if wants_decision else True
        return False if wants_decision else None
    if kind is DecisionKind.APPROVED:
        return _approves_what_was_asked(asked)
    if kind is DecisionKind.DECIDED:
        return _decides_what_was_asked(paragraphs, asked)
    return None


def _approves_what_was_asked(asked: set[Asked]) -> bool | None:
    if Asked.APPROVE in asked:
        return True
    # It was to be talked over and prepared, and was approved at once.
    if Asked.REFUSE in asked or Asked.DISCUSS in asked or asked == {Asked.NOTE}:
        return False
    return True if Asked.CHOOSE in asked else None


def _decides_what_was_asked(paragraphs: Sequence[str], asked: set[Asked]) -> bool | None:
    if _NEGATED.search(paragraphs[0]):
        return False if asked & {Asked.APPROVE, Asked.CHOOSE} else None
    if Asked.CHOOSE in asked:
        return True
    return False if asked <= {Asked.NOTE, Asked.DISCUSS} else None
