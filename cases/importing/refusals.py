"""Documents that can be read, but must not be imported, each with a sentence for the clerk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cases.minutes.danish import format_date
from cases.minutes.result import MinutesError, ParsedMinutes
from cases.models import AgendaItem, ImportRun, Meeting
from cases.models.document import ImportStatus


class UnclearMeeting(MinutesError):
    """The head does not say which committee met, or when, or says two things."""


class DuplicateNumber(MinutesError):
    """Two items of one meeting have the same number."""


class OlderDocument(MinutesError):
    """An agenda for a meeting that already has its minutes."""


def refuse_unclear(minutes: ParsedMinutes) -> None:
    """Refuse a document that does not say which committee met when, or numbers two items alike."""
    head = minutes.meeting
    if head.date is None:
        raise UnclearMeeting(
            "Mødets dato står ikke i filens hoved. Skriv en linje som »Mødedato Tirsdag d. "
            "17. februar 2026« øverst i filen, eller fortæl under »Overskrifter i referater«, hvad "
            "kommunen kalder den, og indlæs filen igen."
        )
    if head.committee is None:
        raise UnclearMeeting(
            "Udvalgets navn står ikke i filens hoved. Begynd filen med en linje som »REFERAT "
            "Beskæftigelsesudvalget d. 17-02-2026«, og indlæs den igen."
        )
    if head.title_date is not None and head.title_date != head.date:
        raise UnclearMeeting(
            f"Filens overskrift siger {format_date(head.title_date)}, men mødedatoen er "
            f"{format_date(head.date)}. Ret den dato, der er forkert, og indlæs filen igen."
        )
    counts = Counter(item.number for item in minutes.items if item.number is not None)
    twice = [str(number) for number, count in counts.items() if count > 1]
    if twice:
        raise DuplicateNumber(
            f"Flere punkter har samme nummer ({', '.join(twice)}). Ret numrene i filen, og indlæs "
            "den igen."
        )


def refuse_taken_numbers(minutes: ParsedMinutes, rows: Sequence[AgendaItem]) -> None:
    """Refuse a late agenda that numbers its items as the first one did."""
    taken = {row.number: row.title for row in rows if row.number is not None}
    for item in minutes.items:
        if item.number in taken:
            raise DuplicateNumber(
                f"Tillægsdagsordenen har et punkt {item.number}, men mødet har allerede punkt "
                f"{item.number}: »{taken[item.number]}«. Ret numrene i filen, og indlæs den igen."
            )


def refuse_unless_known(sha256: str, meeting: Meeting | None) -> None:
    """Refuse an agenda that comes after the minutes; one that was imported before them is known."""
    applied = ImportRun.objects.filter(
        document__sha256=sha256, meeting=meeting, status=ImportStatus.APPLIED
    )
    if not applied.exists():
        raise OlderDocument(
            "Mødet har allerede et referat. En dagsorden kan ikke erstatte det, så filen er ikke "
            "indlæst."
        )
