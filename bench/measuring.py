"""Times several contenders on the same queries, turn by turn, so that noise hits all alike."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from bench.queries import Query

type Times = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who answers queries: milliseconds for one, or None where it has no such question.

    A rival that is slow may spend `most_seconds` on a class; it answers fewer queries then.
    """

    name: str
    answer: Callable[[Query], float | None]
    most_seconds: float = float("inf")


def milliseconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(
    classes: Mapping[str, Sequence[Query]], contenders: Sequence[Contender], rounds: int
) -> Times:
    """Milliseconds by class and contender. One round before the first warms up and is not counted."""
    chance = random.Random(6)
    times: Times = {name: {one.name: [] for one in contenders} for name in classes}
    spent: defaultdict[tuple[int, str, str], float] = defaultdict(float)
    asked = sum(map(len, classes.values())) * (rounds + 1)
    gc.disable()  # a collection would be told as somebody's time
    with tqdm(total=asked, unit=" queries", desc="measure") as bar:
        for turn in range(rounds + 1):
            for name, queries in classes.items():
                for query in chance.sample(queries, len(queries)):
                    for contender in chance.sample(contenders, len(contenders)):
                        account = (min(turn, 1), name, contender.name)
                        if spent[account] > contender.most_seconds * (1 if turn else 0.25):
                            continue
                        taken = contender.answer(query)
                        if taken is not None:
                            spent[account] += taken / 1000
                            if turn:
                                times[name][contender.name].append(taken)
                    bar.update()
            gc.collect()
    gc.enable()
    return times


def summed(times: Times) -> dict[str, dict[str, dict[str, float]]]:
    """The middle and the 95th percentile, in milliseconds, and the number of answers."""
    return {
        name: {contender: percentiles(taken) for contender, taken in of.items() if taken}
        for name, of in times.items()
    }


def percentiles(taken: Sequence[float]) -> dict[str, float]:
    """p50 and p95 by nearest rank, and of how many."""
    ordered = sorted(taken)
    return {
        "p50": round(statistics.median(ordered), 3),
        "p95": round(ordered[max(0, -(-len(ordered) * 95 // 100) - 1)], 3),
        "n": len(ordered),
    }
