"""Tells a day by which the municipality itself owes something from one laid on others, or by law."""

from __future__ import annotations

import re

from cases.minutes.due_dates import DueDate
from cases.minutes.promise_words import BODY, OF_THE_LAW, STAFF

# … senest den · … inden udgangen af · … frist den · høring frem til
UNTIL = re.compile(
    r"(?:\bsenest|\binden|frist\w*(?:\s+\w+){0,5}?(?:\s+(?:er|udløber|til|på))?|frem til(?: og med)?"
    r"|\btil og med|\bløber (?:frem )?til)\s+(?:(?:den|d\.|fredag|mandag|tirsdag|onsdag|torsdag|udgangen|udløbet"
    r"|slutningen|kl\.?\s[\d.:]+)\s+){0,3}$",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"\b(?:skal|bedes|har frist|frist\w*|sendes|indsendes|afleveres|fremsendes|udarbejdes|færdiggøres|afsluttes"
    r"|meddeles|indberettes|høring\w*|offentliggøres|opsiges|indgås|vender tilbage)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(r"\btilmeld\w*|\binvit\w*|\bansøgningspulje\w*", re.IGNORECASE)
# Ifølge budgetbekendtgørelsen · Planlovens frist · Loven kræver
_LAW = re.compile(
    rf"{OF_THE_LAW.pattern}|\b\w*(?:bekendtgørelsens?|lovens?|lovgivning\w*)\b", re.IGNORECASE
)
# Forslaget sendes efter planlovens regler i høring frem til: the case itself, whatever the law says
_HEARING = re.compile(r"\b(?:sendes|er|kommer)\b[^.]{0,60}?\bi (?:\w+ )?høring\b", re.IGNORECASE)
# The municipality and those who work for it
_OWN = re.compile(
    rf"{STAFF}|\b\w*{BODY}|\b\w*kommune(?:n|ns)?\b|\b(?:medlemmer(?:ne)?|vi)\b", re.IGNORECASE
)
# Høringssvar skal · fristen for indsigelser · partiernes ændringsforslag: handed in by others
_OF_OTHERS = re.compile(
    r"\b(?:hørings(?:svar|bidrag)|indsigelser?|bemærkninger|klager?(?:ne)?|ansøgning(?:en|er|erne)?|tilbud(?:det|dene)?"
    r"|bud(?:det|dene)?|ændringsforslag(?:et|ene)?)\b"
    r"|\b\w*(?:parti|gruppe|forening|borger|forældre|klub|virksomhed|ansøger|beboer|bruger|leverandør|entreprenør"
    r"|bygherre|selskab)\w*s\s\w",
    re.IGNORECASE,
)
# Forældre skal melde · skal foreningerne aflevere · Ansøger har frist: somebody does it
_DOES = re.compile(
    r"\b(?:skal|bedes)\s+(?:(?:selv|også|derfor|herefter|endvidere|dog|igen|så vidt muligt)\s+)*"
    r"(?!(?:være|have|blive|ske|foreligge|ligge|gælde|træde|alle|disse|begge|denne)\b)[\wæøå]{2,}(?<!n)e\b"
    r"|\b(?:skal|bedes)\s+(?:senest|inden)\s[^,.]{0,10}\d[^,]{0,25}?(?!være\b|have\b|blive\b)\b[\wæøå]{2,}(?<!n)e\b"
    r"|\b(?:skal|bedes)\s+\w+(?:erne|ere|ende)\s+(?!være\b|have\b|blive\b)\w+e\b|\bhar\s+(?:\w+\s+){0,2}frist\b",
    re.IGNORECASE,
)
# skal være indberettet til tilsynet senest 1. december: every year's day, to a state authority
_TO_AUTHORITY = re.compile(
    r"\btil\s+(?:\w+\s)?\w*(?:tilsyn|myndighed|ministeri|styrelse|danmarks statistik|revision)\w*",
    re.IGNORECASE,
)


def is_of_others(sentence: str, due: DueDate) -> bool:
    """Whether a day is the last one for citizens, firms or parties, or is the law's for everybody."""
    until = UNTIL.search(sentence[: due.start])
    if until is None or _HEARING.search(sentence):
        return False
    if _LAW.search(sentence) or (due.inferred and _TO_AUTHORITY.search(sentence)):
        return True
    if _OWN.search(sentence):
        return False
    return bool(_OF_OTHERS.search(sentence) or _DOES.search(sentence))


def until_day(sentence: str, due: DueDate) -> re.Match[str] | None:
    """The words that make a day the last one for something that the municipality owes."""
    until = UNTIL.search(sentence[: due.start])
    if until is None or not _OWED.search(sentence) or _INVITES.search(sentence):
        return None
    return None if is_of_others(sentence, due) else until
