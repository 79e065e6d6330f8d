"""Long case texts in parts that can be folded, one for each sub-heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from cases.rendering.markdown import Page
from cases.rendering.marks import Mark, marks_within

FOLD_FROM = 2000  # characters: about a screen and a half
_HEADING = re.compile(r"^#{2,6} (?P<text>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: its heading ("" before the first), the anchor of it, and the HTML."""

    heading: str
    anchor: str
    html: SafeString


def parts_of(text: str, page: Page, prefix: str, marks: Sequence[Mark] = ()) -> list[Part]:
    """The text cut at its sub-headings; what stands before the first one has no heading."""
    found = list(_HEADING.finditer(text))
    starts = [0, *(heading.end() for heading in found)]
    ends = [*(heading.start() for heading in found), len(text)]
    headings = ["", *(heading["text"].strip() for heading in found)]
    parts = []
    for heading, start, end in zip(headings, starts, ends, strict=True):
        body = text[start:end].strip()
        if heading or body:
            anchor = page.anchor(prefix, heading) if heading else ""
            here = start + text[start:end].index(body)
            within = marks_within(marks, here, here + len(body))
            parts.append(Part(heading, anchor, page.html(body, prefix, within, heading=heading)))
    return parts


def is_long(text: str) -> bool:
    """Whether a text is long enough to be folded, and has a heading to fold it by."""
    return len(text) > FOLD_FROM and bool(_HEADING.search(text))
