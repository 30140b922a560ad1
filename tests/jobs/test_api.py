"""The JSON: shape and values of the published contract, each value read in the texts by eye."""

import json
from datetime import date

import pytest
from django.utils import timezone

from tests.harness import DATE
from tests.pages import read, words
from texts.enums import DateKind
from texts.models import Document, TextDate

pytestmark = pytest.mark.django_db

ANNEX = "ucanss-annexe-1-metiers-reperes"
KEYS = [
    "referentiel", "cle", "code", "codes_alternatifs", "nature", "intitule", "autres_intitules", "synonymes",
    "statut", "remplace_par", "remplace", "metier_repere", "emplois_rattaches", "placements",
    "remuneration", "attributs", "fiche",
]  # fmt: skip


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    """Today, for these tests: the announcements of 2025 are behind."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))


def job(client, address: str) -> dict:
    response = client.get(f"/api/v1/emplois/{address}")
    assert response.status_code == 200
    return response.json()


def source(document: str, first: int, last: int | None = None, columns: list[int] | None = None) -> dict:
    return {"document": document, "lignes": [first, last or first], "colonnes": columns}


# A sheet


def test_a_sheet_has_every_key_of_the_contract(client):
    found = job(client, "ucanss/060101")

    assert set(KEYS) <= set(found)
    assert set(found["attributs"]) >= {"pays", "theme", "familles", "directions", "rncp", "niveau_diplome"}
    assert set(found["fiche"]) >= {"numero", "document", "date_signature", "date_effet", "rubriques"}
    section = found["fiche"]["rubriques"][0]
    assert set(section) >= {"type", "intitule", "niveau", "branches", "groupe", "elements"}
    assert set(section["elements"][0]) >= {"texte", "code", "sous_elements", "ancre", "source"}
    assert set(found["placements"][0]) >= {
        "grille", "niveaux", "position", "filiere", "cotation", "fondement", "source",
    }  # fmt: skip


def test_a_care_job_gives_the_values_of_its_text(client):
    found = job(client, "ucanss/060101")

    assert (found["referentiel"], found["cle"], found["code"]) == ("ucanss", "060101", "060101")
    assert (found["nature"], found["intitule"], found["statut"]) == ("emploi", "Aide-soignant(e)", "en_vigueur")
    assert (found["codes_alternatifs"], found["remplace_par"], found["remuneration"]) == ([], [], [])
    assert found["niveaux"] == ["3EB"]  # printed « 3Eb », spelled as the header of the grid
    # « Emploi 060101 – Aide-soignant(e) – Niveau 3Eb » : the level is on line 798
    (place,) = found["placements"]
    assert place == {
        "grille": "ucanss-soignants", "niveaux": ["3EB"], "position": None, "filiere": None, "cotation": None,
        "fondement": "enonce", "source": source(ANNEX, 798, columns=place["source"]["colonnes"]),
        "source_details": None,
    }  # fmt: skip
    attributes = found["attributs"]
    assert (attributes["rncp"], attributes["niveau_diplome"]) == ([35830], 4)
    assert (attributes["pays"], attributes["theme"], attributes["familles"]) == (None, None, [])
    sheet = found["fiche"]
    assert (sheet["numero"], sheet["document"], sheet["date_signature"], sheet["date_effet"]) == (1, ANNEX, None, None)
    assert [section["type"] for section in sheet["rubriques"]] == ["diplome", "finalite", "activites"]


def test_a_required_diploma_of_the_cancer_centres_is_a_fact_and_a_filter(client):
    """Avenant 2021-01, lines 1126 to 1132."""
    diplomas = job(client, "clcc/dieteticien")["attributs"]["diplomes"]

    assert diplomas == [
        "Diplôme d’État de diététicien", "BTS de diététique", "DUT spécialité biologie appliquée, option diététique",
    ]  # fmt: skip
    for value in ("diplome-detat-de-dieteticien", "bts-de-dietetique"):
        found = client.get("/api/v1/emplois", {"diplome": value}).json()
        assert [row["cle"] for row in found["resultats"]] == ["dieteticien"]


def test_a_level_of_diploma_is_given_where_the_text_requires_one(client):
    coach = job(client, "anap/coach-interne-a-l-hopital")["attributs"]
    coordinator = job(client, "fph/15d30")["attributs"]

    assert (coach["niveau_diplome"], coach["diplomes"]) == (6, [])
    # four of the five routes of 15D30 ask for no diploma: its level is one of qualification
    assert (coordinator["niveau_diplome"], coordinator["niveau_qualification"]) == (None, "Niveau 7 (Master)")


def test_an_item_gives_its_words_and_their_columns(client):
    """Line 804 opens on a tag of thirty-four characters, a space, a bullet and a space."""
    (activities,) = [s for s in job(client, "ucanss/060101")["fiche"]["rubriques"] if s["type"] == "activites"]

    item = activities["elements"][0]
    line = Document.objects.get(slug=ANNEX).text.split("\n")[803]

    assert item["texte"] == "Dispenser des soins d'hygiène et de confort"
    assert item["source"] == source(ANNEX, 804, columns=[37, 80])
    assert line[37:80] == item["texte"]
    assert item["ancre"].startswith("e-")
    assert (item["code"], item["sous_elements"]) == (None, [])


def test_the_columns_of_every_item_of_one_line_hold_its_words(client):
    lines = {row.slug: row.text.split("\n") for row in Document.objects.all()}

    for address in ("ucanss/060101", "ucanss/060307", "clcc/agent-de-service"):
        for section in job(client, address)["fiche"]["rubriques"]:
            for item in section["elements"]:
                if columns := item["source"]["colonnes"]:
                    text = lines[item["source"]["document"]][item["source"]["lignes"][0] - 1]
                    assert text[columns[0] : columns[1]].strip()[:4] == item["texte"][:4]


def test_pay_and_place_of_the_assistant_medical_specialise(client):
    """Avenant 2023-06, lines 210 and 222. The date of effect is not known."""
    found = job(client, "clcc/assistant-medical-specialise")

    assert found["code"] is None
    (pay,) = found["remuneration"]
    assert pay | {"source": None} == {
        "groupe": "F", "rmag": 28479, "rmag_1": 29335, "rmag_2": 30213, "date_effet": None, "source": None,
    }  # fmt: skip
    assert pay["source"]["lignes"] == [210, 210]
    (place,) = found["placements"]
    assert (place["grille"], place["niveaux"], place["position"]) == ("clcc-non-cadres", ["F"], "4")
    assert (place["filiere"], place["cotation"], place["fondement"]) == ("MT", "212", "enonce")
    assert found["fiche"]["date_signature"] == "2023-01-31"
    assert found["fiche"]["date_effet"] is None
    assert len(found["base_commune"]) == 11
    assert any("masculin générique" in row["texte"] for row in found["portee"])


def test_the_date_of_effect_recorded_once_is_given_with_every_fact_of_its_text(client, admin_user):
    text = Document.objects.get(slug="clcc-avenant-2023-06")
    TextDate.objects.create(document=text, kind=DateKind.EFFECT, value=date(2023, 4, 1), recorded_by=admin_user)

    found = job(client, "clcc/assistant-medical-specialise")

    assert found["fiche"]["date_effet"] == found["remuneration"][0]["date_effet"] == "2023-04-01"


def test_an_attached_job_has_no_sheet_and_names_the_job_whose_it_shares(client):
    found = job(client, "ucanss/011101")

    assert (found["nature"], found["fiche"], found["placements"]) == ("emploi_rattache", None, [])
    assert found["metier_repere"] == {
        "referentiel": "ucanss", "cle": "0111", "code": "0111", "intitule": "Gestionnaire conseil sécurité sociale",
    }  # fmt: skip


def test_a_metier_names_its_jobs_and_says_its_levels_are_derived(client):
    found = job(client, "ucanss/0111")

    assert found["nature"] == "metier_repere"
    assert len(found["emplois_rattaches"]) == 21
    assert found["emplois_rattaches"][0]["cle"] == "011101"
    (place,) = found["placements"]
    assert (place["grille"], place["niveaux"], place["fondement"]) == (
        "ucanss-administratif",
        ["3", "4A", "4B"],
        "deduit",
    )
    by_level = {s["niveau"] for s in found["fiche"]["rubriques"] if s["type"] == "activites"}
    assert by_level == {"3", "4A", "4B"}
    maladie = [s for s in found["fiche"]["rubriques"] if s["branches"] == ["Maladie"]]
    assert [(s["niveau"], len(s["elements"])) for s in maladie] == [("4A", 2), ("4B", 3)]
    both = [s for s in found["fiche"]["rubriques"] if len(s["branches"]) == 2]
    assert [s["branches"] for s in both] == [["Recouvrement", "Retraite"]]


@pytest.mark.parametrize(
    ("address", "status", "successor", "announced"),
    [
        ("ucanss/011401?au=2025-06-30", "en_vigueur", "011122", "2025"),
        ("ucanss/011401?au=2026-01-01", "remplace", "011122", "2025"),
        ("ucanss/0114", "remplace", "0111", None),
        ("ucanss/060103", "remplace", "060109", None),
    ],
)
def test_a_replaced_job_names_its_successor_and_the_year_announced(client, address, status, successor, announced):
    found = job(client, address)

    assert found["statut"] == status
    (other,) = found["remplace_par"]
    assert (other["referentiel"], other["cle"], other["code"], other["annonce"]) == (
        "ucanss",
        successor,
        successor,
        announced,
    )
    assert other["source"]["document"] == ANNEX
    assert f"{found['cle']}" in [row["cle"] for row in job(client, f"ucanss/{successor}")["remplace"]]


@pytest.mark.parametrize(
    ("address", "status"),
    [("clcc/aide-de-laboratoire", "supprime"), ("anap/community-manager", "emergent"), ("fph/15d30", "en_vigueur")],
)
def test_the_status_is_one_of_four_words(client, address, status):
    found = job(client, address)

    assert found["statut"] == status
    assert (found["fiche"] is None) == (status == "supprime")


def test_an_emerging_job_gives_its_country_without_preposition(client):
    found = job(client, "anap/assistant-technique-d-anesthesie")

    assert found["attributs"]["pays"] == "Allemagne"  # « EN ALLEMAGNE », line 37
    assert found["attributs"]["theme"] == "Prise en soins des patients"
    assert found["attributs"]["familles"] == ["SOINS"]
    assert [s["type"] for s in found["fiche"]["rubriques"]] == ["contexte", "missions", "formation", "perspectives"]
    (missions,) = [s for s in found["fiche"]["rubriques"] if s["type"] == "missions"]
    assert len(missions["elements"]) == 9  # lines 57 to 81


def test_coded_knowledge_keeps_its_code(client):
    (known,) = [s for s in job(client, "fph/15d30")["fiche"]["rubriques"] if s["type"] == "connaissances"]

    assert [(item["texte"], item["code"]) for item in known["elements"][:3]] == [
        ("Anglais scientifique", "15214"),
        ("Communication/relations interpersonnelles", "15434"),
        ("Conduite de projet", None),
    ]


def test_another_code_is_answered_by_its_job(client):
    found = job(client, "ucanss/06030101")

    assert (found["cle"], found["codes_alternatifs"]) == ("060303", ["06030101"])


@pytest.mark.parametrize("address", ["ucanss/060101", "clcc/assistant-medical-specialise", "ucanss/0111", "fph/15d30"])
def test_the_file_beside_the_page_is_the_answer_of_the_api(client, address):
    assert client.get(f"/emplois/{address}.json").json() == job(client, address)


def test_the_page_and_its_json_say_the_same_words(client):
    for address in ("clcc/principalat", "anap/traducteur-medical", "ucanss/060201"):
        page = read(client.get(f"/emplois/{address}/"))
        found = job(client, address)
        items = [item for section in found["fiche"]["rubriques"] for item in section["elements"]]
        assert items
        for item in items:
            assert page.one("li", "item", id=item["ancre"]).text.startswith(words(item["texte"]))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ucanss/nulle-part", "Aucun emploi ne se trouve à l’adresse /emplois/ucanss/nulle-part/ ce jour-là."),
        (
            "clcc/agent-de-service?au=2021-03-31",
            "Aucun emploi ne se trouve à l’adresse /emplois/clcc/agent-de-service/ ce jour-là.",
        ),
    ],
)
def test_an_unknown_job_is_a_404_with_a_sentence(client, address, sentence):
    response = client.get(f"/api/v1/emplois/{address}")

    assert response.status_code == 404
    assert response.json() == {"erreur": sentence, "parametres": {}}


# The list


def rows_of_every_page(client, query: str) -> list[dict]:
    url, rows = f"/api/v1/emplois?{query}", []
    while url:
        found = client.get(url).json()
        rows += found["resultats"]
        url = found["suivant"]
    assert len(rows) == found["total"]
    return rows


@pytest.mark.parametrize(
    "query", ["", "referentiel=clcc&tri=texte", "q=hygiène&nature=emploi", "niveau=3EB&niveau=6EA"]
)
def test_the_list_is_the_selection_of_the_page_from_page_to_page(client, query):
    rows = rows_of_every_page(client, query)

    page = read(client.get(f"/emplois/?{query}"))
    assert page.one("h2", id="results-h").text == f"{len(rows)} emploi{'s' if len(rows) > 1 else ''}"
    assert [row["url"] for row in rows][:24] == [card.one("h3").all("a")[0].url for card in page.all("li", "card")]
    assert len({row["url"] for row in rows}) == len(rows)


def test_the_first_page_names_the_next_one(client):
    found = client.get("/api/v1/emplois?referentiel=clcc").json()

    assert {name: found[name] for name in ("total", "page", "suivant")} == {
        "total": 47, "page": 1, "suivant": "/api/v1/emplois?referentiel=clcc&page=2",
    }  # fmt: skip
    assert client.get(found["suivant"]).json()["suivant"] is None


def test_a_row_says_enough_to_go_to_the_sheet(client):
    (row,) = client.get("/api/v1/emplois?q=060101").json()["resultats"]

    assert row == {
        "referentiel": "ucanss", "cle": "060101", "code": "060101", "intitule": "Aide-soignant(e)", "nature": "emploi",
        "statut": "en_vigueur", "note": None, "niveaux": ["3EB"], "url": "/emplois/ucanss/060101/",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        (
            "pays=atlantide",
            "pays",
            "« atlantide » n’est pas une valeur connue du filtre « Pays » : choisissez-en une dans la liste.",
        ),
        ("page=99", "page", "La page 99 n’existe pas : la dernière est la page 10."),
        ("page=0", "page", "« 0 » n’est pas un numéro de page : donnez un nombre à partir de 1."),
        ("au=2025-13-01", "au", "« 2025-13-01 » n’est pas une date : écrivez-la AAAA-MM-JJ, comme 2025-06-30."),
        ("referentiels=clcc", "referentiels", "Le paramètre « referentiels » n’existe pas : retirez-le."),
        ("tri=prix", "tri", "« prix » n’est pas un tri connu : choisissez parmi pertinence, intitule, texte, code."),
    ],
)
def test_a_list_that_would_be_taken_for_the_filtered_one_is_refused(client, query, parameter, sentence):
    response = client.get(f"/api/v1/emplois?{query}")

    assert response.status_code == 400
    assert words(response.json()["erreur"]) == sentence
    assert {name: words(said) for name, said in response.json()["parametres"].items()} == {parameter: sentence}


# Texts and anomalies


def test_the_texts_are_listed_with_what_is_known_of_their_dates(client):
    found = client.get("/api/v1/documents").json()

    assert (found["total"], found["page"], found["suivant"]) == (5, 1, None)
    by_slug = {row["document"]: row for row in found["resultats"]}
    text = by_slug["clcc-avenant-2021-01"]
    assert (text["nor"], text["idcc"]) == ("ASET2150539M", "2046")  # lines 8 and 10
    assert (text["date_signature"], text["date_effet"], text["lignes"]) == ("2021-04-01", None, 2110)
    assert text["signataires"] == [
        {"college": "employeurs", "organisation": "FNCLCC"},
        {"college": "salaries", "organisation": "FO"},
    ]  # lines 14 and 20
    assert by_slug["aphp-fiche-metier-15d30"]["date_signature"] is None


def test_the_register_is_given_by_pages_with_its_quotes_and_its_jobs(client):
    rows, following = [], "/api/v1/anomalies"
    while following:
        found = client.get(following).json()
        rows += found["resultats"]
        following = found["suivant"]

    assert found["total"] == len(rows) == len({row["cle"] for row in rows}) > 300
    assert found["page"] == -(-len(rows) // 100)
    (absent,) = [row for row in rows if row["cle"] == "ucanss-metier-0114-sans-fiche"]
    assert {"titre": "0114 Gestionnaire Carrière", "url": "/emplois/ucanss/0114/"} in absent["emplois"]
    assert any(quote["source"]["lignes"][0] == 12 for quote in absent["citations"])


def test_the_register_takes_the_filters_of_its_page(client):
    found = client.get("/api/v1/anomalies?texte=clcc-avenant-2023-06&nature=renvoi_errone").json()

    assert (found["total"], found["suivant"]) == (2, None)
    assert {row["nature"] for row in found["resultats"]} == {"renvoi_errone"}
    one = client.get("/api/v1/anomalies?emploi=ucanss/060703&mot=071101").json()
    assert "ucanss-soignants-060703-activites-de-071101" in [row["cle"] for row in one["resultats"]]
    second = client.get("/api/v1/anomalies?mot=ligne&page=2").json()
    assert second["page"] == 2
    assert second["suivant"] is None or "mot=ligne" in second["suivant"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("nature=x", "nature"), ("texte=x", "texte"), ("emploi=x", "emploi"), ("constat=x", "constat"),
     ("couleur=x", "couleur"), ("page=0", "page"), ("page=99", "page"), ("mot=" + "x" * 201, "mot")],
)  # fmt: skip
def test_a_register_that_would_be_taken_for_the_filtered_one_is_refused(client, query, parameter):
    response = client.get(f"/api/v1/anomalies?{query}")

    assert response.status_code == 400
    assert list(response.json()["parametres"]) == [parameter]


@pytest.mark.parametrize("address", ["documents"])
def test_what_is_given_whole_takes_no_parameter(client, address):
    response = client.get(f"/api/v1/{address}?page=2")

    assert response.status_code == 400
    assert words(response.json()["erreur"]) == "Le paramètre « page » n’existe pas : retirez-le."


# Its description, methods and cost


def test_the_description_names_each_address_and_each_answer_follows_it(client):
    described = client.get("/api/v1/openapi.json").json()

    assert set(described["paths"]) >= {
        "/api/v1/emplois", "/api/v1/emplois/{framework}/{key}", "/api/v1/comparaison", "/api/v1/rapprochement",
        "/api/v1/suggestions", "/api/v1/grilles", "/api/v1/grilles/{grid}", "/api/v1/documents", "/api/v1/anomalies",
    }  # fmt: skip
    assert {method for path in described["paths"].values() for method in path} == {"get"}
    known = described["components"]["schemas"]["JobSchema"]["properties"]
    assert set(job(client, "ucanss/060101")) == set(known)


def test_the_documentation_is_a_page_that_names_each_address(client):
    text = read(client.get("/api/v1/docs")).one("main").text

    for path in ("/api/v1/emplois", "/api/v1/emplois/{framework}/{key}", "/api/v1/documents", "/api/v1/anomalies"):
        assert f"GET {path}" in text


def test_every_answer_is_json_in_readable_french(client):
    for address in ("/api/v1/emplois?referentiel=fph", "/emplois/ucanss/060101.json", "/api/v1/emplois?page=0"):
        response = client.get(address)
        assert response.headers["Content-Type"].startswith("application/json")
        json.loads(response.content)
    assert "Référentiel" not in client.get("/api/v1/emplois?page=0").content.decode()
    assert "numéro de page" in client.get("/api/v1/emplois?page=0").content.decode()


@pytest.mark.parametrize(
    ("address", "cost"),
    [
        # the values of the facets; the states of the revision; how many lines; the lines of the page; the frameworks
        ("emplois?referentiel=fph", 5),
        ("emplois?referentiel=clcc&niveau=F", 5),
        ("emplois", 4),
        ("emplois/ucanss/060101", 11),  # as the page, less the jobs near to it
        ("documents", 1),
        ("anomalies", 4),  # the jobs concerned; the anomalies; their quotes; the texts quoted
    ],
)
def test_an_answer_costs_the_same_whatever_it_holds(client, django_assert_num_queries, address, cost):
    with django_assert_num_queries(cost + DATE):
        response = client.get(f"/api/v1/{address}")

    assert response.status_code == 200
