"""Writes the made-up minutes of tests/golden in every format: `.venv/bin/python -m tests.documents.make`.

The files are committed, so that a change of a library that writes them is no change of a test.
"""

from pathlib import Path

from tests.golden import aarhus_like, every_format, viborg_like
from tests.golden.as_export import sbsys
from tests.golden.as_html import page, tagged_pdf
from tests.golden.as_pdf import untagged_pdf
from tests.golden.as_text import markdown, plain
from tests.golden.as_word import word
from tests.golden.model import Minutes

HERE = Path(__file__).parent
WRITERS = {
    "input-tagged.pdf": tagged_pdf,
    "input-untagged.pdf": untagged_pdf,
    "input.docx": word,
    "input.html": lambda minutes: page(minutes).encode(),
    "input.md": lambda minutes: markdown(minutes).encode(),
    "input.txt": lambda minutes: plain(minutes).encode(),
    "input.xml": sbsys,
}
SETS: dict[str, tuple[Minutes, tuple[str, ...]]] = {
    "every_format": (every_format.MINUTES, tuple(WRITERS)),
    "every_format_viborg": (
        viborg_like.MINUTES,
        ("input-untagged.pdf", "input.docx", "input.html", "input.txt"),
    ),
    "every_format_aarhus": (
        aarhus_like.MINUTES,
        ("input-tagged.pdf", "input.docx", "input.html", "input.txt"),
    ),
}


def main() -> None:
    """Write every file of every set."""
    for folder, (minutes, names) in SETS.items():
        (HERE / folder).mkdir(exist_ok=True)
        for name in names:
            (HERE / folder / name).write_bytes(WRITERS[name](minutes))


if __name__ == "__main__":
    main()
