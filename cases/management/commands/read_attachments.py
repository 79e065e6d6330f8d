"""`manage.py read_attachments`: takes the text out of files that wait for it, here and now."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from cases.importing.files import take_out_text
from cases.models import StoredFile
from cases.models.file import TextState


class Command(BaseCommand):
    """For files that no worker came to: after an upgrade, a restore or a crash."""

    help = "Læs teksten i de filer, der venter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--failed", action="store_true", help="Også dem, der gik galt.")

    def handle(self, *, failed: bool, **_options: Any) -> None:
        """Read them one at a time, and say of each how it went."""
        states = [TextState.WAITING, *([TextState.FAILED] if failed else [])]
        files = list(StoredFile.objects.filter(text_state__in=states))
        for file in tqdm(files, unit="fil", disable=not sys.stderr.isatty()):
            take_out_text(file)
            reason = f" ({file.text_error})" if file.text_error else ""
            self.stdout.write(f"{file}: {file.get_text_state_display()}{reason}")
        self.stdout.write(f"{len(files)} filer er læst.")
