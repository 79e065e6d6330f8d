"""How long it takes to derive everything anew, beside what reading the rows alone takes.

    .venv/bin/python bench/rebuild_threads.py [--items 10000] [--postgres]

Makes its own database with made-up minutes, rebuilds twice, and prints seconds, ratios and memory.
"""

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'bench.sqlite3'}"
        if options.postgres:
            from private_postgres import find_binaries_or_stop, private_postgres

            url = stack.enter_context(private_postgres(find_binaries_or_stop()))
        os.environ |= {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "committee.settings",
            "SECRET_KEY": "bench",
            "MEDIA_ROOT": str(folder),
        }
        _measure(options.items)


def _measure(items: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.machine import commit, machine, seconds
    from bench.threads_corpus import make_corpus
    from cases.models import AgendaItem, Commitment, Reference, TopicLink
    from cases.threads.follow import rebuild_threads

    call_command("migrate", verbosity=0)
    call_command("loaddata", "topics", verbosity=0)
    made = seconds(lambda: make_corpus(items))
    stages: dict[str, float] = {}
    first = seconds(lambda: rebuild_threads(_timer(stages)))
    second = seconds(lambda: rebuild_threads(_timer({})))
    rows = AgendaItem.objects.prefetch_related("decisions", "references", "commitments")
    floor = seconds(lambda: list(rows))
    found = [model.objects.count() for model in (Reference, Commitment, TopicLink)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{items} items on {connection.vendor}, made in {made:.0f} s: "
        f"{found[0]} references, {found[1]} commitments, {found[2]} links to topics\n"
        f"{machine()}, Python {platform.python_version()}, "
        f"commit {commit()}, most memory {memory} MB\n\n"
        "| what | seconds | against reading the rows |\n|---|---|---|"
    )
    told = {
        "reading the rows": floor, "rebuild_threads": first, "again, nothing to change": second,
        **{f"of the first: {name}": seconds for name, seconds in stages.items()},
    }  # fmt: skip
    for name, taken in told.items():
        print(f"| {name} | {taken:.1f} | {taken / floor:.1f} × |")


def _timer(stages: dict[str, float]) -> Callable[[str, int], Callable[[int], object]]:
    """Notes how long each stage took."""
    began = time.perf_counter()

    def begin(name: str, _total: int) -> Callable[[int], object]:
        stages[name] = 0.0

        def done(_count: int) -> None:
            nonlocal began
            stages[name] += time.perf_counter() - began
            began = time.perf_counter()

        return done

    return begin


if __name__ == "__main__":
    main()
