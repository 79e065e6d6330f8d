"""The staff's side: entry by hand, imports with a preview, publishing and withdrawal."""

from django.contrib import admin

from cases.admin import (
    attachments,
    cases,
    committees,
    decisions,
    headings,
    imports,
    items,
    meetings,
    terms,
    topics,
    uploads,
)

__all__ = [
    "attachments",
    "cases",
    "committees",
    "decisions",
    "headings",
    "imports",
    "items",
    "meetings",
    "terms",
    "topics",
    "uploads",
]

admin.site.site_header = "Sagsspor – administration"
admin.site.site_title = "Sagsspor"
admin.site.index_title = "Referater og sager"
