"""Every kind of public page: rows to show it with, and its address.

Django has to be set up. `fill` is run once on an empty database, `addresses` on a filled one.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from django.core.management import call_command
from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cases.importing.by_hand import settle_item
from cases.importing.files import hold_file, take_out_text
from cases.importing.publish import publish_meeting, withdraw_item
from cases.minutes.commitments import CommitmentKind
from cases.models import (
    AgendaItem,
    Attachment,
    Case,
    Commitment,
    Committee,
    Decision,
    Fulfilment,
    ItemLink,
    Meeting,
    Reference,
    Term,
    Topic,
    TopicLink,
)
from cases.models.attachment import AttachmentState
from cases.models.meeting import MeetingState
from cases.models.origin import SetBy
from cases.models.state import LinkState
from cases.search.finding import search
from cases.search.index import index_rows
from cases.threads.passages import add_by_hand
from tests.attachment_files import BROKEN_PDF, make_pdf
from tests.factories import CommitteeFactory
from tests.planned_case import NUMBER, make_planned_case

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"

# URL names of what no reader looks at as a page.
NOT_PAGES = {
    "attachment_file", "search_suggestions", "opensearch",
    "health", "robots", "manifest", "favicon", "sitemap_index", "sitemap", "design",
}  # fmt: skip

# What kinds that are not an ordinary page answer with; every other kind answers 200.
STATUS = {
    "error 400": 400,
    "error 403": 403,
    "error 404": 404,
    "error 404 with suggestions": 404,
    "error 410": 410,
    "error 500": 500,
}
TABLE = r"(?m)^\s*\|?[ :|]*-{3,}[-: |]*\|"


def fill(minutes: Path = SAMPLES) -> None:
    """Import a folder of minutes and add what every kind of page needs and minutes may lack."""
    for fixture in sorted((ROOT / "cases" / "fixtures").glob("*.json")):
        call_command("loaddata", fixture.stem, verbosity=0)
    with Path(os.devnull).open("w") as silence:
        # samples/senere/ is brought in by the tests of what it completes.
        paths = sorted(minutes.glob("20*")) if minutes == SAMPLES else [minutes]
        call_command("import_minutes", *paths, "--apply", "--publish", stdout=silence)
    add_held_attachments()
    add_link_by_hand()
    add_withdrawn_item()
    if minutes == SAMPLES:  # real minutes are left as they are: journeys count what is in them
        add_promises()
        add_references()
        add_changed_recommendation()
        make_planned_case(CommitteeFactory(name="Kultur- og Biblioteksudvalget", slug="kultur"))
    if not _upcoming().exists():
        add_upcoming_meeting()
    if not Term.objects.published().exists():
        Term.objects.create(word="orientering", explanation="Udvalget får noget at vide.")
    index_rows(AgendaItem.objects.all())  # what was added here row by row
    # PostgreSQL may have taken note, between two tests, of how empty the tables were.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def add_link_by_hand() -> None:
    """Link to its theme the item of the real minutes that is about it without naming it."""
    items = AgendaItem.objects.filter(meeting__date="2025-05-27", number=29)
    topic = Topic.objects.get(slug="bethaniagade")
    for item in items.filter(meeting__committee__slug="beskaeftigelsesudvalget"):
        TopicLink.objects.create(item=item, topic=topic, set_by=SetBy.PERSON, state="confirmed")


def add_held_attachments() -> None:
    """Give attachments in the middle of the list a file: with a long text, scanned, and broken."""
    named = list(Attachment.objects.published().newest_first().filter(file=None))
    middle = len(named) // 2
    lines = [f"Her står linje {line} om indsatsen, som udvalget fik vist." for line in range(1, 31)]
    pages = ["\n".join([f"Bilagets afsnit {number}", "", *lines]) for number in range(1, 46)]
    for offset, (name, data) in enumerate(
        (
            ("bilag.pdf", make_pdf(pages)),
            ("scannet.pdf", make_pdf(["", ""])),
            ("itu.pdf", BROKEN_PDF),
        )
    ):
        take_out_text(hold_file(named[middle + offset], data, name))


def add_promises() -> None:
    """Give items of the busiest committee promises of every kind and status, the longest words too."""
    committee = _busiest_committee()
    items = list(_items().filter(meeting__committee=committee, case__isnull=False).oldest_first())
    first, later = items[0], items[-1]
    today = timezone.localdate()
    for number, kind in enumerate(CommitmentKind, start=1):
        _promise(first, number, kind, today + dt.timedelta(days=30 * number))
    _promise(first, 20, CommitmentKind.PROCESS_STEP, today.replace(day=1), precision="month")
    _promise(first, 21, CommitmentKind.CASE_RETURNS, None)
    perhaps = _promise(first, 22, CommitmentKind.CASE_RETURNS, first.meeting.date)
    kept = _promise(items[1], 23, CommitmentKind.CASE_RETURNS, later.meeting.date)
    moved = _promise(items[1], 24, CommitmentKind.PROCESS_STEP, later.meeting.date)
    _promise(items[1], 25, CommitmentKind.DEADLINE, first.meeting.date)
    moved.held_on = later.meeting.date + dt.timedelta(days=2)
    moved.held_reference = Reference.objects.create(
        item=later, section="case_text", words="på det ekstraordinære møde", kind="meeting_date"
    )
    moved.save()
    evidence = [{"code": "case", "says": "samme journalnummer"}]
    Fulfilment.objects.create(commitment=perhaps, item=later, evidence=evidence)
    Fulfilment.objects.create(commitment=kept, item=later, evidence=evidence, state="confirmed")


def _promise(
    item: AgendaItem,
    position: int,
    kind: CommitmentKind,
    due: dt.date | None,
    precision: str = "day",
) -> Commitment:
    words = f"fremlægges udvalget en samlet plan for punkt {position}"
    return Commitment.objects.create(
        item=item,
        position=position,
        section="case_text",
        words=words,
        sentence=f"Når analysen af indsatsen er færdig, {words}, så udvalget kan tage stilling.",
        kind=kind.value,
        due=due,
        due_precision=precision if due else "",
        due_inferred=position % 2 == 0,
    )


def add_withdrawn_item() -> None:
    """Add an item to the oldest meeting and withdraw it, so that its address answers 410."""
    meeting = Meeting.objects.published().newest_first().reverse()[0]
    withdraw_item(_new_item(meeting, 999, "Et punkt, der er trukket tilbage"))


def add_references() -> None:
    """Let the text of the item with the most topics refer to others: plainly, by inference, in vain
    and in error; and tie it to one by a person's hand."""
    item = _fullest_item()
    assert item is not None
    others = _items().exclude(meeting=item.meeting).newest_first()
    before, linked = others[0], others[1]
    item.case_text += (
        "\n\nSagen blev drøftet på udvalgsmødet den 4. marts (punkt 7) og igen på *møde den 1. april*. "
        "Byrådet tog stilling i maj 2019, jf. i øvrigt punkt 99 på dagsordenen."
    )
    item.save()
    year = {
        "what": "year",
        "why": "Den 4. marts før mødet er en tirsdag, hvor udvalget holder møde.",
    }
    doubt = {"code": "itself", "says": "Teksten skriver punkt 99, men mødet har intet punkt 99."}
    for words, values in {
        "udvalgsmødet den 4. marts (punkt 7)": {
            "target": before, "meeting": before.meeting, "inferred": [year],
        },
        "møde den 1. april": {"meeting": before.meeting},
        "Byrådet tog stilling i maj 2019": {
            "body_name": "Byrådet", "date": dt.date(2019, 5, 1), "precision": "month",
        },
        "punkt 99": {"meeting": item.meeting, "number": 99, "doubts": [doubt]},
    }.items():  # fmt: skip
        row = Reference(kind="meeting_item", **values)
        if add_by_hand(row, item, words):  # a rule may have found them
            row.set_by, row.state = SetBy.RULE, LinkState.SUGGESTED
            row.save()
    ItemLink.objects.create(
        item=linked, other=item, state=LinkState.CONFIRMED, reason="Det er den samme indsats."
    )


