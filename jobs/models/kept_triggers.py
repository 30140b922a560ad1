"""The triggers that let rows written once be added and read, in the database itself.

A migration that alters one of `KEPT` is framed by `kept_unguarded`: SQLite rebuilds a table to alter it, which drops
its triggers in silence.
"""

from django.db import migrations

from .door import TABLE

REFUSED = "Cette ligne ne se modifie ni ne se supprime : une correction en ajoute une nouvelle."

#: table → what must be the same for a row to take the place of another (`INSERT OR REPLACE`, on SQLite)
KEPT = {
    "jobs_edition": "k.id = NEW.id OR (k.campaign_id = NEW.campaign_id AND k.number = NEW.number)",
    "jobs_transmission": "k.id = NEW.id",
    "jobs_erratum": "k.id = NEW.id",
    "jobs_opinion": "k.id = NEW.id OR "
    "(k.entry_id = NEW.entry_id AND k.organisation_id = NEW.organisation_id AND k.number = NEW.number)",
    "jobs_remark": "k.id = NEW.id",
    "jobs_reply": "k.id = NEW.id",
    "jobs_revisionrequest": "k.id = NEW.id",
    "jobs_requestanswer": "k.id = NEW.id OR k.request_id = NEW.request_id",
    "texts_textdate": "k.id = NEW.id AND k.recorded_by_id IS NOT NULL",
}
#: the dates that a text prints are put right with it by the loader; those that people recorded are kept
ONLY = {"texts_textdate": "OLD.recorded_by_id IS NOT NULL"}

#: through the same door as adopted wordings
POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_kept_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('reperes.adopted_door', true) IS DISTINCT FROM 'open' THEN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
"""


def raise_kept(apps, schema_editor) -> None:
    """Create the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)  # its % are not placeholders
    for table, taken in KEPT.items():
        only = ONLY.get(table, "")
        if schema_editor.connection.vendor == "postgresql":
            run = f"EXECUTE FUNCTION refuse_kept_row('{REFUSED}')"
            when = f" WHEN ({only})" if only else ""
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW{when} {run}"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}"
            )
            continue
        replaces = f"EXISTS (SELECT 1 FROM {table} k WHERE {taken})"  # noqa: S608
        other = f"NEW.id <> OLD.id AND {replaces}"
        moments = {"INSERT": replaces, "UPDATE": f"{only or '1'} OR ({other})", "DELETE": only or "1"}
        for moment, refused in moments.items():
            when = f"({refused}) AND NOT EXISTS (SELECT 1 FROM {TABLE})"  # noqa: S608
            body = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            name = f"{table}_kept_{moment.lower()}"
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {when} {body}")


def lower_kept(apps, schema_editor) -> None:
    """Drop the triggers."""
    for table in KEPT:
        if schema_editor.connection.vendor == "postgresql":
            for name in ("kept", "kept_whole"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
        else:
            for moment in ("insert", "update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_kept_{moment}")


def kept_guarded() -> migrations.RunPython:
    """The operation that puts the triggers up."""
    return migrations.RunPython(raise_kept, lower_kept)


def kept_unguarded(*operations) -> list:
    """`operations` on the tables of `KEPT`, with the triggers down meanwhile."""
    return [migrations.RunPython(lower_kept, raise_kept), *operations, kept_guarded()]
