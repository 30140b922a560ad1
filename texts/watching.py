"""The database marks every change of what the pages show, in the transaction that makes it.

Triggers on the tables of the portal give `CatalogueState` another token, drawn at random, and the moment of the
change: what a page was made from is known by it, whoever wrote, by whatever way, and a restored dump finds the token of
its own content. They are made anew after every migration, so that a new table is watched without a word, and dropped
before, since PostgreSQL alters no table whose changes wait to be marked.
"""

from __future__ import annotations

import secrets

from django.apps import apps
from django.db import connections

#: apps whose rows reach a page
WATCHED = ("texts", "grids", "jobs", "careers")
#: what no page shows, and the mark itself
UNWATCHED = frozenset({"texts_cataloguestate", "jobs_trace", "jobs_import"})
STATE = "texts_cataloguestate"
MARK = "catalogue_mark"

#: the rows of a transaction are marked once, at its end, so that no writer waits for another before its own
POSTGRESQL = """
CREATE OR REPLACE FUNCTION {mark}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE {state} SET token = floor(random() * 9e18)::bigint, writer = txid_current(){moment}
  WHERE id = 1 AND writer <> txid_current();
  RETURN NULL;
END $$;
"""
#: the moment of a change, as each database tells it
NOW = {"postgresql": "clock_timestamp()", "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')"}


def watched_tables() -> list[str]:
    """The tables whose changes are marked, those that join two models included."""
    models = [model for app in WATCHED for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return sorted({model._meta.db_table for model in models if model._meta.managed} - UNWATCHED)


def watch(*, using: str = "default", **_: object) -> None:
    """Makes the triggers anew on every table that exists, and another token. For the signal `post_migrate`."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if STATE not in there:
        return
    unwatch(using=using)
    with connection.cursor() as cursor:
        # a database taken back to before the moment was kept has no place for it
        kept = "changed_at" in {row.name for row in connection.introspection.get_table_description(cursor, STATE)}
        now = NOW[connection.vendor] if kept else ""
        moment = f", changed_at = {now}" if kept else ""
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL.format(mark=MARK, state=STATE, moment=moment))
        for table in (table for table in watched_tables() if table in there):
            for statement in _triggers(connection.vendor, table, moment):
                cursor.execute(statement)
        names, values = ("id, token, writer", f"1, {secrets.randbits(62)}, 0")
        if kept:
            names, values = f"{names}, changed_at", f"{values}, {now}"
        cursor.execute(f"DELETE FROM {STATE}")  # noqa: S608
        cursor.execute(f"INSERT INTO {STATE} ({names}) VALUES ({values})")  # noqa: S608


def unwatch(*, using: str = "default", **_: object) -> None:
    """Drops the triggers. For the signal `pre_migrate`."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in (table for table in watched_tables() if table in there):
            for name in _names(connection.vendor, table):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _names(vendor: str, table: str) -> list[str]:
    moments = ("row", "truncate") if vendor == "postgresql" else ("insert", "update", "delete")
    return [f"{table}_marks_{moment}" for moment in moments]


def _triggers(vendor: str, table: str, moment: str) -> list[str]:
    if vendor == "postgresql":
        row, truncate = _names(vendor, table)
        changes, at_the_end = "AFTER INSERT OR UPDATE OR DELETE", "DEFERRABLE INITIALLY DEFERRED"
        run = f"EXECUTE FUNCTION {MARK}()"
        return [
            f"CREATE CONSTRAINT TRIGGER {row} {changes} ON {table} {at_the_end} FOR EACH ROW {run}",
            f"CREATE TRIGGER {truncate} AFTER TRUNCATE ON {table} FOR EACH STATEMENT {run}",
        ]
    change = f"BEGIN UPDATE {STATE} SET token = random(){moment} WHERE id = 1; END"  # noqa: S608
    return [
        f"CREATE TRIGGER {name} AFTER {name.rsplit('_', 1)[1].upper()} ON {table} {change}"
        for name in _names(vendor, table)
    ]
