"""Addresses that open the reader's own mail program."""

from urllib.parse import quote


def mailto(subject: str, body: str, to: str = "") -> str:
    """A `mailto:` address with subject and text filled in."""
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(body)}"
