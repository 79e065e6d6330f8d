"""What counts in the order of results: rarity, where a word stands, how it was found, and age."""

import pytest

from cases.search.ranking import Ranker, Wanted, rarity

NEWEST = 46_000


def ranker(*words: str, quality: float = 1.0) -> Ranker:
    return Ranker([Wanted({word: quality}, 1.0) for word in words], words, NEWEST)


def test_a_title_counts_more_than_a_decision_and_a_decision_more_than_text():
    scores = [ranker("park").score(ranked, NEWEST) for ranked in ("Tpark", "Dpark", "Npark", "")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_a_word_as_typed_counts_more_than_a_compound_with_it():
    assert ranker("park").score("Tpark", NEWEST) > ranker("park", quality=0.5).score(
        "Tpark", NEWEST
    )


def test_a_word_in_the_text_counts_more_than_a_compound_with_it_there():
    asked = ranker("park", "sti")
    assert asked.score("", NEWEST - 20_000) > asked.score("", NEWEST, akin=(1,))


def test_a_phrase_in_a_title_counts_as_a_word_does_and_only_as_a_whole():
    asked = Ranker([Wanted({}, 1.0, phrases=(("den", "ekstra", "mil"),))], (), NEWEST)
    whole = ranker("mil").score("Tmil", NEWEST)
    assert [asked.score(ranked, NEWEST) for ranked in ("Tekstra Tmil", "Tmil Dekstra")] == [
        whole,
        asked.score("", NEWEST),
    ]


def test_a_phrase_counts_for_each_group_that_it_stands_for():
    phrase = ("ekstra", "mil")
    one, both = (
        Ranker([Wanted({}, 1.0, phrases=(phrase,))] * count, (), NEWEST) for count in (1, 2)
    )
    # As for one word in each of two groups: twice as much, in the title and elsewhere.
    for ranked in ("Tekstra Tmil", "Dekstra Dmil"):
        assert both.score(ranked, NEWEST) == pytest.approx(2 * one.score(ranked, NEWEST), rel=1e-6)


def test_a_rare_word_counts_more():
    assert rarity(1, 1000) > rarity(100, 1000) > rarity(1000, 1000) > 0


def test_words_in_order_in_a_title_count_more():
    asked = ranker("ekstra", "mil")
    assert asked.score("Tekstra Tmil", NEWEST) > asked.score("Tmil Tekstra", NEWEST)


def test_new_counts_a_little_more_than_old_but_less_than_a_better_hit():
    asked = ranker("park")
    assert asked.score("Dpark", NEWEST) > asked.score("Dpark", NEWEST - 2000)
    assert asked.score("Tpark", NEWEST - 20_000) > asked.score("Dpark", NEWEST)


def test_a_page_counts_less_than_its_item():
    asked = ranker("park")
    assert asked.score("Opark", NEWEST) > asked.score("Opark", NEWEST, is_page=True)


def test_what_lacks_a_word_scores_only_what_it_has():
    asked = ranker("park", "sti")
    assert asked.score("Tpark", NEWEST, found=(0,)) < asked.score("Tpark", NEWEST)
