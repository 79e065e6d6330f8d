"""Words that mean the same, as staff keep them."""

from importlib import import_module
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import connection

from cases.admin.synonyms import count_items
from cases.models import Synonym
from cases.search.finding import search
from cases.search.index import index_items
from tests.cases.admin.test_by_hand import filled, send
from tests.factories import AgendaItemFactory
from tests.reading import page_of

pytestmark = pytest.mark.django_db
ADD = "/admin/cases/synonym/add/"


@pytest.fixture(autouse=True)
def _none_yet() -> None:
    """The list that is shipped is away, and each test has its own."""
    Synonym.objects.all().delete()


def test_a_synonym_that_is_saved_is_searched_with_from_then_on(clerk):
    item = AgendaItemFactory(title="Ansøgning om særligt tilrettelagte ungdomsuddannelser")
    index_items([item, AgendaItemFactory(title="Noget andet")])
    assert not search("STU").results
    send(clerk, ADD, words="STU\n særligt tilrettelagt ungdomsuddannelse ")
    assert [result.item for result in search("STU").results] == [item.pk]
    address = f"/admin/cases/synonym/{Synonym.objects.get().pk}/change/"
    shown = page_of(clerk, address).select_one(".field-found").get_text(" ", strip=True)
    assert "STU: 0 særligt tilrettelagt ungdomsuddannelse: 1" in shown
    assert "STU = særligt tilrettelagt ungdomsuddannelse" in page_of(
        clerk, "/admin/cases/synonym/"
    ).get_text()  # fmt: skip
    send(clerk, address, words="STU\nproduktionsskole")
    assert not search("STU").results


@pytest.mark.parametrize("words", ["STU", "STU\nSTU", "STU\n \n", "  "])
def test_one_word_alone_is_refused_in_plain_words(clerk, words):
    answer = clerk.post(ADD, {**filled(clerk, ADD), "words": words})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Skriv mindst to ord eller udtryk, ét pr. linje." in text or "Dette felt" in text
    assert not Synonym.objects.exists()


def test_signs_are_no_word(clerk):
    answer = clerk.post(ADD, {**filled(clerk, ADD), "words": "STU\n???"})
    assert "»???« er ikke et ord." in answer.content.decode()
    assert not Synonym.objects.exists()


def test_what_is_hidden_is_not_counted():
    for access in ("open", "closed"):
        index_items([AgendaItemFactory(title="Åbentord", access=access)])
    assert count_items("åbentord") == "1"
    assert count_items("§§§ ???") == "0"
    assert count_items("?") == "0"


def test_an_onlooker_sees_them_and_changes_nothing(onlooker):
    assert onlooker.get("/admin/cases/synonym/").status_code == 200
    assert onlooker.post(ADD, {"words": "a\nb"}).status_code == 403


def test_the_shipped_list_is_sound():
    shipped = import_module("cases.migrations.0010_synonyms")
    shipped.add_synonyms(apps, Connected(connection))
    shipped.add_synonyms(apps, Connected(connection))  # what is there already is not there twice
    assert Synonym.objects.count() == len(shipped.SYNONYMS)
    for row in Synonym.objects.all():
        row.full_clean()
    said = [row.lower().split(" | ") for row in shipped.SYNONYMS]
    pairs = [pair for row in said for pair in combinations(sorted(row), 2)]
    assert len(pairs) == len(set(pairs))
    assert ["stu", "særligt tilrettelagt ungdomsuddannelse"] in said


class Connected(NamedTuple):
    """What a migration is given to find its database by."""

    connection: Any
