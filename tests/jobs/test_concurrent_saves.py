"""Eight people save drafts two hundred times at once: each save is in the history, or its author was told."""

import pytest
from django.db import connection

from tests.jobs.processes import finish, shared_database, start

pytestmark = pytest.mark.long

SCRIPT, CLIENT = "tests/jobs/stopped_action.py", "tests/jobs/saving_client.py"
CLIENTS, SAVES = 8, 25


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "keys", [["aide-soignant"], ["aide-soignant", "brancardier", "dieteticien"]], ids=["one", "three"]
)
def test_every_save_is_kept_or_its_author_told(tmp_path, tmp_path_factory, keys):
    """All on one draft, then on three, two or three people on each."""
    database = shared_database(tmp_path, tmp_path_factory)
    if connection.vendor != "sqlite":
        finish(start(database, "manage.py", "load_fixtures"))
    finish(start(database, SCRIPT, "prepare"))

    def count(key: str) -> list[int]:
        """The number of the last save of a draft, and how many of its texts the history holds."""
        return [int(number) for number in finish(start(database, CLIENT, "count", "0", key)).split()[2:]]

    first = {key: count(key) for key in keys}
    writing = [keys[number % len(keys)] for number in range(CLIENTS)]
    people = [start(database, CLIENT, f"personne {n}", str(SAVES), key) for n, key in enumerate(writing)]
    said = [tuple(map(int, finish(person).split()[:2])) for person in people]

    assert all(accepted + told == SAVES for accepted, told in said)
    for key in keys:
        accepted = sum(saves for (saves, _), own in zip(said, writing, strict=True) if own == key)
        revision, traces = (after - before for before, after in zip(first[key], count(key), strict=True))
        assert revision == traces == accepted > 0
