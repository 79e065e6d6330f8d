"""Terms that return at several meetings and are rare elsewhere are suggested as topics."""

import pytest

from cases.models import Topic, TopicSuggestion
from cases.models.state import LinkState
from cases.threads.terms import is_boilerplate, stem
from cases.threads.topic_suggestions import adopt, settle_suggestion, suggest_topics
from cases.threads.topic_terms import find_terms
from tests.cases.importing.doors import bring_in
from tests.factories import AgendaItemFactory, CommitteeFactory, DecisionFactory
from tests.minutes_text import make_item, make_minutes

ALIKE = [
    "jobmesse jobmessen jobmesser jobmesserne jobmessens",
    "indsats indsatsen indsatser",
    "butik butikker butikkens",
    "Ungehuset ungehus",
    "budgetmål budgetmålene",
    "politisk politiske",
    "var\u043c\u0435\u0441\u0442uen varmestue",
]


@pytest.mark.parametrize("forms", ALIKE)
def test_forms_of_a_noun_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", ["bro brolægning", "STU studie", "park parkering", "vej vejen-"])
def test_other_words_have_another(words):
    one, two = words.split()
    assert stem(one) != stem(two)


@pytest.mark.parametrize(
    "word",
    [
        "Orienteringen",
        "marts",
        "tirsdag",
        "Kulturudvalgets",
        "Socialforvaltningen",
        "af",
        "kommunens",
    ],
)
def test_words_of_any_title_and_names_of_offices_say_nothing(word):
    assert is_boilerplate(stem(word))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Vi støtter Grøn Skolegård i år.", ["Grøn Skolegård"]),
        ("I byen kaldes det »Åbne Døre i maj«.", ["Åbne Døre i maj"]),
        ('Projektet hedder "Den Lange Bro".', ["Den Lange Bro", "Projektet"]),
        ("Rapport fra BUPL om klimatilpasningen.", ["BUPL", "klimatilpasningen"]),
        ("Klimatilpasning er sammenhængende og planlagt.", ["Klimatilpasning"]),
        ("Byen er stor. Vejen er kort. Hun sagde ja.", []),
        ("Børne- og Ungeudvalget mødes.", ["Ungeudvalget"]),
        ("**Grøn Skolegård** og [Blå Sti](#)", ["Grøn Skolegård", "Blå Sti"]),
        ("Det Gode Lange Brede Liv", []),
    ],
)
def test_names_quotations_acronyms_and_long_words_are_terms(text, terms):
    assert [term.printed for term in find_terms(text)] == terms


def test_a_person_with_a_title_and_a_word_that_begins_a_sentence_are_not_sure():
    sure = {
        term.printed: term.is_sure
        for term in find_terms("Vi hørte direktør Ane Holm. Store Bo kom.")
    }
    assert sure == {"Ane Holm": False, "Store Bo": False}


def says(term):
    return [row["says"] for row in TopicSuggestion.objects.get(term=term).evidence]


@pytest.fixture
def archive():
    """Ten items with little in common, of as many meetings."""
    themes = ["Vejsalt", "Legepladser", "Svømmehal", "Bibliotek", "Fjernvarme", "Busruter", "Skovrejsning",
              "Lokalarkiv", "Madordning", "Havnebad"]  # fmt: skip
    return [AgendaItemFactory(title=f"Orientering om {word.lower()}") for word in themes]


@pytest.mark.django_db
def test_a_compound_in_titles_of_two_meetings_is_suggested_with_its_reasons(archive):
    AgendaItemFactory(title="Drøftelse af ungdomsklubber", case_text="Om ungdomsklubben.")
    AgendaItemFactory(
        title="Godkendelse af ungdomsklubbernes tider", meeting__committee__name="Fritid"
    )
    AgendaItemFactory(title="Budget", case_text="Også ungdomsklubber får midler.")
    assert suggest_topics() == 1
    assert suggest_topics() == 0
    evidence = says("ungdomsklubber")
    assert evidence[:2] == [
        "Står i 3 punkter på 3 møder, i 23 % af alle punkter, og i 2 titler.",
        "Også skrevet »ungdomsklubben«, »ungdomsklubbernes«.",
    ]
    assert evidence[2].startswith("Drøftelse af ungdomsklubber (Udvalg nr.")
    assert len(evidence) == 5


