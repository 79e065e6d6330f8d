"""`manage.py search_items`: what the search finds, for a person and for another program."""

import datetime as dt
import io
import json
import os
import shlex
import subprocess
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from cases.importing.files import hold_file, take_out_text
from cases.importing.publish import withdraw_item
from cases.models import AgendaItem
from cases.search.index import index_items
from tests.factories import AgendaItemFactory, AttachmentFactory, DecisionFactory, MeetingFactory

ROOT = Path(__file__).resolve().parents[3]
MANAGE = [sys.executable, "manage.py"]


@pytest.fixture
def items(db) -> list[AgendaItem]:
    """One item found by its decision, one by its file; the second has no number."""
    meeting = MeetingFactory(committee__slug="fritid", date=dt.date(2026, 4, 28))
    one = AgendaItemFactory(meeting=meeting, number=33, title="Ny svømmehal")
    DecisionFactory(item=one, text="Udvalget godkendte bassinet på 25 meter.")
    two = AgendaItemFactory(meeting=meeting, number=None, position=34, address="uden-nummer-34")
    file = hold_file(AttachmentFactory(item=two, title="Tegning"), b"Bassinets bund", "t.txt")
    take_out_text(file)
    index_items([one, two])
    return [one, two]


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("search_items", *arguments, stdout=out)
    return out.getvalue()


def answers(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> list[Any]:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(sent)))
    return [json.loads(line) for line in told().splitlines()]


def test_one_query_is_answered_with_what_was_found_and_where(items):
    assert json.loads(told("bassin", "--json")) == {
        "query": "bassin",
        "count": 2,
        "results": [
            {
                "item": "2026-04-28/33",
                "url": "/fritid/2026-04-28/punkt-33/",
                "snippet": "Udvalget godkendte bassinet på 25 meter.",
                "field": "decision",
            },
            {
                "item": "2026-04-28/uden-nummer-34",
                "url": "/fritid/2026-04-28/uden-nummer-34/",
                "snippet": "Bassinets bund",
                "field": "page",
            },
        ],
    }


def test_a_person_reads_a_list(items):
    text = told("svømmehal")
    assert text.splitlines()[0] == "1 punkt"
    assert "2026-04-28/33  Ny svømmehal" in text
    assert "Beslutning: Udvalget godkendte bassinet på 25 meter." in text


def test_every_line_of_standard_input_is_answered_with_a_line(items, monkeypatch):
    long = "bassin " + "x" * 100_000
    sent = ["bassin", "", "  ", 'svømmehal "åben', long, "findesikke", "æøå 🙂 -", "x\x00y"]
    found = answers(monkeypatch, "\r\n".join(sent).encode() + b"\nbassin \xff\xfe\n")
    assert [answer["query"] for answer in found] == [*sent, "bassin \ufffd\ufffd"]
    assert all(answer.keys() == {"query", "count", "results"} for answer in found)
    assert [answer["count"] for answer in found if answer["query"] == "findesikke"] == [0]
    assert found[-1]["results"][0]["item"] == "2026-04-28/33"
    assert answers(monkeypatch, b"") == []


def test_at_most_twenty_are_shown_and_all_are_counted(db):
    meeting = MeetingFactory()
    index_items(AgendaItemFactory(meeting=meeting, title="Cykelsti") for _ in range(25))
    found = json.loads(told("cykelsti", "--json"))
    assert (found["count"], len(found["results"])) == (25, 20)


def test_what_is_hidden_is_not_found(items):
    withdraw_item(items[0])
    assert [row["item"] for row in json.loads(told("bassin", "--json"))["results"]] == [
        "2026-04-28/uden-nummer-34"
    ]


def test_letters_that_cannot_be_written_are_no_error(items):
    assert json.loads(told("bassin \udcff", "--json"))["query"] == "bassin ?"


@pytest.fixture
def environment(tmp_path):
    """That of a portal without items, for the command in a process of its own."""
    found = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    subprocess.run([*MANAGE, "migrate", "-v0"], cwd=ROOT, env=found, check=True)
    return found


def test_who_stops_reading_ends_it_without_an_error(environment):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [*MANAGE, "search_items"], cwd=ROOT, env=environment, input=b"bassin\n" * 50,
            stdout=closed, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_it_answers_in_utf_8_wherever_that_goes(environment):
    latin = environment | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(
        [*MANAGE, "search_items"], cwd=ROOT, env=latin, input="sne ☃\n".encode(),
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())["query"] == "sne ☃"


def test_without_anything_to_read_it_says_nothing(environment):
    command = f"{shlex.join(MANAGE)} search_items <&-"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
