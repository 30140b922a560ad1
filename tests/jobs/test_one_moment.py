"""What others do while a table is being frozen is in its edition wholly, or not at all."""

import json
import subprocess
import time

import pytest
from django.db import connection

from tests.jobs.opinions import KEY
from tests.jobs.processes import finish, run, shared_database, start

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

SCRIPT = "tests/jobs/stopped_freeze.py"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def campaign(tmp_path, tmp_path_factory) -> str:
    """The address of a database with a proposal out for opinion, that several processes may open."""
    database = shared_database(tmp_path, tmp_path_factory)
    if connection.vendor != "sqlite":
        run(database, "manage.py", "load_fixtures")
    run(database, SCRIPT, "prepare")
    return database


def in_the_middle(database: str, act: str, module: str, function: str) -> subprocess.Popen:
    """A process that does `act` and waits for a word once `function` returned."""
    process = start(database, SCRIPT, f"slow-{act}", module, function)
    assert process.stdout.readline() == "là\n", process.stderr.read()
    return process


def release(process: subprocess.Popen) -> None:
    process.stdin.write("\n")
    process.stdin.flush()
    finish(process)


def until_one_waits() -> None:
    """Until a process asks PostgreSQL for a lock that another holds; SQLite has one writer, whoever comes first."""
    ends = time.monotonic() + 60
    while connection.vendor == "postgresql" and time.monotonic() < ends:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.1)


def test_an_adoption_in_the_middle_of_the_reads_is_not_half_in_the_edition(campaign):
    before = json.loads(run(campaign, SCRIPT, "told"))
    freezing = in_the_middle(campaign, "freeze", "jobs.queries.revision", "_sheets")

    adopting = start(campaign, SCRIPT, "adopt")
    if connection.vendor == "postgresql":  # which lets it write meanwhile
        finish(adopting)
    release(freezing)
    finish(adopting)

    after = json.loads(run(campaign, SCRIPT, "told"))
    assert before != after
    assert json.loads(run(campaign, SCRIPT, "frozen")) in (before, after)


def test_an_opinion_that_was_being_given_is_in_the_edition_that_waited_for_it(campaign):
    speaking = in_the_middle(campaign, "opinion", "jobs.actions.opinions", "leave_trace")

    freezing = start(campaign, SCRIPT, "freeze-once")
    until_one_waits()
    release(speaking)
    finish(freezing)

    rows = json.loads(run(campaign, SCRIPT, "frozen"))["lignes"]
    (entry,) = [row["inscription"] for row in rows if row["cle"] == KEY]
    assert {one["organisation"]: one["position"] for one in entry["avis"]} == {
        "Unicancer": "favorable", "CFDT": None, "FO": "reserve",
    }  # fmt: skip
    assert entry["remarques_recues"] == 2
