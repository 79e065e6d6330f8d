"""Minutes as Markdown and as plain text."""

import re
from collections.abc import Iterator

from tests.golden.model import Bullets, Item, Minutes, Part, Routing, Section, Table

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def markdown(minutes: Minutes) -> str:
    """With headings, pipe tables and links."""
    return "\n\n".join(_lines(minutes, marks=True)) + "\n"


def plain(minutes: Minutes) -> str:
    """As a program writes it that knows neither headings, links nor the cells of the routing row."""
    return _LINK.sub(r"\1", "\n\n".join(_lines(minutes, marks=False))) + "\n"


def _lines(minutes: Minutes, marks: bool) -> Iterator[str]:
    yield ("# " if marks else "") + minutes.title
    for label, value in minutes.head:
        if label.endswith(":"):
            yield f"{label} {value}"
        else:
            yield f"**{label}** {value}" if marks else f"{label} {value}"
    if minutes.contents:
        yield ("## " if marks else "") + minutes.contents
        for page, item in enumerate(minutes.items, start=3):
            yield f"{item.title}.....{page}"
    for item in minutes.items:
        yield from _item(item, minutes.files_heading, marks)


def _item(item: Item, files_heading: str, marks: bool) -> Iterator[str]:
    yield ("## " if marks else "") + item.heading
    if item.journal_number:
        yield item.journal_number
    routed = [section for section in item.sections if _is_routing(section)]
    for section in routed:
        yield from _section(section, marks)
    yield from item.labels
    for section in item.sections:
        if section not in routed:
            yield from _section(section, marks)
    if item.files:
        yield ("### " if marks else "") + files_heading
        yield from (title for title, _ in item.files)


def _is_routing(section: Section) -> bool:
    return any(isinstance(part, Routing) for part in section.parts)


def _section(section: Section, marks: bool) -> Iterator[str]:
    yield ("### " if marks else "") + section.heading
    for part in section.parts:
        yield _part(part, marks)


def _part(part: Part, marks: bool) -> str:
    if isinstance(part, Bullets):
        return "\n".join("  " * (level - 1) + f"- {text}" for level, text in part.entries)
    if isinstance(part, Routing):
        if not marks:
            return " ".join(part.columns) + "\n\n" + " ".join(mark for mark in part.marks if mark)
        return _pipes((part.columns, part.marks))
    if isinstance(part, Table):
        if marks:
            return _pipes(part.rows)
        return "\n".join("\t".join(row) for row in part.rows)
    return part.text


def _pipes(rows: tuple[tuple[str, ...], ...]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
