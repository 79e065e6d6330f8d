"""Brings what a rule found in items in step with what is stored of it. A person's word stays."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import chain

from cases.minutes.passages import Passage, texts_of
from cases.minutes.sentences import blocks, sentences
from cases.models import AgendaItem
from cases.models.origin import SetBy
from cases.models.passage import Passage as PassageRow
from cases.models.state import LinkState

# Where the words stand follows the text, whoever has settled what they mean.
_PLACE = ("position", "start", "sentence", "is_found")


def texts_of_row(item: AgendaItem) -> dict[str, str]:
    """The texts of a stored item that rules read; wants its decisions prefetched."""
    return texts_of(item, {decision.position: decision.text for decision in item.decisions.all()})


def place[Row: PassageRow](row: Row, item: AgendaItem, passage: Passage) -> Row:
    """Put a row that is not stored yet where the rule found its words."""
    row.item, row.section, row.start = item, passage.section, passage.start
    row.words, row.sentence = passage.words, passage.sentence
    return row


def number_passages(rows: Sequence[PassageRow]) -> None:
    """Give the rows of one item their position, and those with the same words their occurrence."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for position, row in enumerate(rows, start=1):
        seen[row.section, row.words] += 1
        row.position, row.occurrence = position, seen[row.section, row.words]


def settle_passages[Row: PassageRow](
    model: type[Row],
    items: Iterable[AgendaItem],
    read: Callable[[AgendaItem], list[Row]],
    meaning: Sequence[str],
    carry: Callable[[Row, Row], None] = lambda old, new: None,
) -> int:
    """Make the stored passages of the items those that `read` finds; the number of rows changed.

    `meaning` names the fields that say what the words mean: they are the rule's until a person has
    settled the row. Such a row is never deleted, and no rule has to find it: it is looked up by its
    words, and marked as not found where they are gone. `carry` gives a row that is found again what
    the reading does not say of it.
    """
    by_key = {item.pk: item for item in items}
    found = {key: read(item) for key, item in by_key.items()}
    for rows in found.values():
        number_passages(rows)
    manager = model._default_manager
    stored: dict[int, dict[tuple[str, str, int], Row]] = defaultdict(dict)
    for row in manager.filter(item__in=found).iterator(chunk_size=2000):
        stored[row.item_id][row.key] = row
    new, changed, left = _compared(found, stored, meaning, carry)
    gone = [row for row in left if not is_settled(row)]
    for row in left:
        taken = {(other.section, other.start) for other in found[row.item_id]}
        if is_settled(row) and _look_up(row, by_key[row.item_id], taken):
            changed.append(row)
    manager.filter(pk__in=[row.pk for row in gone]).delete()
    manager.bulk_create(new, batch_size=500)
    rewrite(model, changed, [*_PLACE, *meaning])
    return len(new) + len(changed) + len(gone)


def rewrite[Row: PassageRow](model: type[Row], rows: Sequence[Row], fields: Sequence[str]) -> None:
    """Write these fields of stored rows: by an upsert, which takes a third of `bulk_update`'s time."""
    model._default_manager.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _compared[Row: PassageRow](
    found: Mapping[int, Sequence[Row]],
    stored: Mapping[int, dict[tuple[str, str, int], Row]],
    meaning: Sequence[str],
    carry: Callable[[Row, Row], None],
) -> tuple[list[Row], list[Row], list[Row]]:
    """What is new, what is changed, and what the rule has not found again."""
    new: list[Row] = []
    changed: list[Row] = []
    for item, rows in found.items():
        before = stored.get(item, {})
        for row in rows:
            old = before.pop(row.key, None)
            if old is None:
                new.append(row)
                continue
            carry(old, row)
            if _take(old, row, _PLACE if is_settled(old) else (*_PLACE, *meaning)):
                changed.append(old)
    left = list(chain.from_iterable(rows.values() for rows in stored.values()))
    return new, changed, left


def _look_up(row: PassageRow, item: AgendaItem, taken: Container[tuple[str, int]]) -> bool:
    """Find a settled row's words again, near where they stood; whether anything changed."""
    text = texts_of_row(item).get(row.section, "")
    starts = [hit.start() for hit in re.finditer(re.escape(row.words), text)]
    free = [start for start in starts if (row.section, start) not in taken]
    start = min(free, key=lambda start: abs(start - row.start), default=row.start)
    before = row.start, row.is_found
    row.start, row.is_found = start, bool(free)
    return before != (row.start, row.is_found)


def find_words(item: AgendaItem, words: str) -> list[Passage]:
    """Every place of words that a person has typed or copied from an item: marks and line breaks
    between them, which a reader does not see, and upper and lower case do not count."""
    seen = [re.escape(word) for word in words.split()]
    if not seen:
        return []
    pattern = re.compile(r"[*_]*\s+[*_]*".join(seen), re.IGNORECASE)
    return [
        Passage(section, hit.start(), hit[0], sentence_at(text, hit.start()))
        for section, text in texts_of_row(item).items()
        for hit in pattern.finditer(text)
    ]


def sentence_at(text: str, start: int) -> str:
    """The sentence of a text that a place is in, as printed."""
    said = chain.from_iterable(map(sentences, blocks(text)))
    return next((one.text for one in said if one.start <= start < one.end), "")


def add_by_hand[Row: PassageRow](row: Row, item: AgendaItem, words: str) -> bool:
    """Put a row that a person adds at the first place of the words that none of its kind holds;
    False where there is none. Saves nothing."""
    rows = list(type(row)._default_manager.filter(item=item))
    free = [one for one in find_words(item, words) if not any(_holds(other, one) for other in rows)]
    if not free:
        return False
    place(row, item, free[0])
    alike = [other for other in rows if other.key[:2] == row.key[:2]]
    row.occurrence = 1 + max((other.occurrence for other in alike), default=0)
    row.position = 1 + max((other.position for other in rows), default=0)
    row.set_by, row.state = SetBy.PERSON, LinkState.CONFIRMED
    return True


def overlapping[Row: PassageRow](model: type[Row], item: AgendaItem, words: str) -> Row | None:
    """The first row of an item that holds a place of the words, and so keeps them from being added."""
    rows = list(model._default_manager.filter(item=item).order_by("position"))
    places = find_words(item, words)
    return next((row for row in rows if any(_holds(row, one) for one in places)), None)


def found_in[Row: PassageRow](
    rows: Iterable[Row], items: Iterable[AgendaItem], read: Callable[[AgendaItem], list[Row]]
) -> set[int]:
    """The keys of those rows that `read` finds in their items as the texts are now."""
    found: set[tuple[int, tuple[str, str, int]]] = set()
    for item in items:
        fresh = read(item)
        number_passages(fresh)
        found |= {(item.pk, row.key) for row in fresh}
    return {row.pk for row in rows if (row.item_id, row.key) in found}


def _holds(row: PassageRow, passage: Passage) -> bool:
    """Whether a row has the place already; one that a person has rejected, only if it is the same."""
    apart = row.section != passage.section or row.end <= passage.start or passage.end <= row.start
    if row.state == LinkState.REJECTED:
        return row.words == passage.words and not apart
    return row.is_found and not apart


def is_settled(row: PassageRow) -> bool:
    """Whether a person has said what the words are."""
    return row.set_by == SetBy.PERSON or row.state != LinkState.SUGGESTED


def _take(old: PassageRow, new: PassageRow, fields: Sequence[str]) -> bool:
    """Give the stored row the values of the new one; whether any differed."""
    differing = [name for name in fields if getattr(old, name) != getattr(new, name)]
    for name in differing:
        setattr(old, name, getattr(new, name))
    return bool(differing)
