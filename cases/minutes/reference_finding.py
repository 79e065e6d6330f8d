"""Finds in one sentence where it points to a meeting by a day, a month or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from cases.minutes.bodies import body_name, is_council, is_generic
from cases.minutes.reference_context import (
    AFTER_OTHERS,
    CASE_HEARD,
    ELSEWHERE,
    HEARD_BEFORE,
    HEARING,
    IN_ANOTHER,
    NO_MEETING_DAY,
    NOT_THE_BODY,
    PARTICIPLE_SOON,
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
    OWN_MEETING,
    Grammar,
    genitive_in,
)

# How far a phrase reaches to either side of a date.
_REACH = 260


@dataclass(frozen=True, slots=True)
class Hit:
    """Words from `start` to `end` of a sentence that point to a meeting, and what they say."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    body: str = ""
    number: int | None = None
    title: str = ""
    # The words speak of "mødet", "udvalgsmødet" or a named body: what the paragraph may add.
    meeting: str = ""
    is_other: bool = False


_OWN_MEETING = re.compile(OWN_MEETING, re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class _Around:
    """A date in its sentence: what stands on both sides, and whether a date came before."""

    text: str
    at: int
    left: str
    right: str
    bare: Hit
    follows: bool
    grammar: Grammar
    events: frozenset[tuple[int, int]]

    def hit(self, start: int | None = None, end: int | None = None, **says: Any) -> Hit:
        """The date, from `start` of the left side to `end` of the right one, and what it says."""
        first = self.bare.start if start is None else self.at - len(self.left) + start
        last = self.bare.end if end is None else self.bare.end + end
        return replace(self.bare, start=first, end=last, **says)

    @property
    def number(self) -> re.Match[str] | None:
        """The number of an item that follows the date at once."""
        return AFTER_NUMBER.match(self.right)

    @property
    def rest(self) -> str:
        """The right side after such a number."""
        return self.right[self.number.end() :] if self.number else self.right


def _dated(
    text: str, words: DateWords, limit: int, grammar: Grammar, events: frozenset[tuple[int, int]]
) -> Hit | None:
    left = text[max(limit, words.start - _REACH) : words.start]
    start = words.start
    if words.day is None:
        lead = WITH_MONTH.search(left)
        if lead is None and not _OWN_MEETING.search(left[-20:]):
            return None
        start -= len(lead[0]) if lead else 0
    bare = Hit(start, words.end, words.day, words.month, words.year)
    right = text[words.end : words.end + _REACH]
    around = _Around(text, words.start, left, right, bare, limit > 0, grammar, events)
    forms = (
        _after_number,
        _after_meeting,
        _after_body,
        _other,
        _act,
        _acts,
        _acted,
        _heard,
        _numbered,
    )
    return next(filter(None, (form(around) for form in forms)), None)


def _after_number(around: _Around) -> Hit | None:
    """punkt 44 'Titel' på mødet [den 4. marts] · dagsordenspunkt 19 ([5. marts])"""
    found = around.grammar.before_number.search(around.left)
    if found is None or around.bare.day is None:
        return None
    body = (
        found["body"] or found["body2"] or found["body3"] or genitive_in(found[0], around.grammar)
    )
    title = (found["title"] or "").strip("'\"”“„»‘’´«")
    return around.hit(
        found.start(), body=_named(body), number=int(found["number"]), title=title, meeting="mødet"
    )


def _after_meeting(around: _Around) -> Hit | None:
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
    body = body or (attached["body"] if attached else "") or _council_of(found["meeting"])
    if not body:
        actor = _actor(around)
        body = "" if is_own and is_council(actor) else actor
    return around.hit(found.start(), end, body=_named(body), meeting=found["meeting"])


def _is_elsewhere(around: _Around, meeting: re.Match[str]) -> bool:
    """Whether "mødet" with this day is somebody else's: in another town, a meeting for citizens."""
    if (around.bare.day, around.bare.month) in around.events:
        return True
    starts_bare = meeting[0].casefold().startswith("møde")
    return bool(
        ELSEWHERE.match(around.right)
        or (starts_bare and SOMEBODYS.search(around.left[: meeting.start()]))
        or (meeting[0].startswith("til ") and SIGN_UP.search(around.text))
    )


def _after_body(around: _Around) -> Hit | None:
    """behandles i Byrådet [den 24. juni] · forelægges Byrådet [den 24. juni]"""
    found = around.grammar.before_body.search(around.left)
    if found is None or (around.bare.day is None) != bool(found["month"]):
        return None
    before, lead = around.left[: found.start()], (found["lead"] or "").strip().casefold()
    before_name = around.left[: found.start("body")]
    sent = bool(SENT_TO.search(before))
    if not sent and NOT_THE_BODY.search(before_name):
        return None
    heard = bool(HEARD_BEFORE.search(before_name))
    joined = lead in ("og", "samt", "henholdsvis")
    named_alone = not is_generic(found["body"]) and (
        (around.follows and not before.strip(" ,;"))
        or (joined and (around.follows or HEARING.search(before)))
        or (not before.strip(" |*") and (found["mark"] or not around.right.strip(" :.|")))
    )
    if not (heard or sent or named_alone or (lead == "i" and not found["mark"])):
        return None
    start = found.start("body") if joined else found.start()
    return around.hit(start, body=_named(found["body"]), meeting="i")


def _other(around: _Around) -> Hit | None:
    """behandles i de fem KKR-områder i [april 2025]"""
    found = around.grammar.before_other.search(around.left)
    if found is None:
        return None
    body = "KKR" if "KKR" in found["other"] else found["other"].strip()
    return around.hit(found.start("phrase"), body=body, is_other=True)


def _act(around: _Around) -> Hit | None:
    """Byrådets beslutning [den 25. februar]"""
    found = around.grammar.before_act.search(around.left)
    return found and around.hit(found.start(), body=_named(found["body"][:-1]), meeting="i")


def _acts(around: _Around) -> Hit | None:
    """Byrådet godkendte [den 25. marts] · Udvalget har [den 25. marts] drøftet"""
    found = around.grammar.before_verb.search(around.left)
    if found is None or NOT_THE_BODY.search(around.left[: found.start()]):
        return None
    soon = PARTICIPLE_SOON if found["aux"] else VERB_SOON if found["who"] else None
    if soon is not None and not soon.match(around.rest):
        return None
    return around.hit(body=_named(found["body"]), meeting="i")


def _acted(around: _Around) -> Hit | None:
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
    return around.hit(end=0 if around.number else found.end(), body=_named(body), meeting="i")


def _heard(around: _Around) -> Hit | None:
    """Sagen er tidligere behandlet [den 4. marts] · genoptaget fra [den 4. marts]"""
    if around.bare.day is None or IN_ANOTHER.match(around.right):
        return None
    return around.hit(meeting="mødet") if CASE_HEARD.search(around.left) else None


def _numbered(around: _Around) -> Hit | None:
    """[den 4. marts 2025] (punkt 8): a bare day counts where a number follows at once."""
    if around.bare.day is None or not around.number or NO_MEETING_DAY.search(around.left):
        return None
    return around.hit(body=_named(_actor(around)), meeting="mødet")


def _with_number(text: str, hit: Hit, words: DateWords) -> Hit:
    """The hit with the number that follows its date, at once or at the end of the sentence."""
    if hit.number is not None:
        closed = re.match(r"\)", text[hit.end :]) and "(" in text[hit.start : hit.end]
        return replace(hit, end=hit.end + 1) if closed else hit
    at_once = AFTER_NUMBER.match(text, words.end)
    if at_once:
        return replace(hit, number=int(at_once["number"]), end=max(hit.end, at_once.end()))
    far = FAR_NUMBER.match(text, words.end)
    if far and hit.day is not None and not find_date_words(text[words.end : far.end()]):
        return replace(hit, number=int(far["number"]))
    return hit


def _named(body: str | None) -> str:
    return "" if not body or is_generic(body) else body_name(body)


def _council_of(meeting: str) -> str:
    """The body that a word like "byrådsmødet" names; "" for "udvalgsmødet"."""
    word = meeting.casefold()
    stems = {"byråd": "Byrådet", "kommunalbestyrelse": "Kommunalbestyrelsen"}
    stems |= {"borgerrepræsentation": "Borgerrepræsentationen", "magistrat": "Magistraten"}
    stems |= {"direktion": "Direktionen"}
    named = next((body for stem, body in stems.items() if word.startswith(stem)), "")
    committee = re.match(r"([a-zæøå-]{3,}udvalg)s", word)
    return named or (f"{committee[1].capitalize()}et" if committee else "")


def _actor(around: _Around) -> str:
    """The committee that the sentence says acts: the first after the date, else the last before."""
    after = around.grammar.after_verb.match(around.rest)
    names = [
        match["name"]
        for match in around.grammar.body.finditer(around.left)
        if not match["genitive"] and not AFTER_OTHERS.search(around.left, 0, match.start())
    ]
    named = (after["body"] or after["body2"]) if after else ""
    return named or (names[-1] if names else "")
