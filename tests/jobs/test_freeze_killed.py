"""A table that is frozen, or an opinion that is given, by a process that dies: all or nothing, and done again."""

import shutil

import pytest

from tests.jobs.processes import is_killed, rows, run
from tests.prepared import prepared_database

pytestmark = pytest.mark.long

SCRIPT = "tests/jobs/stopped_freeze.py"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    """A database with the official texts, a proposal and an opinion."""
    database = tmp_path_factory.mktemp("campaign") / "db.sqlite3"
    shutil.copy(prepared_database(tmp_path_factory), database)
    run(database, SCRIPT, "prepare")
    return database


@pytest.mark.parametrize(
    ("act", "step"),
    [
        ("freeze", ("jobs.actions.freezing", "hash_of")),
        ("freeze", ("jobs.actions.freezing", "leave_trace")),
        ("opinion", ("jobs.actions.opinions", "leave_trace")),
    ],
)
def test_what_is_killed_in_the_middle_leaves_nothing_and_is_done_again(campaign, tmp_path, act, step):
    database = shutil.copy(campaign, tmp_path / "db.sqlite3")

    assert is_killed(database, SCRIPT, act, step)
    assert rows(database) == rows(campaign)
    run(database, SCRIPT, act)
    assert rows(database) != rows(campaign)
