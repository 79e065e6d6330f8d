"""`manage.py rebuild_threads`: derives everything that rules say of the items anew."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from cases.threads.follow import rebuild_threads


class Command(BaseCommand):
    """For new rules or topics. What people have said stays; a stopped call is finished by the next."""

    help = "Udled beslutningers type, henvisninger, løfter, beløb, emner og forslag forfra."

    def handle(self, **_options: Any) -> None:
        """Go through every item, stage by stage, and say what changed."""
        bars: list[tqdm[Any]] = []

        def begin(name: str, total: int) -> Callable[[int], object]:
            for bar in bars:
                bar.close()
            bars.append(tqdm(total=total, desc=name, unit="punkt", disable=not sys.stderr.isatty()))
            return bars[-1].update

        changed = rebuild_threads(begin)
        for bar in bars:
            bar.close()
        for name, count in changed.items():
            self.stdout.write(f"{name}: {count} ændret")
