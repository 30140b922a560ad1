"""An import that dies in the middle leaves nothing, is taken up again, and is written once by two at the same time."""

import signal
import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from tests.jobs.processes import finish, shared_database, start

pytestmark = pytest.mark.long

SCRIPT = "tests/jobs/stopped_import.py"
#: after the first draft, after the last, after the trace of the whole
MOMENTS = [
    ("jobs.actions.imports", "save_draft", "1"),
    ("jobs.actions.imports", "save_draft", "3"),
    ("jobs.actions.imports", "leave_trace", "1"),
]
WRITTEN = """
SELECT (SELECT count(*) FROM jobs_sheet WHERE state = 'brouillon'), (SELECT count(*) FROM jobs_trace), state
FROM jobs_import
"""


@pytest.fixture
def database(reloaded, tmp_path, tmp_path_factory) -> str:
    """The address of a database with the texts, that several processes may open."""
    return shared_database(tmp_path, tmp_path_factory)


def written(database: str) -> tuple[int, int, str]:
    """How many drafts there are, how many traces, and how far the import is."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(Path(database.removeprefix("sqlite:///"))) as held:
            return held.execute(WRITTEN).fetchone()
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return cursor.fetchone()


def test_a_killed_import_leaves_nothing_and_two_at_once_write_it_once(database):
    finish(start(database, SCRIPT, "prepare"))
    before = written(database)
    assert before == (0, 2, "confirmee")

    for moment in MOMENTS:
        process = start(database, SCRIPT, "apply", *moment)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL, moment
        assert written(database) == before, moment

    for process in [start(database, "manage.py", "run_imports") for _ in range(2)]:
        finish(process)
    # three drafts opened and saved, and what was applied
    assert written(database) == (3, 2 + 3 + 3 + 1, "appliquee")
    assert "Aucun import" in finish(start(database, "manage.py", "run_imports"))
