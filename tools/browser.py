"""`make browser`: the tests of tests/browser in a real browser, with the node packages they need."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.site import find_chromium  # noqa: E402  # the checkout has to be on the path

LOCK = ROOT / "package-lock.json"
INSTALLED = ROOT / "node_modules" / ".package-lock.json"
PROGRAMS = {
    "node": "Node.js 20 or newer (Debian: apt install nodejs npm)",
    "npm": "npm (Debian: apt install npm)",
    "java": "Java 17 or newer (Debian: apt install default-jre-headless)",
}


def main(arguments: list[str]) -> int:
    """Install what is locked, then run the tests."""
    try:
        set_up_node()
    except SetupError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    command = [sys.executable, "-m", "pytest", "tests/browser", *arguments]
    tests = subprocess.Popen(command, cwd=ROOT)
    try:
        return tests.wait()
    except KeyboardInterrupt:
        tests.send_signal(signal.SIGINT)
        tests.wait()
        return 130


class SetupError(Exception):
    """Something a person must install first; the text is one line that says what."""


def set_up_node() -> None:
    """Check the programs and make node_modules/ hold what package-lock.json says."""
    missing = [what for name, what in PROGRAMS.items() if shutil.which(name) is None]
    if find_chromium() is None:
        missing.append("Chromium (Debian: apt install chromium), or set CHROMIUM to its path")
    if missing:
        raise SetupError(f"install {'; '.join(missing)}.")
    if INSTALLED.is_file() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    print("Installing the locked node packages into node_modules", file=sys.stderr)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel", "error"]
    if subprocess.call(command, cwd=ROOT, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "true"}):
        raise SetupError(
            "npm could not install the packages (see above). Check the network and run it again."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
