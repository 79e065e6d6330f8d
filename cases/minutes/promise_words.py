"""The words by which a sentence promises, plans, orders or sets a date. Tried in order."""

from __future__ import annotations

import re
from dataclasses import dataclass


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


# Who decides in a municipality, by the last part of the name
BODY = r"(?:udvalg(?:et|ene)|byråd(?:et)?|kommunalbestyrelsen|regionsråd(?:et)?|borgerrepræsentationen|magistraten)"
_ACTOR = rf"\b(?:\w*{BODY}|formand(?:en|skabet)|bestyrelsen|rådet)"
# Who works for it
STAFF = (
    r"\b(?:\w*forvaltning(?:en|erne)?|administrationen|direktion(?:en)?|direktøren|\w*afdelingen"
    r"|sekretariatet|\w*centeret|\w*centret|\w*staben|borgmesteren|formanden)"
)
_FEW = r"(?:[\wæøå.&-]+\s+){0,4}?"

# på det kommende møde · på kommende udvalgsråd · på et senere udvalgs møde · på næste byrådsmøde
NEXT_MEETING = _any(
    r"\b(?P<next>kommende|næste|(?:næst|først)kommende|efterfølgende|senere)\s+(?:[\wæøå]+\s+)?"
    r"(?:(?:udvalgs?|[\wæøå]*(?:byråds|råds|bestyrelses))?\s?møde|udvalgs?\s?råd)\w*\b"
)
# efter sommerferien · senere på året · på et senere tidspunkt · når regnskabet foreligger
LATER = _any(
    r"\b(?:efter|inden) (?:sommer|efterårs|vinter|påske|jule)ferien\b",
    r"\bsenere (?:på året|på foråret|i år)\b|\bpå et senere tidspunkt\b|\b(?:i )?næste (?:år|kvartal|måned)\b",
    r"\bom (?:et|to|tre|fire|seks|\d+) (?:halvt |halve )?(?:år|måneder|uger)\b",
    r"\bsnarest(?: muligt)?\b|\bsnarligt\b|\bi (?:det )?nye år\b",
    r"\bnår\b.{3,90}\b(?:foreligger"
    r"|er (?:afsluttet|indgået|indført|gennemført|modtaget|truffet|udarbejdet|klar|på plads|færdig\w*|kendt))\b",
)
POLITICAL = _any(
    rf"{BODY}|udvalgs?\s?(?:møde|råd)|møde(?:t|r|rne)?\b|politisk|dagsorden\b|\bforelægge"
)