@pytest.mark.django_db
def test_a_name_of_several_words_is_suggested_and_not_its_parts(archive):
    for _ in range(2):
        AgendaItemFactory(
            case_text="Vi har talt med Grøn Skolegård om det. Grøn Skolegård sagde ja."
        )
    suggest_topics()
    assert list(TopicSuggestion.objects.values_list("term", flat=True)) == ["Grøn Skolegård"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"access": "closed"},
        {"access": "unknown"},
        {"withdrawn_at": "2025-03-05T09:00:00Z"},
        {"meeting__withdrawn_at": "2025-03-05T09:00:00Z"},
    ],
)
def test_what_is_not_open_gives_no_terms(archive, values):
    for _ in range(3):
        AgendaItemFactory(title="Drøftelse af ungdomsklubber", **values)
    assert suggest_topics() == 0


@pytest.mark.django_db
def test_one_meeting_is_not_enough(archive):
    item = AgendaItemFactory(title="Drøftelse af ungdomsklubber")
    AgendaItemFactory(title="Orientering om ungdomsklubber", meeting=item.meeting)
    assert suggest_topics() == 0


@pytest.mark.django_db
def test_what_stands_everywhere_is_no_theme():
    for _ in range(7):
        AgendaItemFactory(title="Drøftelse af ungdomsklubber")
    assert suggest_topics() == 0


@pytest.mark.django_db
def test_standing_items_names_of_bodies_and_of_staff_give_no_terms(archive):
    CommitteeFactory(name="Teknik og Landdistrikter")
    for _ in range(3):
        item = AgendaItemFactory(
            title="Velkomstbemærkninger",
            journal_number="00.00.00-P19-1-25",
            caseworker="Ane Gudrunsdatter Holm",
            summary="Også Landdistrikter og Ane Gudrunsdatter var med.",
            recommendation="Direktøren for Nærdemokratiet indstiller\n\nat det godkendes",
        )
    item.case.is_series = True
    item.case.save()
    assert suggest_topics() == 0


@pytest.mark.django_db
def test_what_a_topic_finds_already_is_not_suggested(archive):
    for _ in range(2):
        AgendaItemFactory(title="Drøftelse af ungdomsklubber")
    Topic.objects.create(name="Unge", slug="unge", aliases="ungdoms*")
    assert suggest_topics() == 0


@pytest.mark.django_db
def test_a_rejection_holds_for_every_form_of_the_term_even_after_re_import(archive):
    item = AgendaItemFactory(title="Drøftelse af ungdomsklubber")
    bring_in(make_minutes(make_item(1, "Ungdomsklubber")))
    suggest_topics()
    settle_suggestion(TopicSuggestion.objects.get(), LinkState.REJECTED)
    item.title = "Drøftelse af ungdomsklubberne"
    item.save()
    bring_in(make_minutes(make_item(1, "Ungdomsklubberne", summary="Om ungdomsklubberne.")))
    assert suggest_topics() == 0
    assert TopicSuggestion.objects.get().state == "rejected"


@pytest.mark.django_db
def test_a_suggestion_that_no_longer_holds_is_taken_away(archive):
    items = [AgendaItemFactory(title="Drøftelse af ungdomsklubber") for _ in range(2)]
    assert suggest_topics() == 1
    items[0].title = "Noget andet"
    items[0].save()
    assert suggest_topics() == 1
    assert not TopicSuggestion.objects.exists()


@pytest.mark.django_db
def test_adopting_makes_a_hidden_topic_that_finds_its_items(archive):
    for _ in range(2):
        DecisionFactory(item=AgendaItemFactory(title="Drøftelse af ungdomsklubber"))
    suggest_topics()
    topic = adopt(TopicSuggestion.objects.get())
    assert (topic.name, topic.slug, topic.aliases, topic.is_public) == (
        "Ungdomsklubber",
        "ungdomsklubber",
        "ungdomsklubber*",
        False,
    )
    assert topic.links.count() == 2
    suggestion = TopicSuggestion.objects.get()
    assert (suggestion.state, suggestion.topic) == ("confirmed", topic)
    again = TopicSuggestion.objects.create(term="UNGDOMSKLUBBER")
    assert adopt(again) == topic


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_items(archive, django_assert_num_queries):
    for number in range(20):
        for _ in range(2):
            AgendaItemFactory(title=f"Drøftelse af {'abcdefghijklmnopqrst'[number] * 3}klubberne")
    with django_assert_num_queries(11):
        assert suggest_topics() == 20
