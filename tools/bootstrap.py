#!/usr/bin/env python3
"""Gets uv and the locked packages into the checkout, then runs the rest of its arguments.

Standard library only, Python 3.6 or newer: it must start on the machine as it is. Nothing is
installed outside the checkout: uv goes to .tools/, packages to .venv/, a missing Python to
.tools/python. Every failure ends in one line on standard error that says what to do.
"""

import fcntl
import hashlib
import os
import platform
import re
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV_PYTHON = ROOT / ".venv" / "bin" / "python"
STAMP = ROOT / ".venv" / "sagsspor-stamp"
OLDEST = (3, 12)
PREFERRED = ["3.13", "3.12", "3.14", "3.15"]
# The dependency groups that a tool may ask for, beside dev.
GROUPS = ("browser", "bench")
UV_VERSION = "0.13.8"
# The wheels of that version as published on the index, by what they run on.
UV_WHEELS = {
    ("Linux", "x86_64", "glibc"): (
        "uv-0.13.8-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "e18a57b8b352eb7c8feb317b9f6f533c8f0ad9673fd6cf34bbe3cf1a9f6a8984",
    ),
    ("Linux", "x86_64", "musl"): (
        "uv-0.13.8-py3-none-musllinux_1_1_x86_64.whl",
        "29451c60f5e8b07403e0a175d5229efc36b0289b34143ff4aaa499a5dd52553a",
    ),
    ("Linux", "aarch64", "glibc"): (
        "uv-0.13.8-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d",
    ),
    ("Darwin", "x86_64", ""): (
        "uv-0.13.8-py3-none-macosx_10_12_x86_64.whl",
        "b7124ca1956ec2e476a1003ea5715a15f0266afaec37f4dc9c6972ba8183e6d1",
    ),
    ("Darwin", "arm64", ""): (
        "uv-0.13.8-py3-none-macosx_11_0_arm64.whl",
        "62b6943c7fd64fac6854f780bea6e0359e5a5bc3241f83ee357bb38276afac49",
    ),
}
UV_WHEELS[("Linux", "aarch64", "musl")] = UV_WHEELS[("Linux", "aarch64", "glibc")]


class SetupError(Exception):
    """Something a person must do first; the text is one line that says what."""


def main(arguments):
    """Set up if anything is missing or out of date, then run the arguments with .venv's Python.

    `--group browser` in front also installs that dependency group of pyproject.toml; so for bench.
    """
    group, arguments = (
        (arguments[1], arguments[2:]) if arguments[:1] == ["--group"] else ("", arguments)
    )
    try:
        set_up(group)
    except SetupError as error:
        sys.exit(f"Set-up stopped: {error}")
    except OSError as error:
        sys.exit(
            f"Set-up stopped: cannot write or read {error.filename or ROOT} ({error.strerror}). "
            "Check the disk and the folder's permissions."
        )
    if arguments:
        os.execv(str(VENV_PYTHON), [str(VENV_PYTHON), *arguments])


def set_up(group):
    """Install exactly what uv.lock says, once for each lock file and group."""
    if STAMP.is_file() and STAMP.read_text() in stamps_enough(group) and runs(VENV_PYTHON):
        return
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs at once: the second waits and finds it done
        uv = get_uv()
        python = find_python() or get_python(uv)
        install(uv, python, group)
        STAMP.write_text(wanted_stamp(group))


def stamps_enough(group):
    """What the environment may have been made from: a group is on top of the rest, not of another."""
    return {wanted_stamp(one) for one in ([group] if group else ["", *GROUPS])}


def wanted_stamp(group):
    """What the environment was made from: a change of these makes it anew."""
    locked = (ROOT / "uv.lock").read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(locked + group.encode()).hexdigest()


def get_uv():
    """The pinned uv, downloaded into .tools when it is not there."""
    uv = TOOLS / ("uv-" + UV_VERSION)
    if uv.is_file() and subprocess.call([str(uv), "--version"], stdout=subprocess.DEVNULL) == 0:
        return uv
    name, sha256 = wheel_for_this_machine()
    print(f"Fetching uv {UV_VERSION} into .tools", file=sys.stderr)
    data = download(wheel_address(name))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SetupError(
            "the uv that was downloaded is not the one expected (its checksum differs). "
            "Check the package index you use and try again."
        )
    with zipfile.ZipFile(BytesIO(data)) as wheel:
        member = next(entry for entry in wheel.namelist() if entry.endswith("/scripts/uv"))
        partial = uv.with_suffix(".partial")
        partial.write_bytes(wheel.read(member))
    partial.chmod(0o755)
    partial.replace(uv)
    return uv


