"""Journal numbers: found, taken apart, normalised and ordered.

The common form is KLE, `HH.GG.EE-FNN-serial-YY` (KL Emnesystematik); other municipalities use
numbers of their own, which are kept as printed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

# 00.00.00-P19-1719-10 · 27.12.00-Ø54-1-22; in running text no digit or letter may touch it.
_KLE = re.compile(
    r"(?P<subject>\d{2}\.\d{2}\.\d{2})-(?P<facet>[A-ZÆØÅ]\d{2})-(?P<serial>\d{1,5})-(?P<year>\d{2})",
    re.IGNORECASE,
)
# 00.30.02-S00-26-1: year before serial, told by a last part that is not two digits.
_KLE_YEAR_FIRST = re.compile(
    r"(?P<subject>\d{2}\.\d{2}\.\d{2})-(?P<facet>[A-ZÆØÅ]\d{2})-(?P<year>\d{2})-(?P<serial>\d|\d{3,5})",
    re.IGNORECASE,
)
# 15.20G00 - 2013/01963
_KLE_SHORT = re.compile(
    r"(?P<subject>\d{2}\.\d{2}(?:\.\d{2})?)(?P<facet>[A-ZÆØÅ]\d{2})\s*-\s*(?P<year>\d{4})/(?P<serial>\d{1,6})",
    re.IGNORECASE,
)
# 20/4282 · 25/8218
_SLASH = re.compile(r"(?P<year>\d{2}|\d{4})/(?P<serial>\d{1,7})")
# 2016-001340 · 330-2016-89665 · 306-2009-600
_LONG_YEAR = re.compile(r"(?:\d{3}-)?(?P<year>(?:19|20)\d{2})-(?P<serial>\d{1,7})")
# 23-009570
_SHORT_YEAR = re.compile(r"(?P<year>\d{2})-(?P<serial>\d{4,7})")
# 1-51-71-3321-08: the region's; serial and year last
_REGION = re.compile(r"\d-\d{2}-\d{2}-(?P<serial>\d{1,5})-(?P<year>\d{2})")
# 249050
_PLAIN = re.compile(r"(?P<serial>\d{4,9})")

_FORMS = (
    ("kle", _KLE),
    ("kle", _KLE_YEAR_FIRST),
    ("kle_short", _KLE_SHORT),
    ("other", _REGION),
    ("other", _LONG_YEAR),
    ("other", _SHORT_YEAR),
    ("other", _SLASH),
    ("other", _PLAIN),
)
_IN_TEXT = re.compile(
    rf"(?<![\w.\-/])(?:{_KLE.pattern.replace('?P<', '?P<a_')}"
    rf"|{_KLE_SHORT.pattern.replace('?P<', '?P<b_')})(?![\w\-/])",
    re.IGNORECASE,
)
_DASHES = re.compile("[‐-―−]")

# Names of the KLE main groups, for a word beside the two digits. Subjects and facets are not
# named: the taxonomy belongs to KL, and municipalities use it loosely.
MAIN_GROUPS = {
    "00": "Kommunens styrelse",
    "01": "Fysisk planlægning og naturbeskyttelse",
    "02": "Byggeri",
    "03": "Boliger",
    "04": "Parker, idrætsanlæg og landskabspleje",
    "05": "Veje og trafik",
    "06": "Spildevand og vandløb",
    "07": "Affald og genanvendelse",
    "08": "Havne og lufthavne",
    "09": "Miljøbeskyttelse",
    "13": "Forsyning",
    "14": "Beredskab",
    "15": "Arbejdsmarked og beskæftigelsesindsats",
    "17": "Undervisning",
    "18": "Folkeoplysning og ungdomsskoler",
    "19": "Kulturhistoriske institutioner",
    "20": "Kulturvirksomhed",
    "21": "Biblioteker",
    "22": "Regulering af private erhverv",
    "23": "Borgerlige forhold",
    "24": "Erhvervsforhold",
    "25": "Beskatning",
    "27": "Social service",
    "28": "Dagtilbud",
    "29": "Sundhed",
    "30": "Andre myndigheders opgaver",
    "32": "Kontante ydelser",
    "54": "Uddannelse",
    "81": "Kommunens personale",
    "82": "Kommunens ejendomme og lokaler",
    "83": "Kommunens driftsmidler og inventar",
    "84": "Offentlige valg",
    "85": "Kommunens administrative systemer",
    "86": "Kommunens selvforsyning",
    "87": "Kommunens arbejdsmiljø",
    "88": "Kommunens indkøb og udbud",
}


@dataclass(frozen=True, slots=True)
class JournalNumber:
    """A journal number as printed and taken apart; None where a form does not say."""

    verbatim: str
    normalised: str
    scheme: str  # "kle", "kle_short" or "other"
    subject: str | None = None
    facet: str | None = None
    serial: int | None = None
    year: int | None = None

    @classmethod
    def parse(cls, text: str) -> JournalNumber:
        """Take `text` apart. Unknown forms are kept verbatim; only an empty text is a ValueError."""
        verbatim = " ".join(text.split())
        if not verbatim:
            raise ValueError("Et journalnummer kan ikke være tomt.")
        normalised = normalise(verbatim)
        for scheme, form in _FORMS:
            match = form.fullmatch(normalised)
            if match:
                found = match.groupdict()
                return cls(
                    verbatim,
                    normalised,
                    scheme,
                    subject=found.get("subject"),
                    facet=found.get("facet"),
                    serial=int(found["serial"]),
                    year=_full_year(found.get("year")),
                )
        return cls(verbatim, normalised, "other")

    @property
    def main_group(self) -> str | None:
        """KLE main group, two digits."""
        return self.subject[:2] if self.subject else None

    @property
    def group(self) -> str | None:
        """KLE group, `HH.GG`."""
        return self.subject[:5] if self.subject else None

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Orders by year, then serial as a number, then the text; unknown parts first."""
        return (self.year or 0, self.serial or 0, self.normalised)


