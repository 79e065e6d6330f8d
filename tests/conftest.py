"""What every test may use, and on which database they run."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent


def pytest_report_header() -> str:
    """Name the database at the head of every run."""
    return f"database: {connection.vendor}"


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    """A test that visited an English page leaves nothing to the next."""
    with translation.override("da"):
        yield


@pytest.fixture(autouse=True)
def _own_files(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> None:
    """Uploads of a test go to its own folder, or beside those of `lasting_rows`; set in a way that
    the storages hear of."""
    if "lasting_rows" not in request.fixturenames:
        settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def lasting_rows(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Rows that the module's fixtures make are there for each of its tests, as they were made, and
    are taken away after the last. For rows that take long to make."""
    own_files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with own_files, django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def minutes_dir() -> Path:
    """The five real minutes beside the checkout; skipped without them, but a failure in CI."""
    folder = ROOT.parent / "shared" / "minutes"
    if not folder.is_dir():
        reason = f"the real minutes are not at {folder}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
