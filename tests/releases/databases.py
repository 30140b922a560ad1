"""A database of a test's own, on the engine of the run, to which Django's connection goes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from django.db import connections


@contextmanager
def own_database(folder: Path, name: str) -> Iterator[None]:
    """Within it, `django.db.connection` is to an empty database; the one of the suite is found again after it."""
    usual = connections["default"]
    settings = deepcopy(usual.settings_dict)
    made = f"{usual.settings_dict['NAME']}_{name}" if usual.vendor == "postgresql" else str(folder / f"{name}.sqlite3")
    settings["NAME"] = made
    if usual.vendor == "postgresql":
        with usual._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{made}"')
            cursor.execute(f"CREATE DATABASE \"{made}\" ENCODING 'UTF8' TEMPLATE template0")
    connections["default"] = type(usual)(settings, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual
        if usual.vendor == "postgresql":
            with usual._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{made}" WITH (FORCE)')
