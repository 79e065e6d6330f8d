"""How well search finds what is meant, beside what the two databases come with.

    .venv/bin/python -m bench.judged

Asks the queries of tests/search/judged.json of the portal, of PostgreSQL's `danish` full text search and of
plain FTS5, over the same items. Each rival gets all that the portal searches, as one document an item;
FTS5 is asked for all the words of a query, each quoted, since an unquoted journal number is an error to it.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from cases.minutes.danish import format_date
from tests.search import corpora
from tests.search.judging import COLLECTIONS, missed, read_judged, table
from tools.private_postgres import find_binaries_or_stop, private_postgres

type Found = dict[str, dict[str, list[str]]]

_DANISH = """
    SELECT key FROM rival, websearch_to_tsquery('danish', %s) AS asked
    WHERE to_tsvector('danish', document) @@ asked
    ORDER BY ts_rank(to_tsvector('danish', document), asked) DESC, id LIMIT %s
"""
_FTS5 = "SELECT key FROM rival WHERE rival MATCH %s ORDER BY bm25(rival), rowid LIMIT %s"


def main() -> None:
    """Ask every engine about both collections, and print a table in Markdown for each."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=corpora.ROOT, capture_output=True, text=True, check=False)
    print(f"Python {platform.python_version()}, commit {commit.stdout.strip()}")
    print("Each cell: mean nDCG@10 · queries without an item of grade 2 or 3 in the first ten.")
    for collection in COLLECTIONS:
        if collection == "real" and not corpora.REAL.is_dir():
            print(f"\nThe real minutes are not at {corpora.REAL}.")
        else:
            _report(collection)


def _report(collection: str) -> None:
    judged = read_judged(collection)
    engines: Found = {}
    for database in (_sqlite, _postgres):
        with database() as url:
            engines |= _ask_in_own_process(collection, url)
    print(f"\n## {collection}\n\n{table(judged, engines)}\n")
    for name, orders in engines.items():
        print(f"- {name} misses: {', '.join(missed(judged, orders)) or 'none'}")


def _postgres() -> AbstractContextManager[str]:
    return private_postgres(find_binaries_or_stop())


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


def _ask_in_own_process(collection: str, url: str) -> Found:
    """Django knows one database: each is filled and asked by a process of its own."""
    with tempfile.TemporaryDirectory() as media:
        run = subprocess.run(
            [sys.executable, "-m", "bench.judged", collection],
            cwd=corpora.ROOT,
            env=os.environ | {"DATABASE_URL": url, "MEDIA_ROOT": media},
            stdout=subprocess.PIPE,
            check=True,
        )
    found: Found = json.loads(run.stdout)
    return found


def _ask(collection: str) -> None:
    """Fill the empty database of DATABASE_URL and print what the portal and its rival find in it."""
    corpora.fill(collection)
    from django.db import connection

    queries = [entry.query for entry in read_judged(collection)]
    found: Found = {f"Sagsspor, {connection.vendor}": corpora.found_by_search(queries)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            found["PostgreSQL `danish`"] = _by_danish(cursor, queries)
        else:
            found["FTS5 `bm25`"] = _by_fts5(cursor, queries)
    print(json.dumps(found, ensure_ascii=False))


def _by_danish(cursor: Any, queries: list[str]) -> dict[str, list[str]]:
    cursor.execute("CREATE TEMP TABLE rival (id serial, key text, document text)")
    cursor.executemany("INSERT INTO rival (key, document) VALUES (%s, %s)", _documents())
    return _asked(cursor, _DANISH, {query: query for query in queries})


def _by_fts5(cursor: Any, queries: list[str]) -> dict[str, list[str]]:
    cursor.execute("CREATE VIRTUAL TABLE temp.rival USING fts5 (key UNINDEXED, document)")
    cursor.executemany("INSERT INTO rival (key, document) VALUES (%s, %s)", _documents())
    quoted = {
        query: " ".join(f'"{word}"' for word in query.replace('"', " ").split())
        for query in queries
    }
    return _asked(cursor, _FTS5, quoted)


def _asked(cursor: Any, statement: str, terms: dict[str, str]) -> dict[str, list[str]]:
    found = {}
    for query, term in terms.items():
        cursor.execute(statement, [term, corpora.LIMIT])
        found[query] = [key for (key,) in cursor.fetchall()]
    return found


def _documents() -> list[tuple[str, str]]:
    """Key and text of every public item, newest first, so that ties fall as they do in the portal."""
    from cases.models import AgendaItem

    items = AgendaItem.objects.published().select_related("meeting__committee", "case")
    return [
        (corpora.keys([item])[0], "\n".join(_texts(item)))
        for item in items.order_by("-meeting__date", "number")
    ]


def _texts(item: Any) -> Iterator[str]:
    yield from (f"Punkt {item.number}", item.title, item.summary, item.case_text)
    yield from (item.recommendation, item.caseworker, item.other_caseworkers, item.attendance)
    yield from (item.meeting.committee.name, item.meeting.place, format_date(item.meeting.date))
    yield item.case.journal_number if item.case else ""
    yield from item.decisions.values_list("text", flat=True)
    yield from item.topic_links.published().values_list("topic__name", flat=True)
    for attachment in item.attachments.published():
        yield attachment.title
        if attachment.file:
            yield from attachment.file.pages.values_list("text", flat=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _ask(sys.argv[1])
    else:
        main()
