"""What is found, on the database at hand: words, phrases, filters, order, and only what is public."""

import datetime as dt
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from cases.models import AgendaItem, Case, SearchEntry
from cases.search import finding
from cases.search.counting import count_facets
from cases.search.engine import engine
from cases.search.expressions import Every, Term, either
from cases.search.finding import Finder, search
from cases.search.found import Selection
from cases.search.index import index_items
from cases.search.state import current_state
from tests.cases.search.strange import queries
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    DecisionFactory,
    MeetingFactory,
    TopicFactory,
    TopicLinkFactory,
)

pytestmark = pytest.mark.django_db


def make(
    title: str, *, date: str = "2025-03-04", decision: str = "", **values: object
) -> AgendaItem:
    """An item that can be found, with a decision where there is one."""
    item = AgendaItemFactory(
        title=title, meeting=MeetingFactory(date=dt.date.fromisoformat(date)), **values
    )
    if decision:
        DecisionFactory(item=item, text=decision)
    index_items([item])
    return item


def titles(typed: str = "", selection: Selection | None = None, **values: object) -> list[str]:
    """The titles that are found, in order."""
    found = search(typed, selection, **values)
    rows = AgendaItem.objects.in_bulk([result.item for result in found.results])
    return [rows[result.item].title for result in found.results]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cykelsti", ["Cykelstier i byen"]),
        ("CYKELSTIERNE", ["Cykelstier i byen"]),
        ('"stier i byen"', []),
        ('"lys i parken"', ["Parken"]),
        ('"parken lys"', []),
        ("lyset -parken", ["Havnen"]),
        ("byg*", ["Havnen"]),
        ("15.20.00", ["Parken"]),
        ("a00-3", ["Parken"]),
        ("15.20.00-A00-3-25", ["Parken"]),
        ("punkt 77", ["Havnen"]),
        ("4.3.2025", ["Parken"]),
        ("den 4. marts 2025", ["Parken"]),
        ("marts 2025", ["Parken"]),
        ("rådhuset", ["Havnen"]),
        ("notatet", ["Havnen"]),
        ("fritid", ["Parken"]),
        ("anna", ["Havnen"]),
        ("§ 17", ["Cykelstier i byen"]),
        ("paragraf 17", ["Cykelstier i byen"]),
        ("tog", []),
    ],
)
def test_what_is_found(typed, found):
    park = make("Parken", date="2025-03-04", decision="Der sættes lys i parken.")
    park.case = Case.objects.for_number("15.20.00-A00-3-25")
    park.save()
    TopicLinkFactory(item=park, topic=TopicFactory(name="Fritid"))
    said = {"decision": "Byggeriet får lys.", "caseworker": "Anna And"}
    harbour = make("Havnen", date="2024-02-01", number=77, **said)
    harbour.meeting.place = "Rådhuset"
    harbour.meeting.save()
    AttachmentFactory(item=harbour, title="Notat")
    make("Cykelstier i byen", date="2023-05-02", case_text="Efter § 17 i vejloven.")
    index_items([park, harbour])
    assert titles(typed) == found


def test_what_lacks_a_word_comes_after_what_has_all():
    make("Lys i parken", date="2020-01-07")
    make("Parken", date="2025-01-07")
    found = search("lys parken")
    assert titles("lys parken") == ["Lys i parken", "Parken"]
    assert [found.lacking(result) for result in found.results] == [[], ["lys"]]
    assert found.complete == 1


def test_where_little_has_nearly_all_what_has_the_telling_word_is_there_too():
    make("Park", case_text="Den blå bro fik flere penge til lys.")
    make("Ansøgning fra Den Blå Mølle")
    for number in range(9):
        make(f"Penge {number}", case_text="Flere penge.")
    assert titles("fik den blå mølle flere penge til lys")[:2] == [
        "Park",
        "Ansøgning fra Den Blå Mølle",
    ]


@pytest.mark.parametrize("typed", ["støtte til lærlinge", "ung vækst"])
def test_words_that_stand_together_as_they_were_typed_count_more(typed):
    make("Nyest", case_text="Lærlinge kan få støtte. En ung er i vækst.", date="2025-01-07")
    make("Ældst", case_text="Støtte til lærlinge fra UngVækst.", date="2020-01-07")
    assert titles(typed) == ["Ældst", "Nyest"]


def test_a_slip_in_a_word_that_is_written_in_two():
    make("Førtidspension", date="2020-01-07")
    make("Pension og fortid", date="2025-01-07")
    assert titles("fortids pension") == ["Pension og fortid", "Førtidspension"]
    AgendaItem.objects.filter(title="Pension og fortid").update(title="Pension")
    index_items(AgendaItem.objects.all())
    assert titles("fortids pension") == ["Førtidspension", "Pension"]


