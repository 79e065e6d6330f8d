"""Says what a printed reference means: which body, which day, which item, and how that is known.

In this order: the body, the year, the number. What is not printed is inferred, and each inference keeps
its reason in plain words. Where the words lead is settled in `reference_targets`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial

from cases.minutes.bodies import is_council
from cases.minutes.danish import WEEKDAYS, format_date, month_name
from cases.minutes.passages import Setting
from cases.minutes.reference_dates import find_date_words
from cases.minutes.references import ParsedReference, ReferenceKind, find_references
from cases.models import AgendaItem, Reference
from cases.models.passage import Precision
from cases.threads.known_meetings import KnownMeetings
from cases.threads.passages import place, settle_passages, texts_of_row
from cases.threads.reference_targets import added_later, referring_to, resolve_references

__all__ = ["read_references", "referring_to", "resolve_references", "settle_references"]

# What a rule says of a reference, until a person does. Where it leads is not among them.
MEANING = (
    "kind", "body_name", "committee_id", "date", "precision", "number", "inferred", "doubts",
)  # fmt: skip
_HERE = (ReferenceKind.SAME_MEETING, ReferenceKind.SAME_MEETING_ITEM)
_BEFORE = re.compile(r"\b(?:foregående|forrige|forudgående)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:næste|efterfølgende|følgende)\b", re.IGNORECASE)
_OF_A_FIELD = re.compile(r"\bfagudvalget", re.IGNORECASE)
# Above the committees of a field.
_HAS_FIELDS = re.compile(r"økonomi\w*udvalg|byråd|kommunalbestyrelse|borgerrep|magistrat", re.I)
_MONTH_BESIDE = re.compile(r"\bmåneds?\b", re.IGNORECASE)
_EXTRAORDINARY = re.compile(r"\bekstraordinær", re.IGNORECASE)


def settle_references(items: Iterable[AgendaItem], known: KnownMeetings) -> int:
    """Read the references of the items anew; the number of rows changed. A person's word stays.

    Wants meeting, committee and decisions fetched with the items. Resolving is a step of its own.
    """
    read = partial(read_references, known=known)
    return settle_passages(Reference, items, read, MEANING, _carry)


def _carry(old: Reference, new: Reference) -> None:
    """The reasons that resolving has added stand until it runs again."""
    new.inferred = [*new.inferred, *added_later(old.inferred)]
    new.doubts = [*new.doubts, *added_later(old.doubts)]


def read_references(item: AgendaItem, known: KnownMeetings) -> list[Reference]:
    """The references of an item as rows that are not stored yet, each with what was inferred."""
    meeting = item.meeting
    name = meeting.committee.name_on(meeting.date)
    setting = Setting(name, meeting.date, item.number, known.names)
    parsed = find_references(texts_of_row(item), setting)
    rows: list[Reference] = []
    for one in parsed:
        row = place(Reference(kind=one.kind), item, one.passage)
        _name_body(row, one, parsed, rows, known)
        _date(row, one, parsed, known)
        _name_field_committee(row, one, known)
        _number(row, one, rows)
        _doubt(row, one, known)
        rows.append(row)
    _date_next(rows)
    return rows


def _infer(row: Reference, what: str, why: str) -> None:
    row.inferred = [*row.inferred, {"what": what, "why": why}]


def _name_body(
    row: Reference,
    one: ParsedReference,
    parsed: list[ParsedReference],
    rows: list[Reference],
    known: KnownMeetings,
) -> None:
    own = row.item.meeting.committee
    elsewhere = None if one.body else _same_day_elsewhere(one, parsed, rows)
    if one.body:
        name = one.body
    elif one.kind in _HERE:
        row.committee, row.body_name = own, own.name
        return
    elif elsewhere is not None:
        name = elsewhere
        _infer(row, "body", f"Samme møde er nævnt et andet sted i punktet, og dér er det {name}.")
    elif one.body_nearby and _may_be(one.body_nearby, one):
        name = one.body_nearby
        _infer(row, "body", f"{name} er nævnt lige før i samme afsnit.")
    else:
        name = own.name
        _infer(row, "body", f"Der står ikke hvilket udvalg. Punktet er fra {name}.")
    row.committee = own if name == own.name else known.named(name)
    row.body_name = row.committee.name if row.committee else name


def _name_field_committee(row: Reference, one: ParsedReference, known: KnownMeetings) -> None:
    """ "Fagudvalgets behandling" as a council or the economy committee writes it: another one's."""
    own = row.item.meeting.committee
    if not _OF_A_FIELD.search(row.words) or one.body or not _HAS_FIELDS.match(own.name):
        return
    met = [] if row.date is None or not one.day else known.met_on(row.date)
    fields = [one for one in met if one.pk != own.pk and not _HAS_FIELDS.match(one.name)]
    row.committee = fields[0] if len(fields) == 1 else None
    row.body_name = row.committee.name if row.committee else "Fagudvalget"
    row.inferred = [reason for reason in row.inferred if reason["what"] != "body"]
    if row.committee and row.date:
        why = f"Fagudvalget må være {row.body_name}: det holdt møde den {format_date(row.date)}."
        _infer(row, "body", why)


