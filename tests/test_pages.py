"""The registry of pages is whole: browser tests, screenshots and translations all go by it."""

from cases import urls
from tests.pages import KINDS, NOT_PAGES


def test_every_url_name_is_a_kind_of_page_or_no_page():
    names = {pattern.name for pattern in [*urls.urlpatterns, *urls.machine_urlpatterns]}
    assert names - NOT_PAGES == {kind.split()[0] for kind in KINDS} - {"error"}
