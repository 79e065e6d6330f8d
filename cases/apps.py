"""The app's registration with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """All of Sagsspor: minutes, cases, topics and the pages that show them."""

    name = "cases"
    verbose_name = "Referater og sager"
    default_auto_field = "django.db.models.BigAutoField"