def wheel_for_this_machine():
    """File name and checksum of the uv that runs here."""
    system, machine = platform.system(), platform.machine().replace("amd64", "x86_64")
    libc = "" if system == "Darwin" else ("glibc" if platform.libc_ver()[0] == "glibc" else "musl")
    try:
        return UV_WHEELS[(system, machine, libc)]
    except KeyError as error:
        raise SetupError(
            f"no uv is pinned for {system} {machine}. Use Linux or macOS on x86_64 or arm64."
        ) from error


def wheel_address(name):
    """Where the index says that the file is."""
    index = next(
        (
            os.environ[key].rstrip("/")
            for key in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
            if os.environ.get(key)
        ),
        "https://pypi.org/simple",
    )
    page_address = index + "/uv/"
    page = download(page_address).decode("utf-8", "replace")
    match = re.search(rf'href="([^"#]*/?{re.escape(name)})[#"]', page)
    if not match:
        raise SetupError(f"the package index {index} has no {name}.")
    return urllib.parse.urljoin(page_address, match.group(1))


def download(address):
    """The bytes at an address."""
    for key in ("PIP_CERT", "REQUESTS_CA_BUNDLE"):
        if os.environ.get(key):
            os.environ.setdefault("SSL_CERT_FILE", os.environ[key])
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  # https, or a mirror by the user's word
            return answer.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise SetupError(
            f"could not download {address} ({reason}). Check the network or set UV_DEFAULT_INDEX to a mirror, "
            "then run the same command again."
        ) from error


def runs(python):
    """Whether an interpreter really starts and is new enough; shims exist that do not."""
    code = f"import sys; sys.exit(sys.version_info < {OLDEST!r})"
    try:
        finished = subprocess.run(
            [str(python), "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=20,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0


def candidates():
    """Where a Python may be, the preferred version first."""
    if os.environ.get("PYTHON"):
        yield os.environ["PYTHON"]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for version in PREFERRED:
        yield "python" + version
        yield from matches(pyenv, f"versions/{version}.*/bin/python")
        for folder in ("/usr/local/bin", "/opt/homebrew/bin", "/usr/bin"):
            yield f"{folder}/python{version}"
    yield from ("python3", "/usr/bin/python3", "python")


def matches(folder, pattern):
    """Paths below a folder; none where it is missing or not ours to read."""
    try:
        return [str(path) for path in sorted(folder.glob(pattern))]
    except OSError:
        return []


def find_python():
    """The first candidate that runs and is new enough, or None."""
    return next((python for python in candidates() if runs(python)), None)


def get_python(uv):
    """A Python of the preferred version, downloaded into .tools/python."""
    print("No Python 3.12 or newer here; fetching one into .tools", file=sys.stderr)
    folder = TOOLS / "python"
    environment = dict(clean_environment(), UV_PYTHON_INSTALL_DIR=str(folder))
    command = [str(uv), "python", "install", "--no-bin", PREFERRED[0]]
    if subprocess.call(command, env=environment, stderr=subprocess.DEVNULL) == 0:
        for python in sorted(folder.glob("*/bin/python3")):
            if runs(python):
                return python
    raise SetupError(
        "no Python 3.12 or newer was found, and none could be downloaded. Install Python 3.13, or "
        "say where it is: make PYTHON=/path/to/python3.13"
    )


def clean_environment():
    """The environment without what would make uv install anything else than the lock says."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    kept.pop("VIRTUAL_ENV", None)
    kept["UV_CACHE_DIR"] = os.environ.get("UV_CACHE_DIR") or str(TOOLS / "cache")
    return kept


def install(uv, python, group):
    """Make .venv hold exactly the locked packages."""
    command = [
        str(uv), "sync", "--frozen", "--no-config", "--no-python-downloads", "--quiet",
        "--python", str(python), *(["--group", group] if group else []),
    ]  # fmt: skip
    print("Installing the locked packages into .venv", file=sys.stderr)
    finished = subprocess.run(
        command, cwd=str(ROOT), env=clean_environment(), stderr=subprocess.PIPE
    )
    if finished.returncode:
        lines = finished.stderr.decode("utf-8", "replace").strip().splitlines() or [
            "no reason given"
        ]
        raise SetupError(
            f"the packages could not be installed ({lines[-1].strip()}). Check the network and the disk, then run the "
            "same command again."
        )


if __name__ == "__main__":
    main(sys.argv[1:])
