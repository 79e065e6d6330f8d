"""`manage.py read_minutes` prints what was read and needs no database."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.minutes_text import make_item, make_minutes


def run(*args: object) -> str:
    out = StringIO()
    call_command("read_minutes", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "referat.txt"
    path.write_bytes(
        make_minutes(make_item(7, "Cykelsti", decision="Godkendt."), make_item(9, "Træer"))
    )
    return path


def test_json_is_printed_whole(file):
    read = json.loads(run(file, "--json"))
    assert read["meeting"]["date"] == "2025-03-04"
    assert [(i["number"], i["decision"]["kind"]) for i in read["items"]] == [
        (7, "approved"),
        (9, "noted"),
    ]


def test_text_names_items_decisions_and_warnings(file):
    text = run(file)
    assert text.startswith("Teknisk Udvalg · 4. marts 2025 · minutes")
    assert "Punkt 7: Cykelsti" in text
    assert "Godkendt: Godkendt." in text
    assert "Punkt 8 er ikke med i kilden." in text


def test_a_missing_or_unreadable_file_ends_in_one_danish_sentence(tmp_path):
    with pytest.raises(CommandError, match="kan ikke åbnes"):
        run(tmp_path / "findes-ikke.txt")
    empty = tmp_path / "tom.txt"
    empty.touch()
    with pytest.raises(CommandError, match=r"tom\.txt: Filen er tom"):
        run(empty)
