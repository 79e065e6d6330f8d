"""`manage.py rebuild_search`: builds the index, goes on after a stop, finds drift and mends it."""

import itertools
import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from cases.importing.by_hand import settle_item
from cases.importing.publish import publish_meeting, withdraw_item
from cases.models import AgendaItem, Decision, Meeting, SearchEntry, SearchWord, TopicLink
from cases.search import filling, index
from cases.search.index import index_rows, rebuild
from tests import pages
from tests.cases.search.in_step import EVERYWHERE, assert_in_step, known, make_item
from tests.factories import AgendaItemFactory

# PostgreSQL makes no index of a table that the same transaction has written.
pytestmark = pytest.mark.django_db(transaction=True)


def close(item: AgendaItem) -> None:
    """As the admin does."""
    AgendaItem.objects.filter(pk=item.pk).update(access="closed")
    settle_item(AgendaItem.objects.get(pk=item.pk))


def told(**options: Any) -> str:
    out = StringIO()
    call_command("rebuild_search", stdout=out, **options)
    return out.getvalue()


def stored() -> tuple[list[Any], list[Any]]:
    rows = (
        SearchEntry.objects.order_by("key").values(),
        SearchWord.objects.order_by("word").values(),
    )
    return list(rows[0]), list(rows[1])


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def forget() -> None:
    """As before there was an index."""
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()


class StoppingBar:
    """A bar of progress that is interrupted after a few batches."""

    def __init__(self, batches: int) -> None:
        self.left = itertools.repeat(None, batches - 1)

    def update(self, _count: int) -> None:
        try:
            next(self.left)
        except StopIteration:
            raise KeyboardInterrupt from None


def test_an_index_is_built_from_nothing_as_acts_build_it():
    make_item()
    before = stored()
    forget()
    assert known(*EVERYWHERE) == set()
    assert told() == "Søgeindekset er i trit. 5 tekster og 0 ord passede ikke og er rettet.\n"
    assert stored() == before
    assert told() == "Søgeindekset er i trit. 0 tekster og 0 ord passede ikke og er rettet.\n"
    assert told(check=True) == "Søgeindekset er i trit. 0 tekster og 0 ord passede ikke.\n"


