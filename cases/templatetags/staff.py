"""What only staff see: the queues that wait for them, and words of the minutes in their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import template
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.models import (
    Commitment,
    Decision,
    ImportRun,
    ItemLink,
    Reference,
    TopicLink,
    TopicSuggestion,
    Upload,
)
from cases.models.document import ImportStatus
from cases.models.state import LinkState
from cases.rendering.markdown import plain_text
from cases.threads.topic_rules import Quotation

register = template.Library()


@dataclass(frozen=True, slots=True)
class Queue:
    """One sort of row that waits: its name, the list that shows it, and which rows of it wait.

    `narrowed` is how the list is narrowed in its address, `only` what the list leaves out by itself.
    """

    name: str
    model: type[Model]
    address: str
    narrowed: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, Any] = field(default_factory=dict)
    act: str = "change"

    @property
    def url(self) -> str:
        """The list, narrowed to what waits."""
        narrowed = f"?{urlencode(self.narrowed)}" if self.narrowed else ""
        return reverse(f"admin:{self.address}") + narrowed

    def count(self, request: HttpRequest) -> int:
        """The rows that wait: those that the list at the address shows."""
        shown = admin.site.get_model_admin(self.model)
        rows = shown.get_queryset(request).filter(**self.only)
        return _narrow(request, shown, rows, self.narrowed).order_by().count()

    def is_for(self, request: HttpRequest) -> bool:
        """Whether the user may do something about the rows."""
        shown = admin.site.get_model_admin(self.model)
        return bool(getattr(shown, f"has_{self.act}_permission")(request))


def _narrow(
    request: HttpRequest, shown: ModelAdmin[Any], rows: QuerySet[Any], narrowed: Mapping[str, str]
) -> QuerySet[Any]:
    """The rows that the list's own filters leave."""
    for one in shown.get_list_filter(request):
        name = str(getattr(one, "parameter_name", ""))
        if name in narrowed:
            chosen: Any = one
            made = chosen(request, {name: [narrowed[name]]}, shown.model, shown)
            rows = made.queryset(request, rows)
    return rows


_WAITING = {"state": LinkState.SUGGESTED}
_SUGGESTIONS = "cases_suggestions"
_QUEUES = (
    Queue("Henvisninger med tvivl", Reference, "cases_reference_changelist", {"mangler": "tvivl"}),
    Queue(
        "Løfter, der måske er fulgt op",
        Commitment,
        "cases_commitment_changelist",
        {"tilstand": "perhaps"},
    ),
    Queue("Beslutninger uden type", Decision, "cases_decision_changelist", {"koe": "uden-type"}),
    Queue("Forslag til nye emner", TopicSuggestion, _SUGGESTIONS, {"slags": "nye-emner"}, _WAITING),
    Queue("Emner på punkter", TopicLink, _SUGGESTIONS, {"slags": "emner"}, _WAITING),
    Queue("Punkter, der kan høre sammen", ItemLink, _SUGGESTIONS, {"slags": "punkter"}, _WAITING),
    Queue(
        "Importer, der er klar til at blive indlæst",
        ImportRun,
        "cases_importrun_changelist",
        {"status__exact": ImportStatus.PLANNED},
        {"status": ImportStatus.PLANNED, "archive": None},
        act="add",
    ),
    Queue("Filer, der venter på plads", Upload, "cases_upload_place", act="add"),
)


@register.inclusion_tag("admin/cases/_waiting.html", takes_context=True)
def waiting_for_staff(context: Context) -> dict[str, Any]:
    """The queues that hold something and that the user may do something about, each with a count."""
    request: HttpRequest = context["request"]
    queues = [queue for queue in _QUEUES if queue.is_for(request)]
    counts = [(queue, queue.count(request)) for queue in queues]
    return {"is_for_user": bool(queues), "waiting": [pair for pair in counts if pair[1]]}


# They stand around the words while the marks of Markdown are taken away; no minutes have them.
_FROM, _TO = "\ue000", "\ue001"


@register.simple_tag
def quoted(hit: Quotation) -> SafeString:
    """The words of a rule's find, marked in the text around them, without the marks of Markdown."""
    text = plain_text(f"{hit.before}{_FROM}{hit.words}{_TO}{hit.after}")
    before, _, rest = text.partition(_FROM)
    words, _, after = rest.partition(_TO)
    return format_html("{}<mark>{}</mark>{}", before, words, after)
