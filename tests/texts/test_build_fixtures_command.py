"""The fixtures are what the texts give, byte for byte; a broken text is named and changes nothing."""

import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from fixtures.builder import build as builder
from texts.management.commands import build_fixtures

FIXTURES = settings.BASE_DIR / "fixtures"
AMENDMENT = "clcc-avenant-2021-01.txt"


@pytest.fixture
def committed(tmp_path, monkeypatch) -> Path:
    """A copy of the folder of fixtures, that the command takes for the project's."""
    folder = tmp_path / "fixtures"
    shutil.copytree(FIXTURES, folder, ignore=shutil.ignore_patterns("builder", "__pycache__"))
    monkeypatch.setattr(build_fixtures, "FIXTURES", folder)
    return folder


@pytest.fixture
def documents(tmp_path) -> Path:
    """A copy of the texts and of their manifest, to spoil."""
    folder = tmp_path / "documents"
    shutil.copytree(FIXTURES / "documents", folder)
    return folder


def said(*arguments):
    out = StringIO()
    call_command("build_fixtures", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.json"))}


def test_the_committed_fixtures_are_those_that_the_texts_give():
    assert said("--check") == [f"Les {len(contents(FIXTURES))} fichiers sont ceux que les textes donnent."]


def test_building_again_writes_nothing(committed):
    before = {path: path.stat().st_mtime_ns for path in committed.glob("*.json")}

    assert said() == [f"Rien n’a changé : les {len(before)} fichiers étaient à jour."]
    assert {path: path.stat().st_mtime_ns for path in committed.glob("*.json")} == before


def test_a_check_names_what_differs_and_writes_nothing(committed):
    (committed / "pay.json").write_text("[]\n", "utf-8")
    (committed / "jobs.json").unlink()
    (committed / "passages-ancien.json").write_text("[]\n", "utf-8")
    before = contents(committed)

    with pytest.raises(CommandError) as refusal:
        said("--check")

    assert str(refusal.value) == (
        "Ces fichiers ne sont pas ceux que les textes donnent : jobs.json, pay.json, passages-ancien.json. "
        "Lancez « python manage.py build_fixtures »."
    )
    assert contents(committed) == before


def test_building_puts_back_what_differs(committed):
    (committed / "pay.json").write_text("[]\n", "utf-8")
    (committed / "passages-ancien.json").write_text("[]\n", "utf-8")

    assert said() == ["pay.json : écrit", "passages-ancien.json : retiré, plus aucun texte ne le donne"]
    assert contents(committed) == contents(FIXTURES)


def cut_short(documents):
    text = (documents / AMENDMENT).read_bytes()
    (documents / AMENDMENT).write_bytes(text[: len(text) // 2])


def emptied(documents):
    (documents / AMENDMENT).write_bytes(b"")


def not_utf_8(documents):
    lines = (documents / AMENDMENT).read_bytes().split(b"\n")
    lines[99] = b"\xff\xfe"
    (documents / AMENDMENT).write_bytes(b"\n".join(lines))


def missing(documents):
    (documents / AMENDMENT).unlink()


def without_manifest(documents):
    (documents / "MANIFEST.json").unlink()


def manifest_cut_short(documents):
    (documents / "MANIFEST.json").write_text('{"documents": [', "utf-8")


def unknown_text(documents):
    manifest = (documents / "MANIFEST.json").read_text("utf-8")
    (documents / "MANIFEST.json").write_text(manifest.replace("clcc-avenant-2021-01", "clcc-avenant-2099-01"), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (cut_short, f"{AMENDMENT}, ligne "),
        (emptied, f"{AMENDMENT}, ligne "),
        (not_utf_8, f"{AMENDMENT}, ligne 100 : ce fichier n’est pas en UTF-8"),
        (missing, f"{AMENDMENT}, ligne 0 : ce fichier manque"),
        (without_manifest, "MANIFEST.json ne se lit pas"),
        (manifest_cut_short, "MANIFEST.json ne se lit pas"),
        (unknown_text, "aucune lecture n’est écrite pour clcc-avenant-2099-01"),
    ],
)
def test_a_broken_text_is_named_in_one_line_and_changes_nothing(committed, documents, spoil, says):
    spoil(documents)
    before = contents(committed)

    with pytest.raises(CommandError) as refusal:
        said("--documents", documents)

    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert contents(committed) == before


@pytest.mark.parametrize("name", sorted(path.name for path in (FIXTURES / "documents").glob("*.txt")))
def test_one_letter_changed_in_any_text_is_refused_at_its_line(committed, documents, name):
    lines = (documents / name).read_text("utf-8").split("\n")
    number = next(n for n in range(len(lines) // 2, len(lines)) if len(lines[n].strip()) > 40)
    place = lines[number].rindex("e")
    lines[number] = lines[number][:place] + "a" + lines[number][place + 1 :]
    (documents / name).write_text("\n".join(lines), "utf-8")

    with pytest.raises(CommandError) as refusal:
        said("--documents", documents)

    assert str(refusal.value).startswith(f"{name}, ligne ")
    found = int(re.search(r"ligne (\d+)", str(refusal.value))[1])
    assert abs(found - (number + 1)) <= 3


def test_the_parsers_answer_for_every_text_of_the_manifest():
    slugs = [row["slug"] for row in builder.read_manifest(FIXTURES / "documents")["documents"]]

    assert sorted(slugs) == sorted(builder.PARSERS)
