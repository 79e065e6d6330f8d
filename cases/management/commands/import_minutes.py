"""`manage.py import_minutes PATH…`: shows what an import would do, and does it with --apply."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from cases.importing.plan import ImportPlan, plan_import
from cases.importing.publish import publish_meeting
from cases.minutes.result import MinutesError
from cases.models import Meeting
from cases.threads.bring_in import apply_run, keep_run, refuse_run

SUFFIXES = {".md", ".txt", ".markdown", ".text"}
_ACTIONS = {"new": "nyt", "changed": "ændret", "removed": "fjernes", "same": "uændret"}


class Command(BaseCommand):
    """Imports files and folders, each file in its own transaction."""

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
        files = list(_files(paths))
        if not files:
            raise CommandError(
                "Der er ingen filer at læse. Navngiv filer, eller mapper med .md- og .txt-filer."
            )
        outcomes = []
        progress = tqdm(files, unit="fil", disable=not sys.stderr.isatty() or len(files) < 5)
        for file in progress:
            outcome = self._bring_in(file, apply=options["apply"], publish=options["publish"])
            outcomes.append(outcome)
            if not options["json"]:
                self.stdout.write(_as_text(outcome))
        if options["json"]:
            self.stdout.write(json.dumps(outcomes, ensure_ascii=False, indent=2))
        refused = sum(outcome["status"] == "refused" for outcome in outcomes)
        if refused:
            raise CommandError(f"{refused} af {len(outcomes)} filer blev afvist.")

    def _bring_in(self, file: Path, *, apply: bool, publish: bool) -> dict[str, Any]:
        try:
            data = file.read_bytes()
            plan = plan_import(data, file.name)
            if not apply:
                return _outcome(file, "planned", plan)
            if plan.is_empty:
                if publish and plan.meeting_id is not None:
                    publish_meeting(Meeting.objects.get(pk=plan.meeting_id))
                return _outcome(file, "unchanged", plan)
            run = keep_run(data, plan)
            apply_run(run, fingerprint=plan.fingerprint, publish=publish)
            return _outcome(file, "applied", plan)
        except MinutesError as error:
            message = str(error)
        except OSError as error:
            message = f"Filen kan ikke åbnes ({error.strerror})."
        if apply:
            refuse_run(file.name, message)
        return {"file": str(file), "status": "refused", "message": message}


def _files(paths: list[Path]) -> Iterator[Path]:
    """Named files as they are; of a folder its documents, in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in SUFFIXES and file.name.lower() != "readme.md"
            )
        else:
            yield path


def _outcome(file: Path, status: str, plan: ImportPlan) -> dict[str, Any]:
    return {"file": str(file), "status": status, "counts": plan.counts, "plan": plan.as_dict()}


def _as_text(outcome: dict[str, Any]) -> str:
    if outcome["status"] == "refused":
        return f"✗ {outcome['file']}: {outcome['message']}"
    plan = outcome["plan"]
    state = {"planned": "plan", "applied": "indlæst", "unchanged": "uændret"}[outcome["status"]]
    counts = ", ".join(
        f"{count} {_ACTIONS[key]}" for key, count in outcome["counts"].items() if count
    )
    lines = [f"✓ {plan['document_name']}: {plan['title']} – {state} ({counts or 'ingen punkter'})"]
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
