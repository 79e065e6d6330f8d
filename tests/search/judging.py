"""How good results are against a judged set: nDCG@10, and queries without an expected hit.

A grade is 3 for exactly what is wanted, 2 for clearly relevant, 1 for what touches it. A key names an
item as `<date>/<number>`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

COLLECTIONS = ("real", "samples")
DEPTH = 10
EXPECTED = 2

type Orders = Mapping[str, Sequence[str]]
"""The keys that an engine found for each query, best first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the grade of every item that is relevant to it."""

    query: str
    kind: str
    why: str
    items: Mapping[str, int]

    def ndcg(self, found: Sequence[str]) -> float:
        """The gain of the first ten, discounted by their places, as a share of the best there is."""
        ideal = sorted(self.items.values(), reverse=True)
        return _gain([self.items.get(key, 0) for key in found]) / _gain(ideal)

    def is_missed(self, found: Sequence[str]) -> bool:
        """Whether nothing clearly relevant is among the first ten."""
        return all(self.items.get(key, 0) < EXPECTED for key in found[:DEPTH])


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def read_judged(collection: str) -> list[Judged]:
    """The judged queries of one collection."""
    judged = json.loads(Path(__file__).with_name("judged.json").read_text())
    return [Judged(**entry) for entry in judged[collection]]


def mean_ndcg(judged: Sequence[Judged], orders: Orders) -> float:
    """The mean of the nDCG@10 of these queries."""
    return sum(entry.ndcg(orders[entry.query]) for entry in judged) / len(judged)


def missed(judged: Sequence[Judged], orders: Orders) -> list[str]:
    """The queries without an expected hit."""
    return [entry.query for entry in judged if entry.is_missed(orders[entry.query])]


def table(judged: Sequence[Judged], engines: Mapping[str, Orders]) -> str:
    """A Markdown table of engines: nDCG@10 and queries without an expected hit, kind by kind."""
    kinds = sorted({entry.kind for entry in judged})
    groups = {kind: [entry for entry in judged if entry.kind == kind] for kind in kinds}
    rows = [["kind", "queries", *engines], ["---", "---:", *["---:"] * len(engines)]]
    for name, group in {**groups, "**all**": judged}.items():
        told = (
            f"{mean_ndcg(group, orders):.3f} · {len(missed(group, orders))}"
            for orders in engines.values()
        )
        rows.append([name, str(len(group)), *told])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def worst(judged: Sequence[Judged], orders: Orders, below: float = 1.0) -> str:
    """A line for each query that falls short: its score, what came first, what was wanted."""
    scored = sorted((entry.ndcg(orders[entry.query]), entry.query, entry) for entry in judged)
    return "\n".join(
        f"{score:.3f} {query!r} ({entry.kind}): {' '.join(orders[query][:DEPTH]) or 'nothing'}"
        f" – wanted {' '.join(f'{key}={grade}' for key, grade in entry.items.items())}"
        for score, query, entry in scored
        if score < below
    )
