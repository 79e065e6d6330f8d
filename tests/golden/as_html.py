"""Minutes as a web page, and printed from it as a tagged PDF."""

import html
import re
from collections.abc import Iterator

from tests.golden.model import Bullets, Item, Minutes, Part, Routing, Table

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_STYLE = """
@page { size: A4; margin: 25mm 20mm; @top-left { content: "%s"; font: 8pt sans-serif }
        @bottom-right { content: "Side " counter(page) " af " counter(pages); font: 8pt sans-serif } }
body { font: 11pt/1.4 "DejaVu Sans", sans-serif }
h1 { font-size: 18pt } h2 { font-size: 14pt; break-after: avoid } h3 { font-size: 12pt; break-after: avoid }
table { border-collapse: collapse } td, th { border: 0.5pt solid; padding: 2pt 6pt; text-align: left }
.contents p { margin: 0 } .contents a { color: inherit; text-decoration: none }
.contents a::after { content: leader(".") target-counter(attr(href), page) }
"""


def page(minutes: Minutes, style: str = "") -> str:
    """A whole page, with the menu and the foot that a web site has around it."""
    body = "\n".join(_body(minutes))
    return f"""<!DOCTYPE html>
<html lang="da">
<head><meta charset="utf-8"><title>{html.escape(minutes.title)}</title>{style}</head>
<body>
<nav><ul><li><a href="/">Forside</a></li><li><a href="/politik">Politik</a></li></ul></nav>
<main>
{body}
</main>
<footer><p>Rådhuset, Torvet 1, telefon 12 34 56 78</p></footer>
</body>
</html>
"""


def tagged_pdf(minutes: Minutes) -> bytes:
    """The minutes on A4 with a running head, page numbers, a contents page and PDF's structure."""
    from weasyprint import HTML

    style = _STYLE % minutes.running_head
    document = f"<style>{style}</style><body>" + "\n".join(_body(minutes)) + "</body>"
    written: bytes = HTML(string=f'<html lang="da">{document}</html>').write_pdf(pdf_tags=True)
    return written


def _body(minutes: Minutes) -> Iterator[str]:
    yield f"<h1>{_inline(minutes.title)}</h1>"
    for label, value in minutes.head:
        yield f"<p><strong>{label}</strong> {_inline(value)}</p>"
    if minutes.contents:
        yield f'<div class="contents"><h2>{minutes.contents}</h2>'
        for item in minutes.items:
            yield f'<p><a href="#punkt{item.number}">{_inline(item.title)}</a></p>'
        yield "</div>"
    for item in minutes.items:
        yield from _item(item, minutes.files_heading)


def _item(item: Item, files_heading: str) -> Iterator[str]:
    yield f'<h2 id="punkt{item.number}">{_inline(item.heading)}</h2>'
    if item.journal_number:
        yield f"<p>{item.journal_number}</p>"
    labels = [f"<p>{_inline(label)}</p>" for label in item.labels]
    for section in item.sections:
        is_routing = any(isinstance(part, Routing) for part in section.parts)
        if not is_routing:
            yield from labels
            labels = []
        yield f"<h3>{section.heading}</h3>"
        yield from map(part_as_html, section.parts)
    yield from labels
    if item.files:
        yield f"<h3>{files_heading}</h3>"
        yield "<ul>" + "".join(f"<li>{_inline(title)}</li>" for title, _ in item.files) + "</ul>"


def part_as_html(part: Part) -> str:
    """One part of a section."""
    if isinstance(part, Bullets):
        return _list(part.entries)
    if isinstance(part, Routing):
        return _table((part.columns, part.marks))
    if isinstance(part, Table):
        return _table(part.rows)
    return f"<p>{_inline(part.text)}</p>"


def _list(entries: tuple[tuple[int, str], ...]) -> str:
    """A list on two levels; the second stands inside the entry before it."""
    written = "<ul>"
    for index, (level, text) in enumerate(entries):
        before = entries[index - 1][0] if index else 1
        after = entries[index + 1][0] if index + 1 < len(entries) else 1
        opening = "<ul>" if level > before else ""
        closing = "" if after > level else "</li>" + "</ul></li>" * (level - after)
        written += f"{opening}<li>{_inline(text)}{closing}"
    return written + "</ul>"


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f"<th>{_inline(cell)}</th>" for cell in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _inline(text: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', html.escape(text, quote=False))
