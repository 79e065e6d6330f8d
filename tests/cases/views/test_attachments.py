"""The reading page of an attachment, and its file as browsers get it."""

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.importing.files import hold_file, let_go, take_out_text
from cases.importing.publish import withdraw_attachment, withdraw_item
from cases.models import Attachment, StoredFile
from tests.attachment_files import PNG, make_docx, make_pdf, make_pptx, make_xlsx
from tests.factories import AgendaItemFactory, AttachmentFactory
from tests.reading import page_of

pytestmark = pytest.mark.django_db
DATA = bytes(range(256)) * 1000


def held(data: bytes, name: str, **values: object) -> Attachment:
    """A public attachment with this file, its text taken out."""
    attachment = AttachmentFactory(**values)
    file = hold_file(attachment, data, name)
    if file.kind.has_text:
        take_out_text(file)
    attachment.refresh_from_db()
    return attachment


@pytest.fixture
def image() -> Attachment:
    return held(b"\x89PNG\r\n\x1a\n" + DATA, "Kort over søen.exe", title="Kort")


def file_of(client: Client, attachment: Attachment, method: str = "get", **headers: str):
    """The answer of the file's address, and the bytes in it, read to the end so that it is closed."""
    answer = getattr(client, method)(f"/bilag/{attachment.pk}/fil/", headers=headers)
    answer.bytes = b"".join(answer) if answer.streaming else answer.content
    return answer


def text_of(page) -> str:
    return " ".join(page.main.get_text().split())


def test_a_whole_file_comes_under_the_type_its_bytes_tell(client, image):
    answer = file_of(client, image)
    data = answer.bytes
    assert (answer.status_code, data[8:]) == (200, DATA)
    assert {
        name: answer[name]
        for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control", "Accept-Ranges",
                     "X-Frame-Options", "Content-Length", "ETag")
    } == {
        "Content-Type": "image/png",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
        "Accept-Ranges": "bytes",
        "X-Frame-Options": "DENY",
        "Content-Length": str(len(data)),
        "ETag": f'"{image.file.sha256}"',
    }  # fmt: skip
    assert answer["Content-Security-Policy"].startswith(
        "default-src 'none'; frame-ancestors 'none'"
    )
    assert answer["Content-Security-Policy"].endswith("; sandbox")
    assert answer["Content-Disposition"] == (
        "inline; filename*=utf-8''Kort%20over%20s%C3%B8en.exe.png"
    )


