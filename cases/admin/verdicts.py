"""What a clerk says of suggestions: confirmed, rejected, or waiting again. Each word is logged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.admin.choosing import AddressAdmin
from cases.models.state import LinkState

DONE = {
    LinkState.CONFIRMED: "bekræftet",
    LinkState.REJECTED: "afvist",
    LinkState.SUGGESTED: "sat tilbage som forslag",
}


class VerdictAdmin(AddressAdmin):
    """Rows that a rule suggests, judged one by one or many at once."""

    class Media:
        css: ClassVar = {"all": ["cases/admin.css"]}

    change_list_template = "admin/cases/suggestions/change_list.html"
    actions = ("confirm", "reject", "reopen")

    @admin.action(description="Bekræft de valgte", permissions=["change"])
    def confirm(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """They are right."""
        self.judge(request, rows, LinkState.CONFIRMED)

    @admin.action(description="Afvis de valgte", permissions=["change"])
    def reject(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """They are wrong, now and after every re-import."""
        self.judge(request, rows, LinkState.REJECTED)

    @admin.action(description="Sæt de valgte tilbage som forslag", permissions=["change"])
    def reopen(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """They wait for a clerk again."""
        self.judge(request, rows, LinkState.SUGGESTED)

    @transaction.atomic
    def judge(self, request: HttpRequest, rows: Iterable[Any], state: LinkState) -> int:
        """Give each row the state, if it has another, and say how many got it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        count = 0
        for row in rows:
            if not self.is_so(row, state):
                self.settle(request, row, state)
                self.log_change(request, row, DONE[state].capitalize())
                count += 1
        messages.success(request, f"{count} forslag er {DONE[state]}.")
        return count

    def is_so(self, row: Any, state: LinkState) -> bool:
        """Whether the row has the state, so that nothing has to be done."""
        return bool(row.state == state)

    def settle(self, request: HttpRequest, row: Any, state: LinkState) -> None:
        """Remember the state of one row."""
        row.state = state
        row.save(update_fields=["state"])

    @admin.display(description="hvorfor")
    def why(self, row: Any) -> SafeString:
        """The reasons of the rule, a line each."""
        return as_list([str(reason.get("says", "")) for reason in row.evidence])


def as_list(lines: Iterable[str]) -> SafeString:
    """Lines as a list for reading: marks in them are shown, never obeyed."""
    entries = format_html_join("", "<li>{}</li>", ((line,) for line in lines if line))
    return format_html('<ul class="reasons">{}</ul>', entries) if entries else SafeString("–")
