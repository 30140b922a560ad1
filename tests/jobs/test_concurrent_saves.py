"""Eight people save one draft two hundred times at once: each save is in the history, or its author was told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

SCRIPT, CLIENT = "tests/jobs/stopped_action.py", "tests/jobs/saving_client.py"
CLIENTS, SAVES = 8, 25


def shared_database(folder: Path) -> str:
    """The address of a database that several processes may open: a file, or that of this run on PostgreSQL."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'db.sqlite3'}"
    place = connection.settings_dict
    server = f"{place['HOST']}:{place['PORT'] or 5432}"
    return f"postgres://{place['USER']}:{place['PASSWORD']}@{server}/{place['NAME']}"


def start(database: str, *command: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database, "PYTHONPATH": str(settings.BASE_DIR)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen) -> str:
    out, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return out


@pytest.mark.django_db(transaction=True)
def test_every_save_is_kept_or_its_author_told(tmp_path):
    database = shared_database(tmp_path)
    finish(start(database, "manage.py", "migrate", "--verbosity=0"))
    finish(start(database, "manage.py", "load_fixtures"))
    finish(start(database, SCRIPT, "prepare"))
    first = finish(start(database, CLIENT, "count", "0")).split()

    people = [start(database, CLIENT, f"personne {number}", str(SAVES)) for number in range(CLIENTS)]
    said = [tuple(map(int, finish(person).split()[:2])) for person in people]
    accepted, told = (sum(column) for column in zip(*said, strict=True))
    last = finish(start(database, CLIENT, "count", "0")).split()

    revision, traces = (int(after) - int(before) for before, after in zip(first[2:], last[2:], strict=True))
    assert accepted + told == CLIENTS * SAVES
    assert revision == traces == accepted
