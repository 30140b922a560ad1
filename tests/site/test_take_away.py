"""Every list that a page shows is taken away whole as CSV, XLSX and JSON, from the page itself."""

import csv
import io

import pytest
from openpyxl import load_workbook

from tests.harness import DATE
from tests.pages import read

pytestmark = pytest.mark.django_db

NEAR = "?emploi=clcc/aide-soignant"
TWO = "?emploi=ucanss/060101&emploi=clcc/aide-soignant"
MAP = "/emplois/clcc/assistant-medical/parcours/"
#: the page of each list, its tables without their suffix, its JSON
LISTS = {
    "/emplois/?referentiel=fph": ("/emplois.{}?referentiel=fph", "/api/v1/emplois?referentiel=fph"),
    "/emplois/?q=infirmier": ("/emplois.{}?q=infirmier", "/api/v1/emplois?q=infirmier"),
    f"/comparer/{TWO}": (f"/comparer.{{}}{TWO}", f"/api/v1/comparaison{TWO}"),
    f"/rapprochement/{NEAR}": (f"/rapprochement.{{}}{NEAR}", f"/api/v1/rapprochement{NEAR}"),
    "/grilles/": ("/grilles.{}", "/api/v1/grilles"),
    "/grilles/clcc-non-cadres/": ("/grilles/clcc-non-cadres.{}", "/api/v1/grilles/clcc-non-cadres"),
    "/grilles/ucanss-soignants/3EB/": (
        "/emplois.{}?grille=ucanss-soignants&niveau=3EB",
        "/api/v1/emplois?grille=ucanss-soignants&niveau=3EB",
    ),
    "/documents/": ("/documents.{}", "/api/v1/documents"),
    "/anomalies/?nature=renvoi_errone": (
        "/anomalies.{}?nature=renvoi_errone",
        "/api/v1/anomalies?nature=renvoi_errone",
    ),
    "/changements/": ("/changements.{}", "/api/v1/changements"),
    "/parcours/": ("/parcours.{}", "/api/v1/parcours"),
    "/parcours/assistant-medical/": ("/parcours/assistant-medical.{}", "/api/v1/parcours/assistant-medical"),
    "/revision/2026/": ("/revision/2026.{}", "/api/v1/revision/2026"),
    "/emplois/clcc/aide-soignant/versions/": (
        "/emplois/clcc/aide-soignant/versions.{}",
        "/api/v1/emplois/clcc/aide-soignant/versions",
    ),
}


def table(client, address: str) -> list[list[str]]:
    """The rows of a CSV, headings first."""
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("page", LISTS)
def test_a_list_leads_to_its_files_and_they_hold_the_same(client, page):
    tables, json = LISTS[page]
    links = {link.url for link in read(client.get(page)).one("main").all("a")}

    assert {tables.format("csv"), tables.format("xlsx"), json} <= links
    assert client.get(json).status_code == 200
    rows = table(client, tables.format("csv"))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    book = load_workbook(io.BytesIO(client.get(tables.format("xlsx")).content))
    sheet = book.worksheets[0]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}  # and no formula
    assert sheet.freeze_panes


def test_the_map_of_a_job_leads_to_its_json(client):
    assert read(client.get(MAP)).links()["Emporter en JSON"] == "/api/v1/emplois/clcc/assistant-medical/parcours"


