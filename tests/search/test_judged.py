"""Search against the judged queries: how good, and the same on both databases."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings

from cases.models import AgendaItem
from tests.search import corpora
from tests.search.judging import COLLECTIONS, Orders, mean_ndcg, missed, read_judged, table, worst

pytestmark = pytest.mark.django_db

ENOUGH = 0.95


@pytest.fixture(scope="module", params=COLLECTIONS)
def collection(request: pytest.FixtureRequest) -> str:
    """A collection; the real minutes come with their folder or are skipped."""
    if request.param == "real":
        request.getfixturevalue("minutes_dir")
    return request.param


@pytest.fixture(scope="module")
def loaded(
    collection: str, django_db_setup: None, django_db_blocker: object, tmp_path_factory: object
) -> Iterator[None]:
    """The collection in this run's database, once for all that is asked of it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        corpora.load(collection)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def orders(loaded: None, collection: str) -> Orders:
    """What search finds for every judged query."""
    return corpora.found_by_search(entry.query for entry in read_judged(collection))


@pytest.mark.usefixtures("loaded")
def test_every_judged_key_names_one_item(collection):
    items = AgendaItem.objects.published().select_related("meeting")
    public = corpora.keys(items)
    assert len(public) == items.count()
    judged = {key for entry in read_judged(collection) for key in entry.items}
    assert judged <= set(public)


def test_what_is_wanted_comes_first(orders, collection):
    judged = read_judged(collection)
    print(table(judged, {collection: orders}), worst(judged, orders), sep="\n\n")
    assert missed(judged, orders) == []
    assert mean_ndcg(judged, orders) >= ENOUGH


def test_another_database_gives_the_same_order(orders, collection, tmp_path: Path):
    """SQLite in a process of its own, filled anew; the run on PostgreSQL compares the two engines."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
        "MEDIA_ROOT": str(tmp_path / "media"),
    }
    command = [sys.executable, "-m", "tests.search.corpora", collection]
    run = subprocess.run(
        command, cwd=corpora.ROOT, env=environment, capture_output=True, check=True
    )
    other = json.loads(run.stdout)
    assert {query: other[query] for query in orders} == orders, connection.vendor
