"""What is stored. One module per aggregate, each with its queryset beside it."""

from cases.models.address import FormerAddress
from cases.models.amount import Amount
from cases.models.attachment import Attachment
from cases.models.case import Case
from cases.models.commitment import Commitment, Fulfilment
from cases.models.committee import Committee, CommitteeName
from cases.models.decision import Decision
from cases.models.document import ImportRun, SourceDocument
from cases.models.file import FilePage, StoredFile, Upload
from cases.models.heading import HeadingLabel
from cases.models.item import AgendaItem
from cases.models.item_link import ItemLink
from cases.models.meeting import Meeting
from cases.models.picture_text import PictureText
from cases.models.reference import Reference
from cases.models.search import IndexMark, SearchEntry, SearchWord, Synonym
from cases.models.term import Term
from cases.models.topic import Topic, TopicLink
from cases.models.topic_suggestion import TopicSuggestion

__all__ = [
    "AgendaItem",
    "Amount",
    "Attachment",
    "Case",
    "Commitment",
    "Committee",
    "CommitteeName",
    "Decision",
    "FilePage",
    "FormerAddress",
    "Fulfilment",
    "HeadingLabel",
    "ImportRun",
    "IndexMark",
    "ItemLink",
    "Meeting",
    "PictureText",
    "Reference",
    "SearchEntry",
    "SearchWord",
    "SourceDocument",
    "StoredFile",
    "Synonym",
    "Term",
    "Topic",
    "TopicLink",
    "TopicSuggestion",
    "Upload",
]
