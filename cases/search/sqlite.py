"""Search in SQLite: an FTS5 index over the words of each entry, by the entry's key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection, transaction

from cases.search.documents import COLUMNS, PARTS, Document
from cases.search.expressions import Either, Every, Expression, Phrase, Prefix, Term
from cases.search.room import BLANK, with_places

if TYPE_CHECKING:  # the processes that help with the first build know no model
    from cases.search.state import State

_AT_ONCE = 500


def written(expression: Expression) -> str:
    """An expression in the language of FTS5. Every word is quoted, so none is an operator."""
    match expression:
        case Term(word):
            return _quoted(word)
        case Prefix(start, words):
            # Word by word FTS5 stops when there are enough; a beginning it reads to the end.
            return f"({' OR '.join(map(_quoted, words))})" if words else f"{_quoted(start)} *"
        case Phrase(found):
            return _quoted(" ".join(found))
        case Either(of):
            return f"({' OR '.join(map(written, of))})"
        case Every(of, but_not):
            every = f"({' AND '.join(map(written, of))})"
            for no in but_not:
                every = f"({every} NOT {written(no)})"
            return every


def _quoted(words: str) -> str:
    return f'"{words.replace(chr(34), "")}"'


type Row = tuple[Any, ...]


def prepared(documents: Iterable[Document]) -> list[tuple[Row, Row]]:
    """New entries as rows for `insert`: what is stored of each, and its words."""
    return [(document.row, (document.key, *with_places(document.parts))) for document in documents]


def insert(rows: Sequence[tuple[Row, Row]]) -> None:
    """Write new entries with their words."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO cases_searchentry ({', '.join(COLUMNS)})"  # noqa: S608  # our own names
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [entry for entry, _words in rows],
        )
        # FTS5 gathers words in memory for as long as its rows come in order.
        texts = sorted(words for _entry, words in rows)
        for table, key in (("cases_searchtext", "key"), ("cases_searchindex", "rowid")):
            cursor.executemany(
                f"INSERT INTO {table} ({key}, {', '.join(PARTS)})"  # noqa: S608  # our own names
                " VALUES (%s, %s, %s, %s, %s, %s)",
                texts,
            )


def delete(keys: Sequence[int]) -> list[tuple[int, set[str]]]:
    """Remove entries and, by triggers, their words and terms, which are given back with their keys."""
    words = list(_terms_of(keys))
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM cases_searchentry WHERE key = %s", [(key,) for key in keys])
    return words


def _terms_of(keys: Iterable[int]) -> Iterator[tuple[int, set[str]]]:
    for key, stored in _stored(keys):
        found = {word for row in stored for part in row[1:] for word in part.split()}
        yield key, found - {BLANK}


def _stored(keys: Iterable[int]) -> Iterator[tuple[int, list[Row]]]:
    """The rows of words of each of these keys, of which there should be one."""
    sql = f"SELECT key, {', '.join(PARTS)} FROM cases_searchtext WHERE key = %s"  # noqa: S608
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute(sql, [key])
            yield key, cursor.fetchall()


def with_other_words(rows: Sequence[tuple[Row, Row]]) -> set[int]:
    """The keys of those of these rows, as for `insert`, whose words stand otherwise in the index."""
    wanted = {words[0]: [words] for _entry, words in rows}
    return {key for key, stored in _stored(wanted) if stored != wanted[key]}


def add_words(counts: Mapping[str, int], keys: Mapping[str, tuple[str, str]]) -> None:
    """Count words up and down; one that is nowhere any more goes. `keys`: stem, and it backwards."""
    added = [(word, count) for word, count in counts.items() if count > 0]
    gone = [(-count, word) for word, count in counts.items() if count < 0]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO cases_searchword (word, stem, backwards, entries) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (word) DO UPDATE SET entries = entries + excluded.entries",
            [(word, *keys[word], count) for word, count in added],
        )
        cursor.executemany("DELETE FROM cases_searchword WHERE entries <= %s AND word = %s", gone)
        cursor.executemany(
            "UPDATE cases_searchword SET entries = entries - %s WHERE word = %s", gone
        )


def lock() -> None:
    """SQLite has one writer at a time anyway."""


def counted_words() -> Iterator[tuple[str, int]]:
    """Every word of the index and how many entries hold it, from the index itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.cases_searchvocabulary"
            " USING fts5vocab('main', 'cases_searchindex', 'row')"
        )
        cursor.execute(
            "SELECT term, doc FROM cases_searchvocabulary"
            " WHERE term NOT LIKE 'f:%%' AND term <> %s",
            [BLANK],
        )
        while found := cursor.fetchmany(_AT_ONCE):
            yield from found


@contextmanager
def built_at_once() -> Iterator[None]:
    """Fill an empty index: in large pieces, which become one at the end and not again and again."""
    _settle(hashsize=32 * 1024 * 1024, automerge=0, crisismerge=2000)
    yield
    finish()


def _settle(**settings: int) -> None:
    with connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute(
                "INSERT INTO cases_searchindex (cases_searchindex, rank) VALUES (%s, %s)",
                [name, value],
            )


_WITHOUT_ENTRY = "FROM cases_searchtext WHERE key NOT IN (SELECT key FROM cases_searchentry)"


def is_sound() -> bool:
    """Whether FTS5 holds the texts that are stored, and no text without its entry."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cases_searchindex (cases_searchindex, rank)"
                " VALUES ('integrity-check', 1)"
            )
            cursor.execute(f"SELECT EXISTS (SELECT 1 {_WITHOUT_ENTRY})")
            return not cursor.fetchone()[0]
    except DatabaseError:
        return False


def mend() -> None:
    """Make the index anew from the texts that are stored."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO cases_searchindex (cases_searchindex) VALUES ('rebuild')")
        cursor.execute(f"DELETE {_WITHOUT_ENTRY}")


def finish() -> None:
    """Merge the pieces of the index into one; its settings are those of every day from now on."""
    _settle(hashsize=1024 * 1024, automerge=4, crisismerge=16)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cases_searchindex (cases_searchindex) VALUES ('optimize')")
        cursor.execute("ANALYZE cases_searchword")


def rows(
    expression: Expression, column: str, where: str = "", values: Sequence[Any] = ()
) -> tuple[str, list[Any]]:
    """The SQL that gives a column of what matches, and its values."""
    sql = (
        f"SELECT {column} FROM cases_searchindex AS found"  # noqa: S608  # our own names
        " CROSS JOIN cases_searchentry AS entry ON entry.key = found.rowid"
        f" WHERE cases_searchindex MATCH %s{where}"
    )
    return sql, [written(expression), *values]


def hits(
    expression: Expression, state: State, share: float | None, *, least: int, before: int,
    limit: int, upwards: bool, columns: str, shown: Sequence[Any], where: str,
    values: Sequence[Any],
) -> list[tuple[Any, ...]]:  # fmt: skip
    """Entries that match, in the order of their keys, which the index gives as they are wanted."""
    del state, share  # FTS5 stops when there are enough
    order = "ASC" if upwards else "DESC"
    sql = (
        f"SELECT {columns} FROM cases_searchindex AS found"  # noqa: S608  # our own names
        " CROSS JOIN cases_searchentry AS entry ON entry.key = found.rowid"
        f" WHERE cases_searchindex MATCH %s AND found.rowid >= %s AND found.rowid < %s{where}"
        f" ORDER BY found.rowid {order} LIMIT %s"
    )
    return _rows(sql, [*shown, written(expression), least, before, *values, limit])


def _rows(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()
