"""Compounds are told by the words that the corpus itself has; bare substrings are not enough."""

import pytest

from cases.models import SearchWord
from cases.search import guessing, postgres, sqlite, vocabulary
from cases.search.analyser import stem
from cases.search.expressions import Term
from cases.search.guessing import meant_by, nearest_words
from cases.search.index import count_words
from cases.search.vocabulary import (
    compounds_with,
    entries_beginning,
    forms_of,
    taken_apart,
    words_beginning,
    written_with_another,
)

pytestmark = pytest.mark.django_db


def know(words: str) -> None:
    """Make the vocabulary these words."""
    from collections import Counter

    count_words(Counter(words.split()))


@pytest.mark.parametrize(
    ("corpus", "word", "found"),
    [
        ("beskæftigelse beskæftigelsesreformen", "reform", {"beskæftigelsesreformen"}),
        (
            "beskæftigelse reform beskæftigelsesreformen",
            "beskæftigelse",
            {"beskæftigelsesreformen"},
        ),
        ("varme stue varmestuen", "varme", {"varmestuen"}),
        ("varme stue varmestuen", "stuer", {"varmestuen"}),
        ("milliard milliarder miljø familie militær", "mil", set()),
        ("billede billeder lede", "bil", set()),
        ("mulighed muligheder", "hed", set()),
        ("forslag tilslag", "slag", set()),
        ("by råd byråd byrådet", "råd", set()),
        ("videoovervågning", "overvågning", {"videoovervågning"}),
        ("indstilling bestilling fremstilling", "stilling", set()),
        ("bus rute busrute", "bus", {"busrute"}),
        ("børn have børnehave", "have", {"børnehave"}),
        ("job messe jobmesse jobmesserne", "messe", {"jobmesse", "jobmesserne"}),
        ("familie lem lemmer familiemedlem", "lem", set()),
        ("brug rusmiddelbrug", "rusmidler", {"rusmiddelbrug"}),
        ("person nøglepersoner", "nøgler", {"nøglepersoner"}),
        ("kommunikation kommunikeres kommunale kommunekontakt", "kommune", {"kommunekontakt"}),
    ],
)
def test_compounds_of_a_corpus(corpus, word, found):
    know(corpus)
    assert set(compounds_with([word])[word].quality) == found


def test_forms_are_those_with_one_stem_however_spelled():
    know("økonomi økonomien økonomisk budget budgettet børn barnet")
    found = forms_of(["oekonomi", "budget", "barn"])
    assert set(found["oekonomi"].quality) == {"økonomi", "økonomien"}
    assert set(found["budget"].quality) == {"budget", "budgettet"}
    assert set(found["barn"].quality) == {"børn", "barnet"}


def test_what_is_exactly_a_word_is_each_form_of_it_also_written_together():
    know("værdighed værdighedsreform værdighedsreformen reform socialreform")
    forms = forms_of(["reform"])["reform"]
    forms.add_all(forms_of(["værdighedsreform"])["værdighedsreform"], vocabulary.JOINED)
    forms.add_all(compounds_with(["reform"])["reform"])
    assert set(forms.quality) - set(forms.exact.quality) == {"socialreform"}


def test_a_word_may_be_written_in_two():
    know("varme stue")
    assert taken_apart(["varmestue"]) == {"varmestue": [("varme", "stue")]}


def test_what_a_mistyped_word_may_be():
    know("bethaniagade bethania sygefravær")
    assert nearest_words("betaniagade") == ["bethaniagade"]
    assert nearest_words("sygefraværd") == ["sygefravær"]
    assert nearest_words("noget helt andet") == []
    assert nearest_words("kat") == []
    # The nearest first, each with all its forms.
    know("belysning belysning belysning belysnang belysnang belysningen")
    assert nearest_words("belysneng") == ["belysning", "belysnang", "belysningen"]
    assert list(meant_by("belysneng")) == ["belysning", "belysnang"]
    # Of a short stem one slip at most.
    know("først")
    assert nearest_words("firmaer") == []


def test_a_danish_word_is_no_slip_for_another():
    know(
        "virke større mest mette eller fund høre herning byvåben borgerundersøgelse lovgivning lokalpolitik"
    )
    for word in (
        "kirke",
        "støj",
        "mester",
        "solceller",
        "hund",
        "høring",
        "nedrivning",
        "lokalplan",
    ):
        assert meant_by(word) == {}, word
    # What is no Danish word may be a slip; and so may what stands in a text or two.
    know("trafikikkerheden modifieret")
    assert list(meant_by("virkke")) == ["virke"]
    assert list(meant_by("trafiksikkerhed")) == ["trafikikkerheden"]
    assert list(meant_by("modificeret")) == ["modifieret"]
    # Another form of it is no other word, and long ones so much alike have parts in common.
    assert list(meant_by("byvåbnet")) == ["byvåben"]
    assert list(meant_by("brugerundersøgelse")) == ["borgerundersøgelse"]


