"""A case with a plan of four steps, as references and commitments tell of it.

The second and third meetings are not in the portal, and the third was held two days late.
"""

from __future__ import annotations

import datetime as dt

from cases.models import AgendaItem, Case, Commitment, Committee, Meeting
from tests.factories import (
    AgendaItemFactory,
    AmountFactory,
    CommitmentFactory,
    DecisionFactory,
    FulfilmentFactory,
    MeetingFactory,
    ReferenceFactory,
)

NUMBER = "20.00.00-A00-3-25"
FIRST, SECOND, THIRD, LAST = (
    dt.date(2026, 2, 17),
    dt.date(2026, 3, 10),
    dt.date(2026, 3, 24),
    dt.date(2026, 4, 28),
)
HELD = dt.date(2026, 3, 26)
STEPS = {
    FIRST: "Den 17. februar 2026: Udvalget taler om, hvad bibliotekerne skal kunne.",
    SECOND: "Den 10. marts 2026: Forvaltningen kommer med et oplæg, der gør ønskerne konkrete.",
    THIRD: "Den 24. marts 2026: Udvalget ser på et udkast til en fælles fortælling om bibliotekerne.",
    LAST: "Den 28. april 2026: Udvalget tager endelig stilling til fortællingen og rammerne.",
}


def make_planned_case(committee: Committee) -> Case:
    """The items 10 and 11 of the first meeting and 31 and 32 of the last, with what they say."""
    first = MeetingFactory(committee=committee, date=FIRST)
    last = MeetingFactory(committee=committee, date=LAST)
    intro = _item(first, 10, "Introduktion til bibliotekerne og deres brugere", "noted")
    plan = _item(first, 11, "Drøftelse af retningen for fremtidens biblioteker", "discussed")
    story = _item(
        last,
        31,
        "Godkendelse af fortælling om fremtidens biblioteker",
        "adopted",
        effect="approved",
    )
    name = _item(
        last,
        32,
        "Godkendelse af et nyt navn til bibliotekerne i kommunen",
        "decided",
        text="Udvalget besluttede, at bibliotekerne fremover hedder Læsehusene.",
    )
    for position, item in enumerate((intro, plan, story, name), start=1):
        item.recommendation = "Direktøren for Kultur og Fritid indstiller\n\nat punktet behandles."
        item.save()
        AmountFactory(
            item=item,
            words=f"{position} mio. kr.",
            sentence=f"Der afsættes {position} mio. kr. til bøger.",
            kroner=position * 10**6,
        )
    held = ReferenceFactory(
        item=story,
        date=HELD,
        words="på mødet den 26. marts 2026",
        sentence="Udvalget fortsætter drøftelsen fra mødet den 26. marts 2026.",
    )
    steps = {date: promise(plan, date, position) for position, date in enumerate(STEPS, start=1)}
    steps[THIRD].held_on, steps[THIRD].held_reference = HELD, held
    steps[THIRD].save()
    FulfilmentFactory(commitment=steps[LAST], item=story)
    CommitmentFactory(
        item=name,
        kind="administration_task",
        words="Forvaltningen sørger for nye skilte.",
        due=None,
        due_precision="",
    )
    case = intro.case
    assert case is not None
    return case


def promise(plan: AgendaItem, date: dt.date, position: int) -> Commitment:
    """A step of the plan, as a reference and a commitment both find it."""
    words = STEPS[date]
    common = {"item": plan, "words": words, "sentence": words, "position": position}
    ReferenceFactory(kind="process_step", date=date, **common)
    return CommitmentFactory(kind="process_step", due=date, **common)


def _item(meeting: Meeting, number: int, title: str, kind: str, **decision: str) -> AgendaItem:
    item = AgendaItemFactory(meeting=meeting, number=number, title=title, journal_number=NUMBER)
    values = {"text": "Indstillingen er tiltrådt.", **decision}
    if kind in ("noted", "discussed"):
        values["text"] = {"noted": "Taget til efterretning.", "discussed": "Drøftet."}[kind]
    DecisionFactory(item=item, kind=kind, **values)
    return item