def add_changed_recommendation() -> None:
    """Add an item whose decision changes what was recommended: the words that differ are marked."""
    item = _new_item(
        Meeting.objects.published().newest_first().reverse()[0],
        998,
        "Åbningstider på biblioteket",
        recommendation="Direktøren indstiller,\n\nat biblioteket holder åbent til kl. 20 fra den 1. marts.",
    )
    text = (
        "Godkendt, idet biblioteket holder åbent til kl. 21 fra den 1. maj.\n\nCafeen følger med."
    )
    Decision.objects.create(item=item, text=text)
    settle_item(item)


def add_upcoming_meeting() -> None:
    """Add a meeting three weeks from now of which only the agenda is known."""
    latest = Meeting.objects.published().newest_first()[0]
    meeting = Meeting.objects.create(
        committee=latest.committee,
        date=timezone.localdate() + dt.timedelta(days=21),
        start_time=dt.time(13, 30),
        place="Mødelokale 2",
        state=MeetingState.AGENDA,
    )
    publish_meeting(meeting)
    _new_item(meeting, 1, "Godkendelse af dagsorden")
    _new_item(
        meeting,
        2,
        "Kommende drøftelse af indsatsen",
        summary="Udvalget skal drøfte indsatsen for det kommende år.",
        recommendation="Direktøren indstiller\n\nat udvalget drøfter indsatsen.",
    )