@pytest.mark.parametrize(
    "address",
    [
        *(
            f"/{name}.{suffix}?couleur=x"
            for name in ("documents", "anomalies", "changements", "grilles", "parcours", "parcours/assistant-medical",
                         "emplois/clcc/aide-soignant/versions", "rapprochement", "comparer", "emplois")
            for suffix in ("csv", "xlsx")
        ),
        "/changements.csv?depuis=hier", "/changements.csv?depuis=2023-02-30", "/grilles.csv?au=demain",
        "/parcours.xlsx?au=2023-W01-1", "/rapprochement.csv", "/rapprochement.csv?emploi=licorne",
        "/anomalies.csv?nature=bizarre",
    ],
)  # fmt: skip
def test_a_file_that_would_be_taken_for_another_is_refused(client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "address", ["/parcours/licorne.csv", "/emplois/clcc/licorne/versions.csv", "/rapprochement.csv?emploi=clcc/licorne"]
)
def test_a_file_of_nothing_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_texts_and_the_register_are_whole(client):
    documents = table(client, "/documents.csv")
    register = table(client, "/anomalies.csv")
    listed = client.get("/api/v1/anomalies").json()["total"]

    assert [row[0] for row in documents[1:]] == [row["document"] for row in read_all(client, "/api/v1/documents")]
    assert documents[1][8:11] == ["2021-04-01", "", "signé le 1er avril 2021, date d’effet non connue"]
    assert len({row[0] for row in register[1:]}) == listed > 300
    quotes = sum(max(1, len(row["citations"])) for row in read_all(client, "/api/v1/anomalies"))
    assert len(register) == quotes + 1


def read_all(client, address: str) -> list[dict]:
    rows = []
    while address:
        found = client.get(address).json()
        rows += found["resultats"]
        address = found["suivant"]
    return rows


def test_each_condition_of_a_path_stands_beside_its_words(client):
    rows = table(client, "/parcours/assistant-medical.csv")
    path = client.get("/api/v1/parcours/assistant-medical").json()

    conditions = [row for row in rows[1:] if row[5].startswith(("condition", "clause", "quota"))]
    assert [row[7] for row in conditions] == [found["titre"] for step in path["etapes"] for found in step["criteres"]]
    assert [row[20] for row in conditions] == [
        found["enonce"]["texte"] for step in path["etapes"] for found in step["criteres"]
    ]


# Changes by date


def test_the_changes_by_date_are_those_of_the_texts_that_count_since(client):
    every = read_all(client, "/api/v1/changements")
    since = read_all(client, "/api/v1/changements?depuis=2023-01-31")
    after = read_all(client, "/api/v1/changements?depuis=2023-02-01")

    assert {row["jour"] for row in every} == {"2021-04-01", "2023-01-31"}  # the day each text was signed
    assert {row["document"] for row in since} == {"clcc-avenant-2023-06"}
    assert {row["nature"] for row in since} == {"ajoute", "classe", "remunere", "premiere_fiche"}
    assert [row for row in every if row["jour"] >= "2023-01-31"] == since
    assert after == []
    assert [row["jour"] for row in every] == sorted((row["jour"] for row in every), reverse=True)
    deleted = {row["cle"] for row in every if row["nature"] == "supprime"}
    assert len(deleted) == 9  # avenant 2021-01, article 2


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("depuis=hier", "depuis"), ("depuis=2023-02-30", "depuis"), ("depuis=2023-W05-2", "depuis"),
        ("depuis=20230131", "depuis"), ("depuis=2023-01-31&depuis=2023-02-01", "depuis"), ("jour=2023-01-31", "jour"),
        ("page=0", "page"), ("page=99", "page"),
    ],
)  # fmt: skip
def test_changes_since_a_day_that_is_none_are_refused(client, query, parameter):
    response = client.get(f"/api/v1/changements?{query}")

    assert response.status_code == 400
    assert list(response.json()["parametres"]) == [parameter]


@pytest.mark.parametrize(
    ("address", "cost"),
    [
        ("/documents.csv", 1),
        ("/anomalies.xlsx", 5),  # as the JSON of the register
        ("/grilles.csv", 5),
        ("/changements.csv", 16),  # as the page: fourteen for the changes, two for the rectifications
        ("/api/v1/changements?depuis=2022-01-01", 16),
    ],
)
def test_a_file_costs_the_same_whatever_it_holds(client, django_assert_max_num_queries, address, cost):
    with django_assert_max_num_queries(cost + DATE):
        assert client.get(address).status_code == 200
