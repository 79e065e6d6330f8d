"""What the whole site does for every page."""

import pytest

from cases.importing.publish import withdraw_item
from tests.factories import AgendaItemFactory, DecisionFactory, index_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/beslutninger/", "/findes-ikke/", "/en/"])
def test_a_cache_must_ask_before_it_shows_a_page_again(client, address):
    DecisionFactory()
    assert client.get(address)["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address", ["/soeg/?ord=bro", "/soeg/forslag/?ord=bro", "/beslutninger/?ord=bro"]
)
def test_a_page_that_has_not_changed_is_not_sent_again_and_one_that_has_is(client, address):
    item = AgendaItemFactory(title="Bro over åen")
    DecisionFactory(item=item)
    index_everything()
    first = client.get(address, headers={"Accept-Encoding": "gzip"})
    known = {"If-None-Match": first["ETag"], "Accept-Encoding": "gzip"}
    again = client.get(address, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    withdraw_item(item)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "over åen" not in changed.content.decode()
