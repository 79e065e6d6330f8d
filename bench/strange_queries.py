"""Twenty thousand strange queries: no page may fail, and none may take long.

    .venv/bin/python bench/strange_queries.py [--size 10k] [--db sqlite|postgres] [--queries 20000]

Prints how many there were, how long the whole answer of the server took, and those that took longest, each
with the time it takes when it is asked again: what a machine does besides is slow once. The server is a
process of its own: in this one, garbage of what makes the queries up was looked for in the middle of a page.
Fails with the first that fails, and when one is slow both times.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from bench.fetching import Client, portal_command, serving  # noqa: E402  # found by the line above
from bench.queries import Query  # noqa: E402

_WORDS = 2_000
_MOST_MS = 200


def main() -> None:
    """Ask them all, one after the other."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=("tiny", "10k", "100k", "1m"), default="10k")
    parser.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--queries", type=int, default=20_000)
    parser.add_argument("--kept", type=Path, default=ROOT / "var" / "bench")
    options = parser.parse_args()
    with ExitStack() as stack:
        from django.core.management import call_command

        from bench.running import Run

        run = Run(options, stack)
        call_command("rebuild_search")
        log = run.folder / "portal.log"
        portal = stack.enter_context(serving(portal_command(), {}, log))
        portal.text("/sundhed/")  # it has started when it answers, not when it can be reached
        _ask(portal, options.queries)


def _ask(portal: Client, count: int) -> None:
    from cases.models import SearchWord
    from tests.cases.search.strange import queries

    rows = SearchWord.objects.exclude(stem="").order_by("-entries", "word")
    words = list(rows.values_list("word", flat=True)[: 20 * _WORDS])
    known = [*words[: _WORDS // 10], *random.Random(6).sample(words, min(_WORDS, len(words)))]
    took: list[tuple[float, str]] = []

    def milliseconds(typed: str) -> float:
        gc.disable()
        try:
            return portal.milliseconds(Query(typed).address)
        finally:
            gc.enable()

    @seed(6)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(queries(known))
    def ask(typed: str) -> None:
        took.append((milliseconds(typed), typed))

    ask()
    took.sort(reverse=True)
    middle = median(each for each, _typed in took)
    print(f"{len(took)} pages, no error; median {middle:.1f} ms, slowest {took[0][0]:.0f} ms")
    slow = [*filter(lambda row: row[0] > _MOST_MS, took)] or took[:10]
    again = [(first, min(milliseconds(typed) for _ in range(3)), typed) for first, typed in slow]
    for first, second, typed in again:
        print(f"{first:6.0f} ms, again {second:.0f} ms  {typed[:100]!r}")
    if any(min(first, second) > _MOST_MS for first, second, _typed in again):
        raise SystemExit(f"A page takes more than {_MOST_MS} ms.")


if __name__ == "__main__":
    main()
