"""The portal starts as told, or says in one line what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config import environment as env


def start(base_dir: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Django's checks in a process of its own, with these variables alone."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=base_dir,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": "   "}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 50, "DEBUG": "maybe"}, "DEBUG"),
        ({"SECRET_KEY": "x" * 50, "PORT": "http"}, "PORT"),
        ({"SECRET_KEY": "x" * 50, "DATABASE_URL": "nonsense"}, "DATABASE_URL"),
    ],
    ids=["no-secret", "blank-secret", "debug", "port", "database"],
)
def test_a_refusal_to_start_is_one_line(base_dir: Path, environment: dict[str, str], names: str) -> None:
    done = start(base_dir, **environment)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Repères ne démarre pas")
    assert names in done.stderr


def test_a_secret_is_enough_to_start(base_dir: Path) -> None:
    assert start(base_dir, SECRET_KEY="x" * 50).returncode == 0


def test_development_asks_for_no_secret(base_dir: Path) -> None:
    assert start(base_dir, DEBUG="1").returncode == 0


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("Oui", True), ("0", False), ("", True), (" off ", False)]
)
def test_a_flag_is_read_as_people_write_it(value: str, expected: bool) -> None:
    assert env.flag("DEBUG", True, env={"DEBUG": value}) is expected


@pytest.mark.parametrize("value", ["0", "65536", "-1", "80 80", "²"])
def test_a_port_out_of_range_is_refused(value: str) -> None:
    with pytest.raises(env.Refusal):
        env.port(env={"PORT": value})


def test_sqlite_is_the_default_and_lets_readers_read_while_one_writes(tmp_path: Path) -> None:
    database = env.database(tmp_path / "a b%20c?.sqlite3", env={})

    assert database["NAME"] == str(tmp_path / "a b%20c?.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_postgresql_is_one_address_away(tmp_path: Path) -> None:
    database = env.database(tmp_path / "unused", env={"DATABASE_URL": "postgres://u:p%40ss@db:5433/reperes"})

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"]) == (
        "u",
        "p@ss",
        "db",
        5433,
    )
    assert "OPTIONS" not in database or "transaction_mode" not in database["OPTIONS"]


def test_the_day_is_the_one_in_paris_and_the_language_is_french() -> None:
    assert (settings.LANGUAGE_CODE, settings.TIME_ZONE, settings.USE_TZ) == ("fr", "Europe/Paris", True)


def test_https_turns_on_what_needs_it(base_dir: Path) -> None:
    code = (
        "from config import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "getattr(s, 'SECURE_SSL_REDIRECT', False), getattr(s, 'SECURE_HSTS_SECONDS', 0) > 0)"
    )
    seen = {
        https: subprocess.run(
            [sys.executable, "-c", code],
            cwd=base_dir,
            env={"SECRET_KEY": "x" * 50, "HTTPS": https},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for https in ("0", "1")
    }

    assert seen == {"0": "False False False False", "1": "True True True True"}
