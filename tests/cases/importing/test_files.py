"""Files are held once, read in the background, and cleared away when nothing uses them."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from cases.importing import files
from cases.importing.files import (
    hold_file,
    keep_file,
    let_go,
    parts_of,
    read_again,
    remove_unused_files,
    take_out_text,
)
from cases.importing.publish import restore_attachment, withdraw_attachment
from cases.minutes.limits import Limits
from cases.minutes.result import MinutesError, TooLarge
from cases.models import AgendaItem, FilePage, StoredFile, Upload
from tests.attachment_files import PNG, make_pdf, make_xlsx
from tests.cases.importing.doors import bring_in
from tests.factories import AttachmentFactory
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=2)


def held_with_text(data: bytes, name: str = "kort.pdf") -> StoredFile:
    file = hold_file(AttachmentFactory(), data, name)
    take_out_text(file)
    file.refresh_from_db()
    return file


def test_one_file_serves_many_attachments_and_lies_once():
    first, second = AttachmentFactory(), AttachmentFactory()
    one, other = hold_file(first, b"kort", "kort.txt"), hold_file(second, b"kort", "plan.txt")
    assert one == other
    assert one.file.name == f"files/{one.sha256[:2]}/{one.sha256}"
    assert (first.state, first.filename, second.filename) == ("held", "kort.txt", "plan.txt")
    with one.file.open() as stream:
        assert stream.read() == b"kort"


def test_the_text_is_read_once_everything_is_saved(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = hold_file(AttachmentFactory(), make_pdf(["Side et", "Side to"]), "kort.pdf")
        assert file.text_state == "waiting"
    file.refresh_from_db()
    assert (file.text_state, file.page_count) == ("read", 2)
    assert list(file.pages.values_list("number", "part", "text")) == [
        (1, 1, "Side et"),
        (2, 1, "Side to"),
    ]


def test_a_file_of_pictures_is_scanned_and_an_image_has_no_text():
    scanned = held_with_text(make_pdf(["", ""]))
    assert (scanned.text_state, scanned.page_count) == ("scanned", 2)
    assert hold_file(AttachmentFactory(), PNG, "kort.png").text_state == "none"


def test_a_failure_says_why_and_can_be_tried_again(django_capture_on_commit_callbacks):
    file = held_with_text(b"%PDF-1.7 og ikke mere")
    assert (file.text_state, file.page_count) == ("failed", None)
    assert "gået i stykker" in file.text_error
    file.file.storage.delete(file.file.name)
    file.file.storage.save(file.file.name, ContentFile(make_pdf(["Nu går det"])))
    with django_capture_on_commit_callbacks(execute=True):
        read_again(file)
    file.refresh_from_db()
    assert (file.text_state, file.text_error) == ("read", "")


def test_bytes_that_are_gone_are_a_failure_too():
    file = hold_file(AttachmentFactory(), b"kort", "kort.txt")
    file.file.storage.delete(file.file.name)
    take_out_text(file)
    assert file.text_error == "Filen kan ikke findes, hvor den burde ligge."


def test_reading_twice_doubles_nothing_and_sheets_keep_their_names():
    file = held_with_text(make_xlsx({"Budget": [["a"]], "Løn": [["b"]]}), "tal.xlsx")
    take_out_text(file)
    assert list(file.pages.values_list("number", "name")) == [(1, "Budget"), (2, "Løn")]


def test_a_long_page_is_cut_between_lines_and_nothing_is_lost():
    text = "\n".join(f"Linje {n} med nogle ord" for n in range(4000))
    parts = parts_of(text)
    assert max(map(len, parts)) <= files.PART
    assert "\n".join(parts) == text
    assert "".join(parts_of("x" * 50_000)) == "x" * 50_000
    file = held_with_text(text.encode(), "tal.txt")
    assert file.pages.count() == len(parts)
    assert file.page_count is None


def test_what_is_not_taken_in_leaves_nothing(monkeypatch):
    with pytest.raises(MinutesError):
        hold_file(AttachmentFactory(), b"alert(1)", "kode.js")
    monkeypatch.setattr(files, "DEFAULT_LIMITS", Limits(bytes=10))
    with pytest.raises(TooLarge, match="fylder over"):
        keep_file(b"mere end ti bytes", "lang.txt")
    assert not StoredFile.objects.exists()


def test_a_file_goes_when_its_last_attachment_lets_it_go():
    first, second = AttachmentFactory(), AttachmentFactory()
    file = hold_file(first, b"kort", "kort.txt")
    hold_file(second, b"kort", "kort.txt")
    let_go(first)
    assert (first.state, first.file, first.filename) == ("named", None, "")
    assert StoredFile.objects.filter(pk=file.pk).exists()
    let_go(second)
    assert not StoredFile.objects.exists()
    assert not file.file.storage.exists(file.file.name)


def test_clearing_away_spares_what_is_used_what_waits_and_what_is_new():
    used = hold_file(AttachmentFactory(), b"bruges", "a.txt")
    waiting, new, old = (keep_file(data, "b.txt") for data in (b"venter", b"ny", b"gammel"))
    Upload.objects.create(file=waiting, filename="b.txt")
    take_out_text(old)
    StoredFile.objects.exclude(pk=new.pk).update(received_at=timezone.now() - LATER)
    assert remove_unused_files() == 1
    assert set(StoredFile.objects.all()) == {used, waiting, new}
    assert not FilePage.objects.exists()
    assert keep_file(b"gammel", "b.txt").text_state == "waiting"


def test_a_withdrawn_attachment_keeps_its_file_for_when_it_is_shown_again():
    attachment = AttachmentFactory()
    file = hold_file(attachment, b"kort", "kort.txt")
    withdraw_attachment(attachment)
    hold_file(attachment, b"nyt kort", "kort.txt")
    assert attachment.state == "withdrawn"
    StoredFile.objects.update(received_at=timezone.now() - LATER)
    assert remove_unused_files() == 1
    restore_attachment(attachment)
    assert attachment.state == "held"
    assert attachment.file_id != file.pk


def test_a_placed_file_survives_a_new_import_also_when_the_title_is_spelled_anew():
    bring_in(make_minutes(make_item(1, "Cykelsti", attachments=["Kort", "Oversigt_over_stien"])))
    item = AgendaItem.objects.get()
    for attachment in item.attachments.all():
        hold_file(attachment, attachment.title.encode(), "fil.txt")
    bring_in(
        make_minutes(make_item(1, "Cykelsti", attachments=["Oversigt over stien", "Kort", "Plan"]))
    )
    rows = item.attachments.order_by("position")
    assert [(row.title, row.state, row.filename) for row in rows] == [
        ("Oversigt over stien", "held", "fil.txt"),
        ("Kort", "held", "fil.txt"),
        ("Plan", "named", ""),
    ]
