"""Brings what a rule found in items in step with what is stored of it. A person's word stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from cases.minutes.passages import Passage, texts_of
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
) -> int:
    """Make the stored passages of the items those that `read` finds; the number of rows changed.

    `meaning` names the fields that say what the words mean: they are the rule's until a person has
    settled the row. Such a row is never deleted; words that are gone are marked as not found.
    """
    found = {item.pk: read(item) for item in items}
    for rows in found.values():
        number_passages(rows)
    manager = model._default_manager
    stored: dict[int, dict[tuple[str, str, int], Row]] = defaultdict(dict)
    for row in manager.filter(item__in=found).iterator(chunk_size=2000):
        stored[row.item_id][row.key] = row
    new, changed, gone = _compared(found, stored, meaning)
    manager.filter(pk__in=[row.pk for row in gone]).delete()
    manager.bulk_create(new, batch_size=500)
    manager.bulk_update(changed, [*_PLACE, *meaning], batch_size=200)
    return len(new) + len(changed) + len(gone)


def _compared[Row: PassageRow](
    found: Mapping[int, Sequence[Row]],
    stored: Mapping[int, dict[tuple[str, str, int], Row]],
    meaning: Sequence[str],
) -> tuple[list[Row], list[Row], list[Row]]:
    """What is new, what is changed, and what is to go."""
    new: list[Row] = []
    changed: list[Row] = []
    for item, rows in found.items():
        before = stored.get(item, {})
        for row in rows:
            old = before.pop(row.key, None)
            if old is None:
                new.append(row)
            elif _take(old, row, _PLACE if is_settled(old) else (*_PLACE, *meaning)):
                changed.append(old)
    left = list(chain.from_iterable(rows.values() for rows in stored.values()))
    gone = [row for row in left if not is_settled(row)]
    for row in left:
        if is_settled(row) and row.is_found:
            row.is_found = False
            changed.append(row)
    return new, changed, gone


def is_settled(row: PassageRow) -> bool:
    """Whether a person has said what the words are."""
    return row.set_by == SetBy.PERSON or row.state != LinkState.SUGGESTED


def _take(old: PassageRow, new: PassageRow, fields: Sequence[str]) -> bool:
    """Give the stored row the values of the new one; whether any differed."""
    differing = [name for name in fields if getattr(old, name) != getattr(new, name)]
    for name in differing:
        setattr(old, name, getattr(new, name))
    return bool(differing)
