"""Finds in one sentence where it points to a meeting by a day, a month or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cases.minutes.bodies import is_council, is_generic
from cases.minutes.reference_around import Around, Hit, council_of, named
from cases.minutes.reference_clauses import (
    after_meets,
    after_object,
    after_reading,
    after_resumed,
    after_times,
    in_clause,
    in_meeting_of_month,
    whose,
)
from cases.minutes.reference_context import (
    CASE,
    CASE_HEARD,
    ELSEWHERE,
    HEARD_BEFORE,
    HEARING,
    IN_ANOTHER,
    NO_MEETING_DAY,
    NOT_THE_BODY,
    PARTICIPLE_SOON,
    SENT_FROM,
    SENT_TO,
    SIGN_UP,
    SOMEBODYS,
    VERB_SOON,
    WITH_MONTH,
)
from cases.minutes.reference_dates import DateWords, find_date_words
from cases.minutes.reference_grammar import (
    AFTER_NUMBER,
    BETWEEN_DATES,
    FAR_NUMBER,
    HEAD_ENDS,
    NEAR_NUMBER,
    OWN_MEETING,
    Grammar,
    genitive_in,
)
from cases.minutes.reference_subject import Actor, Subject, subject_of

# How far a phrase reaches to either side of a date.
_REACH = 260


_OWN_MEETING = re.compile(OWN_MEETING, re.IGNORECASE)
_SOME = re.compile(r"\bet\s", re.IGNORECASE)
_ITS = re.compile(r"\b(?:sit|et|deres|dets)\s", re.IGNORECASE)


def dated_hits(text: str, grammar: Grammar, events: frozenset[tuple[int, int]]) -> Iterator[Hit]:
    """What points to a meeting by a day or a month, in printed order."""
    previous: Hit | None = None
    limit = 0
    for words in find_date_words(text):
        hit = _in_list(text, words, previous) or _dated(text, words, limit, grammar, events)
        if hit is not None:
            hit = _with_number(text, hit, words)
            limit = hit.end
            yield hit
        previous = hit
        limit = max(limit, words.end)


def _in_list(text: str, words: DateWords, previous: Hit | None) -> Hit | None:
    """A further date of the phrase before: "den 4. marts og 8. april"."""
    if previous is None or (words.day is None) != (previous.day is None) or previous.is_other:
        return None
    if not BETWEEN_DATES.match(text[previous.end : words.start]):
        return None
    return replace(
        previous, start=words.start, end=words.end, day=words.day, month=words.month,
        year=words.year, number=None, title="",
    )  # fmt: skip


def _dated(
    text: str, words: DateWords, limit: int, grammar: Grammar, events: frozenset[tuple[int, int]]
) -> Hit | None:
    left = text[max(limit, words.start - _REACH) : words.start]
    start = words.start
    if words.day is None and not words.is_meeting:
        lead = WITH_MONTH.search(left)
        if lead is None and not _OWN_MEETING.search(left[-20:]):
            return None
        start -= len(lead[0]) if lead else 0
    bare = Hit(start, words.end, words.day, words.month, words.year)
    right = text[words.end : words.end + _REACH]
    around = Around(text, words.start, left, right, bare, limit > 0, grammar, events)
    if words.is_meeting:
        return in_meeting_of_month(around)
    forms = (
        _after_number,
        _after_meeting,
        _after_body,
        _other,
        _act,
        _acts,
        after_reading,
        _acted,
        after_times,
        after_meets,
        in_clause,
        after_object,
        _heard,
        _numbered,
        after_resumed,
    )
    return next(filter(None, (form(around) for form in forms)), None)


def _after_number(around: Around) -> Hit | None:
    """punkt 44 'Titel' på mødet [den 4. marts] · dagsordenspunkt 19 ([5. marts])"""
    found = around.grammar.before_number.search(around.left)
    if found is None or around.bare.day is None:
        return None
    body = (
        found["body"] or found["body2"] or found["body3"] or genitive_in(found[0], around.grammar)
    )
    title = (found["title"] or "").strip("'\"”“„»‘’´«")
    return around.hit(
        found.start(), body=named(body), number=int(found["number"]), title=title, meeting="mødet"
    )


def _after_meeting(around: Around) -> Hit | None:
    """på udvalgsmødet [den 4. marts] · på mødet i Byrådet [den 4. marts]"""
    found = around.grammar.before_meeting.search(around.left)
    if found is None:
        return None
    body = found["body"] or genitive_in(found["of"], around.grammar)
    is_own = bool(_OWN_MEETING.match(found["meeting"]))
    attached = around.grammar.after_body.match(around.right)
    if found["is"] and not (is_own or body or "dvalgets" in found["of"]):
        return None
    if not (is_own or body or attached) and _is_elsewhere(around, found):
        return None
    end = attached.end() if attached and not body else 0
    body = body or (attached["body"] if attached else "") or council_of(found["meeting"])
    if body:
        return around.hit(found.start(), end, body=named(body), meeting=found["meeting"])
    return _of_subject(around, found, is_own)


def _of_subject(around: Around, meeting: re.Match[str], is_own: bool) -> Hit | None:
    """The meeting of whoever acts: no hit where that is somebody outside the council's house."""
    subject = subject_of(around)
    others = subject is not None and subject.actor is Actor.OTHER
    if not is_own and _is_somebodys(around, meeting, subject):
        return None
    name = (
        "" if subject is None or others or (is_own and is_council(subject.name)) else subject.name
    )
    is_committee = subject is not None and subject.actor is Actor.COMMITTEE
    return around.hit(
        meeting.start(), body=named(name), meeting=meeting["meeting"], is_committee=is_committee
    )


