"""`make check`: formatting, lint, types, import layers, migrations and translations. All run; any failure fails."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy", "cases", "committee"],
    "strict types of the reader": ["-m", "mypy", "--strict", "cases/minutes"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": ["tools/translations.py", "--check"],
}


def main() -> int:
    """Run every check and say which failed."""
    failed = []
    for name, arguments in CHECKS.items():
        print(f"— {name}", flush=True)
        if subprocess.call([sys.executable, *arguments], cwd=ROOT):
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
