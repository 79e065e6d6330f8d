"""The pieces that references are made of: meetings, numbers, verbs, and how they stand around a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cases.minutes.bodies import Bodies
from cases.minutes.reference_dates import WEEKDAY

_PREPOSITION = r"(?:på|ved|i|til|fra|under|efter|siden|inden|af|for|forud\sfor|om)"
# udvalgsmødet · udvalgs mødet · udvalgsrådet (so converters misread it) · udvalgsrådsmødet · byrådsmøde
OWN_MEETING = (
    r"(?:fag)?udvalgs?[\s-]?m[øo0]de(?:t|r|rne)?|(?:fag)?udvalgsr[åa]d(?:et|ene|s?møde(?:t|r|rne)?)?"
    r"|(?:[a-zæøå-]+udvalgs|byråds|kommunalbestyrelses|borgerrepræsentations|magistrats|direktions)"
    r"[\s-]?møde(?:t|r|rne)?"
)
MEETING = rf"\b(?:{OWN_MEETING}|(?:fælles|ekstra)?møde(?:t|r|rne)?)\b"
# det · sit · et ekstraordinært · udvalgets · det første
_BEFORE_MEETING = (
    r"(?:det|de|sit|et|deres|dets|hhv\.|henholdsvis|både|fælles|lukke[dt]e?|(?:over)?ordinær[te]?"
    r"|ekstraordinær[te]?|konstituerende|seneste|sidste|første|andet|næste|kommende|førstkommende"
    r"|planlagte|[Uu]dvalge(?:ts|nes))"
)
# punkt 44 · pkt. 35 · Dagsordenspunkt nr. 12 · sag nr. 8 · sag 12; no journal number "sag 24/1234"
NUMBER = r"\b(?:dagsordens?[\s-]?)?(?:punkt|pkt|sag)\b\.?\s?(?:nr\.?\s?)?(?P<{0}>\d{{1,4}})(?![\d/%§-]|[.,]\d)"
_QUOTED = r"(?P<title>['\"”“„»‘’´][^'\"”“«»’]{2,200}['\"”“«‘’´])"

PAST_VERB = (
    r"(?:besluttede|(?:princip)?godkendte|vedtog|(?:gen|1\.\s?|2\.\s?)?behandlede|drøftede|tiltrådte"
    r"|anbefalede|afviste|afslog|udsatte|bevilgede|indstillede|forkastede|bemyndigede|genoptog"
    r"|prioriterede|udpegede|fastlagde|frigav|tilsluttede\ssig|traf|konstituerede|sendte|afsatte|pålagde"
    r"|valgte|bestemte|henviste|oversendte|nedsatte|ønskede|anmodede|bad|opfordrede|tildelte|stadfæstede|gav|meddelte|fastsatte|fastholdt"
    r"|ophævede|forlængede|reserverede|støttede)"
)
PRESENT_VERB = (
    r"(?:beslutter|godkender|vedtager|(?:1\.\s?|2\.\s?)?behandler|drøfter|tiltræder|anbefaler"
    r"|træffer|genoptager|prioriterer|tager\sstilling|tager\sendeligt?\sstilling)"
)
PARTICIPLE = (
    r"(?:(?:\d\.\s?)?(?:gen)?behandlet|(?:princip)?godkendt|besluttet|vedtaget|drøftet|tiltrådt|anbefalet"
    r"|afvist|udsat|bevilget|forelagt|fremlagt|præsenteret|orienteret|genoptaget|forkastet|frigivet"
    r"|truffet|prioriteret|taget\stil\sefterretning|taget\sstilling)"
)
_PASSIVE = (
    r"(?:(?:\d\.\s?)?behandles|godkendes|besluttes|vedtages|drøftes|tiltrædes|forelægges|fremlægges"
    r"|præsenteres|orienteres|genoptages|fremsendes|oversendes)"
)
INFINITIVE = (
    r"(?:(?:\d\.\s?)?behandle|godkende|beslutte|vedtage|drøfte|træffe|genoptage|tage\s(?:endelig\s)?stilling"
    r"|høre|orienteres|præsenteres)"
)
AUXILIARY = r"(?:har|havde|blev|bliver|er|skal|vil|kan)"
# Bestyrelsen · Menighedsrådet · foreningerne · Arrangørerne: no "bestyrelsens"
OTHERS = (
    r"\b(?:(?i:[\w-]*(?:bestyrelse|forening|gruppe|klub|kreds|laug|styrelse|organisation|forsamling)"
    r"(?:n|en|rne|erne))|[\w-]*(?:råd|nævn|forbund|selskab|ministeri|forum|institut|museum|museet|laug)"
    r"(?:et|ene|erne)|[\w-]*(?:skab|nævn)et|[\w-]*(?:arrangør|ejer|leder|partner|kommune)(?:ne|rne|erne)"
    r"|[A-ZÆØÅ][\w-]*(?:forsyning|klub|forening|laug)|KL|KKR)(?!\w)"
)
_OF_THE_DAY = r"\b(?:daværende|nuværende|tidligere|nye|afgående|forrige)\s(?P<then>udvalg)(?!\w)"
_HEARD = rf"(?:{PARTICIPLE}|{_PASSIVE}|forelagde|fremlagde|præsenterede)"
_BETWEEN = r"(?:[^\s.,;:()]+\s){0,4}?"


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may stand before and after a date that is a meeting's, and what refers without a date.

    Patterns named `before_…` end at the date, those named `after_…` begin behind it.
    """

    before_number: re.Pattern[str]
    before_meeting: re.Pattern[str]
    before_body: re.Pattern[str]
    before_verb: re.Pattern[str]
    before_act: re.Pattern[str]
    before_other: re.Pattern[str]
    after_verb: re.Pattern[str]
    after_participle: re.Pattern[str]
    after_body: re.Pattern[str]
    after_where: re.Pattern[str]
    body: re.Pattern[str]
    acts: re.Pattern[str]
    body_in_list: re.Pattern[str]
    next_meeting: re.Pattern[str]
    other_body: re.Pattern[str]
    before_meets: re.Pattern[str]
    before_clause: re.Pattern[str]
    before_object: re.Pattern[str]
    before_compound: re.Pattern[str]
    anybody: re.Pattern[str]

    @classmethod
    @lru_cache(maxsize=64)
    def knowing(cls, names: tuple[str, ...]) -> Grammar:
        """The grammar with the committees that the portal knows."""
        return _made(Bodies.knowing(names))


