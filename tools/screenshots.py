"""`make screenshots`: every kind of page at two widths, as pictures in var/screenshots."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.site import (  # noqa: E402  # the checkout has to be on the path
    CHROMIUM_ARGUMENTS,
    find_chromium,
    running_site,
)

FOLDER = ROOT / "var" / "screenshots"
WIDTHS = (360, 1280)


def main(wanted: list[str]) -> int:
    """Take the pictures; of the kinds whose name holds one of the words given, else of all."""
    program = find_chromium()
    if program is None:
        print("Install Chromium, or set CHROMIUM to its path.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(reduced_motion="reduce")
        for kind in site.addresses:
            if wanted and not any(word in kind for word in wanted):
                continue
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(site.url(kind))
                file = FOLDER / f"{kind.replace(' ', '-')}-{width}.png"
                page.screenshot(path=file, full_page=True)
                print(file.relative_to(ROOT))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
