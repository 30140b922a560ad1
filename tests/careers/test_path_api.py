"""The paths as JSON: the same rows as the pages, described with the rest."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_list_has_the_manners_of_the_others(client):
    body = client.get("/api/v1/parcours").json()

    assert (body["total"], body["page"], body["suivant"]) == (3, 1, None)
    first = body["resultats"][0]
    assert first["parcours"] == "assistant-medical"
    assert first["nombre_etapes"] == 3
    assert first["url"] == "/parcours/assistant-medical/"
    assert client.get("/api/v1/parcours?au=2022-01-01").json()["total"] == 2


def test_a_path_gives_its_steps_with_every_word_cited(client):
    body = client.get("/api/v1/parcours/assistant-medical").json()

    assert body["date_signature"] == "2023-01-31"
    assert body["date_effet"] is None
    assert [len(step["criteres"]) for step in body["etapes"]] == [5, 4, 6]
    assert [step["force"] for step in body["etapes"]] == ["accede", "accede", "peut_acceder"]
    assert [row["groupe"] for row in body["postes_emplois_grades"]] == ["D", "D", "E", "F"]
    interviews = next(row for row in body["etapes"][2]["criteres"] if row["cle"] == "entretiens")
    assert (interviews["poids"], interviews["minimum"]) == ("preconise", 3)
    pay = body["etapes"][2]["remuneration"]
    assert (pay["rmag"], pay["rmag_1"], pay["rmag_2"], pay["date_effet"]) == (28479, 29335, 30213, None)
    assert body["etapes"][2]["bilans"] == []
    for step in body["etapes"]:
        for row in (step, *step["criteres"], *step["dispositions"]):
            assert row["enonce"]["texte"]
            assert row["enonce"]["source"]["document"] == "clcc-avenant-2023-06"


def test_the_corps_gives_its_grades_and_probation(client):
    body = client.get("/api/v1/parcours/ingenieurs-hospitaliers").json()

    grades = [row for row in body["postes_emplois_grades"] if row["nature"] == "grade"]
    assert [(row["echelons"], row["echelons_speciaux"]) for row in grades] == [(10, 0), (9, 0), (5, 1)]
    probation = next(row for row in body["dispositions"] if row["nature"] == "stage")
    assert (probation["mois"], probation["mois_de_prolongation"]) == (12, 12)


def test_the_map_of_a_job_keeps_what_is_computed_apart(client):
    body = client.get("/api/v1/emplois/fph/15d30/parcours").json()

    assert [row["nature"] for row in body["y_menent"]] == ["recrutement"] * 5
    assert [row["nature"] for row in body["mene_a"]] == ["avancement"] * 3 + ["passerelle"]
    assert body["mene_a"][-1]["source"]["lignes"] == [375, 375]
    assert body["mene_a"][-1]["url"] is None
    assert len(body["proches_par_le_calcul"]) >= 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/parcours/chirurgien", 404),
        ("/api/v1/parcours/assistant-medical?au=2022-01-01", 404),
        ("/api/v1/parcours/assistant-medical?au=demain", 400),
        ("/api/v1/parcours?tri=titre", 400),
        ("/api/v1/emplois/clcc/chirurgien/parcours", 404),
        ("/api/v1/emplois/clcc/secretaire/parcours?z=1", 400),
    ],
)
def test_a_bad_request_is_refused_in_a_sentence(client, address, status):
    response = client.get(address)

    assert response.status_code == status
    assert response.json()["erreur"].endswith(".")


def test_the_paths_are_described_with_the_rest(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert {"/api/v1/parcours", "/api/v1/parcours/{path}", "/api/v1/emplois/{framework}/{key}/parcours"} <= set(paths)
    assert "Un parcours" in client.get("/api/v1/docs").content.decode()
