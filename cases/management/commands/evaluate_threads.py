"""`manage.py evaluate_threads LABELS.json`: how right the rules of the threads are."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.minutes.result import MinutesError
from cases.threads.evaluating import Score, UnreadableLabels, evaluate


class Command(BaseCommand):
    """Measures what the rules find by themselves. Nothing in the database is changed."""

    help = "Mål reglerne for henvisninger, løfter, beslutninger og emner mod en facitliste."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labels", type=Path, metavar="LABELS.json")
        parser.add_argument(
            "--minutes",
            type=Path,
            metavar="FOLDER",
            help="Mappen med de referater, der ikke er indlæst. Ellers den, facitlisten ligger i.",
        )
        parser.add_argument("--json", action="store_true", help="Skriv udfaldet som JSON.")

    def handle(self, *, labels: Path, minutes: Path | None, **options: Any) -> None:
        """Print recall and precision of each thing that is labelled, with every miss and false hit."""
        try:
            content = json.loads(labels.read_text(encoding="utf-8"))
            scores = list(evaluate(content, minutes or labels.parent))
        except OSError as error:
            raise CommandError(f"{labels} kan ikke læses: {error.strerror}.") from error
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise CommandError(f"{labels} er ikke en facitliste: {error!r}.") from error
        except (UnreadableLabels, MinutesError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            told = {score.name: score.as_dict() for score in scores}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for score in scores:
            self._tell(score)

    def _tell(self, score: Score) -> None:
        if not score.labelled and not score.false_hits:
            self.stdout.write(f"{score.name}: ikke mærket op")
            return
        shares = f"genkaldelse {_share(score.recall)}, præcision {_share(score.precision)}"
        told = _share(score.recall) if score.is_fact else shares
        self.stdout.write(f"{score.name}: {score.found} af {score.labelled}, {told}")
        for words in score.misses:
            self.stdout.write(f"  mangler  {words}")
        for words in score.false_hits:
            self.stdout.write(f"  forkert  {words}")


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"
