"""What tools set up once and find again: groups of packages, and a server that keeps its data."""

import os
import shutil
import sys
from pathlib import Path

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import bootstrap
from private_postgres import find_binaries, private_postgres


def test_a_group_stands_for_the_rest_of_the_packages_and_not_for_another_group():
    bare, browser, bench = map(bootstrap.wanted_stamp, ("", "browser", "bench"))
    assert bootstrap.stamps_enough("") == {bare, browser, bench}
    assert bootstrap.stamps_enough("browser") == {browser}
    assert bootstrap.stamps_enough("bench") == {bench}


def test_a_server_with_a_folder_finds_its_data_again(tmp_path_factory):
    binaries = find_binaries()
    if binaries is None and os.environ.get("CI") == "true":
        pytest.fail("PostgreSQL is not installed: CI never goes without it")
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path("/var/tmp")  # the user that PostgreSQL runs as reaches it
    kept = folder / f"sagsspor-test-{tmp_path_factory.getbasetemp().name}"
    try:
        with private_postgres(binaries, kept) as url, psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 33 AS number")
        with private_postgres(binaries, kept) as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (33,)
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
    finally:
        shutil.rmtree(kept, ignore_errors=True)
