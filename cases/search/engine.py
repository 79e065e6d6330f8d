"""The engine of the database at hand."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from cases.search import postgres, sqlite


def engine() -> ModuleType:
    """`cases.search.postgres` or `cases.search.sqlite`; they have the same functions."""
    return postgres if connection.vendor == "postgresql" else sqlite
