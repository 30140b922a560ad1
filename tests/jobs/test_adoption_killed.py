"""An adoption, its undoing or a withdrawal that dies in the middle leaves all or nothing, and can be done again."""

import shutil
from pathlib import Path

import pytest

from tests.jobs.processes import is_killed, rows, run
from tests.prepared import prepared_database

pytestmark = pytest.mark.long

SCRIPT = "tests/jobs/stopped_action.py"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory) -> Path:
    """A database with the official texts and a draft."""
    database = tmp_path_factory.mktemp("drafted") / "db.sqlite3"
    shutil.copy(prepared_database(tmp_path_factory), database)
    run(database, SCRIPT, "prepare")
    return database


@pytest.fixture(scope="module")
def adopted(drafted, tmp_path_factory) -> Path:
    """The same, the draft adopted and not yet in effect."""
    database = tmp_path_factory.mktemp("adopted") / "db.sqlite3"
    shutil.copy(drafted, database)
    run(database, SCRIPT, "adopt")
    return database


@pytest.mark.parametrize(
    ("act", "step"),
    [
        ("submit", ("jobs.actions.review", "leave_trace")),
        ("decide", ("jobs.actions.adoption", "register_text")),
        ("decide", ("jobs.actions.adoption", "follow_sheets")),
        ("place", ("jobs.actions.placements", "leave_trace")),
        ("adopt", ("jobs.actions.adoption", "link_lines")),
        ("adopt", ("jobs.actions.adoption", "leave_trace")),
        ("adopt", ("jobs.actions.adoption", "follow_sheets")),
        ("undo", ("jobs.actions.adoption", "leave_trace")),
        ("undo", ("jobs.actions.adoption", "refresh_listings")),
        ("withdraw", ("jobs.actions.drafts", "leave_trace")),
    ],
)
def test_an_act_killed_in_the_middle_leaves_nothing_and_is_done_again(drafted, adopted, tmp_path, act, step):
    before = adopted if act == "undo" else drafted
    database = shutil.copy(before, tmp_path / "db.sqlite3")

    assert is_killed(database, SCRIPT, act, step)
    assert rows(database) == rows(before)
    run(database, SCRIPT, act)
    assert rows(database) != rows(before)
