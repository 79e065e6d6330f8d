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
from cases.search.documents import EVERY_ITEM, Document, documents_of, with_texts
from cases.search.engine import engine

BATCH = 500


class Bar(Protocol):
    """A bar of progress, as tqdm has it."""

    def update(self, n: int) -> object: ...


type Begin = Callable[[str, int], Bar]


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
def _index(keys: Sequence[int]) -> int:
    if _change(keys):
        engine().lock()
        change = _change(_with_those_in_the_way(keys))
        _write(change)
        return max(len(change.gone), len(change.new))
    return 0


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


def _with_those_in_the_way(keys: Iterable[int]) -> set[int]:
    """These items, and those whose entries stand where theirs are to be: they have moved too."""
    known = set(keys)
    while True:
        wanted = [document.key for document in _change(known).new]
        others = SearchEntry.objects.filter(pk__in=wanted).exclude(item__in=known)
        found = set(others.values_list("item", flat=True))
        if not found:
            return known
        known |= found


def _write(change: Change) -> None:
    counts: Counter[str] = Counter()
    if change.gone:
        counts.subtract(_counted(engine().terms_of(change.gone)))
        engine().delete(change.gone)
    counts.update(_counted(document.terms for document in change.new))
    engine().insert(change.new)
    count_words(counts)


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
        stems = {word: stem(word) if word.isalnum() else "" for word in changed}
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
    is_new = not only_look and not SearchEntry.objects.exists()
    drift = Drift()
    with engine().built_at_once() if is_new else nullcontext():
        bar = begin("Punkter", len(keys))
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            drift.entries += len(_change(batch).new) if only_look else _index(batch)
            bar.update(len(batch))
    drift.words = _mend_words(only_look=only_look)
    if not only_look and not is_new:
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
