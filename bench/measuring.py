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

# Milliseconds by class, contender, address and round.
type Times = dict[str, dict[str, dict[str, dict[int, float]]]]


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
    """Milliseconds of every answer. One round before the first warms up and is not counted."""
    chance = random.Random(6)
    times: Times = {name: {one.name: {} for one in contenders} for name in classes}
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
                                of_query = times[name][contender.name]
                                of_query.setdefault(query.address, {})[turn] = taken
                    bar.update()
            gc.collect()
    gc.enable()
    return times


def summed(times: Times, floor: str) -> dict[str, dict[str, dict[str, float]]]:
    """Percentiles in milliseconds, and the number of answers; and how many times the floor."""
    return {
        name: {
            contender: percentiles(taken) | {"times_floor": times_of(taken, of[floor])}
            for contender, taken in of.items()
            if taken
        }
        for name, of in times.items()
    }


def percentiles(taken: Mapping[str, Mapping[int, float]]) -> dict[str, float]:
    """p50 and p95 of all answers by nearest rank, and how many there are."""
    answers = sorted(time for rounds in taken.values() for time in rounds.values())
    return {
        "p50": round(statistics.median(answers), 3),
        "p95": round(_p95(answers), 3),
        "n": len(answers),
    }


def times_of(
    taken: Mapping[str, Mapping[int, float]], floor: Mapping[str, Mapping[int, float]]
) -> float:
    """How many times the floor: the p95 of the queries, each by the middle of its rounds, where it is
    held against the same results at the floor in the same round.

    The two are asked one after the other, so that the seconds in which a shared machine is half as
    quick count for both. What is left is what a query itself takes longer than others.
    """
    ratios = [
        statistics.median(time / floor[query][turn] for turn, time in rounds.items())
        for query, rounds in taken.items()
    ]
    return round(_p95(sorted(ratios)), 3)


def _p95(ordered: Sequence[float]) -> float:
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]
