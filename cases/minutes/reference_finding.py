"""Finds in one sentence where it points to a meeting by a day, a month or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cases.minutes.bodies import body_name, is_council, is_generic
from cases.minutes.reference_dates import DateWords, find_date_words
from cases.minutes.reference_grammar import (
    AFTER_NUMBER,
    BETWEEN_DATES,
    FAR_NUMBER,
    OWN_MEETING,
    PAST_VERB,
    Grammar,
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
# valg til Byrådet · formandskabet for Udvalget · en temadag for udvalget: no act of the body
_NOT_THE_BODY = re.compile(
    r"(?:\bvalg\w*\s(?:til|af)|(?:formand\w*|formænd\w*|medlem\w*|repræsentant\w*|dag|besøg\w*|tur|møde[rt]?\smed)"
    r"\s(?:for|af|fra|i)?|\b(?:fra|med|om|hos|inviter\w*|indkald\w*|til))\s?\Z",
    re.IGNORECASE,
)
_SENT_TO = re.compile(
    r"\b(?:(?:over|frem|videre)?sendes?|(?:over|frem)sendt|går|videre)\s(?:\w+\s)?til\s?\Z",
    re.IGNORECASE,
)
# forelægges [Byrådet den …] · præsenteret for [udvalget den …]
_HEARD_BEFORE = re.compile(
    r"(?:forelægges|forelagt|forelagde|fremlægges|fremlagt|fremlagde|præsenter\w+|orienter\w+|behandle\w*"
    r"|drøfte\w*|godkend\w*|vedtage\w*|beslut\w*|sendes|vises|behandling\w*)"
    r"\s(?:\w+\s){0,2}(?:(?:for|i|af):?\s)?\Z",
    re.IGNORECASE,
)
_HEARING = re.compile(
    r"\b(?:behandle[st]|drøfte[st]|forelægges|forelagt|godkend(?:es|t)|vedtage[st])\b", re.I
)
# til mødet … i Kolding · mødet med styrelsen · møde på skolen: somebody else's
_ELSEWHERE = re.compile(
    r"(?:\skl\.?\s?[\d.:]+)?\s(?:(?:i|på|hos|ved)\s(?!(?:Rådhus|Byrådssal|Mødelokale|Lokale|Sal\b|Teams))[A-ZÆØÅ]"
    r"|(?:med|mellem)\s(?!henblik|hensyn|afsæt|udgangspunkt|baggrund|følgende|det\b|den\b|en\b|et\b|\d))"
)
_SOMEBODYS = re.compile(r"(?:\b[A-ZÆØÅ]{2,}|\b[A-ZÆØÅa-zæøå]{4,}s|\w-|\bKKR)\s?\Z")
_SIGN_UP = re.compile(
    r"\b(?:til|om)meld\w*|\binviter\w*|\binvitation\w*|\bdeltager\w*\stil\b", re.I
)
# pr. [31. marts] · senest [den 1. maj]: a deadline or the day of a letter, whatever number follows
_NO_MEETING_DAY = re.compile(
    r"(?:\bpr\.|\bsenest|\binden|\bfrem\stil|\bfrist\w*|\bkraft|\bgælde\w*|\blov\w*|\bbekendtgørelse\w*"
    r"|\bbrev\w*|\bmail\w*|\baftale\w*|\bnotat\w*|\brapport\w*|\bbilag\w*)\s(?:af\s|fra\s|til\s)?\Z",
    re.IGNORECASE,
)
_WITH_MONTH = re.compile(
    r"(?:\b(?:i|for|frem\smod|mod|fra|siden|til)\s(?:(?:starten|begyndelsen|slutningen|midten|løbet)\saf\s)?)\Z",
    re.I,
)


def dated_hits(
    text: str, grammar: Grammar, own: str, events: frozenset[tuple[int, int]]
) -> Iterator[Hit]:
    """What points to a meeting by a day or a month, in printed order."""
    previous: Hit | None = None
    limit = 0
    for words in find_date_words(text):
        hit = _in_list(text, words, previous) or _dated(text, words, limit, grammar, own, events)
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
    text: str,
    words: DateWords,
    limit: int,
    grammar: Grammar,
    own: str,
    events: frozenset[tuple[int, int]],
) -> Hit | None:
    left = text[max(limit, words.start - _REACH) : words.start]
    offset = words.start - len(left)
    right = text[words.end : words.end + _REACH]
    bare = Hit(words.start, words.end, words.day, words.month, words.year)
    if words.day is None:
        lead = _WITH_MONTH.search(left)
        if lead is None and not _OWN_MEETING.search(left[-20:]):
            return None
        bare = replace(bare, start=offset + lead.start() if lead else words.start)
    return (
        _after_number(left, offset, bare, grammar)
        or _after_meeting(text, left, offset, right, bare, grammar, own, events)
        or _after_body(left, offset, right, bare, grammar, follows=limit > 0)
        or _around_verb(left, offset, right, bare, grammar)
        or _heard(left, right, bare)
        or _numbered(left, right, bare, grammar)
    )


def _after_number(left: str, offset: int, bare: Hit, grammar: Grammar) -> Hit | None:
    found = grammar.before_number.search(left)
    if found is None or bare.day is None:
        return None
    body = found["body"] or found["body2"] or found["body3"] or _genitive(found[0], grammar)
    return replace(
        bare, start=offset + found.start(), body=_named(body), number=int(found["number"]),
        title=(found["title"] or "").strip("'\"”“„»‘’´«"), meeting="mødet",
    )  # fmt: skip


def _after_meeting(
    text: str, left: str, offset: int, right: str, bare: Hit, grammar: Grammar, own: str,
    events: frozenset[tuple[int, int]],
) -> Hit | None:  # fmt: skip
    found = grammar.before_meeting.search(left)
    if found is None:
        return None
    before = left[: found.start()]
    body = found["body"] or _genitive(found["of"], grammar)
    is_own = bool(_OWN_MEETING.match(found["meeting"]))
    attached = grammar.after_body.match(right)
    if found["is"] and not (is_own or body or "dvalgets" in found["of"]):
        return None
    if not (is_own or body or attached) and _is_elsewhere(
        text, before, found[0], right, bare, events
    ):
        return None
    end = bare.end
    if attached and not body:
        body, end = attached["body"], bare.end + attached.end()
    number = AFTER_NUMBER.match(right)
    body = body or _council_of(found["meeting"])
    if not body:
        actor = _actor(left, right[number.end() if number else 0 :], grammar)
        body = "" if is_own and is_council(actor) else actor
    return replace(
        bare, start=offset + found.start(), end=end, body=_named(body), meeting=found["meeting"]
    )


def _is_elsewhere(
    text: str, before: str, phrase: str, right: str, bare: Hit, events: frozenset[tuple[int, int]]
) -> bool:
    """Whether "mødet" with this day is somebody else's: in another town, a meeting for citizens."""
    if bare.day is not None and (bare.day, bare.month) in events:
        return True
    starts_bare = phrase.casefold().startswith("møde")
    return bool(
        _ELSEWHERE.match(right)
        or (starts_bare and _SOMEBODYS.search(before))
        or (phrase.startswith("til ") and _SIGN_UP.search(text))
    )


