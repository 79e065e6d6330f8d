"""Who acts in a sentence: a committee, "udvalget", or somebody whose meetings are not the portal's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cases.minutes.bodies import is_generic
from cases.minutes.reference_around import Around
from cases.minutes.reference_grammar import AUXILIARY, OTHERS, PAST_VERB, PRESENT_VERB, Grammar


class Actor(StrEnum):
    """What sort of body acts."""

    BODY = "body"
    COMMITTEE = "committee"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts: `name` is that of a known body, `is_near` says that it is in the date's own clause."""

    actor: Actor
    name: str = ""
    is_near: bool = True


# Udvalget vedtog, [at bestyrelsen på sit møde …] · Udvalget var enigt, [men byrådet …]
_CLAUSE = re.compile(
    r"[;:]\s|,\s(?=(?:at|som|der|hvor\w*|men|og|da|idet|fordi|mens)\s)|\s(?=(?:at|men|hvorefter)\s)"
)
# sendt til [Byrådet] · orientering fra [bestyrelsen] · i lokale [Rådet]
_AFTER_PREPOSITION = re.compile(
    r"\b(?:til|fra|for|med|om|i|af|hos|på|mellem|ved|under|over\sfor)\s(?:[A-ZÆØÅ]\w+\s|den\s|det\s|de\s)?\Z",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s?(?:der|som)\s")
_AFTER_VERB = re.compile(rf"\s(?:{PAST_VERB}|{PRESENT_VERB}|{AUXILIARY})\s{OTHERS}")


def subject_of(around: Around) -> Subject | None:
    """The first that acts in the clause of the date, else in the clauses before it, the nearest first."""
    after = around.grammar.after_verb.match(around.rest)
    if after:
        return _subject(after["body"] or after["body2"])
    if _AFTER_VERB.match(around.rest):
        return Subject(Actor.OTHER)
    is_near = True
    clauses = _CLAUSE.split(around.before)
    for index in reversed(range(len(clauses))):
        found = _in_clause(clauses[index], around.grammar)
        if found is None and index and _RELATIVE.match(clauses[index]):
            found = _antecedent(clauses[index - 1], around.grammar)
        if found is not None:
            return found if is_near else Subject(found.actor, found.name, is_near=False)
        is_near = False
    return None


def _in_clause(clause: str, grammar: Grammar) -> Subject | None:
    for match in grammar.anybody.finditer(clause):
        if match["genitive"] or _AFTER_PREPOSITION.search(clause, 0, match.start()):
            continue
        return _subject_in(match)
    return None


def _antecedent(clause: str, grammar: Grammar) -> Subject | None:
    """Sagen sendes til [Miljøudvalget], der skal …: whom the relative clause is about."""
    matches = list(grammar.anybody.finditer(clause))
    if matches and not matches[-1]["genitive"] and matches[-1].end() >= len(clause.rstrip()):
        return _subject_in(matches[-1])
    return None


def _subject_in(match: re.Match[str]) -> Subject:
    if match["other"]:
        return Subject(Actor.OTHER)
    return Subject(Actor.COMMITTEE) if match["then"] else _subject(match["body"])


def _subject(body: str) -> Subject:
    return Subject(Actor.COMMITTEE) if is_generic(body) else Subject(Actor.BODY, body)
