"""What is hidden appears nowhere public: every address in the URL conf is visited.

A new address fails here until it says, in ADDRESSES, how to visit it. What search is made from is
looked at too: everything here has been public and in its index before it was hidden.
"""

import datetime as dt
import json
from collections.abc import Callable, Collection
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from cases import urls
from cases.importing.by_hand import settle_item
from cases.importing.files import hold_file, take_out_text
from cases.importing.publish import (
    unpublish_meeting,
    withdraw_attachment,
    withdraw_item,
    withdraw_meeting,
)
from cases.models import (
    AgendaItem,
    Attachment,
    Commitment,
    Meeting,
    SearchEntry,
    SearchWord,
    StoredFile,
)
from cases.search.counting import count_facets
from cases.search.engine import engine
from cases.search.finding import search
from cases.search.guessing import meant_by, nearest_words
from cases.search.index import index_items
from cases.search.vocabulary import (
    compounds_with,
    entries_beginning,
    forms_of,
    words_beginning,
    written_with_another,
)
from cases.threads.topics import settle_topic
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    CommitmentFactory,
    CommitteeFactory,
    DecisionFactory,
    FulfilmentFactory,
    ItemLinkFactory,
    MeetingFactory,
    ReferenceFactory,
    TopicFactory,
    TopicLinkFactory,
)

pytestmark = pytest.mark.django_db
HIDDEN_WORD = "hemmeligord"
AHEAD = timezone.localdate() + dt.timedelta(days=30)
type Hide[Row] = Callable[[Row], object]


def publish_later(meeting: Meeting) -> None:
    """Behind the index's back: no act does it."""
    meeting.published_at = timezone.now() + dt.timedelta(days=9)
    meeting.save()


def forget_access(item: AgendaItem) -> None:
    """Behind the index's back, as above."""
    item.access = "unknown"
    item.save()


def close(item: AgendaItem) -> None:
    item.access = "closed"
    settle_item(item)


HIDDEN_MEETINGS: dict[str, Hide[Meeting]] = {
    "unpublished": unpublish_meeting,
    "published later": publish_later,
    "withdrawn": withdraw_meeting,
}
HIDDEN_ITEMS: dict[str, Hide[AgendaItem]] = {
    "closed": close,
    "of unknown access": forget_access,
    "withdrawn": withdraw_item,
}
BEHIND = (publish_later, forget_access)
# What somebody types who looks for what is hidden. The word itself is not in it: pages repeat
# what was typed.
ASKED = (
    "hemmelig", "hemmelig*", "hemmeligrod", "hemmeligt ord", '"titel"', "titel resume", "hemmelige-ord",
    "99.00.00", "99.00.00-A00-20-25", "A00-11", "punkt 20", "4.3.2025", "marts 2025", "kladde", "afvist",
    "filen", "", "-titel", "udvalg",
)  # fmt: skip


def fill(item: AgendaItem) -> None:
    """Give an item decisions, attachments and topics full of the secret word."""
    DecisionFactory(item=item, text=f"{HIDDEN_WORD} besluttet")
    hold_text(AttachmentFactory(item=item, title=f"{HIDDEN_WORD} bilag"))
    CommitmentFactory(item=item, words=f"{HIDDEN_WORD} loves", due=AHEAD)
    topic = TopicFactory(name=f"{HIDDEN_WORD} emne {item.pk}", slug=f"{HIDDEN_WORD}-{item.pk}")
    TopicLinkFactory(topic=topic, item=item)


def hold_text(attachment: Attachment) -> None:
    """Give an attachment a file whose name, bytes and text hold the secret word."""
    data = f"{HIDDEN_WORD} {attachment.pk} i filen".encode()
    take_out_text(hold_file(attachment, data, f"{HIDDEN_WORD}.txt"))


