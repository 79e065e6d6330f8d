"""Search in PostgreSQL: a `tsvector` beside each entry, with a GIN index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db import connection

from cases.search.documents import COLUMNS, PARTS, Document, month_of, year_of
from cases.search.expressions import (
    Either,
    Every,
    Expression,
    Phrase,
    Prefix,
    Term,
    either,
    terms_in,
)
from cases.search.room import GAP, PLACES

if TYPE_CHECKING:  # the processes that help with the first build know no model
    from cases.search.state import State

_WEIGHTS = {"title": "A", "decision": "B", "brief": "C", "body": "", "more": ""}
# So many words are looked for word by word, for GIN then skips what the other conditions lack. A
# beginning it reads to the end, and still that is quicker than skipping with more words.
_FEW_KEYS = 20
_COLUMNS = ", ".join((*COLUMNS, "terms"))


def written(expression: Expression) -> str:
    """An expression as a `tsquery`."""
    match expression:
        case Term(word):
            return _quoted(word)
        case Prefix(_start, words) if 0 < len(words) <= _FEW_KEYS:
            return f"({' | '.join(map(_quoted, words))})"
        case Prefix(start):
            return f"{_quoted(start)}:*"
        case Phrase(found):
            return f"({' <-> '.join(map(_quoted, found))})"
        case Either(of):
            return f"({' | '.join(map(written, of))})"
        case Every(of, but_not):
            return f"({' & '.join([*map(written, of), *(f'!{written(no)}' for no in but_not)])})"


def _quoted(word: str) -> str:
    if "'" in word or "\\" in word:
        word = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{word}'"


def vector(document: Document) -> str:
    """The words of a document as a `tsvector`, with their places and weights."""
    places: dict[str, str] = {}
    start = 0
    for name, part in zip(PARTS, document.parts, strict=True):
        words = part.split()
        written_places = _places(_WEIGHTS[name])[start : start + len(words)]
        for word, place in zip(words, written_places, strict=False):
            places[word] = f"{places[word]},{place}" if word in places else place
        for word in words[max(PLACES - start, 0) :]:
            places.setdefault(word, "")
        start += len(words) + GAP
    return " ".join(
        [f"{_quoted(word)}:{found}" if found else _quoted(word) for word, found in places.items()]
    )


@cache
def _places(weight: str) -> tuple[str, ...]:
    """Every place with its weight, as it is written."""
    return tuple(f"{place}{weight}" for place in range(1, PLACES + 1))


type Row = tuple[Any, ...]


def prepared(documents: Iterable[Document]) -> list[Row]:
    """New entries as rows for `insert`."""
    return [(*document.row, vector(document)) for document in documents]


def insert(rows: Iterable[Row]) -> None:
    """Write new entries with their words."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY cases_searchentry ({_COLUMNS}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def delete(keys: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """Remove entries with their words and terms, which are given back with their keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM cases_searchentry WHERE key = ANY(%s)"
            " RETURNING key, tsvector_to_array(coalesce(terms, ''))",
            [list(keys)],
        )
        return iter(cursor.fetchall())


