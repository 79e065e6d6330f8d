"""The pages of what was promised: the list, and the parts of a case's, a meeting's and an item's page."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from cases.models import AgendaItem, Topic
from tests.factories import (
    AgendaItemFactory,
    CommitmentFactory,
    CommitteeFactory,
    FulfilmentFactory,
    MeetingFactory,
    ReferenceFactory,
    TopicLinkFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + dt.timedelta(days=7)


def plain(tag) -> str:
    return " ".join(tag.get_text().split())


def rows(page: BeautifulSoup) -> list[str]:
    return [plain(row) for row in page.select(".promise")]


@pytest.fixture
def item() -> AgendaItem:
    """An item on 17 February 2026."""
    return AgendaItemFactory(
        meeting=MeetingFactory(
            committee=CommitteeFactory(slug="kultur", name="Kulturudvalget"),
            date=dt.date(2026, 2, 17),
        ),
        number=11,
        title="Retning for havnen",
        journal_number="20.00.00-A00-3-25",
    )


def test_a_row_has_the_printed_words_the_date_and_the_way_to_the_item(client, item):
    CommitmentFactory(
        item=item,
        words="frem mod maj",
        sentence="Der arbejdes frem mod maj, hvor udvalget ser planen.",
        due=dt.date(2026, 5, 1),
        due_precision="month",
        due_inferred=True,
    )
    row = page_of(client, "/opfoelgning/").select_one(".promise")
    assert row.select_one(".words [lang=da]").get_text() == (
        "Der arbejdes frem mod maj, hvor udvalget ser planen."
    )
    assert row.select_one(".words strong").get_text() == "frem mod maj"
    assert "Dato: maj 2026 (udledt)" in plain(row)
    assert row.find("time", datetime="2026-05").get_text() == "maj 2026"
    assert "Mødet 17. februar 2026 Kulturudvalget Punkt 11 Sag 20.00.00-A00-3-25" in plain(row)
    assert row.find("a", string="Retning for havnen")["href"] == "/kultur/2026-02-17/punkt-11/"
    assert row.find("a", string="kommer igen i udvalget")["href"] == "/opfoelgning/#case_returns"


def test_what_has_passed_is_no_verdict(client, item):
    CommitmentFactory(item=item)
    text = plain(page_of(client, "/opfoelgning/").main)
    assert "Opfølgningen er ikke set i portalen endnu." in text
    assert not any(word in text.lower() for word in ("overskredet", "forsømt", "for sent"))


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("suggested", "Måske fulgt op i Ny retning Punkt 31, Kulturudvalget 28. april 2026 Hvorfor?"
         " Ny retning Fundet automatisk: Samme journalnummer; Samme dag."),
        ("confirmed", "Fulgt op i Ny retning Punkt 31, Kulturudvalget 28. april 2026 Hvorfor?"
         " Ny retning Fundet automatisk og bekræftet af en medarbejder: Samme journalnummer; Samme dag."),
        ("rejected", "Opfølgningen er ikke set i portalen endnu."),
    ],
)  # fmt: skip
def test_a_row_says_where_it_was_followed_up_and_who_says_so(client, item, state, says):
    later = AgendaItemFactory(
        meeting=MeetingFactory(committee=item.meeting.committee, date=dt.date(2026, 4, 28)),
        number=31,
        title="Ny retning",
    )
    MeetingFactory(committee=item.meeting.committee, date=dt.date(2025, 6, 3))
    FulfilmentFactory(
        commitment__item=item,
        item=later,
        state=state,
        evidence=[
            {"code": "case", "says": "Samme journalnummer."},
            {"code": "date", "says": "Samme dag."},
        ],
    )
    assert rows(page_of(client, item.case.get_absolute_url()))[0].endswith(says)


def test_a_persons_word_needs_no_evidence(client, item):
    FulfilmentFactory(commitment__item=item, state="confirmed", set_by="person")
    assert rows(page_of(client, "/opfoelgning/"))[0].endswith("Sat af en medarbejder.")


def test_an_item_may_keep_what_it_tells_of(client, item):
    FulfilmentFactory(commitment__item=item, item=item)
    assert "Måske fulgt op i det samme punkt" in rows(page_of(client, "/opfoelgning/"))[0]


def test_a_meeting_that_was_moved_is_told_with_its_source(client, item):
    source = AgendaItemFactory(
        meeting=MeetingFactory(committee=item.meeting.committee, date=dt.date(2026, 4, 28)),
        number=31,
    )
    CommitmentFactory(
        item=item,
        due=dt.date(2026, 3, 24),
        held_on=dt.date(2026, 3, 26),
        held_reference=ReferenceFactory(item=source),
    )
    page = page_of(client, "/opfoelgning/")
    assert (
        "Planlagt 24. marts 2026, holdt 26. marts 2026 ifølge Punkt 31, 28. april 2026."
        in rows(page)[0]
    )
    assert page.find("a", href=source.get_absolute_url()) is not None


def test_a_moved_meeting_shows_the_words_that_say_so(client, item):
    said = ReferenceFactory(
        item__meeting__date=dt.date(2026, 4, 28),
        words="på mødet den 26. marts",
        sentence="Udvalget talte om det på mødet den 26. marts.",
    )
    CommitmentFactory(
        item=item, due=dt.date(2026, 3, 24), held_on=dt.date(2026, 3, 26), held_reference=said
    )
    why = page_of(client, "/opfoelgning/").select_one(".promise details p")
    assert "»Udvalget talte om det på mødet den 26. marts.«" in plain(why)


def test_headings_of_one_item_differ_for_those_who_hear_them(client, item):
    for words in ("Udvalget ser planen.", "Forvaltningen vender tilbage."):
        CommitmentFactory(item=item, words=words)
    headings = [plain(h4) for h4 in page_of(client, "/opfoelgning/").select(".promise h4")]
    assert headings == [
        "Retning for havnen: Udvalget ser planen.",
        "Retning for havnen: Forvaltningen vender tilbage.",
    ]


UNSEEN = "Portalen har ikke noget møde i udvalget {}, så opfølgningen kan ikke ses her."
ELSEWHERE = "Portalen har ikke noget møde i det andet organ {}, så opfølgningen kan ikke ses her."
NO_BODY = "Portalen har ingen møder i det andet organ, så opfølgningen kan ikke ses her."
NONE_LATER = "Portalen har ingen senere møder i udvalget, så opfølgningen kan ikke ses her."
MARCH_10, MARCH = dt.date(2026, 3, 10), dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("values", "held", "says"),
    [
        ({"due": MARCH_10}, None, UNSEEN.format("10. marts 2026")),
        ({"due": MARCH_10}, dt.date(2026, 3, 9), UNSEEN.format("10. marts 2026")),
        ({"due": MARCH_10}, MARCH_10, ""),
        ({"due": MARCH, "due_precision": "month"}, None, UNSEEN.format("i marts 2026")),
        ({"due": MARCH, "due_precision": "month"}, dt.date(2025, 3, 9),
         UNSEEN.format("i marts 2026")),
        ({"due": MARCH, "due_precision": "month"}, MARCH_10, ""),
        ({"due": MARCH_10, "kind": "deadline"}, dt.date(2026, 3, 9), NONE_LATER),
        ({"due": MARCH_10, "kind": "deadline"}, dt.date(2026, 4, 9), ""),
        ({"due": None, "due_precision": ""}, None, NONE_LATER),
        ({"due": None, "due_precision": ""}, MARCH_10, ""),
        ({"due": SOON}, None, ""),
    ],
)  # fmt: skip
def test_what_the_portal_could_not_have_seen_is_said(client, item, values, held, says):
    MeetingFactory(date=MARCH_10)  # of another committee
    MeetingFactory(committee=item.meeting.committee, date=MARCH_10, sequence=2, published_at=None)
    if held:
        MeetingFactory(committee=item.meeting.committee, date=held)
    CommitmentFactory(item=item, **values)
    row = page_of(client, "/opfoelgning/").select_one(".promise")
    assert "".join(plain(told) for told in row.select(".unseen")) == says


@pytest.mark.parametrize(
    ("published", "day", "says"),
    [
        (True, MARCH_10, ""),
        (True, dt.date(2026, 4, 14), ELSEWHERE.format("10. marts 2026")),
        (False, MARCH_10, NO_BODY),
    ],
)
def test_another_body_is_seen_where_the_portal_has_its_meetings(client, item, published, day, says):
    values = {} if published else {"published_at": None}
    MeetingFactory(committee=CommitteeFactory(name="Byrådet"), date=day, **values)
    MeetingFactory(committee=item.meeting.committee, date=MARCH_10)
    CommitmentFactory(
        item=item, kind="other_body", words="Sagen behandles på byrådsmødet", due=MARCH_10
    )
    row = page_of(client, "/opfoelgning/").select_one(".promise")
    assert "".join(plain(told) for told in row.select(".unseen")) == says


def test_the_list_is_grouped_by_status_and_can_go_by_meeting(client, item):
    CommitmentFactory(item=item, words="Kommer", due=SOON)
    CommitmentFactory(item=item, words="Uden dag", due=None, due_precision="")
    CommitmentFactory(item__meeting__date=dt.date(2026, 5, 5), words="Passeret")
    page = page_of(client, "/opfoelgning/")
    assert [plain(h3) for h3 in page.select("h3.group")] == [
        "På vej",
        "Datoen er passeret",
        "Uden dato",
    ]
    words = [plain(words) for words in page.select(".promise .words")]
    assert words == ["Kommer", "Passeret", "Uden dag"]
    flat = page_of(client, "/opfoelgning/?sortering=nyeste")
    assert flat.select("h3.group") == []
    assert plain(flat.select_one(".promise .words")) == "Passeret"


@pytest.fixture
def promises(item) -> None:
    """A is coming, B passed in June 2025, C is for May 2025, D has no day and is followed up."""
    other = MeetingFactory(committee__slug="teknik", date=dt.date(2025, 3, 4))
    CommitmentFactory(words="A", item=item, due=SOON, kind="process_step")
    CommitmentFactory(words="B", item=item)
    CommitmentFactory(
        words="C",
        item=AgendaItemFactory(meeting=other),
        due=dt.date(2025, 5, 1),
        due_precision="month",
    )
    undated = CommitmentFactory(
        words="D", item=AgendaItemFactory(meeting=other), due=None, due_precision=""
    )
    FulfilmentFactory(commitment=undated, state="confirmed")
    TopicLinkFactory(item=item, topic__slug="havn")
    TopicLinkFactory(item=undated.item, topic__slug="afvist", state="rejected")


def shown(client: Client, query: str) -> str:
    page = page_of(client, f"/opfoelgning/?{query}")
    return "".join(plain(words) for words in page.select(".promise .words"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "ABCD"),
        ("sortering=nyeste", "ABCD"),
        ("status=coming", "A"),
        ("status=passed", "BC"),
        ("status=undated", ""),
        ("status=kept", "D"),
        ("udvalg=teknik", "CD"),
        ("udvalg=teknik&status=passed", "C"),
        ("emne=havn", "AB"),
        ("slags=process_step", "A"),
        ("slags=deadline", ""),
        ("fra=2025-06-03", "AB"),
        ("fra=2025-05-31&til=2025-06-02", "C"),
        ("til=3. juni 2025", "BC"),
        ("utm_source=nyhedsbrev", "ABCD"),
    ],
)
def test_a_filter_shows_what_it_says(client, promises, query, words):
    assert shown(client, query) == words


@pytest.mark.parametrize(
    "query",
    ["status=overskredet", "udvalg=findes-ikke", "emne=afvist", "slags=nix", "fra=i går",
     "til=31-02-2025", "fra=2025-06-03&til=2025-06-01", "sortering=nix"],
)  # fmt: skip
def test_a_bad_value_is_a_visible_error_and_shows_nothing(client, promises, query):
    page = page_of(client, f"/opfoelgning/?{query}")
    assert page.find(class_="errorlist") is not None
    assert page.select(".promise") == []


@pytest.mark.parametrize(
    ("query", "name", "labels"),
    [
        ("", "status", ["alle", "På vej (1)", "Datoen er passeret (2)", "Uden dato (0)",
                        "Måske fulgt op (0)", "Fulgt op (1)"]),
        ("udvalg=teknik", "status", ["alle", "På vej (0)", "Datoen er passeret (1)",
                                     "Uden dato (0)", "Måske fulgt op (0)", "Fulgt op (1)"]),
        ("status=kept", "emne", ["alle emner", "Emne nr. (0)"]),
        ("", "emne", ["alle emner", "Emne nr. (2)"]),
    ],
)  # fmt: skip
def test_choices_tell_how_many_they_would_give(client, promises, query, name, labels):
    Topic.objects.filter(slug="havn").update(name="Emne nr.")
    select = page_of(client, f"/opfoelgning/?{query}").find("select", attrs={"name": name})
    assert [option.get_text() for option in select.find_all("option")] == labels


def test_more_filters_are_folded_away_until_one_is_in_use(client, promises):
    def fold(query):
        return page_of(client, f"/opfoelgning/?{query}").select_one("details.more-filters")

    assert not fold("status=passed&slags=").has_attr("open")
    assert fold("til=2025-06-03").has_attr("open")
    assert fold("slags=nix").has_attr("open")


def test_without_hits_the_list_says_what_to_loosen(client, promises):
    page = page_of(client, "/opfoelgning/?status=undated&udvalg=teknik")
    assert [plain(li) for li in page.select(".empty li")] == [
        "fjern: med status »Uden dato« (så er der 2)",
        f"fjern: fra {page.select_one('select[name=udvalg] option[selected]').get_text()[:-4]}"
        " (så er der 0)",
    ]


def test_a_case_shows_its_own(client, item):
    CommitmentFactory(item=item, words="Vores", due=SOON)
    CommitmentFactory(words="Andres")
    section = page_of(client, item.case.get_absolute_url()).select_one(
        "section[aria-labelledby=lovet]"
    )
    assert [plain(words) for words in section.select(".words")] == ["Vores"]
    empty = AgendaItemFactory(journal_number="20.00.00-A00-4-25")
    assert page_of(client, empty.case.get_absolute_url()).find(id="lovet") is None


def test_an_item_shows_what_it_promises_and_what_it_follows_up(client, item):
    CommitmentFactory(item=item, words="Vores", due=SOON)
    FulfilmentFactory(commitment__words="Tidligere", item=item)
    FulfilmentFactory(commitment__words="Afvist", item=item, state="rejected")
    page = page_of(client, item.get_absolute_url())
    parts = {
        name: [plain(words) for words in page.select(f"section[aria-labelledby={name}] .words")]
        for name in ("lovet", "opfoelgning")
    }
    assert parts == {"lovet": ["Vores"], "opfoelgning": ["Tidligere"]}


def test_a_meeting_shows_what_it_promised_and_what_fell_due_around_it(client, item):
    ours = item.meeting.committee
    before = AgendaItemFactory(meeting=MeetingFactory(committee=ours, date=dt.date(2025, 11, 4)))
    CommitmentFactory(item=item, words="Lovet her", due=SOON)
    for words, due, precision in [
        ("14 dage før", dt.date(2026, 2, 3), "day"),
        ("15 dage før", dt.date(2026, 2, 2), "day"),
        ("Samme måned", dt.date(2026, 2, 1), "month"),
        ("14 dage efter", dt.date(2026, 3, 3), "day"),
        ("15 dage efter", dt.date(2026, 3, 4), "day"),
        ("Andet år", dt.date(2025, 2, 17), "day"),
    ]:
        CommitmentFactory(item=before, words=words, due=due, due_precision=precision)
    far = CommitmentFactory(item=before, words="Fulgt op her", due=dt.date(2026, 12, 1))
    FulfilmentFactory(commitment=far, item=item)
    elsewhere = AgendaItemFactory(meeting__date=dt.date(2025, 11, 5))
    CommitmentFactory(item=elsewhere, words="Et andet udvalgs", due=dt.date(2026, 2, 17))
    page = page_of(client, item.meeting.get_absolute_url())
    parts = {
        name: [plain(words) for words in page.select(f"section[aria-labelledby={name}] .words")]
        for name in ("lovet", "tidligere")
    }
    assert parts == {
        "lovet": ["Lovet her"],
        "tidligere": ["Samme måned", "14 dage før", "14 dage efter", "Fulgt op her"],
    }


def test_the_front_page_names_the_next_few_and_only_when_there_are_any(client, item):
    CommitmentFactory(item=item, words="Passeret")
    assert page_of(client, "/").find(id="lovet") is None
    for days in range(5):
        CommitmentFactory(item=item, words=f"Dag {days}", due=SOON + dt.timedelta(days=days))
    lines = page_of(client, "/").select("section[aria-labelledby=lovet] li")
    assert [line.select_one("[lang=da]").get_text() for line in lines] == [
        "Dag 0", "Dag 1", "Dag 2", "Dag 3",
    ]  # fmt: skip
