"""The words by which Danish committees decide: one pattern for each kind, tried in order.

The order matters: "ikke tiltrådt" must be tried before "tiltrådt". Each is tried on one act at a
time (`decision_acts`), never on a whole decision.
"""

from __future__ import annotations

import re

from cases.minutes.decision_kinds import DecisionKind

# Det godkendte budget · den anbefalede løsning: says what kind of thing, not what was decided
_NO_ADJECTIVE = r"(?<!\bden )(?<!\bdet )(?<!\bde )"
# besluttede enstemmigt at … · kunne … · er enige om at …: before an infinitive
_WILL = (
    r"\b(?:beslutte(?:de|r|t)|vedtog|valgte|kan|kunne|vil|ønske(?:r|de)|enige? om)"
    r"(?: enstemmigt)?,?(?: at)? "
)
_MATTER = r"\b(?:sag|punkt|behandling|beslutning|indstilling|afgørelse|stillingtagen|emne)\w*"
_PUT_OFF = r"(?:udsat|udsættes|udskudt|udskydes|udsatte|udsætter|udskød|udskyder|udsætte|udskyde)"
_SEND = r"(?:over|frem|tilbage|videre)send"
_CHANGE = (
    r"(?:ændring|tilføjelse|bemærkning|rettelse|præcisering|justering|tilretning|forbehold"
    r"|betingelse|vilkår|undtagelse|tillæg|supplement|korrektion)"
)
_SAID_YES = (
    r"(?:tiltrådt|tiltrædes?|tiltræder|tiltrådte|godkendt|godkendes|godkender|godkendte|vedtaget|vedtages"
    r"|vedtog|at godkende|at tiltræde|at vedtage|anbefal(?:es|et|er))"
)

