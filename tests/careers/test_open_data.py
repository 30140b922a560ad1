"""The whole of the public data by one command: complete, true to its schema, the same bytes twice, nothing private."""

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from careers.models import Criterion
from careers.open_data_queries import APART, PUBLIC
from jobs.actions import save_draft, start_revision
from jobs.models import Campaign, Item, Job, Mandate, Organisation, Sheet, Trace
from tests.jobs.versions import amendment, edited, fields_of, in_days, next_version, the_job
from texts.models import Document, Passage

pytestmark = pytest.mark.django_db

#: how a cell of CSV is read back, by the type that the schema gives
READ = {"string": str, "date": str, "integer": int, "boolean": lambda cell: {"true": True, "false": False}[cell],
        "array": json.loads}  # fmt: skip


def exported(folder: Path) -> dict[str, bytes]:
    call_command("export_open_data", folder, verbosity=0)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def files(tmp_path) -> dict[str, bytes]:
    """What the command writes of the official texts."""
    return exported(tmp_path / "données")


def cells(files: dict[str, bytes], resource: dict) -> list[dict]:
    """The rows of a resource, read as its schema says."""
    rows = list(csv.reader(io.StringIO(files[resource["path"]].decode(), newline="")))
    fields = resource["schema"]["fields"]
    assert rows[0] == [field["name"] for field in fields]
    return [
        {field["name"]: READ[field["type"]](cell) if cell else None for field, cell in zip(fields, row, strict=True)}
        for row in rows[1:]
    ]


def package(files: dict[str, bytes]) -> dict[str, dict]:
    found = json.loads(files["datapackage.json"])
    return {resource["name"]: resource for resource in found["resources"]}


def schema_faults(resource: dict, rows: list[dict], others: dict[str, list[dict]]) -> list[str]:
    """What in the rows goes against the schema: a key given twice, a value unknown, a lead to nowhere."""
    name, schema = resource["name"], resource["schema"]
    keys = [tuple(row[column] for column in schema["primaryKey"]) for row in rows]
    faults = [f"{name}: {key} twice" for key in {key for key in keys if keys.count(key) > 1}] if len(
        set(keys)) != len(keys) else []  # fmt: skip
    for field in schema["fields"]:
        limits, column = field.get("constraints", {}), [row[field["name"]] for row in rows]
        if limits.get("required") and None in column:
            faults.append(f"{name}.{field['name']}: missing")
        if "enum" in limits and set(column) - {None} - set(limits["enum"]):
            faults.append(f"{name}.{field['name']}: {set(column) - set(limits['enum'])}")
    for lead in schema.get("foreignKeys", []):
        there = {tuple(row[column] for column in lead["reference"]["fields"])
                 for row in others[lead["reference"]["resource"]]}  # fmt: skip
        gone = {tuple(row[column] for column in lead["fields"]) for row in rows} - there
        faults += [f"{name} leads to {row}" for row in gone if None not in row]
    return faults


def test_every_model_leaves_as_a_table_or_is_said_not_to():
    """A new model is public or is not: say which in careers/open_data_queries.py."""
    ours = {
        model._meta.label
        for app in ("texts", "grids", "jobs", "careers")
        for model in apps.get_app_config(app).get_models()
    }
    public = {table.model._meta.label for table in PUBLIC}

    assert public & set(APART) == set()
    assert ours - public - set(APART) == set()


def test_the_same_data_give_the_same_bytes(files, tmp_path):
    assert exported(tmp_path / "encore") == files


def test_each_file_has_its_checksum(files):
    sums = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())

    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()
                    if name != "SHA256SUMS"}  # fmt: skip


def test_every_table_keeps_to_its_schema_and_says_the_same_in_both_forms(files):
    resources = package(files)
    tables = {name: cells(files, resource) for name, resource in resources.items()}

    assert len(resources) == len(PUBLIC)
    for name, resource in resources.items():
        assert schema_faults(resource, tables[name], tables) == []
        assert resource["bytes"] == len(files[resource["path"]])
        assert resource["hash"] == f"sha256:{hashlib.sha256(files[resource['path']]).hexdigest()}"
        assert json.loads(files[f"json/{name.replace('-', '_')}.json"]) == tables[name]
        assert all(field["title"] for field in resource["schema"]["fields"])