def _may_be(name: str, one: ParsedReference) -> bool:
    """Whether "udvalgsmødet" can be a meeting of this body: a council has none."""
    return not (is_council(name) and "udvalg" in one.passage.words.casefold())


def _same_day_elsewhere(
    one: ParsedReference, parsed: list[ParsedReference], rows: list[Reference]
) -> str | None:
    """The body that another passage of the item gives the same meeting."""
    if not one.day or one.kind is ReferenceKind.PROCESS_STEP:
        return None
    names = [other.body for other in parsed if other.body and _same_meeting(one, other)]
    names += [
        row.body_name for row, other in zip(rows, parsed, strict=False)
        if not other.body and other.body_nearby and _same_meeting(one, other)
    ]  # fmt: skip
    return next((name for name in names if _may_be(name, one)), None)


def _same_meeting(one: ParsedReference, other: ParsedReference) -> bool:
    same_year = one.year is None or other.year is None or one.year == other.year
    same_number = one.number is None or other.number is None or one.number == other.number
    return same_year and same_number and (one.day, one.month) == (other.day, other.month)


def _date(
    row: Reference, one: ParsedReference, parsed: list[ParsedReference], known: KnownMeetings
) -> None:
    held = row.item.meeting.date
    if one.kind in _HERE:
        row.date, row.precision = held, Precision.DAY
    if not one.month:
        return
    year, why = (one.year, "") if one.year else _year(row, one, parsed, known)
    row.date = _day_of(year, one.month, one.day)
    if row.date is None:
        row.doubts = [{"code": "impossible_date", "says": f"»{row.words}« er en dato, der ikke findes."}]  # fmt: skip
        return
    row.precision = Precision.DAY if one.day else Precision.MONTH
    if _MONTH_BESIDE.search(row.words):
        why = f"Mødet er den {format_date(held)}; derfra er »{row.words}« {month_name(one.month)} {year}."
    if why:
        _infer(row, "year", why)


def _day_of(year: int, month: int, day: int | None) -> dt.date | None:
    try:
        return dt.date(year, month, day or 1)
    except ValueError:
        return None


def _year(
    row: Reference, one: ParsedReference, parsed: list[ParsedReference], known: KnownMeetings
) -> tuple[int, str]:
    """The year that is not printed, and how it is known."""
    assert one.month
    held = row.item.meeting.date.year
    beside = {
        words.year for words in find_date_words(one.passage.sentence)
        if words.year and abs(words.year - held) <= 1
    }  # fmt: skip
    elsewhere = {other.year for other in parsed if other.year and _same_meeting(one, other)}
    for years, why in (
        (elsewhere if one.day else set(), "Datoen står med årstal et andet sted i punktet."),
        (beside, "Årstallet står ved en anden dato i samme sætning."),
    ):
        if len(years) == 1 and _fits(row, one, year := years.pop()):
            return year, why
    fitting = (year for year in _years(row) if _fits(row, one, year))
    year = next(fitting, row.item.meeting.date.year)
    return year, _why_year(row, one, year, known)


def _years(row: Reference) -> list[int]:
    """Years to try: this one, then those beside it."""
    year = row.item.meeting.date.year
    return [year, year - 1, year + 1]


