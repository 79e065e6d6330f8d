"""Addresses of links: which are kept, and how they are written in Markdown."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import etree

LOST = "#"  # how Markdown from converters prints a link without its address
_SCHEME = re.compile(r"^(?P<scheme>[a-z][a-z0-9+.-]*):", re.IGNORECASE)
_KEPT = ("http", "https", "mailto")


def base_of(root: etree._Element) -> str:
    """The address that relative links start from, where the page names one."""
    for base in root.iter("base"):
        href = (base.get("href") or "").strip()
        if href.lower().startswith(("http://", "https://")):
            return href
    return ""


def address(element: etree._Element, base: str) -> str | None:
    """The address of an `<a>`: LOST where it leads nowhere, None where only its words count."""
    href = element.get("href")
    is_switch = element.get("role") == "button" or element.get("aria-expanded")
    if href is None or is_switch or element.get("data-toggle") or element.get("data-bs-toggle"):
        return None
    href = re.sub(r"[\x00-\x20\x7f-\xa0]+", "", href.strip())
    scheme = _SCHEME.match(href)
    if scheme:
        name = scheme["scheme"].lower()
        return href if name in _KEPT else LOST if name.endswith("script") else None
    if href in ("", LOST):
        return LOST
    if href.startswith("#") or not base:
        return None
    try:
        return urljoin(base, href)
    except ValueError:
        return None


def markdown(words: str, href: str) -> str:
    """`[words](href)` with what would end either part early escaped."""
    href = href.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
    text = re.sub(r"(?<!\\)([\[\]])", r"\\\1", words.strip())
    if not text or len(text) > 500 or len(href) > 2000:
        return words
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    return f"{before}[{text}]({href}){after}"


def as_text(words: str) -> str:
    """Words of the page, so that none of them reads as a link in Markdown."""
    return words.replace("](", "]\\(")
