"""The app's registration with Django, and the work in the background by a Danish name."""

from django.apps import AppConfig
from django_tasks_db.apps import TasksAppConfig


class CasesConfig(AppConfig):
    """All of Sagsspor: minutes, cases, topics and the pages that show them."""

    name = "cases"
    verbose_name = "Referater og sager"
    default_auto_field = "django.db.models.BigAutoField"
    default = True


class BackgroundConfig(TasksAppConfig):
    """Work that a worker does. The package has no Danish names; its migrations keep its own."""

    verbose_name = "Arbejde i baggrunden"

    def ready(self) -> None:
        """Name the tasks in Danish in the administration."""
        super().ready()
        tasks = self.get_model("DBTaskResult")._meta
        tasks.verbose_name, tasks.verbose_name_plural = "opgave", "opgaver"
