"""A SQLite file with the tables and the official texts in it, made once for all the processes of a run, and kept in
var/ until a file that it is made from changes."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

#: what the tables and the rows are made from
SOURCES = ("config", "texts", "grids", "jobs", "careers", "fixtures")


def fingerprint() -> str:
    """Changes with any line of code or of a fixture, and with the locked dependencies."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(path for folder in SOURCES for path in (settings.BASE_DIR / folder).rglob("*")):
        if path.suffix in {".json", ".py"}:
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def prepared_database(factory: pytest.TempPathFactory) -> Path:
    """The file, to be copied and never written. The first process that asks makes it; the others wait for it."""
    base = factory.getbasetemp()
    folder = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made = folder / "prepared.sqlite3"
    with (folder / "prepared.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.copy(_kept(folder), made)
    return made


def _kept(folder: Path) -> Path:
    """The file in var/, made now when what it is made from has changed: two runs at once each make theirs."""
    kept = settings.VAR_DIR / "test-results" / f"texts-{fingerprint()}.sqlite3"
    if kept.exists():
        return kept
    draft = folder / "draft.sqlite3"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{draft}"}
    for command in ("migrate", "load_fixtures"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"], cwd=settings.BASE_DIR, env=environment, check=True
        )
    with sqlite3.connect(draft) as one_file:  # what waits beside it enters the file
        one_file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    one_file.close()
    kept.parent.mkdir(parents=True, exist_ok=True)
    for older in kept.parent.glob("texts-*.sqlite3"):
        older.unlink(missing_ok=True)
    whole = kept.with_suffix(f".{os.getpid()}")
    shutil.move(draft, whole)
    whole.replace(kept)  # at once: a run that is stopped leaves no half of a file
    return kept


def fill_memory(prepared: Path) -> None:
    """Gives the tests' database, in memory, every table and row of the file."""
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{prepared}?mode=ro", uri=True)
    source.backup(connection.connection)
    source.close()
