"""Archives through the admin: received, read, followed, brought in and published."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cases.models import AgendaItem, ImportRun, Meeting, SourceDocument
from tests.cases.importing.zips import make_zip
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/cases/importrun/add/"


def minutes(day: str, title: str = "Cykelsti") -> bytes:
    return make_minutes(make_item(1, title), day=day)


def upload(client: Client, *files: tuple[str, bytes]):
    return client.post(
        UPLOAD, {"documents": [SimpleUploadedFile(name, data) for name, data in files]}
    )


def page_of(client: Client, address: str, **headers: str) -> BeautifulSoup:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(page) -> str:
    return re.sub(r"\s+", " ", page.get_text(" "))


def press(client: Client, page: BeautifulSoup, value: str, **ticked: str):
    """Send the form with this button, as a browser would."""
    button = page.find("input", {"type": "submit", "value": value})
    form = button.find_parent("form")
    data = {button["name"]: value} if button.get("name") else {}
    return client.post(form["action"], {**data, **ticked})


@pytest.fixture
def archive(clerk) -> str:
    """The address of the progress of an archive with two minutes and a picture."""
    data = make_zip(
        {
            "a.txt": minutes("04"),
            "b.txt": minutes("11", "Vejtræer"),
            "kort.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        }
    )
    return upload(clerk, ("arkiv.zip", data))["Location"]


def test_an_archive_is_followed_on_a_page_of_its_own_with_a_line_for_each_file(clerk, archive):
    page = page_of(clerk, archive)
    rows = [words(row) for row in page.select(".lines tbody tr")]
    assert ["Klar til" in row for row in rows] == [True, True, False]
    assert "Ikke et referat" in rows[2]
    assert "2 klar til at blive indlæst" in words(page)
    assert Meeting.objects.count() == 0


def test_work_that_is_done_is_not_asked_for_again(clerk, archive):
    page = page_of(clerk, archive)
    assert page.find(attrs={"hx-get": True}) is None
    assert page.find("meta", {"http-equiv": "refresh"}) is None


def test_all_lines_are_brought_in_and_published_by_one_button(clerk, archive):
    answer = press(clerk, page_of(clerk, archive), "Indlæs alle uden advarsler", publish="on")
    assert answer["Location"] == archive
    assert Meeting.objects.published().count() == 2
    assert "2 indlæst" in words(page_of(clerk, archive))
    assert ImportRun.objects.filter(archive=None).get().status == "applied"


def test_what_was_brought_in_is_published_later(clerk, archive):
    press(clerk, page_of(clerk, archive), "Indlæs alle uden advarsler")
    assert Meeting.objects.published().count() == 0
    press(clerk, page_of(clerk, archive), "Offentliggør de indlæste møder")
    assert Meeting.objects.published().count() == 2
    assert "Offentliggør de indlæste" not in str(page_of(clerk, archive))


def test_a_line_is_previewed_and_brought_in_alone_and_leads_back_to_the_archive(clerk, archive):
    preview = page_of(clerk, archive).select_one(".lines a")["href"]
    page = page_of(clerk, preview)
    assert page.find("a", string="Alle filer i importen")["href"] == archive
    fingerprint = page.find("input", {"name": "fingerprint"})["value"]
    answer = clerk.post(preview, {"fingerprint": fingerprint, "apply": "1"})
    assert answer["Location"] == archive
    assert Meeting.objects.count() == 1


def test_files_are_read_again_and_brought_in_again(clerk, archive):
    press(clerk, page_of(clerk, archive), "Indlæs alle uden advarsler")
    AgendaItem.objects.get(title="Cykelsti").delete()
    press(clerk, page_of(clerk, archive), "Læs filerne igen")
    assert "1 klar til at blive indlæst" in words(page_of(clerk, archive))
    press(clerk, page_of(clerk, archive), "Indlæs alle uden advarsler")
    assert AgendaItem.objects.filter(title="Cykelsti").exists()


def test_a_web_page_goes_straight_to_its_preview_when_no_worker_runs(clerk):
    text = minutes("04").decode()
    body = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    page = f"<!doctype html><html><body>{body}</body></html>".encode()
    answer = upload(clerk, ("referat.html", page))
    assert answer["Location"] == ImportRun.objects.get().get_absolute_url()
    assert "preview" in answer["Location"]
    assert "Cykelsti" in words(page_of(clerk, answer["Location"]))


def test_a_broken_file_is_refused_in_danish_and_nothing_of_it_is_kept(clerk):
    answer = upload(
        clerk, ("referat.docx", b"PK\x03\x04 half"), ("x.zip", b"PK\x05\x06" + bytes(18))
    )
    page = BeautifulSoup(answer.content, "html.parser")
    assert [outcome.count("Afvist") for outcome in map(words, page.select(".outcomes li"))] == [
        1,
        1,
    ]
    assert SourceDocument.objects.count() == 0


@pytest.fixture
def waiting(archive) -> ImportRun:
    """The archive as it is while a worker is at it, with one line read."""
    run = ImportRun.objects.get(archive=None)
    run.lines.exclude(path="a.txt").delete()
    run.status, run.file_count = "reading", 3
    run.started_at = timezone.now() - dt.timedelta(seconds=10)
    run.save()
    return run


def test_the_page_asks_for_itself_until_the_work_is_done(clerk, waiting, settings):
    settings.TASKS_WORKER = True
    page = page_of(clerk, waiting.get_absolute_url())
    part = page.find(id="progress")
    assert "1 af 3 filer er læst · 0,1 filer i sekundet · omkring 20 sekunder tilbage" in words(
        part
    )
    assert page.find("noscript").find("meta", {"http-equiv": "refresh"})
    assert "En worker læser filerne" in words(part)
    fragment = page_of(clerk, part["hx-get"], **{"HX-Request": "true"})
    assert fragment.find("html") is None
    assert fragment.find(id="progress")["hx-get"] == part["hx-get"]
    assert not [tag for tag in page.find_all(["script", "style"]) if not tag.get("src")]


def test_the_page_says_that_no_worker_is_set_up(clerk, waiting):
    assert "ikke sat en worker op" in words(page_of(clerk, waiting.get_absolute_url()))


def test_work_that_stopped_is_gone_on_with(clerk, waiting):
    ImportRun.objects.filter(pk=waiting.pk).update(
        touched_at=timezone.now() - dt.timedelta(hours=1)
    )
    page = page_of(clerk, waiting.get_absolute_url())
    assert "Arbejdet er stoppet" in words(page)
    assert page.find(attrs={"hx-get": True}) is None
    press(clerk, page, "Fortsæt")
    assert "2 klar til at blive indlæst" in words(page_of(clerk, waiting.get_absolute_url()))


def test_work_that_waits_with_no_worker_about_is_warned_of(clerk, settings):
    settings.TASKS_WORKER = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    address = upload(clerk, ("arkiv.zip", make_zip({"a.txt": minutes("04")})))["Location"]
    assert "db_worker" not in words(page_of(clerk, address))
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(minutes=5))
    page = page_of(clerk, address)
    assert "ingen worker har taget det" in words(page)
    assert page.find("input", {"value": "Fortsæt"}) is None


def test_lines_stand_on_the_archives_page_and_not_in_the_list(clerk, archive):
    assert "a.txt" not in words(page_of(clerk, "/admin/cases/importrun/"))
    assert "a.txt" in words(page_of(clerk, "/admin/cases/importrun/?q=a.txt"))


def test_the_page_asks_as_often_for_many_lines_as_for_few(clerk, archive):
    asked = []
    for number in range(2):
        run = ImportRun.objects.get(archive=None)
        for extra in range(5 * number):
            ImportRun.objects.create(archive=run, path=f"{extra}", filename="x", status="applied")
        with CaptureQueriesContext(connection) as queries:
            page_of(clerk, archive)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_staff_who_may_only_look_cannot_set_work_going(onlooker):
    run = ImportRun.objects.create(filename="a.zip", file_count=1)
    page = page_of(onlooker, f"/admin/cases/importrun/{run.pk}/fremgang/")
    assert page.select("#content form") == []
    for act in ("laes-igen", "fortsaet", "indlaes-alle", "offentliggoer"):
        address = f"/admin/cases/importrun/{run.pk}/{act}/"
        assert onlooker.post(address).status_code == 403
        assert onlooker.get(address).status_code == 405