def with_other_words(rows: Sequence[Row]) -> set[int]:
    """The keys of those of these rows, as for `insert`, whose words stand otherwise in the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted.key FROM unnest(%s::bigint[], %s::text[]) AS wanted (key, terms)"
            " LEFT JOIN cases_searchentry AS entry ON entry.key = wanted.key"
            " WHERE entry.terms IS DISTINCT FROM wanted.terms::tsvector",
            [[row[0] for row in rows], [row[-1] for row in rows]],
        )
        return {key for (key,) in cursor.fetchall()}


def add_words(counts: Mapping[str, int], keys: Mapping[str, tuple[str, str]]) -> None:
    """Count words up and down; one that is nowhere any more goes. `keys`: stem, and it backwards."""
    added = [word for word, count in counts.items() if count > 0]
    gone = [word for word, count in counts.items() if count < 0]
    with connection.cursor() as cursor:
        if added:
            stems, backwards = zip(*(keys[word] for word in added), strict=True)
            cursor.execute(
                "INSERT INTO cases_searchword (word, stem, backwards, entries)"
                " SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[])"
                " ON CONFLICT (word)"
                " DO UPDATE SET entries = cases_searchword.entries + excluded.entries",
                [added, list(stems), list(backwards), [counts[word] for word in added]],
            )
        if not gone:
            return
        cursor.execute(
            "WITH away AS (SELECT * FROM unnest(%s::text[], %s::int[]) AS away (word, taken)), lost AS ("
            "DELETE FROM cases_searchword USING away"
            " WHERE cases_searchword.word = away.word AND entries <= taken)"
            " UPDATE cases_searchword SET entries = entries - taken FROM away"
            " WHERE cases_searchword.word = away.word AND entries > taken",
            [gone, [-counts[word] for word in gone]],
        )


def lock() -> None:
    """Let writers of the index wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE cases_searchword IN SHARE ROW EXCLUSIVE MODE")


def counted_words() -> Iterator[tuple[str, int]]:
    """Every word of the index and how many entries hold it, from the index itself."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            # As `ts_stat`, in half the time.
            "SELECT word, count(*) FROM cases_searchentry, unnest(tsvector_to_array(terms)) AS word"
            " WHERE word NOT LIKE 'f:%%' GROUP BY word",
            [],
        )
        yield from chain.from_iterable(iter(lambda: cursor.fetchmany(10_000), []))


@contextmanager
def built_at_once() -> Iterator[None]:
    """Fill an empty index quicker: without its GIN index, which is made at the end."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS cases_searchentry_terms")
    yield
    finish()


