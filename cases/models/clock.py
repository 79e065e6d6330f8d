"""The time of day in queries."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, Value
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone


class CurrentTime(Value):
    """The time at which a query runs. `timezone.now()` would be that at which it was written, which
    for a filter's choices is when the server started."""

    def __init__(self) -> None:
        super().__init__(None, output_field=DateTimeField())

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        now = Value(timezone.now(), output_field=self.output_field)
        return now.as_sql(compiler, connection)
