"""The texts of made-up minutes: words by their shares in sentences, with a subject that returns."""

from __future__ import annotations

import datetime as dt
import random

from bench.vocabulary import Vocabulary
from cases.minutes.danish import MONTHS, format_date

# About one sentence in nine says something that minutes say; the others are only words.
_TELLING, _TELLING_WORDS, _RARE = 0.11, 10, 0.06
_SENTENCES = (
    "Sagen blev drøftet på udvalgsmødet den {past} (punkt {number}).",
    "Der afsættes {number}00.000 kr. om året til {subject}.",
    "Udvalget ønsker en ny status på udvalgsmødet i {month}.",
    "Naboerne til {street} {number} har fået brev om {subject}.",
    "Forvaltningen vurderer, at {subject} kan holdes inden for rammen på {number} mio. kr.",
    "Der er kommet {number} høringssvar om {subject}.",
    "Arbejdet med {subject} fortsætter, og borgerne inddrages undervejs.",
)
_TITLES = (
    "Orientering om {}", "Godkendelse af {}", "Drøftelse af {}", "Status på {}", "Ansøgning om {}",
    "Forslag om {}", "Evaluering af {}", "Anlægsbevilling til {}", "Høring om {}", "{}",
)  # fmt: skip
_ATTACHMENTS = ("Notat om {}", "Bilag {n} {}", "Høringssvar {}", "Kort over {}", "Regneark {n}")
# Every kind of decision with words of its own, and how often it is made.
DECISIONS = (
    ("noted", "Taget til efterretning.", 26),
    ("adopted", "Indstillingen er tiltrådt.", 22),
    ("approved", "Godkendt.\n\nUdvalget ønsker en evaluering af {subject} om et år.", 18),
    ("recommended", "Udvalget anbefaler Byrådet at godkende {subject}.", 8),
    ("discussed", "Drøftet.", 7),
    ("postponed", "Udsat.\n\nSagen om {subject} tages op igen på det kommende møde.", 5),
    ("amended", "Tiltrådt med den ændring, at {subject} begynder et halvt år senere.", 3),
    ("decided", "Udvalget besluttede at afsætte midler til {subject}.", 3),
    ("referred", "Sendt tilbage til forvaltningen med henblik på nye oplysninger.", 2),
    ("rejected", "Udvalget kan ikke imødekomme ansøgningen om {subject}.", 2),
    ("withdrawn", "Punktet udgår.", 1),
    ("nothing_to_report", "Intet at bemærke.", 1),
    ("protocol_signed", "Protokollen er underskrevet.", 1),
    ("unknown", "Udvalget besøgte stedet.", 1),
)


class Writer:
    """Writes the parts of an item, each from the same chance."""

    def __init__(self, chance: random.Random, vocabulary: Vocabulary) -> None:
        self.chance = chance
        self.vocabulary = vocabulary
        self.themes = vocabulary.themes

    def subject(self) -> str:
        """What a case is about: `skolereformen`, sometimes with a place."""
        subject = self.chance.choice(self.themes).definite
        return f"{subject} ved {self._street()}" if self.chance.random() < 0.3 else subject

    def title(self, subject: str) -> str:
        """A heading as agendas have them."""
        title = self.chance.choice(_TITLES).format(subject)
        return title[0].upper() + title[1:]

    def attachment(self, subject: str) -> str:
        """The name of an attachment as printed."""
        return self.chance.choice(_ATTACHMENTS).format(subject, n=self.chance.randint(1, 9))

    def recommendation(self, words: int, subject: str) -> str:
        """Who recommends, and two clauses."""
        drawn = " ".join(self.vocabulary.draw(self.chance, max(3, words)))
        return f"Direktøren indstiller\n\n- at udvalget godkender {subject}\n- at {drawn}"

    def paragraphs(self, words: int, day: dt.date, subject: str) -> str:
        """Paragraphs of about eighty words."""
        number = max(1, words // 80)
        return "\n\n".join(self.text(words // number, day, subject) for _ in range(number))

    def text(self, words: int, day: dt.date, subject: str) -> str:
        """Sentences of six to eighteen words, that many words in all."""
        chance = self.chance
        drawn = self.vocabulary.draw(chance, words)
        sentences, left = [], words
        while left > 0:
            if chance.random() < _TELLING:
                sentences.append(self._telling(day, subject))
                left -= _TELLING_WORDS
            sentence = drawn[: min(max(left, 1), 6 + int(chance.random() * 13))]
            del drawn[: len(sentence)]
            left -= len(sentence)
            if chance.random() < _RARE:
                sentence[-1] = self.vocabulary.rare(chance)
            sentences.append(f"{' '.join(sentence).capitalize()}.")
        return " ".join(sentences)

    def _telling(self, day: dt.date, subject: str) -> str:
        chance = self.chance
        return chance.choice(_SENTENCES).format(
            past=format_date(day - dt.timedelta(days=14 * chance.randint(1, 9))),
            number=chance.randint(2, 90),
            month=chance.choice(MONTHS),
            street=self._street(),
            subject=subject,
        )

    def _street(self) -> str:
        return self.chance.choice(self.vocabulary.streets)
