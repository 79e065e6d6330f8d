"""The WSGI application that gunicorn serves."""

import logging
import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")

if not settings.SECRET_KEY_IS_SET:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Put a long random text in the environment or in .env "
        "(python -c 'import secrets; print(secrets.token_urlsafe(50))'), or run `make demo`."
    )
application = get_wsgi_application()
logging.getLogger("sagsspor").info("database: %s", connection.vendor)
