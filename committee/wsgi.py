"""The WSGI application that gunicorn serves."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")

application = get_wsgi_application()


def _say_which_database() -> None:
    from django.db import connection

    logging.getLogger("sagsspor").info("database: %s", connection.vendor)


_say_which_database()