# What brings a case back: in the present, the infinitive or with "vil", never told in the past
RETURN_VERBS = _any(
    r"\b(?:gen)?(?:forelægge|fremlægge|behandle|optage|afrapportere)[rs]?\b|\b(?:genoptage|udsætte|udskyde)[rs]?\b",
    r"\b(?:vil|bliver|forventes|ventes|skal|planlægges|ønsker|ønskes)\b[^.;]{0,110}?\b(?:gen)?(?:forelagt|fremlagt"
    r"|præsenteret|behandlet|drøftet|optaget|orienteret|evalueret|afrapporteret|godkendt|vedtaget)\b",
    r"\b(?:tages|tage|taget) op\b|\bvender? tilbage\b|\bhøre[rs]? (?:nærmere|mere)\b|\bfølge[rs]? op\b",
    r"\b(?:sættes|kommer|komme|optages|rejses) (?:\w+ )?på (?:dagsorden|udvalg|møde)\w*"
    r"|\b(?:sag|punkt|emne|forslag|udkast)\w* kommer (?:\w+ )?(?:på|op|igen|tilbage)\b",
    r"\bfår?\s+(?:\w+\s+)?(?:forelagt|fremlagt|præsenteret)\b",
    rf"\b(?:orienterer|underretter)\s+(?:\w+\s+)?\w*{BODY}",
    r"\btræffe[rs]?\b.{0,30}\bbeslutning\b|\btage[rs]? (?:endeligt? )?stilling\b",
    rf"\b(?:få|får|gives?|giver|modtager?|være)\s+{_FEW}(?:status|statusnotat|statusorientering|orientering"
    r"|tilbagemelding|afrapportering|redegørelse|oplæg|opfølgning|evaluering|besked|sag|punkt)\b",
)
# What may as well be about a day as happen on it: the day must stand at a meeting or body.
RETURN_TOPICS = _any(
    r"\b(?:præsentere|drøfte|orientere|evaluere)[rs]?\b|\bendeligt? (?:godkende|beslutte|vedtage)[rs]?\b",
    r"\b(?:fremlæggelse|forelæggelse|behandling|genoptagelse|godkendelse|vedtagelse|drøftelse|stillingtagen"
    r"|beslutning|orientering|opfølgning|indstilling|præsentation|status|tilbagemelding|redegørelse|evaluering"
    r"|afrapportering)(?:en|n)?\b",
    r"^(?:sagen |punktet )?udsat\b|\bud(?:sat|skudt) til\b",
)
# på udvalgsmødet den · i Byrådet · udvalget i: what a day belongs to
_DAYS = r"(?:(?:man|tirs|ons|tors|fre)dag(?:en)?\s)?"
AT_A_MEETING = re.compile(
    rf"(?:\w*{BODY}|udvalgs?\s?(?:møde|råd)\w*|\bmøde\w*|politisk\w*)(?:\s(?!om\b)[\wæøåÆØÅ-]+)?[\s,(]+"
    rf"(?:i\s)?{_DAYS}(?:den\s|d\.\s?)?$",
    re.IGNORECASE,
)
# Den 3. juni · vil i juni blive: a day that leads the verb after it
LEADS = re.compile(
    rf"(?:^|, |\b(?:vil|skal|bliver|forventes|ventes|igen|og|derefter|herefter)\s)(?:i\s)?{_DAYS}(?:den\s|d\.\s?)?$",
    re.IGNORECASE,
)
ABOUT = _any(r"\b(?:om|vedr|vedrørende|omkring|for)\b(?! (?:\w*udvalg|\w*byråd|kommunalbest))")
IN_FORCE = _any(r"\btræder i kraft\b|\bmed virkning\b|\bgælde\w*\b|\bperioden?\b|\bløber\b")
# What a decision alone may promise without a day
RETURNS_SOMETIME = _any(
    r"\bvender? tilbage (?:til udvalget|med)\b|\b(?:genoptages|genfremsættes|genfremlægges|genbehandles)\b",
    r"\b(?:forelægges|fremlægges|behandles|drøftes|tages op)\b[^.]{0,40}?\b(?:igen|på ny|fornyet)\b",
    r"\b(?:udsættes|udskydes)\b(?! for\b)|^(?:(?:sagen|punktet|sagens behandling|behandlingen|beslutningen)"
    r"[^.]{0,40}?\s)?(?:er |blev )?(?:udsat|udskudt)\b(?! for\b)",
    r"\b(?:sendes|hjemvises|går) tilbage\b|\bmed henblik på (?:fornyet|en ny|ny) (?:behandling|(?:frem|fore)læggelse)",
)
# Ordningen evalueres i marts 2026 · Reglerne tages op til vurdering: with a time, in a decision
REVIEWED = _any(
    r"\b(?:evalueres|revurderes|genbesøges|genovervejes)\b|\btages op\b|\bgøres (?:der )?status\b|\bder følges op\b"
)
# Udsat. · Sagens behandling blev udsat.: says no more than the kind of the decision
BARELY_PUT_OFF = re.compile(
    r"^(?:(?:sagen|punktet|emnet|sagens behandling|behandlingen|beslutningen)\s)?(?:(?:er|blev|bliver)\s)?"
    r"(?:udsat|udskudt|udsættes|udskydes)\.?$",
    re.IGNORECASE,
)
# Forvaltningen vender tilbage til udvalget
COMES_BACK = _any(r"\bvende[r]? tilbage til (?:udvalget|byrådet|kommunalbestyrelsen)\b")
# Sagen forelægges Byrådet · oversendes til Økonomiudvalget
SENT_ON = _any(
    r"\b(?:over|frem|videre)?send(?:es|er)\b|\b(?:forelægges|behandles|henvises|oversender|afgøres)\b"
)
AFTERWARDS = _any(r"\b(?:efterfølgende|herefter|derefter|endeligt|dernæst)\b")

