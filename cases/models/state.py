"""What a person has said of something that a rule suggested."""

from django.db import models


class LinkState(models.TextChoices):
    """What a person has said of a link. A rejection is remembered."""

    SUGGESTED = "suggested", "foreslået"
    CONFIRMED = "confirmed", "bekræftet"
    REJECTED = "rejected", "afvist"
