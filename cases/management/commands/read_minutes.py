"""`manage.py read_minutes FILE [--json]`: what was read from a file, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases.minutes.as_json import as_json
from cases.minutes.danish import format_date
from cases.minutes.parser import read_minutes
from cases.minutes.result import Access, MinutesError, ParsedMinutes


class Command(BaseCommand):
    """Prints a parsed document as text or as the JSON of docs/minutes-format.md."""

    help = "Læs et referat eller en dagsorden, og vis hvad der blev læst. Bruger ikke databasen."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="JSON efter docs/minutes-format.md")

    def handle(self, *, file: Path, json: bool, **_options: object) -> None:
        """Read the file and print it; a file that cannot be read ends with its Danish reason."""
        try:
            minutes = read_minutes(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}: filen kan ikke åbnes ({error.strerror}).") from error
        except MinutesError as error:
            raise CommandError(f"{file.name}: {error}") from error
        self.stdout.write(_as_json(minutes) if json else _as_text(minutes))


def _as_json(minutes: ParsedMinutes) -> str:
    return json.dumps(as_json(minutes), ensure_ascii=False, indent=2)


def _as_text(minutes: ParsedMinutes) -> str:
    head = minutes.meeting
    date = format_date(head.date) if head.date else "uden dato"
    lines = [f"{head.committee or 'Ukendt udvalg'} · {date} · {head.document_type}", ""]
    for item in minutes.items:
        lines.append(f"{item.label}: {item.title}" if item.number is not None else item.title)
        if item.journal_number:
            lines.append(f"    Journalnummer: {item.journal_number}")
        if item.access is not Access.OPEN:
            lines.append(f"    {item.access.label}")
        for decision in item.decisions:
            lines.append(f"    {decision.kind.label}: {' / '.join(decision.paragraphs)}")
        lines += [f"    Bilag: {part.title}" for part in item.attachments]
    lines += ["", f"{len(minutes.items)} punkter, {len(minutes.warnings)} advarsler"]
    lines += [f"  linje {w.line or '-'}: {w.message}" for w in minutes.warnings]
    lines += [f"  ikke placeret, linje {part.line}: {part.text}" for part in minutes.unplaced]
    return "\n".join(lines)
