"""The engine of the database at hand."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from cases.search import postgres, sqlite


def engine() -> ModuleType:
    """`cases.search.postgres` or `cases.search.sqlite`; they have the same functions."""
    return engine_of(connection.vendor)


def engine_of(vendor: str) -> ModuleType:
    """The engine of a kind of database, as Django calls it."""
    return postgres if vendor == "postgresql" else sqlite
