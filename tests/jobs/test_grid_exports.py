"""A grid to take away: the same rows in CSV and XLSX, nothing that runs, the words of the texts whole."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from grids.values import GridValue, LevelValue
from jobs.enums import Basis, JobKind
from jobs.grid_exports import grid_csv, grid_table, grid_xlsx
from jobs.placing import DrawnGrid, Placed, Row
from jobs.values import JobLine, PlacementValue
from tests.harness import DATE
from texts.spreadsheets import UNWRITABLE
from texts.values import Link

BASE = "https://reperes.example/"
HEAD = [
    "Code", "Intitulé", "Nature", "Métier repère", "Statut", "Précision", "3", "4A", "4B",
    "Niveau ou groupe", "Fondement", "Comment il est déduit", "Source", "Autres libellés et codes", "Adresse",
]  # fmt: skip


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))


def line(title: str = "Agent", note: str = "", kind: str = JobKind.JOB) -> JobLine:
    return JobLine("ucanss", "Sécurité sociale", "0101", "0101", title, kind, "en_vigueur", note)


def drawn(*rows: Row, notes: list[str] | None = None) -> DrawnGrid:
    levels = [LevelValue(code, f"Niveau {code}", "", code, None) for code in ("3", "4A", "4B")]
    grid = GridValue("g", "ucanss", "Grille", "texte", "Texte", "texte non daté", notes or [], None, levels)
    return DrawnGrid(grid, "Sécurité sociale", date(2026, 3, 1), list(rows), [], [], [Link("Une anomalie", "/a/")])


def place(*codes: str) -> PlacementValue:
    held = [(code, f"Niveau {code}") for code in codes]
    return PlacementValue("g", "Grille", held, "", "", "", Basis.DERIVED, "déduit du texte", "Voir la fiche.", None)


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def read_xlsx(content: bytes, sheet: str = "Grille") -> list[list[str]]:
    book = load_workbook(io.BytesIO(content))
    return [[cell or "" for cell in row] for row in book[sheet].iter_rows(values_only=True)]


def test_a_row_gives_the_place_of_its_job():
    metier = Placed(line("Gestionnaire", kind=JobKind.REFERENCE), place("3", "4B"))
    attached = Placed(line("Technicien", kind=JobKind.ATTACHED))

    head, first, second = grid_table(drawn(Row(metier, [attached])), base=BASE)

    assert list(head) == HEAD
    assert first == (
        "0101", "Gestionnaire", "métier repère", "", "en vigueur", "", "déduit", "", "déduit", "3, 4B",
        "déduit du texte", "Voir la fiche.", "", "", "https://reperes.example/emplois/ucanss/0101/",
    )  # fmt: skip
    assert second[2:4] == ("emploi rattaché", "0101 Gestionnaire")
    assert second[6:10] == ("", "", "", "non précisé dans le texte")


def test_csv_and_workbook_hold_the_same_words():
    found = drawn(Row(Placed(line("=1+1"), place("3"))), Row(Placed(line("Agent"))))

    assert read_xlsx(grid_xlsx(found, base=BASE)) == [list(row) for row in grid_table(found, base=BASE)]
    assert read_csv(grid_csv(found, base=BASE))[1][1] == "'=1+1"


@pytest.mark.parametrize(
    "title", ["=1+1", "=cmd|' /C calc'!A0", "+33", "@SUM(A1)", "-2", "#REF!", "{=1}", "TRUE", "007"]
)
def test_nothing_in_the_workbook_is_run(title):
    content = grid_xlsx(drawn(Row(Placed(line(title), place("3")))), base=BASE)
    cell = load_workbook(io.BytesIO(content))["Grille"]["B2"]

    assert (cell.value, cell.data_type) == (title, "s")
    for name in zipfile.ZipFile(io.BytesIO(content)).namelist():
        assert "<f>" not in zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


@given(title=st.text(min_size=1), note=st.text())
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_whatever_is_written_is_read_back(title, note):
    found = drawn(Row(Placed(line(title, note), place("3"))))

    row = read_xlsx(grid_xlsx(found, base=BASE))[1]

    def written(text):
        # a line end is one, whichever it was
        return UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")

    assert written(row[1]) == written(title)
    assert written(row[5]) == written(note)


def test_a_grid_without_job_gives_its_definitions():
    head, *rows = grid_table(drawn(), base=BASE)

    assert head == ("Niveau", "Définition", "Source", "Adresse")
    assert rows[1] == ("4A", "Le texte ne définit pas ce niveau.", "", "https://reperes.example/grilles/g/4A/")


def test_the_workbook_says_what_the_text_leaves_out():
    found = read_xlsx(grid_xlsx(drawn(notes=["L’ombrage est perdu."]), base=BASE), "À savoir")

    assert ["Texte", "Texte, texte non daté"] in found
    assert ["Ce que le texte ne donne pas", "L’ombrage est perdu."] in found
    assert ["Case «\u202fdéduit\u202f»", "déduit du texte"] in found
    assert ["Anomalie relevée", "Une anomalie"] in found


def test_the_head_and_the_first_columns_of_the_workbook_stay_in_view():
    book = load_workbook(io.BytesIO(grid_xlsx(drawn(Row(Placed(line(), place("3")))), base=BASE)))

    assert book["Grille"].freeze_panes == "C2"


# Through the addresses

ADMINISTRATIVE = "/grilles/ucanss-administratif"


@pytest.mark.django_db
def test_the_administrative_grid_in_csv(client):
    response = client.get(f"{ADMINISTRATIVE}.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="ucanss-administratif.csv"'
    head, *rows = read_csv(response.content.decode())
    assert head[6:18] == ["1", "2", "3", "4A", "4B", "5A", "5B", "5C", "6", "7", "8", "9"]
    assert len(rows) == 16 + 81
    by_code = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert [code for code in head[6:18] if by_code["0204"][code]] == ["6", "7", "8"]
    assert by_code["0204"]["Source"] == "Annexe 1, métiers repères, ligne 264"
    assert by_code["011106"]["Métier repère"] == "0111 Gestionnaire conseil sécurité sociale"
    assert by_code["011106"]["Précision"] == "remplacé (annoncé pour 2025, réalisation non attestée)"
    assert by_code["011106"]["Niveau ou groupe"] == "non précisé dans le texte"
    assert by_code["011308"]["Autres libellés et codes"] == "absent du tableau"


@pytest.mark.django_db
def test_the_clcc_grid_in_xlsx(client):
    response = client.get("/grilles/clcc-non-cadres.xlsx")

    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    head, *rows = read_xlsx(response.content)
    assert len(rows) == 5 + 33 + 9
    found = next(dict(zip(head, row, strict=True)) for row in rows if row[1] == "Assistant médical spécialisé")
    assert (found["F"], found["Position"], found["Filière"], found["Cotation"]) == ("énoncé", "4", "MT", "212")
    assert found["Source"] == "Avenant 2023-06, ligne 160"
    assert found["Source de ces trois colonnes"] == "Avenant 2023-06, ligne 222"
    assert (found["RMAG"], found["RMAG 1"], found["RMAG 2"]) == ("28479", "29335", "30213")
    assert found["RMAG\u202f: date d’effet"] == "à compter de l’entrée en vigueur, date non connue"
    assert found["RMAG\u202f: source"] == "Avenant 2023-06, ligne 210"


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_is_refused_rather_than_given_for_another_day(client, suffix):
    for asked in ("au=hier", "niveau=4A"):
        response = client.get(f"{ADMINISTRATIVE}.{suffix}?{asked}")
        assert response.status_code == 400
        assert response.headers["Content-Type"].startswith("text/plain")
    assert client.get(f"/grilles/x.{suffix}").status_code == 404
    assert client.get(f"/grilles/clcc-non-cadres.{suffix}?au=2020-01-01").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_costs_what_its_page_costs(client, django_assert_num_queries, suffix):
    with django_assert_num_queries(8 + DATE):
        client.get(f"{ADMINISTRATIVE}.{suffix}")
