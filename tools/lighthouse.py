"""`make lighthouse`: Lighthouse on a telephone's terms for the pages most people come to."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.site import (  # noqa: E402  # the checkout has to be on the path
    CHROMIUM_ARGUMENTS,
    find_chromium,
    running_site,
)

PROGRAM = ROOT / "node_modules" / ".bin" / "lighthouse"
TABLE = ROOT / "var" / "browser" / "lighthouse.md"
KINDS = ("home", "decision_list", "item_detail")
FLOORS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_RUNS = 3

Scores = dict[str, float]


def main() -> int:
    """Measure, print a table, and fail when a score is under its floor."""
    chromium = find_chromium()
    if chromium is None or not PROGRAM.exists():
        print("Lighthouse or Chromium is missing: run make browser first.", file=sys.stderr)
        return 1
    with running_site() as site:
        scores = {kind: measured(site.url(kind), chromium) for kind in KINDS}
    table = as_table(scores)
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(table)
    print(table, end="")
    return int(any(under_floor(found) for found in scores.values()))


def measured(url: str, chromium: str) -> Scores:
    """Scores of one page: the median of three runs when the first is under a floor."""
    runs = [one_run(url, chromium)]
    while under_floor(runs[0]) and len(runs) < MOST_RUNS:
        runs.append(one_run(url, chromium))
    return {name: median(run[name] for run in runs) for name in FLOORS}


def under_floor(scores: Scores) -> list[str]:
    """The categories that are not good enough."""
    return [name for name, floor in FLOORS.items() if scores[name] < floor]


def one_run(url: str, chromium: str) -> Scores:
    """One run of Lighthouse; what it found wrong is printed."""
    with tempfile.TemporaryDirectory(prefix="sagsspor-lighthouse-") as folder:
        target = Path(folder) / "report.json"
        command = [
            str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={target}",
            f"--only-categories={','.join(FLOORS)}",
            f"--chrome-flags={' '.join(CHROMIUM_ARGUMENTS)}",
        ]  # fmt: skip
        environment = {**os.environ, "CHROME_PATH": chromium}
        for attempt in range(1, MOST_RUNS + 1):
            # Lighthouse sometimes fails to record and asks to be run again; that is no score.
            finished = subprocess.run(command, cwd=ROOT, env=environment, timeout=180)
            if finished.returncode == 0:
                break
            print(f"{url}: Lighthouse could not measure, attempt {attempt}", file=sys.stderr)
        else:
            raise RuntimeError(f"Lighthouse failed {MOST_RUNS} times on {url}")
        report = json.loads(target.read_text())
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"{url}: {category['id']}: {found_wrong(audit)}", file=sys.stderr)
    return {name: round(report["categories"][name]["score"] * 100) for name in FLOORS}


def found_wrong(audit: dict[str, Any]) -> str:
    """What an audit says, with the first of the things it lists."""
    items = (audit.get("details") or {}).get("items") or [{}]
    words = json.dumps(items[0], ensure_ascii=False)[:300] if items[0] else ""
    return " ".join([audit["title"], audit.get("displayValue", ""), words])


def as_table(scores: dict[str, Scores]) -> str:
    """The scores as a Markdown table, the floors last."""
    rows = [["page", *FLOORS], ["---", *["--:"] * len(FLOORS)]]
    rows += [[kind, *(f"{found[name]:.0f}" for name in FLOORS)] for kind, found in scores.items()]
    rows.append(["floor", *map(str, FLOORS.values())])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