def _after_body(
    left: str, offset: int, right: str, bare: Hit, grammar: Grammar, *, follows: bool
) -> Hit | None:
    found = grammar.before_body.search(left)
    if found is None or (bare.day is None) != bool(found["month"]):
        return None
    before, lead = left[: found.start()], (found["lead"] or "").strip().casefold()
    sent = bool(_SENT_TO.search(before))
    if not sent and _NOT_THE_BODY.search(f"{before}{found['lead'] or ''}"):
        return None
    joined = lead in ("og", "samt", "henholdsvis")
    heard = bool(_HEARD_BEFORE.search(f"{before}{found['lead'] or ''}"))
    is_named = not is_generic(found["body"])
    goes_on = is_named and (
        (follows and not before.strip(" ,;")) or (joined and (follows or _HEARING.search(before)))
    )
    is_label = is_named and not before.strip(" |*") and (found["mark"] or not right.strip(" :.|"))
    if not (lead == "i" or heard or sent or goes_on or is_label):
        return None
    if lead == "i" and found["mark"] and not heard:
        return None
    start = found.start("body") if joined else found.start()
    return replace(bare, start=offset + start, body=_named(found["body"]), meeting="i")


def _around_verb(left: str, offset: int, right: str, bare: Hit, grammar: Grammar) -> Hit | None:
    """A body that acts on the day: "den 8. december besluttede Byrådet", "Byrådet har den … godkendt"."""
    other = grammar.before_other.search(left)
    if other:
        body = other["other"].strip()
        body = "KKR" if "KKR" in body else body
        return replace(bare, start=offset + other.start("phrase"), body=body, is_other=True)
    act = grammar.before_act.search(left)
    if act:
        return replace(bare, start=offset + act.start(), body=_named(act["body"][:-1]), meeting="i")
    number = AFTER_NUMBER.match(right)
    rest = right[number.end() :] if number else right
    skipped = len(right) - len(rest)
    verb = grammar.before_verb.search(left)
    acts = verb and (
        bool(_VERB_SOON.match(rest))
        if verb["who"]
        else not verb["aux"] or _PARTICIPLE_SOON.match(rest)
    )
    if verb and acts and not _NOT_THE_BODY.search(left[: verb.start()]):
        return replace(bare, body=_named(verb["body"]), meeting="i")
    for pattern in (
        grammar.after_verb,
        grammar.after_participle,
        grammar.after_body,
        grammar.after_where,
    ):
        found = pattern.match(rest)
        if found is None or (pattern is grammar.after_body and bare.day is None):
            continue
        if _NO_MEETING_DAY.search(left) and pattern is not grammar.after_where:
            continue
        end = bare.end + (0 if number else skipped + found.end())
        body = next(filter(None, (found.groupdict().get(name) for name in ("body", "body2"))))
        return replace(bare, end=end, body=_named(body), meeting="i")
    return None


