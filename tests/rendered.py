"""Minutes in text made into the files that secretariats have: a neutral structure, then PDF."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pytest

from cases.minutes import patterns
from cases.minutes.readers import text as text_reader
from cases.minutes.result import Block, BlockKind

LOST_ADDRESS = "https://example.dk/sider/tabt"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of minutes that every format can print.

    `kind` is title, head, contents-heading, contents, item, section, heading, paragraph, bullet,
    row or routing. `text` may hold Markdown emphasis and links. `cells` are those of a row; those of
    a contents entry are its title and page, of the routing row its columns and, after them, marks.
    """

    kind: str
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    tight: bool = False


def parts_of(text: str) -> list[Part]:
    """The neutral structure of minutes in the layout of the five real files."""
    blocks = [block for block in text_reader.read(text.encode()).blocks if block.text]
    first_item = next(i for i, block in enumerate(blocks) if _item(block))
    parts = [*_front(blocks[:first_item])]
    index = first_item
    while index < len(blocks):
        columns = blocks[index].text.split()
        if len(columns) > 2 and all(map(patterns.COLUMN.match, columns)):
            marks: list[str] = []
            while patterns.MARKS.match(blocks[index + 1].text):
                index += 1
                marks += blocks[index].text.split()
            parts.append(Part("routing", cells=(*columns, *_placed(marks, columns))))
        else:
            parts.append(_part(blocks[index]))
        index += 1
    return parts


def marked_columns(columns: Sequence[str], count: int) -> list[str]:
    """The columns that `count` marks are placed in, in the order they are printed."""
    middle = len(columns) // 2
    return [column for i, column in enumerate(columns) if i in (middle, len(columns) - 1)[:count]]


def _placed(marks: Sequence[str], columns: Sequence[str]) -> list[str]:
    left = list(marks)
    marked = marked_columns(columns, len(marks))
    return [left.pop(0) if column in marked else "" for column in columns]


def _front(blocks: Iterable[Block]) -> Iterator[Part]:
    in_contents = False
    for block in blocks:
        plain = patterns.plain(block.text)
        if patterns.CONTENTS_HEADING.match(plain):
            in_contents = True
            yield Part("contents-heading", plain)
        elif not in_contents:
            is_title = plain.isupper() or plain.split()[0].isupper()
            yield Part("title" if is_title else "head", plain if is_title else block.text)
        else:
            printed = block.cells or tuple(block.text.rsplit("\t", 1))
            dotted = patterns.CONTENTS_LINE.match(" ".join(printed))
            title = dotted["title"] if dotted else printed[0]
            level = 1 if dotted else 0
            yield Part("contents", level=level, cells=(title.rstrip("."), printed[-1]))


def _item(block: Block) -> bool:
    return bool(re.match(r"Punkt \d+:", patterns.plain(block.text)))


def _part(block: Block) -> Part:
    plain = patterns.plain(block.text)
    start = patterns.section_start(block.text)
    tight = not block.gap
    if _item(block):
        return Part("item", plain)
    if block.kind is BlockKind.ROW:
        return Part("row", cells=block.cells)
    if block.kind is BlockKind.BULLET:
        return Part("bullet", block.text, block.level)
    if start is not None and not start.heading and not start.rest:
        return Part("section", plain)
    if block.kind is BlockKind.HEADING:
        return Part("heading", plain)
    return Part("paragraph", block.text, tight=tight)


# --- HTML, for WeasyPrint and Chromium -------------------------------------------------------------

