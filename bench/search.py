"""How quick search is, beside the least that is possible and beside others, in one run.

    make bench SIZE=10k|100k|1M DB=sqlite|postgres [ARGS="--without datasette --keep-index --rounds 3"]

The corpus, its copies and the rivals' indexes are kept in var/bench/; the result is printed and
written there as Markdown and JSON. It fails when a rival is missing, and not when a target is.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
_RIVALS = {"datasette": "datasette", "tantivy": "tantivy"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Load what is missing, measure, report."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument(
        "--size", type=str.lower, choices=("tiny", "10k", "100k", "1m"), default="10k"
    )
    parser.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--queries", type=int, default=30, help="how many in a class")
    parser.add_argument(
        "--without", choices=(*_RIVALS, "documented"), action="append", default=[],
        help="a rival; documented is Django's way, whose index of a million items takes long",
    )  # fmt: skip
    parser.add_argument("--kept", type=Path, default=ROOT / "var" / "bench", help="a folder")
    parser.add_argument("--only", action="append", default=[], help="a class, by its name")
    parser.add_argument(
        "--keep-index", action="store_true", help="do not make the index anew to time that"
    )
    options = parser.parse_args(arguments)
    missing = [
        name for name, module in _RIVALS.items()
        if name not in options.without and importlib.util.find_spec(module) is None
    ]  # fmt: skip
    if missing:
        without = " ".join(f"--without {name}" for name in missing)
        print(
            f"Not installed: {', '.join(missing)}. Install: uv sync --frozen --group bench "
            f'(make bench does), or go without: make bench ARGS="{without}"',
            file=sys.stderr,
        )
        return 1
    from bench.running import Run

    with ExitStack() as stack:
        print(Run(options, stack).report())
    return 0


if __name__ == "__main__":
    sys.exit(main())
