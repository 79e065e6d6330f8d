"""What a decision says: its kind, what it does, and whether it asks for more.

Kinds and signals follow the decision vocabulary of Danish committees; the order matters, because
"ikke tiltrådt" must be tried before "tiltrådt".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from cases.minutes.danish import shown
from cases.minutes.patterns import TAKEN_OFF_ELSEWHERE


class DecisionKind(StrEnum):
    """What the words of a decision say."""

    PROTOCOL_SIGNED = "protocol_signed"
    NOTHING_TO_REPORT = "nothing_to_report"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    AMENDED = "amended"
    REFERRED = "referred"
    RECOMMENDED = "recommended"
    ADOPTED = "adopted"
    APPROVED = "approved"
    DECIDED = "decided"
    NOTED = "noted"
    DISCUSSED = "discussed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return _LABELS[self][0]

    @property
    def explanation(self) -> str:
        """What the kind means, in one plain Danish sentence."""
        return _LABELS[self][1]


_LABELS: dict[DecisionKind, tuple[str, str]] = {
    DecisionKind.PROTOCOL_SIGNED: (
        shown("Protokol underskrevet"),
        shown("Medlemmerne har skrevet under på mødets protokol. Det er en formalitet."),
    ),
    DecisionKind.NOTHING_TO_REPORT: (
        shown("Intet at bemærke"),
        shown("Der var ingen bemærkninger til punktet."),
    ),
    DecisionKind.POSTPONED: (
        shown("Udsat"),
        shown("Sagen blev ikke afgjort på mødet og tages op senere."),
    ),
    DecisionKind.WITHDRAWN: (shown("Udgået"), shown("Punktet blev taget af dagsordenen.")),
    DecisionKind.REJECTED: (
        shown("Afvist"),
        shown("Udvalget sagde nej til det, der var lagt op til."),
    ),
    DecisionKind.AMENDED: (
        shown("Tiltrådt med ændring"),
        shown(
            "Udvalget sagde ja, men lavede noget om eller knyttede en betingelse til. Det står i teksten."
        ),
    ),
    DecisionKind.REFERRED: (
        shown("Sendt videre"),
        shown("Sagen blev sendt til et andet udvalg eller tilbage."),
    ),
    DecisionKind.RECOMMENDED: (
        shown("Anbefalet videre"),
        shown("Udvalget anbefaler sagen, men den afgøres af et andet organ, fx Byrådet."),
    ),
    DecisionKind.ADOPTED: (
        shown("Indstillingen tiltrådt"),
        shown(
            "Udvalget fulgte forvaltningens indstilling. Hvad det betyder, står i indstillingen."
        ),
    ),
    DecisionKind.APPROVED: (shown("Godkendt"), shown("Udvalget godkendte det, der var lagt frem.")),
    DecisionKind.DECIDED: (
        shown("Besluttet"),
        shown("Udvalget traf en beslutning med sine egne ord."),
    ),
    DecisionKind.NOTED: (
        shown("Taget til efterretning"),
        shown("Udvalget er blevet orienteret. Der er ikke taget stilling til andet."),
    ),
    DecisionKind.DISCUSSED: (
        shown("Drøftet"),
        shown("Udvalget har talt om sagen uden at afgøre den."),
    ),
    DecisionKind.UNKNOWN: (
        shown("Ikke klassificeret"),
        shown("Beslutningens ord passer ikke på nogen af de kendte typer. Læs teksten."),
    ),
}

# Kinds that carry no more than "we have heard it"; every other kind is "more than noted".
ROUTINE_KINDS = frozenset(
    {DecisionKind.NOTED, DecisionKind.NOTHING_TO_REPORT, DecisionKind.PROTOCOL_SIGNED}
)


class Effect(StrEnum):
    """What a decision comes to when it merely adopts a recommendation, or answers one."""

    NOTED = "noted"
    APPROVED = "approved"
    DISCUSSED = "discussed"
    REJECTED = "rejected"
    APPLICATION_REJECTED = "application_rejected"

    @property
    def label(self) -> str:
        """Danish name for the screen, fit to follow "dvs."."""
        return {
            "noted": shown("taget til efterretning"),
            "approved": shown("godkendt"),
            "discussed": shown("drøftet"),
            "rejected": shown("afslag"),
            "application_rejected": shown("afslag på ansøgningen"),
        }[self]


REFUSING_EFFECTS = frozenset({Effect.REJECTED, Effect.APPLICATION_REJECTED})

_NOT = r"(?:ikke|kan ikke|kunne ikke)"
_SIGNALS: tuple[tuple[DecisionKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (DecisionKind.PROTOCOL_SIGNED, r"protokol\w*\b.{0,40}\b(?:underskrevet|godkendt)"),
        (
            DecisionKind.NOTHING_TO_REPORT,
            r"^(?:der (?:var|er) )?(?:intet(?: (?:nyt )?at (?:berette|meddele|bemærke))?"
            r"|ingen(?: bemærkninger| meddelelser)?)\.?$",
        ),
        (DecisionKind.POSTPONED, r"\b(?:udsat|udsættes|udsatte|udskydes|udskudt)\b"),
        (
            DecisionKind.WITHDRAWN,
            r"\b(?:udgår|udgik|udgået|taget af dagsordenen|tages af dagsordenen|trukket)\b",
        ),
        (
            DecisionKind.REJECTED,
            rf"\bforkast\w*|\b{_NOT} (?:\w+ )?(?:tiltrådt|tiltrædes?|godkendt|godkendes?|imødekommet"
            r"|imødekommes?|vedtaget|anbefal\w*|støtte\w*)|\bafvis(?:t|es|er|te)\b"
            r"|\bafslås\b|\bafslog\b|^afslag|\b(?:giver|gav|gives|meddeles|meddelte) afslag|\bbortfald",
        ),
        (
            DecisionKind.AMENDED,
            r"\b(?:tiltrådt|tiltrædes|godkendt|godkendes|godkender|godkendte|vedtaget)"
            r"(?:,)? (?:dog )?(?:med(?! henblik)|idet|under forudsætning)"
            r"|\bmed (?:den|følgende|de) ændring",
        ),
        (
            DecisionKind.REFERRED,
            r"\b(?:over|frem|tilbage|videre)send(?:es|t|te|er)\b|\bhenvis(?:es|t)\b"
            r"|\bsend(?:es|t) (?:tilbage|videre|til behandling)",
        ),
        (
            DecisionKind.RECOMMENDED,
            r"\banbefal(?:es|et|er|ede)\b|\bindstiller (?:sagen|punktet)? ?til\b|\bover ?for byrådet",
        ),
        (
            DecisionKind.ADOPTED,
            r"\bindstilling(?:en|erne)s? (?:(?:er|blev|bliver|kan) )?(?:enstemmigt )?"
            r"(?:tiltrådt|tiltrædes|følges|fulgt)|^tiltrådt|^tiltrædes"
            r"|\b(?:tiltræder|tiltrådte|fulgte|følger) indstilling(?:en|erne)\b",
        ),
        (DecisionKind.APPROVED, r"\bgodkend(?:t|er|te|es)\b|^vedtaget|\b(?:blev|er) vedtaget"),
        (
            DecisionKind.DECIDED,
            r"\bbeslutte(?:de|t|r)?\b|\bvalgte\b|\budpege(?:de|t|r)\b|\bbevilge",
        ),
        (
            DecisionKind.NOTED,
            r"\btil (?:efterretning|orientering)\b|^orienteret\b|\borienteringen (?:er |blev )?givet",
        ),
        (
            DecisionKind.DISCUSSED,
            r"^(?:sagen |punktet |emnet )?(?:er |blev )?drøftet|\bdrøfte(?:de|t)\b",
        ),
    )
)

_EXECUTION = re.compile(
    r"\b(?:igangsættes|iværksættes|effektueres|sættes i gang|udføres)\b.{0,20}\b(?:hermed|straks|nu)\b"
    r"|\bhermed (?:igangsættes|iværksættes)",
    re.IGNORECASE,
)
# "Indstillingen blev tiltrådt." and "Taget til efterretning." say nothing of what it was about.
_FORMULA = re.compile(
    r"^(?:(?:indstilling(?:en|erne)|orientering(?:en|erne)|redegørelsen|sagen|punktet|forslaget"
    r"|emnet|udvalget)\s+)?(?:(?:er|blev|bliver|tog)\s+)?(?:enstemmigt\s+)?"
    r"(?:tiltrådt|godkendt|vedtaget|drøftet|(?:orienteringen )?(?:taget )?til (?:efterretning|orientering))\.?$",
    re.IGNORECASE,
)
_ORAL = re.compile(
    r"\b(?:gav|gives|givet)\b.{0,120}\borientering|\bblev (?:der )?(?:endvidere |desuden |også |derudover )?"
    r"orienteret\b|\borienterede\b|\bmundtlig(?:t)? (?:orienter|brief)",
    re.IGNORECASE,
)
# Finds what happens next; "igangsættes" alone is a task, "igangsættes hermed" an order carried out.
_FOLLOW_UP = re.compile(
    r"\bønsker (?:en|et|at få)\b|\barbejde(?:s|r) (?:der )?videre|\bforelægges (?:igen|på)"
    r"|\bfremlæggelse på|\btilmeldes\b|\bplanlægger\b|\btilgår\b|\bigangsættes\b|\bvender tilbage"
    r"|\bgenoptages\b|\btages op (?:igen|på)|\bgenfremsættes\b",
    re.IGNORECASE,
)


def _kinds_in(text: str) -> list[DecisionKind]:
    # "Godkendt. Punkt 3 udgår." says of another item that it left the agenda.
    own = TAKEN_OFF_ELSEWHERE.sub("", text)
    text = own if re.search(r"\w", own) else text
    return [kind for kind, signal in _SIGNALS if signal.search(text)]


def is_formula(paragraph: str) -> bool:
    """Whether a paragraph only says yes in the usual words, and not to what."""
    return bool(_FORMULA.match(paragraph.strip()))


def classify(paragraphs: Sequence[str]) -> tuple[DecisionKind, tuple[str, ...]]:
    """The kind of a decision and what more it does.

    The kind is the first signal that the first paragraph shows. The rest is, without repeats:
    a second kind in the first paragraph where it stands in a clause of its own ("…, og analysen er
    godkendt"), kinds of later paragraphs, `oral_briefing`, `execution_order`, `follow_up`.
    """
    if not paragraphs:
        return DecisionKind.UNKNOWN, ()
    kinds = _kinds_in(paragraphs[0].strip())
    kind = kinds[0] if kinds else DecisionKind.UNKNOWN
    return kind, tuple(_further_acts(kind, paragraphs))


def _further_acts(kind: DecisionKind, paragraphs: Sequence[str]) -> list[str]:
    acts: list[str] = []
    clauses = re.split(r",\s+og\s|\.\s+(?=[A-ZÆØÅ])", paragraphs[0])
    for text in [*clauses[1:], *paragraphs[1:]]:
        found = _kinds_in(text.strip())
        if _EXECUTION.search(text):
            acts.append("execution_order")
        elif _ORAL.search(text):
            acts.append("oral_briefing")
        elif found and found[0] is not kind and not _FOLLOW_UP.search(text):
            acts.append(found[0].value)
    if any(_FOLLOW_UP.search(text) and not _EXECUTION.search(text) for text in paragraphs):
        acts.append("follow_up")
    return list(dict.fromkeys(acts))


_NOTES = re.compile(r"\btil (?:efterretning|orientering)\b", re.IGNORECASE)
_REFUSES = re.compile(
    r"\bgive[rs]? afslag|\bafslå[rs]?\b|\bmeddele[rs]? afslag|\bikke (?:at )?imødekomme",
    re.IGNORECASE,
)
_APPROVES = re.compile(
    r"\bgodkend(?:er|es|e|elsen)?\b|\bbeslutter\b|\bbevilge[rs]?\b|\bvedtage[rs]?\b|\btiltræde[rs]?\b"
    r"|\bmeddele[rs]? (?:en |der )?(?:anlægs)?bevilling|\bfrigive[rs]?\b|\banvende[rs]?\b",
    re.IGNORECASE,
)
_DISCUSSES = re.compile(r"\bdrøfte[rs]?\b", re.IGNORECASE)
_ASKS_FOR_CHOICE = re.compile(r"\b(?:beslutter|godkender|vælger|tager stilling)\b", re.IGNORECASE)


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
    text = " ".join(clauses)
    if kind is DecisionKind.ADOPTED and not set(secondary) & {"approved", "noted", "rejected"}:
        return _adopted_effect(clauses, text)
    if kind is DecisionKind.DECIDED and _ASKS_FOR_CHOICE.search(text):
        own_words = " ".join(paragraphs)
        return None if re.search(r"\bikke\b|\bafslag\b", own_words) else Effect.APPROVED
    return None


def _adopted_effect(clauses: Sequence[str], text: str) -> Effect | None:
    if not clauses:
        return None
    if _REFUSES.search(text):
        application = re.search(r"ansøgning", text, re.IGNORECASE)
        return Effect.APPLICATION_REJECTED if application else Effect.REJECTED
    if all(_NOTES.search(clause) for clause in clauses):
        return Effect.NOTED
    if _APPROVES.search(text):
        return Effect.APPROVED
    if all(_DISCUSSES.search(clause) or _NOTES.search(clause) for clause in clauses):
        return Effect.DISCUSSED
    return None
