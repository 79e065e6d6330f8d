"""Archives, line by line: read, applied, gone on with after a stop, and never doubled."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from cases.importing.plan import plan_import
from cases.importing.reading import UNEXPECTED
from cases.models import AgendaItem, ImportRun, Meeting, SourceDocument, Topic, Upload
from cases.threads.archives import apply_waiting, is_stalled, read_waiting, receive, wait_again
from tests.cases.importing.doors import bring_in
from tests.cases.importing.zips import make_zip
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db


def minutes(day: str, title: str = "Cykelsti", **more) -> bytes:
    return make_minutes(make_item(1, title, **more), day=day)


def received(*files: tuple[str, bytes]) -> ImportRun:
    """The one run that uploading these files makes, not yet read."""
    (run,) = receive([ContentFile(data, name) for name, data in files])
    return run


def read(*files: tuple[str, bytes]) -> ImportRun:
    run = received(*files)
    read_waiting.enqueue(run.pk)
    run.refresh_from_db()
    return run


def apply_all(run: ImportRun, *, publish: bool = False, warned: bool = True) -> None:
    run.status = "waiting"
    run.save()
    apply_waiting.enqueue(run.pk, publish=publish, warned=warned, user_pk=None)
    run.refresh_from_db()


def lines(run: ImportRun) -> list[tuple[str, str]]:
    return list(run.lines.order_by("pk").values_list("path", "status"))


YEARS = make_zip(
    {
        "2025/04/referat.txt": minutes("04"),
        "2025/04/Kort.pdf": b"%PDF-1.4 half a map",
        "2025/11/referat.txt": minutes("11"),
        "2025/11/billede.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "2025/tom.txt": b"",
    }
)


def test_every_file_of_an_archive_gets_a_line_and_nothing_is_brought_in_unasked():
    run = read(("arkiv.zip", YEARS))
    assert (run.status, run.file_count) == ("planned", 5)
    assert lines(run) == [
        ("2025/04/referat.txt", "planned"),
        ("2025/04/Kort.pdf", "refused"),
        ("2025/11/referat.txt", "planned"),
        ("2025/11/billede.png", "not_minutes"),
        ("2025/tom.txt", "refused"),
    ]
    assert Meeting.objects.count() == 0
    assert SourceDocument.objects.count() == 3


def test_all_lines_are_applied_though_the_first_makes_the_committee_that_the_second_wanted():
    run = read(("arkiv.zip", YEARS))
    apply_all(run, publish=True)
    assert run.status == "applied"
    assert Meeting.objects.published().count() == 2
    assert Upload.objects.get().meeting == Meeting.objects.get(date=dt.date(2025, 3, 11))


def test_conflicts_and_warnings_are_left_for_the_clerk():
    bring_in(minutes("04"))
    AgendaItem.objects.update(title="Rettet i hånden")
    gaps = make_minutes(make_item(1, "A"), make_item(3, "B"), day="11")
    run = read(("a.txt", minutes("04", "Gangsti")), ("b.txt", gaps), ("c.txt", minutes("18")))
    apply_all(run, warned=False)
    assert [status for _, status in lines(run)] == ["planned", "planned", "applied"]
    apply_all(run)
    assert [status for _, status in lines(run)] == ["planned", "applied", "applied"]
    assert AgendaItem.objects.filter(title="Rettet i hånden").exists()


def test_the_same_archive_again_changes_nothing():
    apply_all(read(("arkiv.zip", YEARS)))
    before = list(AgendaItem.objects.values_list("pk", "updated_at"))
    run = read(("arkiv.zip", YEARS))
    assert [status for _, status in lines(run)][::2] == ["unchanged", "unchanged", "refused"]
    assert list(AgendaItem.objects.values_list("pk", "updated_at")) == before


def test_reading_that_was_stopped_goes_on_where_it_stopped():
    run = read(("arkiv.zip", YEARS))
    kept = run.lines.get(path="2025/04/referat.txt")
    run.lines.exclude(pk=kept.pk).delete()
    run.status = "reading"
    run.save()
    assert not is_stalled(run)
    read_waiting.enqueue(run.pk)
    assert run.lines.count() == 1  # another process may be at it
    ImportRun.objects.filter(pk=run.pk).update(touched_at=timezone.now() - dt.timedelta(hours=1))
    run.refresh_from_db()
    assert is_stalled(run)
    read_waiting.enqueue(run.pk)
    run.refresh_from_db()
    assert (run.status, run.lines.count()) == ("planned", 5)
    assert run.lines.get(path=kept.path).pk == kept.pk


def test_what_nobody_foresaw_in_one_file_does_not_stop_the_others(monkeypatch, caplog):
    def plan(data: bytes, name: str):
        return 1 / 0 if name == "b.txt" else plan_import(data, name)

    monkeypatch.setattr("cases.importing.reading.plan_import", plan)
    run = received(("a.txt", minutes("04")), ("b.txt", minutes("11")), ("c.txt", minutes("18")))
    gone = run.lines.get(path="c.txt").document
    default_storage.delete(gone.file.name)
    read_waiting.enqueue(run.pk)
    assert [status for _, status in lines(run)] == ["planned", "refused", "refused"]
    assert run.lines.get(path="b.txt").message == UNEXPECTED
    assert "kan ikke åbnes" in run.lines.get(path="c.txt").message
    assert "ZeroDivisionError" in caplog.text


def test_an_applied_run_is_planned_and_applied_again_when_it_is_read_again():
    run = read(("a.txt", minutes("04")), ("b.txt", minutes("11")))
    apply_all(run)
    wait_again(run)
    read_waiting.enqueue(run.pk)
    assert [status for _, status in lines(run)] == ["applied", "applied"]
    AgendaItem.objects.filter(meeting__date=dt.date(2025, 3, 4)).first().delete()
    wait_again(run)
    read_waiting.enqueue(run.pk)
    assert [status for _, status in lines(run)] == ["planned", "applied"]
    apply_all(run)
    assert AgendaItem.objects.count() == 2


def test_refused_lines_of_an_archive_can_be_read_again_since_the_archive_is_kept():
    run = read(("arkiv.zip", YEARS))
    wait_again(run)
    read_waiting.enqueue(run.pk)
    assert [status for _, status in lines(run)].count("refused") == 2


def test_archives_and_files_above_the_limits_are_refused_at_once(settings):
    settings.IMPORT_LIMITS = replace(settings.IMPORT_LIMITS, bytes=500, expanded_bytes=100, files=4)
    big, archive, empty = receive(
        ContentFile(data, name)
        for name, data in [
            ("stor.txt", b"x" * 1000),
            ("arkiv.zip", YEARS),
            ("tom.zip", make_zip({})),
        ]
    )
    assert {run.status for run in (big, archive, empty)} == {"refused"}
    messages = sorted(run.message for run in (big, archive, empty))
    assert "Arkivet er på 0,0 MB" in messages[0]
    assert SourceDocument.objects.count() == 0


def test_topics_are_matched_for_every_line():
    Topic.objects.create(name="Stier", slug="stier", aliases="cykelsti*")
    run = read(("a.txt", minutes("04")), ("b.txt", minutes("11")))
    apply_all(run)
    assert Topic.objects.get().links.count() == 2
