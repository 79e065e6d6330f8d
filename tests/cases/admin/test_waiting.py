"""The first page of the administration says what waits for the user, and leads there."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import ImportRun, Upload
from cases.models.file import StoredFile
from tests.factories import (
    CommitmentFactory,
    DecisionFactory,
    FulfilmentFactory,
    ItemLinkFactory,
    ReferenceFactory,
    TopicLinkFactory,
    TopicSuggestionFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db
INDEX = "/admin/"
NAMES = [
    "Henvisninger med tvivl",
    "Løfter, der måske er fulgt op",
    "Beslutninger uden type",
    "Forslag til nye emner",
    "Emner på punkter",
    "Punkter, der kan høre sammen",
    "Importer, der er klar til at blive indlæst",
    "Filer, der venter på plads",
]


def fill(number):
    """So many rows for each queue, and as many that do not wait."""
    doubt = {"what": "date", "says": "Datoen er trykt forkert."}
    for _ in range(number):
        ReferenceFactory(doubts=[doubt])
        ReferenceFactory()
        FulfilmentFactory()
        CommitmentFactory()
        DecisionFactory(kind="unknown")
        DecisionFactory()
        for make in (TopicSuggestionFactory, TopicLinkFactory, ItemLinkFactory):
            make()
            make(state="rejected")
        archive = ImportRun.objects.create(filename="a.zip", file_count=1)
        ImportRun.objects.create(filename="a.pdf", archive=archive)
        ImportRun.objects.create(filename="b.pdf", status="applied")
        content = ContentFile(f"Kort {StoredFile.objects.count()}".encode())
        file = StoredFile.keep(content, "kort.txt")
        Upload.objects.create(file=file, filename="b.pdf")


def waiting(client):
    """What the box says waits, with its links."""
    rows = page_of(client, INDEX).select(".waiting li")
    return {row.a.get_text(): (int(row.strong.get_text()), row.a["href"]) for row in rows}


def test_each_queue_is_counted_and_leads_to_a_list_of_as_many(clerk):
    fill(2)
    found = waiting(clerk)
    assert {name: count for name, (count, _address) in found.items()} == dict.fromkeys(NAMES, 2)
    for count, address in found.values():
        page = page_of(clerk, address)
        rows = page.select("#result_list tbody tr, .suggestion, .placing")
        assert len(rows) == count, address


def test_the_page_asks_as_often_for_three_rows_as_for_one_and_once_for_each_queue(clerk):
    asked = []
    for number in (0, 1, 3):
        fill(number)
        with CaptureQueriesContext(connection) as queries:
            clerk.get(INDEX)
        asked.append(sum("COUNT(" in query["sql"] for query in queries))
    assert asked == [len(NAMES)] * 3


def test_nothing_waits(clerk):
    assert page_of(clerk, INDEX).select_one(".waiting p").get_text() == "Intet venter."
    assert not page_of(clerk, "/admin/cases/").select(".waiting")


def test_only_what_the_user_may_change_waits_for_them(client, onlooker):
    fill(1)
    assert not page_of(onlooker, INDEX).select(".waiting")
    user = User.objects.get(username="gaest")
    user.user_permissions.add(Permission.objects.get(codename="change_reference"))
    assert list(waiting(client)) == ["Henvisninger med tvivl"]


def test_the_work_in_the_background_has_a_danish_name_and_no_migration(admin_client):
    text = page_of(admin_client, INDEX).select_one("#content-main").get_text()
    assert "Arbejde i baggrunden" in text
    assert "Opgaver" in text
    call_command("makemigrations", "--check", "--dry-run")
