"""Who said it: a rule or a person. A person's word beats a rule's and survives re-import."""

from django.db import models


class SetBy(models.TextChoices):
    """The origin of a value that a rule can infer."""

    RULE = "rule", "fundet af en regel"
    PERSON = "person", "sat af en medarbejder"