def secret_item(meeting: Meeting, number: int) -> AgendaItem:
    item = AgendaItemFactory(
        meeting=meeting,
        number=number,
        title=f"{HIDDEN_WORD} titel",
        summary=f"{HIDDEN_WORD} resume",
        case_text=f"{HIDDEN_WORD} sag",
        recommendation=f"{HIDDEN_WORD} indstiller\n\nat {HIDDEN_WORD}",
        journal_number=f"99.00.00-A00-{number}-25",
        caseworker=HIDDEN_WORD,
    )
    fill(item)
    return item


@pytest.fixture(scope="module")
def hidden(lasting_rows: None) -> list[AgendaItem]:
    """Rows of every sort that were public and searched for, and then hidden, beside a public item."""
    public = MeetingFactory(committee__slug="aabent-udvalg", date=dt.date(2025, 3, 4))
    shown = AgendaItemFactory(
        meeting=public, number=1, title="Åbent punkt", journal_number="05.01.00-A00-1-25"
    )
    DecisionFactory(item=shown, text="Godkendt.")
    AttachmentFactory(item=shown, title="Åbent bilag")
    TopicLinkFactory(item=shown, topic=TopicFactory(name="Åbent emne", slug="aabent-emne"))
    draft, rejected = (
        TopicLinkFactory(
            item=shown, set_by="person", topic=TopicFactory(name=f"{HIDDEN_WORD} {name}", slug=name)
        )
        for name in ("kladde", "afvist")
    )
    hold_text(AttachmentFactory(item=shown, title=f"{HIDDEN_WORD} trukket"))
    secret_committee = CommitteeFactory(name=f"{HIDDEN_WORD} udvalg", slug=f"{HIDDEN_WORD}-udvalg")
    meetings = [
        MeetingFactory(committee=secret_committee, place=HIDDEN_WORD) for _ in HIDDEN_MEETINGS
    ]
    items = [secret_item(meeting, number) for number, meeting in enumerate(meetings, start=10)]
    items += [secret_item(public, number) for number, _ in enumerate(HIDDEN_ITEMS, start=20)]
    for item in items:
        refer(shown, item)
    index_items([shown, *items])
    assert {result.item for result in search(HIDDEN_WORD).results} == {
        shown.pk,
        *(i.pk for i in items),
    }
    assert nearest_words("hemmeligrod") == [HIDDEN_WORD]
    assert words_beginning("hemm")
    rejected.state = "rejected"
    rejected.save()
    hide_each(meetings, items, BEHIND)
    call_command("rebuild_search", stdout=StringIO())
    hide_each(meetings, items, {*HIDDEN_MEETINGS.values(), *HIDDEN_ITEMS.values()} - {*BEHIND})
    draft.topic.is_public = False
    draft.topic.save()
    settle_topic(draft.topic)
    withdraw_attachment(shown.attachments.get(title=f"{HIDDEN_WORD} trukket"))
    promise_what_hidden_items_keep(shown, items)
    return items


def hide_each(
    meetings: list[Meeting], items: list[AgendaItem], ways: Collection[Callable[..., object]]
) -> None:
    """Hide those meetings and items that are to be hidden in one of these ways."""
    for rows, hide in ((meetings, HIDDEN_MEETINGS), (items[len(meetings) :], HIDDEN_ITEMS)):
        for row, way in zip(rows, hide.values(), strict=True):
            if way in ways:
                way(row)


def refer(shown: AgendaItem, secret: AgendaItem) -> None:
    """Tie a public item to a hidden one in every way there is."""
    said = {"later": True, "why": f"Titlen er {HIDDEN_WORD}.", "says": f"Det hedder {HIDDEN_WORD}."}
    inferred = [{"what": what, **said} for what in ("item", "date")]
    doubts = [{"code": "tvivl", **said}]
    ReferenceFactory(item=shown, to=secret, inferred=inferred, doubts=doubts)
    ReferenceFactory(item=secret, to=shown, words=f"{HIDDEN_WORD} punkt 1")
    ItemLinkFactory(item=shown, other=secret, state="confirmed", reason=HIDDEN_WORD)
    secret.topic_links.create(topic=shown.topic_links.get(topic__slug="aabent-emne").topic)