# "punkt 5" after a date: ", pkt. 258" · " (punkt 19)" · " under punkt nr. 22" · " som sag nr. 8"
AFTER_NUMBER = re.compile(
    rf"\s?(?:[,(–-]\s?|,?\s(?:under|som|ved|i)\s)?(?:jf\.?\s|se\s|under\s|som\s)?{NUMBER.format('number')}\)?"
    r"(?!\s(?:i|af)\s(?!dagsorden|byråd|udvalg|[A-ZÆØÅ]))",
    re.IGNORECASE,
)
# … besluttede udvalget at opsætte det (Punkt 255)
FAR_NUMBER = re.compile(rf"[^()]{{0,110}}?\((?:jf\.?\s)?{NUMBER.format('number')}\)", re.IGNORECASE)
# [den 4. marts] blev udvalget under punkt 3 præsenteret · [den 4. marts], hvor den var på som punkt 5
NEAR_NUMBER = re.compile(
    rf"(?:[^.,;:()]{{0,60}}?|,\shvor\s[^.,;:()]{{0,80}}?)\s(?:under|som)\s{NUMBER.format('number')}"
    r"(?!\s(?:på|i)\s(?:dagsordenen|denne|dagens|mødet))",
    re.IGNORECASE,
)
# Økonomiudvalget [den 19. maj 2025]: Anbefales.
HEAD_ENDS = re.compile(r"[ .|]*(?::|\Z)")
# 4. marts [og] 8. april · den 16. juni [henholdsvis] · [samt igen den]
BETWEEN_DATES = re.compile(
    rf"\s?(?:\(?{NUMBER.format('number')}\)?)?\s?(?:,|og|samt|eller|henholdsvis|hhv\.|,?\sog)"
    rf"(?:\s(?:igen|senest|på\sny|(?:anden|tredje|fjerde|sidste|seneste)\sgang|(?:anden|2\.\s?)?behandles|godkendes|vedtages))?\s?(?:{WEEKDAY}\s)?\Z",
    re.IGNORECASE,
)


