"""The two collections that the judged queries are asked of, and what search finds in them.

Run as `python -m tests.search.corpora real` (or `samples`) it fills the empty database of
DATABASE_URL and prints the order of every judged query as JSON.
"""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from tests.search.judging import read_judged

ROOT = Path(__file__).resolve().parent.parent.parent
REAL = ROOT.parent / "shared" / "minutes"
SAMPLES = ROOT / "samples"
# Past the ten that are judged, so that the order is compared as far as a reader looks.
LIMIT = 50


def load(collection: str) -> None:
    """Import and publish the documents of a collection, tie its threads and build the index."""
    # samples/senere/ is what a demo leaves out.
    paths = REAL.glob("*.txt") if collection == "real" else SAMPLES.glob("20*")
    with Path(os.devnull).open("w") as silence:
        call_command("loaddata", "topics", verbosity=0)
        call_command("import_minutes", *sorted(paths), "--apply", "--publish", stdout=silence)
        if collection == "samples":
            call_command("import_attachments", str(SAMPLES / "bilag"), "--apply", stdout=silence)
            call_command("read_attachments", stdout=silence)  # a test commits nothing
        call_command("rebuild_threads", stdout=silence)
        if (
            connection.vendor == "postgresql"
        ):  # in a test's transaction no index is made while checks wait
            connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        call_command("rebuild_search", stdout=silence)


def found_by_search(queries: Iterable[str]) -> dict[str, list[str]]:
    """What the portal finds for each query, best first."""
    from cases.models import AgendaItem
    from cases.search.finding import search

    items = AgendaItem.objects.select_related("meeting").in_bulk()
    return {
        query: keys(items[result.item] for result in search(query).results)[:LIMIT]
        for query in queries
    }


def keys(items: Iterable[object]) -> list[str]:
    """`<date>/<number>` of each item, once."""
    return list(dict.fromkeys(f"{item.meeting.date}/{item.number}" for item in items))


def fill(collection: str) -> None:
    """Make the empty database of DATABASE_URL, in a process that has no Django yet, and load it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    load(collection)


def main(collection: str) -> None:
    """Fill the database and print what search finds."""
    fill(collection)
    queries = [entry.query for entry in read_judged(collection)]
    print(json.dumps(found_by_search(queries), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
