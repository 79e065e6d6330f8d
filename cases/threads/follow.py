"""Follows the threads of items: what their texts say is read, and what it leads to is tied.

The one place that knows the order: the texts are read, topics and series found, references resolved
(they are evidence for what follows), promises matched with what kept them, and what may belong
together is suggested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import batched

from django.db import transaction
from django.db.models import QuerySet

from cases.importing.apply import classify_again
from cases.models import AgendaItem, Amount, Commitment, Decision, Meeting, Reference
from cases.search.index import indexed_once
from cases.threads.amounts import read_amounts
from cases.threads.commitments import (
    awaiting,
    note_deviations,
    read_commitments,
    suggest_fulfilments,
    told_of_in,
)
from cases.threads.item_links import suggest_item_links
from cases.threads.known_meetings import KnownMeetings
from cases.threads.passages import found_in, settle_passages
from cases.threads.references import (
    read_references,
    referring_to,
    resolve_references,
    settle_references,
)
from cases.threads.series import mark_series
from cases.threads.topic_suggestions import suggest_topics
from cases.threads.topics import match_topics

_BATCH = 500
_AT_ONCE = 100  # references whose promises are looked for by one question
# Told the name of a stage and its number of items, it gives what is told of each batch that is done.
type Begin = Callable[[str, int], Callable[[int], object]]


@indexed_once()
def follow_items(items: QuerySet[AgendaItem]) -> int:
    """Read the texts of these items and tie what they say; the number of rows changed."""
    return read_texts(items) + match_topics(items) + _tie_references(items) + _tie_promises(items)


@indexed_once()
def follow_meeting(meeting: Meeting) -> int:
    """Follow the items of a meeting and whatever waited for it; the number of rows changed.

    Stubs that point to it lead to it from now on, and earlier promises may have been kept at it.
    """
    items = AgendaItem.objects.filter(meeting=meeting)
    changed = follow_items(items) + resolve_references(referring_to(meeting))
    return changed + follow_promises(awaiting(meeting)) + suggest_item_links(items)


@transaction.atomic
def follow_references(references: Iterable[int]) -> int:
    """Lead the references with these keys on after a person has judged them, and work out anew the
    promises that they tell of; the number of rows changed."""
    changed = 0
    for keys in batched(references, _AT_ONCE):
        rows = Reference.objects.filter(pk__in=keys)
        changed += resolve_references(rows)
        changed += follow_promises(told_of_in(rows))
    return changed


@transaction.atomic
def follow_promises(promises: QuerySet[Commitment], *, redated: bool = False) -> int:
    """Work out what came of promises; the number of rows changed. `redated`: a person has corrected
    their days, so the days on which the meetings were held are told anew."""
    return note_deviations(promises, settled=redated) + suggest_fulfilments(promises)


def found_references(rows: Iterable[Reference]) -> set[int]:
    """The keys of those references that the rules find in the texts as they are now."""
    rows = list(rows)
    read = partial(read_references, known=KnownMeetings.load())
    return found_in(rows, _readable({row.item_id for row in rows}), read)


def found_promises(rows: Iterable[Commitment]) -> set[int]:
    """The keys of those promises that the rules find in the texts as they are now."""
    rows = list(rows)
    return found_in(rows, _readable({row.item_id for row in rows}), read_commitments)


def rebuild_threads(begin: Begin) -> dict[str, int]:
    """Derive everything anew for every item; the number of rows changed in each stage.

    It can be stopped and called again: each batch is written whole, and what is right is left alone.
    """
    over_items: dict[str, Callable[[QuerySet[AgendaItem]], int]] = {
        "Beslutninger": _classify,
        "Tekster": read_texts,
        "Emner": match_topics,
        "Henvisninger": _tie_references,
        "Løfter": _tie_promises,
    }
    changed = {name: _in_batches(name, work, begin) for name, work in over_items.items()}
    at_once: dict[str, Callable[[], int]] = {
        "Serier": mark_series,
        "Forbindelser": suggest_item_links,
        "Forslag til emner": suggest_topics,
    }
    for name, suggest in at_once.items():
        done = begin(name, 1)
        changed[name] = suggest()
        done(1)
    return changed


def _in_batches(name: str, work: Callable[[QuerySet[AgendaItem]], int], begin: Begin) -> int:
    keys = list(AgendaItem.objects.order_by("pk").values_list("pk", flat=True))
    done, changed = begin(name, len(keys)), 0
    for batch in batched(keys, _BATCH):
        with indexed_once():
            changed += work(AgendaItem.objects.filter(pk__in=batch))
        done(len(batch))
    return changed


def _classify(items: QuerySet[AgendaItem]) -> int:
    return classify_again(Decision.objects.filter(item__in=items).select_related("item"))


def read_texts(items: QuerySet[AgendaItem]) -> int:
    """Find references, commitments and amounts in the texts of these items; rows changed."""
    rows = list(_with_texts(items))
    return (
        settle_references(rows, KnownMeetings.load())
        + settle_passages(Commitment, rows, read_commitments, _OF_COMMITMENTS)
        + settle_passages(Amount, rows, read_amounts, ["kroner"])
    )


def _with_texts(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    return items.select_related("meeting__committee").prefetch_related(
        "meeting__committee__names", "decisions"
    )


def _readable(keys: set[int]) -> QuerySet[AgendaItem]:
    return _with_texts(AgendaItem.objects.filter(pk__in=keys))


_OF_COMMITMENTS = ("kind", "due", "due_precision", "due_inferred")


def _tie_references(items: QuerySet[AgendaItem]) -> int:
    return resolve_references(Reference.objects.filter(item__in=items))


def _tie_promises(items: QuerySet[AgendaItem]) -> int:
    return follow_promises(Commitment.objects.filter(item__in=items))
