"""Advice on the text of a sheet: what a writer may want to look at again."""

import json

import pytest
from django.conf import settings

from jobs.hints import OVERLONG, hints
from jobs.notation import SectionField

SHEETS = json.loads((settings.BASE_DIR / "fixtures" / "sheets.json").read_text("utf-8"))


def advice(text: str, kind="activites"):
    found = hints([SectionField(kind, "Titre", text)])
    return [(hint.line, hint.sentence.replace("\u202f", " ").replace("\u00a0", " ")) for hint in found]


@pytest.mark.parametrize(
    "line",
    ["Accueillir les usagers", "S'assurer du confort", "S’enquérir de", "Se tenir informé", "Co - animer", "Rendre"],
)
def test_an_activity_that_begins_with_an_action_verb_is_left_alone(line):
    assert advice(f"## 4A\n### Gérer :\n{line}\n- par téléphone") == []


def test_an_activity_that_does_not_is_pointed_at_and_nothing_else_is():
    assert [line for line, _ in advice("## 4A\n\nAccueil\n[123] Gestion\n\\# Suivi")] == [3, 4, 5]
    assert advice("Accueil", kind="connaissances") == []


def test_a_line_said_twice_names_the_first():
    assert advice("Accueillir\nclasser\nAccueillir.") == [(3, "Répète la ligne 1.")]
    fields = [SectionField("missions", "A", "Accueillir"), SectionField("activites", "B", "\n- accueillir")]
    assert [(hint.field, hint.line, hint.sentence) for hint in hints(fields)] == [
        (2, 2, "Répète la rubrique 1, ligne 1.")
    ]


def test_a_long_line_is_told_with_its_length():
    assert advice("x" * OVERLONG, kind="missions") == []
    assert advice("x" * (OVERLONG + 1), kind="missions") == [
        (1, f"Ligne longue : {OVERLONG + 1} caractères. Deux lignes se liraient mieux.")
    ]


def test_the_official_activities_of_the_conventions_give_little_to_say():
    """Advice that most official lines would get would be noise."""
    lines = [
        SectionField(section["kind"], "", "\n".join(item["text"] for item in section["items"]))
        for sheet in SHEETS
        for section in sheet["sections"]
        if section["kind"] == "activites" and not sheet["job"].startswith("fph/")
    ]
    total = sum(len(field.text.splitlines()) for field in lines)

    found = [hint for field in lines for hint in hints([field])]

    assert total > 800
    assert len(found) < total / 20
