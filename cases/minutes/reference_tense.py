"""Whether a sentence looks ahead or back at the place where it names a meeting."""

from __future__ import annotations

import re

from cases.minutes.reference_grammar import PARTICIPLE, PAST_VERB

_AHEAD = re.compile(
    r"\b(?:vil|skal|bliver|blive|(?:for)?ventes|planlægges|planlagt|planlægger|påtænkes|agter|kommende"
    r"|frem\smod|inden|tages\sop|vender\stilbage|kommer|ønsker|med\shenblik\spå"
    r"|(?:\w+\s)?endelige?\s(?:godkendelse|behandling|beslutning|vedtagelse)"
    r"|(?:gen)?behandles|forelægges|fremlægges|drøftes|godkendes|vedtages|besluttes|præsenteres|genoptages"
    r"|udsættes|aflyses|flyttes|udskydes|oversendes|fremsendes|sendes|afholdes|indgår|orienteres|(?<!nåede\s)at\s(?:genoptage|forelægge|drøfte|behandle)"
    r"|behandler|drøfter|godkender|beslutter|vedtager|træffer|genoptager|høre|mødes|samles"
    r"|tager\sstilling|beder|anmoder|pålægger|holdes|forelægger|fremlægger|præsenterer|udarbejder)\b",
    re.IGNORECASE,
)
# Sagen blev udsat [til mødet den …], as a decision says it
_PUT_OFF = re.compile(
    r"\b(?:udsat|udskudt|flyttet|rykket|henvist|hjemvist|oversendt|sendt|henlagt)(?:\s\w+){0,3}?\s(?:til\s)?\Z",
    re.IGNORECASE,
)
_TO = re.compile(r"til\b", re.IGNORECASE)
_BACK = re.compile(
    rf"\b(?:blev|blevet|nåede\sat|har|havde|var|er(?=\s(?:\w+\s){{0,2}}{PARTICIPLE})|{PAST_VERB}|behandlet|drøftet"
    r"|godkendt|vedtaget|besluttet|præsenteret|orienteret|forelagt|drøftelserne)(?!\w)",
    re.IGNORECASE,
)
# Looks back at what has been or will have been: says nothing against a printed date that is to come.
_UPON = re.compile(
    r"\b(?:jf\.|efter|siden|i\sforlængelse\saf|på\sbaggrund\saf|opfølgning\spå"
    r"|(?:drøftelse|beslutning|behandling)(?=\sden))(?!\w)",
    re.IGNORECASE,
)
# The verb that counts is no farther away, be the sentence ever so long.
_REACH = 500
# What stands after these belongs to another clause.
_NEW_CLAUSE = re.compile(r"[,;:]|\s(?:og|samt|men|hvorefter)\s")


def looks_ahead(text: str, start: int, end: int, *, decides: bool = False) -> bool | None:
    """Whether the verb nearest to the words from `start` to `end` speaks of what is to come.

    None where no verb says so or otherwise. A decision that something "blev udsat til mødet" looks
    ahead; told in the case (not `decides`) it is long since.
    """
    first = max(0, start - _REACH)
    text, start, end = text[first : end + _REACH], start - first, end - first
    if decides and _TO.match(text, start) and _PUT_OFF.search(text[:start]):
        return True
    after = _NEW_CLAUSE.split(text[end:], maxsplit=1)[0]
    distances = [
        (distance, ahead)
        for pattern, ahead in ((_AHEAD, True), (_BACK, False), (_UPON, None))
        for distance in _distances(pattern, text, start, end, end + len(after))
    ]
    if not distances:
        return None
    nearest = min(distances, key=lambda pair: pair[0])
    # "vil … blive behandlet": the participle is nearest, the verb that rules it decides.
    if not nearest[1] and _ruled_by_future(text[:start]):
        return True
    return nearest[1]


def _distances(pattern: re.Pattern[str], text: str, start: int, end: int, stop: int) -> list[int]:
    found = [start - match.end() for match in pattern.finditer(text, 0, start)]
    found += [0 for _ in pattern.finditer(text, start, end)]
    return [max(0, distance) for distance in found] + [
        match.start() - end for match in pattern.finditer(text, end, stop)
    ]


_FUTURE_PARTICIPLE = re.compile(
    r"\b(?:vil|skal|bliver|blive|(?:for)?ventes|planlægges|planlagt)\b(?:\s[^\s,;:]+){0,9}?\s\w+[dt]\s(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)


def _ruled_by_future(before: str) -> bool:
    found = _FUTURE_PARTICIPLE.search(before)
    return bool(found and not re.search(r"\b(?:blev|har|havde)\b", found[0]))
