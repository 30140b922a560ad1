"""The steps of a path as a table to take away: what each line is for a person, with all that the JSON says of it."""

import csv
import io
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from careers.models import PromotionCount, Step
from tests.pages import words

pytestmark = pytest.mark.django_db

CORPS, MEDICAL = "ingenieurs-hospitaliers", "assistant-medical"


def table(client, path: str) -> list[dict[str, str]]:
    content = client.get(f"/parcours/{path}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def line(client, path: str, title: str, step: str = "") -> dict[str, str]:
    """The first line of that title, what is empty left out."""
    found = next(row for row in table(client, path)
                 if words(row["Titre (par Repères)"]) == title and row["Étape"].startswith(step))  # fmt: skip
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize(
    ("path", "title", "nature"),
    [
        (CORPS, "Diplôme d’ingénieur", "condition au choix"),
        (CORPS, "Deux ans dans le 4e échelon", "condition exigée"),
        (CORPS, "Le choix", "clause laissée à l’employeur"),
        (CORPS, "« après 4 nominations »", "clause laissée à l’employeur"),
        (CORPS, "Un tiers des recrutements", "quota"),
        (MEDICAL, "Nombre d’entretiens pris en compte", "condition préconisée"),
    ],
)
def test_a_line_says_what_it_is_for_a_person(client, path, title, nature):
    assert line(client, path, title)["Ce que dit la ligne"] == nature


def test_the_ways_of_meeting_one_condition_name_one_another(client):
    rows = [row for row in table(client, CORPS) if row["Ce que dit la ligne"] == "condition au choix"]

    for row in rows:
        others = row["Au choix avec"].split(" ; ")
        assert row["Titre (par Repères)"] not in others
        # three diplomas, four situations, three kinds of activity, three kinds of career
        assert len(others) == (3 if row["Étape"] == "Concours interne sur épreuves" else 2)
    assert len(rows) == 3 + 4 + 3 + 3


def test_a_number_bears_its_unit_and_what_goes_with_it(client):
    echelon = line(client, CORPS, "Un an dans le 5e échelon du grade d’ingénieur principal")
    missions = line(client, MEDICAL, "Missions d’assistant(e) médical(e) spécialisé(e)")
    transition = line(client, MEDICAL, "Premières promotions de 2023")

    assert (echelon["Minimum"], echelon["Unité"], echelon["Échelon"]) == ("1", "ans", "5")
    assert (missions["Minimum"], missions["Unité"]) == ("1", "missions à temps plein")
    assert missions["Minimum à temps partagé"] == "2"
    assert (transition["Du"], transition["Au"]) == ("2023-01-01", "2023-12-31")


def test_what_hr_counted_leaves_with_the_path(client):
    step = Step.objects.get(path__slug=MEDICAL, key="secretaire-medical")
    writer = get_user_model().objects.create_user("camille")
    PromotionCount.objects.create(step=step, year=2025, count=4, note="Bilan de la CPNE-FP", recorded_by=writer)

    found = line(client, MEDICAL, "Promotions de l’année")

    assert (found["Étape"], found["Année"], found["Promotions"]) == (step.title, "2025", "4")
    assert found["Précision"] == "Bilan de la CPNE-FP"


def test_neither_the_json_nor_the_open_data_require_a_quota_of_anybody(client, tmp_path):
    call_command("export_open_data", tmp_path, verbosity=0)
    told = {
        "json": [row for step in client.get(f"/api/v1/parcours/{CORPS}").json()["etapes"] for row in step["criteres"]],
        "open data": json.loads((tmp_path / "json" / "conditions.json").read_text("utf-8")),
    }

    for rows in told.values():
        weighed = {(row["nature"] in {"quota", "orientations", "appreciation"}, row["poids"]) for row in rows}
        assert weighed - {(False, "preconise")} == {(True, None), (False, "exige")}
