"""The head of a document: which committee met when and where, and its table of contents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cases.minutes import attendance, danish, patterns
from cases.minutes.result import (
    Block,
    BlockKind,
    ContentsEntry,
    DocumentType,
    ParsedMeeting,
)

# REFERAT Beskæftigelsesudvalget d. 28-04-2026 · Referat til mødet i Børn- og Ungeudvalget den 12. marts
# Åben dagsorden for Byrådet 4. maj 2021 · Beslutningsprotokol Økonomiudvalget
_TITLE = re.compile(
    r"^(?:åben(?:t)?\s+)?(?P<type>beslutningsreferat|referat|beslutningsprotokol|protokol|tillægsdagsorden|tillægsreferat"
    r"|dagsorden)\b\s*:?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_SUPPLEMENTARY = re.compile(
    r"^(?:åben(?:t)?\s+)?tillægs(?:dagsorden|referat|liste)\b", re.IGNORECASE
)
# REFERAT — the next line says: Klima- og Vejudvalget d. 12-05-2026
_TITLE_WORD = re.compile(r"^(?:beslutningsreferat|referat|protokol|dagsorden)$", re.IGNORECASE)
_COMMITTEE_AND_DATE = re.compile(
    r"^[^.:]*(?:udvalg|byråd|råd|bestyrelse)\w*,?\s[^:]*\d{4}", re.IGNORECASE
)
_TITLE_FILLER = re.compile(
    r"^(?:[-–:]\s*)?(?:(?:fra|af|til|for|over)\s+)?(?:(?:et\s+)?(?:ordinært|ekstraordinært)\s+)?"
    r"(?:(?:møde|mødet|møder|udvalgsmøde|udvalgsmødet)\s+(?:i|for|med)?\s*)?",
    re.IGNORECASE,
)
_TITLE_END = re.compile(
    r"[,\s–-]*(?:\b(?:møde|den|d\.|dato:?|mødedato:?|(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)"
    r"(?:\s+den|\s+d\.)?|kl\.?)\s*)*$",
    re.IGNORECASE,
)
_LABELS = {
    "committee": ("udvalg", "udvalgsnavn", "organ"),
    "date": ("mødedato", "dato", "mødetidspunkt", "mødetid", "møde", "tid", "dato og tid"),
    "start": ("starttidspunkt", "tidspunkt", "start", "mødestart", "begyndte"),
    "end": ("sluttidspunkt", "slut", "mødet hævet", "mødet sluttede", "mødeslut"),
    "location": ("mødested", "sted", "lokale", "lokation", "mødelokale"),
    "other": (
        "deltagere", "mødedeltagere", "medlemmer", "tilstede", "til stede", "fraværende", "afbud",
        "afbud fra", "fraværende med afbud", "bemærkninger", "formand", "mødeleder", "sekretær",
    ),
}  # fmt: skip
_LABEL_OF = {name: key for key, names in _LABELS.items() for name in names}
_LABEL = re.compile(
    r"^\**(?P<label>" + "|".join(sorted(map(re.escape, _LABEL_OF), key=len, reverse=True))
    + r")\**\s*(?P<colon>:)?\**(?:\s+(?P<value>\S.*))?$",
    re.IGNORECASE,
)  # fmt: skip
# Byrådet · Udvalget for Natur og Teknik · Social- og Sundhedsudvalget
_COMMITTEE = re.compile(
    r"^(?=.*(?:udvalg|byråd|rådet|kommunalbestyrelse|direktion))[A-ZÆØÅ][\wæøåÆØÅ,\- ]{3,80}$",
    re.IGNORECASE,
)


def parse_head(blocks: Sequence[Block]) -> ParsedMeeting:
    """The meeting as its head tells of it. What the head does not say is None."""
    lines = _as_lines([b for b in blocks if b.kind is not BlockKind.PAGE and b.text])
    fields = _labelled(lines)
    document_type, committee, title_text = _title(lines)
    date_text = fields.get("date", "")
    title_date = danish.first_date(title_text)
    date = danish.first_date(date_text) or title_date or danish.first_date(_dated_line(lines))
    start = danish.first_time(fields.get("start", "")) or _start_time(
        date_text, title_text, _dated_line(lines)
    )
    if committee is None:
        committee = fields.get("committee") or _named_committee(lines)
    return ParsedMeeting(
        document_type=document_type,
        committee=committee,
        date=date,
        title_date=title_date,
        start_time=start,
        end_time=danish.first_time(fields.get("end", ""))
        or _end_time(fields.get("start", ""), date_text, title_text, _dated_line(lines)),
        location=fields.get("location") or _place_in(title_text),
        lines=tuple(block.text for block in lines),
        attendance=tuple(_attendance(lines)),
        supplementary=any(_SUPPLEMENTARY.match(patterns.plain(block.text)) for block in lines[:12]),
    )


def _as_lines(blocks: Sequence[Block]) -> list[Block]:
    """The head line by line: tables of labels, with the values beside or below, as lines with colons."""
    lines: list[Block] = []
    labels: tuple[str, ...] = ()
    for block in blocks:
        cells = tuple(patterns.plain(cell) for cell in block.cells)
        if labels and len(cells) == len(labels):
            lines += [
                replace(block, text=f"{label.rstrip(':')}: {value}", cells=())
                for label, value in zip(labels, cells, strict=True)
            ]
            labels = ()
        elif len(cells) > 1 and all(is_label(cell) for cell in cells):
            labels = cells
        else:
            lines.append(_as_line(block))
    return lines


def _as_line(block: Block) -> Block:
    """A row of a table of labels, "Mødedato | 3. maj 2021", as a line with its colon."""
    cells = [patterns.plain(cell) for cell in block.cells if cell.strip()]
    if len(cells) == 2 and (_LABEL.match(cells[0]) or attendance.LABEL.match(cells[0])):
        return replace(block, text=f"{cells[0].rstrip(':')}: {cells[1]}")
    return replace(block, text=" - ".join(cells)) if cells else block


def _attendance(lines: Sequence[Block]) -> Iterator[str]:
    """The lines about who was there: labels with names behind them, or a name on each line after."""
    listing = False
    for block in lines:
        line = patterns.plain(block.text)
        label = attendance.LABEL.match(line)
        value = attendance.value_of(label) if label else ""
        if label and (not value or attendance.names_somebody(value)):
            listing = True
            yield line
        elif listing and not _LABEL.match(line) and attendance.names_somebody(line):
            yield f"- {line}" if block.kind is BlockKind.BULLET else line
        else:
            listing = False


def date_line(blocks: Sequence[Block]) -> tuple[int, str] | None:
    """Line and text of the meeting date as labelled in the head, or None."""
    for block in blocks:
        match = _LABEL.match(block.text)
        if match and _LABEL_OF[match["label"].casefold()] == "date" and match["value"]:
            return block.line, match["value"]
    return None


def _labelled(lines: Sequence[Block]) -> dict[str, str]:
    """The first value of each labelled field; a label alone takes the line after it."""
    found: dict[str, str] = {}
    for index, block in enumerate(lines):
        match = _LABEL.match(block.text)
        if not match:
            continue
        key = _LABEL_OF[match["label"].casefold()]
        value = match["value"]
        if value and not match["colon"] and "lokale" in match["label"].casefold():
            value = block.text
        if not value and index + 1 < len(lines) and not _LABEL.match(lines[index + 1].text):
            value = lines[index + 1].text
        if value and key == "date" and not danish.first_date(value) and danish.first_time(value):
            # Mødetidspunkt: 16:30 - 18:05, under a date on a line of its own.
            key = "start"
        if value and _fits(key, value, bool(match["colon"])):
            found.setdefault(key, patterns.plain(value))
    return found


def _fits(key: str, value: str, has_colon: bool) -> bool:
    """Whether a value can be what its label says; guards words such as "Møde" in running text."""
    if key == "date":
        return danish.first_date(value) is not None
    if key in ("start", "end"):
        return danish.first_time(value) is not None
    return has_colon or len(value) < 120


def _title(lines: Sequence[Block]) -> tuple[DocumentType | None, str | None, str]:
    """Document type, committee and the whole text of the first line that calls itself minutes."""
    first: tuple[DocumentType | None, str | None, str] = (None, None, "")
    for index, block in enumerate(lines[:12]):
        text = patterns.plain(block.text)
        if _TITLE_WORD.match(text) and index + 1 < len(lines):
            # The word alone, as on a cover; the committee and the date stand on the next line.
            following = patterns.plain(lines[index + 1].text)
            if _COMMITTEE_AND_DATE.match(following) and not _LABEL.match(following):
                text = f"{text} {following}"
        match = _TITLE.match(text)
        if not match:
            continue
        agenda = "dagsorden" in match["type"].casefold()
        if agenda and not match["rest"] and not _SUPPLEMENTARY.match(text):
            continue  # the heading of a list, or of a page that holds the minutes by now
        kind = first[0] or (DocumentType.AGENDA if agenda else DocumentType.MINUTES)
        committee = _committee_in(match["rest"])
        if committee:
            return kind, committee, text
        if first[0] is None:
            # "Referat, udkast" may be a running head: the title proper may come yet.
            first = kind, None, text
    return first


def _committee_in(rest: str) -> str | None:
    """The committee's name in a title, with the words and dates around it taken away."""
    first = next(danish.find_dates(rest), None)
    name = rest[: first[0].start()] if first else re.sub(r"\bkl\.?\s*\d.*$", "", rest)
    name = _TITLE_FILLER.sub("", name, count=1)
    name = _TITLE_END.sub("", name).strip(" ,.:–-")
    return name if len(name) > 2 and re.match(r"[A-ZÆØÅ]", name) else None


