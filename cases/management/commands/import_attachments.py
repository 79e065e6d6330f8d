"""`manage.py import_attachments PATH…`: shows where files belong, and puts them there with --apply."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from cases.importing.attachments import Match, match_files
from cases.importing.files import check_file
from cases.importing.uploads import files_in, match_uploads, only_named, place, receive
from cases.minutes.result import MinutesError
from cases.models import Upload


class Command(BaseCommand):
    """Brings in files, folders and ZIPs; what is not sure waits for a clerk."""

    help = (
        "Vis, hvilke bilag filer er. Med --apply lægges de sikre ind, og resten venter på plads i "
        "administrationen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--apply", action="store_true", help="Læg filerne ind.")

    def handle(self, *, paths: list[Path], apply: bool, **_options: Any) -> None:
        """Show where the files belong, or put them there."""
        files = sorted(
            file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])
            if file.is_file()
        )  # fmt: skip
        if not files:
            raise CommandError("Der er ingen filer. Navngiv filer eller mapper med filer.")
        refused = self._bring_in(files) if apply else self._show(files)
        if refused:
            raise CommandError(f"{refused} filer blev afvist.")

    def _show(self, files: list[Path]) -> int:
        """Say where each file would go; nothing is stored."""
        names, refused = [], 0
        for file in files:
            with file.open("rb") as stream:
                for name, content, message in files_in(File(stream, name=file.name), file.name):
                    try:
                        if content is None:
                            raise MinutesError(message)
                        check_file(content, name)
                        names.append(name)
                    except MinutesError as error:
                        refused += 1
                        self.stdout.write(f"{name}: afvist. {error}")
        for match in match_files(only_named(), names):
            self._say(match)
        return refused

    def _bring_in(self, files: list[Path]) -> int:
        uploads: list[Upload] = []
        refused = 0
        for file in files:
            with file.open("rb") as stream:
                for one in receive(File(stream, name=file.name), file.name):
                    if one.upload is not None:
                        uploads.append(one.upload)
                    elif one.already is not None:
                        self.stdout.write(f"{one.name}: er allerede lagt ind")
                    else:
                        refused += 1
                        self.stdout.write(f"{one.name}: afvist. {one.refused}")
        for upload, match in match_uploads(uploads):
            self._say(match)
            if match.sure is not None:
                place(upload, [match.sure])
        return refused

    def _say(self, match: Match) -> None:
        where = f"»{match.sure}« til {match.sure.item}" if match.sure else "venter på plads"
        self.stdout.write(f"{match.filename}: {where}")
