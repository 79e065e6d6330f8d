"""What was measured, as Markdown and JSON: ratios to the floor and to each rival, and the targets."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from bench.machine import commit, machine

PORTAL, FLOOR, ASKED_AGAIN = "portal", "floor", "portal, asked again"
# Classes whose answer needs no ranking.
_PLAIN = ("browse + facets", "one filter", "deep page", "journal prefix")
_DISTRIBUTIONS = ("django", "gunicorn", "datasette", "tantivy", "pystemmer")

type Target = tuple[str, str, bool | None]


def facts(size: str, items: int, rounds: int) -> dict[str, Any]:
    """Where and on what this was measured."""
    versions = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    for name in _DISTRIBUTIONS:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            versions["postgresql"] = cursor.fetchone()[0]
    return {
        "size": size, "items": items, "database": connection.vendor, "rounds": rounds,
        "machine": machine(), "commit": commit(), "versions": versions,
    }  # fmt: skip


def targets(report: dict[str, Any], smaller: dict[str, Any] | None) -> Iterator[Target]:
    """What issue 6 asks of speed: the promise, what was measured, and whether it is kept.

    `smaller` is the report of 100k items on the same database, where there is one.
    """
    size, classes = report["size"], report["classes"]
    allowed = 4.0 if size == "1m" else 2.5
    for name, of in classes.items():
        most = 1.5 if name in _PLAIN else allowed
        ratio = of[PORTAL]["times_floor"]
        yield f"{name}: p95 at most {most} × the floor", f"{ratio:.2f} ×", ratio <= most
    yield from _against_rivals(classes)
    yield from _indexing(report["indexing"])
    if smaller and size == "1m":
        for name, of in classes.items():
            if name not in smaller["classes"]:
                continue
            # Against the floor of each run, which tells how quick the machine was then.
            growth = of[PORTAL]["times_floor"] / smaller["classes"][name][PORTAL]["times_floor"]
            kept = growth <= 2 if report["database"] == "postgresql" else None
            yield f"{name}: grows at most 2 × from 100k", f"{growth:.2f} ×", kept


def _against_rivals(classes: dict[str, Any]) -> Iterator[Target]:
    common = classes.get("common word", {})
    for rival, least in (
        ("Django documented", 20), ("Datasette as it comes", 20), ("Datasette, facets off", 1),
    ):  # fmt: skip
        for own in (PORTAL, ASKED_AGAIN):
            if rival in common and own in common:
                ratio = common[rival]["p50"] / common[own]["p50"]
                told = f"common word, {own}: at least {least} × quicker than {rival}"
                yield told, f"{ratio:.1f} ×", ratio >= least


def _indexing(measured: dict[str, float]) -> Iterator[Target]:
    if not measured:
        return
    speed, memory, one = (measured[name] for name in ("items_a_second", "memory_mb", "one_item_ms"))
    yield "index: at least 1,000 items a second", f"{speed:,.0f}", speed >= 1000
    yield "index: memory under 500 MB", f"{memory:.0f} MB", memory < 500
    yield "index: one item in under 20 ms", f"{one:.1f} ms", one < 20


def markdown(report: dict[str, Any]) -> str:
    """The report for people."""
    versions = ", ".join(f"{name} {version}" for name, version in report["versions"].items())
    lines = [
        f"# Search, {report['items']:,} items, {report['database']}", "",
        f"{report['machine']} · {versions} · commit {report['commit']}", "",
        f"Milliseconds p50/p95 of all answers, warm, one client, {report['rounds']} rounds. The floor: "
        "the same 20 results fetched by key and rendered by the same template. »× floor« is the p95 "
        "of the queries, each by the middle of its rounds, where it is held against the same results "
        "at the floor in the same round; in brackets the p95 of all answers against the p50 of the "
        "floor, beside the same of the floor itself, which is what the machine does besides. In "
        f"brackets after a rival: its p50 against the portal's. »{PORTAL}« works everything out; "
        f"»{ASKED_AGAIN}« is the same page for the next who asks while the answer is kept, as in "
        "production.", "",
        *_table(report["classes"]), "",
    ]  # fmt: skip
    if report["indexing"]:
        told = ", ".join(
            f"{name.replace('_', ' ')} {value}" for name, value in report["indexing"].items()
        )
        lines += [f"Indexing: {told}", ""]
    told = ", ".join(f"{name} {number:g}" for name, number in report["statements"].items())
    lines += [f"SQL statements a page (the middle): {told}", ""]
    if report["size"] not in ("100k", "1m"):
        lines += ["The targets are meant for 100,000 and 1,000,000 items.", ""]
    lines += ["| target | measured | kept |", "|---|---|---|"]
    words = {True: "yes", False: "**no**", None: "–"}
    lines += [f"| {told} | {found} | {words[kept]} |" for told, found, kept in report["targets"]]
    return "\n".join(lines) + "\n"


def _table(classes: dict[str, Any]) -> Iterator[str]:
    names = list(dict.fromkeys(name for of in classes.values() for name in of))
    rivals = [name for name in names if name not in (PORTAL, FLOOR)]
    yield f"| class | {PORTAL} | {FLOOR} | × floor | {' | '.join(rivals)} |"
    yield "|---" * (len(rivals) + 4) + "|"
    for name, of in classes.items():
        floor = of[FLOOR]["p50"]
        ratio = (
            f"{of[PORTAL]['times_floor']:.2f}"
            f" ({of[PORTAL]['p95'] / floor:.2f}; {of[FLOOR]['p95'] / floor:.2f})"
        )
        cells = [_cell(of[PORTAL]), _cell(of[FLOOR]), ratio]
        for rival in rivals:
            if rival not in of:
                cells.append("–")
                continue
            against = of[rival]["p50"] / of[PORTAL]["p50"]
            cells.append(f"{_cell(of[rival])} ({against:.2g} ×)")
        yield f"| {name} | {' | '.join(cells)} |"


def _cell(measured: dict[str, float]) -> str:
    digits = 0 if measured["p50"] >= 100 else 2 if measured["p50"] < 1 else 1
    return f"{measured['p50']:.{digits}f}/{measured['p95']:.{digits}f}"


def write(report: dict[str, Any], folder: Path) -> Path:
    """Write both forms; the path of the Markdown."""
    path = folder / f"{report['size']}-{report['database']}"
    path.with_suffix(".json").write_text(json.dumps(report, indent=1, ensure_ascii=False))
    path.with_suffix(".md").write_text(markdown(report))
    return path.with_suffix(".md")


def read(size: str, database: str, folder: Path) -> dict[str, Any] | None:
    """An earlier report, or None."""
    path = folder / f"{size}-{database}.json"
    return json.loads(path.read_text()) if path.exists() else None
