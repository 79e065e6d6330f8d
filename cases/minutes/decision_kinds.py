"""What a decision can be: its kind, and what it comes to in effect, with Danish names for both."""

from __future__ import annotations

from enum import StrEnum

from cases.minutes.danish import shown


class DecisionKind(StrEnum):
    """What the words of a decision say."""

    PROTOCOL_SIGNED = "protocol_signed"
    NOTHING_TO_REPORT = "nothing_to_report"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    AMENDED = "amended"
    REFERRED = "referred"
    RECOMMENDED = "recommended"
    ADOPTED = "adopted"
    APPROVED = "approved"
    DECIDED = "decided"
    NOTED = "noted"
    DISCUSSED = "discussed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return _LABELS[self][0]

    @property
    def explanation(self) -> str:
        """What the kind means, in one plain Danish sentence."""
        return _LABELS[self][1]


_LABELS: dict[DecisionKind, tuple[str, str]] = {
    DecisionKind.PROTOCOL_SIGNED: (
        shown("Protokol underskrevet"),
        shown("Medlemmerne har skrevet under på mødets protokol. Det er en formalitet."),
    ),
    DecisionKind.NOTHING_TO_REPORT: (
        shown("Intet at bemærke"),
        shown("Der var ingen bemærkninger til punktet."),
    ),
    DecisionKind.POSTPONED: (
        shown("Udsat"),
        shown("Sagen blev ikke afgjort på mødet og tages op senere."),
    ),
    DecisionKind.WITHDRAWN: (shown("Udgået"), shown("Punktet blev taget af dagsordenen.")),
    DecisionKind.REJECTED: (
        shown("Afvist"),
        shown("Udvalget sagde nej til det, der var lagt op til."),
    ),
    DecisionKind.AMENDED: (
        shown("Tiltrådt med ændring"),
        shown(
            "Udvalget sagde ja, men lavede noget om eller knyttede en betingelse til. Det står i teksten."
        ),
    ),
    DecisionKind.REFERRED: (
        shown("Sendt videre"),
        shown("Sagen blev sendt til et andet udvalg eller tilbage."),
    ),
    DecisionKind.RECOMMENDED: (
        shown("Anbefalet videre"),
        shown("Udvalget anbefaler sagen, men den afgøres af et andet organ, fx Byrådet."),
    ),
    DecisionKind.ADOPTED: (
        shown("Indstillingen tiltrådt"),
        shown(
            "Udvalget fulgte forvaltningens indstilling. Hvad det betyder, står i indstillingen."
        ),
    ),
    DecisionKind.APPROVED: (shown("Godkendt"), shown("Udvalget godkendte det, der var lagt frem.")),
    DecisionKind.DECIDED: (
        shown("Besluttet"),
        shown("Udvalget traf en beslutning med sine egne ord."),
    ),
    DecisionKind.NOTED: (
        shown("Taget til efterretning"),
        shown("Udvalget er blevet orienteret. Der er ikke taget stilling til andet."),
    ),
    DecisionKind.DISCUSSED: (
        shown("Drøftet"),
        shown("Udvalget har talt om sagen uden at afgøre den."),
    ),
    DecisionKind.UNKNOWN: (
        shown("Ikke klassificeret"),
        shown("Beslutningens ord passer ikke på nogen af de kendte typer. Læs teksten."),
    ),
}

# Kinds that carry no more than "we have heard it"; every other kind is "more than noted".
ROUTINE_KINDS = frozenset(
    {DecisionKind.NOTED, DecisionKind.NOTHING_TO_REPORT, DecisionKind.PROTOCOL_SIGNED}
)


class Effect(StrEnum):
    """What a decision comes to when it merely adopts a recommendation, or answers one."""

    NOTED = "noted"
    APPROVED = "approved"
    DISCUSSED = "discussed"
    REJECTED = "rejected"
    APPLICATION_REJECTED = "application_rejected"

    @property
    def label(self) -> str:
        """Danish name for the screen, fit to follow "dvs."."""
        return {
            "noted": shown("taget til efterretning"),
            "approved": shown("godkendt"),
            "discussed": shown("drøftet"),
            "rejected": shown("afslag"),
            "application_rejected": shown("afslag på ansøgningen"),
        }[self]

    @property
    def explanation(self) -> str:
        """What the effect means, in one plain Danish sentence."""
        return {
            "noted": shown(
                "Indstillingen var at tage noget til efterretning. Mere er ikke besluttet."
            ),
            "approved": shown("Indstillingen var at godkende noget, og det er dermed godkendt."),
            "discussed": shown("Indstillingen var at drøfte sagen. Den er ikke afgjort."),
            "rejected": shown("Indstillingen var at sige nej. Et ja til den er altså et nej."),
            "application_rejected": shown(
                "Indstillingen var at afslå en ansøgning. Et ja til den er altså et nej til ansøgeren."
            ),
        }[self]


REFUSING_EFFECTS = frozenset({Effect.REJECTED, Effect.APPLICATION_REJECTED})
