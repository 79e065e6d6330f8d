"""Made-up minutes in a layout like Aarhus': the decision first, reservations by name, a trail of bodies."""

from tests.golden.model import Item, Minutes, Section, paragraphs

_ITEMS = (
    Item(
        3,
        "Helhedsplan for Engparken",
        "Punkt 3 - Helhedsplan for Engparken",
        labels=("Sagsnr.: EMN-2025-004711",),
        sections=(
            Section(
                "Beslutninger",
                paragraphs(
                    "Et flertal i udvalget tiltræder indstillingen.",
                    "Mads Orla Pihl (C) tog forbehold. Rikke Sand (Ø) kunne ikke tiltræde indstillingen.",
                ),
            ),
            Section(
                "Resumé",
                paragraphs(
                    "Engparken skal have 240 nye boliger, en daginstitution og en park, der kan rumme "
                    "regnvand. Planen har været i høring i otte uger.",
                ),
            ),
            Section(
                "Indstilling",
                paragraphs(
                    "Teknik og Klima indstiller:",
                    "At 1) helhedsplanen vedtages,",
                    "At 2) der arbejdes videre med et forslag til lokalplan.",
                ),
            ),
            Section(
                "Sagens forløb",
                paragraphs("Magistraten den 5. maj 2025: Indstillingen anbefales."),
            ),
            Section(
                "Baggrund",
                paragraphs("Arealet blev købt i 2019 og ligger mellem banen og Engvej."),
            ),
        ),
        files=(
            ("Bilag 1: Helhedsplan", "bilag-1.pdf"),
            ("Bilag 2: Høringssvar", "bilag-2.pdf"),
        ),
    ),
    Item(
        4,
        "Legeplads ved Bakkeskolen",
        "Punkt 4 - Legeplads ved Bakkeskolen",
        labels=("Sagsnr.: EMN-2025-004899",),
        sections=(
            Section("Beslutninger", paragraphs("Fremsendes til Børn og Unge-udvalget.")),
            Section(
                "Resumé",
                paragraphs("Et medlem foreslår, at legepladsen holdes åben i weekenden."),
            ),
        ),
    ),
)

MINUTES = Minutes(
    title="Referat Teknisk Udvalg 14-05-2025",
    running_head="Teknisk Udvalg, onsdag den 14. maj 2025",
    head=(
        ("Mødedato:", "onsdag den 14. maj 2025 kl. 16.00"),
        ("Mødested:", "Udvalgsværelse 3"),
        ("Fraværende:", "Sofus Thy (A)"),
    ),
    items=_ITEMS,
)
