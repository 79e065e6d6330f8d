"""Full-text search as Django's documentation has it for PostgreSQL, with a stored vector and GIN index."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.core.paginator import Page, Paginator
from django.db import connection, models, transaction
from django.db.models import F

from cases.models import AgendaItem

_TABLE = "bench_documented"
_MAKE = """
CREATE TABLE bench_documented AS SELECT item.id AS item_id,
  setweight(to_tsvector('danish', item.title || ' ' || item.journal_number), 'A')
  || setweight(to_tsvector('danish', coalesce(decided.text, '')), 'B')
  || setweight(to_tsvector('danish', item.summary || ' ' || item.recommendation), 'C')
  || to_tsvector('danish', item.case_text) AS vector
FROM cases_agendaitem item
LEFT JOIN (SELECT item_id, string_agg(text, ' ') AS text FROM cases_decision GROUP BY item_id) decided
  ON decided.item_id = item.id;
ALTER TABLE bench_documented ADD PRIMARY KEY (item_id);
CREATE INDEX bench_documented_vector ON bench_documented USING gin (vector);
"""


class Documented(models.Model):
    """The words of one item, as the documentation advises to store them."""

    item = models.OneToOneField(
        AgendaItem, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    vector = SearchVectorField()

    class Meta:
        app_label = "cases"
        managed = False
        db_table = _TABLE

    def __str__(self) -> str:
        return str(self.pk)


def make_table() -> None:
    """Make and fill the table, unless it is there."""
    if _TABLE in connection.introspection.table_names():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MAKE)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {_TABLE}")


def best_page(words: str) -> Page[Documented]:
    """The first twenty of all that match, best first, with their number."""
    kind = "phrase" if words.startswith('"') else "plain"
    query = SearchQuery(words.strip('"'), config="danish", search_type=kind)
    if words.endswith("*"):
        query = SearchQuery(f"{words.rstrip('*')}:*", config="danish", search_type="raw")
    found = Documented.objects.filter(vector=query).annotate(rank=SearchRank(F("vector"), query))
    return Paginator(found.order_by("-rank"), 20).page(1)
