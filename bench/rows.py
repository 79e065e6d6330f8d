"""The same rows as one wide table in SQLite with FTS5: what Datasette serves and bm25 ranks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import batched
from pathlib import Path

from tqdm import tqdm

from cases.models import AgendaItem

_TEXTS = ("title", "summary", "case_text", "recommendation", "decision", "journal_number")
# remove_diacritics 0: else a search for får finds far.
_SCHEMA = f"""
CREATE TABLE items (
  id INTEGER PRIMARY KEY, title TEXT, summary TEXT, case_text TEXT, recommendation TEXT,
  decision TEXT, journal_number TEXT, committee TEXT, year INTEGER, kind TEXT, date TEXT
);
CREATE VIRTUAL TABLE items_fts USING fts5 (
  {", ".join(_TEXTS)}, content='items', content_rowid='id',
  tokenize='unicode61 remove_diacritics 0'
);
"""
_FINISH = """
INSERT INTO items_fts(items_fts) VALUES ('rebuild');
INSERT INTO items_fts(items_fts) VALUES ('optimize');
CREATE INDEX items_committee ON items (committee);
CREATE INDEX items_year ON items (year);
CREATE INDEX items_kind ON items (kind);
CREATE INDEX items_journal_number ON items (journal_number);
CREATE INDEX items_date ON items (date);
CREATE VIRTUAL TABLE temp.found USING fts5vocab(main, items_fts, row);
CREATE TABLE words AS SELECT term, doc FROM temp.found WHERE doc > 1;
ANALYZE;
"""


def copy_rows(path: Path) -> None:
    """Write every public item of the portal's database into a new one at `path`."""
    with closing(sqlite3.connect(path)) as copy:
        copy.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        for batch in batched(_wide_rows(), 1_000, strict=False):
            copy.executemany(f"INSERT INTO items VALUES ({', '.join('?' * 11)})", batch)  # noqa: S608
        copy.commit()
        copy.executescript(_FINISH)


def _wide_rows() -> Iterator[tuple[object, ...]]:
    items = AgendaItem.objects.published().order_by("pk")
    rows = items.select_related("meeting__committee").prefetch_related("decisions")
    for item in tqdm(rows.iterator(1_000), total=items.count(), unit=" items", desc="copy"):
        decisions = list(item.decisions.all())
        yield (
            item.pk, item.title, item.summary, item.case_text, item.recommendation,
            "\n\n".join(decision.text for decision in decisions), item.journal_number,
            item.meeting.committee.slug, item.meeting.date.year,
            decisions[0].kind if decisions else "", item.meeting.date.isoformat(),
        )  # fmt: skip
