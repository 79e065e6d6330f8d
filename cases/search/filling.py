"""Fills the index where there is nothing yet: another process takes the texts apart meanwhile.

Only this process reads and writes the database, and it holds the index from before it reads a text
until what was made of it is written: nobody can withdraw the text in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from multiprocessing.connection import Connection
from typing import Any

from django.db import transaction

from cases.models import AgendaItem, IndexMark, SearchEntry
from cases.search.engine import engine
from cases.search.helping import helping
from cases.search.reading import sources

# So many chunks stand together or not at all.
_CHUNKS = 8


@dataclass
class Filled:
    """What a first build has written: how many entries, and how many of them hold each word, if all of
    them are its own. Nobody has changed the index since it had this mark."""

    entries: int = 0
    words: Counter[str] | None = None
    mark: str | None = None


def fill(
    keys: Sequence[int], chunk: int, index: Callable[[Sequence[int]], int],
    done: Callable[[int], object],
) -> Filled:  # fmt: skip
    """Write the entries of these items, chunk by chunk; those that have some already by `index`.

    Tells `done` how many items stand now.
    """
    filled = Filled()
    is_alone = True
    with helping() as helper:
        for batch in batched(keys, _CHUNKS * chunk):
            with transaction.atomic():
                engine().lock()
                is_alone &= filled.mark in (None, IndexMark.current())
                filled.mark = IndexMark.renew()
                new = []
                for some in batched(batch, chunk):
                    if SearchEntry.objects.filter(item__in=some).exists():
                        filled.entries += index(some)
                        is_alone = False
                    else:
                        new.append(some)
                for rows in _made(helper, new):
                    engine().insert(rows)
                    filled.entries += len(rows)
            done(len(batch))
        if is_alone:
            helper.send(None)
            filled.words = helper.recv()
    return filled


def _made(helper: Connection[Any, Any], chunks: Iterable[Sequence[int]]) -> Iterator[list[Any]]:
    """The rows of each chunk; while they are written, the helper has the next to take apart."""
    is_busy = False
    for chunk in chunks:
        read = list(sources(AgendaItem.objects.published().filter(pk__in=chunk)))
        made = helper.recv() if is_busy else []
        helper.send(read)
        is_busy = True
        yield made
    if is_busy:
        yield helper.recv()
