"""The staff's side: entry by hand, imports with a preview, publishing and withdrawal."""

from django.contrib import admin

from cases.admin import (
    attachments,
    cases,
    commitments,
    committees,
    decisions,
    headings,
    imports,
    item_links,
    items,
    meetings,
    references,
    synonyms,
    terms,
    topic_links,
    topic_suggestions,
    topics,
    uploads,
)

__all__ = [
    "attachments",
    "cases",
    "commitments",
    "committees",
    "decisions",
    "headings",
    "imports",
    "item_links",
    "items",
    "meetings",
    "references",
    "synonyms",
    "terms",
    "topic_links",
    "topic_suggestions",
    "topics",
    "uploads",
]

admin.site.site_header = "Sagsspor – administration"
admin.site.site_title = "Sagsspor"
admin.site.index_title = "Referater og sager"
