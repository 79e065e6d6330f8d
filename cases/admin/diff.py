"""What changed between two texts, word by word, as HTML that also says it to screen readers."""

import difflib
import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def word_diff(before: str, after: str) -> SafeString:
    """`after` with words taken out in `<del>` and words put in in `<ins>`; everything escaped."""
    # A word with the space after it: spaces on their own would be alike everywhere, and slow.
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    parts: list[tuple[SafeString]] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        if operation == "equal":
            parts.append((format_html("{}", gone),))
            continue
        if gone:
            parts.append((format_html('<del><span class="said">[udgår:] </span>{}</del>', gone),))
        if come:
            parts.append((format_html('<ins><span class="said">[nyt:] </span>{}</ins>', come),))
    return format_html_join("", "{}", parts)
