"""What the portal asks its database for one page, so that the same can be asked without the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client

from bench.measuring import milliseconds
from bench.queries import Query
from cases.search.engine import engine
from cases.search.expressions import Expression


@dataclass(frozen=True, slots=True)
class Looked:
    """What the engine was asked: an expression, below which key, and whether to rank."""

    expression: Expression | None
    before: int | None
    is_ranked: bool


@dataclass
class Recorded:
    """The statements of a page, and what its engine looked for first."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    looked: Looked | None = None

    def run_again(self) -> float:
        """Milliseconds for the statements alone, every row fetched."""
        with connection.cursor() as cursor:

            def run() -> None:
                for sql, values in self.statements:
                    cursor.execute(sql, values)
                    while not cursor.description and cursor.nextset():
                        pass  # settings that are sent along
                    if cursor.description:
                        cursor.fetchall()

            return milliseconds(run)


def record(query: Query) -> Recorded:
    """Answer one query in this process, and note what was asked of the database."""
    recorded = Recorded()
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(query.address)  # what is looked up once and remembered is remembered now
    with _noting_hits(query, recorded), connection.execute_wrapper(_noter(recorded.statements)):
        answer = client.get(query.address)
    if answer.status_code != 200:
        raise SystemExit(f"{query.address} answered {answer.status_code}")
    return recorded


def _noter(statements: list[tuple[str, Any]]) -> Callable[..., Any]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many:
            statements.append((sql, params))
        return execute(sql, params, many, context)

    return note


@contextmanager
def _noting_hits(query: Query, recorded: Recorded) -> Iterator[None]:
    chosen = engine()
    hits = chosen.hits

    def noting(expression: Expression | None, *args: Any, **more: Any) -> Any:
        if recorded.looked is None:
            is_ranked = bool(query.words) and "sortering" not in query.page
            before = more["before"] if "efter" in query.page else None
            recorded.looked = Looked(expression, before, is_ranked)
        return hits(expression, *args, **more)

    chosen.hits = noting  # type: ignore[attr-defined]  # a module's function, for one page
    try:
        yield
    finally:
        chosen.hits = hits  # type: ignore[attr-defined]
