"""The measure itself, on orders whose score can be worked out by hand."""

import pytest

from tests.search.judging import COLLECTIONS, Judged, mean_ndcg, missed, read_judged, table, worst

JUDGED = Judged("broen", "word", "A bridge.", {"2025-01-01/1": 3, "2025-01-01/2": 1})


def test_the_best_order_scores_one():
    assert JUDGED.ndcg(["2025-01-01/1", "2025-01-01/2", "2025-01-01/9"]) == 1


def test_the_order_counts():
    # Gains 7 and 1, discounts 1 and log2(3): (1 + 7/1.585) / (7 + 1/1.585).
    assert JUDGED.ndcg(["2025-01-01/2", "2025-01-01/1"]) == pytest.approx(0.7098, abs=1e-4)


def test_what_is_not_relevant_pushes_down():
    assert JUDGED.ndcg(["2025-01-01/9", "2025-01-01/1", "2025-01-01/2"]) == pytest.approx(
        (7 / 1.58496 + 1 / 2) / (7 + 1 / 1.58496), abs=1e-4
    )


def test_nothing_found_scores_nothing_and_is_missed():
    assert JUDGED.ndcg([]) == 0
    assert JUDGED.is_missed([])


def test_only_the_first_ten_count():
    others = [f"2025-01-02/{number}" for number in range(10)]
    assert JUDGED.ndcg([*others, "2025-01-01/1"]) == 0
    assert JUDGED.is_missed([*others, "2025-01-01/1"])
    assert JUDGED.ndcg([*others[1:], "2025-01-01/1"]) > 0
    assert not JUDGED.is_missed([*others[1:], "2025-01-01/1"])


def test_more_than_ten_relevant_items_can_still_score_one():
    items = {f"2025-01-01/{number}": 3 for number in range(12)}
    assert Judged("mange", "word", "Many.", items).ndcg(list(items)[:10]) == 1


def test_what_only_touches_the_matter_is_no_expected_hit():
    assert JUDGED.is_missed(["2025-01-01/2"])


def test_a_table_tells_each_kind_and_all_of_it():
    judged = [JUDGED, Judged("vej 4", "place", "A road.", {"2025-01-01/3": 2})]
    orders = {"broen": ["2025-01-01/1", "2025-01-01/2"], "vej 4": []}
    assert mean_ndcg(judged, orders) == 0.5
    assert missed(judged, orders) == ["vej 4"]
    assert table(judged, {"ours": orders}).splitlines() == [
        "| kind | queries | ours |",
        "| --- | ---: | ---: |",
        "| place | 1 | 0.000 · 1 |",
        "| word | 1 | 1.000 · 0 |",
        "| **all** | 2 | 0.500 · 1 |",
    ]
    assert worst(judged, orders) == "0.000 'vej 4' (place): nothing – wanted 2025-01-01/3=2"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_query_is_judged_once_and_expects_something(collection):
    judged = read_judged(collection)
    assert len({entry.query for entry in judged}) == len(judged) >= 90
    assert all(set(entry.items.values()) <= {1, 2, 3} for entry in judged)
    assert all(max(entry.items.values()) >= 2 for entry in judged)
    assert all(entry.why.endswith(".") and entry.kind for entry in judged)
