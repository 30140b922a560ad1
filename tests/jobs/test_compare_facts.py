"""Facts compared as facts: what agrees, what differs, and what a text does not tell."""

from dataclasses import replace
from datetime import date

import pytest

from jobs.compare_facts import Agreement, FactCell, FactLine, compare_facts
from jobs.queries import job_sheet

DAY = date(2025, 6, 1)


def facts(*places: str) -> dict[str, FactLine]:
    jobs = [job_sheet(framework=place.split("/")[0], key=place.split("/")[1], day=DAY) for place in places]
    return {line.label: line for line in compare_facts(jobs)}


def values(line: FactLine) -> list[tuple[str, ...]]:
    return [cell.values for cell in line.cells]


@pytest.mark.parametrize(
    ("keys", "agreement"),
    [
        ((("e",), ("e",)), Agreement.SAME),
        ((("3", "4a"), ("4a", "3")), Agreement.SAME),
        ((("e",), ("f",)), Agreement.DIFFERENT),
        ((("e",), ()), Agreement.UNTOLD),
        ((("e",), (), ("f",)), Agreement.DIFFERENT),
        (((), ()), Agreement.UNTOLD),
    ],
)
def test_what_is_not_told_is_neither_agreed_nor_different(keys, agreement):
    line = FactLine("Groupe", tuple(FactCell(values=key, keys=key) for key in keys))

    assert line.agreement == agreement
    assert line.alike == (agreement == Agreement.SAME)


@pytest.mark.django_db
def test_group_position_stream_rating_and_pay_of_the_cancer_centres():
    found = facts("clcc/assistant-medical", "clcc/assistant-medical-specialise")

    assert values(found["Niveaux ou groupe"]) == [("Groupe E",), ("Groupe F",)]
    assert found["Niveaux ou groupe"].agreement == Agreement.DIFFERENT
    assert [cell.basis for cell in found["Niveaux ou groupe"].cells] == ["enonce", "enonce"]
    assert found["Position"].agreement == Agreement.SAME
    assert values(found["Filière"]) == [(), ("MT",)]
    assert values(found["Cotation"]) == [(), ("212",)]
    assert values(found["RMAG, à l’entrée"]) == [(), ("28\u202f479\u202f€ par an",)]
    assert found["RMAG, à l’entrée"].cells[1].note == "à compter de l’entrée en vigueur, date non connue"
    assert found["RMAG, à l’entrée"].cells[1].sources[0].line_start == 210


@pytest.mark.django_db
def test_a_diploma_that_only_a_section_gives_is_read_there():
    found = facts("ucanss/060101", "clcc/aide-soignant", "clcc/assistant-medical")

    assert values(found["Diplôme requis"]) == [
        ("DE - Aide-Soignant",),
        ("Diplôme d’État d’aide-soignant", "Diplômes antérieurs équivalents (CAFAS, DPAS…)"),
        (),
    ]
    assert found["Diplôme requis"].cells[2].note == "Voir la rubrique de formation."
    assert values(found["Niveau du diplôme"]) == [("Niveau 4",), (), ()]


@pytest.mark.django_db
def test_levels_of_one_code_in_two_grids_do_not_agree():
    one = job_sheet(framework="ucanss", key="0111", day=DAY)
    [placement] = one.placements
    other = replace(one, placements=[replace(placement, grid="autre-grille")])

    found = {line.label: line for line in compare_facts([one, other])}

    assert values(found["Niveaux ou groupe"])[0] == values(found["Niveaux ou groupe"])[1]
    assert found["Niveaux ou groupe"].agreement == Agreement.DIFFERENT


@pytest.mark.django_db
def test_the_level_of_an_attached_job_is_said_to_be_its_metiers():
    found = facts("ucanss/011120", "ucanss/0111")

    cell = found["Niveaux ou groupe"].cells[0]
    assert cell.note.startswith("Niveaux du métier repère")
    assert values(found["Métier repère"])[1] == ()
    assert values(found["Métier repère"])[0][0].startswith("0111 ")


@pytest.mark.django_db
def test_country_theme_and_directorate_of_a_job_seen_abroad():
    found = facts("anap/assistant-technique-d-anesthesie", "fph/15d30")

    assert values(found["Pays"]) == [("Allemagne",), ()]
    assert found["Thème"].cells[0].values
    assert {"Famille de métiers", "Direction métier", "Code"} <= set(found)


@pytest.mark.django_db
def test_a_fact_that_no_text_tells_has_no_line():
    assert "Cotation" not in facts("ucanss/0111", "ucanss/0112")
