"""Keeps the index in step with what is public, in the transaction that changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from cases.models import AgendaItem, SearchEntry, SearchWord
from cases.search.analyser import stem
from cases.search.documents import EVERY_ITEM, Document, documents_of, is_term, with_texts
from cases.search.engine import engine

BATCH = 1000


class Bar(Protocol):
    """A bar of progress, as tqdm has it."""

    def update(self, n: int) -> object: ...


type Begin = Callable[[str, int], Bar]
type Count = Callable[[Counter[str]], None]


@dataclass
class Change:
    """What has to happen to the entries of some items."""

    gone: list[int] = field(default_factory=list)
    new: list[Document] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.gone or self.new)


def index_items(items: Iterable[AgendaItem | int]) -> int:
    """Bring the entries of these items in step with what is public of them now.

    Takes items or their keys; the number of entries that changed. Without a change nothing is
    written.
    """
    keys = sorted({item if isinstance(item, int) else item.pk for item in items})
    changed = 0
    for start in range(0, len(keys), BATCH):
        changed += _index(keys[start : start + BATCH])
    return changed


def index_rows(items: QuerySet[AgendaItem]) -> int:
    """As `index_items`, for the items of a query."""
    return index_items(items.order_by().values_list("pk", flat=True))


@transaction.atomic
def _index(keys: Sequence[int], count: Count | None = None) -> int:
    engine().lock()
    change = _change(keys)
    if others := _in_the_way(change, set(keys)):
        return _index(sorted({*keys, *others}), count)
    if change:
        _write(change, count or count_words)
    return max(len(change.gone), len(change.new))


def _change(keys: Iterable[int]) -> Change:
    old = dict(SearchEntry.objects.filter(item__in=keys).values_list("key", "checksum").order_by())
    change = Change()
    for item in with_texts(AgendaItem.objects.published().filter(pk__in=keys)).order_by("pk"):
        for document in documents_of(item):
            if old.get(document.key) == document.checksum:
                del old[document.key]
            else:
                change.new.append(document)
    change.gone = sorted(old)
    return change


def _in_the_way(change: Change, known: set[int]) -> set[int]:
    """Other items whose entries stand where new ones are to be: they have moved too."""
    wanted = [document.key for document in change.new]
    there = SearchEntry.objects.filter(pk__in=wanted).exclude(item__in=known)
    return set(there.order_by().values_list("item", flat=True))


def _write(change: Change, count: Count) -> None:
    counts: Counter[str] = Counter()
    if change.gone:
        counts.subtract(_counted(engine().terms_of(change.gone)))
        engine().delete(change.gone)
    counts.update(_counted(document.terms for document in change.new))
    engine().insert(change.new)
    count(counts)


def _counted(entries: Iterable[Iterable[str]]) -> Counter[str]:
    """In how many entries each word is. Terms of filters count items only, not their other entries."""
    found: Counter[str] = Counter()
    for terms in entries:
        held = set(terms)
        if EVERY_ITEM not in held:
            held = {term for term in held if not term.startswith("f:")}
        found.update(held)
    return found


def count_words(counts: Counter[str]) -> None:
    """Count words up or down in the vocabulary."""
    changed = {word: count for word, count in counts.items() if count}
    if changed:
        stems = {word: "" if is_term(word) else stem(word) for word in changed}
        keys = {word: (found, found[::-1]) for word, found in stems.items()}
        engine().add_words(changed, keys)


@dataclass
class Drift:
    """How far the index had come from what is public, in entries and in words."""

    entries: int = 0
    words: int = 0


def rebuild(begin: Begin, *, only_look: bool = False) -> Drift:
    """Bring every entry in step, in batches that each stand when the next begins.

    Cut short, it goes on where it was when it is started again: what is in step is only read.
    With `only_look` nothing is written. `begin(name, total)` starts a bar of progress.
    """
    keys = list(AgendaItem.objects.order_by("pk").values_list("pk", flat=True))
    # Without words yet, they are counted in memory and written once; a stop is mended below.
    is_first = not only_look and not SearchWord.objects.exists()
    is_whole = is_first and not SearchEntry.objects.exists()
    counts: Counter[str] = Counter()
    drift = Drift()
    with engine().built_at_once() if is_whole else nullcontext():
        bar = begin("Punkter", len(keys))
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            if only_look:
                change = _change(batch)
                drift.entries += max(len(change.gone), len(change.new))
            else:
                drift.entries += _index(batch, counts.update if is_first else None)
            bar.update(len(batch))
    if is_whole:
        with transaction.atomic():
            count_words(counts)
    else:
        drift.words = _mend_words(only_look=only_look)
    if not only_look and not is_whole:
        engine().finish()
    return drift


def _mend_words(*, only_look: bool) -> int:
    """Bring the counts of the vocabulary in step with the index; how many were wrong."""
    real = Counter(dict(engine().counted_words()))
    entries = SearchEntry.objects.filter(attachment=None, decision=None)
    for facets in entries.values_list("facets", flat=True).iterator(chunk_size=2000):
        real.update(facets.split())
    for word, count in SearchWord.objects.values_list("word", "entries").iterator(chunk_size=2000):
        real[word] -= count
    wrong = Counter({word: count for word, count in real.items() if count})
    if wrong and not only_look:
        with transaction.atomic():
            count_words(wrong)
    return len(wrong)
