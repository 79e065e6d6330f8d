"""The filters of the public lists. One FilterSet a list, with Danish query names.

A bad value is a form error and shows no rows: never a silent full list.
"""

from cases.filters.base import PublicFilterSet, address_of_page, is_tracking, query_string
from cases.filters.commitments import CommitmentFilter
from cases.filters.decisions import HANDLING_TIME_NAMES, DecisionFilter
from cases.filters.lists import (
    RUNS,
    AttachmentFilter,
    CaseFilter,
    MeetingFilter,
    NumbersFilter,
    TopicFilter,
    TopicLinkFilter,
)
from cases.filters.search import Facet, SearchFilter

__all__ = [
    "HANDLING_TIME_NAMES",
    "RUNS",
    "AttachmentFilter",
    "CaseFilter",
    "CommitmentFilter",
    "DecisionFilter",
    "Facet",
    "MeetingFilter",
    "NumbersFilter",
    "PublicFilterSet",
    "SearchFilter",
    "TopicFilter",
    "TopicLinkFilter",
    "address_of_page",
    "is_tracking",
    "query_string",
]
