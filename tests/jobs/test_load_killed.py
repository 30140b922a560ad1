"""A load that dies leaves the database as it was or as it should be; two loads at once leave it as one does."""

import json
import shutil
import signal
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.jobs.processes import rows, run, start

pytestmark = pytest.mark.long

FIXTURES = settings.BASE_DIR / "fixtures"


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A database with its tables and nothing in them."""
    database = tmp_path_factory.mktemp("empty") / "db.sqlite3"
    run(database, "manage.py", "migrate", "--verbosity=0")
    return database


@pytest.fixture(scope="module")
def loaded(empty, tmp_path_factory) -> Path:
    """A database with the official texts in it."""
    database = tmp_path_factory.mktemp("loaded") / "db.sqlite3"
    shutil.copy(empty, database)
    started = time.perf_counter()
    run(database, "manage.py", "load_fixtures")
    (database.parent / "seconds").write_text(f"{time.perf_counter() - started}")
    return database


@pytest.fixture(scope="module")
def other_fixtures(tmp_path_factory) -> Path:
    """The fixtures with a misreading put right, a grid renamed and a statement of reach gone."""
    folder = tmp_path_factory.mktemp("other") / "fixtures"
    shutil.copytree(FIXTURES, folder, ignore=shutil.ignore_patterns("builder", "__pycache__"))

    def change(name, edit):
        path = folder / name
        content = json.loads(path.read_text("utf-8"))
        edit(content)
        path.write_text(json.dumps(content), "utf-8")

    change("sheets.json", lambda sheets: sheets[0]["sections"][0]["items"][0].update(text="Autre lecture"))
    change("grids.json", lambda grids: grids[0].update(title="Autre titre"))
    change("reaches.json", lambda reaches: reaches.pop())
    return folder


@pytest.mark.parametrize("step", ["load_texts", "load_sheets", "refresh_listings"])
def test_a_first_load_that_is_killed_leaves_nothing(empty, tmp_path, step):
    database = tmp_path / "db.sqlite3"
    shutil.copy(empty, database)

    process = start(database, "tests/jobs/stopped_load.py", step, str(FIXTURES))
    process.communicate(timeout=120)

    assert process.returncode == -signal.SIGKILL
    assert rows(database) == rows(empty)


@pytest.mark.parametrize("step", ["load_sheets", "refresh_listings"])
def test_a_later_load_that_is_killed_leaves_what_was_there(loaded, other_fixtures, tmp_path, step):
    database = tmp_path / "db.sqlite3"
    shutil.copy(loaded, database)

    process = start(database, "tests/jobs/stopped_load.py", step, str(other_fixtures))
    process.communicate(timeout=120)

    assert process.returncode == -signal.SIGKILL
    assert rows(database) == rows(loaded)


def test_a_load_killed_at_any_moment_leaves_all_or_nothing_and_can_be_run_again(empty, loaded, tmp_path):
    database = tmp_path / "db.sqlite3"
    took = float((loaded.parent / "seconds").read_text())

    for share in (0.4, 0.7, 0.95):
        shutil.copy(empty, database)
        process = start(database, "manage.py", "load_fixtures")
        time.sleep(took * share)
        process.kill()
        process.communicate(timeout=120)
        assert rows(database) in (rows(empty), rows(loaded)), f"killed after {share:.0%} of {took:.1f} s"

    run(database, "manage.py", "load_fixtures")
    assert rows(database) == rows(loaded)


def test_two_loads_at_once_do_the_work_of_one(empty, loaded, tmp_path):
    database = tmp_path / "db.sqlite3"
    shutil.copy(empty, database)

    processes = [start(database, "manage.py", "load_fixtures") for _ in range(2)]
    said = sorted(process.communicate(timeout=120)[0].splitlines()[-1].split(" :")[0] for process in processes)

    assert [process.returncode for process in processes] == [0, 0]
    assert said == ["La base est à jour", "Rien n’a changé"]
    assert rows(database) == rows(loaded)