def _fits(row: Reference, one: ParsedReference, year: int) -> bool:
    """Whether the day or month in this year lies on the side of the meeting that the verb says."""
    assert one.month
    held, day = row.item.meeting.date, _day_of(year, one.month, one.day)
    if day is None:
        return False
    if one.day is None:
        held = held.replace(day=1)
    return day >= held if one.is_planned else day <= held


def _why_year(row: Reference, one: ParsedReference, year: int, known: KnownMeetings) -> str:
    assert one.month
    day = _day_of(year, one.month, one.day)
    side = ("frem", "første", "efter") if one.is_planned else ("tilbage", "seneste", "før")
    if one.day and day:
        weekday = known.weekdays.get(row.committee_id or 0)
        usual = weekday is not None and weekday == day.weekday()
        also = f", en {WEEKDAYS[day.weekday()]}, som udvalget plejer at mødes" if usual else ""
        what = f"{format_date(day)} er den {side[1]} med den dato {side[2]} mødet{also}"
    else:
        what = f"{month_name(one.month)} {year} er den {side[1]} {month_name(one.month)} {side[2]} mødet"
    return f"Årstallet står ikke. Teksten ser {side[0]}, og {what}."


def _number(row: Reference, one: ParsedReference, rows: list[Reference]) -> None:
    row.number = one.number
    own = row.item.number
    if one.kind is ReferenceKind.SAME_MEETING_ITEM and own is not None:
        before, after = _BEFORE.search(row.words), _AFTER.search(row.words)
        if (before or after) and one.number in (None, own):
            row.number = own - 1 if before else own + 1
            side = "før" if before else "efter"
            _infer(row, "item", f"Punktet {side} punkt {own} er punkt {row.number}.")
        if one.number == own:
            row.doubts = [{"code": "self_reference", "says": _self_reference(row, own)}]
    elif one.number is None and one.day and not one.is_planned:
        numbers = {
            other.number for other in rows
            if other.number and (other.body_name, other.date) == (row.body_name, row.date)
        }  # fmt: skip
        if row.date and len(numbers) == 1:
            row.number = numbers.pop()
            _infer(row, "item", f"Punkt {row.number} er nævnt før i punktet ved det samme møde.")


def _self_reference(row: Reference, own: int) -> str:
    says = f"Der står »{row.words}«, men punkt {own} er punktet selv."
    return f"{says} Punkt {row.number} må være ment." if row.number != own else says


def _doubt(row: Reference, one: ParsedReference, known: KnownMeetings) -> None:
    held = row.item.meeting.date
    if row.date is None or one.kind in _HERE or not one.day:
        return
    if one.year and row.date > held and not one.is_planned:
        says = (
            f"Teksten ser tilbage, men {format_date(row.date)} ligger efter mødet den "
            f"{format_date(held)}. Datoen står sådan i referatet."
        )
        row.doubts = [*row.doubts, {"code": "after_meeting", "says": says}]
    weekday = known.weekdays.get(row.committee_id or 0)
    unusual = weekday is not None and row.date.weekday() != weekday
    expected = one.kind is ReferenceKind.PROCESS_STEP or _EXTRAORDINARY.search(row.words)
    if unusual and not expected and not known.on(row.committee_id, row.date):
        assert weekday is not None
        says = (
            f"{format_date(row.date).capitalize()} er en {WEEKDAYS[row.date.weekday()]}. "
            f"Udvalget plejer at mødes en {WEEKDAYS[weekday]}."
        )
        row.doubts = [*row.doubts, {"code": "unusual_weekday", "says": says}]


def _date_next(rows: list[Reference]) -> None:
    """Give "det kommende møde" the day of the next step, where the item prints a plan."""
    for row in rows:
        if row.kind != ReferenceKind.NEXT_MEETING:
            continue
        held = row.item.meeting.date
        days = [
            other.date for other in rows
            if other.kind == ReferenceKind.PROCESS_STEP and other.date and other.date > held
            and other.precision == Precision.DAY and other.body_name == row.body_name
        ]  # fmt: skip
        if days:
            row.date, row.precision = min(days), Precision.DAY
            _infer(
                row, "date", f"Planen i punktet har det næste møde den {format_date(min(days))}."
            )
