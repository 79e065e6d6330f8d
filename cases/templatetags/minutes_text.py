"""Shows minutes and dates, and query strings that keep their state."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.filters import query_string
from cases.filters.search import Choice
from cases.minutes.danish import format_date
from cases.models import AgendaItem, TopicLink
from cases.models.passage import Passage, Precision
from cases.models.topic import TopicLevel
from cases.rendering.dates import date_in_words, month_in_words, without_day
from cases.rendering.markdown import minutes_html, plain_text
from cases.rendering.timeline_words import date_of, duration
from cases.threads.topic_rules import Quotation

register = template.Library()
register.filter("minutes_html", minutes_html)
register.filter("plain", plain_text)
register.filter("row_date", date_of)
register.filter("duration", duration)


@register.simple_tag
def in_sentence(passage: Passage | Quotation, said: dt.date | None = None) -> SafeString:
    """The words of a rule's find in their sentence: strong where the sentence says more. A day that
    they begin with is left out where it is `said` before them."""
    words, sentence = plain_text(passage.words), plain_text(passage.sentence)
    if isinstance(said, dt.date):
        words, sentence = without_day(words, said), without_day(sentence, said)
    before, found, after = sentence.partition(words)
    if not found or not (before or after):
        return format_html("{}", words)
    return format_html("{}<strong>{}</strong>{}", before, words, after)


@register.simple_tag
def date_time(date: dt.date | None) -> str:
    """A `<time>` with the date in words."""
    if date is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), date_in_words(date))


@register.simple_tag
def date_or_month(date: dt.date | None, precision: str) -> str:
    """A `<time>` with a day, or with the month where no more than that is known."""
    if date is None or precision != Precision.MONTH:
        return date_time(date)
    month = month_in_words(date.year, date.month)
    return format_html('<time datetime="{}">{}</time>', f"{date:%Y-%m}", month)


@register.filter
def danish_date(date: dt.date) -> str:
    """`17. februar 2026` on every page: for Danish texts that readers take with them."""
    return format_date(date)


@register.filter
def at(things: Mapping[Any, Any], key: Any) -> Any:
    """`things[key]`, or None."""
    return things.get(key)


@register.filter
def in_words(date: dt.date) -> str:
    """`17. februar 2026`."""
    return date_in_words(date)


@register.filter
def without_stop(sentence: str) -> str:
    """A sentence as it stands among others in a row: without its full stop."""
    return sentence.strip().removesuffix(".").rstrip()


@register.filter
def without_and(clause: str) -> str:
    """A clause as it reads alone: without the "og" that led to the next one."""
    return re.sub(r"[,;]?\s*(?:\bog)?\s*$", "", clause)


@register.simple_tag(takes_context=True)
def tags_of(context: Context, item: AgendaItem) -> list[TopicLink]:
    """The topics an item is about, and the one that the list is narrowed to (`list_topic`)."""
    wanted = context.get("list_topic")
    links: list[TopicLink] = item.public_links  # type: ignore[attr-defined]  # by for_cards
    return [link for link in links if link.level == TopicLevel.ABOUT or link.topic == wanted]


# What could end the script element early, as JSON escapes.
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(things: Sequence[Mapping[str, Any]]) -> SafeString:
    """schema.org data of the page as JSON-LD. It is data: no browser runs it."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(graph, ensure_ascii=False).translate(_UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # escaped


_CHOICE = '<li><a href="{}#resultater"><span{}>{}</span></a> <span class="soft">{}</span></li>'
_CHOSEN = (
    '<li><a href="{}#resultater" aria-current="true"><span class="sr-only">{} </span>'
    '<span{}>{}</span> <span aria-hidden="true">✕</span></a> <span class="soft">{}</span></li>'
)


@register.simple_tag
def choices_of_facet(choices: Iterable[tuple[Choice, str]], is_danish: bool) -> SafeString:
    """Choices with their addresses as elements of a list. A page has a hundred of them, for which a
    template takes several times as long."""
    danish = mark_safe(' lang="da"') if is_danish else ""
    shown = [
        format_html(_CHOSEN, address, _("Fjern filtret:"), danish, choice.label, choice.number)
        if choice.is_chosen
        else format_html(_CHOICE, address, danish, choice.label, choice.number)
        for choice, address in choices
    ]
    return format_html_join("", "{}", ((each,) for each in shown))


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, Any], **changes: Any) -> str:
    """The page's query string with some parameters changed; None takes one away.

    The page number goes unless it is what changes.
    """
    request: HttpRequest = context["request"]
    left_out = () if "side" in changes else ("side",)
    kept = query_string(request.GET, *left_out, **changes)
    return f"?{kept}" if kept else request.path
