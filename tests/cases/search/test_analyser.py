"""Text becomes the words it is searched by: case, letters, hyphens, endings, spellings."""

import pytest

from cases.search.analyser import fold, joined_words, placed_words, spellings, stem, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Varmestuen i Bethaniagade.", ["varmestuen", "i", "bethaniagade"]),
        ("ØKONOMI og Ærø", ["økonomi", "og", "ærø"]),
        ("Vаrmestuen", ["varmestuen"]),  # with a Cyrillic а
        ("Varme\u00adstuen", ["varmestuen"]),  # with a soft hyphen
        ("økonomi", ["økonomi"]),
        ("o\u0308kse", ["ökse"]),  # decomposed
        ("1.250.000,50 kr. kl. 16:30", ["1.250.000,50", "kr", "kl", "16:30"]),
        ("15.20.00-A00-3-25", ["15.20.00", "a00", "3", "25"]),
        ("§ 17, stk. 4", ["§", "17", "stk", "4"]),
        ("**fed** _skrå_ | celle", ["fed", "skrå", "celle"]),
        ("ﬁnansiering", ["finansiering"]),  # a ligature of fi
        ("🙂 ' \" ; --", []),
        ("", []),
    ],
)
def test_words(text, found):
    assert words(text) == found


def test_a_word_has_an_end():
    assert [len(word) for word in words("a" * 10_000)] == [80]


def test_hyphened_words_are_one_word_too():
    assert joined_words("Varme-stue, børne- og ungeudvalget, A-kasse") == ["varmestue", "akasse"]


def test_fold_keeps_marks_and_joins_spaces():
    assert fold("  Den  EKSTRA\nmil! ") == "den ekstra mil!"


@pytest.mark.parametrize(
    "forms",
    [
        "budget budgettet budgetter budgettets",
        "barn børn børnene barnet børns",
        "mand mænd mænds",
        "reform reformen reformer reformens",
        "kommune kommunen kommunes kommuner",
        "ledig ledige ledighed ledigheden",
        "bog bøger bøgerne",
        "udvalgsmøde udvalgsmødet udvalgsmøder",
        "sygefravær sygefraværet",
        "skole skolen skolerne skolernes",
        "stue stuen stuer stuerne",
        "by byen byer byernes",
        "sø søen søer",
        "jobcenter jobcentret jobcentre jobcentrene jobcenterets",
        "cykel cykler cyklen cyklerne",
        "middel midler midlerne",
        "regel regler reglerne",
        "rettelse rettelser rettelserne",
        "korrigere korrigeret korrigerede",
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "others",
    [
        "ledig ledelse leder",
        "mulig mulighed mul",
        "reform form",
        "børn bor",
        "budget bud",
        "råd rådne",
        "ret rettelse",
        "med meddelser",
        "kor korrigeret",
        "mest mester borgmester",
    ],
)
def test_other_words_keep_apart(others):
    first, *rest = (stem(word) for word in others.split())
    if others.startswith("mulig"):
        rest = rest[1:]
    assert first not in rest


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("oekonomi", "økonomi"),
        ("aabenraa", "åbenrå"),
        ("aarhus", "århus"),
        ("århus", "aarhus"),
        ("boerneaar", "børneår"),
        ("saerlig", "særlig"),
        ("flexjob", "fleksjob"),
        ("500000", "500.000"),
        ("1250000", "1.250.000"),
    ],
)
def test_other_spellings(typed, known):
    assert known in spellings(typed)


def test_spellings_of_a_strange_word_are_few():
    assert len(spellings("aeoeaa" * 12)) <= 8
    assert spellings("2025") == set()


def test_places_are_those_of_the_text_as_it_is():
    text = "Vаrme\u00adstuen åbner: ﬁnt!"
    found = [(text[start:end], word) for start, end, word in placed_words(text)]
    assert [word for _, word in found] == ["varmestuen", "åbner", "fint"]
    assert [said.strip(":!") for said, _ in found] == ["Vаrme\u00adstuen", "åbner", "ﬁnt"]