def _full_year(digits: str | None) -> int | None:
    """A year in four digits. Two digits up to next year are this century's, else the last's."""
    if digits is None or len(digits) == 4:
        return int(digits) if digits else None
    this_century = 2000 + int(digits)
    return this_century if this_century <= dt.date.today().year + 1 else this_century - 100


def normalise(text: str) -> str:
    """`text` in upper case, with plain hyphens and without spaces."""
    return re.sub(r"\s+", "", _DASHES.sub("-", text)).upper()


def is_kle(text: str) -> bool:
    """Whether the whole of `text` is a KLE journal number, in any of its orders."""
    return JournalNumber.parse(text).scheme.startswith("kle") if text.strip() else False


def find(text: str) -> list[JournalNumber]:
    """The KLE journal numbers in running text, in order. Dates and amounts are not mistaken."""
    return [JournalNumber.parse(match[0]) for match in _IN_TEXT.finditer(_DASHES.sub("-", text))]


def search_prefix(text: str) -> str:
    """What a person typed, as the beginning of a normalised number.

    Spaces, lower case, any dash, and dashes or spaces for the dots are forgiven:
    `15-00-00 a00 3` is `15.00.00-A00-3`. Text that is not KLE-like is only normalised.
    """
    parts = [part for part in re.split(r"[\s.\-]+", _DASHES.sub("-", text.strip()).upper()) if part]
    subject, rest = parts[:3], parts[3:]
    kle_like = all(re.fullmatch(r"\d{2}", part) for part in subject[:-1]) and (
        not subject or re.fullmatch(r"\d{1,2}", subject[-1])
    )
    if not kle_like or (rest and not re.fullmatch(r"(?:[A-ZÆØ]|OE)\d{0,2}", rest[0])):
        return normalise(text)
    if rest:
        rest[0] = rest[0].replace("OE", "Ø")
    ends_open = text.rstrip()[-1:] in ("-", ".")
    joined = "-".join([".".join(subject), *rest])
    closing = ("." if len(parts) < 3 else "-") if ends_open and parts else ""
    return joined + closing
