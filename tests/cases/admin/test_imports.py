"""Minutes brought in through the admin: upload, preview, apply, publish."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.models import AgendaItem, ImportRun, Meeting, SourceDocument
from tests.cases.importing.doors import bring_in
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/cases/importrun/add/"


def upload(client: Client, *files: bytes | tuple[str, bytes]):
    named = [file if isinstance(file, tuple) else ("referat.txt", file) for file in files]
    return client.post(
        UPLOAD, {"documents": [SimpleUploadedFile(name, data) for name, data in named]}
    )


def preview_of(client: Client, data: bytes) -> tuple[str, BeautifulSoup]:
    """The address and page of the preview of one uploaded file."""
    address = upload(client, data)["Location"]
    return address, BeautifulSoup(client.get(address).content, "html.parser")


def form_data(page: BeautifulSoup, **more: str) -> dict[str, str]:
    fingerprint = page.find("input", {"name": "fingerprint"})["value"]
    return {"fingerprint": fingerprint, **more}


def words(page: BeautifulSoup) -> str:
    return re.sub(r"\s+", " ", page.get_text(" "))


def test_a_file_is_shown_before_anything_is_written(clerk):
    _, page = preview_of(clerk, make_minutes(make_item(7, "Cykelsti", attachments=["Kort"])))
    text = words(page.find(id="content"))
    assert "Nyt Punkt 7: Cykelsti" in text
    assert "05.01.00-P20-1-25 · »Taget til efterretning.« · 1 bilag" in text
    assert "Udvalget »Teknisk Udvalg« findes ikke endnu" in text
    assert Meeting.objects.count() == 0
    assert ImportRun.objects.get().status == "planned"


def test_apply_writes_and_publish_makes_public(clerk):
    address, page = preview_of(clerk, make_minutes(make_item(7, "Cykelsti")))
    clerk.post(address, form_data(page, publish="1"))
    meeting = Meeting.objects.get()
    assert meeting.is_public
    assert clerk.get("/teknisk-udvalg/2025-03-04/punkt-7/").status_code == 200
    run = ImportRun.objects.get()
    assert (run.status, run.meeting, run.user.username) == ("applied", meeting, "kontor")


def test_apply_alone_publishes_nothing(clerk):
    address, page = preview_of(clerk, make_minutes(make_item(7, "Cykelsti")))
    clerk.post(address, form_data(page, apply="1"))
    assert not Meeting.objects.get().is_public


def test_the_same_bytes_again_say_so_and_change_nothing(clerk):
    data = make_minutes(make_item(7, "Cykelsti"))
    bring_in(data)
    answer = upload(clerk, data)
    assert "Filen er allerede indlæst. Der er intet at ændre." in answer.content.decode()
    assert ImportRun.objects.count() == 1


def test_a_change_is_shown_word_by_word(clerk):
    bring_in(make_minutes(make_item(7, "Cykelsti", summary="Stien bliver kort og smal.")))
    _, page = preview_of(
        clerk, make_minutes(make_item(7, "Cykelsti", summary="Stien bliver lang og smal."))
    )
    diff = page.find(class_="diff")
    assert diff.find("del").get_text().strip() == "[udgår:] kort"
    assert diff.find("ins").get_text().strip() == "[nyt:] lang"


def test_a_conflict_keeps_the_persons_word_unless_the_clerk_says_otherwise(clerk):
    bring_in(make_minutes(make_item(7, "Cykelsti")))
    item = AgendaItem.objects.get()
    item.title = "Cykelsti ved <b>Søen</b>"
    item.save()
    address, page = preview_of(clerk, make_minutes(make_item(7, "Gangsti")))
    choice = page.find("input", {"type": "radio", "value": "keep"})
    assert choice.has_attr("checked")
    assert "Cykelsti ved <b>Søen</b>" in words(page.find(class_="conflict"))
    clerk.post(address, form_data(page, apply="1", **{choice["name"]: "take"}))
    item.refresh_from_db()
    assert item.title == "Gangsti"


def test_a_plan_gone_stale_is_refused_with_the_new_preview(clerk):
    address, page = preview_of(clerk, make_minutes(make_item(7, "Cykelsti")))
    bring_in(make_minutes(make_item(7, "Gangsti")))
    answer = clerk.post(address, form_data(page, apply="1"))
    text = words(BeautifulSoup(answer.content, "html.parser"))
    assert "intet er indlæst" in text
    assert "Ændret Punkt 7: Cykelsti" in text
    assert AgendaItem.objects.get().title == "Gangsti"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Filen er tom"),
        (b"%PDF-1.7", "PDF"),
        (b"Bare en hilsen.", "ingen punkter"),
        (make_minutes(make_item(1, "A"), make_item(1, "B")), "samme nummer"),
        (
            make_minutes(make_item(1, "A")).replace(b"d. 04-03-2025", b"d. 05-03-2025"),
            "5. marts 2025",
        ),
    ],
)
def test_a_bad_file_is_refused_in_danish_and_nothing_of_it_is_kept(clerk, data, reason):
    answer = upload(clerk, data)
    assert reason in answer.content.decode()
    run = ImportRun.objects.get()
    assert (run.status, run.document) == ("refused", None)
    assert Meeting.objects.count() == SourceDocument.objects.count() == 0


def test_several_files_get_an_outcome_each(clerk):
    answer = upload(
        clerk,
        ("a.txt", make_minutes(make_item(1, "Cykelsti"))),
        ("b.txt", b"PK\x03\x04 half a Word file"),
        ("c.txt", make_minutes(make_item(2, "Vejtræer"), day="11")),
    )
    page = BeautifulSoup(clerk.get(answer["Location"]).content, "html.parser")
    outcomes = [words(row) for row in page.select(".lines tbody tr")]
    assert ["Afvist" in outcome for outcome in outcomes] == [False, True, False]
    assert [link.get_text() for link in page.select(".lines td:first-child a")] == [
        "a.txt",
        "c.txt",
    ]


def test_warnings_and_unplaced_text_are_shown_with_their_lines(clerk):
    data = make_minutes(make_item(1, "Cykelsti"), make_item(3, "Tr\u0435er")) + b"\n\nSide 2 af 2"
    _, page = preview_of(clerk, data)
    text = words(page)
    assert "Punkt 2 er ikke med i kilden." in text
    assert "bogstaver fra et andet alfabet" in text
    assert "Side 2 af 2" in text


def test_the_stored_file_is_one_click_away_as_received(clerk):
    data = make_minutes(make_item(7, "Cykelsti"))
    _, page = preview_of(clerk, data)
    link = page.find("a", string="hent kildefilen")["href"]
    answer = clerk.get(link)
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_removed_item_is_announced_as_hidden(clerk):
    bring_in(make_minutes(make_item(1, "Cykelsti"), make_item(2, "Vejtræer", journal_number=None)))
    _, page = preview_of(clerk, make_minutes(make_item(1, "Cykelsti")))
    assert "Fjernes Punkt 2: Vejtræer" in words(page)


def test_staff_who_may_only_look_cannot_bring_in_or_apply(onlooker):
    assert onlooker.get(UPLOAD).status_code == 403
    run = ImportRun.objects.create(filename="a.txt")
    assert onlooker.post(reverse("admin:cases_importrun_preview", args=[run.pk])).status_code == 403
    assert onlooker.get("/admin/cases/importrun/").status_code == 200


def test_the_public_cannot_reach_the_stored_file(client):
    bring_in(make_minutes(make_item(7, "Cykelsti")))
    document = SourceDocument.objects.get()
    answer = client.get(reverse("admin:cases_importrun_file", args=[document.pk]))
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]
