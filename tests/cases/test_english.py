"""Every kind of page in English: complete, switchable, and honest that the minutes are Danish."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.test import override_settings

from cases.models import AgendaItem, Attachment, Committee, Topic
from tests import pages

ROOT = Path(__file__).resolve().parents[2]
# Letters and words that plain English texts do not have.
DANISH = re.compile(
    r"[æøåÆØÅ]|\b(?:af|alle|bilag|beslutning\w*|dagsorden\w*|der|eller|emne\w*|en|er|et|fra|hvad|ikke"
    r"|journalnummer|med|møde\w*|og|om|punkt\w*|referat\w*|sag|sager|side|slags|til|udvalg\w*|vis)\b"
)
SHOWN = (
    "aria-label",
    "title",
    "alt",
    "placeholder",
    "data-done",
    "data-close",
    "data-fold",
    "data-failed",
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def addresses(lasting_rows):
    """The address of each kind of page, with rows behind it."""
    with override_settings(ROOT_URLCONF="tests.browser.urls"):
        pages.fill()
        yield pages.addresses()


def names() -> list[str]:
    """What is data wherever it stands, in a title or a choice: names, titles and numbers."""
    data = [
        *Committee.objects.values_list("name", flat=True),
        *Topic.objects.values_list("name", flat=True),
        *AgendaItem.objects.values_list("title", flat=True),
        *AgendaItem.objects.values_list("journal_number", flat=True),
        *Attachment.objects.values_list("title", flat=True),
        "Lindebæk Kommune",
    ]
    return sorted(filter(None, data), key=len, reverse=True)


def in_danish(tag: Tag | None) -> bool:
    """Whether the nearest language mark around a text says Danish."""
    marked = tag.find_parent(lang=True) if tag is not None and not tag.get("lang") else tag
    return marked is not None and marked.get("lang") == "da"


def interface_texts(page: BeautifulSoup) -> list[str]:
    """Every text and spoken label that is not marked as Danish."""
    texts = [
        str(text)
        for text in page.find_all(string=True)
        if type(text) is NavigableString and text.parent.name not in ("script", "code")
        if text.strip() and not in_danish(text.parent)
    ]
    for tag in page.find_all(True):
        texts += [tag[name] for name in SHOWN if tag.get(name) and not in_danish(tag)]
    return texts


# The page for failures is in both languages: it must not need translations.
@pytest.mark.parametrize("kind", sorted(pages.KINDS.keys() - {"error 500"}))
def test_an_english_page_has_no_danish_but_the_minutes(client, settings, addresses, kind):
    settings.MUNICIPALITY = "Lindebæk Kommune"
    client.raise_request_exception = False
    address = addresses[kind]
    answer = client.get(address if address.startswith("/en/") else f"/en{address}")
    assert answer.status_code == pages.STATUS.get(kind, 200)
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.html["lang"] == "en"
    data = re.compile("|".join(re.escape(name) for name in names()))
    left = [data.sub("", text) for text in interface_texts(page)]
    assert [text for text in left if DANISH.search(text)] == []


def test_each_language_leads_to_the_same_page_in_the_other(client, addresses):
    for kind in ("home", "item_detail", "decision_list filtered"):
        danish = BeautifulSoup(client.get(addresses[kind]).content, "html.parser")
        link = danish.select_one(".languages a")
        assert (link["lang"], link["href"]) == ("en", f"/en{addresses[kind]}")
        english = BeautifulSoup(client.get(link["href"]).content, "html.parser")
        back = english.select_one(".languages a")
        assert (back["lang"], back["href"]) == ("da", addresses[kind])
        alternates = {tag["hreflang"] for tag in english.find_all("link", rel="alternate")}
        assert alternates == {"da", "en", "x-default"}


def test_the_browsers_language_does_not_decide(client, addresses):
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="da">' in page


def test_every_text_is_in_the_catalogue_and_the_compiled_one_is_up_to_date():
    command = [sys.executable, "tools/translations.py", "--check"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert finished.returncode == 0, finished.stdout + finished.stderr
