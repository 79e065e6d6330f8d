"""Markdown of minutes as safe HTML: printed list numbers, headed tables, anchors, explained terms."""

from __future__ import annotations

import hashlib
import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from cases.models import Term
from cases.rendering.dates import page_language
from cases.rendering.marking import Against
from cases.rendering.marks import Mark, parse_marked
from cases.rendering.terms import TermFinder

Env = MutableMapping[str, Any]

_ALLOWED_TAGS = {
    "a", "br", "caption", "div", "em", "h3", "h4", "h5", "h6", "li", "mark", "ol", "p", "span",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul", "code", "hr", "blockquote",
}  # fmt: skip
_ALLOWED_ATTRIBUTES = {
    "a": {"href", "class", "aria-label", "lang", "id"},
    "caption": {"class"},
    "div": {"class", "role", "tabindex", "aria-label", "id", "lang"},
    "p": {"id"},
    "li": {"id"},
    "mark": {"class"},
    "ol": {"class"},
    "span": {"class", "aria-hidden", "lang"},
    "table": {"class", "lang"},
    "td": {"class"},
    "th": {"class", "scope"},
}
# 1.851.745 · -7.151 · -22,86% · 26,802 mio. kr. · an empty cell
_NUMBER = re.compile(r"^[-+−–]?\d[\d.,]*\s*(?:%|pct\.?|kr\.?|t\.kr\.|mio\.(?: kr\.)?)?$")


@dataclass
class Page:
    """What the texts of one page share: anchors that are taken, terms and marks that stand in them."""

    terms: TermFinder = field(default_factory=TermFinder)
    used: dict[str, Term] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)
    paragraphs: int = 0
    tables: int = 0

    def html(
        self,
        text: str,
        prefix: str,
        marks: Sequence[Mark] = (),
        *,
        headings_from: int = 3,
        heading: str = "",
        against: Against | None = None,
    ) -> SafeString:
        """A section as HTML with an anchor on each paragraph, below `prefix`, terms and marks linked.

        `heading` is what the text stands under: tables before its own first heading are named so.
        Words that the text it is held `against` lacks are marked.
        """
        env = {"page": self, "prefix": prefix, "explained": set(), "headings_from": headings_from}
        return _render(text, {**env, "heading": heading, "against": against}, marks)

    def anchor(self, prefix: str, words: str) -> str:
        """An id made of the words, so that it stays as long as they do, wherever they move.

        Case, spaces and punctuation do not count: a new conversion of the same words keeps it.
        """
        folded = re.sub(r"[\W_]+", "", words).casefold()
        base = f"{prefix}-{hashlib.sha256(folded.encode()).hexdigest()[:6]}"
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(self.anchors) + 2))
        name = next(name for name in names if name not in self.anchors)
        self.anchors.add(name)
        return name


class _Renderer(RendererHTML):
    """HTML as minutes need it: printed list numbers, headed tables, lost links named as lost."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        content = tokens[idx].content
        page, against = env.get("page"), env.get("against")
        plain = escape if against is None else against.marked
        if page is None or env.get("in_link") or tokens[idx].meta.get("unexplained"):
            return plain(content)
        parts, done = [], 0
        for start, end, term in page.terms.find(content):
            if term.anchor in env["explained"]:
                continue
            env["explained"].add(term.anchor)
            page.used[term.anchor] = term
            link = f'<a class="term" href="#{term.anchor}">{escape(content[start:end])}</a>'
            parts += [plain(content[done:start]), link]
            done = end
        return "".join([*parts, plain(content[done:])])

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        env["heading"] = "".join(child.content for child in tokens[idx + 1].children or [])
        return f"<{_heading(env)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return f"</{_heading(env)}>"

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        if tokens[idx].hidden:
            return ""
        return f"<p{_id(env, tokens[idx + 1].content)}>" if tokens[idx].level == 0 else "<p>"

    def paragraph_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        if tokens[idx].hidden:
            return ""
        return f"{_link_to_here(env)}</p>" if tokens[idx].level == 0 else "</p>"

    def ordered_list_open(self, *_: Any) -> str:
        return '<ol class="as-printed">'

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        token = tokens[idx]
        marker = f"{token.info}{token.markup}" if token.info else ""
        words = next((t.content for t in tokens[idx:] if t.type == "inline"), "")
        anchor = _id(env, words) if token.level == 1 else ""
        return f'<li{anchor}><span class="marker">{marker}</span> ' if marker else f"<li{anchor}>"

    def list_item_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return f"{_link_to_here(env)}</li>" if tokens[idx].level == 1 else "</li>"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        env["in_link"] = True
        href = str(tokens[idx].attrGet("href") or "")
        safe = nh3.clean_text(href)
        return "" if href in ("", "#") else f'<a href="{safe}">'

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        env["in_link"] = False
        opening = next(t for t in reversed(tokens[:idx]) if t.type == "link_open")
        if str(opening.attrGet("href") or "") in ("", "#"):
            words = escape(_("adressen mangler i kilden"))
            return f' <span class="lost"{page_language()}>[{words}]</span>'
        return "</a>"

    def mark_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        env["in_link"] = True
        return str(tokens[idx].meta["mark"].opening)

    def mark_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        env["in_link"] = False
        env["page"].marked.add(tokens[idx].meta["mark"].name)
        return str(tokens[idx].meta["mark"].closing)

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        anchor = _id(env, " ".join(t.content for t in tokens[idx:] if t.type == "inline"))
        counter = env["counter"] = env.get("counter") or env.get("page") or Page()
        counter.tables += 1
        label = escape(_("Tabel %(number)s") % {"number": counter.tables})
        language = page_language()
        region = f'role="region" tabindex="0" aria-label="{label}"{language}{anchor}'
        table = f'<table class="table"{' lang="da"' if language else ""}>'
        return f'<div class="table-scroll" {region}>{table}{_caption(env, counter.tables)}'

    def table_close(self, *_: Any) -> str:
        return "</table></div>"


def _caption(env: Env, number: int) -> str:
    """The name of a table that stands under a heading: `Driftsudgifter, tabel 1`, only read out."""
    heading = escape(env.get("heading", "").rstrip(" .:"))
    if not heading:
        return ""
    words = escape(_("tabel %(number)s") % {"number": number})
    language = page_language()
    marked = f"<span{language}>{words}</span>" if language else words
    return f'<caption class="sr-only">{heading}, {marked}</caption>'


def _id(env: Env, words: str) -> str:
    """The id attribute of a block on a page that links to its paragraphs; else nothing."""
    if "page" not in env:
        return ""
    env["here"] = env["page"].anchor(env["prefix"], words)
    return f' id="{env["here"]}"'


def _link_to_here(env: Env) -> str:
    """The ¶ of a block, named by its number among the paragraphs of the page."""
    here = env.pop("here", None)
    if here is None:
        return ""
    env["page"].paragraphs += 1
    label = escape(_("Link til afsnit %(number)s") % {"number": env["page"].paragraphs})
    return f' <a class="para" href="#{here}" aria-label="{label}"{page_language()}>¶</a>'


def _heading(env: Env) -> str:
    """Sub-headings of minutes stand below the page's own headings, all on one level."""
    return f"h{env.get('headings_from', 3)}"


