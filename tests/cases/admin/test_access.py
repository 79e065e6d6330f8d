"""A clerk declares in the preview that an item of unknown access is open."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import AgendaItem, ImportRun
from tests.cases.importing.test_states import CLOSED_TITLE, export
from tests.reading import page_of

pytestmark = pytest.mark.django_db


def test_an_item_of_unknown_access_is_opened_by_a_tick_even_later(admin_client):
    file = SimpleUploadedFile("export.xml", export(""))
    admin_client.post(reverse("admin:cases_importrun_add"), {"documents": file})
    preview = ImportRun.objects.get().get_absolute_url()
    page = page_of(admin_client, preview)
    fingerprint = page.select_one("[name=fingerprint]")["value"]
    admin_client.post(preview, {"fingerprint": fingerprint, "apply": "Indlæs"})
    assert AgendaItem.objects.get().access == "unknown"

    page = page_of(admin_client, preview)
    tick = page.select_one("[name='choice:open:1']")
    fingerprint = page.select_one("[name=fingerprint]")["value"]
    admin_client.post(preview, {"fingerprint": fingerprint, tick["name"]: tick["value"]})
    item = AgendaItem.objects.get()
    assert (item.access, item.title) == ("open", CLOSED_TITLE)
    assert not page_of(admin_client, preview).select("[name^='choice:open']")
