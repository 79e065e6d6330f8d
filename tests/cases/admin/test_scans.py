"""Scanned minutes in the admin: each page is read by machine once, and no page waits for it."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from cases.importing.files import remove_unused_files
from cases.importing.plan import plan_import
from cases.minutes.limits import Limits
from cases.minutes.result import UnreadPictures
from cases.models import ImportRun, Meeting, PictureText
from cases.threads.archives import is_stalled, read_waiting, receive, wait_again
from tests.cases.importing.zips import make_zip
from tests.cases.minutes.readers.scans_made import scanned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_tesseract")]


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process does not know what it read last: another one may show it."""
    monkeypatch.setattr("cases.importing.plan._LAST.key", None)


def received(name: str, data: bytes) -> ImportRun:
    (run,) = receive([ContentFile(data, name)])
    return run


def read(run: ImportRun) -> ImportRun:
    read_waiting.enqueue(run.pk)
    run.refresh_from_db()
    return run


def test_a_scan_is_read_once_and_shown_and_applied_without_the_program(
    clerk, monkeypatch, tmp_path
):
    run = read(received("scan.pdf", scanned()))
    assert (run.status, run.message) == ("planned", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("cases.importing.plan._LAST.key", None)
    page = clerk.get(run.get_absolute_url())
    assert "er læst af en maskine" in page.content.decode()
    assert page.context["plan"].fingerprint == run.fingerprint
    monkeypatch.setattr("cases.importing.plan._LAST.key", None)
    clerk.post(run.get_absolute_url(), {"fingerprint": run.fingerprint})
    assert Meeting.objects.get().items.get().title == "Nyt bolværk"


def test_a_page_of_the_admin_says_that_pictures_are_unread_and_reads_none(clerk):
    run = read(received("scan.pdf", scanned()))
    PictureText.objects.all().delete()
    with pytest.raises(UnreadPictures):
        plan_import(run.document.read(), "scan.pdf")
    page = clerk.get(run.get_absolute_url(), follow=True)
    assert "er billeder af tekst og er ikke læst. Vælg »Læs igen«" in page.content.decode()
    assert not PictureText.objects.exists()
    wait_again(run)
    assert read(run).status == "planned"


def test_pictures_that_take_too_long_are_given_up(settings):
    settings.IMPORT_LIMITS = Limits(ocr_seconds=0)
    run = read(received("scan.pdf", scanned()))
    assert (run.status, run.document) == ("refused", None)
    assert "læse filens billeder" in run.message


def test_a_page_that_failed_is_tried_again_when_asked_for():
    run = read(received("scan.zip", make_zip({"scan.pdf": scanned(typed=True)})))
    PictureText.objects.update(words=None)
    wait_again(run)
    assert not PictureText.objects.exists()
    read(run)
    assert PictureText.objects.get().words


def test_an_import_is_going_on_while_pictures_of_its_lines_are_read():
    run = received("scan.zip", make_zip({"scan.pdf": scanned()}))
    line = read(run).lines.get()
    ImportRun.objects.update(status="reading", touched_at=timezone.now() - dt.timedelta(hours=1))
    run.refresh_from_db()
    assert is_stalled(run)
    line.touch()
    run.refresh_from_db()
    assert not is_stalled(run)


def test_what_was_read_in_a_file_that_is_not_kept_is_forgotten():
    run = read(received("scan.zip", make_zip({"scan.pdf": scanned()})))
    PictureText.objects.create(sha256="a" * 64, page=1, words=[])
    remove_unused_files(days=0)
    assert [text.sha256 for text in PictureText.objects.all()] == [run.lines.get().sha256]
    run.lines.get().delete()
    remove_unused_files(days=0)
    assert PictureText.objects.exists(), "the document is kept, and so is what was read in it"