AWAITS = _any(
    r"\b(?:stillingtagen|beslutning(?:en)?|sagen|punktet|projektet|forslaget|arbejdet|planen|udbuddet"
    rf"|behandling(?:en)?|igangsættelse\w*|etablering\w*|afklaring(?:en)?|{STAFF[2:]}|\w*{BODY})\b"
    r"(?:(?!\b(?:der|som|hvor)\b)[^.;]){0,110}?(?<!der )(?<!som )\bafventer\b",
    r"\bder afventes\s+(?:fortsat |stadig )?(?:svar|afgørelse|tilbagemelding|høringssvar|godkendelse|tilsagn)\b",
    r"\b(?:sagen|punktet|projektet|arbejdet)\b[^.]{0,30}\b(?:sættes|stilles) i bero\b",
)
EXECUTION = _any(
    r"\b(?:igangsættes|iværksættes|effektueres|sættes i gang|påbegyndes|opstartes)\b",
)
# Only with a day ahead: the works themselves, not what they are expected to give
STARTS = _any(
    r"\b(?:igangsættes|iværksættes|sættes i gang|påbegyndes|opstartes|udbydes|sendes i (?:høring|udbud)|ibrugtages)\b"
)
ACTION = _any(
    rf"{_ACTOR}\s+{_FEW}(?:planlægger|arrangerer|inviterer|besøger|deltager i|indkalder|mødes med"
    r"|retter (?:\w+ )?henvendelse|sender (?:et|en) (?:brev|invitation|henvendelse)|tager på)\b",
    rf"\bder\s+{_FEW}(?:planlægges|arrangeres|aftales|indkaldes|inviteres|rettes henvendelse|(?:af)?holdes)\b",
    r"\btilmeldes\b|^(?:medlemmerne|udvalget) tilmelder sig\b",
)
PLANS = _any(
    rf"{_ACTOR}\s+(?:planlægger|arrangerer|inviterer til)\b",
    r"\bder (?:planlægges|arrangeres)\b",
)
_DOES = (
    r"(?:arbejde[rs]? (?:\w+ )?videre|vende[r]? tilbage|(?:udarbejde|undersøge|fremsende|sende|indhente|afklare"
    r"|afdække|kontakte|udsende|eftersende|kvalificere|belyse|beregne|igangsætte|indarbejde|formidle|invitere"
    r"|indkalde|opdatere|forelægge|fremlægge|vurdere|evaluere|gennemgå|revidere|justere|præsentere)[rs]?"
    r"|følge[rs]? op|tage[rs]? (?:kontakt|sagen op|dialog\w*)|gå[r]? i dialog|ser? på|sørge[r]? for"
    r"|retter? henvendelse)"
)
TASK = _any(
    rf"(?:{_ACTOR}|\bder)\s+{_FEW}(?:ønsker|ønskede|ønskes|anmoder|anmodede|anmodes|beder|bad|bedes|pålægger|pålagde|efterlyser)\b",
    rf"{STAFF}\s+{_FEW}(?:skal|bedes|anmodes|pålægges|får til opgave|{_DOES})\b",
    r"\b(?:beder|bad|anmoder|anmodede|pålægger|pålagde)\s+" + STAFF[2:],
    rf"\bder\s+{_FEW}(?:tilgår|arbejdes videre|udarbejdes|indhentes|følges op|fremsendes|udsendes|eftersendes"
    r"|undersøges|afklares|indarbejdes|ses på|igangsættes|iværksættes|skal)\b",
    r"\b(?:tilgår|eftersendes|fremsendes|udsendes)\b[^.]{0,60}\b(?:udvalget|medlemmerne|byrådet)\b",
    r"\b(?:udvalget|medlemmerne|byrådet)\b[^.]{0,30}\b(?:tilsendes|eftersendes|får tilsendt)\b",
)
# Udvalget beder Økonomiudvalget om en bevilling
ASKS_A_BODY = re.compile(
    rf"\b(?:beder|bad|anmoder|anmodede)\s+(?P<body>(?:[A-ZÆØÅ][\w,-]+\s(?:og\s)?)*(?:[A-ZÆØÅ]\w*)?{BODY})"
)
# Næste skridt: … · Videre proces: … · Opfølgning: …
NEXT_STEP = re.compile(
    r"^[*_]*(?:næste skridt|(?:den )?videre proces|det videre forløb|opfølgning|aftale)[*_]*:[*_]*\s",
    re.IGNORECASE,
)
LEADS_ON = _any(
    rf"\b{_DOES}\b|\barbejdes\s+(?:\w+\s+)?videre\b|\bafvente[rs]\b|\b(?:igangsættes|iværksættes|genoptages|tilgår)\b"
)
# A sentence over a list of dates that makes them steps
PROCESS = _any(
    r"proces|tidsplan|køreplan|tidslinje|milepæl|\bforløb|behandling\b|sagens gang|\bfaser?\b|\btrin(?:ene)?\b"
    r"|næste skridt|videre arbejde|kommende \w*\s?(?:møder|udvalgs?\s?råd)|behandles|årshjul|handleplan"
    r"|behandlingsplan"
)
# Den 10. marts 2026: Oplæg · 3. juni 2025 – Høring · Maj 2026: Vedtagelse · **24-06-2025** Byrådet
STEP = re.compile(
    r"^[*_]*(?:(?:mandag|tirsdag|onsdag|torsdag|fredag)\s+)?(?:(?:den|d\.|ultimo|primo|medio)\s*)?"
    r"(?P<date>\d{1,2}[./-]\s?(?:[–-]\s?\d{1,2}\.\s?)?[\wæøå]+\.?(?:[./ -]\s?\d{4})?|\w+ \d{4}|\d{4}-\d{2}-\d{2})"
    r"(?:\s?kl\.?\s[\d.:-]+)?[*_]*\s*(?:[:–—|-]|\*\*|(?-i:(?=[A-ZÆØÅ])))",
    re.IGNORECASE,
)
# Det foreslås, at … · Forvaltningen anbefaler: an idea until somebody adopts it
PROPOSED = _any(
    r"^[*_]*(?:\w+\s+){0,6}?(?:foreslår?s?|anbefaler?s?|indstilles?|lægges der op til|overvejer)\b"
)
PAST = _any(
    r"\b(?:blev|blevet|var|havde|fik|har(?! frist)|behandlede|drøftede|besluttede|godkendte|orienterede|vedtog|indgik"
    r"|igangsatte|afholdt|holdt|nåede|foretog|traf|tiltrådte|indstillede|anbefalede|afviste|oversendte|udsatte"
    r"|forelagde|fremlagde|gennemgik|modtog|præsenterede|evaluerede|daværende)\b"
)
RECURRING = _any(
    r"\b(?:årligt|hvert år|hver (?:måned|uge|gang)|månedlig\w*|kvartalsvis\w*|kvartalsmæssig\w*|halvårlig\w*|løbende"
    r"|hvert (?:halve|kvartal)|ugentligt|i årene fremover|normalt|typisk|sædvanligvis)\b"
)
OF_THE_LAW = _any(
    r"\blov(?:en|ens|givningen|ændring\w*|forslag\w*|behandle\w*|krav\w*)?\b|\bbekendtgørelse\w*|\btræder i kraft\b"
    r"|\bikrafttræd\w*|\bfolketing\w*|\breform(?:en|ens)?\b|\bregeringen\b|§"
)
OF_THE_RECORD = _any(
    r"\bprotokol\w*|\breferatet\b|\bmindretal\w*|\bstemt\w*\b|\(\w{1,2}\)|\btilført\b"
)
UNSURE = _any(r"\b(?:kan|kunne|hvis|såfremt|eventuelt ville|mulighed for)\b")
NOT = _any(r"\b(?:ikke|ingen|hverken|næppe)\b")


