"""A sheet edited as text: what is printed reads back the same, and what a person types is read as they mean it."""

import json

import pytest
from django.conf import settings

from jobs.notation import SectionField, print_fields, read_fields
from jobs.wording import ItemWording, SectionWording, published

SHEETS = json.loads((settings.BASE_DIR / "fixtures" / "sheets.json").read_text("utf-8"))


def wording(row: dict) -> list[SectionWording]:
    def item(value):
        return ItemWording(value["text"], value["lineage"], value["code"], None, tuple(map(item, value["children"])))

    return [
        SectionWording(
            s["kind"], s["heading"], None, s["level"], tuple(s["branches"]), s["group"], None,
            tuple(map(item, s["items"])),
        )
        for s in row["sections"]
    ]  # fmt: skip


def read(text: str, kind="activites", heading="Activités"):
    return read_fields([SectionField(kind, heading, text)])


def test_there_are_134_sheets_to_look_at():
    assert len(SHEETS) == 134


@pytest.mark.parametrize("row", SHEETS, ids=lambda row: row["job"])
def test_every_official_sheet_reads_back_as_it_was_printed(row):
    sections = wording(row)

    fields = print_fields(sections)
    again, misread = read_fields(fields)

    assert misread == []
    assert published(again) == published(sections)
    assert print_fields(again) == fields


def test_the_notation_in_full():
    sections, misread = read(
        "Accueillir\n- par téléphone\n-  au guichet\n\n## 4A | Maladie, Retraite\n### Gérer un dossier :\nInstruire\n"
        "###\n[15214] Classer\n##\nArchiver"
    )

    assert misread == []
    assert [(s.level, s.branches, s.group, [i.text for i in s.items]) for s in sections] == [
        ("", (), "", ["Accueillir"]),
        ("4A", ("Maladie", "Retraite"), "Gérer un dossier :", ["Instruire"]),
        ("4A", ("Maladie", "Retraite"), "", ["Classer"]),
        ("", (), "", ["Archiver"]),
    ]
    assert [child.text for child in sections[0].items[0].children] == ["par téléphone", "au guichet"]
    assert sections[2].items[0].code == "15214"


@pytest.mark.parametrize("text", ["# un", "## deux", "- trois", "\\quatre", "[123] cinq", "[x", "-six", "###", "a | b"])
def test_a_line_that_looks_like_the_notation_is_kept_as_it_is(text):
    sections = [SectionWording("missions", "Missions", items=(ItemWording(text, "e-1"),))]

    again, misread = read_fields(print_fields(sections))

    assert misread == []
    assert published(again) == published(sections)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- seul", 1, "Un sous-élément vient sous"),
        ("a\n\n## 4A\n- seul", 4, "Un sous-élément vient sous"),
        ("a\n#titre", 2, "« ## » annonce un niveau"),
        ("a\n-", 2, "écrivez-le à la suite"),
        ("## un niveau beaucoup trop long", 1, "12 caractères au plus"),
        ("## 4A | " + "b" * 301, 1, "300 au plus"),
        ("a\n" + "x" * 4001, 2, "a 4001 caractères : 4000 au plus"),
        ("a\n- " + "x" * 4001, 2, "a 4001 caractères : 4000 au plus"),
        ("### " + "x" * 1001 + "\na", 1, "1000 au plus"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, line, said):
    _, misread = read(text)

    assert [(found.field, found.line) for found in misread] == [(1, line)]
    assert said in misread[0].sentence


def test_a_line_of_the_greatest_length_is_kept():
    sections, misread = read("[15214] " + "x" * 4000)

    assert misread == []
    assert len(sections[0].items[0].text) == 4000


@pytest.mark.parametrize("text", ["", "\n \n", "## 4A\n### x"])
def test_a_field_without_a_line_gives_no_section(text):
    assert read(text) == ([], [])
