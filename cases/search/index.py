"""Keeps the index in step with what is public, in the transaction that changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from itertools import batched, chain
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from cases.models import AgendaItem, IndexMark, SearchEntry, SearchWord
from cases.search.analyser import stem
from cases.search.documents import (
    COLUMNS,
    Document,
    counted_as,
    documents_of,
    is_of_filter,
    is_of_item,
    is_term,
    next_beside,
)
from cases.search.engine import engine
from cases.search.filling import Filled, fill
from cases.search.reading import sources

BATCH = 500
_WORDS_AT_ONCE = 20_000


class Bar(Protocol):
    """A bar of progress, as tqdm has it."""

    def update(self, n: int) -> object: ...


type Begin = Callable[[str, int], Bar]


@dataclass
class Change:
    """What has to happen to the entries of some items."""

    gone: list[int] = field(default_factory=list)
    new: list[Document] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many entries are not as they are to be."""
        return len({*self.gone, *(document.key for document in self.new)})

    def __bool__(self) -> bool:
        return bool(self.gone or self.new)


# The items that wait for the end of `indexed_once`.
_waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


@contextmanager
def indexed_once() -> Iterator[None]:
    """What changes within is indexed at its end, once, in the same transaction.

    Writers wait for each other from then on only, when they hold everything else that they need.
    """
    if _waiting.get() is not None:
        yield
        return
    keys: set[int] = set()
    with transaction.atomic():
        before = _waiting.set(keys)
        try:
            yield
        finally:
            _waiting.reset(before)
        index_items(keys)


def index_items(items: Iterable[AgendaItem | int]) -> int:
    """Bring the entries of these items in step with what is public of them now.

    Takes items or their keys; the number of entries that changed. Without a change nothing is
    written. Call it in the transaction that changes the items.
    """
    keys = sorted({item if isinstance(item, int) else item.pk for item in items})
    waiting = _waiting.get()
    if waiting is not None:
        waiting.update(keys)
        return 0
    changed = 0
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        with transaction.atomic():
            # Before the look: what another has published and not yet committed is not seen without.
            engine().lock()
            known = SearchEntry.objects.filter(item__in=batch)
            if known.exists() or AgendaItem.objects.published().filter(pk__in=batch).exists():
                changed += _bring_in_step(batch)
    return changed


def index_rows(items: QuerySet[AgendaItem]) -> int:
    """As `index_items`, for the items of a query."""
    return index_items(items.order_by().values_list("pk", flat=True))


@transaction.atomic
def unindex(entries: QuerySet[SearchEntry]) -> None:
    """Take entries out before a row that they belong to is deleted: they would go with it, and their
    words would stay in the vocabulary. Index the items when the row has gone."""
    keys = sorted(entries.values_list("key", flat=True))
    if keys:
        engine().lock()
        _write(Change(gone=keys))


@transaction.atomic
def _index(
    keys: Sequence[int], *, thorough: bool = False, expected: bool = False, counted: bool = True
) -> int:
    """Write what changes; where nothing is `expected` to, other writers need not wait for the look."""
    if expected or _change(keys, thorough=thorough):
        engine().lock()
        return _bring_in_step(keys, thorough=thorough, counted=counted)
    return 0


def _bring_in_step(keys: Sequence[int], *, thorough: bool = False, counted: bool = True) -> int:
    """Write what changes while other writers wait; how many entries that were."""
    change = _change_with_those_beside(keys, thorough=thorough)
    _write(change, counted=counted)
    return change.size


def _change(keys: Iterable[int], *, thorough: bool = False) -> Change:
    """What is to be written for these items; `thorough` looks at the words of every entry too."""
    rows = SearchEntry.objects.filter(item__in=keys).order_by()
    old = {row[0]: row for row in rows.values_list(*COLUMNS)}
    alike: list[Document] = []
    other: list[Document] = []
    for source in sources(AgendaItem.objects.published().filter(pk__in=keys)):
        for document in documents_of(source):
            is_alike = old.get(document.key) == document.row
            (alike if is_alike else other).append(document)
    if thorough:
        wrong = engine().with_other_words(engine().prepared(alike))
        other += [document for document in alike if document.key in wrong]
        alike = [document for document in alike if document.key not in wrong]
    return Change(sorted(old.keys() - {document.key for document in alike}), other)


def _change_with_those_beside(keys: Iterable[int], *, thorough: bool) -> Change:
    """As `_change`, also for items whose entries move too: they stand where entries of these are to
    be, or next to where entries of these were."""
    known = set(keys)
    while True:
        change = _change(known, thorough=thorough)
        if change.gone == sorted(document.key for document in change.new):
            return change  # all stay where they are
        wanted = {document.key for document in change.new} | {
            next_beside(key) for key in change.gone
        }
        places = [key for key in wanted if is_of_item(key)]
        others = SearchEntry.objects.filter(pk__in=places).exclude(item__in=known)
        found = set(others.values_list("item", flat=True))
        if not found:
            return change
        known |= found


