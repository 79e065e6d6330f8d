"""An import that is killed in the middle is finished by the same call, and nothing is doubled.

The command runs as it does for a person: in a process of its own, on a database of its own. The
everyday test has sixty files; `FILES=500` makes it the size of ten years.
"""

import datetime as dt
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.minutes_text import make_item, make_minutes

ROOT = Path(__file__).resolve().parents[3]
COUNT = int(os.environ.get("FILES", "60"))
COMMITTEES = ("Teknisk Udvalg", "Kulturudvalget", "Socialudvalget")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Minutes of three committees, week after week."""
    path = tmp_path / "referater"
    path.mkdir()
    for number in range(COUNT):
        date = dt.date(2014, 1, 7) + dt.timedelta(weeks=number // 3)
        committee = COMMITTEES[number % 3]
        items = (make_item(place, f"Sag {number}-{place}") for place in (1, 2))
        text = make_minutes(*items).decode().replace("Teknisk Udvalg", committee)
        text = text.replace("04-03-2025", f"{date:%d-%m-%Y}").replace(
            "4. marts 2025", f"{date:%d-%m-%Y}"
        )
        (path / f"{date}-{committee}.txt").write_text(text)
    return path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "LOG_LEVEL": "ERROR",
    }


def manage(environment: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def ask(database: Path, question: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database, timeout=20)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def meetings(database: Path) -> int:
    return int(str(ask(database, "SELECT COUNT(*) FROM cases_meeting")[0][0]))


def test_a_killed_import_is_finished_by_the_second_call(folder, environment, tmp_path):
    database = tmp_path / "db.sqlite3"
    assert manage(environment, "migrate", "-v0").wait() == 0
    first = manage(environment, "import_minutes", str(folder), "--apply")
    deadline = time.monotonic() + 60
    while meetings(database) < COUNT // 4:
        assert first.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    first.kill()
    first.wait()
    done = meetings(database)
    assert COUNT // 4 <= done < COUNT
    before = ask(database, "SELECT id, updated_at FROM cases_agendaitem ORDER BY id")
    assert len(before) == 2 * done  # no meeting has half of its items
    assert manage(environment, "import_minutes", str(folder), "--apply").wait() == 0
    assert meetings(database) == COUNT
    after = ask(database, "SELECT id, updated_at FROM cases_agendaitem ORDER BY id")
    assert after[: len(before)] == before
    assert len(after) == 2 * COUNT
    for table, count in (
        ("sourcedocument", COUNT),
        ("decision", 2 * COUNT),
        ("importrun", COUNT + 1),
    ):
        assert ask(database, f"SELECT COUNT(*) FROM cases_{table}") == [(count,)]  # noqa: S608
    assert ask(database, "SELECT DISTINCT status FROM cases_importrun") == [("applied",)]