def is_sound() -> bool:
    """Whether the GIN index is there; PostgreSQL itself sees to it that it holds what the rows do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('cases_searchentry_terms') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def mend() -> None:
    """Nothing here: `finish` makes the index when the rows are right."""


def finish() -> None:
    """Make the GIN index if a build that was cut short left it out, and tell the planner the news."""
    is_whole = is_sound()
    with connection.cursor() as cursor:
        if not is_whole:
            cursor.execute("SET maintenance_work_mem = '64MB'")
            cursor.execute(
                "CREATE INDEX cases_searchentry_terms ON cases_searchentry"
                " USING gin (terms) WITH (fastupdate = off)"
            )
            cursor.execute("RESET maintenance_work_mem")
        cursor.execute("ANALYZE cases_searchentry")
        cursor.execute("ANALYZE cases_searchword")


def rows(
    expression: Expression, column: str, where: str = "", values: Sequence[Any] = ()
) -> tuple[str, list[Any]]:
    """The SQL that gives a column of what matches, and its values."""
    matching, asked = _matching(expression)
    sql = f"SELECT {column} FROM cases_searchentry WHERE {matching}{where}"  # noqa: S608  # our own names
    return sql, [*asked, *values]


def hits(
    expression: Expression, state: State, share: float | None, *, least: int, before: int,
    limit: int, upwards: bool, columns: str, shown: Sequence[Any], where: str,
    values: Sequence[Any],
) -> list[tuple[Any, ...]]:  # fmt: skip
    """Entries that match, in the order of their keys: of all entries about such a `share` does.

    A GIN index knows no order. So what many entries have is asked for in as many of the newest
    months, or the oldest, as should be enough, then in more; the months are terms of the index too.
    Without a share there are few enough between the two keys, and only the months there are asked.
    """
    order = "ASC" if upwards else "DESC"
    # A sum is no column: the planner might take an index of keys and read every text. Columns are
    # read of those that are left, by their places in the table: sorting carries keys alone.
    sql = (
        f"SELECT {columns} FROM cases_searchentry WHERE ctid = ANY(ARRAY("  # noqa: S608  # our own names
        "SELECT ctid FROM cases_searchentry WHERE {matching}"
        f" AND key + 0 >= %s AND key + 0 < %s{where} ORDER BY key + 0 {order} LIMIT %s))"
    )

    words, entries = sum(1 for _ in terms_in(expression)), state.total()

    def look(spans: Sequence[str], most: int = limit) -> list[tuple[Any, ...]]:
        matching, asked = _matching(expression, *([either(*map(Term, spans))] if spans else []))
        asked_for = [*shown, *asked, least, before, *values, most]
        found = _rows(sql.format(matching=matching), asked_for)
        return sorted(found, key=itemgetter(0), reverse=not upwards)

    # Where hardly more match than are wanted, they are all looked up at once.
    if share is not None and share * entries <= 2 * _ENOUGH * limit:
        return look(())
    there = _months(state, least, before, upwards=upwards)
    # What nearly all months have tells nothing.
    between = _spans(there, state) if 2 * sum(there.values()) < entries else []
    if share is None:
        return look(between)
    found: list[tuple[Any, ...]] = []
    looked, wanted = 0, _ENOUGH * limit / share
    while True:
        months = _first(wanted, there)
        spans = _spans(months, state)
        a_row = _A_ROW / (1 + (words + len(spans)) / _MANY_WORDS)
        if len(months) == len(there) or wanted >= a_row * share * entries:
            return look(between)
        found += look(spans, limit - len(found))
        if len(found) == limit:
            return found
        looked += sum(months.values())
        there = {month: items for month, items in there.items() if month not in months}
        wanted = _ENOUGH * looked * (limit - len(found)) / (len(found) + 1)


def _matching(*of: Expression) -> tuple[str, list[str]]:
    """The condition that all of these hold, and its values: a `tsquery` for each thing that must be
    there. GIN goes through them side by side and skips what one of them lacks; of one `tsquery` with
    them all it reads every rare word to the end."""
    asked = list(chain.from_iterable(map(_conditions, of)))
    return " AND ".join(["terms @@ %s::tsquery"] * len(asked)), asked


def _conditions(expression: Expression) -> list[str]:
    if not isinstance(expression, Every):
        return [written(expression)]
    first, *others = expression.of
    return [written(Every((first,), expression.but_not)), *map(written, others)]


# Of what should be enough, so many times is looked through: words are counted more than once.
_ENOUGH = 2.2
# To look up an entry takes so many times as long as to pass one in the list of a month, where few
# words and months are asked for; with fifty of them half as many times.
_A_ROW, _MANY_WORDS = 9, 50


def _spans(months: Iterable[str], state: State) -> list[str]:
    """The terms of months, and in the place of all months of a year that of the year."""
    by_year: dict[str, list[str]] = {}
    for month in months:
        by_year.setdefault(year_of(month), []).append(month)
    known = state.months_of_years
    spans = ([year] if len(of) == known[year] else of for year, of in by_year.items())
    return list(chain.from_iterable(spans))


def _first(wanted: float, there: Mapping[str, int]) -> dict[str, int]:
    """The first of the months that have so many items."""
    months: dict[str, int] = {}
    left = wanted
    for word, items in there.items():
        if left <= 0:
            break
        months[word] = items
        left -= items
    return months


def _months(state: State, least: int, before: int, *, upwards: bool = False) -> dict[str, int]:
    """The terms of the months between two keys, with how many items each has."""
    first, last = month_of(least), month_of(before - 1)
    there = [row for row in state.months.items() if first <= row[0] <= last]
    return dict(reversed(there) if upwards else there)


# The planner does not reckon that a text is eight kilobytes elsewhere: it would rather read every one
# than the index, and with many hands. Sent along, so that they hold no longer than the transaction.
_SETTINGS = ("enable_seqscan = off", "jit = off", "max_parallel_workers_per_gather = 0")
_SET = "".join(f"SET LOCAL {setting}; " for setting in _SETTINGS)


def _rows(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_SET + sql, list(values))
        for _setting in _SETTINGS:
            cursor.nextset()
        return cursor.fetchall()
