"""The list as a spreadsheet opens it: the selection of the page, inert."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jobs.list_exports import COLUMNS, jobs_csv
from jobs.values import JobLine
from tests.harness import DATE
from tests.pages import read, words
from texts.spreadsheets import inert

BASE = "https://reperes.example/"


def line(**values) -> JobLine:
    plain = {
        "framework": "clcc", "framework_name": "CLCC", "key": "agent", "code": "", "title": "Agent",
        "kind": "emploi", "status": "en_vigueur",
    }  # fmt: skip
    return JobLine(**{**plain, **values})


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_a_line_gives_what_the_list_shows():
    written = jobs_csv(
        [
            line(
                key="0111",
                code="0111",
                kind="metier_repere",
                levels=(("3", "Niveau 3"), ("4A", "Niveau 4A")),
                facet_keys=("grille=administratif", "nature=metier_repere", "theme=b", "theme=a"),
            ),
            line(key="011101", kind="emploi_rattache", meta="métier 0111 Gestion des prestations"),
        ],
        {"grille": {"administratif": "Grille administrative"}, "theme": {"a": "Accueil", "b": "Budget"}},
        base=BASE,
    )

    assert written.startswith(
        "\ufeffRéférentiel;Clé;Code;Intitulé;Nature;Statut;Précision;Métier repère;Grille;Niveau ou groupe;Filière;"
        "Famille de métiers;Thème;Diplôme requis;Niveau du diplôme;Pays;État de révision;Adresse\r\n"
    )
    metier, attached = rows_of(written)[1:]
    assert metier == [
        "CLCC", "0111", "0111", "Agent", "métier repère", "en vigueur", "", "",
        "Grille administrative", "3, 4A", "", "", "Accueil, Budget", "", "", "", "",
        "https://reperes.example/emplois/clcc/0111/",
    ]  # fmt: skip
    assert attached[4:8] == ["emploi rattaché", "en vigueur", "", "0111 Gestion des prestations"]


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =cmd|' /C calc'!A0", "\u00a0@x", '=HYPERLINK("x")'],
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell):
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Aide-soignant(e)", "3EB, 6EA", "l’emploi = un poste", "1+1"])
def test_an_ordinary_cell_is_left_alone(cell):
    assert inert(cell) == cell


@given(title=st.text(), note=st.text())
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_whatever_is_written_is_read_back_whole_and_never_as_a_formula(title, note):
    (_, row) = rows_of(jobs_csv([line(title=title, note=note)], {}, base=BASE))

    assert len(row) == len(COLUMNS)
    assert row[3].removeprefix("'") == title.removeprefix("'")
    for cell in row:
        assert cell.lstrip()[:1] not in set("=+-@")


def as_rows(response) -> list[dict[str, str]]:
    header, *rows = rows_of(response.content.decode("utf-8"))
    return [dict(zip(header, row, strict=True)) for row in rows]


def urls_of_every_page(client, query: str) -> list[str]:
    """The addresses of the jobs of the list, page after page."""
    urls, page, number = [], read(client.get(f"/emplois/?{query}")), 1
    while page.all("li", "card"):
        urls += [card.one("h3").all("a")[0].url for card in page.all("li", "card")]
        if not page.all("a", rel="next"):
            break
        number += 1
        page = read(client.get(f"/emplois/?{query}&page={number}"))
    return urls


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "",
        "referentiel=clcc&tri=texte",
        "q=hygiène&referentiel=ucanss&referentiel=clcc",
        "statut=remplace&statut=supprime&tri=code",
        "referentiel=clcc&au=2022-01-01",
        "q=zzzzzz",
    ],
)
def test_the_file_is_the_selection_of_the_page_in_its_order(client, query):
    response = client.get(f"/emplois.csv?{query}")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="emplois.csv"'
    assert [row["Adresse"] for row in as_rows(response)] == [
        f"http://testserver{url}" for url in urls_of_every_page(client, query)
    ]


@pytest.mark.django_db
def test_the_link_of_the_page_gives_this_file(client):
    page = read(client.get("/emplois/?niveau=3EB&tri=code&page=1"))

    url = page.one("section", "results").links()["Emporter en CSV"]

    assert url == "/emplois.csv?niveau=3EB&tri=code"
    rows = as_rows(client.get(url))
    assert [(row["Code"], row["Intitulé"], row["Niveau ou groupe"]) for row in rows] == [
        ("060101", "Aide-soignant(e)", "3EB"),
        ("060102", "Auxiliaire de puériculture", "3EB"),
    ]


@pytest.mark.django_db
def test_a_replaced_job_says_what_is_known_of_it(client):
    (row,) = [row for row in as_rows(client.get("/emplois.csv?q=011401&au=2026-03-01")) if row["Clé"] == "011401"]

    assert row["Nature"] == "emploi rattaché"
    assert row["Statut"] == "remplacé"
    assert row["Précision"] == "remplacé (annoncé pour 2025, réalisation non attestée)"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "pays=atlantide",
            "« atlantide » n’est pas une valeur connue du filtre « Pays » : choisissez-en une dans la liste.",
        ),
        ("referentiel=clcc&page=abc", "« abc » n’est pas un numéro de page : donnez un nombre à partir de 1."),
        ("au=2025-02-30", "« 2025-02-30 » n’est pas une date : écrivez-la AAAA-MM-JJ, comme 2025-06-30."),
        ("refrentiel=clcc", "Le paramètre « refrentiel » n’existe pas : retirez-le."),
        ("q=infirmier&q=", "Le paramètre « q » est donné plusieurs fois : gardez une seule valeur."),
    ],
)
def test_a_file_that_would_be_taken_for_the_filtered_one_is_refused(client, query, sentence):
    response = client.get(f"/emplois.csv?{query}")

    assert response.status_code == 400
    assert words(response.content.decode()) == sentence


@pytest.mark.django_db
def test_the_grid_and_the_metier_of_an_attached_job_are_told(client):
    (row,) = [row for row in as_rows(client.get("/emplois.csv?q=011308")) if row["Clé"] == "011308"]

    assert row["Grille"] == "Grille du personnel administratif"
    assert row["Niveau ou groupe"] == ""  # the text gives none to an attached job
    assert row["Métier repère"].startswith("0113 ")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "referentiel=clcc&tri=texte", "q=hygiène&referentiel=ucanss"])
def test_the_workbook_says_what_the_file_says_and_keeps_the_zeros_of_a_code(client, query):
    response = client.get(f"/emplois.xlsx?{query}")

    assert response.headers["Content-Disposition"] == 'attachment; filename="emplois.xlsx"'
    book = load_workbook(io.BytesIO(response.content))
    rows = [[cell.value or "" for cell in row] for row in book["Emplois"].iter_rows()]
    assert rows == rows_of(client.get(f"/emplois.csv?{query}").content.decode("utf-8"))
    assert all(isinstance(cell, str) for row in rows for cell in row)


@pytest.mark.django_db
def test_a_workbook_of_a_bad_parameter_is_refused(client):
    assert client.get("/emplois.xlsx?pays=atlantide").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["referentiel=fph", "referentiel=clcc&niveau=F", ""])
def test_a_file_costs_four_queries_whatever_its_length(client, django_assert_num_queries, query):
    """One line, three lines, and all of them."""
    # the values of the facets on the day; the states of the revision; the lines; the names of the frameworks
    with django_assert_num_queries(4 + DATE):
        response = client.get(f"/emplois.csv?{query}")

    assert response.status_code == 200
