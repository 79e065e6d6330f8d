"""What the whole site does for every page."""

import pytest

from tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/beslutninger/", "/findes-ikke/", "/en/"])
def test_a_cache_must_ask_before_it_shows_a_page_again(client, address):
    DecisionFactory()
    assert client.get(address)["Cache-Control"] == "no-cache"
