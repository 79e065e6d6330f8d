"""The commands that bring files in, read what waits, and clear away what nothing uses."""

import datetime as dt
import io
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.importing.files import hold_file, keep_file
from cases.models import StoredFile, Upload
from cases.models.file import attachment_storage
from tests.attachment_files import make_pdf, make_zip
from tests.factories import AttachmentFactory

pytestmark = pytest.mark.django_db


def run(name: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_files_are_shown_first_and_put_in_place_with_apply(tmp_path):
    kort, plan = AttachmentFactory(title="Kort over stien"), AttachmentFactory(title="Plan")
    folder = tmp_path / "bilag"
    (folder / "mappe").mkdir(parents=True)
    (folder / "mappe" / "kort_over_stien.txt").write_text("kort")
    (folder / "flere.zip").write_bytes(make_zip({"Plan.pdf": make_pdf(["x"]), "Ferie.txt": b"f"}))
    said = run("import_attachments", str(folder))
    assert "kort_over_stien.txt: »Kort over stien« til Punkt" in said
    assert "Ferie.txt: venter på plads" in said
    assert not StoredFile.objects.exists()
    run("import_attachments", str(folder), "--apply")
    for attachment in (kort, plan):
        attachment.refresh_from_db()
        assert attachment.state == "held"
    assert [upload.filename for upload in Upload.objects.all()] == ["Ferie.txt"]
    assert "er allerede lagt ind" in run("import_attachments", str(folder), "--apply")
    assert Upload.objects.count() == 1


def test_a_refused_file_is_named_and_fails_the_run_after_the_others(tmp_path):
    folder = tmp_path / "bilag"
    folder.mkdir()
    (folder / "a.js").write_text("alert(1)")
    (folder / "b.txt").write_text("b")
    with pytest.raises(CommandError, match="1 filer blev afvist"):
        run("import_attachments", str(folder))
    with pytest.raises(CommandError, match="1 filer blev afvist"):
        run("import_attachments", str(folder), "--apply")
    assert Upload.objects.get().filename == "b.txt"
    with pytest.raises(CommandError, match="ingen filer"):
        run("import_attachments", str(tmp_path / "findes-ikke"))


def test_what_waits_is_read_and_what_failed_when_asked_to():
    hold_file(AttachmentFactory(), make_pdf(["x"]), "a.pdf")
    broken = hold_file(AttachmentFactory(), b"%PDF-1.7 og ikke mere", "b.pdf")
    assert "2 filer er læst." in run("read_attachments")
    assert "0 filer er læst." in run("read_attachments")
    said = run("read_attachments", "--failed")
    assert f"{broken}: Teksten kunne ikke læses (Filen er gået i stykker" in said


def test_unused_files_are_deleted_after_a_day():
    keep_file(b"x", "x.txt")
    assert "0 filer er slettet." in run("remove_unused_files")
    StoredFile.objects.update(received_at=timezone.now() - dt.timedelta(days=2))
    storage = attachment_storage()
    for name in ("ny", "gammel"):
        storage.save(f"files/ab/{name}", ContentFile(b"uden plads"))
    long_ago = time.time() - 200_000
    os.utime(storage.path("files/ab/gammel"), (long_ago, long_ago))
    assert "2 filer er slettet." in run("remove_unused_files")
    assert storage.exists("files/ab/ny")
