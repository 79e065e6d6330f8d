"""The rows of a part of a list, in its order: the newest first, or the oldest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from cases.models import SearchEntry
from cases.search.documents import day_of, meeting_keys

type Row = tuple[Any, ...]


class Look(Protocol):
    """The rows between two keys, the first of them by key upwards or downwards."""

    def __call__(self, *, least: int, before: int, limit: int, upwards: bool) -> list[Row]: ...


@dataclass(frozen=True)
class Asked:
    """A part: between which keys, how many rows, the key it begins after, and among how many entries
    they are looked for, if not among all."""

    least: int
    before: int
    limit: int
    after: int | None = None
    reach: int | None = None


def newest(look: Look, asked: Asked) -> tuple[list[Row], int | None]:
    """The newest rows; and the key after which another part begins, if not all were looked at."""
    before = asked.before if asked.after is None else min(asked.before, asked.after)
    edge = _edge(asked.reach, asked.least, before, upwards=False)
    least = asked.least if edge is None else edge
    return look(least=least, before=before, limit=asked.limit, upwards=False), edge


def oldest(look: Look, asked: Asked) -> tuple[list[Row], int | None]:
    """As `newest`, from the other end: meeting by meeting, each in the order of print."""
    rows: list[Row] = []
    least, before, reached = asked.least, asked.before, None
    if asked.after is not None:  # what is left of the meeting that the part before ended in
        first, end = meeting_keys(asked.after)
        rest = {"least": max(first, least), "before": min(asked.after, before)}
        rows = look(**rest, limit=asked.limit, upwards=False)
        least = max(end, least)
    edge = _edge(asked.reach, least, before, upwards=True)
    if edge is not None:
        # A meeting that was begun is looked through, and nothing of it is left after its least key.
        reached, before = meeting_keys(edge)
    return rows + _meetings(look, least, before, asked.limit - len(rows)), reached


def _meetings(look: Look, least: int, before: int, limit: int) -> list[Row]:
    """The rows of the oldest meetings between two keys. The first items of a meeting have its highest
    keys: where it does not fit in whole, they are asked for by themselves."""
    if not limit:
        return []
    rows = look(least=least, before=before, limit=limit, upwards=True)
    if len(rows) == limit:
        first, end = meeting_keys(rows[-1][0])
        whole = [row for row in rows if row[0] < first]
        rest = look(
            least=max(first, least),
            before=min(end, before),
            limit=limit - len(whole),
            upwards=False,
        )
        return [*sorted(whole, key=_oldest), *rest]
    return sorted(rows, key=_oldest)


def _oldest(row: Row) -> tuple[int, int]:
    return day_of(row[0]), -row[0]


def _edge(reach: int | None, least: int, before: int, *, upwards: bool) -> int | None:
    """The key that so many entries lie before; None where there are not so many."""
    if reach is None:
        return None
    entries = SearchEntry.objects.filter(key__gte=least, key__lt=before)
    keys = entries.order_by("key" if upwards else "-key").values_list("key", flat=True)
    return next(iter(keys[reach : reach + 1]), None)
