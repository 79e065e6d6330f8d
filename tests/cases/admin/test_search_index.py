"""What staff do in the admin shows in search at once."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.importing.files import hold_file, take_out_text
from cases.models import AgendaItem, Meeting, SearchEntry, Topic, Upload
from tests.cases.admin.test_attachments import wait
from tests.cases.admin.test_by_hand import filled, send
from tests.cases.search.in_step import EVERYWHERE, assert_in_step, known, make_item
from tests.factories import AgendaItemFactory, AttachmentFactory, MeetingFactory, TopicFactory

# The file of an attachment is read once its transaction has ended.
pytestmark = pytest.mark.django_db(transaction=True)
type Act = Callable[..., object]
OF_FILE = ("sideord", "sidsteord")


def change(row) -> str:
    return f"/admin/cases/{row._meta.model_name}/{row.pk}/change/"


def press(name: str, of: Callable[[AgendaItem], object]) -> Act:
    """The button of an act on the page of a row."""

    def act(clerk, item):
        row = of(item)
        address = f"/admin/cases/{row._meta.model_name}/{row.pk}/{name}/"
        assert clerk.post(address).status_code == 302

    return act


def save(of: Callable[[AgendaItem], object], **values: object) -> Act:
    """A form sent with other values."""

    def act(clerk, item):
        send(clerk, change(of(item)), **values)

    return act


def itself(item):
    return item


def meeting(item):
    return item.meeting


def attachment(item):
    return item.attachments.get()


def topic(item):
    return item.topic_links.get().topic


def new_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("ny.txt", b"Nyord")


def judge(state: str) -> Act:
    """A verdict on the item's topic, given on the page where all suggestions wait."""

    def act(clerk, item):
        values = {"slags": "emner", "act": state, "row": [item.topic_links.get().pk]}
        assert clerk.post("/admin/cases/topicsuggestion/alle/", values).status_code == 302

    return act


def reject_in_the_list(clerk, item):
    values = {"action": "reject", "_selected_action": [item.topic_links.get().pk]}
    assert clerk.post("/admin/cases/topiclink/", values).status_code == 302


def add_topic_by_hand(clerk, item):
    new = TopicFactory(name="Nyord")
    send(clerk, "/admin/cases/topiclink/add/", topic=new.pk, item=item.pk)


def delete_topic_by_hand(clerk, item):
    item.topic_links.update(set_by="person", evidence=[])
    link = item.topic_links.get()
    assert (
        clerk.post(f"/admin/cases/topiclink/{link.pk}/delete/", {"post": "yes"}).status_code == 302
    )


def find_items(clerk, item):
    new = TopicFactory(name="Nyord", aliases="titelord")
    clerk.post("/admin/cases/topic/", {"action": "find_items", "_selected_action": [new.pk]})


def suggest_topic(clerk, item):
    send(
        clerk,
        "/admin/cases/topic/add/",
        name="Nyord",
        aliases="titelord",
        is_public="on",
        save_anyway="on",
    )


def place_file(clerk, item):
    upload = wait("ny.txt", b"Nyord")
    take_out_text(upload.file)
    values = {"attachment": [attachment(item).pk]}
    assert clerk.post(f"/admin/cases/upload/{upload.pk}/placer/", values).status_code == 302
    assert not Upload.objects.exists()


def add_item(clerk, item):
    address = f"/admin/cases/agendaitem/add/?meeting={item.meeting_id}"
    send(clerk, address, title="Nyord", **{"decisions-0-text": "Udsat."})


