"""A decision taken apart: what it does, one act after another, without what only accompanies it.

"Ændringsforslaget blev forkastet. Indstillingen blev herefter tiltrådt. Liste Ø kan ikke tiltræde."
is one act: a yes to the recommendation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cases.minutes.decision_kinds import DecisionKind
from cases.minutes.decision_signals import SIGNALS
from cases.minutes.patterns import TAKEN_OFF_ELSEWHERE
from cases.minutes.votes import SENTENCE, Stance, votes_in


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a decision says: its words, the paragraph they stand in (from 0), and its kind
    where it decides anything."""

    text: str
    paragraph: int
    kind: DecisionKind | None


# Ad 1. Godkendt. Ad 2. Udsat. · Ad pkt. 3) …
_AD = re.compile(
    r"\b[Aa]d\.? ?(?:(?:punkt|pkt\.?|litra) ?)?(?:\d{1,2}|[a-zæøå])\b ?[.):]?(?=\s|$) ?"
)
# 1. · a) · Byrådet, den 10. marts 2025: · Beslutning i Økonomiudvalget: · Punkt 2:
_LEAD = re.compile(
    r"^(?:(?:\d{1,2}[.)]|[a-zæøå]\)|[-•–])\s+|(?:[Pp]unkt|[Pp]kt\.?) \d{1,2}:\s*"
    r"|(?:Beslutning (?:i|fra) )?(?:\w[\w, -]{0,50}(?:udvalg|udvalget|råd|rådet|bestyrelse|bestyrelsen)"
    r"|AMU|ØU|BR|KB|\w*MED\w*)(?:,? (?:den |d\. ?)?\d{1,2}[./-] ?\w+[ .-]?(?:\d{4})?)?"
    r"(?:,? (?:pkt\.?|punkt) \d+)?:\s+)"
)
# …, og planen er godkendt · …, hvorefter indstillingen blev tiltrådt
_CLAUSE = re.compile(r",\s+(?:og|hvorefter|hvorpå)\s")
# Godkendt, idet … · …, mens et mindretal ikke kan … · …, da hensynet vejer tungest
_TURN = re.compile(r",?\s+(?P<turn>idet|dog|men|mens|medens|hvorimod|da|fordi|eftersom)\b")
_CONDITIONS = frozenset({"idet", "dog", "men"})
# besluttede, at orienteringen tages til efterretning
_DECIDES_THAT = re.compile(
    r"\bbeslutte(?:de|t|r)(?: enstemmigt)?,? at (?P<what>[^,]+)", re.IGNORECASE
)
_THAT = re.compile(r",\s+at\b")

_AMENDMENT = re.compile(r"\bændringsforslag", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:\w*udvalg(?:et)?|\w*råd(?:et)?|kommunalbestyrelsen|bestyrelsen|direktionen|flertal(?:let)?|(?-i:AMU)"
    r"|(?-i:\w*MED))\b",
    re.IGNORECASE,
)
# Lars Holm (Ø) kunne ikke tiltræde indstillingen. · Venstre stemte imod.
_VOICE = re.compile(
    r"\b(?:kan|kunne|vil|ville|ønske(?:r|de)) ikke (?:at )?(?:\w+ )?(?:tiltræde|anbefale|støtte|godkende|stemme)\b"
    r"|\b(?:stemte|stemmer) i?mod\b|\bundlod\b|\b(?:tager|tog) forbehold\b|\bmindretal",
    re.IGNORECASE,
)
# ønskede ført til protokol, at … · Formanden oplyste, at lokalplanen er vedtaget
_REPORTED = re.compile(
    r"\b(?:ført|tilføjet|optaget|føres) (?:til|i) (?:\w+ )?(?:protokol|referat)|\bprotokoltilførsel"
    r"|\bmindretalsudtalelse|\b(?:oplyste|meddelte|bemærkede|konstaterede|påpegede|orienterede om),? at\b",
    re.IGNORECASE,
)
_OF_RECOMMENDATION = re.compile(
    r"\bindstilling|^tiltrådt|\bhovedforslag|\bsagen som helhed", re.IGNORECASE
)
_THROUGH_COMPLEMENT = frozenset(
    {
        DecisionKind.POSTPONED, DecisionKind.WITHDRAWN, DecisionKind.REJECTED, DecisionKind.AMENDED,
        DecisionKind.REFERRED, DecisionKind.RECOMMENDED, DecisionKind.ADOPTED, DecisionKind.APPROVED,
        DecisionKind.NOTED,
    }
)  # fmt: skip


