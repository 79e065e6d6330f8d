"""Minutes brought in by a clerk whose portal has a worker: the pages that say how far it has come."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site, running_site
from tests.browser.test_every_page import LOOKS, WIDTHS, accessibility
from tests.browser.visit import Visit, assert_none
from tests.minutes_text import make_item, make_minutes

UPLOAD = "/admin/cases/importrun/add/"
Enter = Callable[..., Visit]


@pytest.fixture(scope="module")
def staff_site() -> Iterator[Site]:
    """A portal of its own, where work waits until a worker takes it."""
    with running_site(TASKS_WORKER="true") as running:
        yield running


@pytest.fixture
def enter(chromium: Any, staff_site: Site) -> Iterator[Enter]:
    """Logs a clerk in and opens the page that takes files."""
    contexts: list[Any] = []

    def log_in(**options: Any) -> Visit:
        contexts.append(chromium.new_context(reduced_motion="reduce", **options))
        contexts[-1].set_default_timeout(15_000)
        page = contexts[-1].new_page()
        page.goto(f"{staff_site.base}/admin/")
        page.get_by_label("Brugernavn").fill("kontor")
        page.get_by_label("Adgangskode").fill(staff_site.password)
        page.keyboard.press("Enter")
        page.locator("#user-tools").wait_for()
        visit = Visit(page, staff_site, UPLOAD)
        visit.open(1280, 900)
        return visit

    yield log_in
    for context in contexts:
        context.close()


def archive(tmp_path: Path, month: str) -> str:
    """A ZIP with two minutes and a file that is broken; each test has a month of its own."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        for day in ("04", "11"):
            minutes = make_minutes(make_item(1, f"Cykelsti {day}/{month}"), day=day).decode()
            minutes = minutes.replace("-03-2025", f"-{month}-2025").replace("marts", MONTHS[month])
            target.writestr(f"Teknisk Udvalg/{'lang_mappe_' * 8}{day}/referat.txt", minutes)
        target.writestr("2025/ødelagt.pdf", b"%PDF-1.7\n1 0 obj <<")
    path = tmp_path / f"{month}.zip"
    path.write_bytes(held.getvalue())
    return str(path)


MONTHS = {"05": "maj", "06": "juni", "09": "september"}


def upload(visit: Visit, file: str) -> None:
    """Choose the file, send the form, and come to the page of the import."""
    visit.page.get_by_label("Filer").set_input_files(file)
    visit.page.get_by_role("button", name="Læs filerne").click()
    visit.page.wait_for_url("**/fremgang/")


def status(visit: Visit) -> Any:
    """The line that says how far the work has come."""
    return visit.page.locator("#progress [role=status]")


def outcomes(visit: Visit) -> list[str]:
    """What became of each file."""
    return [row.split("\t")[1] for row in visit.page.locator(".lines tbody tr").all_inner_texts()]


def looked_at(visit: Visit, axe: str) -> list[str]:
    """What is wrong with an admin page at every width and in every look."""
    problems = []
    for width in WIDTHS:
        visit.resize(width)
        problems += [f"{width} px: {line}" for line in visit.check("overflow")]
    for look, (width, media) in LOOKS.items():
        problems += [f"{look}: {line}" for line in accessibility(visit, axe, width, media)]
    return problems


def test_an_archive_is_followed_applied_and_its_meeting_seen(
    enter: Enter, staff_site: Site, axe: str, tmp_path: Path
):
    visit = enter()
    problems = [f"upload: {line}" for line in looked_at(visit, axe)]
    upload(visit, archive(tmp_path, "05"))
    assert status(visit).inner_text().startswith("Venter på at blive læst")
    problems += [f"waiting: {line}" for line in looked_at(visit, axe)]

    staff_site.manage("db_worker", "--batch")
    visit.page.locator(".lines").wait_for()
    expect(status(visit)).to_have_text("Klar til at blive indlæst")
    first, second, broken = outcomes(visit)
    assert (first, second) == ("Klar til at blive indlæst", "Klar til at blive indlæst")
    assert "gået i stykker" in broken
    problems += [f"read: {line}" for line in looked_at(visit, axe)]
    assert_none(problems)

    visit.page.get_by_label("og offentliggør dem").check()
    visit.page.get_by_role("button", name=re.compile("^Indlæs alle")).click()
    staff_site.manage("db_worker", "--batch")
    meeting = visit.page.locator(".lines").get_by_role("link", name="11-05-2025")
    meeting.wait_for()
    visit.assert_clean()
    meeting.click()
    assert "Cykelsti 11/05" in visit.page.locator("#content").inner_text()
    assert "Cykelsti 11/05" in staff_site.get("/teknisk-udvalg/2025-05-11/")[1].decode()


def test_an_archive_is_followed_without_javascript(enter: Enter, staff_site: Site, tmp_path: Path):
    visit = enter(java_script_enabled=False)
    upload(visit, archive(tmp_path, "06"))
    assert status(visit).inner_text().startswith("Venter på at blive læst")
    staff_site.manage("db_worker", "--batch")
    visit.page.locator(".lines").wait_for()  # the page loads itself again
    assert outcomes(visit)[:2] == ["Klar til at blive indlæst"] * 2
    visit.page.get_by_role("button", name=re.compile("^Indlæs alle")).click()
    staff_site.manage("db_worker", "--batch")
    visit.page.get_by_role("link", name="Opdatér").click()
    assert outcomes(visit)[:2] == ["Indlæst"] * 2
    assert_none(visit.problems)


def test_the_preview_of_a_file_fits_and_is_accessible(
    enter: Enter, staff_site: Site, axe: str, tmp_path: Path
):
    visit = enter()
    upload(visit, archive(tmp_path, "09"))
    staff_site.manage("db_worker", "--batch")
    visit.page.locator(".lines a").first.click()
    visit.page.wait_for_url("**/preview/")
    assert "Cykelsti 04/09" in visit.page.locator("#content").inner_text()
    assert_none(looked_at(visit, axe))
    visit.assert_clean()