# at få ført til protokol · at takke for: wishes that ask nobody for work
NO_TASK = _any(
    r"\bønske(?:r|de)\s+(?:\w+\s+)?(?:at få (?:til)?ført"
    r"|at takke|at rose|at udtrykke|at kvittere|at stemme|at bemærke|alle\b|tillykke)"
)


def is_for_the_next_meeting(words: str) -> bool:
    """Whether words name the next meeting, and not just some later one."""
    match = NEXT_MEETING.search(words)
    return bool(match and match["next"].casefold() != "senere")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words between two commas around a match, with which its verb agrees."""

    text: str

    @classmethod
    def around(cls, sentence: str, match: re.Match[str]) -> Clause:
        """The clause of a sentence that a match stands in."""
        start = max(sentence.rfind(mark, 0, match.start()) for mark in (", ", "; ", ": ")) + 1
        end = min(
            (at for mark in (", ", "; ") if (at := sentence.find(mark, match.end())) >= 0),
            default=len(sentence),
        )
        return cls(sentence[start:end])

    @property
    def denies(self) -> bool:
        """Whether it says that it will not be."""
        return bool(NOT.search(self.text))

    @property
    def doubts(self) -> bool:
        """Whether it only says that it may be."""
        return bool(UNSURE.search(self.text))

    @property
    def tells(self) -> bool:
        """Whether it tells of what has been."""
        return bool(PAST.search(self.text))
