"""Answers that are kept for a moment: the same for the next, and gone with any change of the index."""

import pytest
from django.core.cache import cache

from cases.importing.publish import withdraw_item
from tests.factories import AgendaItemFactory, DecisionFactory, index_everything

pytestmark = pytest.mark.django_db
ADDRESSES = ["/soeg/?ord=bro", "/soeg/forslag/?ord=bro", "/beslutninger/?ord=bro"]


@pytest.fixture
def kept(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def item():
    item = AgendaItemFactory(title="Bro over åen")
    DecisionFactory(item=item)
    index_everything()
    return item


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_next_who_asks_the_same_costs_one_look_at_the_mark(
    client, kept, item, django_assert_num_queries, address
):
    first = client.get(address)
    with django_assert_num_queries(1):
        again = client.get(address)
    assert again.content == first.content
    assert again.headers == first.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_withdrawn_is_gone_at_once(client, kept, item, address):
    assert "over åen" in client.get(address).content.decode()
    withdraw_item(item)
    assert "over åen" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_languages_parts_and_errors_are_kept_apart(client, kept, item, address):
    danish = client.get(address).content
    assert client.get(f"/en{address}").content != danish
    part = client.get(address, headers={"HX-Request": "true"}).content
    assert client.get(address).content == danish
    assert client.get(address, headers={"HX-Request": "true"}).content == part
    assert client.get(f"{address}&ukendt=1").status_code == 400


def test_who_is_logged_in_gets_a_page_of_their_own(admin_client, client, kept, item):
    assert "Administration" in admin_client.get("/soeg/?ord=bro").content.decode()
    assert "Administration" not in client.get("/soeg/?ord=bro").content.decode()
    assert "Administration" in admin_client.get("/soeg/?ord=bro").content.decode()
