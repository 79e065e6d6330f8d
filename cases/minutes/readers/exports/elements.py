"""Finds elements and attributes by name, whatever their namespace, letter case or spelling of æøå."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element, tostring

_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_CAPTIONS = ("caption", "name", "title", "navn", "overskrift", "titel")
_CONTENTS = ("content", "html", "text", "value", "body", "indhold", "tekst")
_UNNAMED = frozenset({"itemfield", "field", "felt"})
_ENCODED = re.compile(r"_x([0-9a-fA-F]{4})_")


def folded(name: str) -> str:
    """`{namespace}Møde` as `moede`."""
    return name.rpartition("}")[2].casefold().translate(_SPELLED)


def printed(element: Element) -> str:
    """The words of an element's name: `Forvaltningens_x0020_indstilling` has a space."""
    local = element.tag.rpartition("}")[2]
    words = _ENCODED.sub(lambda match: chr(int(match[1], 16)), local)
    return words.replace("_", " ").strip()


def children(parent: Element | None, *names: str) -> list[Element]:
    """The children with any of the names (folded), in their order."""
    return [] if parent is None else [part for part in parent if folded(part.tag) in names]


def child(parent: Element | None, *names: str) -> Element | None:
    """The first child that has one of the names; the names are tried in order."""
    return next((part for name in names for part in children(parent, name)), None)


def below(root: Element, *names: str) -> Iterator[Element]:
    """Every element with one of the names, the root among them, at any depth."""
    return (part for part in root.iter() if folded(part.tag) in names)


def outermost(root: Element, wanted: Callable[[Element], bool]) -> list[Element]:
    """Every element that is wanted, without those inside another one."""
    found, waiting = [], [root]
    while waiting:
        part = waiting.pop()
        if wanted(part):
            found.append(part)
        else:
            waiting.extend(reversed(part))
    return found


def listed(parent: Element | None, container: str, name: str) -> list[Element]:
    """The entries of a list: `Items/Item`, or `Items` repeated, or `Item` without a container."""
    containers = children(parent, container)
    entries = [entry for part in containers for entry in children(part, name)]
    alone = [part for part in containers if len(part) and not children(part, name)]
    return entries or alone or children(parent, name)


def value(element: Element | None, *names: str) -> str:
    """The first of the names that has text, as an attribute or as a child; empty without one."""
    if element is None:
        return ""
    attributes = {folded(key): text.strip() for key, text in element.attrib.items()}
    for name in names:
        if attributes.get(name):
            return attributes[name]
        for part in children(element, name):
            if text := "".join(part.itertext()).strip():
                return text
    return ""


def states(element: Element, *names: str) -> bool:
    """Whether one of the names is there at all, with text or without."""
    keys = {folded(key) for key in element.attrib} | {folded(part.tag) for part in element}
    return not keys.isdisjoint(names)


def labelled(container: Element | None) -> list[tuple[str, str]]:
    """The parts of a container as printed label and markup, however they are written.

    `<Field Name="Resume">…`, `<ItemField><Caption>Resume</Caption><Content>…` or `<Resume>…`.
    """
    parts = []
    for part in container if container is not None else ():
        caption, content = value(part, *_CAPTIONS), child(part, *_CONTENTS)
        is_bare = content is None and not children(part, *_CAPTIONS)
        named = caption or ("" if folded(part.tag) in _UNNAMED else printed(part))
        parts.append((named, markup(part if is_bare else content)))
    return parts


def markup(element: Element | None) -> str:
    """What an element holds as HTML, be it escaped, in CDATA or elements of its own."""
    if element is None:
        return ""
    if not len(element):
        return (element.text or "").strip()
    for part in element.iter():
        part.tag = part.tag.rpartition("}")[2]
    inner = "".join(tostring(part, encoding="unicode", method="html") for part in element)
    return (escape(element.text or "") + inner).strip()