def _mark(tokens: Sequence[Token]) -> None:
    """Tell headings from text; give header cells their scope, columns of numbers their class."""
    for start, token in enumerate(tokens):
        if token.type == "heading_open":
            _leave_unexplained(tokens[start + 1])
        if token.type == "table_open":
            end = next(i for i in range(start, len(tokens)) if tokens[i].type == "table_close")
            _mark_table(tokens[start:end])


def _leave_unexplained(inline: Token) -> None:
    """Link no word of a heading to its explanation: a heading is read alone and often."""
    for child in inline.children or []:
        child.meta["unexplained"] = True


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell of a table by its three tokens."""

    opening: Token
    inline: Token
    closing: Token

    @property
    def is_number(self) -> bool:
        return bool(_NUMBER.match(self.inline.content))

    def become(self, tag: str, scope: str = "") -> None:
        """Turn it into a header cell for a row or column, or into a plain one."""
        self.opening.tag = self.closing.tag = tag
        if scope:
            self.opening.attrSet("scope", scope)
            _leave_unexplained(self.inline)


def _mark_table(tokens: Sequence[Token]) -> None:
    """Give each column's cells what they are: header, number, or the name of a row."""
    for number, (head, *body) in enumerate(_columns(tokens)):
        if number == 0 and not head.inline.content:
            head.become("td")  # a corner is no heading
        else:
            head.become("th", "col")
            _name_empty_header(head)
        numeric = sum(cell.is_number for cell in body)
        is_numeric = numeric * 2 > len(body)
        for cell in (head, *body):
            _say_minus(cell.inline)
            if number and is_numeric:
                cell.opening.attrSet("class", "num")
            elif number == 0 and not is_numeric and cell is not head and cell.inline.content:
                cell.become("th", "row")


def _columns(tokens: Sequence[Token]) -> list[list[_Cell]]:
    """The cells of a table by column, the header first."""
    columns: list[list[_Cell]] = []
    column = 0
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            token.attrs.clear()  # alignment as a style attribute is against the content policy
            if column == len(columns):
                columns.append([])
            columns[column].append(_Cell(token, tokens[index + 1], tokens[index + 2]))
            column += 1
    return columns


def _name_empty_header(cell: _Cell) -> None:
    """A column whose heading the source lacks says so when it is read out."""
    if not cell.inline.content:
        cell.inline.children = [_spoken(escape(_("uden overskrift i kilden")))]


def _spoken(words: str, seen: str = "") -> Token:
    """Words that are only read out, in the language of the page, instead of what is seen."""
    token = Token("html_inline", "", 0)
    shown = f'<span aria-hidden="true">{seen}</span>' if seen else ""
    token.content = f'{shown}<span class="sr-only"{page_language()}>{words}</span>'
    return token


def _say_minus(cell: Token) -> None:
    """A minus sign that is read out: screen readers pass a hyphen over. What is seen stays."""
    first = cell.children[0] if cell.children else None
    if first is not None and first.type == "text" and re.match(r"[-−–]\d", first.content):
        sign, first.content = escape(first.content[0]), first.content[1:]
        cell.children = [_spoken("minus ", sign), *(cell.children or [])]


_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=_Renderer)
_markdown.enable("table").disable(["code", "image", "hr"])


def minutes_html(text: str) -> SafeString:
    """Markdown of minutes as HTML that is safe to show."""
    return _render(text, {})


def plain_text(text: str) -> str:
    """Words of a text on one line, without the marks of Markdown."""
    (inline,) = _markdown.parseInline(text)
    said = (
        " " if token.type.endswith("break") else token.content for token in inline.children or []
    )
    return " ".join("".join(said).split())


def _render(text: str, env: Env, marks: Sequence[Mark] = ()) -> SafeString:
    tokens = parse_marked(_markdown, text, marks)
    _mark(tokens)
    html = str(_markdown.renderer.render(tokens, _markdown.options, env))
    clean = nh3.clean(
        html,
        tags=_ALLOWED_TAGS,
        attributes=_ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return mark_safe(clean)  # noqa: S308  # sanitised on the line above
