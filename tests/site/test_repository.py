"""What is committed: no address to download from, no secret, no trace of a machine, no stray folder."""

import json
import re
import subprocess
from pathlib import Path

import pytest

TOP_FOLDERS = {
    *(".ci", "docs"),
    *("config", "jobs", "grids", "careers", "texts", "fixtures", "templates", "static", "tests"),
}
DOWNLOAD = re.compile(
    r"(?:files\.pythonhosted|pypi\.(?:org|python)|registry\.npmjs|index-url|find-links)"
    r"|https?://[^\s\"'<>]*/(?:simple|pypi)/",
    re.IGNORECASE,
)
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|\b(?:ghp|gho|glpat|sk|xox[bp])[-_][A-Za-z0-9]{20,}"
    r"|AKIA[0-9A-Z]{16}"
    r"|^SECRET_KEY(?:=[^\s\"']{8}| *= *[\"'])",
    re.MULTILINE,
)
# Homes and working folders; /usr/bin and the like are the same everywhere.
MACHINE = re.compile(r"(?<![\w./:~-])/(?:home|root|Users|work|farm|mnt|opt)/[\w.-]+")


def committed(base_dir: Path) -> list[Path]:
    """The files that git follows, or every file when the copy came without git."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=base_dir, capture_output=True, text=True, check=False)
    if listing.returncode:
        ignored = {".venv", "var", ".git", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis"}
        return [p for p in base_dir.rglob("*") if p.is_file() and not ignored & set(p.parts)]
    return [base_dir / name for name in listing.stdout.split("\0") if name and (base_dir / name).is_file()]


def texts(base_dir: Path) -> list[tuple[str, str]]:
    """The committed files that are ours and are text. The official texts are as they were published."""
    result = []
    for path in committed(base_dir):
        name = path.relative_to(base_dir).as_posix()
        if name.startswith("fixtures/documents/") or name == "tests/site/test_repository.py":
            continue
        try:
            result.append((name, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return result


@pytest.mark.parametrize("pattern", [DOWNLOAD, SECRET, MACHINE], ids=["download", "secret", "machine"])
def test_nothing_private_to_a_machine_is_committed(base_dir: Path, pattern: re.Pattern[str]) -> None:
    found = [f"{name}: {match[0]}" for name, text in texts(base_dir) for match in pattern.finditer(text)]

    assert found == []


@pytest.mark.parametrize(
    ("pattern", "guilty"),
    [
        (DOWNLOAD, "--index-url https:" + "//example.org/simple/"),
        (DOWNLOAD, "https:" + "//files.python" + "hosted.org/packages/x.whl"),
        (SECRET, "SECRET_KEY=b7x9q2k4m8n1"),
        (SECRET, "-----BEGIN RSA PRIVATE KEY-----"),
        (MACHINE, 'path = "/' + 'home/someone/project"'),
        (MACHINE, "cd /" + "work/project"),
    ],
)
def test_what_must_not_be_committed_is_recognised(pattern: re.Pattern[str], guilty: str) -> None:
    assert pattern.search(guilty)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_holds_versions_and_hashes_and_nothing_else(base_dir: Path, name: str) -> None:
    lines = (base_dir / name).read_text(encoding="utf-8").splitlines()
    pinned = re.compile(r"^[a-z0-9-]+==[\w.!+]+( ; [^\\]+)? \\$")
    hashed = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")

    assert [line for line in lines if not pinned.match(line) and not hashed.match(line)] == []
    assert sum(bool(pinned.match(line)) for line in lines) > 5


@pytest.mark.parametrize("name", ["tests/accounts/oidc", "tests/benchmarks/judge"])
def test_a_lock_of_npm_holds_versions_and_hashes_and_no_address(base_dir: Path, name: str) -> None:
    lock = json.loads((base_dir / name / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((base_dir / name / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {place: package for place, package in lock["packages"].items() if place}

    assert lock["packages"][""]["dependencies"] == asked
    assert {f"node_modules/{package}" for package in asked} <= set(packages)
    assert [place for place, package in packages.items() if "resolved" in package] == []
    assert [
        place for place, p in packages.items() if not p["integrity"].startswith("sha512-") or not p["version"]
    ] == []


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_each_dependency_has_its_reason_beside_it_and_is_locked(base_dir: Path, name: str) -> None:
    lines = (base_dir / name).read_text(encoding="utf-8").splitlines()
    lock = (base_dir / name.replace(".in", ".txt")).read_text(encoding="utf-8")
    asked = [i for i, line in enumerate(lines) if line and not line.startswith(("#", "-"))]

    assert [lines[i] for i in asked if not lines[i - 1].startswith("# ")] == []
    for i in asked:
        package = re.match(r"[\w-]+", lines[i])[0].lower()
        assert f"\n{package}==" in f"\n{lock}", f"{package} is asked for and not locked: run make lock"


def test_the_top_of_the_house_has_no_other_folder(base_dir: Path) -> None:
    folders = {path.relative_to(base_dir).parts[0] for path in committed(base_dir) if path.parent != base_dir}

    assert folders - TOP_FOLDERS == set()
