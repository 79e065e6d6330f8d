"""What a sentence says that another meeting came to."""

import pytest

from cases.minutes.told import outcome_told

WORDS = "på mødet den 3. maj 2025"


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        (f"Planen følger den retning, som blev godkendt {WORDS}, og en snak om stier.", "Godkendt"),
        (f"Planen blev enstemmigt vedtaget {WORDS}.", "Vedtaget"),
        (f"Udvalget besluttede {WORDS} at lukke vejen.", "Besluttet"),
        (f"{WORDS} udsatte udvalget sagen.", "Udsat"),
        (f"Drøftelsen blev begyndt {WORDS}.", ""),
        (f"Planen blev ikke godkendt {WORDS}.", ""),
        (f"Udvalget godkendte {WORDS} ikke planen.", ""),
        (f"Hvis planen blev godkendt {WORDS}, begynder arbejdet.", ""),
        (f"Planen ventes at blive godkendt {WORDS}.", ""),
        (f"Den godkendte plan lå frem {WORDS}.", ""),
        ("Planen blev godkendt på et andet møde.", ""),
    ],
)
def test_only_a_verb_at_the_meeting_itself_says_what_it_came_to(sentence, outcome):
    assert outcome_told(sentence, WORDS) == outcome


def test_the_verb_may_stand_among_the_words_that_name_the_meeting():
    words = "Den 3. maj 2025 besluttede Byrådet"
    assert outcome_told(f"{words} at bygge en bro.", words) == "Besluttet"