def test_of_an_unknown_compound_the_part_that_says_most(monkeypatch):
    know("belysning gadeplansindsats indsats medarbejder medarbejdere videoovervågning video")
    assert {part: set(forms.quality) for part, forms in meant_by("gadebelysning").items()} == {
        "belysning": {"belysning"}
    }
    assert list(meant_by("overvågningskameraer")) == ["overvågning"]
    assert meant_by("gadefest") == {}
    # Where few entries have either, both are looked for; else the rarer, and the first sooner.
    assert list(meant_by("gadeplansmedarbejdere")) == ["gadeplan", "medarbejdere"]
    monkeypatch.setattr(guessing, "_FEW_ENTRIES", 0)
    assert list(meant_by("gadeplansmedarbejdere")) == ["gadeplan"]
    know("gadeplansindsats gadeplansindsats gadeplansindsats gadeplansindsats")
    assert list(meant_by("gadeplansmedarbejdere")) == ["medarbejdere"]


def test_a_word_with_a_stem_like_that_of_another_is_in_its_own_compounds_only():
    know("læge speciallægen planlægge plan special")
    assert set(compounds_with(["læge"])["læge"].quality) == {"speciallægen"}


def test_a_noun_of_a_verb_stands_for_the_verb_but_less():
    know("inddrage inddragende rekruttere vejledninger holdning led")
    forms = forms_of(["inddragelse", "rekruttering", "vejlede", "hold", "ledelse"])
    assert set(forms["inddragelse"].quality) == {"inddrage", "inddragende"}
    assert set(forms["rekruttering"].quality) == {"rekruttere"}
    assert set(forms["vejlede"].quality) == {"vejledninger"}
    assert not forms["hold"]
    assert not forms["ledelse"]
    assert not forms["inddragelse"].exact


def test_a_compound_may_be_written_with_another_that_ends_alike():
    know("social boligstyrelsen boligstyrelsens styrelsen socialstyrelsen")
    assert written_with_another("socialstyrelsen") == [
        ("social", "og", "boligstyrelsen"),
        ("social", "og", "boligstyrelsens"),
    ]
    assert written_with_another("boligstyrelsen") == []
    assert written_with_another("kr2025") == []


def test_what_is_most_like_a_word_that_is_nowhere():
    know("førtidspension førtidspension førtidspensionen videoovervågning vågen")
    assert list(meant_by("førtidspensionister")) == ["førtidspension", "førtidspensionen"]
    assert list(meant_by("kameraovervågning")) == ["videoovervågning"]
    assert list(meant_by("førtidsvalg")) == ["førtid"]
    assert list(meant_by("dommervagt")) == []


def test_words_that_begin_alike_come_commonest_first():
    for word, count in (("kommune", 3), ("kommunen", 5), ("kommet", 1), ("kant", 9)):
        SearchWord.objects.create(
            word=word, stem=stem(word), backwards=stem(word)[::-1], entries=count
        )
    found = list(words_beginning("kom").quality), entries_beginning("kom")
    assert found == (["kommunen", "kommune", "kommet"], 9)


def test_many_words_that_begin_alike_are_one_key_for_postgresql_where_these_are_all(monkeypatch):
    know("kommune kommunen kommet kant")
    (known,) = words_beginning("kom").expressions
    assert postgres.written(known) == "('kommet' | 'kommune' | 'kommunen')"
    monkeypatch.setattr(postgres, "_FEW_KEYS", 2)
    assert postgres.written(known) == "'kom':*"
    assert sqlite.written(known) == '("kommet" OR "kommune" OR "kommunen")'
    assert words_beginning("kom", most=2).expressions == [Term("kommet"), Term("kommune")]


def test_compounds_are_taken_the_commonest_first_until_there_are_enough(monkeypatch):
    words = [f"{first}skole" for first in ("folke", "efter", "natur", "musik", "dans", "ride")]
    parts = "folke efter natur musik dans ride skole"
    know(f"{parts} {' '.join(word for n, word in enumerate(words, 1) for _ in range(n))}")
    for at_once in (1, 2, 50):
        monkeypatch.setattr(vocabulary, "_AT_ONCE", at_once)
        assert list(compounds_with(["skole"])["skole"].quality) == words[::-1]
        monkeypatch.setattr(vocabulary, "MOST_COMPOUNDS", 4)
        assert list(compounds_with(["skole"])["skole"].quality) == words[:1:-1]
        monkeypatch.undo()
