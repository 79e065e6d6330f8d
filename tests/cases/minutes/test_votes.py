"""Votes and dissents, read from the words of a decision."""

import pytest

from cases.minutes.votes import dissents_in, votes_in


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Godkendt med 5 stemmer mod 2.", [("for", 5, ""), ("against", 2, "")]),
        ("Indstillingen blev vedtaget med stemmerne 4-3.", [("for", 4, ""), ("against", 3, "")]),
        ("29 stemmer imod og 1 for.", [("against", 29, ""), ("for", 1, "")]),
        (
            "For stemte 5 (A, V), imod stemte 2 (O).",
            [("for", 5, "A V"), ("against", 2, "O")],
        ),
        (
            "For: 5 (A, V). Imod: 2 (Ø). Undlod: 1.",
            [("for", 5, "A V"), ("against", 2, "Ø"), ("abstained", 1, "")],
        ),
        (
            "Et flertal (A+V+C+N) godkendte indstillingen. 1 medlem (O) tager forbehold.",
            [("for", None, "A V C N"), ("reserved", 1, "O")],
        ),
        (
            "Et flertal bestående af A, V og C tiltrådte. Et mindretal (Ø og F) stemte imod.",
            [("for", None, "A V C"), ("against", None, "Ø F")],
        ),
        (
            "For stemte A og V (5). Imod stemte Venstre og Dansk Folkeparti.",
            [("for", 5, "A V"), ("against", None, "Venstre,Dansk Folkeparti")],
        ),
        ("Hverken for eller imod stemte 1 (Ø).", [("abstained", 1, "Ø")]),
        ("Bo Berg (Ø) stemte imod.", [("against", None, "Ø")]),
        ("Ingen stemte imod.", [("against", 0, "")]),
        ("Et flertal i udvalget godkendte.", []),
        ("Indstillingen blev tiltrådt.", []),
        ("Der afsættes 3 for unge og 2 for ældre. Det er en for stor udgift for nogle.", []),
    ],
)
def test_votes_are_read_from_the_words_and_unanimity_is_never_inferred(text, votes):
    def parties(text):
        return tuple(text.split(",") if "," in text else text.split())

    found = [(vote.stance.value, vote.count, vote.parties) for vote in votes_in([text])]
    assert found == [(stance, count, parties(names)) for stance, count, names in votes]


@pytest.mark.parametrize(
    "text",
    [
        "Enhedslisten kunne ikke tiltræde indstillingen.",
        "Bo Berg ønskede ført til protokol, at han er uenig.",
        "Liste T begærer sagen indbragt for byrådet.",
    ],
)
def test_a_differing_opinion_is_found_whole(text):
    assert dissents_in(["Godkendt.", text]) == (text,)


@pytest.mark.parametrize("hostile", ["A, " * 7000, "5 (A, " * 4000, "(" * 20_000, "for " * 6000])
def test_no_text_makes_the_rules_slow(hostile):
    assert isinstance(votes_in([hostile]), tuple)
