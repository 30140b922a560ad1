"""The one door to adopted wordings in the database, whose triggers refuse every other write.

A marker that lives and dies with the transaction: a setting local to it on PostgreSQL, a row of a table of its own on
SQLite, which has one writer at a time. What kills the process closes the door with the rest.
"""

from contextlib import contextmanager

from django.db import connection, transaction

SETTING = "reperes.adopted_door"
TABLE = "adopted_door"
MARKS = {
    "postgresql": (f"SELECT set_config('{SETTING}', 'open', true)", f"SELECT set_config('{SETTING}', '', true)"),
    "sqlite": (f"INSERT INTO {TABLE} (id) VALUES (1)", f"DELETE FROM {TABLE}"),  # noqa: S608
}


@contextmanager
def adopted_rows_open(needed: bool = True):
    """Within it, this transaction may write adopted wordings; two queries. Not to be nested. Does nothing unless
    `needed`."""
    if not needed:
        yield
        return
    opening, closing = MARKS[connection.vendor]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(opening)
        yield
        with connection.cursor() as cursor:
            cursor.execute(closing)
