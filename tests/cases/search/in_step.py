"""What tests ask of the index: whether it is in step, and what is nowhere in it."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command

from cases.importing.files import hold_file, take_out_text
from cases.models import AgendaItem, SearchEntry, SearchWord, Topic
from cases.search.engine import engine
from cases.search.finding import search
from cases.search.index import index_items
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    DecisionFactory,
    TopicFactory,
    TopicLinkFactory,
)

# A word of each place where a text may stand.
EVERYWHERE = (
    "titelord", "resumeord", "sagsord", "rådord", "afgjortord", "tilføjord", "bilagsord", "sideord",
    "sidsteord", "emneord",
)  # fmt: skip
# So long that its text has two parts.
FILE = ("Sideord\n" + "x y\n" * 5000 + "Sidsteord").encode()


def assert_in_step() -> None:
    """The check finds nothing, or raises."""
    call_command("rebuild_search", check=True, stdout=StringIO())


def known(*words: str) -> set[str]:
    """Those of the words that anything of the index still has: its own terms, its vocabulary, its
    rows, and what a search finds."""
    terms = {word for word, _count in engine().counted_words()}
    vocabulary = set(SearchWord.objects.values_list("word", flat=True))
    ranked = " ".join(SearchEntry.objects.values_list("ranked", flat=True))
    return {
        word
        for word in words
        if word in terms or word in vocabulary or word in ranked or _finds(word)
    }


def _finds(word: str) -> bool:
    """Whether a search finds the word itself, and not another instead."""
    found = search(word)
    return bool(found.complete) and not any(group.instead for group in found.groups)


def make_item(**values: object) -> AgendaItem:
    """A public item with a word of its own in every place, two decisions and a file of two pages."""
    item = AgendaItemFactory(
        title="Titelord", summary="Resumeord", case_text="Sagsord",
        recommendation="Direktøren indstiller\n\nat rådord", **values,
    )  # fmt: skip
    DecisionFactory(item=item, text="Afgjortord")
    DecisionFactory(item=item, text="Tilføjord", position=2)
    attachment = AttachmentFactory(item=item, title="Bilagsord")
    take_out_text(hold_file(attachment, FILE, "plan.txt"))
    TopicLinkFactory(item=item, topic=topic_called("Emneord"), set_by="person")
    index_items([item])
    return item


def topic_called(name: str) -> Topic:
    """The topic with this name, made now if it is new; set by a person, for no rule finds it."""
    return Topic.objects.filter(name=name).first() or TopicFactory(name=name)
