"""Every kind of page, in a browser: whole, readable at any size, usable without a mouse."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.site import Site
from tests.browser.visit import Visit, assert_none
from tests.pages import KINDS, STATUS

every_kind = pytest.mark.parametrize("kind", KINDS)
every_page_of_minutes = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in STATUS]
)
Open = Callable[..., Any]

WIDTHS = (320, 768, 1280)
# What axe measures on screen: at this width, with these wishes of the reader.
LOOKS: dict[str, tuple[int, dict[str, str]]] = {
    "narrow": (320, {"color_scheme": "light"}),
    "wide": (1280, {"color_scheme": "light"}),
    "dark": (1280, {"color_scheme": "dark"}),
    "forced colours": (1280, {"color_scheme": "light", "forced_colors": "active"}),
}
# Every rule of axe-core has to pass, except contrast of level AAA: the portal promises AA.
LEFT_OUT = ["color-contrast-enhanced"]
# In forced colours axe reads the colours of the stylesheet, which the browser does not use.
LEFT_OUT_IN_FORCED_COLOURS = [*LEFT_OUT, "color-contrast", "link-in-text-block"]
MOST_TABS = 600


def test_the_samples_show_every_kind_of_page(site: Site):
    assert [kind for kind in KINDS if kind not in site.addresses] == []


def test_the_browser_may_read_the_manifest(open_page: Open):
    visit = open_page("home")
    session = visit.page.context.new_cdp_session(visit.page)
    found = session.send("Page.getAppManifest")
    assert found["url"] == f"{visit.site.base}/site.webmanifest"
    assert found["errors"] == []


@every_kind
def test_it_is_whole_and_fits_at_every_width(kind: str, open_page: Open):
    visit = open_page(kind, width=WIDTHS[0])
    assert visit.status == STATUS.get(kind, 200)
    problems = [f"outline: {line}" for line in visit.check("outline")]
    for width in WIDTHS:
        visit.resize(width)
        problems += [f"{width} px: {line}" for line in visit.check("overflow")]
    if visit.check("openFolds"):
        for width in WIDTHS:
            visit.resize(width)
            problems += [f"{width} px, unfolded: {line}" for line in visit.check("overflow")]
    assert_none(problems)
    visit.assert_clean()


@every_kind
def test_it_fits_at_400_percent(kind: str, open_page: Open):
    visit = open_page(kind, width=320, height=256, device_scale_factor=4)
    assert_none(visit.check("overflow"))


@every_kind
def test_axe_finds_nothing(kind: str, open_page: Open, axe: str):
    visit = open_page(kind)
    problems = []
    for folds in ("as it is", "unfolded"):
        if folds == "unfolded" and not visit.check("openFolds"):
            continue
        for look, (width, media) in LOOKS.items():
            problems += [
                f"{look}, {folds}: {line}" for line in accessibility(visit, axe, width, media)
            ]
    assert_none(problems)


def accessibility(visit: Any, axe: str, width: int, media: dict[str, str]) -> list[str]:
    """What axe finds on an open page in one look."""
    visit.resize(width)
    visit.page.emulate_media(**{"forced_colors": "none", **media})
    if not visit.page.evaluate("'axe' in window"):
        visit.page.evaluate(axe)
    left_out = LEFT_OUT_IN_FORCED_COLOURS if "forced_colors" in media else LEFT_OUT
    return visit.check("accessibility", left_out)


@every_kind
def test_it_can_be_read_without_javascript(kind: str, open_page: Open):
    visit = open_page(kind, java_script_enabled=False)
    assert visit.page.locator("h1").is_visible()
    assert len(visit.page.locator("main").inner_text()) > 40
    assert_none(visit.problems)


@every_kind
def test_it_can_be_printed(kind: str, open_page: Open):
    visit = open_page(kind)
    visit.page.emulate_media(media="print")
    assert visit.page.locator("h1").is_visible()
    assert len(visit.page.locator("main").inner_text()) > 40
    if kind.startswith("item_detail"):
        assert_none(visit.check("foldedText"))
    pdf = visit.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") > 0


@every_kind
def test_a_keyboard_reaches_everything_and_shows_where_it_is(kind: str, open_page: Open):
    assert_none(tabbing(open_page(kind)))


@pytest.mark.parametrize("kind", ["decision_list", "decision_list table", "numbers"])
def test_nothing_covers_the_focus_at_400_percent(kind: str, open_page: Open):
    assert_none(tabbing(open_page(kind, width=320, height=256)))


def tabbing(visit: Visit) -> list[str]:
    """What is wrong on the way through a page with Tab."""
    visit.check("startTabbing")
    problems = []
    for _tab in range(MOST_TABS):
        visit.page.keyboard.press("Tab")
        found = visit.check("focused")
        if found is None:
            break
        problems += found
    else:
        problems.append(f"Tab does not come round after {MOST_TABS} times")
    return problems + visit.check("unreached")


@every_page_of_minutes
def test_it_holds_with_real_minutes(kind: str, open_page: Open, axe: str):
    visit = open_page(kind, width=320, real=True)
    assert visit.status == 200
    problems = [*visit.check("outline"), *visit.check("overflow")]
    folds = visit.check("openFolds")
    problems += visit.check("overflow") if folds else []
    visit.assert_clean()
    for look in ("narrow", "dark"):
        width, media = LOOKS[look]
        problems += [f"{look}: {line}" for line in accessibility(visit, axe, width, media)]
    assert_none(problems)


def test_long_real_minutes_are_printed_unfolded(open_page: Open):
    visit = open_page("item_detail long", real=True)
    visit.page.emulate_media(media="print")
    assert visit.page.locator("main details").count() > 0
    assert_none(visit.check("foldedText"))


def test_the_html_is_valid(site: Site, node_module: Callable[[str], Path], tmp_path: Path):
    jar = node_module("vnu-jar/build/dist/vnu.jar")
    kinds = {}
    for kind, address in site.addresses.items():
        file = tmp_path / f"{kind.replace(' ', '-')}.html"
        file.write_bytes(site.get(address)[1])
        kinds[file.name] = kind
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", str(tmp_path)]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=120)
    messages = json.loads(finished.stderr)["messages"]
    problems = [
        f"{kinds.get(Path(found.get('url', '')).name)}: {found['message']}"
        f" Line {found.get('lastLine')}: {' '.join(found.get('extract', '').split())[:80]}"
        for found in messages
    ]
    assert_none(problems)
