"""A pasted fiche de poste is read as people paste them, and nothing hostile in it gets further."""

import pytest

from jobs.description import LONGEST_LINE, MOST_LINES, heading_of, read_pasted
from jobs.weighing import ACTIVITIES, KNOWLEDGE


def read(activities="", knowledge="", title=""):
    return read_pasted(title=title, activities=activities, knowledge=knowledge)


def test_two_fields_one_line_each():
    found = read("Classer les archives\nNumériser", "Connaître l’archivage")

    assert found.activities == ("Classer les archives", "Numériser")
    assert found.knowledge == ("Connaître l’archivage",)


def test_list_marks_and_blank_lines_are_no_part_of_a_line():
    found = read("- Classer\n\n• Numériser\r\n3. Détruire\n  – Conserver\n►\tPrêter\na) Rendre")

    assert found.activities == ("Classer", "Numériser", "Détruire", "Conserver", "Prêter", "Rendre")


def test_a_whole_sheet_in_one_field_is_cut_at_its_headings():
    found = read(
        "Missions principales\nTenir les archives\nActivités :\nClasser\nConnaissances requises\n"
        "Connaître l’archivage\nDiplôme requis\nBac\nFormation/expérience :\nDeux ans"
    )

    assert found.activities == ("Classer",)
    assert found.knowledge == ("Connaître l’archivage",)
    assert found.left_out == 3


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Activités", ACTIVITIES),
        ("ACTIVITÉS PRINCIPALES :", ACTIVITIES),
        ("Principales activités", ACTIVITIES),
        ("Tâches", ACTIVITIES),
        ("Connaissances et compétences requises :", KNOWLEDGE),
        ("Savoir-faire", KNOWLEDGE),
        ("Missions", ""),
        ("Horaires :", ""),
        ("Activités d’archivage et de conservation des dossiers", None),
        ("Connaître les règles d’hygiène", None),
        ("Savoir produire un document conforme aux critères", None),
        ("Formation des nouveaux arrivants", None),
        ("Former les stagiaires", None),
        ("", None),
    ],
)
def test_a_heading_is_told_from_a_line(text, part):
    assert heading_of(text) == part


def test_a_repeated_line_counts_once():
    assert read("Classer\n- Classer").activities == ("Classer",)


def test_what_cannot_be_shown_is_taken_out():
    found = read("Clas\x00ser\u202e les\u200b archives\x1b[31m\ud800", title="Archi\x07viste\n")

    assert found.activities == ("Classer les archives[31m",)
    assert found.title == "Archiviste"


def test_a_long_paste_is_cut_and_says_so():
    found = read("\n".join(f"Ligne {n} {'x' * 2000}" for n in range(MOST_LINES + 1)))

    assert len(found.activities) == MOST_LINES
    assert found.cut
    assert max(map(len, found.activities)) == LONGEST_LINE


def test_an_empty_paste_is_empty():
    assert read(" \n\t\n-").empty
    assert not read("", "Archivage").empty
