"""Words as the rules that suggest compare them: without endings, and without those that say nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from cases.minutes.danish import MONTHS, WEEKDAYS
from cases.search.analyser import fold

TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# jobmesse, jobmessen, jobmesserne, jobmessens · indsats, indsatsen · butik, butikker
_ENDING = re.compile(r"(?:erne|ene|ens|en|ets|et|ers|er|es|e|s)s?$")
_SHORTEST = 4


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What the forms of a noun have in common. A key to compare by, not a word to show."""
    folded = fold(word)
    if len(folded) <= _SHORTEST:
        return folded
    ending = _ENDING.search(folded)
    if ending and ending.start() >= _SHORTEST:
        folded = folded[: ending.start()]
    folded = re.sub(r"s$", "", folded) if len(folded) > _SHORTEST else folded
    return re.sub(r"([^\W\d_])\1$", r"\1", folded)


# What titles of items are made of, whatever they are about.
_GENERIC = """
    administration administrationen afrapportering afslag afsluttende aftale anbefaling anmodning ansøgning
    behandling beretning beslutning bevilling dagsorden drøftelse eventuelt fastlæggelse fastsættelse forelæggelse
    forhold formand forslag forventning fremadrettet fremlæggelse frigivelse generel godkendelse gennemgang
    herunder høring igangsættelse indhold indsats indstilling initiativ introduktion kommende kommune kommunal
    lukket meddelelse medlem mulighed møde ny nye oplæg opfølgning opgave opsamling orientering overblik
    plan prioritering proces præsentation punkt rapport redegørelse referat retning resultat revideret sag
    samarbejde samt stillingtagen status tidsplan tiltag udkast udmøntning udpegning udtalelse udvalg udvikling
    administrativ center danmark drift folketing formandskab formidling implementering invitation regering
    rundvisning sammenhængende serviceområde udvalgsmøde virksomhed borger medarbejder leverandør indkøb
    underskrift valg vedr vedrørende vedtagelse vurdering ændring ønske åbent område arbejde styrket fælles
    blandt dem den det der efter for fra hos hvor hvordan ikke mellem sig
    med men mod når og også om over pr på samt som til uden under ved vil
"""
_BOILERPLATE = frozenset(stem(word) for word in (*_GENERIC.split(), *MONTHS, *WEEKDAYS))
# Beskæftigelsesudvalget · Socialforvaltningen · Økonomiafdelingen · Lindebæk Kommune
_OFFICE = re.compile(
    r"(?:udvalg|forvaltning|afdeling|direktør|direktion|magistrat|kommun|byråd|kommunalbestyrels|sekretariat"
    r"|ministeri|styrel)$"
)


@lru_cache(maxsize=200_000)
def is_boilerplate(stemmed: str) -> bool:
    """Whether a stem is a word of any title, a month or day, or the name of an office."""
    return len(stemmed) < 3 or stemmed in _BOILERPLATE or bool(_OFFICE.search(stemmed))
