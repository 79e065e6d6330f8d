"""Made-up minutes in a layout like Viborg's: the decision stands before the case, clauses have numbers."""

from tests.golden.model import Item, Minutes, Section, bullets, paragraphs

_ITEMS = (
    Item(
        1,
        "Godkendelse af dagsorden",
        "1. Godkendelse af dagsorden",
        journal_number="Sagsid.: 24/118",
        sections=(
            Section("Resume", paragraphs("Udvalget godkender dagsordenen for mødet.")),
            Section(
                "Beslutning i Klima- og Miljøudvalget den 12-11-2024",
                paragraphs("Dagsordenen blev godkendt."),
            ),
        ),
    ),
    Item(
        2,
        "Grødeskæring i Vesterå",
        "2. Grødeskæring i Vesterå",
        journal_number="Sagsid.: 24/9031",
        sections=(
            Section(
                "Resume",
                paragraphs("Lodsejerne ønsker, at grøden skæres en gang mere hvert år."),
            ),
            Section(
                "Indstilling",
                paragraphs(
                    "Direktøren for Klima & Miljø foreslår,",
                    "1. at grøden skæres tre gange i 2025, og",
                    "2. at udgiften på 160.000 kr. tages fra puljen til vandløb.",
                ),
            ),
            Section(
                "Beslutning i Klima- og Miljøudvalget den 12-11-2024",
                paragraphs(
                    "Klima- og Miljøudvalget besluttede at godkende indstillingen med den ændring, at "
                    "puljen til vandløb først bruges, når regnskabet er gjort op.",
                ),
            ),
            Section("Sagsfremstilling", ()),
            Section(
                "Historik",
                paragraphs("Sagen var senest på udvalgets møde den 13. august 2024, sag nr. 4."),
            ),
            Section(
                "Beskrivelse",
                (
                    *paragraphs("Åen gik over sine bredder tre steder i januar. Stederne er:"),
                    bullets("engen ved Mølledammen", "vejen til Kærgård", "broen i Nørrelund"),
                ),
            ),
            Section(
                "Økonomi",
                paragraphs("En skæring koster 53.000 kr. Der er 210.000 kr. tilbage i puljen."),
            ),
        ),
        files=(("Kort over oversvømmelser i januar", "kort-over-oversvoemmelser.pdf"),),
    ),
    Item(
        3,
        "Ejendomssag - Lukket punkt",
        "3. Ejendomssag - Lukket punkt",
        closed=True,
    ),
    Item(
        4,
        "Orientering fra formanden",
        "4. Orientering fra formanden",
        journal_number="Sagsid.: 24/120",
        sections=(
            Section("Resume", paragraphs("Formanden orienterer om nye møder i vandrådet.")),
            Section(
                "Beslutning i Klima- og Miljøudvalget den 12-11-2024",
                paragraphs("Orienteringen blev taget til efterretning."),
            ),
        ),
    ),
)

MINUTES = Minutes(
    title="Referat",
    running_head="Klima- og Miljøudvalget den 12-11-2024",
    head=(
        ("Mødested:", "Rådhuset, mødelokale M3.1"),
        ("Mødedato:", "12. november 2024 kl. 14:00"),
        ("Udvalg:", "Klima- og Miljøudvalget"),
        ("Mødedeltagere:", "Ida Krogh (A), Jens Lund (V), Karen Mose (F)"),
        ("Fraværende:", "Lars Nygård (C)"),
    ),
    items=_ITEMS,
    contents="Indholdsfortegnelse",
)
