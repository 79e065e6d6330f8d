"""`manage.py rebuild_search`: brings the index of search in step with what is public."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from cases.search.index import rebuild


class Command(BaseCommand):
    """Builds the index, or mends it; started again after a stop, it goes on where it was."""

    help = "Byg søgeindekset, eller ret det til, så det passer med det, der er offentligt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Se kun efter; svar med en fejl, hvis noget ikke passer.",
        )

    def handle(self, *, check: bool, **_options: Any) -> None:
        """Go through every item and then the words, and say what was not in step."""
        bars: list[tqdm[Any]] = []

        def begin(name: str, total: int) -> Any:
            bars.append(tqdm(total=total, desc=name, unit="punkt", disable=not sys.stderr.isatty()))
            return bars[-1]

        try:
            drift = rebuild(begin, only_look=check)
        except KeyboardInterrupt:
            said = "Afbrudt. Kør rebuild_search igen: det går videre, hvor det slap."
            raise CommandError(said, returncode=130) from None
        except DatabaseError as error:
            said = (
                f"Søgeindeksets tabeller i databasen mangler eller er i stykker ({error}). Læg databasen"
                " tilbage fra en sikkerhedskopi, kør migrate, og kør så rebuild_search igen."
            )
            raise CommandError(said) from error
        for bar in bars:
            bar.close()
        said = f"{drift.entries} tekster og {drift.words} ord passede ikke"
        if drift.is_broken:
            said += ", og databasens eget indeks var i stykker"
        if check and drift:
            raise CommandError(f"Søgeindekset er ikke i trit: {said}. Kør rebuild_search.")
        self.stdout.write(f"Søgeindekset er i trit. {said}{'' if check else ' og er rettet'}.")
