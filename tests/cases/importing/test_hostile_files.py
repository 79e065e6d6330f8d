"""Every hostile or broken file ends in one Danish sentence, in bounded time, and changes nothing."""

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.files import File
from django.core.management import CommandError, call_command

from cases.minutes.limits import DEFAULT_LIMITS
from cases.models import AgendaItem, Committee, ImportRun, Meeting, SourceDocument
from cases.threads.archives import read_waiting, receive
from tests.hostile import FILES, MB, make_hostile_files

pytestmark = pytest.mark.django_db
# Less time than the portal gives a file, so that these tests do not take all day.
QUICK = replace(DEFAULT_LIMITS, seconds=2)
REFUSED = [name for name in FILES if not name.startswith("stands-")]
MARKS_OF_A_CRASH = re.compile(r"Traceback|Error\b|Exception|0x|None|fejl i portalen")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    make_hostile_files(folder)
    return folder


@pytest.fixture(autouse=True)
def _quick(settings) -> None:
    settings.IMPORT_LIMITS = QUICK


def is_sentence(message: str) -> bool:
    """Whether it reads as something said to a clerk."""
    return (
        len(message) > 20
        and message[0].isupper()
        and message.rstrip()[-1] in ".?!"
        and not MARKS_OF_A_CRASH.search(message)
    )


def test_there_are_enough_of_them():
    assert len(REFUSED) >= 25


@pytest.mark.parametrize("name", FILES)
def test_the_admin_gives_a_clear_outcome(hostile, name, settings):
    if name in REFUSED:  # what would go on for ever is given up sooner
        settings.IMPORT_LIMITS = replace(QUICK, seconds=1)
    with (hostile / name).open("rb") as stream:
        runs = receive([File(stream, name)])
    for run in runs:
        read_waiting.enqueue(run.pk)
        run.refresh_from_db()
        outcomes = [run, *run.lines.all()]
        read = [one for one in outcomes if one.status == "planned"]
        assert bool(read) == (name not in REFUSED)
        assert all(is_sentence(one.message) for one in outcomes if one not in read), [
            one.message for one in outcomes
        ]
    if name in REFUSED:
        assert not Meeting.objects.exists()
        assert not SourceDocument.objects.exclude(runs__file_count__isnull=False).exists()


def test_the_command_goes_through_them_and_brings_in_what_stands(hostile, tmp_path):
    for file in hostile.iterdir():
        if file.stat().st_size < MB:  # the others have been through the same above
            (tmp_path / file.name).symlink_to(file)
    out = StringIO()
    with pytest.raises(CommandError, match="filer blev afvist"):
        call_command("import_minutes", tmp_path, "--apply", stdout=out)
    assert "Traceback" not in out.getvalue()
    assert Meeting.objects.count() == Committee.objects.count() == 1
    assert AgendaItem.objects.get().title == "Cykelsti"
    batch = ImportRun.objects.get(archive=None)
    assert batch.status == "applied"
    assert not batch.lines.filter(status__in=("waiting", "reading")).exists()
    assert not Path("/tmp/sagsspor-escaped.txt").exists()
