"""Suggests which later item keeps a promise. A person confirms it; without enough evidence, none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from cases.minutes.commitments import CommitmentKind
from cases.minutes.danish import format_date
from cases.minutes.promise_words import is_for_the_next_meeting
from cases.models import Commitment, Fulfilment
from cases.models.origin import SetBy
from cases.models.passage import Precision
from cases.models.state import LinkState
from cases.threads.candidates import Candidate, Portal, title_words
from cases.threads.passages import texts_of_row

# What an order carried out or a deadline leaves behind cannot be told from titles and dates.
_KINDS = (
    CommitmentKind.CASE_RETURNS,
    CommitmentKind.PROCESS_STEP,
    CommitmentKind.OTHER_BODY,
    CommitmentKind.ADMINISTRATION_TASK,
    CommitmentKind.COMMITTEE_ACTION,
    CommitmentKind.AWAITS,
)
_NEAR = dt.timedelta(days=7)
_PATIENCE = dt.timedelta(days=400)
_ENOUGH, _ENOUGH_WITHOUT_DAY = 5, 6
_SAME_CASE, _TO_ITEM, _TO_MEETING, _MOST_FOR_WORDS, _ITS_OWN = 3, 4, 2, 4, 9

# besluttede, at der på kommende møde … · Dette fremlægges hermed
_TOLD = re.compile(
    r"\b(?:besluttede|aftalte|ønskede|bad|bestilte|anmodede|besluttet|aftalt)\b", re.I
)
_HEREWITH = re.compile(
    r"\b(?:fremlægges|forelægges|præsenteres|gives|følger|orienteres|fremgår)\b[^.]{0,60}?\b(?:hermed|nu)\b"
    r"|\bhermed (?:fremlægges|forelægges|præsenteres|gives|følger)\b"
    r"|\b(?:med|i) (?:dette punkt|denne sag|nærværende (?:punkt|sag))\b",
    re.I,
)
_AFTER = 300

type Evidence = dict[str, str]


@dataclass
class _Found:
    """An item that seems to keep a promise, with the points and reasons."""

    item: int
    score: int = 0
    evidence: list[Evidence] = field(default_factory=list)

    def add(self, points: int, what: str, says: str) -> None:
        """One more reason, without a full stop: pages list reasons in one sentence."""
        self.score += points
        self.evidence.append({"what": what, "says": says})


@transaction.atomic
def suggest_fulfilments(among: QuerySet[Commitment]) -> int:
    """Suggest for each open promise the item that keeps it; the number of suggestions changed.

    What a person has confirmed or rejected stays, and a rejected pair is not suggested again.
    """
    promises = list(
        among.filter(is_found=True)
        .select_related("item__meeting", "item__case")
        .prefetch_related("fulfilments", Prefetch("item__decisions"))
    )
    if not promises:
        return 0
    portal = Portal(promises)
    new, changed, gone = [], [], []
    for promise in promises:
        settled = [row for row in promise.fulfilments.all() if _is_settled(row)]
        suggested = [row for row in promise.fulfilments.all() if not _is_settled(row)]
        found = (
            _best(promise, portal, {row.item_id for row in settled})
            if _is_open(promise, settled)
            else None
        )
        kept = next((row for row in suggested if found and row.item_id == found.item), None)
        gone += [row.pk for row in suggested if row is not kept]
        if found and kept is None:
            new.append(_row(promise, found))
        elif found and kept and (kept.score, kept.evidence) != (found.score, found.evidence):
            kept.score, kept.evidence = found.score, found.evidence
            changed.append(kept)
    Fulfilment.objects.filter(pk__in=gone).delete()
    Fulfilment.objects.bulk_create(new, batch_size=500)
    Fulfilment.objects.bulk_update(changed, ["score", "evidence"], batch_size=200)
    return len(new) + len(changed) + len(gone)


def _is_settled(row: Fulfilment) -> bool:
    return row.set_by == SetBy.PERSON or row.state != LinkState.SUGGESTED


def _is_open(promise: Commitment, settled: Iterable[Fulfilment]) -> bool:
    confirmed = any(row.state == LinkState.CONFIRMED for row in settled)
    return not confirmed and promise.state != LinkState.REJECTED and promise.kind in _KINDS


def _row(promise: Commitment, found: _Found) -> Fulfilment:
    return Fulfilment(
        commitment=promise, item_id=found.item, score=found.score, evidence=found.evidence
    )


def _best(promise: Commitment, portal: Portal, settled: set[int]) -> _Found | None:
    """The item with the most evidence, the earliest among equals; None without enough."""
    own = _kept_at_once(promise)
    if own is not None:
        return own if own.item not in settled else None
    enough = _ENOUGH if promise.due or _is_next(promise) else _ENOUGH_WITHOUT_DAY
    words = title_words(f"{promise.item.title} {promise.words}")
    judged = [
        _judged(promise, candidate, words, portal)
        for candidate in _near(promise, portal)
        if candidate.key not in settled and candidate.date > promise.item.meeting.date
    ]
    likely = [found for found in judged if found.score >= enough]
    return max(likely, key=lambda found: found.score, default=None)


def _is_next(promise: Commitment) -> bool:
    return promise.due is None and is_for_the_next_meeting(promise.words)


def _kept_at_once(promise: Commitment) -> _Found | None:
    """The promise's own item, where it tells of an earlier promise and keeps it in the same breath."""
    if not _TOLD.search(promise.words):
        return None
    text = texts_of_row(promise.item).get(promise.section, "")
    match = _HEREWITH.search(text[promise.end : promise.end + _AFTER])
    if match is None:
        return None
    found = _Found(promise.item_id)
    says = f"Punktet fortæller om løftet og indfrier det selv: »{match[0]}«"
    found.add(_ITS_OWN, "own", says)
    return found


