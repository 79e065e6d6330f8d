"""Forms in which a date is a meeting's by what its whole clause says, not by the word beside it."""

from __future__ import annotations

import re
from typing import Any

from cases.minutes.reference_around import Around, Hit, named
from cases.minutes.reference_context import NO_MEETING_DAY
from cases.minutes.reference_dates import WEEKDAY
from cases.minutes.reference_grammar import (
    INFINITIVE,
    PARTICIPLE,
    PAST_VERB,
    PRESENT_VERB,
    genitive_in,
)
from cases.minutes.reference_lines import EVENT
from cases.minutes.reference_subject import Actor, subject_of

# Ved 2. behandlingen af budgettet [den …] · efter førstebehandling [den …]
_READING = re.compile(
    r"(?:\b(?:ved|efter|under|til|inden|før)\s)?(?:\b(?:[1-3]\.|første|anden|tredje)[\s-]?behandling(?:en|er|erne)?)"
    rf"(?:\saf\s(?:[^\s.,;:()]+\s){{0,4}}?[^\s.,;:()]+)?\s(?:{WEEKDAY}\s)?\Z",
    re.IGNORECASE,
)
# første gang [den …] · senest [den …] after "har været behandlet flere gange,"
_TIMES = re.compile(
    rf"(?:\b(?:første|anden|tredje|fjerde|sidste|seneste)\sgang|,\s(?:senest|sidst|først))\s(?:{WEEKDAY}\s)?\Z",
    re.IGNORECASE,
)
_HANDLED = re.compile(
    rf"\b(?:{PARTICIPLE}|{PAST_VERB}|været\soppe|var\soppe|stod)(?!\w)", re.IGNORECASE
)
_DEADLINE = re.compile(r"\b(?:skal|bedes|frist\w*|svar\w*|ansøg\w*)\b", re.IGNORECASE)
# som Udvalget [i juni] vedtog · idet Byrådet [i juni] ønsker at drøfte
_SOON = re.compile(
    rf"\s(?:\w+\s)?(?:{PAST_VERB}|{PRESENT_VERB})(?!\w)"
    rf"|\s(?:har|havde|skal|vil|kan|ønsker|forventes)\s(?:[^\s.,;:]+\s){{0,4}}?(?:{PARTICIPLE}|{INFINITIVE})\b",
    re.IGNORECASE,
)
# Udvalget drøftede [at holde temadag den …] · aftalen fra [den …]
_NOT_THE_ACT = re.compile(
    r"\b(?:at|der|som|fra|inden|siden|indtil|pr\.|frist\w*|virkning|datere\w*|sendt|modtaget)\b"
    r"|\b(?:af|om|for|til|mod|med|over|efter)\s(?:den|d\.)?\s?\Z",
    re.IGNORECASE,
)
_AFTER_ACT = re.compile(
    r"\s?(?:[.,;:)(]|\Z|\sog\s|\s(?:og|samt|med|i|hvor|efter|under|at|om|enstemmigt)\s)"
)
# fik en kort orientering · modtog en status
_TOLD = re.compile(
    r"\b(?:orientering|præsentation|oplæg|status|redegørelse|gennemgang|fremlæggelse|forelagt|forelæggelse|beretning)\w*",
    re.IGNORECASE,
)
# … sagen [den …], not the day of a festival: what a meeting deals with stands last before the day
_MATTER = re.compile(
    r"(?:sag|punkt|emne|spørgsmål|forslag|plan|budget|regnskab|takst|oplæg|bevilling|strategi|politik|evaluering|ramme"
    r"|vedtægt|retningslinje|regel|regler|anbefaling|indstilling|model|ansøgning|notat|rapport|orientering)\w*\s\Z",
    re.IGNORECASE,
)
_GOT = re.compile(r"(?:fik|modtog|får|modtager)\Z")
# Sagen genoptages [i marts] · Reglerne tages op til vurdering, det vil sige [i marts]
_RESUMED = re.compile(
    r"(?:\b(?:sagen|punktet|emnet|forslaget|drøftelsen|behandlingen|spørgsmålet)\s(?:\w+\s){0,2}?"
    r"(?:genoptages|gen(?:behandl|forelægg|fremlægg)es|kommer\s(?:på\s|op\s)?igen)"
    r"|\bpå\sdagsordenen\s(?:igen|på\sny)|\btages\s(?:igen\s)?op\s(?:igen|på\sny|til)|\b(?:sættes|optages|kommer)\s(?:igen\s)?på\s(?:udvalgets\s)?dagsordenen)"
    r"(?:\s[^\s.,;:()]+){0,6}?(?:,\s(?:det\svil\ssige|altså)|,\sdvs\.)?\s(?:i\s)?\Z",
    re.IGNORECASE,
)
# bestyrelsens [junimøde]
_OWNER = re.compile(r"\w+s\s\Z")


