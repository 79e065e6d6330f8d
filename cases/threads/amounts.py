"""The amounts that an item names, as rows."""

from __future__ import annotations

from decimal import Decimal

from cases.minutes.amounts import find_amounts
from cases.models import AgendaItem, Amount
from cases.threads.passages import place, texts_of_row

_ORE = Decimal("0.01")


def read_amounts(item: AgendaItem) -> list[Amount]:
    """The amounts of an item, not stored yet; wants its decisions prefetched."""
    return [
        place(Amount(kroner=found.kroner.quantize(_ORE)), item, found.passage)
        for found in find_amounts(texts_of_row(item))
    ]