def test_compounds_with_a_word_that_is_spelled_without_its_letters():
    make("Videoovervågning")
    assert titles("overvaagning") == ["Videoovervågning"]


def test_what_lacks_the_rarest_word_has_the_less_of_what_was_asked():
    make("Plan for 10. klasse", date="2025-01-07")
    make("Uden titel", date="2025-01-07", case_text="Plan for psykiatri om 10 uger.")
    for number in range(9):
        make(f"Plan {number}")
    assert titles("psykiatri plan 10 år")[:2] == ["Uden titel", "Plan for 10. klasse"]


@pytest.mark.parametrize("most", [1, 200])
def test_what_has_the_word_comes_before_what_has_a_compound_with_it(most, monkeypatch):
    monkeypatch.setattr(finding, "_MOST_NEAR", most)
    make("Ældst", date="2020-01-07", case_text="En reform.")
    make("Nyest", date="2025-01-07", case_text="En beskæftigelsesreform for beskæftigelse.")
    make("I titlen: beskæftigelsesreform", date="2020-01-07")
    # Where there are many, only what stands in telling places tells them apart.
    by_text = ["Ældst", "Nyest"] if most > 1 else ["Nyest", "Ældst"]
    assert titles("reform") == ["I titlen: beskæftigelsesreform", *by_text]


def test_a_journal_number_that_begins_so_comes_before_one_that_goes_on_so():
    for title, number, date in (("Fra", "27.12.00-G01", "2020"), ("Midt", "17.27.12-P19", "2025")):
        item = make(title, date=f"{date}-01-07")
        item.case = Case.objects.for_number(number)
        item.save()
        index_items([item])
    assert titles("27.12") == ["Fra", "Midt"]
    assert titles("12") == []
    assert sorted(titles("12-P19")) == ["Midt"]


def test_a_month_in_a_title_counts_as_much_as_the_month_of_the_meeting():
    make("Nøgletal for marts 2025", date="2025-04-08")
    make("Nøgletal for april 2025", date="2025-05-27")
    assert titles("nøgletal april 2025") == ["Nøgletal for april 2025", "Nøgletal for marts 2025"]


@pytest.mark.parametrize("typed", ["28. april", "den 28. april", "tirsdag d. 28/4", "28/4", "28.4"])
def test_a_day_without_a_year_finds_the_meetings_of_that_day_and_what_names_it(typed):
    make("I år", date="2026-04-28")
    make("For længe siden", date="1998-04-28")
    make("Dagen efter", date="2026-04-29", summary="Som aftalt den 28. april.")
    make("En anden måned", date="2026-05-28")
    assert sorted(titles(typed)) == ["Dagen efter", "For længe siden", "I år"]
    assert titles(typed)[-1] == "Dagen efter"


@pytest.mark.parametrize("typed", ["§ 18-midler", "§18-midler", "paragraf 18-midler"])
def test_what_a_hyphen_joins_to_a_paragraph_is_looked_for_too(typed):
    make("Fordeling af § 18-midler")
    make("Midler til havnen")
    assert titles(typed)[0] == "Fordeling af § 18-midler"


def test_a_word_that_is_nowhere_finds_what_is_most_like_it():
    make("Tildeling af førtidspension")
    found = search("førtidspensionister")
    assert [group.instead for group in found.groups] == [["førtidspension"]]
    assert titles("førtidspensionister") == ["Tildeling af førtidspension"]


def test_orders():
    for date in ("2024-01-09", "2025-01-07", "2023-01-10"):
        make(f"Parken {date}", date=date)
    dates = [f"Parken {date}" for date in ("2023-01-10", "2024-01-09", "2025-01-07")]
    assert titles("parken", order="oldest") == dates
    assert titles("parken", order="newest") == dates[::-1]
    assert titles("") == dates[::-1]


def test_the_order_of_print_stays_in_a_meeting_whichever_end_a_list_begins_at():
    meeting = MeetingFactory()
    items = [AgendaItemFactory(meeting=meeting, number=n, title=f"Sag {n}") for n in (1, 2, 3)]
    index_items(items)
    for order in ("newest", "oldest"):
        assert titles("sag", order=order) == ["Sag 1", "Sag 2", "Sag 3"]


