"""The WSGI application that gunicorn serves."""

import gc
import logging
import os
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connection

from cases.search.danish_words import lemma

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")

if not settings.SECRET_KEY_IS_SET:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Put a long random text in the environment or in .env "
        "(python -c 'import secrets; print(secrets.token_urlsafe(50))'), or run `make demo`."
    )
application = get_wsgi_application()
# Every page's module, and then what is loaded is set apart: it stays as long as the process, and to
# look through it for garbage would hold up one answer in fifty by a tenth of a second.
import_module(settings.ROOT_URLCONF)
lemma("")  # reads the dictionary now, and not while somebody waits
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
logging.getLogger("sagsspor").info("database: %s", connection.vendor)
