"""Lock file, Docker files and README stay true."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


def test_the_lock_file_names_only_the_public_index():
    hosts = {
        urlsplit(address).netloc
        for address in re.findall(r'https?://[^"\s]+', (ROOT / "uv.lock").read_text())
    }
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text()
    lists = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", text, re.M | re.S)
    lines = [line for part in lists for line in part.splitlines()]
    assert len(lines) > 10
    assert [line for line in lines if not re.search(r'",\s+# \w', line)] == []


def test_compose_parses_and_its_variables_are_in_the_example():
    text = (ROOT / "docker-compose.yml").read_text()
    services = yaml.safe_load(text)["services"]
    example = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.M))
    used = set(re.findall(r"\$\{(\w+)", text)) | set(services["web"]["environment"])
    assert used <= example
    assert services["db"]["image"] == "postgres:17"
    assert services["web"]["depends_on"]["db"]["condition"] == "service_healthy"
    assert "healthcheck" in services["db"]
    assert not re.search(r"(?m)^\s+\w*(PASSWORD|SECRET)\w*: +[^$\s]", text)


def test_the_image_runs_as_an_ordinary_user_and_is_watched():
    text = (ROOT / "Dockerfile").read_text()
    last = text.split("FROM ")[-1]
    assert re.search(r"^USER sagsspor$", last, re.M)
    assert re.search(r"^HEALTHCHECK ", last, re.M)
    assert "uv sync --frozen" in text
    assert text.count("python:3.13-slim") == 2


def test_the_image_holds_everything_that_the_portal_reads_from():
    text = (ROOT / "Dockerfile").read_text()
    read = [*settings.LOCALE_PATHS, *settings.STATICFILES_DIRS, *settings.TEMPLATES[0]["DIRS"]]
    for folder in [*(Path(path).name for path in read), "cases", "committee"]:
        assert f"COPY {folder} {folder}\n" in text
    assert "COPY manage.py gunicorn.conf.py ./\n" in text


def test_the_readme_opens_with_what_it_is_a_picture_and_the_two_commands():
    start = (ROOT / "README.md").read_text()[:1200]
    assert (
        start.index("# Sagsspor")
        < start.index("](docs/images/")
        < start.index("make demo")
        < start.index("make test")
    )
    for image in re.findall(r"\]\((docs/[^)]+)\)", (ROOT / "README.md").read_text()):
        assert (ROOT / image).exists()


def test_links_between_documents_lead_somewhere():
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text()):
            assert (document.parent / link).exists(), (document.name, link)