# har den 5. maj [enstemmigt godkendt]
_PARTICIPLE_SOON = re.compile(
    r",?\s(?:[^\s.,;:]+\s){0,4}?(?:\d\.\s?)?(?:(?:gen|2\.\s)?behandle|godkend|principgodkend|beslut|vedtag|drøft|tiltråd|"
    r"anbefal|afvis|udsat|bevilg|forelagt|fremlagt|præsenter|orienter|genoptag|taget?\s(?:stilling|til))",
    re.IGNORECASE,
)


# Økonomiudvalget, som [den 20. maj] besluttede
_VERB_SOON = re.compile(rf"\s(?:\w+\s)?{PAST_VERB}\b")
# Sagen er tidligere behandlet [den 4. marts] · genoptaget fra [den 4. marts]
_CASE_HEARD = re.compile(
    r"(?:\b(?:sagen|punktet|emnet|forslaget)\s(?:er|var|har\sværet|blev)\s(?:(?:tidligere|senest|sidst|først)\s)?"
    r"(?:behandlet|drøftet|forelagt)|\b(?:genoptag\w*|udsat)\sfra)\s\Z",
    re.IGNORECASE,
)
_IN_ANOTHER = re.compile(r"\s(?:i|af|ved|hos)\s")


def _heard(left: str, right: str, bare: Hit) -> Hit | None:
    """A bare day on which the case itself is said to have been before the committee."""
    if bare.day is None or not _CASE_HEARD.search(left) or _IN_ANOTHER.match(right):
        return None
    return replace(bare, meeting="mødet")


def _numbered(left: str, right: str, bare: Hit, grammar: Grammar) -> Hit | None:
    """A bare day counts where the number of an item follows it at once."""
    if bare.day is None or _NO_MEETING_DAY.search(left):
        return None
    number = AFTER_NUMBER.match(right)
    if number is None:
        return None
    body = _actor(left, right[number.end() :], grammar)
    return replace(bare, body=_named(body), meeting="mødet")


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


def _genitive(text: str, grammar: Grammar) -> str:
    return next((match["name"] for match in grammar.body.finditer(text) if match["genitive"]), "")


def _council_of(meeting: str) -> str:
    """The body that a word like "byrådsmødet" names; "" for "udvalgsmødet"."""
    word = meeting.casefold()
    stems = {"byråd": "Byrådet", "kommunalbestyrelse": "Kommunalbestyrelsen"}
    stems |= {"borgerrepræsentation": "Borgerrepræsentationen", "magistrat": "Magistraten"}
    stems |= {"direktion": "Direktionen"}
    named = next((body for stem, body in stems.items() if word.startswith(stem)), "")
    committee = re.match(r"([a-zæøå-]{3,}udvalg)s", word)
    return named or (f"{committee[1].capitalize()}et" if committee else "")


_AFTER_OTHERS = re.compile(r"\b(?:til|fra|for|med|om|i|af|som)\s\Z", re.IGNORECASE)


def _actor(left: str, right: str, grammar: Grammar) -> str:
    """The committee that the sentence says acts: the last before the words, else right after them."""
    names = [
        match["name"]
        for match in grammar.body.finditer(left)
        if not match["genitive"] and not _AFTER_OTHERS.search(left[: match.start()])
    ]
    after = grammar.after_verb.match(right)
    body = (after and (after["body"] or after["body2"])) or (names[-1] if names else "")
    return body or ""