_PATTERNS: tuple[tuple[DecisionKind, tuple[str, ...]], ...] = (
    (
        DecisionKind.PROTOCOL_SIGNED,
        (
            # Beslutningsprotokollen blev underskrevet digitalt. · Underskrevet.
            r"^(?:den )?(?:digitale? )?(?:beslutnings|møde)?protokol\w*\b.{0,40}\b(?:underskr[ei]v\w+|godkendt)",
            r"^underskrevet\b",
        ),
    ),
    (
        DecisionKind.NOTHING_TO_REPORT,
        (
            # Intet nyt at meddele. · Der var ingen bemærkninger til dagsordenen.
            r"^(?:der (?:var|er) )?intet(?: nyt)?(?: at (?:berette|meddele|bemærke|referere))?(?: til .{1,40})?\.?$",
            r"^(?:der (?:var|er) )?ingen(?: (?:bemærkninger|meddelelser|spørgsmål|emner))?(?: til .{1,40})?\.?$",
        ),
    ),
    (
        DecisionKind.POSTPONED,
        (
            # Udsat. · Sagens behandling blev udsat. · Udvalget udskød sagen. · besluttede at udsætte den
            rf"^(?:enstemmigt )?(?:blev )?{_PUT_OFF}\b",
            rf"{_MATTER}.{{0,60}}\b{_PUT_OFF}\b",
            rf"\b{_PUT_OFF} {_MATTER}",
            rf"{_WILL}(?:udsætte|udskyde) (?:{_MATTER}|den|det)\b",
        ),
    ),
    (
        DecisionKind.WITHDRAWN,
        (
            # Udgår. · Punktet udgik. · taget af dagsordenen · Ansøgningen er trukket tilbage.
            r"^(?:er )?(?:udgår|udgik|udgået|trukket)\b",
            r"\b(?:punkt|sag|emne|indstilling|forslag)\w* (?:er |blev )?(?:herefter )?(?:udgår|udgik|udgået)\b",
            r"\b(?:taget|tages) af dagsordenen\b",
            r"\b(?:punkt|sag|emne|indstilling|forslag|ansøgning)\w* (?:er |blev |bliver )?trukket\b",
        ),
    ),
    (
        DecisionKind.REJECTED,
        (
            # Ikke tiltrådt. · kan ikke anbefales · ikke blev vedtaget
            r"\b(?:ikke|hverken) (?:\w+ ){0,2}(?:tiltrådt|tiltrædes?|godkendt|godkendes?|imødekommet|imødekommes?"
            r"|vedtage[ts]?|anbefal\w*|støtte\w*|fulgt|følges|bevilge[ts]|taget til efterretning)\b",
            # Forslaget anbefales ikke. · Ansøgningen imødekommes ikke.
            r"\b(?:anbefales|godkendes|tiltrædes|imødekommes|vedtages|støttes|følges|bevilges) ikke\b",
            # Forkastet. · blev afvist · Afslag. · meddeles afslag · bortfaldt · faldt med 5 stemmer
            r"\bforkast\w*|\bnedstem\w+|\bafvis(?:t|es|er|te|e)\b|\bafslå(?:s|r|et)?\b|\bafslog\b|^afslag",
            r"\b(?:give[rs]?|gav|meddele[rs]?|meddelte) (?:\w+ )?afslag\b|\bbortfald(?:er|t|et)?\b|\bfaldt med\b",
            # Der gives ikke dispensation.
            r"\bikke (?:\w+ ){0,2}(?:dispensation|tilladelse|tilskud)\b",
            # opnåede ikke flertal · ikke tilslutning · der var stemmelighed
            r"\bikke (?:\w+ )?(?:flertal|tilslutning|opbakning)|\bstemmelighed\b",
            r"\bflertal\w*[^,]{0,60} (?:stemte|stemmer) i?mod\b",
        ),
    ),
    (
        DecisionKind.AMENDED,
        (
            # Tiltrådt med følgende bemærkning: · godkendt under forudsætning af · vedtaget med ændringer
            rf"\b{_SAID_YES}[^,]{{0,60}},? (?:dog )?(?:med (?:\w+ ){{0,3}}{_CHANGE}"
            r"|under (?:\w+ )?forudsætning|på betingelse|forudsat|med undtagelse|bortset fra|såfremt)",
            r"\bmed (?:den|det|de|følgende) (?:\w+ )?(?:ændring|tilføjelse|rettelse|præcisering)",
            # besluttede at ændre taksten og godkendte i øvrigt indstillingen
            rf"\bi (?:ændret|tilrettet|revideret|justeret) form\b|\b{_SAID_YES} i øvrigt\b|\bi øvrigt {_SAID_YES}\b",
        ),
    ),
    (
        DecisionKind.REFERRED,
        (
            # Oversendes til … · blev tilbagesendt · henvist til budgettet · at sende sagen tilbage
            rf"(?:(?<!\bsom )\b{_SEND}(?:es|t|er|e)|{_NO_ADJECTIVE}\b{_SEND}te)\b(?!.*\bmed anbefaling)",
            # Sagen henvises til … · henviste sagen til …, but not: Der henvises til bilaget.
            r"(?<!\bder )\b(?:henvis|hjemvis)(?:es|t)\b|\b(?:henvis|hjemvis)(?:te|er|e) (?:sagen|punktet|forslaget)\b",
            r"\bsend(?:es|t|te|er|e) (?:\w+ )?(?:tilbage|videre|retur|til behandling)\b",
        ),
    ),
    (
        DecisionKind.RECOMMENDED,
        (
            # Anbefales over for Byrådet. · Indstilles til Byrådets godkendelse. · indstiller sagen til
            rf"(?<!\bsom )\banbefal(?:es|et|er)\b|{_NO_ADJECTIVE}\banbefalede\b|\bindstille[rs]\b|{_WILL}anbefale\b"
            r"|\bover ?for (?:byrådet|kommunalbestyrelsen|økonomiudvalget|regionsrådet)|\bmed anbefaling\b",
        ),
    ),
    (
        DecisionKind.ADOPTED,
        (
            # Tiltrådt. · Som indstillet. · Indstillingen blev enstemmigt tiltrådt. · Indstillingen følges.
            r"^(?:\w+ )?(?:tiltrådt|tiltrædes)\b(?! (?:som|stillingen))|^(?:besluttet )?som indstillet",
            r"\bindstilling(?:en|erne)?s?\b(?: (?:punkt|pkt\.?) [\d, og-]+)? (?!som )(?:\w+ ){0,3}"
            r"(?:tiltrådt|tiltrædes|følges|fulgt|vedtaget|vedtages|taget til følge|imødekommet)\b",
            r"\banbefaling(?:en|er|erne)? (?:\w+ ){0,2}(?:tiltrådt|følges|fulgt|taget til følge)\b",
            # tiltræder forvaltningens indstilling · vedtog indstillingen · tilsluttede sig indstillingen
            r"\b(?:tiltræder|tiltrådte|fulgte|følger|vedtog|vedtager|(?:tilsluttede|tilslutter) sig)"
            r" (?:\w+ ){0,3}indstilling",
            rf"{_WILL}(?:tiltræde|følge|vedtage|tilslutte sig) (?:\w+ ){{0,3}}indstilling",
            # Forslaget blev tiltrådt.
            r"(?:\b(?:blev|bliver)|\bforslag\w*(?: er)?) (?:\w+ ){0,2}tiltrådt\b(?! som)",
        ),
    ),
    (
        DecisionKind.APPROVED,
        (
            # Budgettet blev godkendt. · Vedtaget. · Ansøgningen imødekommes. · besluttede at godkende
            rf"\bgodkend(?:t|er|es)\b|{_NO_ADJECTIVE}\bgodkendte\b|\bvedtaget\b|\bvedtages\b|\bvedtog\b",
            rf"\bimødekom(?:met|mes)?\b|{_WILL}(?:godkende|vedtage|imødekomme)\b",
            # Udvalget meddelte dispensation. · Der gives tilladelse.
            r"\b(?:meddele[rs]|meddelte|meddelt|give[rs]|gav|givet) (?:\w+ )?(?:dispensation|tilladelse|tilsagn)\b",
        ),
    ),
    (
        DecisionKind.DECIDED,
        (
            # besluttede, at … · valgte · blev valgt som formand · udpegede · bevilges 40.000 kr.
            rf"\bbeslutte(?:de|t|r)?\b|\bvalgte\b|\bvalgt\b|\budpege(?:de|t|r|s)\b|\bpege(?:r|de) på\b"
            rf"|{_NO_ADJECTIVE}\bbevilge",
        ),
    ),
    (
        DecisionKind.NOTED,
        (
            # Til efterretning. · taget ad notam · Orienteret. · Orienteringen er givet.
            r"\btil (?:efterretning|orientering)\b|\bad notam\b|^(?:(?:udvalget|byrådet) (?:er|blev) )?orienteret\b",
            r"\borienteringen (?:er |blev )?givet",
        ),
    ),
    (
        DecisionKind.DISCUSSED,
        (
            # Drøftet. · Temaet blev drøftet · Udvalget drøftede oplægget.
            r"^(?:sagen |punktet |emnet )?(?:er |blev )?drøftet|\bdrøfte(?:de|t)\b",
        ),
    ),
)  # fmt: skip

SIGNALS: tuple[tuple[DecisionKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _PATTERNS
)
