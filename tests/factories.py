"""Rows for tests. Each factory makes what is public unless told otherwise."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from cases import models
from cases.search.index import index_rows

PUBLISHED = dt.datetime(2025, 3, 5, 9, tzinfo=dt.UTC)


class CommitteeFactory(DjangoModelFactory[models.Committee]):
    class Meta:
        model = models.Committee

    name = factory.Sequence(lambda n: f"Udvalg nr. {n}")
    slug = factory.Sequence(lambda n: f"udvalg-nr-{n}")


class MeetingFactory(DjangoModelFactory[models.Meeting]):
    class Meta:
        model = models.Meeting

    committee = factory.SubFactory(CommitteeFactory)
    date = factory.Sequence(lambda n: dt.date(2025, 1, 7) + dt.timedelta(days=n))
    published_at = PUBLISHED


class AgendaItemFactory(DjangoModelFactory[models.AgendaItem]):
    class Meta:
        model = models.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: n + 1)
    position = factory.SelfAttribute("number")
    address = factory.LazyAttribute(lambda item: f"punkt-{item.number}")
    title = factory.Sequence(lambda n: f"Punktets titel {n}")
    access = "open"

    @factory.lazy_attribute
    def case(self) -> Any:
        """The case of the journal number that the item was made with."""
        number = getattr(self, "journal_number", "")
        return models.Case.objects.for_number(number) if number else None


class DecisionFactory(DjangoModelFactory[models.Decision]):
    class Meta:
        model = models.Decision

    item = factory.SubFactory(AgendaItemFactory)
    text = "Godkendt."
    kind = "approved"


class AttachmentFactory(DjangoModelFactory[models.Attachment]):
    class Meta:
        model = models.Attachment

    item = factory.SubFactory(AgendaItemFactory)
    title = factory.Sequence(lambda n: f"Bilag om sag {n}")


class StoredFileFactory(DjangoModelFactory[models.StoredFile]):
    """A file by its row; the bytes are only there for those that `hold_file` has stored."""

    class Meta:
        model = models.StoredFile

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    file = factory.LazyAttribute(lambda file: f"files/{file.sha256[:2]}/{file.sha256}")
    size = 4
    media_type = "text/plain"


class TopicFactory(DjangoModelFactory[models.Topic]):
    class Meta:
        model = models.Topic

    name = factory.Sequence(lambda n: f"Emne nr. {n}")
    slug = factory.Sequence(lambda n: f"emne-nr-{n}")


class TopicLinkFactory(DjangoModelFactory[models.TopicLink]):
    class Meta:
        model = models.TopicLink

    topic = factory.SubFactory(TopicFactory)
    item = factory.SubFactory(AgendaItemFactory)
    level = "about"
    evidence = [{"words": "emne", "section": "title", "section_label": "titel", "count": 1}]


class PassageFactory(DjangoModelFactory[Any]):
    class Meta:
        abstract = True

    item = factory.SubFactory(AgendaItemFactory)
    section = "case_text"
    position = factory.Sequence(lambda n: n + 1)


class ReferenceFactory(PassageFactory):
    """Points to `target` where one is given: its meeting, day and number follow."""

    class Meta:
        model = models.Reference

    class Params:
        to = None

    words = "på udvalgsmødet den 4. marts 2025"
    kind = factory.LazyAttribute(lambda row: "meeting_item" if row.to else "meeting_date")
    target = factory.SelfAttribute("to")
    meeting = factory.LazyAttribute(lambda row: row.to.meeting if row.to else None)
    committee = factory.LazyAttribute(lambda row: (row.to or row.item).meeting.committee)
    body_name = factory.LazyAttribute(lambda row: row.committee.name)
    date = factory.LazyAttribute(lambda row: row.to.meeting.date if row.to else dt.date(2025, 3, 4))
    precision = "day"
    number = factory.LazyAttribute(lambda row: row.to.number if row.to else None)


class CommitmentFactory(PassageFactory):
    class Meta:
        model = models.Commitment

    words = "Sagen forelægges igen på udvalgsmødet den 3. juni 2025."
    sentence = factory.SelfAttribute("words")
    kind = "case_returns"
    due = dt.date(2025, 6, 3)
    due_precision = "day"


class FulfilmentFactory(DjangoModelFactory[models.Fulfilment]):
    class Meta:
        model = models.Fulfilment

    commitment = factory.SubFactory(CommitmentFactory)
    item = factory.SubFactory(AgendaItemFactory)


class AmountFactory(PassageFactory):
    class Meta:
        model = models.Amount

    words = "500.000 kr."
    sentence = "Der afsættes 500.000 kr."
    kroner = 500_000


class ItemLinkFactory(DjangoModelFactory[models.ItemLink]):
    class Meta:
        model = models.ItemLink

    item = factory.SubFactory(AgendaItemFactory)
    other = factory.SubFactory(AgendaItemFactory)


class TopicSuggestionFactory(DjangoModelFactory[models.TopicSuggestion]):
    class Meta:
        model = models.TopicSuggestion

    term = factory.Sequence(lambda n: f"udtryk {n}")


def index_everything() -> None:
    """Bring the index in step with rows that were made past all acts."""
    index_rows(models.AgendaItem.objects.all())