def _new_item(meeting: Meeting, number: int, title: str, **texts: str) -> AgendaItem:
    item = AgendaItem(
        meeting=meeting, number=number, position=number, title=title, access="open", **texts
    )
    item.address = item.free_address()
    item.save()
    return item


def addresses() -> dict[str, str]:
    """The address of each kind of page that the rows at hand can show."""
    found = {kind: find() for kind, find in KINDS.items()}
    return {kind: address for kind, address in found.items() if address}


def _at(name: str, *arguments: Any, query: str = "") -> Callable[[], str]:
    return lambda: reverse(name, args=arguments) + (f"?{query}" if query else "")


def _english(find: Callable[[], str | None]) -> Callable[[], str | None]:
    def find_in_english() -> str | None:
        with override("en"):
            return find()

    return find_in_english


def _page_of(find: Callable[[], Any]) -> Callable[[], str | None]:
    """The address of the row that `find` finds, if any."""

    def find_address() -> str | None:
        row = find()
        return None if row is None else row.get_absolute_url()

    return find_address


def _items() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.published().select_related("meeting__committee")


def _upcoming() -> QuerySet[Meeting]:
    return Meeting.objects.published().filter(
        state=MeetingState.AGENDA, date__gt=timezone.localdate()
    )


def _fullest_item() -> AgendaItem | None:
    """The item with the most attachments and topics among those with every section."""
    complete = _items().exclude(summary="").exclude(recommendation="").exclude(case_text="")
    counted = complete.annotate(
        parts=Count("attachments", distinct=True) + Count("topic_links", distinct=True)
    )
    return counted.filter(decisions__isnull=False, case__isnull=False).order_by("-parts").first()


def _referring_item() -> AgendaItem | None:
    """The item whose text refers the most to others."""
    return _items().annotate(said=Count("references")).order_by("-said", "pk").first()


def _longest_item() -> AgendaItem | None:
    return _items().order_by(Length("case_text").desc()).first()


def _item_with_table() -> AgendaItem | None:
    """The item with the longest text that holds a table."""
    return _items().filter(case_text__regex=TABLE).order_by(Length("case_text").desc()).first()


def _item_decided_otherwise() -> AgendaItem | None:
    """The item of `add_changed_recommendation`, or another that was decided otherwise."""
    otherwise = _items().filter(decisions__as_recommended=False)
    return otherwise.order_by("-number").first()


def _undecided_item() -> AgendaItem | None:
    return _items().filter(meeting__in=_upcoming()).order_by("-position").first()


def _withdrawn_item() -> AgendaItem | None:
    withdrawn = AgendaItem.objects.exclude(withdrawn_at=None).select_related("meeting__committee")
    return withdrawn.filter(meeting__withdrawn_at=None).first()


