"""A database made beside the one that serves, which takes its place at once when it is whole.

Whatever goes wrong before that, the portal's own has not been touched, and has answered all along.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from config.backup import BackupRefused

#: the schema of PostgreSQL in which a restored database is made
STAGE = "reperes_restore"
#: names this restore among the advisory locks of PostgreSQL
RESTORE_LOCK = 0x5E9E2E6
#: seconds that the exchange waits for the pages being read
PATIENCE = 60


@contextmanager
def staged() -> Iterator[None]:
    """Within it, Django's connection is to an empty database; at the end, that one replaces the portal's."""
    with _beside_a_file() if connection.vendor == "sqlite" else _beside_a_schema():
        yield


@contextmanager
def _beside_a_file() -> Iterator[None]:
    if connection.is_in_memory_db():
        raise BackupRefused("Une base en mémoire ne se restaure pas : donnez un fichier à DATABASE_URL.")
    live = Path(connection.settings_dict["NAME"])
    live.parent.mkdir(parents=True, exist_ok=True)
    beside = live.with_name(f".{live.name}.restoring")
    _unlink(beside)
    connection.close()
    connection.settings_dict["NAME"] = str(beside)
    try:
        yield
        connection.close()
        with closing(sqlite3.connect(beside)) as source, closing(sqlite3.connect(live, timeout=PATIENCE)) as target:
            (verdict,) = source.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                raise BackupRefused(f"La base restaurée n’est pas saine ({verdict}) : rien n’a été remplacé.")
            source.backup(target)  # one transaction of the target: readers see the old one, then the new one
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(live)
        _unlink(beside)


def _unlink(database: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


@contextmanager
def _beside_a_schema() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), has_database_privilege(current_database(), 'CREATE')")
        live, allowed = cursor.fetchone()
        if not allowed:
            raise BackupRefused("Ce compte ne peut pas créer de schéma : restaurez avec le propriétaire de la base.")
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [RESTORE_LOCK])
        if not cursor.fetchone()[0]:
            raise BackupRefused("Une autre restauration est en cours : attendez qu’elle finisse.")
        cursor.execute(f"DROP SCHEMA IF EXISTS {STAGE} CASCADE")
        cursor.execute(f"CREATE SCHEMA {STAGE}")
        cursor.execute(f"SET search_path TO {STAGE}")
    try:
        yield
        _exchange(live)
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET search_path")
            cursor.execute(f"DROP SCHEMA IF EXISTS {STAGE} CASCADE")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [RESTORE_LOCK])


#: the tables of a schema, and its functions with their arguments, but those of an extension
TABLES = """
SELECT quote_ident(c.relname) FROM pg_class c WHERE c.relnamespace = to_regnamespace(%s) AND c.relkind IN ('r', 'p')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1
"""
FUNCTIONS = """
SELECT format('%%I(%%s)', p.proname, pg_get_function_identity_arguments(p.oid)) FROM pg_proc p
WHERE p.pronamespace = to_regnamespace(%s)
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1
"""


def _exchange(live: str) -> None:
    """Drops the tables of the schema `live` and moves the staged ones there, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")

        def names(query: str, schema: str) -> list[str]:
            cursor.execute(query, [schema])
            return [name for (name,) in cursor.fetchall()]

        cursor.execute("SELECT quote_ident(%s)", [live])
        (quoted,) = cursor.fetchone()
        if old := names(TABLES, live):
            cursor.execute(f"DROP TABLE {', '.join(f'{quoted}.{name}' for name in old)} CASCADE")
        for function in names(FUNCTIONS, STAGE):
            cursor.execute(f"DROP FUNCTION IF EXISTS {quoted}.{function} CASCADE")
            cursor.execute(f"ALTER FUNCTION {STAGE}.{function} SET SCHEMA {quoted}")
        for table in names(TABLES, STAGE):
            cursor.execute(f"ALTER TABLE {STAGE}.{table} SET SCHEMA {quoted}")