def whose(around: Around) -> dict[str, Any]:
    """What the subject of the sentence says of the meeting's owner."""
    subject = subject_of(around)
    if subject is None or subject.actor is Actor.OTHER:
        return {}
    return {"body": named(subject.name), "is_committee": subject.actor is Actor.COMMITTEE}


def after_reading(around: Around) -> Hit | None:
    """Ved 2. behandlingen af budgettet [den 7. oktober]"""
    placed = around.grammar.after_body.match(around.rest)
    found = _READING.search(around.left) if around.bare.day and not placed else None
    return found and around.hit(found.start(), meeting="mødet", **whose(around))


def after_times(around: Around) -> Hit | None:
    """Udvalget har drøftet sagen ad flere omgange, første gang [den 4. marts]"""
    found = _TIMES.search(around.left) if around.bare.day else None
    if found is None or not _HANDLED.search(around.before):
        return None
    deadline = found[0].startswith(",") and _DEADLINE.search(around.near)
    subject = subject_of(around)
    if deadline or (subject is not None and subject.actor is Actor.OTHER):
        return None
    return around.hit(
        found.start() + len(found[0]) - len(found[0].lstrip(", ")), meeting="mødet", **whose(around)
    )


def after_meets(around: Around) -> Hit | None:
    """Udvalget mødes næste gang tirsdag [den 3. juni]"""
    found = around.grammar.before_meets.search(around.left)
    return found and around.hit(found.start(), body=named(found["body"]), meeting="i")


def in_clause(around: Around) -> Hit | None:
    """da Socialudvalget [i juni 2024] drøftede"""
    found = around.grammar.before_clause.search(around.left)
    if found is None or not _SOON.match(around.rest):
        return None
    return around.hit(body=named(found["body"]), meeting="i")


def after_object(around: Around) -> Hit | None:
    """Økonomiudvalget fik en kort orientering [den 23. oktober] · Byrådet behandler sagen [den 26. maj]"""
    found = around.grammar.before_object.search(around.left) if around.bare.day else None
    if found is None or NO_MEETING_DAY.search(around.left):
        return None
    between = found["object"]
    if _NOT_THE_ACT.search(between) or EVENT.search(between) or not _AFTER_ACT.match(around.right):
        return None
    if not (_TOLD if _GOT.search(found["verb"]) else _MATTER).search(between):
        return None
    return around.hit(body=named(found["body"]), meeting="i")


def after_resumed(around: Around) -> Hit | None:
    """Sagen genoptages [i marts 2026]"""
    return around.hit(meeting="mødet") if _RESUMED.search(around.left) else None


def in_meeting_of_month(around: Around) -> Hit | None:
    """på udvalgets [junimøde]"""
    found = around.grammar.before_compound.search(around.left)
    before = around.left[: found.start()] if found else around.left
    says = whose(around)
    if found and (body := genitive_in(found["of"], around.grammar)):
        says = {"body": named(body)}
    elif found and "dvalgets" in found["of"]:
        says = {"is_committee": True}
    elif _OWNER.search(before) or not (says or subject_of(around) is None):
        return None
    return around.hit(found.start() if found else None, meeting="mødet", **says)
