"""Tells folders that run for years from cases: same number, same generic title, many meetings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Prefetch

from cases.models import AgendaItem, Case
from cases.models.origin import SetBy
from cases.search.analyser import fold

# Meddelelser til og fra formanden · Generel orientering fra … · Orientering om centrale nøgletal
_GENERIC = re.compile(
    r"^(?:meddelelser|generel orientering|orientering fra|eventuelt)|nøgletal|årshjul"
)


@transaction.atomic
def mark_series(among: Iterable[int] | None = None) -> int:
    """Mark cases that are running series; the number that changed. A person's word is left alone.

    `among` names the cases to look at by their keys; all of them without it.

    A series is a number used at two or more meetings, every time for an item with a generic title.
    """
    changed = 0
    cases = Case.objects.filter(series_set_by=SetBy.RULE)
    if among is not None:
        cases = cases.filter(pk__in=among)
    # Key figures may come up at hundreds of meetings: their texts are not needed here.
    few_columns = AgendaItem.objects.only("case_id", "meeting_id", "title", "withdrawn_at")
    for case in cases.prefetch_related(Prefetch("items", queryset=few_columns)):
        items = [item for item in case.items.all() if item.withdrawn_at is None]
        meetings = {item.meeting_id for item in items}
        is_series = len(meetings) >= 2 and all(_GENERIC.search(fold(item.title)) for item in items)
        if is_series != case.is_series:
            case.is_series = is_series
            case.save(update_fields=["is_series"])
            changed += 1
    return changed
