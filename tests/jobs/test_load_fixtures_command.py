"""What load_fixtures says, in French, to the person who runs it."""

import json
import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from jobs.models import Job, JobTitle
from texts.models import Document
from texts.syncing import LOAD_LOCK, one_load_at_a_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A copy of the fixtures, to spoil."""
    copy = tmp_path / "fixtures"
    shutil.copytree(settings.BASE_DIR / "fixtures", copy, ignore=shutil.ignore_patterns("builder", "__pycache__"))
    return copy


def said(**options):
    out = StringIO()
    call_command("load_fixtures", stdout=out, **options)
    return out.getvalue()


def test_a_load_that_changes_nothing_says_so(official):
    lines = said().splitlines()

    assert lines[0].split() == ["lignes", "créées", "modifiées", "inchangées", "retirées"]
    assert ["emplois", "0", "0", str(len(official.jobs)), "0"] in [line.split() for line in lines]
    assert lines[-1].startswith("Rien n’a changé : la base était à jour (")


def test_a_load_says_what_it_wrote_by_kind(folder):
    grids = json.loads((folder / "grids.json").read_text("utf-8"))
    grids[0]["title"] = "Autre titre"
    (folder / "grids.json").write_text(json.dumps(grids), "utf-8")

    lines = said(dossier=folder).splitlines()

    assert ["grilles", "0", "1", str(len(grids) - 1), "0"] in [line.split() for line in lines]
    assert lines[-1].startswith("La base est à jour : 1 ligne écrite ou retirée en ")


def test_a_load_names_what_it_left_and_what_it_kept(folder):
    document = Document.objects.get(slug="clcc-avenant-2021-01")
    rows = json.loads((folder / "jobs.json").read_text("utf-8"))
    kept = next(row for row in rows if row["framework"] == "clcc" and row["statuses"][0]["status"] == "supprime")
    names = f"clcc/{kept['key']}"
    job = Job.objects.get(framework__code="clcc", key=kept["key"])
    JobTitle.objects.create(job=job, document=document, text="Mon titre", kind="tableau")
    (folder / "jobs.json").write_text(json.dumps([row for row in rows if row is not kept]), "utf-8")
    anomalies = json.loads((folder / "anomalies.json").read_text("utf-8"))
    for anomaly in anomalies:
        anomaly["jobs"] = [name for name in anomaly["jobs"] if name != names]
    (folder / "anomalies.json").write_text(json.dumps(anomalies), "utf-8")

    lines = said(dossier=folder).splitlines()

    assert f"Absent des fixtures, gardé car utilisé (emplois) : {job.title}" in lines


def test_a_quiet_load_prints_nothing():
    assert said(verbosity=0) == ""


def spoil_folder(folder):
    shutil.rmtree(folder)


def spoil_json(folder):
    (folder / "jobs.json").write_text('[\n{"key": 1},\n{', "utf-8")


def spoil_shape(folder):
    (folder / "jobs.json").write_text("{}", "utf-8")


def spoil_encoding(folder):
    (folder / "grids.json").write_bytes(b"[\xff]")


def spoil_passages(folder):
    (folder / "passages-clcc-avenant-2021-01.json").unlink()


def spoil_text(folder):
    (folder / "documents" / "clcc-avenant-2021-01.txt").write_text("tronqué", "utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (spoil_folder, "documents.json ne se lit pas : lancez « python manage.py build_fixtures »"),
        (spoil_json, "jobs.json, ligne 3 : ce fichier n’est pas du JSON lisible."),
        (spoil_shape, "jobs.json : une liste d’objets était attendue."),
        (spoil_encoding, "grids.json n’est pas en UTF-8."),
        (spoil_passages, "passages-clcc-avenant-2021-01.json ne se lit pas"),
        (spoil_text, "clcc-avenant-2021-01.txt n’est pas le texte que documents.json décrit"),
    ],
)
def test_fixtures_that_cannot_be_read_are_named_in_one_sentence(folder, spoil, says):
    spoil(folder)

    with pytest.raises(CommandError) as refusal:
        said(dossier=folder)

    assert str(refusal.value).startswith("Rien n’a été chargé. ")
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_the_help_reads_well(capsys):
    with pytest.raises(SystemExit):
        call_command("load_fixtures", "--help")

    words = " ".join(capsys.readouterr().out.split())
    assert "Tout est fait d’un coup ou rien ne l’est" in words
    assert "--dossier DOSSIER le dossier des fixtures à charger" in words


def test_a_load_holds_the_writer_s_place_from_its_first_word():
    one_load_at_a_time()

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                [LOAD_LOCK],
            )
            assert cursor.fetchone() == (1,)
    else:
        assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
