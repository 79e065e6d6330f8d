"""What a rule suggests and a person judges: a rejection is remembered, a confirmation stays."""

from django.db import models

from cases.models.origin import SetBy


class LinkState(models.TextChoices):
    """What a person has said of a link. A rejection is remembered."""

    SUGGESTED = "suggested", "foreslået"
    CONFIRMED = "confirmed", "bekræftet"
    REJECTED = "rejected", "afvist"


class Judged(models.Model):
    """Something found by a rule or set by a person, and what a person has said of it."""

    state = models.CharField(
        "tilstand", max_length=9, choices=LinkState.choices, default=LinkState.SUGGESTED
    )
    set_by = models.CharField(
        "fundet af", max_length=6, choices=SetBy.choices, default=SetBy.RULE, editable=False
    )

    class Meta:
        abstract = True


class Weighed(Judged):
    """A suggestion with the reasons for it and how much they weigh."""

    score = models.PositiveSmallIntegerField("point", default=0, editable=False)
    evidence = models.JSONField("bevis", default=list, blank=True, editable=False)

    class Meta:
        abstract = True