def _made(bodies: Bodies) -> Grammar:
    named, any_of, genitive = bodies.named, bodies.any_of, bodies.genitive
    modifiers = rf"(?:(?:{_BEFORE_MEETING}|{named}s)\s)*"
    meeting_of = rf"(?i:{MEETING})(?:\snr\.\s?\d+)?(?:\s(?:i|for)\s(?P<body>{any_of})(?!\w))?"
    lead = rf"(?:\b(?i:{_PREPOSITION})\s)?"
    weekday = rf"(?:(?i:{WEEKDAY}),?\s)?"
    month = r"(?:i\s|for\s)?"
    end = rf"\s?[,(:–-]?\s?(?:(?i:afholdt|holdt)\s)?{weekday}{month}\Z"
    number = rf"(?i:{NUMBER.format('number')})"
    return Grammar(
        # punkt 44 'Titel', Møde i Udvalget [den …] · dagsordenspunkt 19 ([5. marts]) · punkt 14 fra [den …]
        before_number=re.compile(
            rf"(?:\b(?i:under|i|som)\s)?{number}(?:\s?[.,:]?\s?{_QUOTED})?\s?[.,]?\s?"
            rf"(?:\(|{lead}{modifiers}(?:{meeting_of}|(?P<body2>{any_of})(?!\w)"
            rf"|(?i:dagsorden(?:en)?)(?:\s(?:i|for)\s(?P<body3>{any_of})(?!\w))?)?{end}|{lead}{weekday}\Z)\Z"
        ),
        before_meeting=re.compile(
            rf"{lead}(?P<of>{modifiers})(?P<meeting>{meeting_of})"
            rf"(?P<is>(?:,?\s(?:der|som))?\s(?:er|bliver|holdes|afholdes|ligger|finder\ssted))?{end}"
        ),
        before_body=re.compile(
            rf"(?P<lead>\b(?i:i|af|for|hos|på|henholdsvis|og|samt)\s)?(?P<body>{any_of})(?!\w)"
            rf"(?P<mark>[,:–-]|\s[–-])?\s?\(?(?:(?i:til\s(?:beslutning|behandling|godkendelse)|senest|igen)\s)?"
            rf"{weekday}(?P<month>i\s)?\Z"
        ),
        # Byrådet godkendte [den …] · Udvalget har [den …] vedtaget
        before_verb=re.compile(
            rf"(?P<body>{any_of}),?\s(?:(?i:har|havde)\s)?(?:(?:{PAST_VERB}|{PRESENT_VERB})"
            rf"(?:\s(?i:enstemmigt|endeligt|senest|allerede|også|derfor))?"
            rf"|{AUXILIARY}\s(?:[^\s.,;:]+\s)?{PARTICIPLE}|(?P<aux>{AUXILIARY})|(?<=,\s)(?P<who>som|der))"
            rf"\s{weekday}{month}\Z"
        ),
        # Byrådets beslutning [den …]
        before_act=re.compile(
            rf"(?P<body>{genitive})\s(?:(?:beslutning|behandling|godkendelse|vedtagelse|drøftelse)(?:er)?)"
            rf"(?:\s(?:af\s)?|\saf(?:\s[^\s.,;:()]+){{1,4}}?(?<!\saf)(?<!\sfra)\s){weekday}\Z"
        ),
        # behandles i de fem KKR-områder i [april 2025]
        before_other=re.compile(
            rf"(?i:{PARTICIPLE}|{_PASSIVE})\s(?P<phrase>(?:i|af)\s(?P<other>(?:[\w-]+\s){{0,4}}?"
            rf"[\w-]*(?:KKR|råd|rådet|rådene|kreds|bestyrelse|bestyrelsen|forum|kontaktråd)[\w-]*))"
            rf"\s{weekday}(?:i\s)?\Z"
        ),
        # [den …] besluttede Udvalget · [den …] blev udvalget orienteret · [den …] skal udvalget drøfte
        after_verb=re.compile(
            rf",?\s(?:(?:{PAST_VERB}|{PRESENT_VERB})\s(?P<body>{any_of})(?!\w)"
            rf"|{AUXILIARY}\s(?P<body2>{any_of})(?!\w)\s{_BETWEEN}(?:{PARTICIPLE}|{INFINITIVE})\b)"
        ),
        # blev [den …] 2. behandlet og godkendt i Byrådet
        after_participle=re.compile(
            rf"(?:\s[^\s;:()]+){{0,3}}?\s{PARTICIPLE}(?:\s(?:og|samt)\s(?:\w+\s)?{PARTICIPLE})?"
            rf"\s(?:i|af|på\s{MEETING}\si)\s(?P<body>{any_of})(?!\w)"
        ),
        after_body=re.compile(rf"\s(?:på\s(?:et\s|sit\s)?{MEETING}\s)?i\s(?P<body>{any_of})(?!\w)"),
        # frem mod [maj], hvor udvalget endeligt godkender
        after_where=re.compile(
            rf",?\s(?:hvor|når|da)\s(?P<body>{any_of})(?!\w)\s{_BETWEEN}"
            rf"(?:{PAST_VERB}|{PRESENT_VERB}|{PARTICIPLE}|{INFINITIVE})\b"
        ),
        body=re.compile(rf"(?P<name>{named})(?P<genitive>s(?!\w))?(?!\w)"),
        # Udvalget drøfter … · Behandling i Byrådet
        acts=re.compile(
            rf"(?P<body>{any_of})(?!\w)\s{_BETWEEN}(?:{PRESENT_VERB}|{PARTICIPLE}|{INFINITIVE}|{PAST_VERB})\b"
            r"|\b(?i:behandling|drøftelse|godkendelse|beslutning|vedtagelse|møde|behandles|godkendes|drøftes"
            rf"|forelægges)\s(?i:i|af|for)\s(?P<body2>{any_of})(?!\w)"
        ),
        body_in_list=re.compile(rf"(?P<body>{any_of})(?!\w)"),
        next_meeting=re.compile(
            rf"\b(?i:på|ved|til|inden)\s(?:{genitive}\s)?(?P<article>(?i:det|de|et|en)\s)?"
            r"(?:(?i:af\sde)\s)?(?P<which>(?i:kommende|næste|først\s?kommende|næst\s?kommende|senere"
            r"|efterfølgende|seneste|sidste|forrige|foregående))\s(?:(?i:ordinære)\s)?"
            rf"(?i:{MEETING})(?:\s(?:i|for)\s(?P<body>{any_of})(?!\w))?"
        ),
        # Børneudvalgets behandling · udvalgets tidligere drøftelser
        other_body=re.compile(
            rf"(?P<body>{genitive})\s(?P<earlier>tidligere\s)?"
            r"(?:behandling(?:er)?|drøftelser?|beslutning(?:er)?)\b"
        ),
        # Udvalget mødes næste gang tirsdag [den …]
        before_meets=re.compile(
            rf"(?P<body>{any_of})(?!\w)\s(?:mødes|samles|mødtes|møder)"
            rf"(?:\s(?i:igen|næste|første|sidste|gang|på\sny|atter|ekstraordinært|ordinært|derfor|senest|efter\ssommerferien|,))*"
            rf"\s{weekday}\Z"
        ),
        # da Udvalget [i juni] drøftede · som Byrådet [den …] vedtog
        before_clause=re.compile(
            rf"\b(?i:da|at|hvor|hvorefter|idet|som|fordi|når|hvis|mens)\s(?P<body>{any_of})(?!\w)"
            rf"(?:\s(?:senest|allerede|først|også))?\s{weekday}(?:i\s)?\Z"
        ),
        # Udvalget fik en kort orientering [den …] · Byrådet behandler sagen [den …]
        before_object=re.compile(
            rf"(?P<body>{any_of})(?!\w)\s(?P<verb>{PAST_VERB}|{PRESENT_VERB}|(?:fik|modtog|får|modtager))"
            rf"\s(?P<object>(?:[^\s.,;:()]+\s){{1,7}}?){weekday}\Z"
        ),
        before_compound=re.compile(rf"{lead}(?P<of>{modifiers})\Z"),
        anybody=re.compile(
            rf"(?P<body>{any_of})(?P<genitive>s(?!\w))?(?!\w)|{_OF_THE_DAY}|(?P<other>{OTHERS})"
        ),
    )


def genitive_in(text: str, grammar: Grammar) -> str:
    """The first body that `text` names in the genitive: "Byrådets møde"."""
    return next((match["name"] for match in grammar.body.finditer(text) if match["genitive"]), "")
