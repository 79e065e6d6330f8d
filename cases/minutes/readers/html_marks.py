"""What the parts of a page look like before it is read: what they hold, what is bold in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from cases.minutes import patterns

_BOLD_TAGS = frozenset({"b", "strong", "th"})
_WEIGHT = re.compile(r"font-weight:\s*(?P<weight>bold|bolder|normal|lighter|\d{3})", re.IGNORECASE)
# .c3{color:#000;font-weight:700} as Google Docs writes it
_BOLD_RULE = re.compile(
    r"(?P<names>[^{}]{1,300})\{[^{}]{0,2000}?font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE
)
_CORE = (
    patterns.SUMMARY, patterns.CASE, patterns.RECOMMENDATION, patterns.DECISION,
)  # fmt: skip


def with_ancestors(elements: Iterable[etree._Element]) -> set[etree._Element]:
    """The elements and everything they stand in."""
    found: set[etree._Element] = set()
    for element in elements:
        current: etree._Element | None = element
        while current is not None and current not in found:
            found.add(current)
            current = current.getparent()
    return found


def minutes_in(root: etree._Element) -> Iterator[etree._Element]:
    """The elements whose own words are a label of minutes: "Indstilling", "Sagsnr.: …"."""
    for element in root.iter(etree.Element):
        own = (element.text or "").strip()
        if 3 < len(own) < 200 and element.tag != "a" and is_label(own):
            yield element


def is_label(text: str) -> bool:
    """Whether a line is printed in minutes and hardly anywhere else."""
    line = patterns.plain(text)
    section = patterns.section_start(line)
    return bool(
        (section and not section.heading and section.key in _CORE)
        or patterns.JOURNAL_LABEL.match(line)
        or patterns.EMPTY_LABEL.match(line)
        or patterns.RECOMMENDER.match(line)
    )


def structured(root: etree._Element) -> set[etree._Element]:
    """Everything that holds headings, tables or the sections of minutes: no mere list entry."""
    inside = [*root.iter("h1", "h2", "h3", "h4", "h5", "h6", "table", "dl")]
    for element in minutes_in(root):
        holder = element.getparent() if element.tag in ("b", "strong", "span") else element
        if holder is not None and holder.tag in ("p", "div"):
            inside.append(holder)
    return with_ancestors(inside)


def bold_classes(root: etree._Element) -> frozenset[str]:
    """Names of the classes that the page's own style sheet prints in bold."""
    names: set[str] = set()
    for style in root.iter("style"):
        for rule in _BOLD_RULE.finditer((style.text or "")[:200_000]):
            names.update(re.findall(r"^\s*(?:\w+)?\.([\w-]+)\s*$", rule["names"], re.MULTILINE))
            names.update(re.findall(r",\s*(?:\w+)?\.([\w-]+)\s*(?=,|$)", rule["names"]))
    return frozenset(names)


def is_bold(element: etree._Element, classes: frozenset[str], *, inherited: bool) -> bool:
    """Whether the words of an element are bold; its own style says more than its tag."""
    weight = _WEIGHT.search(element.get("style") or "")
    if weight:
        return weight["weight"].lower() in ("bold", "bolder") or weight["weight"][0] in "6789"
    if classes and not classes.isdisjoint((element.get("class") or "").split()):
        return True
    return inherited or element.tag in _BOLD_TAGS
