"""Decisions: what a body decided on an item, word for word and in kind."""

from __future__ import annotations

from django.db import models
from django.db.models import Prefetch, Q

from cases.minutes.decisions import ROUTINE_KINDS, DecisionKind, Effect, is_formula
from cases.minutes.outcomes import Outcome, Verdict, clauses_of, compare, outcome_of
from cases.minutes.recommended import Asked, asked_by
from cases.minutes.votes import Vote, dissents_in, votes_in
from cases.models.item import AgendaItem, public_items_filter
from cases.models.origin import SetBy

# More than one paragraph: what comes after the first is often where the news is.
HAS_ADDITION = Q(text__contains="\n\n")


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reading rules for decisions."""

    def published(self) -> DecisionQuerySet:
        """Decisions of public items."""
        return self.filter(public_items_filter("item__"))

    def beyond_noting(self) -> DecisionQuerySet:
        """Without those that come to no more than "we have heard it" and say nothing besides."""
        only_heard = Q(kind__in=ROUTINE_KINDS) | Q(effect=Effect.NOTED)
        return self.exclude(only_heard & ~HAS_ADDITION)

    def newest_first(self) -> DecisionQuerySet:
        """By meeting, newest first; within a meeting in printed order."""
        return self.order_by(
            "-item__meeting__date", "-item__meeting__sequence", "item__meeting_id",
            "item__position", "position", "pk",
        )  # fmt: skip

    def oldest_first(self) -> DecisionQuerySet:
        """By meeting, oldest first; within a meeting in printed order."""
        return self.order_by(
            "item__meeting__date", "item__meeting__sequence", "item__meeting_id",
            "item__position", "position", "pk",
        )  # fmt: skip

    def for_cards(self) -> DecisionQuerySet:
        """With what a list of decisions shows."""
        from cases.models.topic import TopicLink

        return self.select_related("item__meeting__committee", "item__case").prefetch_related(
            "item__meeting__committee__names",
            Prefetch(
                "item__topic_links",
                TopicLink.objects.published().about_first(),
                to_attr="public_links",
            ),
        )


class Decision(models.Model):
    """The decision of one body on one item. Kind, effect and follow-up are three facts."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="decisions", verbose_name="punkt"
    )
    position = models.PositiveSmallIntegerField("rækkefølge", default=1)
    body = models.CharField(
        "besluttet af", max_length=200, blank=True, help_text="Tom: udvalget selv."
    )
    date = models.DateField("dato", null=True, blank=True, help_text="Tom: mødets dato.")
    text = models.TextField("beslutningens ord", help_text="Ord for ord som i referatet.")
    kind = models.CharField(
        "type",
        max_length=20,
        choices=[(kind.value, kind.label) for kind in DecisionKind],
        default=DecisionKind.UNKNOWN.value,
        db_index=True,
    )
    secondary = models.JSONField("også", default=list, blank=True, editable=False)
    effect = models.CharField(
        "virkning",
        max_length=24,
        blank=True,
        choices=[(effect.value, effect.label) for effect in Effect],
        help_text="Hvad en tiltrådt indstilling kom til at betyde, fx et afslag.",
    )
    follow_up = models.BooleanField("lægger op til mere", default=False)
    as_recommended = models.BooleanField(
        "som indstillet",
        null=True,
        blank=True,
        help_text="Ukendt, når der ingen indstilling er, eller ordene ikke kan sammenlignes.",
    )
    set_by = models.CharField(
        "afgjort", max_length=6, choices=SetBy.choices, default=SetBy.RULE, editable=False
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "beslutning"
        verbose_name_plural = "beslutninger"
        ordering = ["item", "position"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="decision_has_a_text")]

    def __str__(self) -> str:
        return self.paragraphs[0][:80]

    @property
    def paragraphs(self) -> list[str]:
        """The text's paragraphs, word for word."""
        return self.text.split("\n\n")

    @property
    def votes(self) -> tuple[Vote, ...]:
        """How the body voted, as far as the words say it."""
        return votes_in(self.paragraphs)

    @property
    def dissents(self) -> tuple[str, ...]:
        """The paragraphs in which somebody has a differing opinion entered."""
        return dissents_in(self.paragraphs)

    @property
    def outcome(self) -> Outcome:
        """What the rules make of its words, whatever a person has said."""
        item = self.item
        return outcome_of(self.paragraphs, item.parsed_recommendation, item.recommendation)

    @property
    def compared(self) -> Verdict:
        """Whether its kind and effect, as they stand now, are what was recommended, and why."""
        return compare(
            DecisionKind(self.kind),
            self.secondary,
            Effect(self.effect) if self.effect else None,
            self.paragraphs,
            self._clauses,
        )

    @property
    def asked(self) -> list[Asked]:
        """What the recommendation asked for, in a fixed order."""
        asked = asked_by(self._clauses)
        return [each for each in Asked if each in asked]

    @property
    def _clauses(self) -> list[str]:
        return clauses_of(self.item.parsed_recommendation, self.item.recommendation)

    @property
    def is_formula(self) -> bool:
        """Whether it only says yes or "noted" in the usual words, and not to what."""
        return all(is_formula(paragraph) for paragraph in self.paragraphs)

    @property
    def begins_with_formula(self) -> bool:
        """Whether the first paragraph is only the usual words."""
        return is_formula(self.paragraphs[0])

    @property
    def own_words(self) -> str:
        """The text without a first paragraph that is only the usual words, if anything is left."""
        rest = self.added_paragraphs if self.begins_with_formula else []
        return "\n\n".join(rest) or self.text

    @property
    def added_paragraphs(self) -> list[str]:
        """Everything after the first paragraph: often where the news is."""
        return self.paragraphs[1:]