def _longest_meeting() -> Meeting | None:
    counted = Meeting.objects.published().annotate(number=Count("items"))
    return counted.order_by("-number").first()


def _meeting_with_closed_item() -> Meeting | None:
    return Meeting.objects.published().filter(items__access="closed").first()


def _busiest_case(*, is_series: bool = False) -> Case | None:
    cases = Case.objects.published().for_cards().filter(is_series=is_series)
    return cases.order_by("-public_items").first()


def _busiest_committee() -> Committee | None:
    counted = Committee.objects.published().annotate(number=Count("meetings"))
    return counted.order_by("-number").first()


def _busiest_topic() -> Topic | None:
    counted = Topic.objects.published().annotate(number=Count("links"))
    return counted.order_by("-number", "name").first()


def _quietest_committee() -> Committee | None:
    counted = Committee.objects.published().annotate(number=Count("meetings"))
    return counted.order_by("number").first()


def _briefing(committee: Committee | None) -> str | None:
    return None if committee is None else f"{committee.get_absolute_url()}foer-moedet/"


def _commitments_filtered() -> str | None:
    """Those that a person has not confirmed, of one committee, by a date."""
    item = _item_with_promises()
    if item is None:
        return None
    return f"{reverse('commitment_list')}?udvalg={item.meeting.committee.slug}&til=2199-12-31"


def _item_with_promises() -> AgendaItem | None:
    """The item with the most promises of its own."""
    counted = _items().annotate(promises=Count("commitments")).exclude(promises=0)
    return counted.order_by("-promises", "pk").first()


def _meeting_with_promises() -> Meeting | None:
    item = _item_with_promises()
    return None if item is None else item.meeting


def _case_with_promises() -> Case | None:
    found = Case.objects.published().filter(items__commitments__isnull=False)
    return found.annotate(promises=Count("items__commitments")).order_by("-promises").first()


def _attachment(state: AttachmentState) -> Attachment | None:
    return Attachment.objects.published().filter(state=state).order_by("pk").first()


def _held_attachment(text_state: str) -> Attachment | None:
    """An attachment with a file; of those with text, the one with the most pages."""
    held = Attachment.objects.published().filter(state=AttachmentState.HELD)
    found = held.filter(file__text_state=text_state).order_by("-file__page_count", "pk")
    return found.exclude(file__text_state="read", file__page_count=None).first()


def _long_text() -> str | None:
    """The second part of a text that is shown in parts."""
    attachment = _held_attachment("read")
    return None if attachment is None else f"{attachment.get_absolute_url()}?fra=21"


def _whole_meeting() -> str | None:
    meeting = _longest_meeting()
    if meeting is None:
        return None
    return reverse("meeting_whole", args=[meeting.committee.slug, meeting.address])


def _day_without_meeting() -> str | None:
    """A day on which the committee has no meeting: there are others to suggest."""
    committee = _busiest_committee()
    return None if committee is None else f"{committee.get_absolute_url()}1999-01-04/"


def _topic_by_year() -> str | None:
    topic = _busiest_topic()
    if topic is None:
        return None
    newest = topic.links.published().order_by("-item__meeting__date").first()
    return f"{topic.get_absolute_url()}?aar={newest.item.meeting.date.year}"


def _searched_further_back(word: str) -> str | None:
    """What is found below the newest entry that has a word."""
    found = search(word, order="newest").results
    return f"{reverse('search')}?ord={word}&efter={found[0].key}" if found else None


def _searched_in_vain(words: str) -> str | None:
    """A search of which a word and a filter are too much: each can be left out."""
    return f"{reverse('search')}?ord={quote_plus(words)}&sortering=nyeste&bilag=on"


def _decisions_filtered() -> str | None:
    """The decisions of the busiest committee in the year of its newest decision."""
    committee = _busiest_committee()
    if committee is None:
        return None
    decided = committee.meetings.published().filter(items__decisions__isnull=False)
    year = decided.newest_first()[0].date.year
    return f"{reverse('decision_list')}?udvalg={committee.slug}&aar={year}"


