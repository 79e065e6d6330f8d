"""`manage.py import_minutes PATH…`: shows what an import would do, and does it with --apply."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from cases.importing.archive import Entry, count_files, file_entries, folder_files
from cases.importing.plan import counts_of
from cases.importing.reading import Reading, read_file
from cases.models import ImportRun
from cases.models.document import ImportStatus
from cases.threads.batch import Batch, forget
from cases.threads.bring_in import bring_in_unseen

_ACTIONS = {"new": "nyt", "changed": "ændret", "removed": "fjernes", "same": "uændret"}
_STATES = {"planned": "plan", "applied": "indlæst", "unchanged": "uændret"}


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to read and the named path it came from; `among_others` for one of a folder or ZIP."""

    root: Path
    entry: Entry
    among_others: bool

    @property
    def shown(self) -> str:
        """The file as it is named in the outcome."""
        folder = self.root if self.root.is_dir() else self.root.parent
        return str(folder / self.entry.path)


class Command(BaseCommand):
    """Imports files, folders and ZIP files, each file in its own transaction.

    A call that was stopped is finished by the same call again.
    """

    help = "Vis hvad en import vil gøre. Skriver kun med --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--apply", action="store_true", help="Skriv ændringerne.")
        parser.add_argument(
            "--publish", action="store_true", help="Offentliggør møderne bagefter (kræver --apply)."
        )
        parser.add_argument("--json", action="store_true", help="Skriv udfaldet som JSON.")

    def handle(self, *, paths: list[Path], **options: Any) -> None:
        """Plan every file, apply those that can be applied, and fail when any was refused."""
        if options["publish"] and not options["apply"]:
            raise CommandError("--publish virker kun sammen med --apply.")
        jobs = _Jobs(paths)
        if not jobs.count:
            raise CommandError(
                "Der er ingen filer at læse. Navngiv filer, ZIP-filer eller mapper med dem i."
            )
        outcomes: list[dict[str, Any]] = []
        statuses: Counter[str] = Counter()
        with _progress(jobs.count) as progress:
            for outcome in _outcomes(jobs, apply=options["apply"], publish=options["publish"]):
                statuses[outcome["status"]] += 1
                progress.update()
                if options["json"]:
                    outcomes.append(outcome)
                else:
                    with progress.external_write_mode(file=self.stdout):
                        self.stdout.write(_as_text(outcome))
        if options["json"]:
            self.stdout.write(json.dumps(outcomes, ensure_ascii=False, indent=2))
        if statuses["refused"]:
            raise CommandError(f"{statuses['refused']} af {statuses.total()} filer blev afvist.")


def _progress(count: int) -> Any:
    """A bar with rate and time left, on a screen and for more than a handful of files."""
    return tqdm(total=count, unit="fil", disable=not sys.stderr.isatty() or count < 5)


class _Jobs:
    """The files at the named paths, in the order of their names. A ZIP is opened as it is reached."""

    def __init__(self, paths: list[Path]) -> None:
        self.files = [(path, file) for path in paths for file in _files(path)]
        self.limits = settings.IMPORT_LIMITS
        self.count = sum(count_files(file, self.limits) for _root, file in self.files)

    def __iter__(self) -> Iterator[_Job]:
        for root, file in self.files:
            name = file.relative_to(root).as_posix() if root.is_dir() else file.name
            for entry in file_entries(file, name, self.limits):
                yield _Job(root, entry, root.is_dir() or entry.path != name)


def _files(path: Path) -> list[Path]:
    return folder_files(path) if path.is_dir() else [path]


def _outcomes(jobs: _Jobs, *, apply: bool, publish: bool) -> Iterator[dict[str, Any]]:
    batches: dict[Path, Batch] = {}
    for job in jobs:
        if apply:
            yield _apply(job, batches, publish=publish)
        else:
            reading = read_file(job.entry.read, job.entry.name, among_others=job.among_others)
            yield _outcome(job, reading.status, reading)
    for batch in batches.values():
        batch.close()


def _apply(job: _Job, batches: dict[Path, Batch], *, publish: bool) -> dict[str, Any]:
    """Bring the file in, unless a call that was stopped has done so already."""
    if not job.among_others:
        run = ImportRun(filename=job.entry.name[-255:])
        reading = bring_in_unseen(run, job.entry.read, publish=publish)
        outcome = _outcome(job, run.status, reading)
        if run.status == ImportStatus.UNCHANGED:
            forget(run)
        return outcome
    if job.root not in batches:
        batches[job.root] = Batch(job.root)
    batch = batches[job.root]
    line, done = batch.bring_in(job.entry.path, _read_once(job.entry.read), publish=publish)
    return _known_outcome(job, line) if done is None else _outcome(job, line.status, done)


def _read_once(read: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same bytes however often they are asked for; a failure is tried anew."""
    held: list[bytes] = []

    def read_held() -> bytes:
        if not held:
            held.append(read())
        return held[0]

    return read_held


def _outcome(job: _Job, status: str, reading: Reading) -> dict[str, Any]:
    outcome: dict[str, Any] = {"file": job.shown, "status": str(status)}
    if reading.plan is None:
        return {**outcome, "status": str(reading.status), "message": reading.message}
    return {**outcome, "counts": reading.plan.counts, "plan": reading.plan.as_dict()}


def _known_outcome(job: _Job, line: ImportRun) -> dict[str, Any]:
    outcome = {"file": job.shown, "status": line.status, "message": line.message}
    if not line.plan:
        return outcome
    return {**outcome, "counts": counts_of(line.plan["items"]), "plan": line.plan}


def _as_text(outcome: dict[str, Any]) -> str:
    if outcome["status"] == "refused":
        return f"✗ {outcome['file']}: {outcome['message']}"
    if outcome["status"] == "not_minutes":
        return f"– {outcome['file']}: ikke et referat. {outcome['message']}"
    plan, state = outcome["plan"], _STATES[outcome["status"]]
    counts = ", ".join(
        f"{count} {_ACTIONS[key]}" for key, count in outcome["counts"].items() if count
    )
    lines = [f"✓ {outcome['file']}: {plan['title']} – {state} ({counts or 'ingen punkter'})"]
    for change in plan["meeting_changes"]:
        lines.append(f"    {_change(change)}")
    for item in plan["items"]:
        if item["action"] == "same":
            continue
        number = f"punkt {item['number']}" if item["number"] is not None else "uden nummer"
        lines.append(f"    {_ACTIONS[item['action']]}: {number} {item['title']}")
        lines += [f"        {_change(change)}" for change in item["changes"]]
    lines += [f"    linje {w['line'] or '-'}: {w['message']}" for w in plan["warnings"]]
    lines += [f"    ikke placeret, linje {u['line']}: {u['text']}" for u in plan["unplaced"]]
    return "\n".join(lines)


def _change(change: dict[str, Any]) -> str:
    note = " (rettet i hånden: den rettede tekst beholdes)" if change["conflict"] else ""
    before, after = (" ".join(change[key].split()) for key in ("before", "after"))
    return f"{change['label']}: »{_short(before)}« → »{_short(after)}«{note}"


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}…"
