"""The list of jobs as a table of words to take away: CSV and XLSX, from the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from texts.spreadsheets import csv_of, xlsx_of

from .enums import JobKind, Status
from .selection import FACETS
from .values import JobLine

#: the facets that have a column of their own, in its order; the others say what the first columns already do
WORDED = ("grille", "niveau", "filiere", "famille", "theme", "diplome", "niveau_diplome", "pays", "revision")
BEFORE = ("Référentiel", "Clé", "Code", "Intitulé", "Nature", "Statut", "Précision", "Métier repère")
COLUMNS = (*BEFORE, *(FACETS[name] for name in WORDED), "Adresse")

#: every value that a facet takes: {facet: {value: label}}
Labels = Mapping[str, Mapping[str, str]]


def jobs_table(lines: Sequence[JobLine], labels: Labels, *, base: str) -> list[tuple[str, ...]]:
    """The list as rows of words, the headings first. `base`: the site's address."""
    return [COLUMNS, *(_row(line, labels, base.rstrip("/")) for line in lines)]


def jobs_csv(lines: Sequence[JobLine], labels: Labels, *, base: str) -> str:
    """The list as a spreadsheet opens it in French."""
    return csv_of(jobs_table(lines, labels, base=base))


def jobs_xlsx(lines: Sequence[JobLine], labels: Labels, *, base: str) -> bytes:
    """The list as a workbook, headings and titles in view."""
    return xlsx_of([("Emplois", jobs_table(lines, labels, base=base), "E2")], title="Emplois")


def _row(line: JobLine, labels: Labels, base: str) -> tuple[str, ...]:
    named = (
        line.framework_name,
        line.key,
        line.code,
        line.title,
        JobKind(line.kind).label,
        Status(line.status).label,
        line.note,
        line.reference,
    )
    return (*named, *(_worded(line, name, labels.get(name, {})) for name in WORDED), base + line.url)


def _worded(line: JobLine, facet: str, labels: Mapping[str, str]) -> str:
    """What the line bears of a facet: the codes of its levels, else the labels."""
    if facet == "niveau":
        return ", ".join(code for code, _ in line.levels)
    held = {value for name, _, value in (key.partition("=") for key in line.facet_keys) if name == facet}
    return ", ".join(label for value, label in labels.items() if value in held)
