"""Who said it: a rule or a person. A person's word beats a rule's and survives re-import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SetBy(models.TextChoices):
    """The origin of a value that a rule can infer."""

    RULE = "rule", _("fundet af en regel")
    PERSON = "person", _("sat af en medarbejder")
