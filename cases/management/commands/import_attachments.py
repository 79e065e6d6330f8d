"""`manage.py import_attachments PATH…`: shows where files belong, and puts them there with --apply."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cases.importing.uploads import match_uploads, place, receive
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
        """Take the files in, match them, and place the sure ones; undone again without --apply."""
        files = sorted(
            file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])
            if file.is_file()
        )  # fmt: skip
        if not files:
            raise CommandError("Der er ingen filer. Navngiv filer eller mapper med filer.")
        with transaction.atomic():
            refused = self._bring_in(files)
            if not apply:
                transaction.set_rollback(True)
        if refused:
            raise CommandError(f"{refused} filer blev afvist.")

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
            if match.sure is None:
                self.stdout.write(f"{upload.filename}: venter på plads")
            else:
                self.stdout.write(f"{upload.filename}: »{match.sure}« til {match.sure.item}")
                place(upload, [match.sure])
        return refused
