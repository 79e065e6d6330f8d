"""`manage.py remove_unused_files`: deletes files that no attachment uses any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cases.importing.files import UNUSED_DAYS, remove_unused_files


class Command(BaseCommand):
    """To be run every night."""

    help = "Slet filer, som intet bilag bruger, og som ikke venter på plads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=UNUSED_DAYS,
            help="Så mange dage får en fil lov at ligge ubrugt.",
        )

    def handle(self, *, days: int, **_options: Any) -> None:
        """Delete them, and say how many they were."""
        self.stdout.write(f"{remove_unused_files(days)} filer er slettet.")