def _is_somebodys(around: Around, meeting: re.Match[str], subject: Subject | None) -> bool:
    """Bestyrelsen godkendte planen på sit møde [den …] · Naboerne talte om det på et møde [den …]"""
    if "dvalget" in meeting["of"]:
        return False
    if subject is None:
        return bool(_SOME.search(meeting["of"]) and not CASE.search(around.near))
    if subject.actor is not Actor.OTHER:
        return False
    return bool(_ITS.search(meeting["of"]) or subject.is_near)


def _is_elsewhere(around: Around, meeting: re.Match[str]) -> bool:
    """Whether "mødet" with this day is somebody else's: in another town, a meeting for citizens."""
    if (around.bare.day, around.bare.month) in around.events:
        return True
    starts_bare = meeting[0].casefold().startswith("møde")
    return bool(
        ELSEWHERE.match(around.right)
        or (starts_bare and SOMEBODYS.search(around.left[: meeting.start()]))
        or (meeting[0].startswith("til ") and SIGN_UP.search(around.text))
    )


def _after_body(around: Around) -> Hit | None:
    """behandles i Byrådet [den 24. juni] · forelægges Byrådet [den 24. juni]"""
    found = around.grammar.before_body.search(around.left)
    if found is None or (around.bare.day is None) != bool(found["month"]):
        return None
    before, lead = around.left[: found.start()], (found["lead"] or "").strip().casefold()
    before_name = around.left[: found.start("body")]
    sent = bool(SENT_TO.search(before) or SENT_FROM.search(before))
    if not sent and NOT_THE_BODY.search(before_name):
        return None
    heard = bool(HEARD_BEFORE.search(before_name))
    joined = lead in ("og", "samt", "henholdsvis")
    named_alone = not is_generic(found["body"]) and (
        (around.follows and not before.strip(" ,;"))
        or (joined and (around.follows or HEARING.search(before)))
        or (not before.strip(" |*") and (found["mark"] or HEAD_ENDS.match(around.right)))
    )
    if not (heard or sent or named_alone or (lead == "i" and not found["mark"])):
        return None
    start = found.start("body") if joined else found.start()
    return around.hit(start, body=named(found["body"]), meeting="i")


def _other(around: Around) -> Hit | None:
    """behandles i de fem KKR-områder i [april 2025]"""
    found = around.grammar.before_other.search(around.left)
    if found is None:
        return None
    body = "KKR" if "KKR" in found["other"] else found["other"].strip()
    return around.hit(found.start("phrase"), body=body, is_other=True)


def _act(around: Around) -> Hit | None:
    """Byrådets beslutning [den 25. februar]"""
    found = around.grammar.before_act.search(around.left)
    return found and around.hit(found.start(), body=named(found["body"][:-1]), meeting="i")


def _acts(around: Around) -> Hit | None:
    """Byrådet godkendte [den 25. marts] · Udvalget har [den 25. marts] drøftet"""
    found = around.grammar.before_verb.search(around.left)
    if found is None or NOT_THE_BODY.search(around.left[: found.start()]):
        return None
    soon = PARTICIPLE_SOON if found["aux"] else VERB_SOON if found["who"] else None
    if soon is not None and not soon.match(around.rest):
        return None
    return around.hit(body=named(found["body"]), meeting="i")


def _acted(around: Around) -> Hit | None:
    """[Den 8. december] besluttede Byrådet · blev [den 4. oktober] 2. behandlet i Byrådet"""
    grammar, rest = around.grammar, around.rest
    where = grammar.after_where.match(rest)
    if not where and NO_MEETING_DAY.search(around.left):
        return None
    found = (
        grammar.after_verb.match(rest)
        or grammar.after_participle.match(rest)
        or (grammar.after_body.match(rest) if around.bare.day else None)
        or where
    )
    if found is None:
        return None
    body = found["body"] or found["body2"]
    return around.hit(end=0 if around.number else found.end(), body=named(body), meeting="i")


def _heard(around: Around) -> Hit | None:
    """Sagen er tidligere behandlet [den 4. marts] · genoptaget fra [den 4. marts]"""
    if around.bare.day is None or IN_ANOTHER.match(around.right):
        return None
    return around.hit(meeting="mødet") if CASE_HEARD.search(around.left) else None


def _numbered(around: Around) -> Hit | None:
    """[den 4. marts 2025] (punkt 8): a bare day counts where a number follows at once."""
    if around.bare.day is None or not around.number or NO_MEETING_DAY.search(around.left):
        return None
    return around.hit(meeting="mødet", **whose(around))


def _with_number(text: str, hit: Hit, words: DateWords) -> Hit:
    """The hit with the number that follows its date, at once or at the end of the sentence."""
    if hit.number is not None:
        closed = re.match(r"\)", text[hit.end :]) and "(" in text[hit.start : hit.end]
        return replace(hit, end=hit.end + 1) if closed else hit
    at_once = AFTER_NUMBER.match(text, words.end)
    if at_once:
        return replace(hit, number=int(at_once["number"]), end=max(hit.end, at_once.end()))
    far = NEAR_NUMBER.match(text, words.end) or FAR_NUMBER.match(text, words.end)
    if far and hit.day is not None and not find_date_words(text[words.end : far.end()]):
        return replace(hit, number=int(far["number"]))
    return hit