def promise_what_hidden_items_keep(shown: AgendaItem, hidden: list[AgendaItem]) -> None:
    """Give a public item promises that only hidden items keep, move or plan for, and one rejected."""
    committee = shown.meeting.committee
    for item in hidden:
        secret = {"item": item, "words": HIDDEN_WORD, "committee": committee, "date": AHEAD}
        told = ReferenceFactory(kind="planned_date", **secret)
        moved = CommitmentFactory(item=shown, held_on=dt.date(2025, 6, 5), held_reference=told)
        for state in ("suggested", "confirmed"):
            kept = CommitmentFactory(item=shown)
            FulfilmentFactory(commitment=kept, item=item, state=state)
        FulfilmentFactory(commitment=moved, item=item, evidence=[{"says": HIDDEN_WORD}])
    CommitmentFactory(item=shown, words=f"{HIDDEN_WORD} afvist", state="rejected")
    CommitmentFactory(item=shown, words=f"{HIDDEN_WORD} væk", is_found=False)


def addresses_of(item: AgendaItem) -> dict[str, list[str]]:
    """Every public address that has to do with an item, by the name of its route."""
    attachment = item.attachments.first()
    link = item.topic_links.first()
    return {
        "meeting_detail": [item.meeting.get_absolute_url()],
        "item_detail": [item.get_absolute_url()],
        "case_detail": [item.case.get_absolute_url()],
        "topic_detail": [link.topic.get_absolute_url()],
        "attachment_detail": [
            f"{attachment.get_absolute_url()}{query}"
            for query in ("", "?fra=1", "?side=1", "?fra=9")
        ],
        "meeting_whole": [f"{item.meeting.get_absolute_url()}samlet/"],
        "attachment_file": [f"/bilag/{attachment.pk}/fil/"],
        "committee_detail": [item.meeting.committee.get_absolute_url()],
        "committee_briefing": [f"{item.meeting.committee.get_absolute_url()}foer-moedet/"],
    }


LISTS = {
    "home": "/",
    "meeting_list": "/moeder/",
    "decision_list": "/beslutninger/",
    "case_list": "/sager/",
    "topic_list": "/emner/",
    "attachment_list": "/bilag/",
    "commitment_list": "/opfoelgning/",
    "search": f"/soeg/?ord={HIDDEN_WORD[:-1]}*",
    "search facets": "/soeg/",
    "search misspelled": f"/soeg/?ord={HIDDEN_WORD.replace('o', 'oo')}",
    "search_suggestions": f"/soeg/forslag/?ord={HIDDEN_WORD[:-2]}",
    "opensearch": "/opensearch.xml",
    "calendar": "/kalender/?maaned=2025-03",
    "numbers": "/tal/",
    "about": "/om/",
    "term_list": "/om/ordliste/",
    "design": "/om/design/",
    "accessibility": "/tilgaengelighed/",
    "privacy": "/privatliv/",
    "health": "/sundhed/",
    "robots": "/robots.txt",
    "manifest": "/site.webmanifest",
    "favicon": "/favicon.ico",
    "sitemap_index": "/sitemap.xml",
    **{
        f"sitemap {part}": f"/sitemap-{part}.xml"
        for part in ("sider", "udvalg", "moeder", "punkter", "sager", "emner", "bilag")
    },
}


def test_every_address_in_the_url_conf_is_covered(hidden):
    patterns = [*urls.machine_urlpatterns, *urls.urlpatterns]
    named = {pattern.name for pattern in patterns if isinstance(pattern, URLPattern)}
    assert len(named) == len(patterns)
    visited = LISTS.keys() | addresses_of(hidden[0]).keys()
    assert named == {name.split()[0] for name in visited}


def leaked(client: Client, address: str) -> bool:
    answer = client.get(address)
    body = b"".join(answer) if answer.streaming else answer.content
    headers = " ".join(f"{name}: {value}" for name, value in answer.items())
    return HIDDEN_WORD in body.decode().lower() or HIDDEN_WORD in headers.lower()


@pytest.mark.parametrize("name", LISTS)
def test_no_list_shows_a_hidden_word(client, hidden, name):
    assert not leaked(client, LISTS[name])


