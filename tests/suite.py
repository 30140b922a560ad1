"""`make test`: the suite on SQLite and in a browser, then on PostgreSQL; what was not run is said last.

Without a word more, the tests that take minutes are left out and counted among what was not run: TEST_LONG=1 runs them,
TEST_NOTHING_SKIPPED=1 too, and fails if anything is missing.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

CLOSING = re.compile(r"^=+ .*\bin [\d.]+s\b.*=+$")
SKIPPED = re.compile(r"^SKIPPED \[(\d+)\] (?:\S+: )?(.*)$")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def apt_is_ours() -> bool:
    """Whether this is Debian and we may install a package on it."""
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def find_browser() -> str:
    """The path of a Chromium: CHROMIUM, else the PATH, else apt. Empty when there is none."""
    named = os.environ.get("CHROMIUM", "").strip()
    if named:
        return shutil.which(named) or ""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    if apt_is_ours():
        print("Installation de Chromium avec apt…", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        for command in (["apt-get", "update"], install):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return shutil.which("chromium") or ""


def find_office() -> str:
    """The path of a LibreOffice that reads spreadsheets: SOFFICE, else the PATH, else apt. Empty when there is none."""
    named = os.environ.get("SOFFICE", "").strip()
    if named:
        return shutil.which(named) or ""
    if shutil.which("soffice") is None and apt_is_ours():
        print("Installation de LibreOffice Calc avec apt…", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "--no-install-recommends", "libreoffice-calc-nogui"]
        for command in (["apt-get", "update"], install):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return shutil.which("soffice") or ""


def run_pass(arguments: list[str], **environment: str) -> tuple[int, str, Counter[str]]:
    """Runs pytest once. Gives its exit code, its closing line, and how many tests were skipped for each reason."""
    command = [sys.executable, "-m", "pytest", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    closing, skipped = "", Counter()
    with subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            plain = COLOUR.sub("", line.rstrip("\n"))
            if CLOSING.match(plain):
                closing = line.rstrip("\n")
            elif found := SKIPPED.match(plain):
                skipped[found[2]] += int(found[1])
    return process.returncode, closing, skipped


def main(chosen: list[str]) -> int:
    strict = os.environ.get("TEST_NOTHING_SKIPPED", "0") == "1"
    whole = strict or os.environ.get("TEST_LONG", "0") == "1"
    browser = find_browser() or "absent"  # a name that no program bears: the journeys say why they are skipped
    office = find_office() or "absent"
    programs = {"CHROMIUM": browser, "SOFFICE": office, "TEST_LONG": "1" if whole or chosen else "0"}
    parallel = ["-n", "2"] if not chosen else []
    code, closing, skipped = run_pass([*parallel, *chosen], **programs, TEST_PASS="sqlite")
    codes, closings = [code], [closing]
    missing = [f"{number} × {reason}" for reason, number in skipped.items()]
    if os.environ.get("TEST_DATABASE_URL", "").strip():
        # The journeys in a browser do not depend on the database: they are walked once, above.
        code, closing, skipped = run_pass([*parallel, "-m", "not e2e", *chosen], **programs, TEST_PASS="postgresql")
        if chosen and code == 5:  # every chosen test is a journey
            code = 0
        codes.append(code)
        closings.append(closing)
        missing += [f"{number} × {reason}, sur PostgreSQL" for reason, number in skipped.items()]
        print("\n".join(line for line in closings if line))
    else:
        missing.append("toute la suite sur PostgreSQL (TEST_DATABASE_URL n’est pas donné)")
    if missing:
        print(f"Non exécutés ({len(missing)}) : {' ; '.join(missing)}.")
    return next((code for code in codes if code), 1 if strict and missing else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
