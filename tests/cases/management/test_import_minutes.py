"""`manage.py import_minutes` shows a plan, and writes only when asked to."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.models import AgendaItem, ImportRun, Meeting, SourceDocument
from tests.cases.importing.zips import make_zip
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db


def run(*args: object) -> str:
    out = StringIO()
    call_command("import_minutes", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "referater"
    path.mkdir()
    (path / "b.txt").write_bytes(make_minutes(make_item(2, "Vejtræer"), day="11"))
    (path / "a.md").write_bytes(make_minutes(make_item(1, "Cykelsti")))
    (path / "README.md").write_text("Ikke et referat.")
    return path


def test_without_apply_the_plan_is_shown_and_nothing_written(folder):
    text = run(folder)
    assert text.index("4. marts 2025 – plan (1 nyt)") < text.index("11. marts 2025 – plan (1 nyt)")
    assert Meeting.objects.count() == ImportRun.objects.count() == 0


def test_apply_writes_and_publish_makes_public(folder):
    run(folder, "--apply")
    assert (Meeting.objects.count(), Meeting.objects.published().count()) == (2, 0)
    run(folder, "--apply", "--publish")
    assert Meeting.objects.published().count() == 2


def test_a_second_run_changes_nothing(folder):
    run(folder, "--apply")
    before = list(AgendaItem.objects.values_list("pk", "updated_at"))
    assert "uændret" in run(folder, "--apply")
    assert list(AgendaItem.objects.values_list("pk", "updated_at")) == before
    assert ImportRun.objects.filter(archive=None).count() == 1
    assert ImportRun.objects.exclude(archive=None).count() == SourceDocument.objects.count() == 2


def test_a_picture_in_the_folder_waits_as_an_attachment_and_is_told_of_once(folder):
    (folder / "kort.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert "ikke et referat" in run(folder, "--apply")
    assert [line.status for line in ImportRun.objects.exclude(archive=None).order_by("path")] == [
        "applied",
        "applied",
        "not_minutes",
    ]
    run(folder, "--apply")
    assert ImportRun.objects.filter(archive=None).count() == 1


def test_a_zip_is_opened_and_what_is_new_in_it_comes_in(folder, tmp_path):
    run(folder, "--apply")
    archive = tmp_path / "alt.zip"
    files = {file.name: file.read_bytes() for file in sorted(folder.glob("?.*"))}
    files["c.txt"] = make_minutes(make_item(3, "Bro"), day="18")
    archive.write_bytes(make_zip(files))
    assert "18. marts 2025 – indlæst (1 nyt)" in run(archive, "--apply")
    batch = ImportRun.objects.get(archive=None, filename="alt.zip")
    assert [line.status for line in batch.lines.order_by("pk")] == [
        "unchanged",
        "unchanged",
        "applied",
    ]


def test_a_refused_file_fails_the_command_and_the_others_go_in(folder):
    (folder / "aa.txt").write_bytes(b"PK\x03\x04 half a Word file")
    with pytest.raises(CommandError, match="1 af 3 filer blev afvist"):
        run(folder, "--apply")
    assert Meeting.objects.count() == 2
    assert ImportRun.objects.get(archive=None).status == "applied"
    refused = ImportRun.objects.get(status="refused")
    assert (refused.filename, refused.document) == ("aa.txt", None)


def test_a_change_is_shown_before_and_after(folder):
    run(folder, "--apply")
    (folder / "a.md").write_bytes(make_minutes(make_item(1, "Cykelsti", decision="Godkendt.")))
    assert "Beslutning: »Taget til efterretning.« → »Godkendt.«" in run(folder)


def test_json_tells_the_outcome_of_each_file(folder):
    outcomes = json.loads(run(folder, "--apply", "--json"))
    assert [(o["status"], o["counts"]["new"]) for o in outcomes] == [("applied", 1), ("applied", 1)]


def test_publish_alone_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(CommandError, match="--apply"):
        run(tmp_path, "--publish")
    with pytest.raises(CommandError, match="ingen filer"):
        run(tmp_path)
