"""What a decision says: its kind, what more it does, and whether it asks for more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cases.minutes.deciding_body import own_paragraphs
from cases.minutes.decision_acts import Act, acts_in, main_act
from cases.minutes.decision_kinds import REFUSING_EFFECTS, ROUTINE_KINDS, DecisionKind, Effect
from cases.minutes.recommended import effect_of

__all__ = [
    "REFUSING_EFFECTS",
    "ROUTINE_KINDS",
    "DecisionKind",
    "Effect",
    "asks_for_more",
    "classify",
    "effect_of",
    "is_formula",
]

_EXECUTION = re.compile(
    r"\b(?:igangsættes|iværksættes|effektueres|sættes i gang|udføres)\b.{0,20}\b(?:hermed|straks|nu)\b"
    r"|\bhermed (?:igangsættes|iværksættes)",
    re.IGNORECASE,
)
_RECOMMENDATION = r"(?:\w+s )?indstilling(?:en|erne)?"
# "Indstillingen blev tiltrådt." and "Taget til efterretning." say nothing of what it was about.
_FORMULA = re.compile(
    rf"^(?:(?:{_RECOMMENDATION}|orientering(?:en|erne)|redegørelsen|sagen|punktet|forslaget"
    r"|emnet|udvalget)\s+)?(?:(?:er|blev|bliver|tog)\s+)?(?:(?:enstemmigt|herefter|således)\s+)?"
    r"(?:tiltrådt|tiltrædes|følges|godkendt|vedtaget|drøftet|(?:orienteringen )?(?:taget )?"
    r"til (?:efterretning|orientering))"
    r"(?: (?:som indstillet|uden afstemning))?\.?$"
    rf"|^(?:\w+ )?(?:tiltræder|tiltrådte|godkendte|vedtog|fulgte) {_RECOMMENDATION}\.?$|^som indstillet\.?$",
    re.IGNORECASE,
)
_ORAL = re.compile(
    r"\b(?:gav|gives|givet)\b.{0,120}\borientering|\bblev (?:der )?(?:endvidere |desuden |også |derudover )?"
    r"orienteret\b|\borienterede\b|\bmundtlig(?:t)? (?:orienter|brief)",
    re.IGNORECASE,
)
_OFFICE = r"(?:forvaltningen|administrationen|direktionen|direktøren|centret|afdelingen)"
# Finds what happens next; "igangsættes" alone is a task, "igangsættes hermed" an order carried out.
_FOLLOW_UP = re.compile(
    # Udvalget ønsker en status. · anmodede om et notat · Forvaltningen bedes … · følges op i maj
    r"\bønske(?:r|de) (?:en|et|flere|yderligere|at få)\b|\banmode(?:r|de|s) om\b|\bopfølgning\b"
    r"|(?:udvalget|rådet) ønske(?:r|de),? at\b|\bfølges op\b"
    rf"|\b(?:beder|bad|pålægger|pålagde) {_OFFICE}|\b{_OFFICE} (?:bedes|skal|undersøger|udarbejder)\b"
    # Der arbejdes videre. · forelægges igen · vender tilbage · genoptages · tilgår udvalget
    r"|\barbejde(?:s|r) (?:der )?videre|\bforelægges (?:igen|på|udvalget)|\bfremlæggelse på|\btilmeldes\b"
    r"|\bplanlægger\b|\btilgår\b|\bigangsættes\b|\bvender tilbage|\bgenoptages\b|\btages op (?:igen|på)"
    r"|\bgenfremsættes\b|\b(?:der|som) udarbejdes\b|\bindkaldes\b|\binviteres\b"
    # Sagen udsættes til næste møde. · at udskyde behandlingen til maj · Udsat til juni.
    r"|\b(?:sag|punkt|behandling)\w*[^.]{0,40}\b(?:udsat|udsættes|udskydes|udskudt) (?:ind)?til\b"
    r"|\b(?:udsætte|udskyde) (?:sag|punkt|behandling)\w*[^.]{0,40} (?:ind)?til\b|^(?:udsat|udskudt) (?:ind)?til\b",
    re.IGNORECASE,
)


def is_formula(paragraph: str) -> bool:
    """Whether a paragraph only says yes in the usual words, and not to what."""
    return bool(_FORMULA.match(paragraph.strip()))


def classify(paragraphs: Sequence[str]) -> tuple[DecisionKind, tuple[str, ...]]:
    """The kind of a decision and what more it does.

    The kind is that of the first act that does not merely lead up to another. The rest is, without
    repeats: the kinds of other acts, `oral_briefing`, `execution_order`, `follow_up`. What other
    bodies said before is left aside.
    """
    paragraphs = own_paragraphs(paragraphs)
    acts = acts_in(paragraphs)
    main = main_act(acts)
    if main is None or main.kind is None:
        return DecisionKind.UNKNOWN, tuple(_besides(acts[1:], None, paragraphs))
    # What stands before the act that counts has only led up to it.
    rest = acts[acts.index(main) + 1 :]
    return main.kind, tuple(_besides(rest, main.kind, paragraphs))


def _besides(
    acts: Sequence[Act], kind: DecisionKind | None, paragraphs: Sequence[str]
) -> list[str]:
    found: list[str] = []
    for act in acts:
        if _EXECUTION.search(act.text):
            found.append("execution_order")
        elif _ORAL.search(act.text):
            found.append("oral_briefing")
        elif act.kind and act.kind is not kind and not _FOLLOW_UP.search(act.text):
            found.append(act.kind.value)
    if any(_FOLLOW_UP.search(text) and not _EXECUTION.search(text) for text in paragraphs):
        found.append("follow_up")
    return list(dict.fromkeys(found))


def asks_for_more(secondary: Sequence[str]) -> bool:
    """Whether something is to happen after the decision: a task, or an order carried out."""
    return bool({"follow_up", "execution_order"} & set(secondary))
