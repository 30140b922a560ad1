"""Other processes on a database, that a test starts, kills and reads behind."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.prepared import prepared_database

#: a mark drawn at random at each change
DRAWN = "texts_cataloguestate"
#: when a row was written differs from one load to the next
WHEN = {"texts_textdate": "recorded_at", "jobs_erratum": "made_at"}


def shared_database(folder: Path, factory: pytest.TempPathFactory) -> str:
    """The address of a database that several processes may open, with the texts in it: a file, or that of this run on
    PostgreSQL, whose texts the caller loads."""
    if connection.vendor == "sqlite":
        shutil.copy(prepared_database(factory), folder / "db.sqlite3")
        return f"sqlite:///{folder / 'db.sqlite3'}"
    place = connection.settings_dict
    server = f"{place['HOST']}:{place['PORT'] or 5432}"
    return f"postgres://{place['USER']}:{place['PASSWORD']}@{server}/{place['NAME']}"


def start(database: str | Path, *command: str) -> subprocess.Popen:
    """A Python process on a database, by its address or its file."""
    address = f"sqlite:///{database}" if isinstance(database, Path) else database
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "PYTHONPATH": str(settings.BASE_DIR)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen) -> str:
    """What a process says until its end, which is a good one."""
    out, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return out


def run(database: str | Path, *command: str) -> str:
    return finish(start(database, *command))


def rows(database: Path) -> dict[str, list[tuple]]:
    """Every row of the apps, as another process reads it."""
    with sqlite3.connect(database) as held:
        tables = [name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in tables:
            if table.startswith(("texts_", "grids_", "jobs_")) and table != DRAWN:
                columns = [row[1] for row in held.execute(f"PRAGMA table_info({table})")]
                names = ", ".join(f'"{name}"' for name in columns if name != WHEN.get(table))
                found[table] = held.execute(f"SELECT {names} FROM {table} ORDER BY id").fetchall()  # noqa: S608
    held.close()
    return found


def is_killed(database: Path, script: str, act: str, step: tuple) -> bool:
    """Does `act` in a process that kills itself after `step`: whether it died so, and did not end by itself."""
    process = start(database, script, act, *step)
    process.communicate(timeout=120)
    return process.returncode == -signal.SIGKILL
