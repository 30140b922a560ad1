"""A grid as a table of words to take away: CSV and XLSX, from the same rows."""

from __future__ import annotations

from collections.abc import Iterable

from grids.values import GridValue, level_url
from texts.spreadsheets import csv_of, xlsx_of
from texts.values import Source

from .enums import Basis, JobKind, Status, TitleKind
from .placing import DrawnGrid, Placed

NOT_GIVEN = "non précisé dans le texte"
#: the word of a cell that a level holds
MARKS = {Basis.STATED: "énoncé", Basis.DERIVED: "déduit", Basis.ENTERED: "saisi"}
BEFORE = ("Code", "Intitulé", "Nature", "Métier repère", "Statut", "Précision")
AFTER = ("Niveau ou groupe", "Fondement", "Comment il est déduit", "Source")
DETAILS = ("Position", "Filière", "Cotation", "Source de ces trois colonnes")
PAY = ("RMAG", "RMAG 1", "RMAG 2", "RMAG\u202f: date d’effet", "RMAG\u202f: source")
LAST = ("Autres libellés et codes", "Adresse")
DEFINITIONS = ("Niveau", "Définition", "Source", "Adresse")


GRIDS = ("Grille", "Référentiel", "Texte", "Ce qui est connu de sa date", "Niveaux", "Emplois placés", "Adresse")


def grids_table(cards: Iterable[tuple[GridValue, str, int]], *, base: str) -> list[tuple[str, ...]]:
    """The grids as rows of words, the headings first; `cards`: each with its framework's name and the jobs placed."""
    site = base.rstrip("/")
    return [
        GRIDS,
        *(
            (grid.title, name, grid.document_title, grid.dates, ", ".join(level.code for level in grid.levels),
             str(count), site + grid.url)
            for grid, name, count in cards
        ),
    ]  # fmt: skip


def grid_table(drawn: DrawnGrid, *, base: str) -> list[tuple[str, ...]]:
    """The grid as rows of words, the headings first: a column a level, a row a job, attached and deleted ones too.

    A grid in which no job stands gives its levels and their definitions. `base`: the site's address.
    """
    jobs = drawn.jobs
    if not jobs:
        return [DEFINITIONS, *_definitions(drawn, base)]
    codes = [level.code for level in drawn.grid.levels]
    detailed = any(_details(job)[:3] != ("", "", "") for job in jobs)
    paid = any(job.pay for job in jobs)
    head = (*BEFORE, *codes, *AFTER, *(DETAILS if detailed else ()), *(PAY if paid else ()), *LAST)
    references = {pk: row.job.line for row in drawn.rows for pk in map(id, row.attached)}
    rows = []
    for job in jobs:
        reference = references.get(id(job))
        rows.append(
            (
                *_named(job, reference),
                *_marks(job, codes),
                *_place(job),
                *(_details(job) if detailed else ()),
                *(_pay(job) if paid else ()),
                "\u202f; ".join(_others(job)),
                base.rstrip("/") + job.line.url,
            )
        )
    return [head, *rows]


def grid_csv(drawn: DrawnGrid, *, base: str) -> str:
    """The grid as a spreadsheet opens it in French: UTF-8 with its mark, semicolons."""
    return csv_of(grid_table(drawn, base=base))


def grid_xlsx(drawn: DrawnGrid, *, base: str) -> bytes:
    """The grid as a workbook: headings and first columns in view, then a sheet that says what the text leaves out.

    Every cell is text: nothing that a title may hold is run as a formula.
    """
    rows = grid_table(drawn, base=base)
    grid = drawn.grid
    about = [
        ("À savoir", grid.title),
        ("Texte", f"{grid.document_title}, {grid.dates}"),
        ("Source", _cited(grid.source)),
        ("Grille au", drawn.day.strftime("%d/%m/%Y")),
        ("Adresse", base.rstrip("/") + grid.url),
        *(("Ce que le texte ne donne pas", note) for note in grid.notes),
        *(
            ("Ajouté par les ressources humaines", f"{level.label}, d’après {level.document_title}, {level.dates}")
            for level in grid.levels
            if level.entered
        ),
        *((f"Case «\u202f{MARKS[basis]}\u202f»", basis.label) for basis in Basis),
        *(("Anomalie relevée", link.label) for link in drawn.anomalies),
    ]
    sheets = [("Grille", rows, "C2" if drawn.jobs else "B2"), ("À savoir", about, "A2")]
    return xlsx_of(sheets, title=grid.title)


def _cited(source: Source | None) -> str:
    return source.label if source else ""


def _definitions(drawn: DrawnGrid, base: str) -> list[tuple[str, ...]]:
    site = base.rstrip("/")
    return [
        (
            level.code,
            level.definition or "Le texte ne définit pas ce niveau.",
            _cited(level.source),
            site + level_url(drawn.grid.slug, level.code),
        )
        for level in drawn.grid.levels
    ]


def _named(job: Placed, reference) -> tuple[str, ...]:
    line = job.line
    return (
        line.code,
        line.title,
        JobKind(line.kind).label,
        f"{reference.code} {reference.title}".strip() if reference else "",
        Status(line.status).label,
        line.note,
    )


def _marks(job: Placed, codes: list[str]) -> tuple[str, ...]:
    place = job.placement
    held = {code for code, _ in place.levels} if place else set()
    return tuple(MARKS[Basis(place.basis)] if place and code in held else "" for code in codes)


def _place(job: Placed) -> tuple[str, ...]:
    place = job.placement
    if place is None:
        return (NOT_GIVEN, "", "", "")
    return (", ".join(code for code, _ in place.levels), place.basis_label, place.explanation, _cited(place.source))


def _details(job: Placed) -> tuple[str, ...]:
    place = job.placement
    if place is None:
        return ("", "", "", "")
    printed = place.position or place.stream or place.rating
    return (place.position, place.stream, place.rating, _cited(place.details_source) if printed else "")


def _pay(job: Placed) -> tuple[str, ...]:
    pay = job.pay
    if pay is None:
        return ("", "", "", "", "")
    return (str(pay.rmag), str(pay.rmag_1), str(pay.rmag_2), pay.effect, _cited(pay.source))


def _others(job: Placed) -> list[str]:
    words = [f"{TitleKind(kind).label}\u202f: {text}" for kind, text in job.other_titles]
    words += [f"code {code}" for code in job.printed.codes]
    words += ["absent du tableau"] if job.out_of_table else []
    return words + [f"voir {row.code} {row.title}".strip() for row in job.successors]
