"""Everybody who answers in a run: the portal, the floor below it, its SQL alone, and the rivals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from zlib import crc32

from django.db import connection

from bench.fetching import Client, datasette_command, portal_command, serving
from bench.kept import made_from, make_once
from bench.measuring import Contender
from bench.portal import documented
from bench.queries import RESULTS, Query
from bench.recording import Recorded
from bench.report import ASKED_AGAIN, FLOOR, PORTAL

_SECONDS = 6.0


def contenders(
    folder: Path, classes: Mapping[str, Sequence[Query]], pages: Mapping[str, Recorded],
    without: Sequence[str], stack: ExitStack,
) -> Iterator[Contender]:  # fmt: skip
    """Start the servers and open the indexes; they live as long as `stack`.

    `pages` is what the portal asked its database for, by the address of the page.
    """
    portal = stack.enter_context(serving(portal_command(), {}, folder / "portal.log"))
    yield Contender(PORTAL, lambda query: portal.milliseconds(query.address))
    keeping = {"DJANGO_SETTINGS_MODULE": "bench.portal.as_in_production"}
    kept = stack.enter_context(serving(portal_command(), keeping, folder / "kept.log"))
    yield Contender(ASKED_AGAIN, _asked_again(kept))
    yield Contender(FLOOR, floor(portal, classes))
    yield Contender("SQL alone", lambda query: pages[query.address].run_again())
    if connection.vendor == "postgresql" and "documented" not in without:
        documented.make_table()
        yield Contender("Django documented", _documented(portal), _SECONDS)
    from bench import rivals

    rows = folder / "rows.sqlite3"
    yield Contender("bm25, SQL alone", rivals.bm25(rows), _SECONDS)
    if "datasette" not in without:
        yield from _datasettes(rows, stack, folder / "datasette.log")
    if "tantivy" not in without:
        yield Contender("tantivy, no page", _near_limit(folder, pages), _SECONDS)


def _asked_again(portal: Client) -> Callable[[Query], float]:
    """What the second who asks waits for, while the answer to the first is kept."""

    def answer(query: Query) -> float:
        portal.milliseconds(query.address)
        return portal.milliseconds(query.address)

    return answer


def floor(portal: Client, classes: Mapping[str, Sequence[Query]]) -> Callable[[Query], float]:
    """The same results by primary key. Suggestions are not results: theirs are a common word's.

    That it is the same page, letter for letter, is made sure of here.
    """
    common = [query for query in classes.get("common word", ()) if query.path == RESULTS]
    for name, (query, *_others) in classes.items():
        same = query.path != RESULTS or portal.text(query.address) == portal.text(_below(query))
        if not same:
            raise SystemExit(
                f"The floor is another page than the portal's ({name}): {query.address}"
            )

    def answer(query: Query) -> float:
        asked = query
        if query.path != RESULTS and common:
            asked = common[crc32(query.words.encode()) % len(common)]
        return portal.milliseconds(_below(asked))

    return answer


def _below(query: Query) -> str:
    return f"/bench/floor{query.address}"


def _documented(portal: Client) -> Callable[[Query], float | None]:
    def answer(query: Query) -> float | None:
        if not query.words or query.path != RESULTS or query.filters or query.page:
            return None
        return portal.milliseconds(f"/bench/documented{query.address}")

    return answer


def _datasettes(rows: Path, stack: ExitStack, log: Path) -> Iterator[Contender]:
    from bench import rivals

    client = stack.enter_context(serving(datasette_command(rows), {}, log))
    for name, plain in (("Datasette as it comes", False), ("Datasette, facets off", True)):
        yield Contender(name, rivals.datasette(client, plain=plain), _SECONDS)


def _near_limit(folder: Path, pages: Mapping[str, Recorded]) -> Callable[[Query], float | None]:
    from bench.tantivy_index import NearLimit

    path = folder / "tantivy"
    make_once(path, made_from("tantivy_index.py"), lambda: NearLimit(path).fill())
    index = NearLimit(path)

    def answer(query: Query) -> float | None:
        if query.path != RESULTS:
            return index.suggest(query.words)
        looked = pages[query.address].looked
        return index.answer(looked) if looked else None

    return answer
