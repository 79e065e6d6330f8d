"""The drawing of a timeline: what is where, what stands for what, and that nothing is cut off."""

import datetime as dt

import pytest

from cases.rendering.short_text import fitted, wrapped
from cases.rendering.timeline import MOST_ROWS, ROOM, draw_timeline
from cases.rendering.timeline_marks import KEY, mark_of_decision
from cases.rendering.timeline_words import duration, without_day
from cases.threads.timelines import Entry, Row, Sort, Told, gather_timeline
from tests.factories import AgendaItemFactory, CommitteeFactory, DecisionFactory, MeetingFactory
from tests.planned_case import make_planned_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned():
    """The rows of the case with a plan."""
    items = make_planned_case(CommitteeFactory(name="Kulturudvalget")).items
    return gather_timeline(list(items.published().oldest_first().for_cards()))


def said(panel):
    return [panel.head.text, *(line.text for mark in panel.marks for line in mark.lines)]


def test_the_plan_is_told_in_a_few_words(planned):
    panels = draw_timeline(planned).panels
    assert [said(panel)[0] for panel in panels] == [
        "17. februar 2026", "10. marts 2026", "26. marts 2026", "28. april 2026", "Uden dato",
    ]  # fmt: skip
    assert said(panels[1]) == [
        "10. marts 2026",
        "Trin 2 af 4 (punkt 11)",
        "Forvaltningen kommer med et oplæg,",
        "der gør ønskerne konkrete.",
        "Mødet er ikke i portalen",
    ]
    assert said(panels[2]) == [
        "26. marts 2026",
        "Planlagt 24., holdt 26. marts",
        "Trin 3 af 4 (punkt 11)",
        "Mødet er ikke i portalen",
        "Nævnt i punkt 31",
    ]
    assert [mark.shape for mark in panels[3].marks] == ["yes", "yes", "kept"]
    assert [panel.css for panel in panels] == ["", "lost", "lost", "", "undated"]


def test_the_axis_begins_at_the_first_mark_and_ends_at_the_last(planned):
    panels = draw_timeline(planned).panels
    assert panels[0].top == panels[0].marks[0].y
    assert panels[3].bottom == panels[3].marks[-1].y
    assert [(panel.top, panel.bottom) for panel in panels[1:3]] == [
        (-1, panel.height) for panel in panels[1:3]
    ]


def test_every_mark_used_is_explained_and_no_other(planned):
    assert [name for name, _path, _label in draw_timeline(planned).key] == [
        "yes", "noted", "discussed", "kept", "plan", "missing", "due",
    ]  # fmt: skip


def test_marks_differ_in_shape_or_in_being_hollow():
    same_circle = {"noted": "filled", "plan": "hollow"}
    shapes = [(path, same_circle.get(name)) for name, (path, _label) in KEY.items()]
    assert len(set(shapes)) == len(shapes)


def row(date, **values):
    return Row(date, False, "", (Entry(sort=Sort.MENTION, **values),))


def test_a_long_time_is_a_broken_axis_with_its_length():
    rows = [
        row(dt.date(2025, 1, 7)),
        Row(
            dt.date(2025, 8, 5),
            False,
            "",
            (Entry(sort=Sort.DUE, told=(Told(AgendaItemFactory(), ("Vi svarer.",)),)),),
            210,
        ),
    ]
    panels = draw_timeline(rows).panels
    assert [(panel.css, panel.head.text) for panel in panels] == [
        ("", "7. januar 2025"),
        ("gap", "7 måneder"),
        ("", "5. august 2025"),
    ]


def test_today_stands_between_what_was_and_what_is_to_come():
    panels = draw_timeline([row(dt.date(2025, 1, 7)), row(dt.date(2099, 1, 6))]).panels
    assert [panel.css for panel in panels] == ["", "today", ""]


def test_of_a_long_thread_the_newest_is_drawn():
    start = dt.date(2020, 1, 7)
    rows = [row(start + dt.timedelta(days=day)) for day in range(MOST_ROWS + 3)]
    picture = draw_timeline(rows)
    assert (len(picture.panels), picture.left_out) == (MOST_ROWS, 3)
    assert picture.panels[-1].head.text == "2. februar 2020"


def test_a_title_that_all_items_share_is_not_repeated():
    meetings = [MeetingFactory(date=dt.date(2025, month, 7)) for month in (1, 2)]
    items = [AgendaItemFactory(meeting=meeting, title="Nøgletal", number=3) for meeting in meetings]
    panels = draw_timeline(gather_timeline(items)).panels
    assert [line for panel in panels for line in said(panel)[-1:]] == ["Punkt 3", "Punkt 3"]


@pytest.mark.parametrize(
    ("kind", "effect", "mark"),
    [
        ("adopted", "", "yes"),
        ("adopted", "application_rejected", "no"),
        ("adopted", "noted", "noted"),
        ("adopted", "discussed", "discussed"),
        ("rejected", "", "no"),
        ("postponed", "", "put-off"),
        ("recommended", "", "yes"),
        ("protocol_signed", "", "noted"),
        ("unknown", "", "open"),
    ],
)
def test_a_mark_says_what_a_decision_came_to(kind, effect, mark):
    assert mark_of_decision(DecisionFactory.build(item=None, kind=kind, effect=effect)) == mark


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Kort", ["Kort"]),
        ("Godkendelse af en rapport om cyklister i byen", ["Godkendelse af en rapport om cyklister", "i byen"]),
        ("Om udviklingsplanlægningsudvalgsmedlemmer", ["Om", "udviklingsplanlægningsudvalgs-…"][:1]),
        ("", []),
    ],
)  # fmt: skip
def test_words_are_kept_whole_where_there_is_room(text, lines):
    assert wrapped(text, ROOM, 2)[: len(lines)] == lines


@pytest.mark.parametrize(("text", "most"), [("m" * 200, 21), ("W " * 90, 32), ("ord " * 90, 45)])
def test_what_there_is_no_room_for_is_an_ellipsis(text, most):
    lines = wrapped(text, ROOM, 2)
    assert len(lines) == 2
    assert all(len(line) <= most for line in lines)
    assert lines[1].endswith("…")
    assert fitted(text, ROOM).endswith("…")


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 dag"), (92, "92 dage"), (93, "3 måneder"), (400, "13 måneder"), (1000, "3 år")],
)
def test_a_time_is_told_as_people_tell_it(days, words):
    assert duration(days) == words


def test_a_step_is_told_without_the_day_it_stands_under():
    assert without_day("- Den 1. juni 2026: Udvalget ser på den.") == "Udvalget ser på den."
    assert without_day("Udvalget mødes kl. 8: alle kommer.") == "Udvalget mødes kl. 8: alle kommer."