def _named_committee(lines: Sequence[Block]) -> str | None:
    """A line of the head that is nothing but the name of a committee."""
    for block in lines[:15]:
        text = patterns.plain(block.text)
        if _COMMITTEE.match(text):
            return text
    return None


def _dated_line(lines: Sequence[Block]) -> str:
    """The first line of the head with a date in it, or an empty text."""
    return next((block.text for block in lines[:15] if danish.first_date(block.text)), "")


def _place_in(title: str) -> str | None:
    """The place at the end of "Referat til mødet … kl. 08:15 i mødelokale 2"."""
    match = re.search(r"kl\.?\s*\d{1,2}[:.]\d{2}\s+(?:i|på)\s+(?P<place>.+)$", title)
    return match["place"] if match else None


def _start_time(*texts: str) -> dt.time | None:
    return next((time for text in texts if (time := danish.first_time(text))), None)


# kl. 13:30 - 15:00 · kl. 13.30 til kl. 15.00
_SPAN = re.compile(r"\d{1,2}[:.]\d{2}\s*(?:-|–|til)\s*(?P<end>(?:kl\.?\s*)?\d{1,2}[:.]\d{2})(?!\d)")


def _end_time(*texts: str) -> dt.time | None:
    spans = (_SPAN.search(danish.DATE.sub(" ", text)) for text in texts)
    return next((danish.first_time(span["end"]) for span in spans if span), None)


def parse_contents(blocks: Sequence[Block]) -> list[ContentsEntry]:
    """The entries of the table of contents, in order. Only ever a cross-check."""
    entries: list[ContentsEntry] = []
    for block in blocks:
        if not block.text:
            continue
        text = next((cell for cell in block.cells if cell), block.text)
        page = next((int(cell) for cell in block.cells[1:] if cell.isdigit()), None)
        if not re.search(r"\w", text):
            continue  # dot leaders on a line of their own
        if text.isdigit() and entries and entries[-1].page is None:
            entries[-1] = replace(entries[-1], page=int(text))
            continue
        match = patterns.CONTENTS_LINE.match(text)
        if match:
            text, page = match["title"], int(match["page"]) if match["page"] else page
        if text:
            entries.append(ContentsEntry(block.line, text, page))
    return entries


def is_label(text: str) -> bool:
    """Whether a line is nothing but the name of a field of the head: "Mødested", "Deltagere:"."""
    match = _LABEL.match(text)
    return match is not None and not match["value"]
