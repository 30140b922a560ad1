"""`make test`: the suite on SQLite and in a browser, then on PostgreSQL; what was not run is said last."""

import os
import re
import shutil
import subprocess
import sys
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


def run_pass(arguments: list[str], **environment: str) -> tuple[int, str, list[str]]:
    """Runs pytest once. Gives its exit code, its closing line, and a sentence for each reason to skip."""
    command = [sys.executable, "-m", "pytest", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    closing, skipped = "", []
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
                skipped.append(f"{found[1]} × {found[2]}")
    return process.returncode, closing, skipped


def main(chosen: list[str]) -> int:
    strict = os.environ.get("TEST_NOTHING_SKIPPED", "0") == "1"
    browser = find_browser() or "absent"  # a name that no program bears: the journeys say why they are skipped
    office = find_office() or "absent"
    parallel = ["-n", "2"] if not chosen else []
    code, closing, missing = run_pass([*parallel, *chosen], CHROMIUM=browser, SOFFICE=office, TEST_PASS="sqlite")
    codes, closings = [code], [closing]
    if os.environ.get("TEST_DATABASE_URL", "").strip():
        # The journeys in a browser do not depend on the database: they are walked once, above.
        code, closing, more = run_pass([*parallel, "-m", "not e2e", *chosen], CHROMIUM=browser, TEST_PASS="postgresql")
        if chosen and code == 5:  # every chosen test is a journey
            code = 0
        codes.append(code)
        closings.append(closing)
        missing += more
        print("\n".join(line for line in closings if line))
    else:
        missing.append("toute la suite sur PostgreSQL (TEST_DATABASE_URL n’est pas donné)")
    if missing:
        print(f"Non exécutés ({len(missing)}) : {' ; '.join(missing)}.")
    return next((code for code in codes if code), 1 if strict and missing else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
