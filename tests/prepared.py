"""A SQLite file with the tables and the official texts in it, made once for all the processes of a run."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection


def prepared_database(factory: pytest.TempPathFactory) -> Path:
    """The file, to be copied and never written. The first process that asks makes it; the others wait for it."""
    base = factory.getbasetemp()
    folder = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made = folder / "prepared.sqlite3"
    with (folder / "prepared.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            draft = folder / "draft.sqlite3"
            environment = {**os.environ, "DATABASE_URL": f"sqlite:///{draft}"}
            for command in ("migrate", "load_fixtures"):
                subprocess.run(
                    [sys.executable, "manage.py", command, "--verbosity=0"],
                    cwd=settings.BASE_DIR,
                    env=environment,
                    check=True,
                )
            with sqlite3.connect(draft) as one_file:  # what waits beside it enters the file
                one_file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            one_file.close()
            draft.rename(made)
    return made


def fill_memory(prepared: Path) -> None:
    """Gives the tests' database, in memory, every table and row of the file."""
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{prepared}?mode=ro", uri=True)
    source.backup(connection.connection)
    source.close()
