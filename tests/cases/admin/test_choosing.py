"""A form for a new row starts with what its address names, and is shown whatever the address says."""

import pytest

from tests.factories import AgendaItemFactory
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", ["abc", "", "-1", "4711", "9" * 30, "1,2"])
@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("reference", "item"),
        ("reference", "target"),
        ("commitment", "item"),
        ("topiclink", "item"),
        ("itemlink", "other"),
        ("agendaitem", "meeting"),
        ("meeting", "committee"),
    ],
)
def test_a_key_that_no_row_has_is_not_chosen(clerk, model, field, value):
    page = page_of(clerk, f"/admin/cases/{model}/add/?{field}={value}")
    assert page.select(f"select[name={field}] option[selected]:not([value=''])") == []


def test_the_item_that_the_address_names_is_chosen(clerk):
    item = AgendaItemFactory(title="Ny bro")
    page = page_of(clerk, f"/admin/cases/reference/add/?item={item.pk}&words=Ny")
    assert "Ny bro" in page.select_one("select[name=item] option[selected]").get_text()
    assert page.select_one("[name=words]").get_text().strip() == "Ny"