ACTS: dict[str, tuple[Act, tuple[str, ...], tuple[str, ...]]] = {
    "withdraw item": (press("traek-tilbage", itself), EVERYWHERE, ()),
    "withdraw meeting": (press("traek-tilbage", meeting), EVERYWHERE, ()),
    "unpublish meeting": (press("tag-ned", meeting), EVERYWHERE, ()),
    "withdraw attachment": (press("traek-tilbage", attachment), ("bilagsord", *OF_FILE), ()),
    "take the file away": (press("fjern-filen", attachment), OF_FILE, ()),
    "retitle item": (save(itself, title="Nyord"), ("titelord",), ("nyord",)),
    "close item": (save(itself, access="closed"), EVERYWHERE, ()),
    "delete decision": (save(itself, **{"decisions-1-DELETE": "on"}), ("tilføjord",), ()),
    "delete attachment": (
        save(itself, **{"attachments-0-DELETE": "on"}), ("bilagsord", *OF_FILE), (),
    ),
    "new file": (save(itself, **{"attachments-0-upload": new_file()}), OF_FILE, ("nyord",)),
    "reject topic on item": (
        save(itself, **{"topic_links-0-state": "rejected"}), ("emneord",), (),
    ),
    "retitle attachment": (save(attachment, title="Nyord"), ("bilagsord",), ("nyord",)),
    "new file on attachment": (save(attachment, upload=new_file()), OF_FILE, ("nyord",)),
    "other place": (save(meeting, place="Nyord"), (), ("nyord",)),
    "other day": (save(meeting, date="2019-05-06"), (), ("d:2019-05-06",)),
    "reject topic": (judge("rejected"), ("emneord",), ()),
    "reject topic in the list": (reject_in_the_list, ("emneord",), ()),
    "topic by hand": (add_topic_by_hand, (), ("nyord",)),
    "no topic by hand": (delete_topic_by_hand, ("emneord",), ()),
    "hide topic": (save(topic, is_public=""), ("emneord",), ()),
    "new topic": (suggest_topic, (), ("nyord",)),
    "find items of a topic": (find_items, (), ("nyord",)),
    "place file": (place_file, OF_FILE, ("nyord",)),
    "add item": (add_item, (), ("nyord",)),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_what_staff_hide_is_gone_at_once_and_what_they_show_is_found(clerk, name):
    act, gone, new = ACTS[name]
    item = make_item()
    act(clerk, item)
    assert known(*EVERYWHERE, *new) == {*EVERYWHERE, *new} - {*gone}
    assert_in_step()


def test_a_topic_that_a_person_confirmed_is_found_by_its_new_name(clerk):
    item = make_item()
    judge("confirmed")(clerk, item)
    assert known("emneord") == {"emneord"}
    save(topic, name="Nyord", is_public="on")(clerk, item)
    assert known("emneord", "nyord") == {"nyord"}
    judge("rejected")(clerk, item)
    assert known("nyord") == set()
    save(lambda item: item.topic_links.get(), state="confirmed")(clerk, item)
    assert known("nyord") == {"nyord"}
    assert_in_step()


def test_what_is_shown_again_is_found(clerk):
    item = make_item()
    for name, of, back in [
        ("traek-tilbage", itself, "vis-igen"), ("traek-tilbage", attachment, "vis-igen"),
        ("tag-ned", meeting, "offentliggoer"), ("traek-tilbage", meeting, "offentliggoer"),
    ]:  # fmt: skip
        press(name, of)(clerk, item)
        assert known(*EVERYWHERE) != {*EVERYWHERE}
        press(back, of)(clerk, item)
        assert known(*EVERYWHERE) == {*EVERYWHERE}
        assert_in_step()


def test_another_committee_is_another_term_to_filter_by(clerk):
    item, other = make_item(), MeetingFactory(committee__name="Andet udvalg").committee
    before = f"f:udvalg:{item.meeting.committee_id}"
    save(meeting, committee=other.pk)(clerk, item)
    assert known(before, f"f:udvalg:{other.pk}") == {f"f:udvalg:{other.pk}"}
    assert_in_step()


def test_a_kind_set_in_the_queue_is_a_term_to_filter_by(clerk):
    make_item()
    address = "/admin/cases/decision/"
    values = {**filled(clerk, address), "form-0-kind": "rejected", "_save": "Gem"}
    assert clerk.post(address, values).status_code == 302
    assert known("f:slags:rejected") == {"f:slags:rejected"}
    assert_in_step()


def test_two_items_that_swap_places_change_their_order(clerk):
    item = make_item(number=1)
    other = AgendaItemFactory(meeting=item.meeting, number=2)
    save(lambda _item: other, position=1)(clerk, item)
    save(itself, position=2)(clerk, item)
    rows = SearchEntry.objects.filter(decision=None, attachment=None).order_by("-key")
    assert list(rows.values_list("item", flat=True)) == [other.pk, item.pk]
    assert_in_step()


def test_what_was_never_public_is_deleted_without_a_trace(clerk):
    item = AgendaItemFactory(title="Nyord", meeting__published_at=None)
    take_out_text(hold_file(AttachmentFactory(item=item), b"Nyord", "ny.txt"))
    for row in (attachment(item), item, item.meeting):
        address = f"/admin/cases/{row._meta.model_name}/{row.pk}/delete/"
        assert clerk.post(address, {"post": "yes"}).status_code == 302
    assert not Meeting.objects.exists()
    assert_in_step()


def test_an_empty_topic_is_deleted(clerk):
    item = make_item()
    empty = TopicFactory(name="Tomt", parent=topic(item))
    values = {"action": "delete_selected", "_selected_action": [empty.pk], "post": "yes"}
    assert clerk.post("/admin/cases/topic/", values).status_code == 302
    assert Topic.objects.count() == 1
    assert known("emneord") == {"emneord"}
    assert_in_step()
