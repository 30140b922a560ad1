"""The grids as data: the same values as the pages, each with its source."""

from datetime import date

import pytest
from django.utils import timezone

from tests.harness import DATE

pytestmark = pytest.mark.django_db

AMENDMENT = "clcc-avenant-2023-06"


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))


def grid(client, slug: str, asked: str = "") -> dict:
    response = client.get(f"/api/v1/grilles/{slug}{asked}")
    assert response.status_code == 200
    return response.json()


def test_the_list_follows_the_manners_of_the_others(client):
    found = client.get("/api/v1/grilles").json()

    assert (found["total"], found["page"], found["suivant"]) == (5, 1, None)
    by_name = {row["grille"]: row for row in found["resultats"]}
    assert by_name["ucanss-soignants"]["emplois_places"] == 43
    assert by_name["ucanss-ingenieurs-conseils"]["niveaux"] == ["10 A", "10 B", "11 A", "11 B", "12"]
    assert by_name["clcc-non-cadres"] == {
        "grille": "clcc-non-cadres", "titre": "Classification des personnels non-cadres", "referentiel": "clcc",
        "referentiel_nom": "CLCC", "document": AMENDMENT, "dates": "signé le 31 janvier 2023, date d’effet non connue",
        "niveaux": ["B", "D", "E", "F"], "emplois_places": 5, "url": "/grilles/clcc-non-cadres/",
    }  # fmt: skip


def test_a_placed_job_gives_its_place_its_rating_and_its_pay_with_their_lines(client):
    rows = {row["cle"]: row for row in grid(client, "clcc-non-cadres")["lignes"]}
    found = rows["assistant-medical-specialise"]

    assert (found["niveaux"], found["fondement"]) == (["F"], "enonce")
    assert (found["position"], found["filiere"], found["cotation"]) == ("4", "MT", "212")
    assert found["source"] == {"document": AMENDMENT, "lignes": [160, 160], "colonnes": [0, 86]}
    assert found["source_details"] == {"document": AMENDMENT, "lignes": [222, 222], "colonnes": [43, 46]}
    assert found["remuneration"] == {
        "groupe": "F", "rmag": 28479, "rmag_1": 29335, "rmag_2": 30213, "date_effet": None,
        "source": {"document": AMENDMENT, "lignes": [210, 210], "colonnes": [40, 48]},
    }  # fmt: skip
    assert rows["assistant-medical"]["source_details"]["lignes"] == [79, 79]
    assert rows["orthophoniste"]["fondement"] == "deduit"
    assert rows["orthophoniste"]["source_details"] is None
    assert "inséré dans le groupe F" in rows["orthophoniste"]["explication"]


def test_a_job_without_place_has_no_level_and_no_basis(client):
    rows = {row["cle"]: row for row in grid(client, "clcc-non-cadres")["lignes"]}

    assert len(rows) == 47
    assert (rows["brancardier"]["niveaux"], rows["brancardier"]["fondement"]) == ([], None)
    assert (rows["aide-de-laboratoire"]["niveaux"], rows["aide-de-laboratoire"]["statut"]) == ([], "supprime")


def test_an_attached_job_names_its_metier_and_no_level(client):
    rows = {row["cle"]: row for row in grid(client, "ucanss-administratif")["lignes"]}

    assert len(rows) == 16 + 81
    assert rows["011101"]["niveaux"] == []
    assert rows["011101"]["metier_repere"]["cle"] == "0111"
    assert rows["0111"]["metier_repere"] is None
    assert [row["cle"] for row in rows["0114"]["remplace_par"]] == ["0111"]
    assert rows["011321"]["autres_intitules"] == [{"nature": "tableau", "intitule": "Conseiller expert"}]


def test_levels_come_with_their_definition_and_their_line(client):
    levels = grid(client, "ucanss-ingenieurs-conseils")["niveaux"]

    assert levels[1]["niveau"] == "10 B"
    assert levels[1]["definition"].startswith("Ingénieur-conseil responsable d'un groupe composé par exemple")
    assert levels[1]["source"]["lignes"] == [1417, 1417]
    assert levels[1]["url"] == "/grilles/ucanss-ingenieurs-conseils/10B/"
    assert {level["definition"] for level in grid(client, "ucanss-soignants")["niveaux"]} == {None}


def test_the_sheet_in_json_cites_the_line_of_the_rating(client):
    (place,) = client.get("/api/v1/emplois/clcc/assistant-medical-specialise").json()["placements"]

    assert place["source"]["lignes"] == [160, 160]
    assert place["source_details"] == {"document": AMENDMENT, "lignes": [222, 222], "colonnes": [43, 46]}
    (file,) = client.get("/emplois/clcc/assistant-medical-specialise.json").json()["placements"]
    assert file["source_details"] == {"document": AMENDMENT, "lignes": [222, 222], "colonnes": [43, 46]}


def test_the_day_is_followed(client):
    before = grid(client, "clcc-non-cadres", "?au=2022-01-01")

    assert [level["niveau"] for level in before["niveaux"]] == ["B"]
    assert {tuple(row["niveaux"]) for row in before["lignes"]} == {()}
    assert client.get("/api/v1/grilles?au=2020-01-01").json()["total"] == 4


@pytest.mark.parametrize("asked", ["?au=hier", "?niveau=4A", "?au=2025-06-30&au=2025-07-01", "?page=2"])
def test_a_parameter_that_means_nothing_is_refused(client, asked):
    for path in ("/api/v1/grilles", "/api/v1/grilles/clcc-non-cadres"):
        response = client.get(f"{path}{asked}")
        assert response.status_code == 400
        assert response.json()["erreur"]


@pytest.mark.parametrize("address", ["x", "clcc-non-cadres?au=2020-01-01", "%F0%9F%92%A5"])
def test_an_unknown_grid_is_a_sentence(client, address):
    response = client.get(f"/api/v1/grilles/{address}")

    assert response.status_code == 404
    assert response.json()["erreur"] == "Aucune grille ne se trouve à cette adresse ce jour-là."


def test_the_data_costs_what_the_page_costs(client, django_assert_num_queries):
    with django_assert_num_queries(8 + DATE):
        client.get("/api/v1/grilles/ucanss-administratif")
