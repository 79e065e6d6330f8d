"""What a web page offers to do with the minutes on it: words that are no part of them."""

from __future__ import annotations

import re

_ONE = (
    r"(?:spring til (?:indhold|hovedindhold(?:et)?)|gå til (?:indhold|hovedindhold)|del(?: siden| på \w+)?"
    r"|(?:kopi[eé]r|del|print|udskriv|hent|vis) (?:link(?: til)? )?(?:punkt(?:et)?|siden)"
    r"|kopi[eé]r link|kopieret|print|udskriv|hent|download|hent (?:som )?(?:fil|pdf)|læs op|lyt(?: til siden)?"
    r"|til top(?:pen)?|tilbage(?: til oversigten)?|(?:næste|forrige)(?: punkt)?|vis (?:mere|mindre|alle)"
    r"|(?:luk|åbn|fold|udvid)(?: alle)?(?: ud| ind)?|søg|menu|abonner|rediger|(?:accepter|afvis) alle)"
)
# Kopier link Print · Del | Udskriv
_OFFERS = re.compile(rf"^{_ONE}(?:[\s|·/]+{_ONE}){{0,4}}$", re.IGNORECASE)
# [Kopiér link til punkt](#)
_LINKED = re.compile(r"^\[(?P<words>[^\[\]]{1,80})\]\([^()]*\)$")


def is_offer(text: str) -> bool:
    """Whether a whole line, link or button only does something with the page."""
    line = text.strip()
    linked = _LINKED.match(line)
    words = (linked["words"] if linked else line).strip(" .:»«<>")
    return len(words) < 60 and bool(_OFFERS.match(words))