@pytest.mark.parametrize("decisions", [False, True])
@pytest.mark.parametrize("typed", ["sag", ""])
@pytest.mark.parametrize("further", [2, 3])
def test_oldest_first_goes_on_where_it_was_cut_also_within_a_meeting(
    typed, decisions, further, monkeypatch
):
    monkeypatch.setattr(finding, "MOST", 3)
    monkeypatch.setattr(finding, "_MOST_FURTHER", further)
    titled = []
    for year, items in ((2023, 2), (2024, 8), (2025, 1)):
        meeting = MeetingFactory(date=dt.date(year, 1, 9))
        for number in range(1, items + 1):
            item = AgendaItemFactory(meeting=meeting, number=number, title=f"Sag {year}-{number}")
            DecisionFactory(item=item)
            index_items([item])
            titled.append(item.title)
    after = None
    while titled:
        part = search(typed, Selection(decisions=decisions), order="oldest", after=after)
        found = [AgendaItem.objects.get(pk=result.item).title for result in part.results]
        expected, titled = titled[: further if after else 3], titled[further if after else 3 :]
        assert found == expected
        after = part.older
    assert after is None


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_a_phrase_of_common_words_is_found_a_part_at_a_time_and_nowhere_twice(order, monkeypatch):
    monkeypatch.setattr(finding, "_TEXTS", 4)
    expected = []
    for month in range(1, 11):
        meeting = MeetingFactory(date=dt.date(2025, month, 9))
        for number in (1, 2, 3):
            title = f"{'Rød sti' if number % month else 'Sti rød'} {month}-{number}"
            index_items([AgendaItemFactory(meeting=meeting, number=number, title=title)])
            expected += [title] if title.startswith("Rød") else []
    part = search('"rød sti"', order=order)
    found = [part.results]
    while part.older is not None:
        part = search('"rød sti"', order=order, after=part.older)
        found.append(part.results)
    if order == "newest":
        expected.sort(key=lambda title: -int(title.split()[2].split("-")[0]))
    assert len(found) >= 5
    titled = dict(AgendaItem.objects.values_list("pk", "title"))
    assert [titled[result.item] for part in found for result in part] == expected


def test_a_phrase_with_a_word_that_is_nowhere_is_looked_for_to_the_end(monkeypatch):
    monkeypatch.setattr(finding, "_TEXTS", 2)
    monkeypatch.setattr(finding, "_FURTHEST", 3)
    for number in range(1, 7):
        make(f"Rød sti {number}", date=f"2025-01-{number:02}")
    assert search('"rød sti"').is_capped
    nowhere = search('"rød qqqqq"')
    assert (nowhere.total, nowhere.is_capped, nowhere.older) == (0, False, None)


def test_filters_narrow_and_are_counted_as_if_they_were_not_in_use():
    for title, date, kind in (("A", "2024-01-09", "noted"), ("B", "2025-01-07", "approved")):
        item = make(f"Parken {title}", date=date)
        DecisionFactory(item=item, kind=kind)
        index_items([item])
    year = Selection({"aar": Term("f:aar:2025")})
    assert titles("parken", year) == ["Parken B"]
    finder = Finder("parken", year)
    counts, is_capped = finder.counted(["aar"])
    assert (counts["aar"]["f:aar:2024"], counts["aar"]["f:aar:2025"], is_capped) == (1, 1, False)
    assert count_facets(finder.found().results)["f:slags:approved"] == 1
    assert titles("", Selection(first=dt.date(2024, 6, 1))) == ["Parken B"]
    assert titles("", Selection(last=dt.date(2024, 1, 9))) == ["Parken A"]
    assert current_state().counts()["f:slags:noted"] == 1


@pytest.mark.parametrize("typed", ["parken", ""])
def test_each_filter_in_use_is_counted_with_the_others_as_they_are(typed):
    for number, (year, kind, group) in enumerate(
        product((2024, 2025), ("noted", "approved"), ("05", "27"))
    ):
        case = Case.objects.for_number(f"{group}.01.00-A00-{number + 1}-25")
        meeting = MeetingFactory(date=f"{year}-01-{number + 1:02}")
        item = AgendaItemFactory(meeting=meeting, title="Parken", case=case)
        DecisionFactory(item=item, kind=kind)
        index_items([item])
    terms = {"aar": Term("f:aar:2025"), "kle": Term("f:kle:05")}
    terms["slags"] = either(Term("f:slags:noted"), Term("f:slags:rejected"))
    counts, _is_capped = Finder(typed, Selection(terms)).counted(["aar", "kle", "slags"])
    for name, others in (("aar", ("2024", "2025")), ("slags", ("noted", "approved"))):
        for value in others:
            term = f"f:{name}:{value}"
            alone = search(typed, Selection({**terms, name: Term(term)}))
            assert counts[name][term] == alone.total == 1


def test_more_than_can_be_looked_at_is_said_and_reached(monkeypatch):
    monkeypatch.setattr(finding, "MOST", 3)
    for year in range(2018, 2025):
        make(f"Parken {year}", date=f"{year}-05-01")
    first = search("parken", order="newest")
    assert first.is_capped
    second = search("parken", order="newest", after=first.older)
    third = search("parken", order="newest", after=second.older)
    assert [found.total for found in (first, second, third)] == [3, 3, 1]
    assert titles("parken", order="newest", after=second.older) == ["Parken 2018"]
    oldest = search("parken", order="oldest")
    assert titles("parken", order="oldest", after=oldest.older) == [
        f"Parken {year}" for year in (2021, 2022, 2023)
    ]


