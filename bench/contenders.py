"""Everybody who answers in a run: the portal, the floor below it, its SQL alone, and the rivals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from zlib import crc32

from django.db import connection

from bench import recording
from bench.fetching import Client, datasette_command, portal_command, serving
from bench.kept import made_from, make_once
from bench.measuring import Contender
from bench.portal import documented
from bench.queries import Query
from bench.report import FLOOR, PORTAL

_SECONDS = 6.0
_SUGGESTIONS = "/soeg/forslag/"


def contenders(
    folder: Path, classes: Mapping[str, Sequence[Query]], without: Sequence[str], stack: ExitStack
) -> Iterator[Contender]:
    """Start the servers and open the indexes; they live as long as `stack`."""
    portal = stack.enter_context(serving(portal_command(), {}, folder / "portal.log"))
    recorded = {query.address: recording.record(query) for of in classes.values() for query in of}
    yield Contender(PORTAL, lambda query: portal.milliseconds(query.address))
    yield Contender(FLOOR, _floor(portal, classes))
    yield Contender("SQL alone", lambda query: recorded[query.address].run_again())
    if connection.vendor == "postgresql":
        documented.make_table()
        yield Contender("Django documented", _documented(portal), _SECONDS)
    from bench import rivals

    rows = folder / "rows.sqlite3"
    yield Contender("bm25, SQL alone", rivals.bm25(rows), _SECONDS)
    if "datasette" not in without:
        yield from _datasettes(rows, stack, folder / "datasette.log")
    if "tantivy" not in without:
        yield Contender("tantivy, no page", _near_limit(folder, recorded), _SECONDS)


def _floor(portal: Client, classes: Mapping[str, Sequence[Query]]) -> Callable[[Query], float]:
    """The same results by primary key. Suggestions have no page of results: theirs is a common word's."""
    common = classes["common word"]

    def answer(query: Query) -> float:
        asked = (
            common[crc32(query.words.encode()) % len(common)]
            if query.path == _SUGGESTIONS
            else query
        )
        return portal.milliseconds(f"/bench/floor{asked.address}")

    return answer


def _documented(portal: Client) -> Callable[[Query], float | None]:
    def answer(query: Query) -> float | None:
        if not query.words or query.path == _SUGGESTIONS or query.filters or query.page:
            return None
        return portal.milliseconds(f"/bench/documented{query.address}")

    return answer


def _datasettes(rows: Path, stack: ExitStack, log: Path) -> Iterator[Contender]:
    from bench import rivals

    client = stack.enter_context(serving(datasette_command(rows), {}, log))
    for name, plain in (("Datasette as it comes", False), ("Datasette, facets off", True)):
        yield Contender(name, rivals.datasette(client, plain=plain), _SECONDS)


def _near_limit(
    folder: Path, recorded: Mapping[str, recording.Recorded]
) -> Callable[[Query], float | None]:
    from bench.tantivy_index import NearLimit

    path = folder / "tantivy"
    make_once(path, made_from("tantivy_index.py"), lambda: NearLimit(path).fill())
    index = NearLimit(path)

    def answer(query: Query) -> float | None:
        if query.path == _SUGGESTIONS:
            return index.suggest(query.words)
        looked = recorded[query.address].looked
        return index.answer(looked) if looked else None

    return answer
