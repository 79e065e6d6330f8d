"""The words that one of two texts has for itself."""

import pytest

from cases.minutes.own_words import Vocabulary


def own(text: str, other: str) -> list[str]:
    return [text[start:end] for start, end in Vocabulary.of(other).lacking_in(text)]


@pytest.mark.parametrize(
    ("text", "other", "words"),
    [
        ("Godkendt, idet taksten sættes til 48 kr.", "at taksten sættes til 50 kr.", ["48"]),
        ("at taksten sættes til 50 kr.", "Godkendt, idet taksten sættes til 48 kr.", ["50"]),
        ("Planens afsnit godkendes.", "at afsnittet i planen godkendes", []),
        ("Stien anlægges i juni og belyses.", "at stien anlægges", ["juni og belyses"]),
        ("Stien flyttes, og stien belyses.", "at stien anlægges", ["flyttes", "belyses"]),
        (
            "at broen straks tages til efterretning og males",
            "Broen tages til efterretning.",
            ["straks", "males"],
        ),
        ("Beløbet er 1.250,50 kr.", "beløbet er 1.250 kr.", ["1.250,50"]),
        ("", "at stien anlægges", []),
    ],
)
def test_words_that_the_other_text_lacks_are_found_run_by_run(text, other, words):
    assert own(text, other) == words


@pytest.mark.parametrize(
    ("text", "other", "comparable"),
    [
        ("Godkendt, idet taksten sættes til 48 kr.", "at taksten sættes til 50 kr.", True),
        ("Indstillingen blev tiltrådt.", "at taksten sættes til 50 kr.", False),
        ("Lyset tændes hermed.", "at stien anlægges i juni", False),
        ("at stien anlægges", "Stien anlægges i juni.", False),
    ],
)
def test_texts_are_compared_where_they_share_something_and_differ(text, other, comparable):
    assert Vocabulary.of(text).compares(Vocabulary.of(other)) is comparable