def test_a_rebuild_that_is_cut_short_is_finished_by_the_next(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    monkeypatch.setattr(filling, "_CHUNKS", 1)
    items = [AgendaItemFactory(title=f"Ord{number}") for number in range(7)]
    with pytest.raises(KeyboardInterrupt):
        rebuild(lambda _name, _total: StoppingBar(2))
    assert SearchEntry.objects.count() == 4
    assert search_is_refused_by_the_check()
    told()
    assert SearchEntry.objects.count() == len(items)
    assert_in_step()


class ActingBar:
    """A bar of progress at which somebody else does something."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act = act

    def update(self, _count: int) -> None:
        self.act()


@pytest.mark.parametrize("at", [1, 3])
def test_what_others_change_during_the_first_build_is_counted(monkeypatch, at):
    monkeypatch.setattr(index, "BATCH", 2)
    monkeypatch.setattr(filling, "_CHUNKS", 1)
    items = [AgendaItemFactory(title=f"Ord{number}") for number in range(6)]
    times = itertools.count(1)

    def withdraw_the_first() -> None:
        if next(times) == at:
            AgendaItem.objects.filter(pk=items[0].pk).update(withdrawn_at=timezone.now())
            index_rows(AgendaItem.objects.filter(pk=items[0].pk))

    drift = rebuild(lambda _name, _total: ActingBar(withdraw_the_first))
    assert drift.entries == 6
    assert known("ord0") == set()
    assert_in_step()


def at_once(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Two people's acts: the second begins before the first is committed."""
    acted, done = threading.Event(), threading.Event()

    def holding() -> None:
        with transaction.atomic():
            first()
            acted.set()
            done.wait(1)
        connection.close()

    def meanwhile() -> None:
        with transaction.atomic():
            second()
        done.set()
        connection.close()

    threads = [threading.Thread(target=holding), threading.Thread(target=meanwhile)]
    threads[0].start()
    acted.wait(10)
    threads[1].start()
    for thread in threads:
        thread.join(20)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("closing", [withdraw_item, close])
def test_what_one_publishes_and_another_withdraws_at_the_same_time_is_gone(closing):
    item = AgendaItemFactory(title="Xylofon", meeting__published_at=None)
    at_once(lambda: publish_meeting(item.meeting), lambda: closing(item))
    item.refresh_from_db()
    assert not AgendaItem.objects.published().filter(pk=item.pk).exists()
    assert known("xylofon") == set()
    assert_in_step()


def test_the_first_build_of_many_counts_words_as_acts_do(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 1)
    make_item()
    AgendaItemFactory(title="Ord")
    index_rows(AgendaItem.objects.all())
    before = stored()
    forget()
    told()
    assert stored() == before


def search_is_refused_by_the_check() -> bool:
    with pytest.raises(CommandError, match="ikke i trit") as error:
        told(check=True)
    return "Kør rebuild_search" in str(error.value)


TEXTS = {
    "sqlite": "UPDATE cases_searchtext SET title = 'fremmedord' WHERE key = (SELECT max(key)"
    " FROM cases_searchtext)",
    "postgresql": "UPDATE cases_searchentry SET terms = 'fremmedord' WHERE key = (SELECT max(key)"
    " FROM cases_searchentry)",
}
# The same words in other places.
PLACES = {
    "sqlite": "UPDATE cases_searchtext SET title = body, body = title",
    "postgresql": "UPDATE cases_searchentry SET terms = setweight(terms, 'D')",
}
ENGINE = {
    "sqlite": "INSERT INTO cases_searchindex (cases_searchindex) VALUES ('delete-all')",
    "postgresql": "DROP INDEX cases_searchentry_terms",
}


def a_word(**values: Any) -> None:
    word = SearchWord.objects.order_by("entries", "word").last()
    SearchWord.objects.filter(pk=word.pk).update(**values)


BEHIND = {
    "a text": lambda: AgendaItem.objects.update(title="Andetord"),
    "a state": lambda: AgendaItem.objects.update(access="closed"),
    "a day": lambda: Meeting.objects.update(date="2020-02-02"),
    "a kind": lambda: Decision.objects.update(kind="rejected"),
    "a link": lambda: TopicLink.objects.all().delete(),
    "a lost entry": lambda: SearchEntry.objects.order_by("key")[0].delete(),
    "terms of filters": lambda: SearchEntry.objects.update(facets="f:alle"),
    "words to rank by": lambda: SearchEntry.objects.update(ranked="Tfremmedord"),
    "a checksum": lambda: SearchEntry.objects.update(checksum=""),
    "the item": lambda: SearchEntry.objects.filter(pk=SearchEntry.objects.first().pk).update(
        item=AgendaItemFactory(withdrawn_at=timezone.now())
    ),
    "the decision": lambda: SearchEntry.objects.update(decision=None),
    "the page": lambda: SearchEntry.objects.update(attachment=None, page=None),
    "words of a text": lambda: run(TEXTS[connection.vendor]),
    "places of words": lambda: run(PLACES[connection.vendor]),
    "words of a text, and every count": lambda: (
        run(TEXTS[connection.vendor]),
        SearchWord.objects.all().delete(),
    ),
    "the engine's index": lambda: run(ENGINE[connection.vendor]),
    "a count": lambda: a_word(entries=99),
    "a stem": lambda: a_word(stem="x", backwards="x"),
    "a lost word": lambda: SearchWord.objects.get(pk="titelord").delete(),
    "a word that is nowhere": lambda: SearchWord.objects.create(
        word="fremmedord", stem="fremmedord", backwards="dordemmerf", entries=2
    ),
}


@pytest.mark.parametrize("changed", BEHIND)
def test_what_was_changed_behind_its_back_is_found_and_mended(changed):
    make_item()
    BEHIND[changed]()
    assert search_is_refused_by_the_check()
    told()
    assert_in_step()
    assert known("fremmedord") == set()
    mended = stored()
    forget()
    told()
    assert stored() == mended


def test_what_seems_out_of_step_is_looked_at_again_while_nobody_writes(monkeypatch):
    make_item()
    AgendaItem.objects.update(title="Andetord")
    lock = index.engine().lock

    def written_by_another() -> None:
        lock()
        AgendaItem.objects.update(title="Titelord")

    monkeypatch.setattr(index.engine(), "lock", written_by_another)
    assert "0 tekster og 0 ord" in told(check=True)


def test_what_no_rebuild_can_mend_is_said():
    run("ALTER TABLE cases_searchword RENAME TO away")
    try:
        for check in (True, False):
            with pytest.raises(CommandError, match="Læg databasen tilbage"):
                told(check=check)
    finally:
        run("ALTER TABLE away RENAME TO cases_searchword")


def test_a_look_changes_nothing():
    make_item()
    AgendaItem.objects.update(title="Andetord")
    SearchWord.objects.filter(pk="titelord").update(entries=99)
    before = stored()
    assert search_is_refused_by_the_check()
    assert stored() == before
    assert known("andetord", "titelord") == {"titelord"}


def test_whole_minutes_are_in_step_as_they_come_in_and_when_their_threads_are_derived_anew():
    call_command("loaddata", "topics", verbosity=0)
    samples = sorted(pages.SAMPLES.glob("20*"))
    call_command("import_minutes", *samples, "--apply", "--publish", stdout=StringIO())
    assert_in_step()
    TopicLink.objects.all().delete()
    index_rows(AgendaItem.objects.all())
    call_command("rebuild_threads", stdout=StringIO())
    assert SearchEntry.objects.count() >= AgendaItem.objects.published().count() > 20
    assert_in_step()
