"""Builds the text of made-up minutes for tests that import."""

from collections.abc import Sequence


def make_item(
    number: int,
    title: str,
    *,
    journal_number: str | None = "05.01.00-P20-1-25",
    decision: str | None = "Taget til efterretning.",
    summary: str = "Et kort resume.",
    attachments: Sequence[str] = (),
) -> str:
    """The text of one item; `decision=None` as in an agenda."""
    parts = [f"Punkt {number}: {title}"]
    parts += [journal_number] if journal_number else []
    parts += ["Resume", summary]
    parts += ["Indstilling", "Direktøren for Teknik indstiller", f"at udvalget drøfter {title}."]
    parts += ["Beslutning", decision] if decision else []
    parts += ["Bilag", *attachments] if attachments else []
    return "\n\n".join(parts)


def make_minutes(
    *items: str,
    kind: str = "REFERAT",
    time: str = "15:00",
    place: str = "Lokale 1",
    day: str = "04",
) -> bytes:
    """The bytes of a document for a meeting of Teknisk Udvalg in March 2025."""
    head = [
        f"{kind} Teknisk Udvalg d. {day}-03-2025",
        f"Mødedato d. {int(day)}. marts 2025 kl. {time}",
        f"Mødested {place}",
    ]
    return "\n\n".join([*head, *items]).encode()
