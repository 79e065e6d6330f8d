"""Made-up minutes with everything that minutes can hold, in the layout of the samples."""

import datetime as dt

from tests.golden.model import (
    Facts,
    Item,
    Minutes,
    Part,
    Routing,
    Section,
    Table,
    bullets,
    paragraphs,
)

_COLUMNS = ("DIR", "KFU", "BFU", "ØKE", "BYR")


def _routing(*marked: str) -> Section:
    return Section("Kommunikation", (Routing(_COLUMNS, marked),))


def _section(heading: str, *parts: str | Part) -> Section:
    whole = tuple(paragraphs(part)[0] if isinstance(part, str) else part for part in parts)
    return Section(heading, whole)


def _item(number: int, title: str, **rest) -> Item:
    caseworker = rest.get("caseworker", "")
    labels = (f"Sagsbehandler: {caseworker}",) if caseworker else ()
    return Item(number, title, f"Punkt {number}: {title}", labels=labels, **rest)


_ITEMS = (
    _item(
        41,
        "Orientering om besøgstal i svømmehallen",
        journal_number="04.04.00-P05-3-24",
        caseworker="Gurli Tranekær",
        sections=(
            _routing("KFU"),
            _section(
                "Resume",
                "Svømmehallen har haft flere gæster end ventet i første halvår. Udvalget orienteres om "
                "tallene og om de tiltag, som personalet selv har sat i gang.",
            ),
            _section(
                "Sagsfremstilling",
                "Punktets forventede behandlingstid: 10-15 min.",
                "Fra januar til juni kom der 48.210 gæster. Det er 6.430 flere end i samme periode året "
                "før, og stigningen er størst om formiddagen, hvor hallen før stod halvtom.",
                Table(
                    (
                        ("Kvartal", "Gæster 2024", "Gæster 2025"),
                        ("1. kvartal", "19.880", "22.140"),
                        ("2. kvartal", "21.900", "26.070"),
                    )
                ),
                "Personalet peger på tre grunde til fremgangen. De kan læses i "
                "[halvårsnotatet](https://www.example.dk/svoemmehal/halvaar), som ligger på hjemmesiden.",
            ),
            _section(
                "Indstilling",
                "Direktøren for Kultur og Fritid indstiller,",
                "at udvalget tager orienteringen til efterretning.",
            ),
            _section("Beslutning", "Orienteringen er taget til efterretning."),
        ),
        files=(("Besøgstal i første halvår 2025", "besoegstal-2025.pdf"),),
    ),
    _item(
        42,
        "Godkendelse af driftsaftale med Foreningen Søhuset",
        journal_number="18.20.00-Ø54-7-25",
        caseworker="Niels Aabo",
        sections=(
            _routing("KFU", "BYR"),
            _section(
                "Resume",
                "Aftalen om driften af Søhuset udløber ved årets udgang. Forvaltningen foreslår en ny "
                "aftale på fire år med større frihed for foreningen.",
            ),
            _section(
                "Sagsfremstilling",
                "Forvaltningen har forhandlet med foreningen siden marts. Parterne er enige om disse "
                "hovedpunkter:",
                bullets(
                    "Foreningen passer huset og de udendørs arealer",
                    (2, "bådebroen efterses to gange om året"),
                    (2, "stierne holdes fri for sne"),
                    "Kommunen betaler varme og forsikring",
                    "Lokalerne kan lånes af skolerne uden betaling",
                ),
                "Aftalen koster 412.000 kr. om året. Beløbet er inden for udvalgets ramme.",
            ),
            _section(
                "Indstilling",
                "Direktøren for Kultur og Fritid indstiller,",
                "at udvalget godkender:",
                bullets(
                    "at aftalen indgås for årene 2026 til 2029",
                    "at tilskuddet reguleres en gang om året.",
                ),
            ),
            _section(
                "Beslutning",
                "Indstillingen er tiltrådt.",
                "Udvalget ønsker en status på samarbejdet i efteråret 2026.",
            ),
        ),
        files=(
            ("Udkast til driftsaftale", "udkast-til-driftsaftale.pdf"),
            ("Kort over arealerne", "kort.pdf"),
        ),
    ),
    _item(
        43,
        "Ansøgning om tilskud til en byvandring med lys og lyd",
        journal_number="20.15.00-Ø40-11-25",
        sections=(
            _section(
                "Sagsfremstilling",
                "Gruppen Natlys søger om 85.000 kr. til en byvandring i december. Puljen for 2025 er brugt, "
                "og gruppen har ikke kunnet vise et samlet budget.",
            ),
            _section(
                "Indstilling",
                "Direktøren for Kultur og Fritid indstiller,",
                "at ansøgningen afslås.",
            ),
            _section("Beslutning", "Ansøgningen afslås."),
        ),
    ),
    _item(
        44,
        "Drøftelse af åbningstider på bibliotekerne",
        journal_number="21.01.00-P20-2-25",
        sections=(
            _section(
                "Resume",
                "Udvalget drøfter, om bibliotekerne skal holde åbent uden personale til klokken 22.",
            ),
            _section(
                "Sagsfremstilling",
                "Tre biblioteker har prøvet det i et år. Der har været to tilfælde af hærværk, og "
                "lånerne er glade for ordningen.",
            ),
            _section(
                "Indstilling",
                "Direktøren for Kultur og Fritid indstiller,",
                "at udvalget drøfter åbningstiderne.",
            ),
            _section("Beslutning", "Drøftet."),
        ),
    ),
    _item(
        45,
        "Bænke langs havnepromenaden",
        journal_number="04.01.03-P20-5-25",
        sections=(
            _section(
                "Sagsfremstilling",
                "Ældrerådet har bedt om flere bænke med ryglæn. Forvaltningen har fundet plads til ni.",
            ),
            _section(
                "Indstilling",
                "Direktøren for Kultur og Fritid indstiller,",
                "at der sættes ni bænke op i foråret.",
            ),
            Section(
                "Beslutning i Ældrerådet den 02-09-2025",
                paragraphs("Ældrerådet anbefaler forslaget."),
                before=("Ældrerådet", "2025-09-02"),
            ),
            _section("Beslutning", "Godkendt."),
        ),
    ),
    _item(46, "Lukket punkt - Ejendomssag", closed=True),
    _item(
        47,
        "Ny skaterbane i Vestbyen",
        journal_number="04.04.10-P20-1-25",
        sections=(
            _section(
                "Sagsfremstilling",
                "Placeringen er ikke faldet på plads, og naboerne er ikke hørt.",
            ),
            _section("Beslutning", "Sagen udsættes til næste møde."),
        ),
    ),
    _item(
        48,
        "Meddelelser",
        journal_number="00.01.00-A21-9-25",
        sections=(_section("Beslutning", "Intet at berette."),),
    ),
)

MINUTES = Minutes(
    title="REFERAT Kultur- og Fritidsudvalget d. 16-09-2025",
    running_head="Kultur- og Fritidsudvalget, 16. september 2025",
    head=(
        ("Mødedato", "Tirsdag d. 16. september 2025 kl. 15:30"),
        ("Sluttidspunkt", "18:10"),
        ("Mødested", "Havnegade 4, lokale 2"),
        ("Deltagere", "Ane Holm (A), Bo Berg (V), Carl Dam (V)"),
        ("Fraværende", "Dorte Eg (B)"),
        ("Stedfortræder", "Finn Gade (B)"),
    ),
    items=_ITEMS,
    contents="Indholdsfortegnelse",
    facts=Facts(
        committee="Kultur- og Fritidsudvalget",
        start=dt.datetime(2025, 9, 16, 15, 30),
        end=dt.datetime(2025, 9, 16, 18, 10),
        place="Havnegade 4, lokale 2",
        present=("Ane Holm (A)", "Bo Berg (V)", "Carl Dam (V)"),
        absent=("Dorte Eg (B)",),
        deputies=("Finn Gade (B)",),
    ),
)
