"""The printed labels that give minutes their structure.

Every rule looks at the text of a whole line, never at how deep a heading is: converters drift
between levels within one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cases.minutes import attendance

SUMMARY, CASE, RECOMMENDATION, DECISION, ATTACHMENTS, ROUTING = (
    "summary", "case", "recommendation", "decision", "attachments", "routing",
)  # fmt: skip

# Canonical section ← what municipalities print as a heading of its own line.
_SECTION_NAMES: dict[str, tuple[str, ...]] = {
    SUMMARY: ("resume", "resumé", "sagsresume", "sagsresumé", "præsentation", "beslutningstema"),
    CASE: (
        "sagsfremstilling", "sagsbeskrivelse", "beskrivelse af sagen", "sagens opståen",
        "problemstilling", "sagens indhold",
    ),
    RECOMMENDATION: (
        "indstilling", "indstillinger", "forslag til beslutning", "forvaltningens indstilling",
        "administrationens indstilling", "direktionens indstilling", "forvaltningens forslag",
    ),
    DECISION: ("beslutning", "beslutninger", "afgørelse", "udvalgets beslutning"),
    ATTACHMENTS: ("bilag", "bilagsliste", "vedlagte bilag", "vedlagt", "se alle bilag"),
    ROUTING: ("kommunikation",),
}  # fmt: skip
_SECTION_OF = {name: key for key, names in _SECTION_NAMES.items() for name in names}

# Headings that other municipalities give the rank of a section. They belong to the case text,
# also where they follow the recommendation or the decision.
_CASE_HEADINGS = frozenset(
    """baggrund|historik|inddragelse og høring|beskrivelse|alternativer|tidsperspektiv|økonomi
    |økonomiske konsekvenser|økonomiske forhold|juridiske forhold|lovgrundlag|løsning|videre proces
    |effekt|effektvurdering|høring|personale|personalemæssige konsekvenser|beslutningskompetence
    |sagens forløb|sagsforløb|sagsgang|sagsgang og sagstype|sagshistorik|kompetence|handicapaspekter
    |lovgrundlag og juridisk vurdering|kommunikation/høring|love/regler|beslutningsproces
    |relation til politikker|alternativ indstilling|klima og bæredygtighed|miljømæssige konsekvenser"""
    .replace("\n", "").replace("    ", "").split("|")
)  # fmt: skip

# Beslutning i Beskæftigelsesudvalget den 25-02-2020 · Beslutning fra Byrådet, 12. maj 2021
# Udvalgets beslutning i mødet den 12.03.2024 · BESLUTNING: Økonomiudvalget den 3-4-2019
_DECISION_HEADING = re.compile(
    r"^(?:(?P<whose>[A-ZÆØÅ][\wæøå\- ]{2,60}?s )?beslutning(?::| i| fra| af)?\s+"
    r"(?P<body>[^.]{2,100}?)?,?\s*(?:(?:den|d\.)\s*)?(?P<date>\d{1,2}[-./ ].{0,12}\d{4}|\d{4}-\d\d-\d\d))"
    r"(?:,? pkt\. \d+)?[:.]?$",
    re.IGNORECASE,
)
# Byrådets beslutning · Udvalgets afgørelse · Indstilling til KB via PMT og ØU
_OTHER_HEADINGS = re.compile(
    r"^(?:(?P<whose>[A-ZÆØÅ][\wæøå -]{2,60})s (?:beslutning|afgørelse|indstilling)"
    r"|indstilling til [^.:]{2,60})\s*:?$",
    re.IGNORECASE,
)
# Økonomiudvalget, 12-03-2019, pkt. 16 · Byrådet den 26. marts 2019:
_DATE = r"(?:(?:den|d\.)\s*)?(?P<date>\d{1,2}[-./ ].{0,12}\d{4})"
_BODY_HEADING = re.compile(
    r"^(?P<body>(?:(?:[A-ZÆØÅ]\w*-?|og|i),? ){0,5}[A-ZÆØÅ]\w*-?(?:(?<=dvalget)|(?<=[rR]ådet)|(?<=dvalg)"
    r"|(?<=MED)|(?<=[A-ZÆØÅ]{2})|(?<=estyrelsen)|(?<=irektionen))(?: for [\w, -]{3,40}?)?)"
    rf"(?:,| den| d\.|:)+\s*{_DATE}\s*:?$"
)
_BODY_AND_ITEM = re.compile(
    rf"^(?P<body>[A-ZÆØÅ][\w,.\- ]{{2,80}}?)(?:,| den| d\.)+\s*{_DATE},?\s*(?:pkt\.?|punkt)\s*\d+\s*:?$"
)
# Beslutning: Godkendt. — the label and the first words on one line
_INLINE_SECTION = re.compile(
    r"^(?P<name>[A-ZÆØÅ][\wæøåé ]{4,40}?)\s*:\s+(?P<rest>\S.*)$", re.DOTALL
)

_WHO = r"(?P<who>[A-ZÆØÅ](?:(?! (?:indstiller|foreslår|anbefaler)\b)[^.!?:;]){2,140})"
# Direktøren for Social, Sundhed og Beskæftigelse indstiller,
# Forvaltningen foreslår · Administrationen indstiller til Byrådet, at
RECOMMENDER = re.compile(
    rf"^{_WHO} (?:indstiller|foreslår|anbefaler)(?: (?:til|over ?for) [^.:;,]{{3,80}}?)?"
    r",?(?P<at> at)?\s*[:,]?$"
)
# Det indstilles, at … · Forvaltningen indstiller til udvalget, at regnskabet godkendes.
RECOMMENDER_AND_CLAUSE = re.compile(
    rf"^{_WHO} (?:indstiller|indstilles|foreslår|foreslås|anbefaler)"
    r"(?: (?:til|over ?for) [^.:;,]{3,80}?)?,? (?P<clause>at\b.+)$",
    re.DOTALL,
)
CLAUSE = re.compile(r"^(?:(?:\d{1,2}|[a-z])[.)]\s*)?(?P<text>at\b.+)$", re.IGNORECASE | re.DOTALL)
LIST_NUMBER = re.compile(r"^(?P<marker>(?:\d{1,3}|[a-zæøå])[.)])\s+(?P<text>\S.*)$", re.DOTALL)

# Punkt 11: Rundvisning · Punkt 4 - Titel · Pkt. 15 Titel · Dagsordenspunkt 3. Titel · Sag nr. 8: …
NUMBERED_ITEM = re.compile(
    r"^(?:dagsordenspunkt|punkt|pkt\.?|sag)(?: nr\.?)?\s*(?P<number>\d{1,4})"
    r"(?P<separator>\s*[:.–—-]\s*|\s+|$)(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# 1. Godkendelse af dagsorden · 1 : Godkendelse · 12) Orientering
BARE_ITEM = re.compile(r"^(?P<number>\d{1,3})\s*[.:)]\s+(?P<title>[^\d\s].*)$", re.DOTALL)

# Indholdsfortegnelse · Dagsordenpunkter · Punkter
CONTENTS_HEADING = re.compile(
    r"^(?:indholdsfortegnelse|indhold|dagsorden|dagsorden(?:s)?punkter|punkter|punktoversigt"
    r"|mødets punkter)\s*:?$",
    re.IGNORECASE,
)
# Titel.....→3 · Titel..... · Titel . . . . 12
CONTENTS_LINE = re.compile(
    r"^(?P<title>.*?\S)\s*(?:\.{4,}|(?:\s\.){3,}|…{2,}|\.{3,}(?=\s*\d))[\s.…]*(?P<page>\d{1,4})?\s*$"
)

# X · x · X X · (x)
MARKS = re.compile(r"^(?:\(?[xX]\)?\s*)+$")
COLUMN = re.compile(r"^[A-ZÆØÅ]{2,5}$")

# Punktets forventede behandlingstid: 10-15 min. · Forventet behandlingstid: 30 minutter
DURATION = re.compile(
    r"^(?:punktets )?(?:forventet|forventede|anslået|anslåede) (?:behandlings)?tid:?\s*(?:ca\.?\s*)?(?P<min>\d{1,3})"
    r"(?:\s*[-–]\s*(?P<max>\d{1,3}))?\s*min(?:ut(?:ter)?)?\.?$",
    re.IGNORECASE,
)

PAGE = re.compile(
    r"^(?:[-–]\s*)?(?:side|s\.)\s*\d{1,4}(?:\s*(?:af|/)\s*\d{1,4})?(?:\s*[-–])?$", re.I
)
MEETING_END = re.compile(
    r"^(?:mødet (?:hævet|hævedes|sluttede|afsluttet|sluttet|slut|blev hævet)|møde hævet|underskrift(?:er|sside)?:?$)",
    re.IGNORECASE,
)

# Mødedeltagere · Fremmøde · Fraværende og stedfortrædere: an item that only says who was there
ATTENDANCE_ITEM = re.compile(
    r"^(?:mødedeltagere|deltagere|fremmøde|fravær(?:ende)?|tilstede(?:værende)?|afbud|deltagelse)\b.{0,40}$",
    re.IGNORECASE,
)
# Tillægsdagsorden · Tillægspunkter: a heading over items that came on the agenda later
SUPPLEMENT = re.compile(
    r"^tillæg(?:sdagsorden|spunkt(?:er)?|sreferat|sliste)?(?: til (?:dagsordenen|referatet))?\s*:?$",
    re.IGNORECASE,
)
# UDGÅR - Ny vej · Ny vej (udgået) · Ny vej - punktet udgår
TAKEN_OFF_TITLE = re.compile(
    r"^(?P<first>(?:punktet (?:er )?)?udg(?:år|ik|ået))\b\s*[:–-]"
    r"|[-–(:]\s*(?P<last>(?:punktet (?:er )?)?udg(?:år|ik|ået))\)?$",
    re.IGNORECASE,
)
# Punktet udgår. · Sagen blev taget af dagsordenen. · Udgået
TAKEN_OFF_TEXT = re.compile(
    r"^(?:(?:punktet|sagen|punkt(?: nr\.?)? \d{1,4})\s+)?(?:er |blev |bliver )?(?:udg(?:år|ik|ået)"
    r"|(?:taget|tages|trukket) af dagsordenen|trukket(?: tilbage)?)\b[^.]{0,80}\.?$",
    re.IGNORECASE,
)
# Punkt 7 udgår. · Punkt 4 og 5 blev taget af dagsordenen — said under another item
TAKEN_OFF_ELSEWHERE = re.compile(
    r"\b(?:punkt(?:erne|et)?|pkt\.?)(?: nr\.?)? (?P<numbers>\d{1,4}(?:(?:, | og |, og )\d{1,4}){0,9})"
    r" (?:er |blev |bliver )?(?:udg(?:år|ik|ået)|(?:taget|tages|trukket) af dagsordenen)",
    re.IGNORECASE,
)

# ÅBNE SAGER · Lukkede punkter · B. SAGER TIL AFGØRELSE I UDVALGET: a heading over several items
GROUP = re.compile(
    r"^(?:[A-Z]\.\s+)?(?:(?P<access>åbne|lukkede) (?:sager|punkter|dagsordenspunkter)"
    r"|sager til (?:afgørelse|drøftelse|orientering|behandling)\b.*|efterretningssager"
    r"|orienteringssager|beslutningssager|drøftelsessager)\s*:?$",
    re.IGNORECASE,
)
# Titel · Filnavn · Størrelse: over the columns of a table of attachments
ATTACHMENT_COLUMN = re.compile(
    r"^(?:nr\.?|navn|titel|bilag|dokument|dokumentnavn|fil|filnavn|filtype|type|format|størrelse|dato)$",
    re.IGNORECASE,
)
NO_ATTACHMENTS = re.compile(r"^ingen(?: bilag)?\.?$", re.IGNORECASE)

# Lukket punkt · (Lukket) · Lukket - Personalesag · Titel - Lukket punkt · LUKKET
CLOSED = re.compile(
    r"^\(?lukket\)?(?: (?:punkt|sag|dagsorden))?\b|[-–(]\s*lukket(?: punkt| sag)?\)?$"
    r"|^(?:punktet|sagen) (?:er|blev|behandles|behandlet|er behandlet|blev behandlet) (?:lukket|for lukkede døre)\.?$",
    re.IGNORECASE,
)
# Lukket - Personalesag · Ejendomssag (lukket) · Lukket punkt, jf. styrelseslovens § 10
_CLOSED_REASON = re.compile(
    r"(?P<reason>(?:personale|ejendoms|økonomi|udbuds|kontrakt|klage|bolig|social|person)(?:sag|forhold)(?:er)?"
    r"|jf\. .{0,60}§ ?\d+[^)]{0,40}|§ ?\d+[^)]{0,40})\)?$",
    re.IGNORECASE,
)
OPEN = re.compile(r"^åb(?:en|ent)(?: punkt| sag| dagsorden)?$", re.IGNORECASE)
# Åbent - 00.01.00-A00-17-15
OPEN_PREFIX = re.compile(r"^(?P<access>åben|åbent|lukket)\s*[-–:]\s*(?P<rest>.+)$", re.IGNORECASE)

CASEWORKER = re.compile(r"^sagsbehandler(?:e|\(e\))?\s*:\s*(?P<value>.*)$", re.IGNORECASE)
OTHER_CASEWORKERS = re.compile(r"^øvrige sagsbehandlere\s*:\s*(?P<value>.*)$", re.IGNORECASE)
# Sagsnr: — printed without a value
EMPTY_LABEL = re.compile(
    r"^(?:sags?nr\.?|sagsnummer|sagsid\.?|journalnr\.?|dok\.?nr\.?)\s*:?$", re.I
)
# Sagsnr.: 23-009570 · Sagsid.: 20/684, Sagsinitialer: hlp · J.nr. 249050 · Sagsnr: X Sagsbehandler: Y
JOURNAL_LABEL = re.compile(
    r"^(?:sags?nr\.?|sagsnummer|sagsid\.?|sags-id|journalnr\.?|journalnummer|j\.\s?nr\.?|sag)\s*[:.]?\s+"
    r"(?P<value>(?=\S*\d)[\w.\-/]+(?: - \d{4}/\d+)?)(?P<rest>[\s,].*)?$",
    re.IGNORECASE,
)

# Bounded, and without brackets inside: a hostile line of brackets must not take minutes to read.
LINK = re.compile(r"\[(?P<text>(?:\\.|[^\[\]\\]){1,500})\]\((?P<href>[^()\s]{0,2000})\)")


@dataclass(frozen=True, slots=True)
class SectionStart:
    """A line that opens a section: its canonical key, and what the line says besides."""

    key: str
    rest: str = ""
    heading: str = ""
    body: str | None = None
    date_text: str | None = None
    weak: bool = False  # opens a section only where a decision stands already


# R E S U M É — as a letter-spaced heading comes out of a PDF
_LETTER_SPACED = re.compile(r"^(?:[^\W\d_] ){3,40}[^\W\d_]:?$")


def plain(text: str) -> str:
    """`text` without Markdown emphasis and heading marks, and a letter-spaced word as a word."""
    if _LETTER_SPACED.match(text):
        return text.replace(" ", "")
    return re.sub(r"\*\*|__|^#+\s*|\s*#+$", "", text).strip().strip("*_").strip()


def section_start(text: str) -> SectionStart | None:
    """The section that a whole line opens, or None."""
    line = plain(text)
    if line[:1].islower():
        return None  # "… er vedlagt som / bilag": the end of a sentence on a line of its own
    name = line.rstrip(":").strip().casefold()
    if name in _SECTION_OF:
        return SectionStart(_SECTION_OF[name])
    if name in _CASE_HEADINGS:
        return SectionStart(CASE, heading=line)
    other = _OTHER_HEADINGS.match(line)
    if other:
        decides = name.endswith(("beslutning", "afgørelse"))
        return (
            SectionStart(DECISION, body=_whose(other["whose"]))
            if decides
            else SectionStart(RECOMMENDATION)
        )
    heading = _DECISION_HEADING.match(line)
    if heading:
        body = heading["body"] or ""
        return SectionStart(DECISION, body=_body(body, heading["whose"]), date_text=heading["date"])
    heading = _BODY_AND_ITEM.match(line) or _BODY_HEADING.match(line)
    if heading:
        weak = heading.re is _BODY_HEADING
        body, date_text = heading["body"].strip(), heading["date"]
        return SectionStart(DECISION, body=body, date_text=date_text, weak=weak)
    inline = _INLINE_SECTION.match(line)
    if inline and inline["name"].casefold() in _SECTION_OF:
        return SectionStart(_SECTION_OF[inline["name"].casefold()], rest=inline["rest"])
    return None


def _body(printed: str, whose: str | None) -> str | None:
    """The deciding body of a decision heading; "i mødet" and "udvalgets" mean the committee itself."""
    body = re.sub(
        r"^(?:i |på )?(?:sit )?møde(?:t)?(?: (?:i|den|d\.))?\s*", "", printed.strip(), flags=re.I
    )
    return body.strip(" ,:") or _whose((whose or "").strip().removesuffix("s"))


def _whose(name: str | None) -> str | None:
    """ "Økonomiudvalget" of "Økonomiudvalgets beslutning"; "udvalgets" is the committee itself."""
    return None if not name or name.casefold() in ("udvalget", "mødet", "den endelige") else name


def closed_reason(text: str) -> str | None:
    """ "Personalesag" of "Lukket - Personalesag": a reason in general words, never a case's own title."""
    rest = re.sub(r"\(?\blukket\b(?: (?:punkt|sag|dagsorden))?\)?", "", plain(text), flags=re.I)
    match = _CLOSED_REASON.fullmatch(rest.strip(" -–:,()"))
    return match["reason"].strip() if match else None


def opens_something(text: str) -> bool:
    """Whether a whole line is structure, so that no paragraph before it can run on into it."""
    line = plain(text)
    return bool(
        section_start(line)
        or (NUMBERED_ITEM.match(line) and line[0].isupper())
        or CONTENTS_HEADING.match(line)
        or RECOMMENDER.match(line)
        or MARKS.match(line)
        or CASEWORKER.match(line)
        or OTHER_CASEWORKERS.match(line)
        or JOURNAL_LABEL.match(line)
        or EMPTY_LABEL.match(line)
        or GROUP.match(line)
        or (line[:1].isupper() and attendance.LABEL.match(line))
        or DURATION.match(line)
        or PAGE.match(line)
    )


def links_in(text: str) -> list[tuple[str, str]]:
    """Every Markdown link as (text, href), with escaped parentheses of the text undone."""
    return [(re.sub(r"\\(.)", r"\1", m["text"]), m["href"]) for m in LINK.finditer(text)]


def without_links(text: str) -> str:
    """`text` with the words of its Markdown links alone."""
    return LINK.sub(lambda match: re.sub(r"\\(.)", r"\1", match["text"]), text)