def _write(change: Change, *, counted: bool = True) -> None:
    """Write a change; without `counted` the words are counted later, all at once."""
    if not change:
        return
    IndexMark.renew()
    counts: Counter[str] = Counter()
    if counted:
        counts.update(chain.from_iterable(document.counted for document in change.new))
    if change.gone:
        for _key, terms in engine().delete(change.gone):
            if counted:
                held = set(terms)
                counts.subtract(counted_as(held, filter(is_of_filter, held)))
    engine().insert(engine().prepared(change.new))
    count_words(counts)


def count_words(counts: Counter[str]) -> None:
    """Count words up or down in the vocabulary."""
    # In order, so that each finds its place in the table beside the one before.
    changed = sorted((word, count) for word, count in counts.items() if count)
    for some in batched(changed, _WORDS_AT_ONCE):
        engine().add_words(dict(some), {word: _stems(word) for word, _count in some})


def _stems(word: str) -> tuple[str, str]:
    """What the forms of a word have in common, forwards and backwards."""
    found = "" if is_term(word) else stem(word)
    return found, found[::-1]


@dataclass
class Drift:
    """How far the index had come from what is public, in entries and in words."""

    entries: int = 0
    words: int = 0
    # The database's own index did not hold what the entries do.
    is_broken: bool = False

    def __bool__(self) -> bool:
        return bool(self.entries or self.words or self.is_broken)


def rebuild(begin: Begin, *, only_look: bool = False) -> Drift:
    """Bring every entry in step, in batches that each stand when the next begins.

    Cut short, it goes on where it was when it is started again: what is in step is only read.
    With `only_look` nothing is written. `begin(name, total)` starts a bar of progress.
    """
    keys = list(AgendaItem.objects.order_by("pk").values_list("pk", flat=True))
    # Without words yet, they are counted at the end from the engine's own index.
    is_first = not only_look and not SearchWord.objects.exists()
    is_new = is_first and not SearchEntry.objects.exists()
    drift, filled = Drift(), Filled()
    if not is_new and not engine().is_sound():
        drift.is_broken = not is_first  # a first build that was cut short is not finished
        if not only_look:
            engine().mend()
    with engine().built_at_once() if is_new else nullcontext():
        bar = begin("Punkter", len(keys))
        if is_first and len(keys) > BATCH:
            known_already = partial(_index, thorough=True, expected=True, counted=False)
            filled = fill(keys, BATCH, known_already, bar.update)
            drift.entries, keys = filled.entries, []
        for batch in batched(keys, BATCH):
            if only_look:
                drift.entries += _out_of_step(batch)
            else:
                drift.entries += _index(
                    batch, thorough=True, expected=is_first, counted=not is_first
                )
            bar.update(len(batch))
    if only_look:
        drift.words = _wrong_words()
    elif not _count_filled(filled):
        words = _mend_words()
        drift.words = 0 if is_first else words
    if not only_look and not is_new:
        engine().finish()
    return drift


@transaction.atomic
def _count_filled(filled: Filled) -> bool:
    """Count the words that a first build has counted already; whether that is all there is to count."""
    engine().lock()
    if filled.words is None or filled.mark != IndexMark.current():
        return False
    IndexMark.renew()
    count_words(filled.words)
    return True


def _out_of_step(keys: Sequence[int]) -> int:
    """How many entries are not as they are to be; looked at again while nobody writes, if any seem so."""
    if not _change(keys, thorough=True):
        return 0
    with transaction.atomic():
        engine().lock()
        return _change(keys, thorough=True).size


def _wrong_words() -> int:
    """How many words are counted wrongly; counted again while nobody writes, if any seem so."""
    if not any(_counted_anew()):
        return 0
    with transaction.atomic():
        engine().lock()
        wrong, stale = _counted_anew()
        return len({*wrong, *stale})


@transaction.atomic
def _mend_words() -> int:
    """Bring the vocabulary in step with the index; how many words were wrong."""
    engine().lock()
    wrong, stale = _counted_anew()
    if wrong or stale:
        IndexMark.renew()
    for start in range(0, len(stale), BATCH):
        SearchWord.objects.filter(pk__in=stale[start : start + BATCH]).delete()
    count_words(wrong)
    return len({*wrong, *stale})


def _counted_anew() -> tuple[Counter[str], list[str]]:
    """By how much the count of each word is wrong, and the words whose stem is no longer theirs.

    The latter are counted as if they were not there.
    """
    real = Counter(dict(engine().counted_words()))
    entries = SearchEntry.objects.filter(attachment=None).values_list("facets", flat=True)
    for facets in entries.iterator(chunk_size=2000):
        of_filters = facets.split()
        real.update(counted_as(set(of_filters), of_filters))
    stale = []
    rows = SearchWord.objects.values_list("word", "stem", "backwards", "entries")
    for word, *stems, count in rows.iterator(chunk_size=2000):
        if tuple(stems) == _stems(word):
            real[word] -= count
        else:
            stale.append(word)
    return Counter({word: count for word, count in real.items() if count}), stale
