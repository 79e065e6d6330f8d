"""Keeps the search text of items in step with their words."""

from __future__ import annotations

from collections.abc import Iterable

from cases.models import AgendaItem
from cases.search.analyser import fold


def index_items(items: Iterable[AgendaItem]) -> None:
    """Write what a plain word search looks in: title, summary, recommendation and decisions."""
    for item in items:
        words = [item.title, item.summary, item.recommendation]
        words += [decision.text for decision in item.decisions.all()]
        text = fold("\n".join(words))
        if text != item.search_text:
            item.search_text = text
            item.save(update_fields=["search_text"])
