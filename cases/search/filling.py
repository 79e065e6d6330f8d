"""Fills the index where there is nothing yet: other processes take the texts apart meanwhile.

Only this process reads and writes the database, and it holds the index from before it reads a text
until what was made of it is written: nobody can withdraw the text in between.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched, cycle
from typing import Any

from django.db import transaction

from cases.models import AgendaItem, IndexMark, SearchEntry
from cases.search.engine import engine
from cases.search.helping import Helper, helpers
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
    with helpers() as helping:
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
                for rows in _made(helping, new):
                    engine().insert(rows)
                    filled.entries += len(rows)
            done(len(batch))
        if is_alone:
            filled.words = _words(helping)
    return filled


def _made(helping: Sequence[Helper], chunks: Iterable[Sequence[int]]) -> Iterator[list[Any]]:
    """The rows of each chunk; while they are written, the helpers have the next to take apart."""
    busy: deque[Helper] = deque()
    for helper, chunk in zip(cycle(helping), chunks, strict=False):
        read = list(sources(AgendaItem.objects.published().filter(pk__in=chunk)))
        made = busy.popleft().recv() if len(busy) == len(helping) else []
        helper.send(read)
        busy.append(helper)
        yield made
    for helper in busy:
        yield helper.recv()


def _words(helping: Sequence[Helper]) -> Counter[str]:
    """How many entries hold each word, of all that the helpers have taken apart."""
    for helper in helping:
        helper.send(None)
    words: Counter[str] = Counter()
    for helper in helping:
        words.update(helper.recv())
    return words
