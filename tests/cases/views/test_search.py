"""The page of search: what it says, offers and links to, in every state."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.importing.files import hold_file, take_out_text
from cases.importing.publish import withdraw_item
from cases.models import AgendaItem, Committee, Synonym
from cases.search import finding
from cases.search.index import index_items
from tests.attachment_files import make_pdf
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    CommitteeFactory,
    DecisionFactory,
    MeetingFactory,
    TopicLinkFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db


def make_item(title, date=dt.date(2025, 3, 4), committee="Teknisk Udvalg", **values):
    """An item with one decision, not in the index yet."""
    meeting = MeetingFactory(committee=committee_of(committee), date=date)
    item = AgendaItemFactory(meeting=meeting, title=title, **values)
    DecisionFactory(item=item)
    return item


def committee_of(name):
    found = Committee.objects.filter(name=name).first()
    return found or CommitteeFactory(name=name, slug=name.split()[0].lower())


def index():
    index_items(AgendaItem.objects.all())


@pytest.fixture
def items():
    """Four items of two committees and three years, one of them with a file of two pages."""
    lights = make_item(
        "Belysning på cykelstien",
        journal_number="05.01.00-A00-3-25",
        case_text="Lamperne langs cykelstien er slidte og skiftes i to etaper.",
    )
    TopicLinkFactory(item=lights, topic__name="Cykelstier", topic__slug="cykelstier")
    again = make_item("Lamper på havnen", dt.date(2024, 5, 7), journal_number="05.01.00-A00-3-25")
    bridge = make_item("Ny bro over åen", dt.date(2023, 6, 6), "Havneudvalget")
    pages = ["Broen bliver bred.", "Lamper på broen koster ekstra."]
    attachment = AttachmentFactory(item=bridge, title="Notat om broen")
    take_out_text(hold_file(attachment, make_pdf(pages), "notat.pdf"))
    school = make_item("Ferieplan for skolerne", dt.date(2025, 9, 2), "Havneudvalget")
    index()
    return {"lights": lights, "again": again, "bridge": bridge, "school": school}


def titles(page):
    return [link.get_text() for link in page.select("article h3 a")]


def heading(page):
    return page.find(id="resultater").get_text()


def facet(page, name):
    """The choices of a facet with their counts."""
    rows = page.select(f"[aria-labelledby=facet-{name}] li")
    return {row.a.get_text().strip(): row.find("span", class_="soft").get_text() for row in rows}


def test_without_words_the_newest_stand_first_with_everything_to_narrow_them_by(client, items):
    page = page_of(client, "/soeg/")
    assert heading(page) == "Alt i portalen: 4 punkter"
    assert titles(page)[0] == "Ferieplan for skolerne"
    assert facet(page, "udvalg") == {"Havneudvalget": "2", "Teknisk Udvalg": "2"}
    assert facet(page, "aar") == {"2025": "2", "2024": "1", "2023": "1"}
    assert page.title.get_text().startswith("Søgning – ")


def test_a_result_says_where_the_words_stand_and_marks_them(client, items):
    page = page_of(client, "/soeg/?ord=lampe")
    assert heading(page) == "3 punkter"
    assert page.title.get_text().startswith("Søgning med ordene »lampe« – ")
    assert page.find(id="ord")["value"] == "lampe"
    first = page.select_one("article")
    assert first.h3.a["href"] == items["again"].get_absolute_url()
    assert first.h3.mark.get_text() == "Lamper"
    assert first.select_one(".meta time")["datetime"] == "2024-05-07"
    assert first.select_one(".kind").get_text() == "Godkendt"
    lights = next(one for one in page.select("article") if "cykelstien" in one.h3.get_text())
    assert lights.select_one(".where").get_text() == "Sagsfremstilling:"
    assert lights.select_one(".passage mark").get_text() == "Lamperne"


def test_a_page_of_an_attachment_is_a_link_to_that_page(client, items):
    page = page_of(client, "/soeg/?ord=ekstra")
    link = page.select_one(".where a")
    assert link.get_text() == "Side 2 i bilaget »Notat om broen«"
    attachment = items["bridge"].attachments.get()
    assert link["href"] == f"/bilag/{attachment.pk}/?fra=2#side-2"
    assert client.get(link["href"]).status_code == 200


def test_more_pages_than_are_shown_are_counted(client):
    item = make_item("Regnskab")
    attachment = AttachmentFactory(item=item)
    take_out_text(hold_file(attachment, make_pdf(["Asfalt til vejen."] * 5), "asfalt.pdf"))
    index()
    page = page_of(client, "/soeg/?ord=asfalt")
    assert len(page.select(".where a")) == 2
    assert "Og på 3 sider mere i punktets bilag." in page.article.get_text()


def test_a_facet_is_chosen_and_dropped_by_links_that_keep_the_words(client, items):
    page = page_of(client, "/soeg/?ord=lamper")
    link = page.select_one("[aria-labelledby=facet-udvalg] a[href*=havneudvalget]")
    assert link["href"] == "/soeg/?ord=lamper&udvalg=havneudvalget#resultater"
    chosen = page_of(client, link["href"].partition("#")[0])
    assert titles(chosen) == ["Ny bro over åen"]
    assert facet(chosen, "udvalg") == {"Fjern filtret: Havneudvalget ✕": "1", "Teknisk Udvalg": "2"}
    drop = chosen.select_one("[aria-labelledby=facet-udvalg] a[aria-current=true]")
    assert drop["href"] == "/soeg/?ord=lamper#resultater"
    assert [chip["href"] for chip in chosen.select(".chips a")] == ["/soeg/?ord=lamper#resultater"]


def test_kinds_are_chosen_beside_each_other(client, items):
    DecisionFactory(item=items["school"], kind="noted")
    index()
    page = page_of(client, "/soeg/?slags=approved")
    links = {a["href"] for a in page.select("[aria-labelledby=facet-slags] a")}
    assert links == {"/soeg/#resultater", "/soeg/?slags=approved&slags=noted#resultater"}
    assert len(titles(page_of(client, "/soeg/?slags=approved&slags=noted"))) == 4


def test_the_box_keeps_what_has_been_chosen(client, items):
    page = page_of(
        client, "/soeg/?ord=lamper&udvalg=teknisk&sortering=nyeste&vis=sager&efter=9&side=1"
    )
    kept = {one["name"]: one["value"] for one in page.select("main form input[type=hidden]")}
    assert kept == {"udvalg": "teknisk", "sortering": "nyeste", "vis": "sager"}


def test_the_order_is_a_link(client, items):
    page = page_of(client, "/soeg/?ord=lamper")
    links = {a.get_text(): a["href"] for a in page.select(".tools a")}
    newest = page_of(client, links["nyeste"].partition("#")[0].replace("?", "/soeg/?", 1))
    assert titles(newest) == ["Belysning på cykelstien", "Lamper på havnen", "Ny bro over åen"]
    oldest = page_of(client, "/soeg/?ord=lamper&sortering=aeldste")
    assert titles(oldest) == titles(newest)[::-1]


def test_results_of_one_case_stand_together(client, items):
    page = page_of(client, "/soeg/?ord=lamper&vis=sager")
    assert titles(page) == ["Lamper på havnen", "Ny bro over åen"]
    others = page.article.details
    assert others.summary.get_text() == "1 andet punkt i sagen passer på søgningen"
    assert others.select_one("li a").get_text() == "Belysning på cykelstien"
    assert others.select_one("li .passage mark")


def test_of_a_long_case_the_rest_is_a_link_away(client):
    for day in range(1, 9):
        make_item("Nøgletal", dt.date(2025, 1, day), journal_number="05.01.00-A00-7-25")
    index()
    page = page_of(client, "/soeg/?ord=nøgletal&vis=sager")
    others = page.article.details
    assert others.summary.get_text() == "7 andre punkter i sagen passer på søgningen"
    links = [a.get_text() for a in others.select("a")]
    assert links == ["Nøgletal"] * 5 + ["Se hele sagen"]


def test_what_lacks_a_word_comes_last_and_says_which(client, items):
    page = page_of(client, "/soeg/?ord=lamper+ferieplan")
    assert heading(page) == "Intet punkt har alle ordene, 2 har det vigtigste af dem"
    lacking = {one.h3.a.get_text(): one.s.get_text() for one in page.select("article")}
    assert lacking == {"Ferieplan for skolerne": "lamper", "Lamper på havnen": "ferieplan"}
    some = page_of(client, "/soeg/?ord=lamper+havnen")
    assert heading(some).startswith("1 punkt har alle ordene, ")


@pytest.mark.parametrize(
    ("words", "label", "address"),
    [
        ("lamper maj 2024", "møder i maj 2024", "?ord=lamper&fra=2024-05-01&til=2024-05-31"),
        ("7.5.2024", "møder den 7. maj 2024", "?fra=2024-05-07&til=2024-05-07"),
        ("lamper 2024", "punkter fra 2024", "?ord=lamper&aar=2024"),
        ("05.01 lamper", "journalnummer 05.01", "?ord=lamper&journalnummer=05.01"),
        ("havneudvalget bro", "Havneudvalget", "?ord=bro&udvalg=havneudvalget"),
        ("-bro Teknisk Udvalg", "Teknisk Udvalg", "?ord=-bro&udvalg=teknisk"),
    ],
)
def test_what_is_recognised_is_offered_as_a_filter(client, items, words, label, address):
    page = page_of(client, f"/soeg/?ord={words}")
    link = page.select_one(".offers a")
    assert link.get_text() == label
    assert link["href"] == f"/soeg/{address}#resultater"
    assert titles(page_of(client, f"/soeg/{address}"))
    assert page_of(client, f"/soeg/{address}").select(".offers a") == []


def test_a_committee_is_offered_without_danish_letters_too(client):
    CommitteeFactory(name="Børneudvalget", slug="boern")
    make_item("Nye klasser", committee="Børneudvalget")
    index()
    for typed in ("børneudvalget", "boerneudvalget"):
        assert (
            page_of(client, f"/soeg/?ord={typed}").select_one(".offers a").get_text()
            == "Børneudvalget"
        )


def test_a_number_that_no_case_has_is_not_offered(client, items):
    assert page_of(client, "/soeg/?ord=99.99").select(".offers") == []


def said(page):
    return page.select_one(".understood").get_text(" ", strip=True)


def test_the_number_of_an_item_is_said_to_be_one(client, items):
    page = page_of(client, f"/soeg/?ord=punkt {items['bridge'].number}")
    assert "er læst som punktets nummer på dagsordenen." in said(page)
    assert "Ny bro over åen" in titles(page)


def test_a_slip_is_mended_and_that_is_said(client, items):
    page = page_of(client, "/soeg/?ord=belysming")
    assert said(page) == "Ingen tekst har ordet » belysming «. Her er søgt på » belysning « ."
    assert titles(page) == ["Belysning på cykelstien"]


def test_a_beginning_of_a_word_finds_it_and_says_so(client, items):
    page = page_of(client, "/soeg/?ord=feriep")
    assert "Her er søgt på ord, der begynder sådan." in said(page)
    assert titles(page) == ["Ferieplan for skolerne"]


def test_a_rare_word_beside_a_common_one_may_be_a_slip(client):
    make_item("Vejfrost i vinter", case_text="Skovstien fryser.")
    for number in range(12):
        make_item(f"Skolestien del {number}", dt.date(2025, 1, 1 + number))
    make_item("Skolestein males", dt.date(2025, 2, 1))
    index()
    page = page_of(client, "/soeg/?ord=vinter skolestein")
    link = page.select_one(".understood a")
    assert (link.get_text(), link["href"]) == ("vinter skolestien", "/soeg/?ord=vinter+skolestien")


def test_synonyms_are_named(client, items):
    Synonym.objects.create(words="lygte\nlampe")
    page = page_of(client, "/soeg/?ord=lygter")
    assert said(page) == "Der er også søgt på » lampe «."
    assert len(titles(page)) == 3


def test_a_topic_with_the_same_name_is_a_link(client, items):
    page = page_of(client, "/soeg/?ord=cykelstier")
    assert page.select_one(".understood a")["href"] == "/emner/cykelstier/"


def test_a_synonym_with_a_little_word_works_both_ways(client):
    Synonym.objects.create(words="sosu-plan\nsocial- og sundhedsplan")
    for number, title in enumerate(("Ny sosu-plan", "Ny social- og sundhedsplan")):
        make_item(title, dt.date(2025, 1, number + 1))
    index()
    for words in ("sosu-plan", "social- og sundhedsplan"):
        assert len(titles(page_of(client, f"/soeg/?ord={words}"))) == 2


def test_a_committee_is_known_only_where_anything_of_it_is_public(client, items):
    CommitteeFactory(name="Whistleblowernævn", code="WBN")
    for name in ("whistleblowernævn", "wbn"):
        assert f"Ingen tekst har » {name} «." in said(page_of(client, f"/soeg/?ord=lamper {name}"))


def test_nothing_found_leads_on_by_fewer_words_and_fewer_filters(client, items):
    page = page_of(client, "/soeg/?ord=bro+-bro&sortering=nyeste&aar=2023")
    assert heading(page) == "Ingen punkter"
    ways = {a.get_text(): a for a in page.select(".empty a")}
    assert ways["bro"]["href"] == "/soeg/?sortering=nyeste&aar=2023&ord=bro"
    assert ways["bro"].find_next("span").get_text() == "1 punkt"
    unknown = page_of(client, "/soeg/?ord=bro+xyzzyq")
    assert "Ingen tekst har » xyzzyq «." in said(unknown)
    # Of one word alone the answer says so already.
    assert not page_of(client, "/soeg/?ord=xyzzyq").select(".understood")
    without = page_of(client, "/soeg/?ord=bro&aar=2024&udvalg=teknisk").select(".empty a")
    assert without == []
    other = page_of(client, "/soeg/?ord=bro&aar=2024").select_one(".empty a")
    assert other["href"] == "/soeg/?ord=bro"
    assert other.find_next("span").get_text() == "1 punkt"


def test_nothing_found_leads_on_to_numbers_and_topics_that_are_alike(client, items):
    numbers = page_of(client, "/soeg/?ord=05.01.00-A00-3-26").select(".empty a")
    assert [a["href"] for a in numbers] == ["/sager/05.01.00-A00-3-25/"]
    topics = page_of(client, "/soeg/?ord=cykelxqv").select(".empty a")
    assert [a["href"] for a in topics] == ["/emner/cykelstier/"]


def test_there_is_always_help_and_a_way_out(client):
    page = page_of(client, "/soeg/?ord=intet")
    assert heading(page) == "Ingen punkter"
    assert page.select_one(".more a")["href"] == "/beslutninger/"
    assert "Citationstegn" in page.main.get_text()
    assert "Der er ingen punkter endnu." in page_of(client, "/soeg/").main.get_text()


def test_more_than_is_looked_at_is_said_and_the_rest_is_a_link_away(client, items, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    page = page_of(client, "/soeg/?ord=lamper")
    assert heading(page).startswith("Mindst ")
    older = page.find("a", string="Ældre resultater")["href"].partition("#")[0]
    assert "Tallene er talt blandt de nyeste." in page.select_one(".facets").get_text()
    further = page_of(client, older)
    assert heading(further).startswith("Ældre resultater: ")
    seen = {*titles(page), *titles(further)}
    assert seen == {"Belysning på cykelstien", "Lamper på havnen", "Ny bro over åen"}
    back = further.find("a", string="Tilbage til de nyeste")
    assert back["href"] == "/soeg/?ord=lamper"


def test_pages_keep_the_search(client):
    for number in range(25):
        make_item(f"Støjværn del {number}", dt.date(2025, 1, 1) + dt.timedelta(days=number))
    index()
    page = page_of(client, "/soeg/?ord=støjværn")
    assert heading(page) == "25 punkter, side 1 af 2"
    assert page.select_one(".pages a")["href"] == "?ord=st%C3%B8jv%C3%A6rn&side=2#resultater"
    second = page_of(client, "/soeg/?ord=støjværn&side=2")
    assert len(titles(second)) == 5
    assert client.get("/soeg/?ord=støjværn&side=3").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "ukendt=1",
        "side=0",
        "side=x",
        "vis=kort",
        "efter=x",
        "efter=-1",
        "efter=9999999999999999999",
        "udvalg=findes-ikke",
        "aar=x",
        "kle=99",
        "slags=x",
        "sortering=x",
    ],
)
def test_what_cannot_be_used_is_named(client, items, query):
    answer = client.get(f"/soeg/?ord=bro&{query}")
    assert answer.status_code == 400
    link = page_of(client, f"/soeg/?ord=bro&{query}").select_one("main a.button")
    assert client.get(link["href"]).status_code == 200


@pytest.mark.parametrize("query", ["fra=igaar", "kroner=mange"])
def test_a_bad_value_shows_no_results_but_the_mistake(client, items, query):
    page = page_of(client, f"/soeg/?ord=bro&{query}")
    assert titles(page) == []
    assert page.find(role="alert")
    assert page.select_one(".more-filters[open] .errorlist")
    assert page.find(id="ord")["value"] == "bro"
    assert page.title.get_text().startswith("Fejl: ")


def test_what_lacks_a_word_is_there_in_every_order(client, items):
    for order in ("", "&sortering=nyeste", "&sortering=aeldste"):
        found = titles(page_of(client, f"/soeg/?ord=lamper+ferieplan{order}"))
        assert set(found) == {"Ferieplan for skolerne", "Lamper på havnen"}


def test_facets_count_what_is_left_where_only_something_is_left_out(client, items):
    page = page_of(client, "/soeg/?ord=-bro")
    one = page.select_one("[aria-labelledby=facet-udvalg] li")
    left = titles(page_of(client, one.a["href"].split("#")[0]))
    assert one.get_text().split()[-1] == str(len(left))


def test_a_later_part_of_a_journal_number_is_offered_as_a_filter(client, items):
    whole = titles(page_of(client, "/soeg/?journalnummer=05.01.00-A00-3-25"))
    for part in ("A00-3-25", "3-25", "A00-3"):
        link = page_of(client, f"/soeg/?ord={part}").select_one(".offers a")
        assert link.get_text() == f"journalnummer {part}"
        assert titles(page_of(client, link["href"].split("#")[0])) == whole != []


def test_a_word_in_quotes_is_found_in_no_other_form(client):
    for number, title in enumerate(("Bro", "Broen", "Brolægning og lægning")):
        make_item(title, dt.date(2025, 1, number + 1))
    index()
    assert len(titles(page_of(client, "/soeg/?ord=bro"))) > 1
    assert titles(page_of(client, '/soeg/?ord="bro"')) == ["Bro"]


ODD = [
    "'; DROP TABLE cases_agendaitem; --", '"', '"bro', "-", "*", "bro*", "-bro", "NEAR(bro)", "bro AND",
    "🚲", "👩‍👩‍👧", "\x00bro\x00", "bro\ufeff", "%", "f:alle", "å" * 10_000, "bro " * 2_500, "a:b:c", "(((",
    "<b>bro</b>", "{{ 1 }}", "٣", "١٢.٠٥", "1" * 400,
]  # fmt: skip


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_nothing_that_can_be_typed_is_an_error(client, items, words):
    for more in ({}, {"vis": "sager"}, {"sortering": "aeldste", "aar": "2025"}):
        answer = client.get("/soeg/", {"ord": words, **more})
        assert answer.status_code == 200
        assert "<b>bro</b>" not in answer.content.decode()
    assert client.get("/soeg/forslag/", {"ord": words}).status_code == 200


def test_what_is_too_long_is_cut_in_the_search_and_in_every_link(client, items):
    answer = client.get("/soeg/", {"ord": "bro " * 2_500 + "lamper"})
    text = answer.content.decode()
    assert "Der er kun søgt på begyndelsen af det, du skrev." in text
    assert len(text) < 200_000


def test_what_is_withdrawn_after_it_was_indexed_is_not_shown(client, items):
    withdraw_item(items["bridge"])
    for query in ("ord=bro", "ord=lamper&vis=sager", ""):
        assert "Ny bro over åen" not in titles(page_of(client, f"/soeg/?{query}"))


# The queries of each state of the page, the same with one row and with three.
QUERIES = {
    "": 8,
    "ord=kloak": 16,
    "ord=kloak&vis=sager": 17,
    "ord=kloak&udvalg=teknisk&aar=2025&slags=approved": 18,
    "ord=kloakken+maj+2025": 21,
    "ord=kloakk": 16,
    "ord=kloak+qqqqq&sortering=nyeste&aar=2025": 26,
    "ord=kloak+-kloakken&sortering=nyeste&aar=2025": 23,
}


@pytest.mark.parametrize(("query", "number"), QUERIES.items())
def test_three_results_cost_as_many_queries_as_one(client, query, number):
    for count in (1, 3):
        for row in range(count):
            day = dt.date(2025, 5, 1 + 10 * (count == 3) + row)
            item = make_item("Kloak og kloakrør", day, journal_number="05.01.00-A00-9-25")
            TopicLinkFactory(item=item)
            attachment = AttachmentFactory(item=item)
            pages = [f"Kloakken er ny: {count}, {row}, {page}" for page in range(4)]
            take_out_text(hold_file(attachment, make_pdf(pages), "kloak.pdf"))
        index()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/soeg/?{query}").status_code == 200
        assert len(asked) == number
