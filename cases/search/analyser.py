"""Turns text into the words by which it is compared and searched. Plain Python, alike everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, product

import Stemmer

from cases.minutes.danish import INVISIBLE, fold_look_alikes

# § · 28.4.2026 · 1.250.000,50 · 16:30 · varmestuen · A00
WORD = re.compile(r"\w++(?:(?<=\d)[.,:](?=\d)\w++)*+|§")
# varme|-stue, as letters on either side of a hyphen
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+\Z"), re.compile(r"[^\W\d_]+")
# A word that is longer is not a word; both engines have limits on them.
_LONGEST = 80
# Marks of no width, and letters that may look like Latin ones.
_STRANGE = re.compile(f"{INVISIBLE.pattern[:-1]}\u0370-\u04ff]")
_STEMMER = Stemmer.Stemmer("danish")
# Snowball takes these off too, and lets "ledig", "ledelse" and "leder" meet in "led".
_DERIVED = ("ig", "lig", "elig", "els")
_SHORT_STEM = 3
# by, byen, byerne; sø, søer; stue, stuen: too short for the rules of Snowball
_SHORT = re.compile(r"([^\W\daeiouyæøå]+[aiouyæøå])e(?:n|ns|r|rs|rne|rnes|t|ts|s)?")
_LOST_E = re.compile("[bdfgkmnpstv]l$")
_DOUBLE_BEFORE_EL = re.compile(r"([bdfgkmnpst])\1el$")
# What the two rules above may have made of other letters.
_CHANGED_EL = re.compile("[bdfgkmnpstv]el$")
# What the stemmer leaves of a longer form, and of the word itself takes off: indsats-en, indsat-s.
_MORE = re.compile("(?:hed|itet|orden|[bdfgklmnprtv]s)$")
# Verbs that end as others do in "løbende": godkende, anvende, indsende.
_VERB_IN_END = re.compile(
    "((?:|god|be|er|gen|aner)kend|(?:|an|hen|om|ind|ud|gen|genan)vend"
    "|(?:|ud|ind|frem|til|af|over|videre)send)es?"
)
# Verbs whose stem is that of another word where its double letter goes: lægge, læge.
DOUBLED = frozenset(["læg"])
# Forms of one word that the stemmer tells apart; of words that minutes are full of.
_SAME = {
    "budg": "budget",
    "børn": "barn",
    "mænd": "mand",
    "bøg": "bog",
    "fødd": "fod",
    "hænd": "hånd",
    "mødr": "mor",
    "fædr": "far",
    "kursus": "kurs",
    "proc": "proces",
}
# A form of "meget", and not of "mester" and "borgmester".
_NO_STEM_OF_ITS_OWN = {"mest": "meg"}
# The endings that make a noun of a verb, after so many letters that hardly another word is left.
_NOUN_OF_VERB = re.compile(r"(?<=.{5})(?:els|n?ing)$")
_LONG_VERB = 5
# What people write who have no æ, ø and å at hand; and Aarhus beside Århus.
_SPELLED = (("æ", "ae"), ("ø", "oe"), ("å", "aa"))


def fold(text: str) -> str:
    """`text` in lower case, composed, with look-alike letters as Latin ones and single spaces."""
    composed = unicodedata.normalize("NFKC", text)
    return " ".join(fold_look_alikes(composed).casefold().split())


def words(text: str) -> list[str]:
    """The words of a text in order, folded; numbers keep their inner dots and commas."""
    found: list[str] = WORD.findall(folded(text))
    if max(map(len, found), default=0) > _LONGEST:
        return [word[:_LONGEST] for word in found]
    return found


def folded(text: str) -> str:
    """`text` as its words are compared: as `fold`, without invisible marks, with spaces as they are."""
    if (western := _folded_western(text)) is not None:
        return western
    composed = unicodedata.normalize("NFKC", text)
    if (western := _folded_western(composed)) is not None:
        return western
    if _STRANGE.search(composed):  # hardly any text has one
        composed = fold_look_alikes(unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))
    return composed.lower().replace("_", " ")


# Of the letters and signs of Western Europe: those that are written otherwise when they are composed,
# with the hyphen that is not seen; and each as `folded` writes it.
_LATIN = "".join(map(chr, range(256)))
_WRITTEN_OTHERWISE = "".join(
    sign for sign in _LATIN if unicodedata.normalize("NFKC", sign) != sign or sign == "\u00ad"
).encode("latin-1")
_FOLDED = _LATIN.lower().replace("_", " ").encode("latin-1")


def _folded_western(text: str) -> str | None:
    """As `folded`, for a text of nothing but common letters and signs of Western Europe, as most are;
    else None. It takes a fifth of the time."""
    try:
        letters = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    found = letters.translate(_FOLDED, _WRITTEN_OTHERWISE)
    return found.decode("latin-1") if len(found) == len(letters) else None


def joined_words(text: str) -> list[str]:
    """Words written with a hyphen, as one: `varme-stue` is also `varmestue`."""
    found: list[str] = []
    joined = ""
    for before, after in pairwise(text.replace("‐", "-").replace("‑", "-").split("-")):
        first, last = _LAST_WORD.search(before[-_LONGEST:]), _FIRST_WORD.match(after)
        if first and last:
            is_whole = last.end() == len(after)  # another hyphen follows: a-b-c
            joined = (joined or first[0]) + last[0]
            if not is_whole:
                found.append(joined)
                joined = ""
        elif joined:
            found.append(joined)
            joined = ""
    return words(" ".join([*found, joined]))


def folded_in_place(text: str) -> str | None:
    """As `folded`, where each letter then stands where it stands in the text itself; else None."""
    if (western := _folded_western(text)) is not None:
        return western
    is_plain = unicodedata.is_normalized("NFKC", text) and not INVISIBLE.search(text)
    plain = folded(text) if is_plain else ""
    return plain if len(plain) == len(text) else None


def placed_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of a text begins and ends, and the word as `words` gives it.

    For texts that cannot be `folded_in_place`: the places are those of whole pieces between spaces.
    """
    for match in re.finditer(r"\S+", text):
        for word in words(match[0]):
            yield match.start(), match.end(), word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What the forms of a folded word have in common: a key to compare by, not a word to show."""
    if short := _SHORT.fullmatch(word):
        return "stue" if short[1] == "stu" else short[1]  # STU is another word
    if word in _NO_STEM_OF_ITS_OWN:
        return _NO_STEM_OF_ITS_OWN[word]
    if verb := _VERB_IN_END.fullmatch(word):
        return verb[1]
    stemmed: str = _STEMMER.stemWord(word)
    if len(stemmed) > 4 and _MORE.search(stemmed):
        stemmed = _STEMMER.stemWord(stemmed)
    ending = word[len(stemmed) :]
    if stemmed in DOUBLED and ending[:1] == stemmed[-1]:
        return stemmed + stemmed[-1]
    # It makes one letter of two before them too: "rettelse" is no form of "ret".
    twice = ending[:1] if len(stemmed) <= _SHORT_STEM and ending[:1] == stemmed[-1] else ""
    for more in _DERIVED:
        if ending.startswith(twice + more):
            stemmed += twice + more
            break
    # jobcenter, jobcentret; cykel, cykler; middel, midler: the e that comes and goes
    if len(stemmed) > 4 and stemmed.endswith("tr"):
        stemmed = stemmed[:-1]
    elif _LOST_E.search(stemmed):
        stemmed = f"{stemmed[:-1]}el"
    stemmed = _DOUBLE_BEFORE_EL.sub(r"\1el", stemmed)
    return _SAME.get(stemmed, stemmed)


def as_last_part(word: str) -> str:
    """What is left of a word at the end of a longer one, whose stem is another: `plig` of `pligt`, for
    the stem of `arbejdspligt`; `stu` of `stue`."""
    return stem(f"{_BEFORE_IT}{word}").removeprefix(_BEFORE_IT)


# Any word that may stand before another.
_BEFORE_IT = "samling"


def beginnings(stemmed: str) -> set[str]:
    """How words with a stem, and compounds that it is the first part of, are written in their first
    letters: `rusmiddelbrug` and `nøgletal` with the stems `rusmidel` and `nøgel`."""
    written = {stemmed}
    if _CHANGED_EL.search(stemmed):
        written |= {f"{stemmed[:-2]}l", f"{stemmed[:-2]}{stemmed[-3]}el"}
    return written


def derived(stemmed: str) -> set[str]:
    """The stems that nouns of a verb, and the verb of a noun, may have: `inddragels` with `inddrag`,
    `rekruttering` with `rekrut`, `vejledning` with `vejled`."""
    if ending := _NOUN_OF_VERB.search(stemmed):
        before = stemmed[: ending.start()]
        verbs = {stem(f"{before}e"), stem(f"{stemmed.removesuffix('ing')}e")} - {stemmed}
        return {verb for verb in verbs if len(verb) >= _LONG_VERB}
    if len(stemmed) < _LONG_VERB:
        return set()
    return {stemmed + ending for ending in ("els", "ing", "ning", "ering", f"{stemmed[-1]}ering")}


def spellings(word: str) -> set[str]:
    """Other ways in which a word may be spelled: `oekonomi` for `økonomi`, `aarhus` for `århus`,
    `flexjob` for `fleksjob`, `500000` for `500.000`.

    At most eight letters are turned, so that a strange word does not make thousands.
    """
    both = {pair: letters for letter, pair in _SPELLED for letters in [(pair, letter)]}
    parts = re.split("(ae|oe|aa)", word, maxsplit=3)
    found = {"".join(way) for way in product(*(both.get(part, (part,)) for part in parts))}
    if "å" in word:
        found.add(word.replace("å", "aa"))
    if "x" in word:
        found.add(word.replace("x", "ks"))
    if len(word) > 4 and word.isdecimal():
        found.add(f"{int(word):,}".replace(",", "."))
    return found - {word}
