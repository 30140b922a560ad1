"""A load with all that is drawn from the facts: a second one only reads, and one that stops anywhere wrote nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import jobs.loading
from jobs.loading import load
from tests.jobs.rows import changes, drop_job, snapshot

pytestmark = pytest.mark.django_db

#: everything that a load does, in its order
STEPS = [
    name
    for name in jobs.loading._load.__code__.co_names
    if name.startswith(("load_", "prune_", "refresh_")) and name != "load"
]


def test_a_second_load_changes_no_row_and_only_reads(official):
    before = snapshot()

    with CaptureQueriesContext(connection) as queries:
        summary = load(official)

    assert changes(before, snapshot()) == {}
    assert summary.writes == 0
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT", "SAVEPOINT", "RELEASE", "PRAGMA"}


def test_the_facts_are_compared_in_as_many_queries_whatever_their_number(official, facts_only):
    with CaptureQueriesContext(connection) as queries:
        load(official)

    # texts 5, grids 3, catalogue 10 and its links, classification 4, bases 2, reach, mentions 2, sheets 3, synonyms 2,
    # careers 9: oddities, paths, nodes, steps, criteria and provisions, with the oddities that bear on three of them
    assert len(queries) <= 49


def test_the_steps_of_a_load_are_known():
    assert STEPS[0] == "load_texts"
    assert "load_sheets" in STEPS
    assert STEPS[-1].startswith("refresh_")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.long
def test_a_load_that_stops_anywhere_leaves_the_database_as_it_was(official, monkeypatch, step):
    before = snapshot()
    drop_job(official, "ucanss/060101")
    official.passages["clcc-avenant-2023-06"][0]["label"] = "Autre"
    official.grids[0]["title"] = "Autre"
    done = getattr(jobs.loading, step)

    def then_stop(*args, **kwargs):
        done(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs.loading, step, then_stop)

    with pytest.raises(KeyboardInterrupt):
        load(official)

    assert changes(before, snapshot()) == {}