def test_the_sitemap_has_every_part_that_is_tested(client, hidden):
    from cases.views.sitemaps import parts

    assert {name.split()[1] for name in LISTS if name.startswith("sitemap ")} == parts().keys()
    assert (
        "/aabent-udvalg/2025-03-04/punkt-1/" in client.get("/sitemap-punkter.xml").content.decode()
    )


@pytest.mark.parametrize("path", ["/sager/99.00.00-A00-20-2/", "/emner/hemmeligord-1/", "/aabent-udvalg/2025-03-05/",
                                  "/aabent-udvalg/2025-03-04/punkt-20/", "/hemmeligord-udvalge/"])  # fmt: skip
def test_a_page_that_suggests_others_suggests_nothing_hidden(client, hidden, path):
    answer = client.get(path)
    assert answer.status_code in (404, 410)
    assert HIDDEN_WORD not in answer.content.decode().replace(path, "")


def test_no_page_of_a_public_row_shows_a_hidden_word(client, hidden):
    shown = AgendaItem.objects.get(title="Åbent punkt")
    for addresses in addresses_of(shown).values():
        for address in addresses:
            assert not leaked(client, address), address


# What a public meeting and its committee have of their own, also where an item of it is hidden.
OF_PUBLIC_MEETINGS = ("meeting_detail", "meeting_whole", "committee_detail", "committee_briefing")


def test_pages_of_hidden_rows_are_not_there_and_say_nothing(client, hidden):
    for item in hidden:
        mixed = item.meeting.is_public  # the meeting and committee of a hidden item may be public
        for name, addresses in addresses_of(item).items():
            for address in addresses:
                answer = client.get(address)
                assert HIDDEN_WORD not in answer.content.decode().replace(address, ""), address
                if not (mixed and name in OF_PUBLIC_MEETINGS):
                    assert answer.status_code in (404, 410), (address, answer.status_code)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        (f"ord={HIDDEN_WORD}", 0),
        ("journalnummer=99", 0),
        ("journalnummer=99.00.00-A00-20-25", 0),
        ("fra=2020-01-01", 1),
        ("bilag=on", 1),
        ("slags=approved", 1),
    ],
)
def test_hidden_rows_change_no_count(client, hidden, query, count):
    text = client.get(f"/beslutninger/?{query}").content.decode()
    assert f"{count} beslutning" in text


@pytest.mark.parametrize("query", [f"udvalg={HIDDEN_WORD}-udvalg", "emne=kladde", "emne=afvist"])
def test_a_hidden_choice_is_no_choice(client, hidden, query):
    text = client.get(f"/beslutninger/?{query}").content.decode()
    assert "<article" not in text
    assert 'role="alert"' in text


def test_what_hidden_items_keep_or_move_looks_as_if_nothing_did(client, hidden):
    promises = Commitment.objects.published()
    assert promises.count() == 3 * len(hidden)
    page = client.get("/opfoelgning/").content.decode()
    assert f"{3 * len(hidden)} løfter og planer" in page
    for query, count in [("status=passed", 3 * len(hidden)), ("status=perhaps", 0), ("status=kept", 0),
                         ("status=coming", 0), ("status=undated", 0)]:  # fmt: skip
        text = client.get(f"/opfoelgning/?{query}").content.decode()
        assert f"{count} løfter og planer" in text
        assert "5. juni 2025" not in text


@pytest.mark.parametrize("query", [f"udvalg={HIDDEN_WORD}-udvalg", "emne=kladde", "emne=afvist"])
def test_a_hidden_choice_is_none_among_the_promises_either(client, hidden, query):
    text = client.get(f"/opfoelgning/?{query}").content.decode()
    assert 'class="entry' not in text
    assert 'role="alert"' in text


