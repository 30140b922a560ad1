"""What `make run` says when something is missing, and what it makes once."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config import launch

MAKE_HELP = ("run", "test", "check", "format", "fixtures", "load", "lock", "shell", "clean")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The launcher, working in an empty folder."""
    for name, path in {"BASE": ".", "VENV": ".venv", "PYTHON": ".venv/bin/python", "VAR": "var"}.items():
        monkeypatch.setattr(launch, name, tmp_path / path)
    (tmp_path / "requirements.txt").write_text("django==5.2\n", encoding="utf-8")
    return tmp_path


def sentence_of(call: Callable[[], object]) -> str:
    """The one line that `call` stops with."""
    with pytest.raises(SystemExit) as stopped:
        call()
    sentence = str(stopped.value)
    assert "\n" not in sentence
    assert sentence.startswith("Repères")
    return sentence


def test_a_port_that_another_program_holds_is_said_with_what_to_do() -> None:
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])

        sentence = sentence_of(lambda: launch.check_port("127.0.0.1", port))

    assert f"le port {port} est déjà pris" in sentence
    assert "make run PORT=" in sentence


def test_a_free_port_is_let_through() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = str(holder.getsockname()[1])

    assert launch.check_port("127.0.0.1", port) is None


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8 000", "²"])
def test_a_port_that_is_none_is_said(port: str) -> None:
    assert f"PORT vaut «\u202f{port}\u202f»" in sentence_of(lambda: launch.check_port("127.0.0.1", port))


def test_a_python_without_venv_is_said_with_the_package_to_install(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    sentence = sentence_of(lambda: launch.install("requirements.txt"))

    assert "apt install python3-venv" in sentence
    assert not (elsewhere / ".venv").exists()


def test_an_installation_that_fails_is_said_and_is_not_taken_for_done(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".venv").mkdir()
    monkeypatch.setattr(launch, "works", lambda: True)
    monkeypatch.setattr(launch, "PYTHON", "false")

    assert "accès au réseau" in sentence_of(lambda: launch.install("requirements.txt"))
    assert not launch.is_installed("requirements.txt")


def test_nothing_is_installed_twice_and_a_new_lock_is(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / ".venv").mkdir()
    monkeypatch.setattr(launch, "works", lambda: True)
    monkeypatch.setattr(launch, "PYTHON", "true")
    launch.install("requirements.txt")
    monkeypatch.setattr(launch, "PYTHON", "false")

    launch.install("requirements.txt")
    (elsewhere / "requirements.txt").write_text("django==5.2.1\n", encoding="utf-8")

    with pytest.raises(SystemExit):
        launch.install("requirements.txt")


def test_the_secret_is_made_once_and_only_its_owner_reads_it(elsewhere: Path) -> None:
    with launch.one_at_a_time():
        first, second = launch.secret(), launch.secret()

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((elsewhere / "var" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((elsewhere / "var").stat().st_mode) == 0o700


def test_an_unknown_word_is_said() -> None:
    assert "run, test, exec" in sentence_of(lambda: launch.main(["dance"]))


def test_make_alone_lists_every_word(base_dir: Path) -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=base_dir, capture_output=True, text=True, check=True
    ).stdout

    assert [word for word in MAKE_HELP if f"make {word} " not in listed] == []


def test_make_without_a_recent_python_says_what_to_install(base_dir: Path, tmp_path: Path) -> None:
    for name in ("sh", "awk"):
        (tmp_path / name).symlink_to(f"/bin/{name}")
    make = subprocess.run(["sh", "-c", "command -v make"], capture_output=True, text=True, check=True).stdout.strip()

    done = subprocess.run(
        [make, "run"],
        cwd=base_dir,
        env={**os.environ, "PATH": str(tmp_path), "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "Il faut Python 3.11 ou plus récent" in done.stderr
    assert "apt install python3" in done.stderr
