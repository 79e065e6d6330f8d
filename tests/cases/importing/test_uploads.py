"""Many files at once: unpacked, matched, and placed where a clerk says."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from cases.importing.files import hold_file
from cases.importing.uploads import files_in, match_uploads, place, place_as_new, receive
from cases.minutes.limits import Limits
from cases.models import StoredFile, Upload
from tests.attachment_files import make_docx, make_pdf, make_zip
from tests.factories import AgendaItemFactory, AttachmentFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def take_in(data: bytes, name: str = "bilag.zip", meeting=None):
    return list(receive(ContentFile(data), name, meeting))


def unpacked(data: bytes) -> dict[str, bytes | str]:
    return {
        name: refused or content.read()
        for name, content, refused in files_in(ContentFile(data), "bilag.zip")
    }


def test_an_archive_is_unpacked_one_level_down_under_bare_names():
    inner = make_zip({"mappe/plan.txt": b"plan", "dybere.zip": make_zip({"x.txt": b"x"})})
    data = make_zip(
        {
            "../../etc/passwd.txt": b"a",
            "mappe\\kort.txt": b"b",
            "mappe/": b"",
            "__MACOSX/._kort.txt": b"c",
            ".DS_Store": b"d",
            "~$notat.docx": b"e",
            "indre.zip": inner,
            "notat.docx": make_docx(["x"]),
        }
    )
    found = unpacked(data)
    assert list(found) == ["passwd.txt", "kort.txt", "plan.txt", "dybere.zip", "notat.docx"]
    assert found["plan.txt"] == b"plan"
    assert "selv ligger i et arkiv" in found["dybere.zip"]


def test_danish_names_of_old_archives_are_read():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("XX.txt", b"x")
    for raw, name in (("Næ".encode("cp850"), "Næ.txt"), ("æ".encode(), "æ.txt")):
        assert list(unpacked(target.getvalue().replace(b"XX", raw))) == [name]


def test_an_encrypted_member_is_refused_and_the_others_come_in():
    data = bytearray(make_zip({"a.txt": b"hemmeligt", "b.txt": b"b"}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    found = unpacked(bytes(data))
    assert "adgangskode" in found["a.txt"]
    assert found["b.txt"] == b"b"


BOMBS = [
    (make_zip({"a.txt": bytes(3_000_000)}), Limits(expanded_bytes=1_000_000), "når det er pakket ud"),
    (make_zip({"a.zip": make_zip({"b.txt": bytes(3_000_000)})}), Limits(expanded_bytes=1_000_000),
     "når det er pakket ud"),
    (make_zip({f"{n}.txt": b"" for n in range(9)}), Limits(files=8), "flere end 8 filer"),
    (make_zip({"a.zip": make_zip({f"{n}.txt": b"x" for n in range(9)})}), Limits(files=8),
     "flere end 8 filer"),
    (make_zip({"a.txt": b"x"})[:30], Limits(), "gået i stykker"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "limits", "said"), BOMBS)
def test_an_archive_beyond_the_limits_is_refused(settings, data, limits, said):
    settings.IMPORT_LIMITS = limits
    (refused,) = take_in(data)
    assert said in refused.refused


def test_a_member_that_is_too_large_is_refused_alone(settings):
    settings.IMPORT_LIMITS = Limits(bytes=1000)
    found = unpacked(make_zip({"a.txt": bytes(2000), "b.txt": b"b"}))
    assert "når den er pakket ud" in found["a.txt"]
    assert found["b.txt"] == b"b"


def test_a_member_that_is_broken_is_refused_alone():
    broken = bytearray(make_zip({"a.txt": b"a" * 5000, "b.txt": b"b"}))
    broken[40] ^= 0xFF
    found = unpacked(bytes(broken))
    assert "gået i stykker" in found["a.txt"]
    assert found["b.txt"] == b"b"


def test_every_file_of_an_archive_waits_or_is_refused():
    received = take_in(
        make_zip({"kort.pdf": make_pdf(["x"]), "kode.js": b"alert(1)", "tom.txt": b""})
    )
    assert [(one.name, one.upload is not None) for one in received] == [
        ("kort.pdf", True),
        ("kode.js", False),
        ("tom.txt", False),
    ]
    assert [one.refused[:12] for one in received[1:]] == ["Filer af typ", "Filen er tom"]
    assert "gået i stykker" in take_in(make_zip({"a.txt": b"x"})[:30])[0].refused


def test_a_file_is_held_against_its_own_meeting_only():
    here, there = AttachmentFactory(title="Kort"), AttachmentFactory(title="Kort")
    take_in(b"et", "Kort.txt", here.item.meeting)
    take_in(b"to", "kort.txt")
    matches = {upload.filename: match for upload, match in match_uploads(Upload.objects.all())}
    assert matches["Kort.txt"].sure == here
    assert matches["kort.txt"].sure is None
    assert [one.attachment for one in matches["kort.txt"].candidates] == [there, here]


def test_one_file_is_placed_on_several_attachments():
    rows = [AttachmentFactory(title="Kort"), AttachmentFactory(title="Kort")]
    upload = take_in(b"kort", "Kort.txt")[0].upload
    place(upload, rows)
    assert not Upload.objects.exists()
    assert {row.file for row in rows} == {StoredFile.objects.get()}


def test_a_file_that_is_placed_already_is_not_queued_again():
    attachment = AttachmentFactory(title="Kort over stien")
    hold_file(attachment, b"kort", "Kort over stien.txt")
    assert take_in(b"kort", "kort_over_stien.txt")[0].already == attachment
    elsewhere = AttachmentFactory(title="Kort over stien")
    assert take_in(b"kort", "Kort over stien.txt")[0].upload is not None
    assert take_in(b"kort", "Kort over stien.txt", elsewhere.item.meeting)[0].upload is not None
    assert Upload.objects.count() == 2
    take_in(b"kort", "Kort over stien.txt")
    assert Upload.objects.count() == 2


def test_a_file_becomes_a_new_attachment_of_an_item():
    item = AgendaItemFactory()
    AttachmentFactory(item=item, position=3)
    new = place_as_new(take_in(b"kort", "Kort over stien.txt")[0].upload, item)
    assert (new.title, new.position, new.state, new.filename) == (
        "Kort over stien",
        4,
        "held",
        "Kort over stien.txt",
    )


def test_a_meeting_that_is_deleted_leaves_its_files_waiting():
    meeting = MeetingFactory(published_at=None)
    take_in(b"kort", "kort.txt", meeting)
    meeting.delete()
    assert Upload.objects.get().meeting is None
