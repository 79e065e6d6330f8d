"""Tells the site around a page from what the page says; in doubt a part is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from cases.minutes import danish
from cases.minutes.offers import is_offer
from cases.minutes.readers.html_marks import minutes_in, with_ancestors

_TAGS = frozenset({"nav", "aside", "dialog"})
_ROLES = frozenset({"navigation", "search", "complementary", "dialog", "alertdialog", "menu"})
# class="cookie-banner" · id="breadcrumb" · class="skip-link" · class="share-buttons"
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookiebanner|cookieconsent|consent|coiOverlay|breadcrumbs?|broedkrumme"
    r"|skip|skiplinks?|nav|navbar|navigation|menu|topmenu|mainmenu|submenu|sidebar|share|sharing"
    r"|social|some|addthis|readspeaker|pager|pagination|search|searchbox|searchform|soeg"
    r"|newsletter|toolbar|sitefooter|copylink|print|printlink)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:display:\s*none|visibility:\s*hidden|mso-hide:\s*all)", re.IGNORECASE)
# What the head or foot of minutes says, wherever on the page it stands.
_OF_MEETING = re.compile(
    r"\b(?:mødedato|mødested|mødetidspunkt|deltagere|fraværende|afbud|underskrift|mødet (?:hævet|sluttede))\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:referat|dagsorden|protokol|udvalg|byråd)", re.IGNORECASE)
_SHORT = 1_500
_PARTS = 400


def dropped_parts(root: etree._Element) -> set[etree._Element]:
    """The parts of a page that belong to the site: menus, offers, banners, what is hidden."""
    of_minutes = with_ancestors(minutes_in(root))
    has_main = next(_mains(root), None) is not None
    controlled = _controlled(root)
    dropped: set[etree._Element] = set()
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element in of_minutes or element.tag in ("html", "body", "main"):
            continue
        if _is_offer(element) or _is_site(element, controlled, has_main=has_main):
            dropped.add(element)
            walk.skip_subtree()
    return dropped


def _controlled(root: etree._Element) -> set[str]:
    """Names of the parts that a button on the page unfolds: folded is not hidden."""
    names: set[str] = set()
    for element in root.iter(etree.Element):
        for attribute in ("aria-controls", "data-target", "data-bs-target"):
            names.update((element.get(attribute) or "").replace("#", " ").split())
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            names.add((element.get("href") or "")[1:])
    return names


def _is_offer(element: etree._Element) -> bool:
    """A link or button that does something with the page, and is no part of what it says."""
    if element.tag not in ("a", "button") and element.get("role") != "button":
        return False
    return is_offer(_beginning(element))


def _is_site(element: etree._Element, controlled: set[str], *, has_main: bool) -> bool:
    tag, role = element.tag, element.get("role") or ""
    if tag in _TAGS or role in _ROLES:
        return not _tells_of_meeting(element)
    if tag in ("header", "footer") or role in ("banner", "contentinfo"):
        return not _is_inside_minutes(element) and not _tells_of_meeting(element)
    if _is_hidden(element):
        return (element.get("id") or "") not in controlled and not _tells_of_meeting(element)
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names != " " and _NAMES.search(names):
        return _is_short(element) and not _tells_of_meeting(element)
    return False


def _is_short(element: etree._Element) -> bool:
    """Whether a part is no larger than a menu: a page may forget where its menu ends."""
    parts = sum(1 for _ in islice(element.iter(etree.Element), _PARTS))
    return parts < _PARTS and len(_beginning(element)) < _SHORT


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_inside_minutes(element: etree._Element) -> bool:
    return any(
        a.tag in ("main", "article", "section", "li") for a in islice(element.iterancestors(), 50)
    )


def _tells_of_meeting(element: etree._Element) -> bool:
    """Whether the words outside links are those of a meeting's head or foot."""
    text = _beginning(element, links=False)
    return bool(
        _OF_MEETING.search(text) or (_NAMED.search(text) and danish.first_date(text) is not None)
    )


def _beginning(element: etree._Element, *, links: bool = True) -> str:
    """The first words of an element; a hostile page of nested menus must not take minutes."""
    parts: list[str] = []
    for part in islice(element.iter(etree.Element), _PARTS):
        if part.text and (links or part.tag != "a"):
            parts.append(part.text)
        if part.tail and part is not element:
            parts.append(part.tail)
    return " ".join(" ".join(parts).split())[: _SHORT * 2]


def _mains(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iter("main")
    yield from (e for e in root.iter("div", "section", "article") if e.get("role") == "main")


def main_part(root: etree._Element) -> etree._Element:
    """The element that holds all of the minutes with their head; the whole page where none does."""
    marked = list(minutes_in(root))
    holders = with_ancestors(marked)
    for candidate in [*islice(_mains(root), 3), *islice(root.iter("article"), 3)]:
        if _holds_all(candidate, marked) and _has_head(candidate):
            return candidate
    smallest = root
    while True:
        inside = [child for child in smallest if child in holders]
        if len(inside) != 1:
            break
        smallest = inside[0]
    for candidate in [smallest, *smallest.iterancestors()]:
        if marked and candidate.tag != "body" and _has_head(candidate):
            return candidate
    return root


def _holds_all(candidate: etree._Element, marked: list[etree._Element]) -> bool:
    return sum(1 for _ in minutes_in(candidate)) == len(marked)


def _has_head(candidate: etree._Element) -> bool:
    """Whether the first words of a part name a meeting and its date, as the head of minutes does."""
    text = _beginning(candidate)
    return danish.first_date(text) is not None and bool(_NAMED.search(text))
