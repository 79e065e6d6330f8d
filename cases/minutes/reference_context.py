"""What stands around a date, or around a body's name, and tells whether a meeting is meant."""

from __future__ import annotations

import re

from cases.minutes.reference_grammar import PAST_VERB

# valg til Byrådet · formandskabet for Udvalget · en temadag for udvalget: no act of the body
NOT_THE_BODY = re.compile(
    r"(?:\bvalg\w*\s(?:til|af)|(?:formand\w*|formænd\w*|medlem\w*|repræsentant\w*|dag|besøg\w*|tur|møde[rt]?\smed)"
    r"\s(?:for|af|fra|i)?|\b(?:fra|med|om|hos|inviter\w*|indkald\w*|til))\s?\Z",
    re.IGNORECASE,
)
SENT_TO = re.compile(
    r"\b(?:(?:over|frem|videre)?sendes?|(?:over|frem)sendt|går|videre)\s(?:\w+\s)?til\s?\Z",
    re.IGNORECASE,
)
# oversendt fra [Byrådet den …]
SENT_FROM = re.compile(
    r"\b(?:(?:over|tilbage|videre)sendt|sendt(?=\stilbage)|hjemvist|henvist|genoptaget|kommet|modtaget\sretur)\s(?:tilbage\s)?fra\s?\Z",
    re.IGNORECASE,
)
# forelægges [Byrådet den …] · præsenteret for [udvalget den …]
HEARD_BEFORE = re.compile(
    r"(?:forelægges|forelagt|forelagde|fremlægges|fremlagt|fremlagde|præsenter\w+|orienter\w+|behandle\w*"
    r"|drøfte\w*|godkend\w*|vedtage\w*|beslut\w*|sendes|vises|behandling\w*)"
    r"\s(?:\w+\s){0,2}(?:(?:for|i|af):?\s)?\Z",
    re.IGNORECASE,
)
HEARING = re.compile(
    r"\b(?:behandle[st]|drøfte[st]|forelægges|forelagt|godkend(?:es|t)|vedtage[st])\b", re.I
)
# til mødet … i Kolding · mødet med styrelsen · møde på skolen: somebody else's
ELSEWHERE = re.compile(
    r"(?:\skl\.?\s?[\d.:]+)?\s(?:(?:i|på|hos|ved)\s(?!(?:Rådhus|Byrådssal|Mødelokale|Lokale|Sal\b|Teams))[A-ZÆØÅ]"
    r"|(?:med|mellem)\s(?!henblik|hensyn|afsæt|udgangspunkt|baggrund|følgende|det\b|den\b|en\b|et\b|\d))"
)
SOMEBODYS = re.compile(r"(?:\b[A-ZÆØÅ]{2,}|\b[A-ZÆØÅa-zæøå]{4,}s|\w-|\bKKR)\s?\Z")
SIGN_UP = re.compile(r"\b(?:til|om)meld\w*|\binviter\w*|\binvitation\w*|\bdeltager\w*\stil\b", re.I)
# pr. [31. marts] · senest [den 1. maj]: a deadline or the day of a letter, whatever number follows
NO_MEETING_DAY = re.compile(
    r"(?:\bpr\.|\bsenest|\binden|\bfrem\stil|\bfrist\w*|\bkraft|\bgælde\w*|\blov\w*|\bbekendtgørelse\w*"
    r"|\bbrev\w*|\bmail\w*|\baftale\w*|\bnotat\w*|\brapport\w*|\bbilag\w*)\s(?:af\s|fra\s|til\s)?\Z",
    re.IGNORECASE,
)
WITH_MONTH = re.compile(
    r"(?:\b(?:i|for|frem\smod|mod|fra|siden|til)\s(?:(?:starten|begyndelsen|slutningen|midten|løbet)\saf\s)?)\Z",
    re.I,
)
# har den 5. maj [enstemmigt godkendt]
PARTICIPLE_SOON = re.compile(
    r",?\s(?:[^\s.,;:]+\s){0,4}?(?:\d\.\s?)?(?:(?:gen|2\.\s)?behandle|godkend|principgodkend|beslut|vedtag|drøft|tiltråd|"
    r"anbefal|afvis|udsat|bevilg|forelagt|fremlagt|præsenter|orienter|genoptag|taget?\s(?:stilling|til))",
    re.IGNORECASE,
)
# Økonomiudvalget, som [den 20. maj] besluttede
VERB_SOON = re.compile(rf"\s(?:\w+\s)?{PAST_VERB}\b")
# Sagen er tidligere behandlet [den 4. marts] · genoptaget fra [den 4. marts]
CASE_HEARD = re.compile(
    r"(?:\b(?:sagen|punktet|emnet|forslaget)\s(?:er|var|har\sværet|blev)\s(?:(?:tidligere|senest|sidst|først)\s)?"
    r"(?:behandlet|drøftet|forelagt)|\b(?:genoptag\w*|udsat)\sfra)\s\Z",
    re.IGNORECASE,
)
CASE = re.compile(r"\b(?:sagen|punktet|emnet|forslaget)\s(?:er|var|har|blev|kom)\b", re.IGNORECASE)
IN_ANOTHER = re.compile(r"\s(?:i|af|ved|hos)\s")
