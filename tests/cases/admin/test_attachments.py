"""Attachments as a clerk brings them in: one by one, many at once, and what becomes of them."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.importing.files import hold_file
from cases.importing.uploads import receive
from cases.models import Attachment, StoredFile, Upload
from tests.attachment_files import make_pdf, make_zip
from tests.cases.admin.test_by_hand import filled, send
from tests.factories import AgendaItemFactory, AttachmentFactory
from tests.reading import page_of

pytestmark = pytest.mark.django_db
ADD, PLACE = "/admin/cases/upload/add/", "/admin/cases/upload/placer/"


def upload(name: str, data: bytes = b"tekst") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def wait(name: str, data: bytes | None = None, meeting=None) -> Upload:
    """A file that waits for its place."""
    return next(receive(ContentFile(data or name.encode()), name, meeting)).upload


def test_a_file_is_put_on_an_attachment_of_an_item(clerk):
    attachment = AttachmentFactory(title="Kort")
    address = f"/admin/cases/agendaitem/{attachment.item_id}/change/"
    send(clerk, address, **{"attachments-0-upload": upload("Kort over stien.txt", b"kort")})
    attachment.refresh_from_db()
    assert (attachment.state, attachment.file.size) == ("held", 4)
    link = page_of(clerk, address).find("a", string="Kort over stien.txt")
    answer = clerk.get(link["href"])
    assert b"".join(answer) == b"kort"
    assert answer["Content-Disposition"] == 'attachment; filename="Kort over stien.txt"'
    send(clerk, address, **{"attachments-0-title": "Kort, rettet"})
    attachment.refresh_from_db()
    assert (attachment.state, attachment.title) == ("held", "Kort, rettet")


def test_a_new_attachment_comes_with_its_file(clerk):
    item = AgendaItemFactory()
    address = f"/admin/cases/agendaitem/{item.pk}/change/"
    values = {"TOTAL_FORMS": "1", "0-title": "Plan", "0-position": "1", "0-upload": upload("p.txt")}
    send(clerk, address, **{f"attachments-{name}": value for name, value in values.items()})
    assert item.attachments.get().state == "held"


@pytest.mark.parametrize("model", ["agendaitem", "attachment"])
def test_a_file_that_can_run_is_refused_with_a_reason(clerk, model):
    attachment = AttachmentFactory()
    pk = attachment.item_id if model == "agendaitem" else attachment.pk
    field = "attachments-0-upload" if model == "agendaitem" else "upload"
    address = f"/admin/cases/{model}/{pk}/change/"
    answer = clerk.post(address, {**filled(clerk, address), field: upload("kort.js", b"alert(1)")})
    assert "Filer af typen .js tages ikke imod" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_many_files_and_an_archive_are_matched_and_confirmed_on_one_page(clerk):
    item = AgendaItemFactory()
    kort, plan, notat = (AttachmentFactory(item=item, title=t) for t in ("Kort", "Plan A", "Notat"))
    AttachmentFactory(title="Kort")
    data = {"meeting": item.meeting_id, "documents": [
        upload("kort.txt", b"kort"),
        upload("mappe.zip", make_zip({"Plan_A.pdf": make_pdf(["x"]), "Ferie.txt": b"f"})),
    ]}  # fmt: skip
    assert clerk.post(ADD, data)["Location"] == PLACE
    assert not Attachment.objects.exclude(file=None).exists()
    page = page_of(clerk, PLACE)
    ticked = {box["value"] for box in page.select("input[checked]")}
    assert ticked == {str(kort.pk), str(plan.pk)}
    assert "Intet bilag uden fil hedder noget, der ligner." in page.get_text()
    clerk.post(PLACE, filled(clerk, PLACE))
    names = dict(item.attachments.values_list("title", "filename"))
    assert names == {"Kort": "kort.txt", "Plan A": "Plan_A.pdf", "Notat": ""}
    assert [waiting.filename for waiting in Upload.objects.all()] == ["Ferie.txt"]
    assert notat.file is None


def test_what_is_refused_is_named_and_the_rest_goes_on(clerk):
    answer = clerk.post(ADD, {"documents": [upload("kode.js"), upload("kort.txt")]})
    text = " ".join(BeautifulSoup(answer.content, "html.parser").get_text().split())
    assert "kode.js: Afvist. Filer af typen .js tages ikke imod" in text
    assert "kort.txt: Taget imod, venter på plads." in text


def test_two_titles_alike_are_a_choice_and_may_both_be_taken(clerk):
    rows = [AttachmentFactory(title="Kort"), AttachmentFactory(title="Kort")]
    waiting = wait("kort.txt")
    page = page_of(clerk, PLACE)
    assert page.select("input[checked]") == []
    clerk.post(PLACE, {f"place:{waiting.pk}": [row.pk for row in rows]})
    assert Attachment.objects.filter(file=StoredFile.objects.get()).count() == 2


def test_a_file_that_matches_nothing_is_placed_by_search_or_thrown_out(clerk):
    attachment = AttachmentFactory(title="Oversigt", item__title="Ny cykelsti langs åen")
    first, second, third = wait("a.txt"), wait("b.txt"), wait("c.txt")
    found = page_of(clerk, f"/admin/cases/upload/{first.pk}/placer/?q=cykelsti")
    assert found.find("input", {"name": "attachment"})["value"] == str(attachment.pk)
    assert found.find("input", {"name": "item"})["value"] == str(attachment.item_id)
    clerk.post(f"/admin/cases/upload/{first.pk}/placer/", {"attachment": attachment.pk})
    clerk.post(f"/admin/cases/upload/{second.pk}/placer/", {"item": attachment.item_id})
    clerk.post(f"/admin/cases/upload/{third.pk}/placer/", {"discard": "1"})
    titles = attachment.item.attachments.order_by("position").values_list("title", "filename")
    assert sorted(titles) == [("Oversigt", "a.txt"), ("b", "b.txt")]
    assert not Upload.objects.exists()
    assert StoredFile.objects.count() == 2


def test_nothing_chosen_is_asked_for_again_and_nonsense_is_not_found(clerk):
    waiting = wait("a.txt")
    address = f"/admin/cases/upload/{waiting.pk}/placer/"
    answer = clerk.post(address, {}, follow=True)
    assert "Vælg et bilag eller et punkt." in answer.content.decode()
    assert clerk.post(address, {"attachment": "x"}).status_code == 404
    assert clerk.post(PLACE, {f"discard:{waiting.pk}": "1", "place:x": "1"}).status_code == 302
    assert not Upload.objects.exists()


def test_an_attachment_withdrawn_meanwhile_gets_no_file(clerk):
    attachment = AttachmentFactory(state="withdrawn")
    waiting = wait("a.txt")
    clerk.post(PLACE, {f"place:{waiting.pk}": attachment.pk})
    attachment.refresh_from_db()
    assert attachment.file is None
    assert Upload.objects.exists()


def test_staff_who_may_only_look_bring_nothing_in(onlooker):
    waiting = wait("a.txt")
    for address in (ADD, PLACE, f"/admin/cases/upload/{waiting.pk}/placer/"):
        assert onlooker.post(address, {"discard": "1"}).status_code == 403
    assert Upload.objects.exists()


def test_the_list_shows_and_filters_the_state_of_texts_and_reads_them_again(
    clerk, django_capture_on_commit_callbacks
):
    broken, fine = AttachmentFactory(title="Ødelagt"), AttachmentFactory(title="Helt")
    with django_capture_on_commit_callbacks(execute=True):
        hold_file(broken, b"%PDF-1.7 og ikke mere", "a.pdf")
        hold_file(fine, make_pdf(["x"]), "b.pdf")
    address = "/admin/cases/attachment/?file__text_state=failed"
    page = page_of(clerk, address)
    assert [row.get_text() for row in page.select(".field-title, th.field-title a")][:1] == [
        "Ødelagt"
    ]
    assert page.select_one(".field-text").get_text() == "Teksten kunne ikke læses"
    detail = page_of(clerk, f"/admin/cases/attachment/{broken.pk}/change/").get_text()
    assert "gået i stykker" in detail
    StoredFile.objects.filter(pk=fine.file_id).update(text_state="failed")
    data = {"action": "read_texts_again", "_selected_action": [broken.pk, fine.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post("/admin/cases/attachment/", data)
    assert dict(StoredFile.objects.values_list("size", "text_state")) == {
        broken.file.size: "failed",
        fine.file.size: "read",
    }


def test_a_file_is_removed_from_an_attachment(clerk):
    attachment = AttachmentFactory()
    hold_file(attachment, b"kort", "kort.txt")
    clerk.post(f"/admin/cases/attachment/{attachment.pk}/fjern-filen/")
    attachment.refresh_from_db()
    assert (attachment.state, attachment.file) == ("named", None)
    assert not StoredFile.objects.exists()


def test_the_ways_in_are_on_the_lists_and_on_the_meeting(clerk):
    item = AgendaItemFactory()
    for address in ("/admin/cases/attachment/", "/admin/cases/upload/"):
        assert page_of(clerk, address).find("a", string="Læg bilag ind")["href"] == ADD
    page = page_of(clerk, f"/admin/cases/meeting/{item.meeting_id}/change/")
    link = page.find("a", string="Læg bilag ind")["href"]
    chosen = page_of(clerk, link).find("option", selected=True)
    assert chosen["value"] == str(item.meeting_id)


@pytest.mark.parametrize("address", [PLACE, "/admin/cases/upload/", "/admin/cases/attachment/"])
def test_a_page_asks_as_often_for_three_files_as_for_one(clerk, address):
    asked = []
    for _ in range(2):
        for _number in range(2 if asked else 1):
            attachment = AttachmentFactory(title=f"Kort {Upload.objects.count()}")
            wait(f"{attachment.title}.txt", meeting=None)
            hold_file(AttachmentFactory(), attachment.title.encode(), "x.txt")
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
