"""Shows the text of minutes: Markdown to safe HTML, Danish dates, query strings that keep their state."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

import nh3
from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from cases.minutes.danish import format_date

register = template.Library()

_ALLOWED_TAGS = {
    "a", "br", "caption", "div", "em", "h3", "h4", "h5", "h6", "li", "ol", "p", "span", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "code", "hr", "blockquote",
}  # fmt: skip
_ALLOWED_ATTRIBUTES = {
    "a": {"href"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "ol": {"class"},
    "span": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
}
# 1.851.745 · -7.151 · -22,86% · 26,802 mio. kr. · an empty cell
_NUMBER = re.compile(r"^[-+−–]?\d[\d.,]*\s*(?:%|pct\.?|kr\.?|t\.kr\.|mio\.(?: kr\.)?)?$")


class _Renderer(RendererHTML):
    """HTML as minutes need it: printed list numbers, headed tables, lost links named as lost."""

    def heading_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<{_shifted(tokens[idx])}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"</{_shifted(tokens[idx])}>"

    def ordered_list_open(self, *_: Any) -> str:
        return '<ol class="as-printed">'

    def list_item_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        token = tokens[idx]
        marker = f"{token.info}{token.markup}" if token.info else ""
        return f'<li><span class="marker">{marker}</span> ' if marker else "<li>"

    def link_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        href = str(tokens[idx].attrGet("href") or "")
        safe = nh3.clean_text(href)
        return "" if href in ("", "#") else f'<a href="{safe}">'

    def link_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        opening = next(t for t in reversed(tokens[:idx]) if t.type == "link_open")
        if str(opening.attrGet("href") or "") in ("", "#"):
            return ' <span class="lost">(adressen mangler i kilden)</span>'
        return "</a>"

    def table_open(self, *_: Any) -> str:
        return '<div class="table" role="region" tabindex="0" aria-label="Tabel"><table>'

    def table_close(self, *_: Any) -> str:
        return "</table></div>"


def _shifted(token: Token) -> str:
    """Sub-headings of minutes stand below the page's own h2."""
    return f"h{max(3, min(6, int(token.tag[1:])))}"


def _mark_tables(tokens: Sequence[Token]) -> None:
    """Give header cells their scope, and columns of numbers a class to be set right by."""
    for start, token in enumerate(tokens):
        if token.type == "table_open":
            end = next(i for i in range(start, len(tokens)) if tokens[i].type == "table_close")
            _mark_table(tokens[start:end])


def _mark_table(tokens: Sequence[Token]) -> None:
    columns: dict[int, list[tuple[Token, Token, str]]] = {}
    column = 0
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            token.attrs.clear()  # alignment as a style attribute is against the content policy
            cell = (token, tokens[index + 2], tokens[index + 1].content)
            columns.setdefault(column, []).append(cell)
            column += 1
    for number, ((head, _, _), *body) in columns.items():
        head.attrSet("scope", "col")
        numeric = [cell for cell in body if _NUMBER.match(cell[2])]
        if number and len(numeric) * 2 > len(body):
            for token, _, _ in [columns[number][0], *body]:
                token.attrSet("class", "num")
        elif number == 0 and len(numeric) * 2 <= len(body):
            for token, closing, text in body:
                if text:
                    token.tag = closing.tag = "th"
                    token.attrSet("scope", "row")


_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=_Renderer)
_markdown.enable("table").disable(["code", "image", "hr"])


def minutes_html(text: str) -> SafeString:
    """Markdown of minutes as HTML that is safe to show."""
    tokens = _markdown.parse(text)
    _mark_tables(tokens)
    html = str(_markdown.renderer.render(tokens, _markdown.options, {}))
    clean = nh3.clean(
        html,
        tags=_ALLOWED_TAGS,
        attributes=_ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308  # sanitised on the line above


register.filter("minutes_html", minutes_html)


@register.simple_tag
def date_time(date: dt.date | None) -> str:
    """A `<time>` with the date in Danish words."""
    if date is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), format_date(date))


@register.filter
def danish_date(date: dt.date) -> str:
    """`17. februar 2026`."""
    return format_date(date)


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, Any], **changes: Any) -> str:
    """The page's query string with some parameters changed; None takes one away.

    The page number goes unless it is what changes.
    """
    request: HttpRequest = context["request"]
    parameters = request.GET.copy()
    if "side" not in changes:
        parameters.pop("side", None)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = value
    return f"?{parameters.urlencode()}" if parameters else request.path
