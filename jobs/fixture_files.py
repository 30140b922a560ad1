"""Reads a folder of fixtures from the disk. Asks nothing of the database."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from texts.syncing import LoadError

#: files of the folder itself, and of its `editorial` folder, by the name under which they are given
BUILT = ("documents", "jobs", "sheets", "grids", "placements", "pay", "common_bases", "reaches", "anomalies",
         "careers")  # fmt: skip
EDITORIAL = ("frameworks", "errata", "synonyms")


@dataclass(frozen=True)
class Fixtures:
    """The rows of each file, as parsed; passages and extracted texts by the name of their text."""

    documents: list[dict]
    passages: dict[str, list[dict]]
    wordings: dict[str, str]
    jobs: list[dict]
    sheets: list[dict]
    grids: list[dict]
    placements: list[dict]
    pay: list[dict]
    common_bases: list[dict]
    reaches: list[dict]
    anomalies: list[dict]
    careers: list[dict]
    frameworks: list[dict]
    errata: list[dict]
    synonyms: list[dict]


def read_fixtures(folder: Path) -> Fixtures:
    """All the fixtures of `folder`. `LoadError` names the file that is missing or cannot be read."""
    rows = {name: _rows(folder / f"{name}.json") for name in BUILT}
    rows |= {name: _rows(folder / "editorial" / f"{name}.json") for name in EDITORIAL}
    slugs = [row["slug"] for row in rows["documents"]]
    return Fixtures(
        **rows,
        passages={slug: _rows(folder / f"passages-{slug}.json") for slug in slugs},
        wordings={slug: _read(folder / "documents" / f"{slug}.txt") for slug in slugs},
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows = json.loads(_read(path))
    except json.JSONDecodeError as error:
        raise LoadError(f"{path.name}, ligne {error.lineno} : ce fichier n’est pas du JSON lisible.") from error
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        raise LoadError(f"{path.name} : une liste d’objets était attendue.")
    return rows


def _read(path: Path) -> str:
    """The file as it is, line ends included."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise LoadError(
            f"{path} ne se lit pas : lancez « python manage.py build_fixtures », ou indiquez un autre dossier."
        ) from error
    except UnicodeDecodeError as error:
        raise LoadError(f"{path.name} n’est pas en UTF-8.") from error
