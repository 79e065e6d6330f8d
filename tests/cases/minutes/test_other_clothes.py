"""The five real minutes as other converters and editors would have left them read the same."""

import re
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from cases.minutes.as_json import as_json
from cases.minutes.parser import read_minutes
from tests.cases.minutes.test_ground_truth import FILES

SECTIONS = "Resume|Sagsfremstilling|Indstilling|Beslutning|Bilag|Kommunikation"
HEADING = re.compile(rf"^([#* ]*)({SECTIONS})(\**)$", re.M)


def wrap(text: str, width: int) -> str:
    """`text` hard-wrapped as an editor does it; table rows are left whole."""
    lines = []
    for line in text.split("\n"):
        indent = "  " if line.startswith("- ") else ""
        whole = "\t" in line or line.startswith("|")
        lines.append(
            line
            if whole
            else textwrap.fill(
                line,
                width,
                subsequent_indent=indent,
                break_on_hyphens=False,
                break_long_words=False,
            )
        )
    return "\n".join(lines)


CLOTHES: dict[str, Callable[[str], str]] = {
    "wrapped at 72": lambda t: wrap(t, 72),
    "wrapped at 90": lambda t: wrap(t, 90),
    "no blank lines": lambda t: re.sub(r"\n\n+", "\n", t),
    "a blank line after every line": lambda t: t.replace("\n", "\n\n"),
    "without heading marks and bold": lambda t: re.sub(
        r"^#+ ", "", t.replace("**", ""), flags=re.M
    ),
    "every section a heading": lambda t: HEADING.sub(r"## \2", t),
    "indented": lambda t: textwrap.indent(t, "    "),
    "section names in capitals": lambda t: HEADING.sub(lambda m: m[1] + m[2].upper() + m[3], t),
    "section names with a colon": lambda t: HEADING.sub(r"\1\2:\3", t),
    "page numbers in the text": lambda t: re.sub(
        rf"\n\n(?=(?:{SECTIONS})\n)", "\n\nSide 3 af 9\n\n", t
    ),
    "Punkt 7 - Title": lambda t: re.sub(r"Punkt (\d+): ", r"Punkt \1 - ", t),
    "Pkt. 7 Title": lambda t: re.sub(r"Punkt (\d+): ", r"Pkt. \1 ", t),
    "7. Title": lambda t: re.sub(r"Punkt (\d+): ", r"\1. ", t),
}


@cache
def facts(text: str) -> dict[str, Any]:
    """What must not depend on the clothes."""
    read = as_json(read_minutes(text.encode()))
    head = {key: value for key, value in read["meeting"].items() if key != "lines"}
    dropped = {
        "line",
        "item_type",
        "access",
        "labels",
        "sections",
        "duration_text",
        "other_decisions",
    }
    items = [{key: item[key] for key in item.keys() - dropped} for item in read["items"]]
    return {"meeting": head, "items": items}


@pytest.mark.parametrize("clothes", CLOTHES)
@pytest.mark.parametrize("name", FILES)
def test_the_same_facts_are_read(name, clothes, minutes_dir):
    text = (minutes_dir / name).read_text()
    assert facts(CLOTHES[clothes](text)) == facts(text)
