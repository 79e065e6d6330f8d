"""What follows when a person has typed or corrected an item."""

from __future__ import annotations

from cases.importing.apply import classify_decisions
from cases.models import AgendaItem, Case
from cases.search.index import index_items, indexed_once


@indexed_once()
def settle_item(item: AgendaItem) -> None:
    """Give a saved item its address and case, classify its decisions and index its words."""
    item.address = item.address or item.free_address()
    item.case = Case.objects.for_number(item.journal_number) if item.journal_number else None
    item.save()
    classify_decisions(item)
    index_items([item])
