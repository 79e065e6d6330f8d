"""Settings come from the environment, are documented, and are safe by default."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "x" * 30 + "abcdefghijklmnopqrstuvwxyz0123456789",
    "ALLOWED_HOSTS": "referater.example.dk",
}


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code with the portal's settings and nothing else in the environment."""
    clean = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "committee.settings",
        **environment,
    }
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    return subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, timeout=60)


def setting(name: str, **environment: str) -> str:
    code = f"from django.conf import settings; print(settings.{name})"
    finished = run(code, **environment)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.strip()


def test_every_setting_is_in_the_example_and_the_other_way_round():
    source = (ROOT / "committee" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))
    example = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.M))
    compose_only = {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"}
    assert read == example - compose_only
    assert compose_only < example


def test_defaults_are_safe_for_production():
    assert setting("DEBUG") == "False"
    assert setting("SECURE_SSL_REDIRECT") == "True"
    assert setting("SESSION_COOKIE_SECURE") == "True"
    assert setting("ALLOWED_HOSTS") == "[]"
    assert setting("DATABASES['default']['ENGINE']").endswith("sqlite3")


def test_nothing_is_served_without_a_secret_key_and_the_error_says_what_to_do():
    finished = run("import committee.wsgi")
    assert finished.returncode != 0
    assert "SECRET_KEY is not set" in finished.stderr
    assert run("import committee.wsgi", **PRODUCTION).returncode == 0


def test_a_database_url_chooses_the_database():
    engine = "DATABASES['default']['ENGINE']"
    assert setting(engine, DATABASE_URL="postgresql://u:p@h/d").endswith("postgresql")
    assert (
        setting("DATABASES['default']['NAME']", DATABASE_URL="sqlite:////tmp/x.sqlite3")
        == "/tmp/x.sqlite3"
    )


def test_a_bucket_moves_attachments_to_an_s3_store_and_nothing_else():
    code = "from committee.settings import STORAGES as s; print(s['attachments'], s['default'])"
    bucket = {
        "ATTACHMENT_STORAGE_BUCKET": "bilag",
        "ATTACHMENT_STORAGE_ENDPOINT": "https://s3.example",
    }
    said = {
        name: subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
        ).stdout
        for name, environment in (("without", {}), ("with", bucket))
    }
    assert said["without"].count("FileSystemStorage") == 2
    assert "S3Storage" in said["with"]
    assert "'bucket_name': 'bilag', 'endpoint_url': 'https://s3.example'" in said["with"]
    assert said["with"].count("FileSystemStorage") == 1


def test_djangos_own_deployment_check_is_content():
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = {"PATH": os.environ["PATH"], **PRODUCTION}
    finished = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert finished.returncode == 0, finished.stderr
