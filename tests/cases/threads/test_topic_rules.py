"""What a topic's words find in a text, what they do not, and how much it counts."""

import pytest

from cases.models import Topic
from cases.threads.topic_rules import Rule, match_item, quote


def rule(aliases: str, weak: str = "", exclusions: str = "", *, title_only: bool = False) -> Rule:
    return Rule.of(
        Topic(aliases=aliases, weak_aliases=weak, exclusions=exclusions, title_only=title_only)
    )


@pytest.mark.parametrize(
    ("alias", "text", "found"),
    [
        ("mil", "en milliard", False),
        ("mil", "den ekstra mil", True),
        ("budgetforlig*", "Budgetforligets tekst", True),
        ("*reform", "en værdighedsreform", True),
        ("beskæftigelsesreform*", "kontanthjælpsreformen", False),
        ("aulum milen", "Aulum-Milen", True),
        ("STU", "turen til Sturup", False),
        ("varmestue*", "var\u043c\u0435\u0441\u0442uen", True),
        ("a+b", "a+b", True),
    ],
)
def test_words_match_whole_unless_a_star_says_otherwise(alias, text, found):
    assert (match_item(rule(alias), {"title": text}) is not None) == found


@pytest.mark.parametrize(
    ("texts", "level", "score"),
    [
        ({"title": "Parken"}, "about", 5),
        ({"summary": "parken", "case": "parken parken parken parken"}, "mentions", 3),
        ({"decision": "parken", "case": "parken parken parken"}, "about", 5),
        ({"recommendation": "parken"}, "mentions", 2),
        ({"attachments": "Parken, Parken, Parken"}, "mentions", 1),
    ],
)
def test_the_score_decides_between_about_and_mentions(texts, level, score):
    match = match_item(rule("parken"), texts)
    assert match is not None
    assert (match.level, match.score) == (level, score)


def test_weak_words_count_only_beside_a_strong_one():
    with_weak = rule("beskæftigelsesreform*", "reformen")
    assert match_item(with_weak, {"case": "reformen"}) is None
    match = match_item(with_weak, {"case": "beskæftigelsesreformen og reformen"})
    assert match is not None
    assert match.score == 2


def test_an_excluded_phrase_does_not_count():
    with_exclusion = rule("mil", exclusions="går en ekstra mil")
    assert match_item(with_exclusion, {"case": "vi går en ekstra mil"}) is None
    assert match_item(with_exclusion, {"case": "vi går en ekstra mil for en mil"}) is not None


def test_a_topic_for_titles_only_looks_nowhere_else():
    assert (
        match_item(rule("nøgletal*", title_only=True), {"title": "x", "case": "nøgletal"}) is None
    )


def test_the_evidence_tells_the_words_the_section_and_how_often():
    match = match_item(rule("park*"), {"title": "Parken", "case": "parken, parker og parken"})
    assert match is not None
    assert match.evidence == [
        {"words": "parken", "section": "title", "section_label": "titel", "count": 1},
        {"words": "parken", "section": "case", "section_label": "sagsfremstilling", "count": 2},
        {"words": "parker", "section": "case", "section_label": "sagsfremstilling", "count": 1},
    ]