def acts_in(paragraphs: Sequence[str]) -> list[Act]:
    """What a decision says, piece by piece in printed order.

    A refused amendment, a member's dissent and what somebody told the meeting are no act of the body.
    """
    acts = [_act(part, number) for number, text in enumerate(paragraphs) for part in _parts(text)]
    if any(act.kind for act in acts):
        return acts
    return [*acts, *_voted(paragraphs)]


def main_act(acts: Sequence[Act]) -> Act | None:
    """The act that a decision is known by: the first, unless it only leads up to another.

    A discussion leads up to what was decided after it, and the refusal of somebody's proposal to the
    vote on the recommendation.
    """
    found = [act for act in acts if act.kind]
    if not found:
        return None
    first = found[0]
    if first.kind is DecisionKind.DISCUSSED:
        return next((act for act in found if act.kind is not first.kind), first)
    if first.kind is DecisionKind.REJECTED and not _OF_RECOMMENDATION.search(first.text):
        said_yes = (DecisionKind.ADOPTED, DecisionKind.APPROVED)
        later = (act for act in found if act.kind in said_yes)
        return next((act for act in later if _OF_RECOMMENDATION.search(act.text)), first)
    return first


def _parts(paragraph: str) -> Iterator[str]:
    # "Godkendt. Punkt 3 udgår." says of another item that it left the agenda.
    is_own = "indstillingens" in paragraph.casefold()
    own = paragraph if is_own else TAKEN_OFF_ELSEWHERE.sub("", paragraph)
    text = own if re.search(r"\w", own) else paragraph
    for line in _AD.sub("\n", text).split("\n"):
        for sentence in SENTENCE.split(_LEAD.sub("", line.strip())):
            for part in _CLAUSE.split(_LEAD.sub("", sentence.strip())):
                if part.strip(" .,:"):
                    yield part.strip()


def _act(part: str, paragraph: int) -> Act:
    return Act(part, paragraph, _kind_of(part))


def _kind_of(part: str) -> DecisionKind | None:
    """What one sentence or clause decides, or None."""
    turn = _TURN.search(part)
    head, tail = (part[: turn.start()], part[turn.end() :]) if turn else (part, "")
    if _REPORTED.search(head):
        return None
    kind = _decided_in(head)
    if _REPORTED.search(tail):
        return kind
    if kind is DecisionKind.REJECTED and _is_dissent(head):
        return None
    if _AMENDMENT.search(head):
        said_yes = kind in (DecisionKind.ADOPTED, DecisionKind.APPROVED)
        return DecisionKind.AMENDED if said_yes else None
    if turn and turn["turn"] in _CONDITIONS:
        if kind in (DecisionKind.ADOPTED, DecisionKind.APPROVED) and not _VOICE.search(tail):
            return DecisionKind.AMENDED
        if kind is None and not _VOICE.search(head):
            return _decided_in(tail)
    return kind


def _decided_in(text: str) -> DecisionKind | None:
    """The kind of a main clause: what it says itself goes before what it says that …"""
    decides = _DECIDES_THAT.search(text)
    if decides:
        through = _first_kind(decides[0]) if " ikke at " in decides[0] else None
        through = through or _first_kind(decides["what"]) or _first_kind(decides[0])
        return through if through in _THROUGH_COMPLEMENT else DecisionKind.DECIDED
    return _first_kind(_THAT.split(text)[0]) or _first_kind(text)


def _first_kind(text: str) -> DecisionKind | None:
    return next((kind for kind, signal in SIGNALS if signal.search(text.strip())), None)


def _is_dissent(text: str) -> bool:
    """Whether a refusal is that of a member or a party, and not the body's."""
    voice = _VOICE.search(text)
    return voice is not None and not _BODY.search(text[: voice.start()])


def _voted(paragraphs: Sequence[str]) -> Iterator[Act]:
    """What the votes come to where no word says it: those cast decide, blank ones do not count.

    Without a majority nothing is adopted. More than one vote is not told apart.
    """
    votes = votes_in(paragraphs)
    cast = {
        stance: [vote.count for vote in votes if vote.stance is stance]
        for stance in (Stance.FOR, Stance.AGAINST)
    }
    (won, *more), (lost, *others) = cast[Stance.FOR] or [None], cast[Stance.AGAINST] or [None]
    if won is None or lost is None or more or others:
        return
    kind = DecisionKind.ADOPTED if won > lost else DecisionKind.REJECTED
    text = next(vote.text for vote in votes if vote.stance is Stance.FOR)
    yield replace(_act(text, 0), kind=kind)
