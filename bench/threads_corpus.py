"""Made-up minutes of many years, written straight into the database: cases that return, dates and sums."""

from __future__ import annotations

import datetime as dt
import random
from itertools import count

from cases.minutes.danish import MONTHS, format_date
from cases.models import AgendaItem, Case, Committee, Decision, Meeting

_ITEMS_A_MEETING = 12
_SUBJECTS = (
    "cykelstien ved åen", "skolehaven", "den nye hal", "varmestuen", "havnebadet", "biblioteket",
    "busruten til Nørre Lind", "plejehjemmet Egely", "genbrugspladsen", "lokalplan 47", "jobhuset",
    "fritidspasset", "byrumsplanen", "vandværket", "ungdomsskolen", "spejderhytten",
)  # fmt: skip
_VERBS = ("Orientering om", "Godkendelse af", "Drøftelse af", "Status på", "Ansøgning om")
# About as many references and promises as real minutes have: one and a half and a half an item.
_TELLING = 0.09
_PLAIN = (
    "Naboerne har fået brev, og der er kommet {number} svar.",
    "Borgerne har været glade for {subject}, og der er plads til flere.",
    "Budgetmål og sygefravær følges hver måned i nøgletallene.",
    "Ordningen for {subject} omfatter {thousands} borgere i hele kommunen.",
    "Forvaltningen vurderer, at {subject} kan holdes inden for rammen på {number},{digit} mio. kr.",
    "Den {past} var der borgermøde om {subject}, hvor {thousands} mødte frem.",
    "Loven trådte i kraft den {past}.",
)
_SENTENCES = (
    "Sagen blev drøftet på udvalgsmødet den {past} (punkt {number}).",
    "Forslaget forelægges igen på udvalgsmødet den {coming}.",
    "Der afsættes {thousands}.000 kr. om året til {subject}.",
    "Udvalget ønsker en ny status på udvalgsmødet i {month}.",
)
_DECISIONS = (
    ("noted", "Taget til efterretning."),
    ("adopted", "Indstillingen er tiltrådt."),
    ("approved", "Godkendt.\n\nUdvalget ønsker en evaluering om et år."),
    ("postponed", "Udsat.\n\nSagen tages op igen på det kommende møde."),
    ("discussed", "Drøftet."),
)


def make_corpus(items: int, seed: int = 5) -> None:
    """Write `items` public items in meetings of four committees, fortnight by fortnight."""
    chance = random.Random(seed)
    committees = [
        Committee.objects.create(name=f"{name}udvalget", slug=f"{name.lower()}udvalget")
        for name in ("Teknik", "Kultur", "Social", "Skole")
    ]
    cases = [
        Case.objects.for_number(f"{group:02}.01.00-G01-{serial}-20")
        for group in range(1, 10)
        for serial in range(1, items // 30 + 2)
    ]
    meetings = Meeting.objects.bulk_create(_meetings(committees, items))
    numbers: dict[tuple[int, int], count[int]] = {}
    rows = []
    for meeting in meetings:
        series = numbers.setdefault((meeting.committee_id, meeting.date.year), count(1))
        for position in range(1, _ITEMS_A_MEETING + 1):
            rows.append(_item(chance, meeting, position, next(series), chance.choice(cases)))
    AgendaItem.objects.bulk_create(rows[:items], batch_size=500)
    Decision.objects.bulk_create((_decision(chance, item) for item in rows[:items]), batch_size=500)


def _meetings(committees: list[Committee], items: int) -> list[Meeting]:
    published = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    wanted = -(-items // _ITEMS_A_MEETING)
    return [
        Meeting(
            committee=committees[number % 4],
            date=dt.date(2005, 1, 4) + dt.timedelta(days=14 * (number // 4)),
            published_at=published,
        )
        for number in range(wanted)
    ]


def _item(
    chance: random.Random, meeting: Meeting, position: int, number: int, case: Case
) -> AgendaItem:
    subject = chance.choice(_SUBJECTS)

    def text(sentences: int) -> str:
        return " ".join(_sentence(chance, meeting, subject) for _ in range(sentences))

    return AgendaItem(
        meeting=meeting, number=number, position=position, address=f"punkt-{number}",
        title=f"{chance.choice(_VERBS)} {subject}", access="open", case=case,
        journal_number=case.journal_number, summary=text(2),
        case_text="\n\n".join(text(5) for _ in range(4)),
        recommendation=f"Direktøren indstiller\n\nat udvalget godkender {subject}.",
    )  # fmt: skip


def _sentence(chance: random.Random, meeting: Meeting, subject: str) -> str:
    sentences = _SENTENCES if chance.random() < _TELLING else _PLAIN
    return chance.choice(sentences).format(
        past=format_date(meeting.date - dt.timedelta(days=14 * chance.randint(1, 9))),
        coming=format_date(meeting.date + dt.timedelta(days=14 * chance.randint(1, 9))),
        number=chance.randint(2, 90),
        thousands=chance.randint(20, 900),
        digit=chance.randint(1, 9),
        month=chance.choice(MONTHS),
        subject=subject,
    )


def _decision(chance: random.Random, item: AgendaItem) -> Decision:
    kind, text = chance.choice(_DECISIONS)
    return Decision(item=item, kind=kind, text=text)
