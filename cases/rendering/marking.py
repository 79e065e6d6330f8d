"""A decision and its recommendation side by side, with the words marked that only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.minutes.own_words import Vocabulary
from cases.models import Decision
from cases.rendering.dates import page_language


@dataclass(frozen=True, slots=True)
class Against:
    """What a text is held against: the other one's words, and what is read out before each mark."""

    words: Vocabulary
    spoken: str

    def marked(self, text: str) -> SafeString:
        """The text, escaped, with the words in `<mark>` that the other one lacks."""
        parts, done = [], 0
        for start, end in self.words.lacking_in(text):
            before = f'<span class="sr-only"{page_language()}>[{escape(self.spoken)}] </span>'
            marked = f'<mark class="own">{before}{escape(text[start:end])}</mark>'
            parts += [escape(text[done:start]), marked]
            done = end
        return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308  # each part is escaped


def against_recommendation(decision: Decision, clauses: Sequence[str]) -> Against | None:
    """What to hold a decision against; None where its words and the clauses cannot be compared."""
    recommended = Vocabulary.of(" ".join(clauses))
    own = "" if decision.is_formula else decision.text
    comparable = Vocabulary.of(own).compares(recommended)
    return Against(recommended, _("kun i beslutningen:")) if comparable else None


def marked_clauses(clauses: Sequence[str], decisions: Sequence[Decision]) -> list[SafeString]:
    """Each clause; one that a decision answers in other words with what the decision lacks marked."""
    words = Vocabulary.of(" ".join(row.text for row in decisions))
    against = Against(words, _("kun i indstillingen:"))
    return [
        against.marked(clause)
        if Vocabulary.of(clause).compares(words)
        else format_html("{}", clause)
        for clause in clauses
    ]