def _near(promise: Commitment, portal: Portal) -> list[Candidate]:
    """The items at the time of the promise in its committee, or in the body that it names."""
    committee = _committee_of(promise, portal)
    if committee is None:
        return []
    due, until = promise.due, promise.due_until
    if due and until:
        margin = _NEAR if promise.due_precision == Precision.DAY else dt.timedelta(0)
        return portal.between(committee, due - margin, until + margin)
    if _is_next(promise):
        return portal.next_meeting(committee, promise.item.meeting.date)
    return _strongly_tied(promise, committee, portal)


def _committee_of(promise: Commitment, portal: Portal) -> int | None:
    own = promise.item.meeting.committee_id
    if promise.kind != CommitmentKind.OTHER_BODY:
        return own
    text = " ".join(promise.words.casefold().replace("-", " ").split())
    named = {
        (text.index(name), key)
        for key, names in portal.names.items()
        for name in names
        if key != own and name in text
    }
    return min(named)[1] if named else None


def _strongly_tied(promise: Commitment, committee: int, portal: Portal) -> list[Candidate]:
    """Without a day: only items of the same case, and items that refer back to this one."""
    last = promise.item.meeting.date + _PATIENCE
    case = promise.item.case_id
    tied = {row.key: row for row in portal.by_case.get(case, [])} if case else {}
    for key in portal.to_item.get(promise.item_id, ()):
        if key in portal.by_key:
            tied[key] = portal.by_key[key]
    rows = sorted(tied.values(), key=lambda row: (row.date, row.key))
    return [row for row in rows if row.committee == committee and row.date <= last]


def _judged(
    promise: Commitment, candidate: Candidate, words: dict[str, str], portal: Portal
) -> _Found:
    found = _Found(candidate.key)
    item = promise.item
    if candidate.case and candidate.case == item.case_id:
        found.add(_SAME_CASE, "case", f"Samme journalnummer: {candidate.journal_number}")
    if candidate.key in portal.to_item.get(item.pk, ()):
        found.add(_TO_ITEM, "reference", f"Punktet henviser tilbage til {item.label.lower()}")
    elif candidate.key in portal.to_meeting.get(item.meeting_id, ()):
        day = format_date(item.meeting.date)
        found.add(_TO_MEETING, "reference", f"Punktet henviser tilbage til mødet den {day}")
    shared = [word for word in candidate.words if word in words]
    told = [word for word in shared if portal.weight(candidate.committee, word)]
    if told:
        weight = sum(portal.weight(candidate.committee, word) for word in told)
        printed = ", ".join(candidate.words[word] for word in told)
        found.add(min(weight, _MOST_FOR_WORDS), "title", f"Fælles sjældne ord i titlen: {printed}")
    if promise.due or _is_next(promise):
        found.add(*_time(promise, candidate))
    return found


def _time(promise: Commitment, candidate: Candidate) -> tuple[int, str, str]:
    if promise.due is None:
        return 1, "date", "Det er det næste møde, som løftet nævner"
    if promise.due_precision == Precision.MONTH:
        return 1, "date", "Mødet er i den måned, som løftet nævner"
    days = abs((candidate.date - promise.due).days)
    if days == 0:
        return 2, "date", "Mødet er på den dag, som løftet nævner"
    return 1, "date", f"Mødet er {days} {'dag' if days == 1 else 'dage'} fra den nævnte dag"