FILES = [
    (make_pdf(["x"]), "kort.pdf", "application/pdf", 'inline; filename="kort.pdf"'),
    (PNG, "kort.html", "image/png", 'inline; filename="kort.png"'),
    (b"<!doctype html><script>x()</script>", "side.htm", "text/html",
     'attachment; filename="side.htm.html"'),
    (b"hej <script>x()</script>", "hej.txt", "text/plain", 'attachment; filename="hej.txt"'),
    (b"a;b", "tal.csv", "text/plain", 'attachment; filename="tal.csv"'),
    (make_docx(["x"]), "..\\..\\ond\"\n<navn>.docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     'attachment; filename="ond navn.docx"'),
]  # fmt: skip


@pytest.mark.parametrize(("data", "name", "kind", "disposition"), FILES)
def test_only_pdf_and_images_are_shown_and_names_are_safe(client, data, name, kind, disposition):
    answer = file_of(client, held(data, name))
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == disposition.replace("side.htm.html", "side.html")
    assert answer["X-Content-Type-Options"] == "nosniff"


RANGES = [
    ("bytes=0-9", 206, range(10)),
    ("bytes=250-", 206, range(250, 256_008)),
    ("bytes=-8", 206, range(256_000, 256_008)),
    ("bytes=256007-999999", 206, range(256_007, 256_008)),
    ("bytes=-999999", 206, range(256_008)),
    ("bytes=256008-", 416, None),
    ("bytes=-0", 416, None),
    (f"bytes={'9' * 40}-", 416, None),
    ("bytes=0-1,5-6", 200, range(256_008)),
    ("bytes=9-1", 200, range(256_008)),
    ("bytes=a-b", 200, range(256_008)),
    ("bytes=-", 200, range(256_008)),
    ("bytes=٠-٩", 200, range(256_008)),
    ("lines=1-2", 200, range(256_008)),
]


@pytest.mark.parametrize(("header", "status", "part"), RANGES)
def test_a_part_of_a_file_can_be_asked_for(client, image, header, status, part):
    answer = file_of(client, image, Range=header)
    assert answer.status_code == status
    if part is None:
        assert (answer["Content-Range"], answer.bytes) == ("bytes */256008", b"")
        return
    whole = b"\x89PNG\r\n\x1a\n" + DATA
    assert answer.bytes == whole[part.start : part.stop]
    assert answer["Content-Length"] == str(len(part))
    named = f"bytes {part.start}-{part.stop - 1}/256008" if status == 206 else None
    assert answer.get("Content-Range") == named


def test_a_part_goes_with_the_version_it_began_with(client, image):
    etag = f'"{image.file.sha256}"'
    assert file_of(client, image, **{"Range": "bytes=0-9", "If-Range": etag}).status_code == 206
    for other in ('"en anden"', f"W/{etag}", "Wed, 21 Oct 2026 07:28:00 GMT"):
        answer = file_of(client, image, **{"Range": "bytes=0-9", "If-Range": other})
        assert (answer.status_code, len(answer.bytes)) == (200, 256_008)


def test_who_has_the_file_already_is_told_so_with_its_own_policy(client, image):
    answer = file_of(
        client, image, **{"If-None-Match": f'"{image.file.sha256}"', "Range": "bytes=0-"}
    )
    assert (answer.status_code, answer.bytes) == (304, b"")
    assert answer["Content-Security-Policy"].endswith("; sandbox")
    assert file_of(client, image, **{"If-None-Match": '"noget andet"'}).status_code == 200
    assert file_of(client, image, **{"If-Match": '"noget andet"'}).status_code == 412


def test_head_tells_of_the_whole_file_and_sends_nothing(client, image):
    answer = file_of(client, image, "head", Range="bytes=0-9")
    assert (answer.status_code, answer["Content-Length"]) == (200, "256008")
    assert answer.bytes == b""


def test_a_file_is_never_compressed_on_the_way_so_that_its_parts_fit(client):
    attachment = held(b"en lang tekst " * 1000, "tekst.txt")
    answer = file_of(client, attachment, **{"Accept-Encoding": "gzip"})
    assert not answer.has_header("Content-Encoding")
    assert answer["ETag"].startswith('"')
    assert len(answer.bytes) == 14_000


def test_the_store_need_not_be_a_folder(client, monkeypatch):
    monkeypatch.setattr(StoredFile._meta.get_field("file"), "storage", InMemoryStorage())
    attachment = held(make_pdf(["Side et"]), "kort.pdf")
    assert file_of(client, attachment, Range="bytes=0-4").bytes == b"%PDF-"
    assert attachment.file.text_state == "read"
    let_go(attachment)
    assert not StoredFile.objects.exists()


def test_bytes_that_are_gone_are_not_found(client, image):
    image.file.file.storage.delete(image.file.file.name)
    assert file_of(client, image).status_code == 404


def test_an_attachment_without_file_leads_to_the_words_to_ask_for_it_with(client):
    item = AgendaItemFactory(number=7, journal_number="27.12.00-Ø54-1-22")
    named = AttachmentFactory(item=item, title="Kort over stien")
    assert file_of(client, named)["Location"] == f"/bilag/{named.pk}/"
    asked = page_of(client, named.get_absolute_url()).find("blockquote").get_text()
    assert "»Kort over stien« til punkt 7" in asked
    assert "27.12.00-Ø54-1-22" in asked


def test_what_is_withdrawn_is_gone_at_once_also_for_who_has_it(client):
    attachment = held(make_pdf(["hemmeligt"]), "kort.pdf")
    etag = {"If-None-Match": f'"{attachment.file.sha256}"'}
    assert file_of(client, attachment, **etag).status_code == 304
    withdraw_attachment(attachment)
    assert file_of(client, attachment, **etag).status_code == 410
    assert "hemmeligt" not in client.get(f"/bilag/{attachment.pk}/").content.decode()


def test_the_text_stands_page_by_page_with_places_to_link_to(client):
    attachment = held(make_pdf(["Første <b>side</b>\nny linje", "", "Tredje"]), "Budget.pdf")
    page = page_of(client, attachment.get_absolute_url())
    sections = page.select("section.file-page")
    assert [(s["id"], s.h3.get_text()) for s in sections] == [
        ("side-1", "Side 1"),
        ("side-2", "Side 2"),
        ("side-3", "Side 3"),
    ]
    assert sections[0].select_one(".file-text").get_text() == "Første <b>side</b>\nny linje"
    assert "Her er ingen tekst" in sections[1].get_text()
    links = [link["href"] for link in sections[2].select("a")]
    assert links == ["?fra=3#side-3", f"/bilag/{attachment.pk}/fil/#page=3"]
    assert "PDF, 3 sider" in text_of(page)
    assert "taget ud af filen af en maskine" in text_of(page)
    assert "Åbn filen" in text_of(page)


NAMES = [
    (make_pptx([("A", "b", ""), ("C", "d", "")]), "a.pptx", ["Slide 1", "Slide 2"]),
    (make_xlsx({"Budget": [["x"]], "Løn": [["y"]]}), "a.xlsx", ["Ark 1 (Budget)", "Ark 2 (Løn)"]),
    (make_docx(["En"]), "a.docx", ["Hele teksten"]),
    (("ord " * 12_000).encode(), "a.txt", ["Hele teksten"]),
]


@pytest.mark.parametrize(("data", "name", "headings"), NAMES)
def test_pages_are_called_what_they_are(client, data, name, headings):
    page = page_of(client, held(data, name).get_absolute_url())
    assert [heading.get_text() for heading in page.select(".file-page h3")] == headings
    assert "Hent filen" in text_of(page)


def test_a_long_text_is_shown_a_few_pages_at_a_time(client):
    attachment = held(make_pdf([f"Tekst på side {n}" for n in range(1, 46)]), "lang.pdf")
    address = attachment.get_absolute_url()
    ids = {
        start: [
            part["id"] for part in page_of(client, f"{address}?fra={start}").select(".file-page")
        ]
        for start in (1, 25, 41)
    }
    assert [(len(found), found[0]) for found in ids.values()] == [
        (20, "side-1"),
        (20, "side-21"),
        (5, "side-41"),
    ]
    middle = page_of(client, f"{address}?fra=25")
    assert "Her er side 21–40 af 45." in text_of(middle)
    assert middle.find("a", rel="prev")["href"] == "?fra=1#side-1"
    assert middle.find("a", rel="next")["href"] == "?fra=41#side-41"
    assert middle.find("link", rel="canonical")["href"].endswith(f"{address}?fra=21")
    assert middle.find("meta", attrs={"name": "robots"}) is None
    assert client.get(f"{address}?side=25")["Location"] == f"{address}?fra=25#side-25"


def test_a_page_that_is_too_long_is_cut_into_parts(client):
    attachment = held(("Et langt ord og " * 4000).encode(), "lang.txt")
    page = page_of(client, f"{attachment.get_absolute_url()}?fra=1-3")
    assert [part["id"] for part in page.select(".file-page")] == ["side-1-3", "side-1-4"]
    assert page.select_one(".file-page h3").get_text() == "Teksten fortsat, del 3"
    assert len(client.get(attachment.get_absolute_url()).content) < 60_000


@pytest.mark.parametrize("query", ["fra=99", "fra=x", "fra=", "side=0", "side=%00"])
def test_a_page_that_is_not_there_is_named(client, query):
    attachment = held(make_pdf(["x"]), "kort.pdf")
    assert client.get(f"{attachment.get_absolute_url()}?{query}").status_code == 400


STATES = [
    (make_pdf(["", ""]), "Teksten i billederne kan ikke læses her."),
    (b"%PDF-1.7 og ikke mere", "Filen er gået i stykker"),
    (PNG, "Portalen kan ikke vise teksten i denne slags fil."),
]


@pytest.mark.parametrize(("data", "said"), STATES)
def test_why_there_is_no_text_is_said(client, data, said):
    page = page_of(client, held(data, "kort").get_absolute_url())
    assert said in text_of(page)
    assert page.select(".file-page") == []


def test_a_text_that_waits_is_said_to(client):
    attachment = AttachmentFactory()
    hold_file(attachment, make_pdf(["x"]), "kort.pdf")
    assert "Teksten er ikke læst endnu." in text_of(page_of(client, attachment.get_absolute_url()))


def test_every_public_item_with_the_same_file_is_named(client):
    data = make_pdf(["x"])
    first = held(data, "a.pdf", title="Kort", item__title="Ny cykelsti")
    second = held(data, "b.pdf", title="Oversigt", item__title="Ny bro")
    hidden = held(data, "c.pdf", title="Udkast", item__title="Lukket sag", item__access="closed")
    gone = held(data, "d.pdf", title="Gammel", item__title="Trukket sag")
    withdraw_attachment(gone)
    text = text_of(page_of(client, first.get_absolute_url()))
    assert "Det samme bilag hører også til:" in text
    assert "Ny bro" in text
    assert "der hedder det Oversigt" in text
    for secret in ("Lukket sag", "Udkast", "Trukket sag", "Gammel"):
        assert secret not in text
    withdraw_item(second.item)
    assert "hører også til" not in text_of(page_of(client, first.get_absolute_url()))
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_lists_show_type_and_pages(client):
    attachment = held(make_pdf(["x", "y"]), "kort.pdf")
    for address in ("/bilag/", attachment.item.get_absolute_url()):
        assert "PDF, 2 sider" in text_of(page_of(client, address)), address


@pytest.mark.parametrize("address", ["list", "detail"])
def test_a_page_asks_as_often_for_three_as_for_one(client, address):
    asked = []
    data = make_pdf(["x"])
    for count in (1, 2):
        rows = [held(data, "kort.pdf") for _ in range(count)]
        if address == "list":
            held(b"kort %d" % count, "kort.txt")
        path = "/bilag/" if address == "list" else rows[0].get_absolute_url()
        if not asked:
            held(data, "kort.pdf")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
