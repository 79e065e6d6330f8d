"""Makes the database, files and static files of a site, and writes where its pages are.

Run as `python -m tests.browser.prepare <folder of minutes> <file for the addresses>`.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(minutes: Path, target: Path) -> None:
    """Fill an empty site."""
    django.setup()
    from tests import pages

    call_command("migrate", verbosity=0)
    pages.fill(minutes)
    with Path(os.devnull).open("w") as silence:
        call_command("createsuperuser", interactive=False, stdout=silence)
        call_command("collectstatic", interactive=False, verbosity=0, stdout=silence)
    target.write_text(json.dumps(pages.addresses(), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
