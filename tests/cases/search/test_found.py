"""Entries as results: one an item, made where they are wanted."""

import pytest

from cases.search.found import Grouped, Hit


def hits(*items: int) -> list[Hit]:
    """Entries of these items, each with a key and a score of its own."""
    return [Hit(100 - at, item, f"f:{item}", at, None, None, None) for at, item in enumerate(items)]


@pytest.mark.parametrize(
    ("items", "grouped"),
    [((), []), ((7,), [[0]]), ((7, 7, 8, 9, 9, 9), [[0, 1], [2], [3, 4, 5]])],
)
def test_what_follows_each_other_of_one_item_is_one_result(items, grouped):
    entries = hits(*items)
    results = Grouped(entries)
    assert [result.hits for result in results] == [
        [entries[at] for at in group] for group in grouped
    ]
    assert len(results) == len(grouped)
    assert [hit.facets for hit in results.hits] == [f"f:{items[group[0]]}" for group in grouped]


def test_a_result_has_the_highest_key_and_the_best_score_of_its_entries():
    results = Grouped(hits(7, 7, 8))
    assert [(result.key, result.score) for result in results[:2]] == [(100, 1), (98, 2)]
    assert results[-1].item == 8
    assert [result.item for result in results[1:20]] == [8]