_CSS = """
@page { size: A4; margin: 26mm 22mm;
  @top-left { content: "%(running)s"; font-size: 8pt }
  @bottom-right { content: "Side " counter(page) " af " counter(pages); font-size: 8pt } }
@page :first { @top-left { content: none } }
body { font: 10.5pt/1.4 "DejaVu Sans", sans-serif; hyphens: auto }
h1 { font-size: 20pt; margin-top: 60mm } h2 { font-size: 13pt; hyphens: manual }
h3, h4 { font-size: 11pt; margin-bottom: 2mm } p, ul, ol { margin: 0 0 3mm }
table { border-collapse: collapse; margin: 2mm 0; font-size: 8.5pt; hyphens: manual }
td, th { border: 0.5pt solid #333; padding: 1mm 1.5mm; text-align: left; font-weight: normal }
.routing td, .routing th { width: 11mm; text-align: center } thead th { font-weight: bold }
.contents { page-break-before: always; page-break-after: always }
.contents p { margin: 0 0 2mm; hyphens: none } .dots::after { content: leader(".") attr(data-page) }
.page { float: right }
"""


def html_of(parts: Sequence[Part], running: str) -> str:
    """The minutes as a page: contents with dot leaders, running heads, the routing row a table."""
    body = "\n".join(_html_parts(parts))
    css = _CSS % {"running": running}
    return (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Referat</title>'
        f"<style>{css}</style></head><body>{body}</body></html>"
    )


def _html_parts(parts: Sequence[Part]) -> Iterator[str]:
    for kind, group in groupby(parts, key=lambda part: part.kind):
        same = list(group)
        if kind == "row":
            rows = "".join(f"<tr>{_cells(part.cells, 'td')}</tr>" for part in same)
            yield f"<table>{rows}</table>"
        elif kind == "bullet":
            yield _bullets(same)
        elif kind == "contents":
            yield "".join(map(_contents, same)) + "</div>"
        else:
            yield "".join(map(_html_part, same))


def _html_part(part: Part) -> str:
    names = {"title": "h1", "item": "h2", "section": "h3", "heading": "h4"}
    if part.kind == "contents-heading":
        return f'<div class="contents"><h3>{_inline(part.text)}</h3>'
    if part.kind == "routing":
        half = len(part.cells) // 2
        return (
            f'<table class="routing"><thead><tr>{_cells(part.cells[:half], "th")}</tr></thead>'
            f"<tr>{_cells(part.cells[half:], 'td')}</tr></table>"
        )
    name = names.get(part.kind, "p")
    return f"<{name}>{_inline(part.text)}</{name}>"


def _contents(part: Part) -> str:
    title, page = part.cells
    if part.level:
        return f'<p class="dots" data-page="{page}">{_inline(title)}</p>'
    return f'<p>{_inline(title)} <span class="page">{page}</span></p>'


def _bullets(parts: Sequence[Part]) -> str:
    out, depth = "", 0
    for part in parts:
        while depth < part.level:
            out, depth = out + "<ul>", depth + 1
        while depth > part.level:
            out, depth = out + "</ul>", depth - 1
        out += f"<li>{_inline(part.text)}</li>"
    return out + "</ul>" * depth


def _cells(cells: Iterable[str], name: str) -> str:
    return "".join(f"<{name}>{_inline(cell)}</{name}>" for cell in cells)


def _inline(text: str) -> str:
    """Emphasis and links of Markdown as HTML. A lost address gets one, so that it can be found."""
    escaped = html.escape(text, quote=False)
    linked = patterns.LINK.sub(
        lambda m: f'<a href="{LOST_ADDRESS}">' + re.sub(r"\\(.)", r"\1", m["text"]) + "</a>",
        escaped,
    )
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", linked)


def pdf_of(text: str, running: str, *, tagged: bool) -> bytes:
    """The minutes in `text` printed by WeasyPrint."""
    return printed(html_of(parts_of(text), running), tagged=tagged)


def printed(page: str, *, tagged: bool) -> bytes:
    """A page of HTML as WeasyPrint prints it. Without Pango the test is skipped, but fails in CI."""
    try:
        import weasyprint
    except OSError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(
            f"WeasyPrint cannot print here, install libpango-1.0-0 libpangoft2-1.0-0: {error}"
        )
    written = weasyprint.HTML(string=page).write_pdf(pdf_tags=tagged)
    assert isinstance(written, bytes)
    return written