def test_a_row_that_breaks_the_schema_is_seen(files):
    resource = package(files)["places"]
    tables = {name: cells(files, other) for name, other in package(files).items()}
    good = tables["places"][0]
    spoilt = [good, good, good | {"rang": 99, "fondement": "deviné", "emploi": "licorne"}, good | {"grille": None}]

    faults = schema_faults(resource, spoilt, tables)

    assert len([fault for fault in faults if "twice" in fault]) == 1
    assert any("deviné" in fault for fault in faults)
    assert any("licorne" in fault for fault in faults)


def test_nothing_of_the_texts_is_left_out(files):
    tables = {name: cells(files, resource) for name, resource in package(files).items()}

    assert len(tables["emplois"]) == Job.objects.count()
    assert len(tables["lignes"]) == Item.objects.count()
    assert len(tables["passages"]) == Passage.objects.count()
    assert len(tables["conditions"]) == Criterion.objects.count()
    for document in Document.objects.all():
        assert files[f"textes/{document.slug}.txt"].decode() == document.text
    (pay,) = [row for row in tables["remunerations"] if row["emploi"] == "assistant-medical-specialise"]
    assert (pay["groupe"], pay["rmag"], pay["rmag_1"], pay["rmag_2"]) == ("F", 28479, 29335, 30213)
    assert (pay["texte"], pay["ligne_debut"]) == ("clcc-avenant-2023-06", 210)
    dates = {(row["texte"], row["nature"]): row["date"] for row in tables["dates-des-textes"]}
    assert dates["clcc-avenant-2021-01", "signature"] == "2021-04-01"


def test_what_is_not_published_does_not_leave(tmp_path, admin_user):
    """A draft, whoever writes it, a mandate: none of their words is in any file; an adopted version is."""
    admin_user.username, admin_user.first_name = "comptesecret", "Prénomsecret"
    admin_user.email = "adresse.secrete@example.org"
    admin_user.save()
    text = amendment(admin_user, effect=in_days(-1))
    next_version(the_job(), "Accueillir et installer", "Accueillir, motadopté et installer", document=text,
                 by=admin_user)  # fmt: skip
    draft = start_revision(the_job(), by=admin_user)
    worded = edited(fields_of(draft), "motadopté", "motbrouillon")
    draft = save_draft(draft, fields=worded, revision=draft.revision, by=admin_user)
    campaign = Campaign.objects.create(year=2026)
    organisation = Organisation.objects.create(name="Organisation d’essai", college="salaries")
    Mandate.objects.create(campaign=campaign, organisation=organisation, holder="Porteursecret", starts_on=in_days(0))
    assert Trace.objects.exists()
    assert Sheet.objects.filter(pk=draft.pk).exists()

    whole = b"\n".join(exported(tmp_path / "x").values()).decode()

    assert "motadopté" in whole
    for secret in ("motbrouillon", "Prénomsecret", "adresse.secrete", "Porteursecret", admin_user.username):
        assert secret not in whole, secret


def test_the_notice_names_every_table_and_every_issuer(files):
    notice = files["LISEZ-MOI.md"].decode()

    assert [table.name for table in PUBLIC if f"| `{table.name}` |" not in notice] == []
    assert [text.title for text in Document.objects.all() if f"- {text.title}. Émetteur\u202f: {text.issuer}." not in
            notice] == []  # fmt: skip
    assert "{" not in notice


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "ailleurs.txt").write_text("à garder", "utf-8")

    with pytest.raises(CommandError, match="n’est pas vide"):
        exported(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["ailleurs.txt"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "fichier").write_text("", "utf-8")

    with pytest.raises(CommandError, match="ne peut pas être écrit"):
        exported(tmp_path / "fichier" / "dedans")


def test_it_costs_the_same_however_many_rows(tmp_path, django_assert_max_num_queries):
    # a query a table, two for the columns of several values, the texts, the editions, the issuers; the transaction
    with django_assert_max_num_queries(len(PUBLIC) + 2 + 3 + 2):
        exported(tmp_path / "x")
