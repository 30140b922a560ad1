"""The proof that the texts are held whole, and its failure when a word, an item or a line is taken out."""

import json
import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

FIXTURES = settings.BASE_DIR / "fixtures"
ANNEX = "ucanss-annexe-1-metiers-reperes"


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "fixtures"
    shutil.copytree(FIXTURES, copy, ignore=shutil.ignore_patterns("builder", "__pycache__"))
    return copy


def examine(folder=FIXTURES):
    """What the command prints, what it prints as errors, and its refusal, if any."""
    out, errors, refusal = StringIO(), StringIO(), ""
    try:
        call_command("document_coverage", "--dossier", str(folder), stdout=out, stderr=errors)
    except CommandError as error:
        refusal = str(error)
    return out.getvalue().splitlines(), errors.getvalue().splitlines(), refusal


def change(folder, name, edit):
    path = folder / name
    content = json.loads(path.read_text("utf-8"))
    edit(content)
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def test_every_character_of_every_text_is_accounted_for():
    lines, errors, refusal = examine()

    assert (errors, refusal) == ([], "")
    assert lines[-1] == "Chaque caractère est compté une fois, et les passages redonnent les textes."
    texts = [line.split(" : ")[0] for line in lines if "caractères non blancs" in line]
    assert texts == [row["slug"] for row in json.loads((FIXTURES / "documents.json").read_text("utf-8"))]


def test_a_word_taken_out_of_an_item_is_seen_at_its_line(folder):
    def drop_a_word(sheets):
        sheet = next(row for row in sheets if row["job"] == "ucanss/060101")
        item = next(section["items"][0] for section in sheet["sections"] if section["kind"] == "activites")
        item["text"] = " ".join(item["text"].split()[1:])
        drop_a_word.line = item["passage"].split("-")[0]

    change(folder, "sheets.json", drop_a_word)

    _, errors, refusal = examine(folder)

    assert refusal == "1 endroit où les données ne rendent pas le texte."
    assert errors[0].startswith(f"{ANNEX}.txt, ligne {drop_a_word.line} : ")


def test_an_item_taken_out_of_a_sheet_is_seen(folder):
    def drop_an_item(sheets):
        sheet = next(row for row in sheets if row["job"] == "ucanss/060101")
        drop_an_item.text = sheet["sections"][-1]["items"].pop()["text"]

    change(folder, "sheets.json", drop_an_item)

    _, errors, refusal = examine(folder)

    assert refusal
    assert any(drop_an_item.text[:60] in error and "dans aucune fiche" in error for error in errors)


def test_a_line_taken_out_of_the_passages_is_seen(folder):
    def drop_a_line(passages):
        passages.remove(next(row for row in passages if row["kind"] == "paragraphe"))

    change(folder, "passages-clcc-avenant-2021-01.json", drop_a_line)

    _, errors, refusal = examine(folder)

    assert refusal
    assert any("n’est nulle part" in error for error in errors)


@pytest.mark.parametrize("name", ["documents.json", "sheets.json", f"passages-{ANNEX}.json", f"documents/{ANNEX}.txt"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()

    _, _, refusal = examine(folder)

    assert name in refusal
    assert "\n" not in refusal