def test_an_item_with_several_decisions_is_found_once():
    item = make("Parken", decision="Lys.")
    DecisionFactory(item=item, text="Mørke.", position=2)
    index_items([item])
    assert titles("parken") == ["Parken"]
    assert titles("mørke") == ["Parken"]
    assert search("", Selection(decisions=True)).total == 2


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=queries([]))
def test_nothing_that_can_be_typed_is_an_error(typed):
    if not AgendaItem.objects.exists():
        make("Lys i parken", decision="Godkendt.")
    found = search(typed)
    assert all(result.item for result in found.results)
    assert AgendaItem.objects.filter(pk__in=finding.items_with(typed)).count() <= 1


def test_the_newest_and_the_oldest_of_many_are_found_whatever_month_they_are_of(monkeypatch):
    monkeypatch.setattr(finding, "MOST", 3)
    for number in range(40):
        day = dt.date(2020, 1, 31) + dt.timedelta(days=37 * number)
        words = "Parken" + (" Sti" if number % 9 == 0 else "")
        index_items([AgendaItemFactory(meeting__date=day, title=f"{words} {number:02}")])
    expected = [f"Parken {number:02}" for number in (39, 38, 37)]
    assert titles("parken", order="newest") == expected
    assert titles("parken", order="oldest")[1:] == ["Parken 01", "Parken 02"]
    # Rarer together than either is alone, and not among the newest months.
    assert titles("parken sti", order="newest") == [f"Parken Sti {n:02}" for n in (36, 27, 18)]
    later = search("parken", order="newest").older
    assert later is not None
    assert titles("parken", order="newest", after=later) == [
        "Parken Sti 36",
        "Parken 35",
        "Parken 34",
    ]


TREES = ["ahorn", "birk", "bøg", "eg", "elm", "fyr", "gran", "lind"]


@pytest.mark.parametrize("share", [1.0, 0.5, 0.1, None])
@pytest.mark.parametrize("asked", [TREES, TREES[:2], TREES[:1]])
def test_an_engine_gives_the_newest_or_oldest_however_many_it_was_told_to_expect(asked, share):
    for number in range(40):
        day = dt.date(2020, 1, 31) + dt.timedelta(days=20 * number)
        title = f"Fældning {TREES[number % 8]}"
        index_items([AgendaItemFactory(meeting__date=day, title=title)])
    fitting = AgendaItem.objects.filter(title__in=[f"Fældning {tree}" for tree in asked])
    keys = sorted(SearchEntry.objects.filter(item__in=fitting).values_list("key", flat=True))
    expression = Every((either(*map(Term, asked)), Term("fældning")))
    for limit, upwards in product((1, 2, 5, 50), (True, False)):
        expected = (keys if upwards else keys[::-1])[:limit]
        rows = engine().hits(
            expression, current_state(), share, least=0, before=2**63 - 1, limit=limit, upwards=upwards,
            columns="key, %s", shown=["shown"], where=" AND item_id <> %s", values=[0],
        )  # fmt: skip
        assert rows == [(key, "shown") for key in expected]


@pytest.mark.parametrize("decisions", [False, True])
def test_the_counts_kept_for_one_filter_are_those_of_what_it_leaves(decisions):
    topic = TopicFactory()
    for number, (year, kind) in enumerate(product((2024, 2025), ("noted", "approved"))):
        item = make(f"Parken {number}", date=f"{year}-01-{number + 1:02}")
        DecisionFactory(item=item, kind=kind)
        if number % 2:
            DecisionFactory(item=item, kind="rejected", position=2)
            TopicLinkFactory(item=item, topic=topic)
        index_items([item])
    withdrawn = AgendaItem.objects.get(title="Parken 0")
    AgendaItem.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    index_items([withdrawn])
    of_parts = ("f:alle", "f:ekstra", "f:besluttet", "f:md:")
    for term in [
        f for f in current_state().counts(decisions=decisions) if not f.startswith(of_parts)
    ]:
        finder = Finder("", Selection({"en": Term(term)}, decisions=decisions))
        found = finder.found()
        twice = Selection({"en": Term(term), "to": Term(term)}, decisions=decisions)
        looked = count_facets(search("", twice).results)
        expected = {f: n for f, n in looked.items() if f != term and not f.startswith(of_parts)}
        assert finder.counted_all(found) == (expected, False)
        assert found.total == looked[term] > 0
