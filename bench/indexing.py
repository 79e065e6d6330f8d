"""How quick the index is made, from nothing and for one item, and how much memory that takes."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time

from django.core.management.color import no_style
from django.db import connection
from django.db.backends.utils import CursorWrapper

from bench.machine import ROOT
from bench.measuring import milliseconds
from cases.models import AgendaItem, SearchEntry, SearchWord
from cases.search.index import index_items

# So many items are re-indexed one by one; of a small corpus no more than a sixth.
_ONE_BY_ONE = 50


def rebuild() -> dict[str, float]:
    """`manage.py rebuild_search` on an empty index: items a second, seconds, most memory in MB."""
    _empty()
    items = AgendaItem.objects.published().count()
    connection.close()
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "rebuild_search"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "committee.settings"},
    )
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("manage.py rebuild_search failed.")
    return {
        "items": items,
        "seconds": round(seconds, 1),
        "items_a_second": round(items / seconds),
        "memory_mb": used.ru_maxrss // 1024,
    }


def one_item() -> float:
    """The middle of fifty items, there and back: milliseconds to re-index an item whose text has changed, committed."""
    keys = list(AgendaItem.objects.published().order_by("pk").values_list("pk", flat=True))
    taken = []
    for key in random.Random(6).sample(keys, min(_ONE_BY_ONE, len(keys) // 6)):
        summary = AgendaItem.objects.get(pk=key).summary
        for text in (f"{summary} Rettet.", summary):
            AgendaItem.objects.filter(pk=key).update(summary=text)
            taken.append(milliseconds(lambda key=key: index_items([key])))
    return round(statistics.median(taken), 2)


def _empty() -> None:
    """Empty the index as a whole: entry by entry would take as long as making it."""
    tables = [SearchEntry._meta.db_table, SearchWord._meta.db_table]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _empty_sqlite(cursor)
        for sql in connection.ops.sql_flush(no_style(), tables):
            cursor.execute(sql)


def _empty_sqlite(cursor: CursorWrapper) -> None:
    """Empty the tables of words without their triggers, which are put back as they were."""
    cursor.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name LIKE 'cases_search%%'"
        " AND (type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%%')",
        [],
    )
    found = cursor.fetchall()
    for kind, name, _sql in found:
        cursor.execute(f"DROP {'TRIGGER' if kind == 'trigger' else 'TABLE'} {name}")
    cursor.execute("DELETE FROM cases_searchentry")
    cursor.execute("DELETE FROM cases_searchtext")
    for _kind, _name, sql in sorted(found, reverse=True):  # tables before what follows them
        cursor.execute(sql)