KINDS: dict[str, Callable[[], str | None]] = {
    "home": _at("home"),
    "home in English": _english(_at("home")),
    "meeting_list": _at("meeting_list"),
    "calendar": _at("calendar"),
    "search": _at("search"),
    "search found": _at("search", query="ord=indsatsen"),
    "search found in English": _english(_at("search", query="ord=indsatsen")),
    "search by case": _at("search", query="ord=indsatsen&vis=sager&bilag=on"),
    "search misspelled": _at("search", query="ord=indsattsen+findesikke+2025"),
    "search further back": lambda: _searched_further_back("indsatsen"),
    "search no hits": lambda: _searched_in_vain("findesikke indsatsen"),
    "search bad value": _at("search", query="ord=indsatsen&fra=igaar"),
    "decision_list": _at("decision_list"),
    "decision_list in English": _english(_at("decision_list")),
    "decision_list filtered": _decisions_filtered,
    "decision_list decided otherwise": _at("decision_list", query="indstilling=anderledes"),
    "decision_list empty": _at("decision_list", query="ord=findesikke"),
    "decision_list table": _at("decision_list", query="vis=tabel"),
    "decision_list bad value": _at("decision_list", query="fra=igaar"),
    "decision_list second page": _at("decision_list", query="side=2"),
    "case_list": _at("case_list"),
    "case_detail": _page_of(_busiest_case),
    "case_detail with promises": _page_of(_case_with_promises),
    "case_detail with a plan": _page_of(lambda: Case.objects.filter(normalised=NUMBER).first()),
    "case_detail of a series": _page_of(lambda: _busiest_case(is_series=True)),
    "topic_list": _at("topic_list"),
    "topic_detail": _page_of(_busiest_topic),
    "topic_detail by year": _topic_by_year,
    "attachment_list": _at("attachment_list"),
    "attachment_detail": _page_of(lambda: _held_attachment("read")),
    "attachment_detail further on": _long_text,
    "attachment_detail scanned": _page_of(lambda: _held_attachment("scanned")),
    "attachment_detail failed": _page_of(lambda: _held_attachment("failed")),
    "attachment_detail named only": _page_of(lambda: _attachment(AttachmentState.NAMED)),
    "commitment_list": _at("commitment_list"),
    "commitment_list in English": _english(_at("commitment_list")),
    "commitment_list filtered": _commitments_filtered,
    "commitment_list empty": _at("commitment_list", query="fra=2199-01-01"),
    "commitment_list bad value": _at("commitment_list", query="til=igaar"),
    "numbers": _at("numbers"),
    "about": _at("about"),
    "term_list": _at("term_list"),
    "accessibility": _at("accessibility"),
    "privacy": _at("privacy"),
    "committee_detail": _page_of(_busiest_committee),
    "committee_briefing": lambda: _briefing(_busiest_committee()),
    "committee_briefing in English": _english(lambda: _briefing(_busiest_committee())),
    "committee_briefing empty": lambda: _briefing(_quietest_committee()),
    "meeting_detail": _page_of(_longest_meeting),
    "meeting_detail with promises": _page_of(_meeting_with_promises),
    "meeting_detail of an agenda": _page_of(lambda: _upcoming().first()),
    "meeting_detail with a closed item": _page_of(_meeting_with_closed_item),
    "meeting_whole": _whole_meeting,
    "item_detail": _page_of(_fullest_item),
    "item_detail in English": _english(_page_of(_fullest_item)),
    "item_detail with references": _page_of(_referring_item),
    "item_detail with promises": _page_of(_item_with_promises),
    "item_detail long": _page_of(_longest_item),
    "item_detail with table": _page_of(_item_with_table),
    "item_detail decided otherwise": _page_of(_item_decided_otherwise),
    "item_detail without decision": _page_of(_undecided_item),
    "error 400": _at("decision_list", query="ukendt=1"),
    "error 403": _at("error_403"),
    "error 404": lambda: "/findes/ikke/",
    "error 404 with suggestions": _day_without_meeting,
    "error 410": _page_of(_withdrawn_item),
    "error 500": _at("error_500"),
}
