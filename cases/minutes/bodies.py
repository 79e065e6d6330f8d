"""The names of committees and councils as sentences use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cases.minutes.danish import fold_look_alikes

# Økonomi-, Erhvervs- og Uddannelsesudvalget · Teknik & Miljøudvalget · Teknisk Udvalg · børneudvalget
_COMMITTEE = (
    r"(?:(?:[A-ZÆØÅ][\w]+-,?\s?(?:(?:og|&|samt)\s)?)+|(?:[A-ZÆØÅ]\w+\s&\s))?"
    r"[A-ZÆØÅa-zæøå][a-zæøåé]{2,}udvalg(?:et)?"
    r"|(?:Teknisk|Socialt|Social|Kulturelt)\s[Uu]dvalg"
    r"|[A-ZÆØÅ][\w/-]+(?:\s[A-ZÆØÅ]\w+)?\s[Ll]okaludvalg"
    r"|Udvalget\sfor\s[A-ZÆØÅ]\w+(?:(?:,\s|\sog\s|,\sog\s|\s&\s)[A-ZÆØÅ]\w+)*"
)
# byrådet · Kommunalbestyrelsen · Borgerrepræsentationen · Magistraten · Ældrerådet · ØU
_COUNCIL = (
    r"[Bb]yråd(?:et)?|[Kk]ommunalbestyrelsen?|[Bb]orgerrepræsentation(?:en)?|[Mm]agistraten"
    r"|[Dd]irektionen|ØU"
    r"|(?:[ÆæSs](?:ldre|enior)|[Hh]andicap|[Uu]dsatte|[Ii]ntegrations|[Uu]ngdoms|[Uu]ngeby)råd(?:et)?"
)
# udvalget · fagudvalget: the committee whose minutes these are
_GENERIC = r"(?:[Ff]ag)?[Uu]dvalget"
_GENERIC_ALONE = re.compile(rf"{_GENERIC}\Z")
_NO_BODY = re.compile(r"(?:under|fag|følge|opgave|ad hoc-)udvalg", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Patterns for the names that a portal knows and those that any municipality may use.

    `named` matches a name, `any_of` also "udvalget"; neither takes the s of a genitive along;
    `genitive` is both with it.
    """

    named: str
    any_of: str
    genitive: str

    @classmethod
    @lru_cache(maxsize=64)
    def knowing(cls, names: tuple[str, ...]) -> Bodies:
        """With the names that the portal knows, in any case and with or without their hyphens."""
        known = [_loosely(name) for name in sorted(set(names), key=len, reverse=True) if name]
        named = "|".join([*(f"(?i:{name})" for name in known), _COUNCIL, _COMMITTEE])
        return cls(
            rf"\b(?:{named})",
            rf"\b(?:{named}|{_GENERIC}(?!\w))",
            rf"\b(?:(?:{named})s|{_GENERIC}s)",
        )


def _loosely(name: str) -> str:
    words = fold_look_alikes(name).replace("-", "- ").split()
    return r"\s?".join(re.escape(word).replace(r"\-", "-?") for word in words)


def is_generic(name: str) -> bool:
    """Whether the words are "udvalget", not a name."""
    return bool(_GENERIC_ALONE.match(name) or _NO_BODY.search(name))


def is_council(name: str) -> bool:
    """Whether a name is that of another body than a committee: it holds no "udvalgsmøde"."""
    return "udvalg" not in name.casefold()


def body_name(printed: str) -> str:
    """The name as a heading would print it: "byråd" is Byrådet."""
    name = re.sub(r"\s+", " ", printed)
    name = name[0].upper() + name[1:]
    return f"{name}et" if re.search(r"\w(?:råd|(?<!\s.okal)(?<=[a-zæøå])udvalg)\Z", name) else name
