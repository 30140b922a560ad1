"""Whether the database has the tables that this version of the code expects."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@cache
def expected() -> frozenset[tuple[str, str]]:
    """The last migration of each app on disk. Read once: the files do not change while the server runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def missing() -> set[tuple[str, str]]:
    """The last migrations that the database has not applied.

    Two queries; raises DatabaseError when the database is away.
    """
    return set(expected()) - set(MigrationRecorder(connection).applied_migrations())