def test_no_number_leads_to_a_hidden_file(client, hidden):
    for attachment in Attachment.objects.exclude(file=None):
        for headers in (
            {},
            {"If-None-Match": f'"{attachment.file.sha256}"'},
            {"Range": "bytes=0-9"},
        ):
            for language in ("", "/en"):
                answer = client.get(f"{language}/bilag/{attachment.pk}/fil/", headers=headers)
                assert answer.status_code in (404, 410), attachment.pk
                assert not answer.has_header("ETag")
    for stored in StoredFile.objects.all():
        assert client.get(f"/media/{stored.file.name}").status_code == 404
        assert client.get(f"/{stored.file.name}").status_code == 404


def test_a_file_shared_with_a_hidden_item_tells_nothing_of_it(client, hidden):
    secret = hidden[0].attachments.first()
    shown = Attachment.objects.get(title="Åbent bilag")
    hold_file(shown, f"{HIDDEN_WORD} {secret.pk} i filen".encode(), "aaben.txt")
    assert shown.file == secret.file
    page = client.get(shown.get_absolute_url()).content.decode()
    assert page.count(HIDDEN_WORD) == 1  # in the text itself, which the open item makes public
    assert "hører også til" not in page


def test_closed_items_are_a_number_only(client, hidden):
    page = client.get("/aabent-udvalg/2025-03-04/").content.decode()
    assert "Punkt 20: Lukket punkt" in page
    assert HIDDEN_WORD not in page


def of_public_items() -> set[str]:
    """The terms of filters that the one public item has."""
    (facets,) = SearchEntry.objects.values_list("facets", flat=True)
    return set(facets.split())


@pytest.mark.parametrize("typed", ASKED)
@pytest.mark.parametrize("order", ["", "newest", "oldest"])
def test_a_search_finds_counts_and_quotes_nothing_hidden(hidden, typed, order):
    shown = AgendaItem.objects.get(title="Åbent punkt")
    found = search(typed, order=order)
    assert {result.item for result in found.results} <= {shown.pk}
    assert count_facets(found.results).keys() <= of_public_items()
    for group in found.groups:
        assert HIDDEN_WORD not in " ".join([*group.forms.quality, *group.instead])
        assert {term for term in group.terms if term.startswith("f:")} <= of_public_items()
    told = StringIO()
    call_command("search_items", f" {typed}", "--json", stdout=told)
    answer = json.loads(told.getvalue())
    assert HIDDEN_WORD not in told.getvalue()
    assert {row["url"] for row in answer["results"]} <= {shown.get_absolute_url()}


def test_the_hidden_word_itself_finds_nothing(hidden):
    found = search(f'{HIDDEN_WORD} "{HIDDEN_WORD} titel"')
    assert (found.total, found.groups[0].is_known, found.groups[0].estimate) == (0, False, 0)


def test_nothing_that_search_is_made_from_has_a_hidden_word(hidden):
    known = set(SearchWord.objects.values_list("word", flat=True))
    known |= {word for word, _count in engine().counted_words()}
    secret = (HIDDEN_WORD, "99.00", "f:kle:99", "trukket", "kladde", "afvist", "resume", "filen")
    assert not [word for word in known if any(part in word for part in secret)]
    assert {word for word in known if word.startswith("f:")} == of_public_items()
    assert not [
        row for row in SearchEntry.objects.values_list("ranked", flat=True) if HIDDEN_WORD in row
    ]
    assert SearchWord.objects.get(word="f:alle").entries == 1


def test_nothing_hidden_is_suggested(hidden):
    assert nearest_words("hemmeligrod") == nearest_words(f"{HIDDEN_WORD}s") == []
    assert meant_by(f"{HIDDEN_WORD}er") == meant_by(f"x{HIDDEN_WORD}") == {}
    assert meant_by(f"åben{HIDDEN_WORD}") == {}
    assert list(meant_by(f"{HIDDEN_WORD}bilag")) == ["bilag"]
    assert written_with_another(f"åbent{HIDDEN_WORD}") == []
    assert not words_beginning("hemm")
    assert entries_beginning("hemm") == 0
    assert not words_beginning("s:99")
    assert not compounds_with(["ord"])["ord"]
    assert not forms_of([HIDDEN_WORD])[HIDDEN_WORD]
