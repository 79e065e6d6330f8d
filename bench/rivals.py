"""Who else answers the same questions on the same rows in SQLite: Datasette, and FTS5's bm25."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from bench.fetching import Client
from bench.measuring import milliseconds
from bench.queries import RESULTS, Query

# What the portal calls a filter, and the column that Datasette filters by.
_COLUMNS = {"udvalg": "committee", "aar": "year", "slags": "kind"}
_SORTED = {"nyeste": {"_sort_desc": "date"}, "aeldste": {"_sort": "date"}}
_SWITCHED_OFF = {"_nofacet": "1", "_nosuggest": "1", "_nocount": "1", "_size": "20"}
_PAGE = 20


def match(query: Query) -> str:
    """The words of a query in the language of FTS5, every one quoted."""
    if query.is_phrase:
        return query.words
    quoted = [f'"{word}"' for word in query.terms]
    return " ".join(quoted) + (" *" if query.words.endswith("*") else "")


def datasette(client: Client, *, plain: bool) -> Callable[[Query], float | None]:
    """Datasette's own page of the table; `plain` switches facets and counts off."""

    def answer(query: Query) -> float | None:
        if query.path != RESULTS or set(query.page) - {"sortering"}:
            return None
        if set(query.filters) - set(_COLUMNS):
            return None
        asked = {_COLUMNS[name]: value for name, value in query.filters.items()}
        asked |= _SORTED.get(query.page.get("sortering", ""), {})
        if query.words and query.terms[0][0].isdigit():
            asked["journal_number__startswith"] = query.words
        elif query.words:
            asked |= {"_search": match(query), "_searchmode": "raw"}
        more = _SWITCHED_OFF if plain else {}
        return client.milliseconds(f"/rows/items?{urlencode({**asked, **more})}")

    return answer


def bm25(rows: Path) -> Callable[[Query], float | None]:
    """The twenty best rows by FTS5's own ranking: the SQL alone."""
    database = sqlite3.connect(rows)

    def answer(query: Query) -> float | None:
        if not query.words or query.path != RESULTS or query.page:
            return None
        where = "".join(f" AND items.{_COLUMNS[name]} = ?" for name in query.filters)
        sql = (
            "SELECT items.id, items.title, items.date FROM items_fts"  # noqa: S608  # our own names
            " JOIN items ON items.id = items_fts.rowid WHERE items_fts MATCH ?"
            f"{where} ORDER BY rank LIMIT {_PAGE}"
        )
        values = [match(query), *query.filters.values()]
        return milliseconds(lambda: database.execute(sql, values).fetchall())

    return answer
