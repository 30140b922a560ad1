"""The triggers that make adopted wordings, and traces, immutable in the database itself.

A migration that alters one of `TABLES` is framed by `unguarded`: SQLite rebuilds a table to alter it, which drops its
triggers and trips over those of the others.
"""

from django.db import migrations

from .door import TABLE

REFUSED = "Cette fiche est adoptée : sa rédaction ne se modifie ni ne se supprime."
WRITTEN = "Une trace ne se modifie ni ne se supprime."
TABLES = ("jobs_sheet", "jobs_section", "jobs_item", "jobs_trace")

#: SQLite: table → moment → when it is refused. `INSERT OR REPLACE` deletes without asking the triggers of deletion, so
#: that a row which takes the place of another is looked at too.
_ADOPTED_SECTION = (
    "EXISTS (SELECT 1 FROM jobs_section c JOIN jobs_sheet f ON f.id = c.sheet_id "
    "WHERE f.state = 'adoptee' AND c.id IN ({}))"
)
_ADOPTED_SHEET = "EXISTS (SELECT 1 FROM jobs_sheet f WHERE f.state = 'adoptee' AND f.id IN ({}))"
_SHEET_TAKEN = (
    "EXISTS (SELECT 1 FROM jobs_sheet f WHERE f.state = 'adoptee' "
    "AND (f.id = NEW.id OR (f.job_id = NEW.job_id AND f.number = NEW.number)){})"
)
_ITEM_TAKEN = _ADOPTED_SECTION.format("(SELECT i.section_id FROM jobs_item i WHERE i.id = NEW.id)")
SQLITE = {
    "jobs_sheet": {
        "INSERT": _SHEET_TAKEN.format(""),
        "UPDATE": f"OLD.state = 'adoptee' OR {_SHEET_TAKEN.format(' AND f.id <> OLD.id')}",
        "DELETE": "OLD.state = 'adoptee'",
    },
    "jobs_section": {
        "INSERT": f"{_ADOPTED_SHEET.format('NEW.sheet_id')} OR {_ADOPTED_SECTION.format('NEW.id')}",
        "UPDATE": f"{_ADOPTED_SHEET.format('OLD.sheet_id, NEW.sheet_id')} OR {_ADOPTED_SECTION.format('NEW.id')}",
        "DELETE": _ADOPTED_SHEET.format("OLD.sheet_id"),
    },
    "jobs_item": {
        "INSERT": f"{_ADOPTED_SECTION.format('NEW.section_id')} OR {_ITEM_TAKEN}",
        "UPDATE": f"{_ADOPTED_SECTION.format('OLD.section_id, NEW.section_id')} OR {_ITEM_TAKEN}",
        "DELETE": _ADOPTED_SECTION.format("OLD.section_id"),
    },
    "jobs_trace": {"UPDATE": "1", "DELETE": "1"},
}

#: PostgreSQL: the sheet is locked while it is looked at, so that nobody adopts it before this transaction ends
POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_adopted_wording() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sheets bigint[] := '{}';
  refused boolean;
BEGIN
  IF current_setting('reperes.adopted_door', true) = 'open' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'TRUNCATE' THEN
    refused := true;
  ELSIF TG_TABLE_NAME = 'jobs_sheet' THEN
    refused := OLD.state = 'adoptee';
  ELSIF TG_TABLE_NAME = 'jobs_trace' THEN
    refused := true;
  ELSE
    IF TG_TABLE_NAME = 'jobs_section' THEN
      IF TG_OP <> 'INSERT' THEN sheets := sheets || OLD.sheet_id; END IF;
      IF TG_OP <> 'DELETE' THEN sheets := sheets || NEW.sheet_id; END IF;
    ELSE
      IF TG_OP <> 'INSERT' THEN
        sheets := sheets || ARRAY(SELECT sheet_id FROM jobs_section WHERE id = OLD.section_id);
      END IF;
      IF TG_OP <> 'DELETE' THEN
        sheets := sheets || ARRAY(SELECT sheet_id FROM jobs_section WHERE id = NEW.section_id);
      END IF;
    END IF;
    PERFORM 1 FROM jobs_sheet WHERE id = ANY(sheets) ORDER BY id FOR SHARE;
    refused := EXISTS (SELECT 1 FROM jobs_sheet WHERE id = ANY(sheets) AND state = 'adoptee');
  END IF;
  IF refused THEN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
"""


def _why(table: str) -> str:
    return WRITTEN if table == "jobs_trace" else REFUSED


def _moments(table: str) -> str:
    return "UPDATE OR DELETE" if table in {"jobs_sheet", "jobs_trace"} else "INSERT OR UPDATE OR DELETE"


def raise_guard(apps, schema_editor) -> None:
    """Create the triggers, and the door on SQLite."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)  # its % are not placeholders
        for table in TABLES:
            run = f"EXECUTE FUNCTION refuse_adopted_wording('{_why(table)}')"
            schema_editor.execute(
                f"CREATE TRIGGER {table}_guard BEFORE {_moments(table)} ON {table} FOR EACH ROW {run}"
            )
            schema_editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}")
        return
    schema_editor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (id integer PRIMARY KEY CHECK (id = 1))")
    for table, moments in SQLITE.items():
        for moment, refused in moments.items():
            when = f"({refused}) AND NOT EXISTS (SELECT 1 FROM {TABLE})"  # noqa: S608
            body = f"BEGIN SELECT RAISE(ABORT, '{_why(table)}'); END"
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{moment.lower()} BEFORE {moment} ON {table} WHEN {when} {body}"
            )


def lower_guard(apps, schema_editor) -> None:
    """Drop the triggers; the door stays."""
    for table, moments in SQLITE.items():
        if schema_editor.connection.vendor == "postgresql":
            for name in ("guard", "whole"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
        else:
            for moment in moments:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{moment.lower()}")


def guarded() -> migrations.RunPython:
    """The operation that puts the triggers up."""
    return migrations.RunPython(raise_guard, lower_guard)


def unguarded(*operations) -> list:
    """`operations` on the guarded tables, with the triggers down meanwhile."""
    return [migrations.RunPython(lower_guard, raise_guard), *operations, guarded()]