TRAPS = [
    # alias, weak words, exclusions, text of an item's case, what counts in it
    ("den ekstra mil", "geografisk mil", "", "Vi har tilføjet en geografisk mil.", []),
    ("den ekstra mil", "geografisk mil", "", "Den Ekstra Mil får en geografisk mil.",
     ["den ekstra mil", "geografisk mil"]),
    ("den ekstra mil", "", "gå* den ekstra mil", "Lærerne går den ekstra mil. Hun gik en mil.", []),
    ("den ekstra mil", "", "går den ekstra mil", "Den Ekstra Mil går den ekstra mil.",
     ["den ekstra mil"]),
    ("ekstra mil", "", "går en", "De går en ekstra mil.", ["ekstra mil"]),
    ("den mil", "", "lange", "den lange mil", []),
    ("mil", "", "", "En milliard og to millioner, Milos og familien.", []),
    ("aulum milen*", "", "", "Fritidscenteret i Aulum, Aulumvej 3.", []),
    ("aulum milen*", "", "", "Aulum-Milens mål og _Aulum Milen_ og **Aulum** Milen",
     ["aulum-milens", "aulum milen", "aulum** milen"]),
    ("bethaniagade*", "varmestue*", "", "Uro ved varmestuen og ny gadebelysning.", []),
    ("bethaniagade*", "varmestue*", "", "Bethaniagades var\u043c\u0435\u0441\u0442ue",
     ["bethaniagades", "varmestue"]),
    ("beskæftigelsesreform*", "reformen", "", "Kontanthjælpsreformen og psykiatriplanen.", []),
    ("beskæftigelsesreform*", "reform*", "kontanthjælpsreform*",
     "Beskæftigelsesreformen kommer efter kontanthjælpsreformen og værdighedsreformen.",
     ["beskæftigelsesreformen"]),
    ("*reform", "", "kontanthjælpsreform*\nværdighedsreform", "kontanthjælpsreform, skattereform",
     ["skattereform"]),
    ("reform*", "", "", "En psykiatriplan og en psykiatrireform.", []),
    ("sygefravær*", "", "sygefravær og jobfastholdelse", "Afdelingen Sygefravær og Jobfastholdelse", []),
    ("nøgletal*", "", "", "Nøglepersoner", []),
    ("ungeløft*", "", "", "Ungevejledningen og et ungdomsløft", []),
    ("arbejdspligt*", "", "", "Arbejdet er en pligt.", []),
    ("STU", "", "", "Sturup, studie, kostue", []),
    ("STU", "", "", "STU-analysen og STU'en", ["stu", "stu"]),
    ("CUBB", "", "", "CUBBs hjemmeside, scubba", []),
    ("CUBB\nCUBBs", "", "", "CUBBs side om (CUBB)", ["cubb", "cubbs"]),
    ("euroskills*", "", "", "EuroSkills 2025 og Euroskills2025", ["euroskills", "euroskills2025"]),
    ("juniormester*", "", "", "mesterlære, voksenlærling, juniormesterlære", ["juniormesterlære"]),
    ("job herning", "", "", "Jobcenter Herning", []),
    ("job herning", "", "", "Job\nHerning", ["job herning"]),
    ("serviceområde 17", "", "", "serviceområde 171 og serviceområde 17.", ["serviceområde 17"]),
]  # fmt: skip


@pytest.mark.parametrize(("alias", "weak", "exclusions", "text", "words"), TRAPS)
def test_a_rule_does_not_walk_into_the_traps_of_its_words(alias, weak, exclusions, text, words):
    match = match_item(rule(alias, weak, exclusions), {"title": "Et punkt", "case": text})
    counted = [hit for hit in (match.evidence if match else []) for _ in range(hit["count"])]
    assert sorted(hit["words"] for hit in counted) == sorted(words)


@pytest.mark.parametrize("aliases", ["", "*", "* *\n-", "**\n\n"])
def test_a_list_without_a_word_finds_nothing(aliases):
    assert match_item(rule(aliases), {"title": "* - hvad som helst"}) is None


def test_words_of_the_attachments_never_lift_an_item_from_mentioning_to_being_about():
    texts = {"attachments": "Parken 1\nParken 2", "case": "Parken, parken og parken igen"}
    match = match_item(rule("parken"), texts)
    assert match is not None
    assert (match.level, match.score) == ("mentions", 3)


def test_a_quotation_shows_the_words_as_printed_with_the_text_around():
    texts = {
        "case": "Først en linje.\n\nDe går en ekstra mil.  Så åbner **Den Ekstra  Mil** i byen.",
        "title": "x" * 200 + " Den Ekstra Mil " + "y " * 100,
        "summary": "Den\nEkstra Mil",
    }
    mil = rule("den ekstra mil", exclusions="en ekstra mil")
    match = match_item(mil, texts)
    assert match is not None
    title, summary, case = quote(mil, texts, match.evidence)
    assert (case.before, case.words, case.after) == (
        "De går en ekstra mil. Så åbner **",
        "Den Ekstra Mil",
        "** i byen.",
    )
    assert title.before == "… "
    assert title.after.endswith("y …")
    assert len(title.after) < 100
    assert (summary.words, summary.before, summary.after) == ("den ekstra mil", "", "")
