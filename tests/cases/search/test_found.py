"""Entries as results: one an item, made where they are wanted."""

import pytest

from cases.search.found import Grouped, Hit, Listed


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


def test_a_list_is_looked_up_once_as_far_as_it_is_wanted():
    entries, looked = hits(*range(30)), []

    def look(most: int) -> list[Hit]:
        looked.append(most)
        return entries[:most]

    results = Listed(30, look)
    assert [result.item for result in results[5:10]] == [5, 6, 7, 8, 9]
    assert [result.item for result in results] == list(range(30))
    assert results[-1].item == 29
    assert results[30:] == []
    assert looked == [10, 30]


def test_results_are_sorted_by_the_best_of_their_entries_and_stay_in_order_where_they_are_equal():
    scores = {7: (3, 9), 8: (5,), 9: (9,), 10: (5,)}
    entries = [
        Hit(100, item, "", score, None, None, None) for item, of in scores.items() for score in of
    ]
    results = Grouped(entries)
    results.sort_by_score()
    assert [(result.item, result.score) for result in results] == [(7, 9), (9, 9), (8, 5), (10, 5)]
    assert [hit.score for hit in results.hits] == [3, 9, 5, 5]
