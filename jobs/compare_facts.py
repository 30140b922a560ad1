"""The facts of two to four jobs compared as facts: agreed, different, or not told by every text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from texts.folding import fold
from texts.values import Source

from .enums import FactKind, JobKind, SectionKind, Status
from .values import JobSheet, PlacementValue

CLCC_GRID = "clcc-non-cadres"


class Agreement(StrEnum):
    """What can be said of a fact across the jobs."""

    SAME = "identique"
    DIFFERENT = "different"
    UNTOLD = "non_precise"  # a text at least does not tell it, and those that tell it agree


AGREEMENTS = {
    Agreement.SAME: "identique",
    Agreement.DIFFERENT: "diffère",
    Agreement.UNTOLD: "non précisé partout",
}


@dataclass(frozen=True)
class FactCell:
    """What the texts print of a fact for one job; no value: not told. `keys` is what is compared."""

    values: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    basis: str = ""
    basis_label: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class FactLine:
    """A fact, one cell a job."""

    label: str
    cells: tuple[FactCell, ...]

    @property
    def agreement(self) -> Agreement:
        told = {frozenset(cell.keys) for cell in self.cells if cell.values}
        if len(told) > 1:
            return Agreement.DIFFERENT
        return Agreement.SAME if all(cell.values for cell in self.cells) else Agreement.UNTOLD

    @property
    def alike(self) -> bool:
        return self.agreement == Agreement.SAME


def compare_facts(jobs: Sequence[JobSheet]) -> list[FactLine]:
    """The facts that a text at least tells, in reading order. Levels and groups agree only inside one grid."""
    lines = [FactLine(label, tuple(map(read, jobs))) for label, read in READERS]
    return [line for line in lines if any(cell.values or cell.note for cell in line.cells)]


def told(*values: str, sources=(), **rest) -> FactCell:
    """A cell of the values that are not empty, compared by their words."""
    kept = tuple(value for value in values if value)
    cited = tuple(dict.fromkeys(source for source in sources if source))
    return FactCell(kept, tuple(map(fold, kept)), sources=cited if kept else (), **rest)


def _framework(job: JobSheet) -> FactCell:
    return told(job.line.framework_name)


def _kind(job: JobSheet) -> FactCell:
    return told(JobKind(job.line.kind).label)


def _status(job: JobSheet) -> FactCell:
    return told(Status(job.line.status).label, note=job.line.note, sources=job.status_sources)


def _code(job: JobSheet) -> FactCell:
    return told(job.line.code)


def _other_codes(job: JobSheet) -> FactCell:
    return told(*(row.value for row in job.alternative_codes), sources=[row.source for row in job.alternative_codes])


def _reference(job: JobSheet) -> FactCell:
    line = job.reference
    return told(f"{line.code} {line.title}".strip() if line else "", sources=job.reference_sources[:2])


def _grid(job: JobSheet) -> FactCell:
    return told(*(row.grid_title for row in job.placements), sources=[row.source for row in job.placements])


def _levels(job: JobSheet) -> FactCell:
    """The levels or groups with their basis. Those of an attached job are its métier's: the text gives it none."""
    rows = job.placements
    if not rows:
        return FactCell()
    values = tuple(label for row in rows for _, label in row.levels)
    note = rows[0].explanation
    if job.line.kind == JobKind.ATTACHED:
        note = "Niveaux du métier repère ; celui de l’emploi n’est pas précisé dans le texte."
    return FactCell(
        values=values,
        keys=tuple(f"{row.grid} {code}" for row in rows for code, _ in row.levels),
        basis=rows[0].basis,
        basis_label=rows[0].basis_label,
        note=note,
        sources=tuple(row.source for row in rows if row.source),
    )


def _placed(read: Callable[[PlacementValue], str]) -> Callable[[JobSheet], FactCell]:
    """A fact that only the grid of the cancer centres bears."""

    def cell(job: JobSheet) -> FactCell:
        rows = [row for row in job.placements if row.grid == CLCC_GRID]
        return told(*map(read, rows), sources=[row.details_source for row in rows])

    return cell


def _printed(kind: FactKind, wording: str = "{}") -> Callable[[JobSheet], FactCell]:
    def cell(job: JobSheet) -> FactCell:
        rows = job.facts.get(kind, [])
        return told(*(wording.format(row.value) for row in rows), sources=[row.source for row in rows])

    return cell


def _diploma(job: JobSheet) -> FactCell:
    """The diploma that a text gives as a fact, else the lines of the section; else where training is told."""
    given = _printed(FactKind.DIPLOMA)(job)
    sections = job.sheet.sections if job.sheet else []
    if given.values:
        return given
    items = [item for section in sections if section.kind == SectionKind.DIPLOMA for item in section.items]
    if items:
        return told(*(item.text for item in items), sources=[item.source for item in items])
    training = next((section.heading for section in sections if section.kind == SectionKind.TRAINING), None)
    return FactCell(note="" if training is None else "Voir la rubrique de formation.")


def _pay(tier: str) -> Callable[[JobSheet], FactCell]:
    """A guaranteed minimum yearly pay, in euros, with its date of effect or that it is not known."""

    def cell(job: JobSheet) -> FactCell:
        values = [f"{getattr(row, tier):,}".replace(",", "\u202f") + "\u202f€ par an" for row in job.pay]
        note = ", ".join(row.effect for row in job.pay)
        return told(*values, note=note, sources=[row.source for row in job.pay])

    return cell


def _carrier(job: JobSheet) -> FactCell:
    """The text that carries the wording compared, and what is known of its dates."""
    sheet = job.sheet
    return told(sheet.document_title, note=sheet.effect) if sheet else FactCell()


READERS: tuple[tuple[str, Callable[[JobSheet], FactCell]], ...] = (
    ("Référentiel", _framework),
    ("Nature", _kind),
    ("Statut", _status),
    ("Code", _code),
    ("Autre code", _other_codes),
    ("Métier repère", _reference),
    ("Grille", _grid),
    ("Niveaux ou groupe", _levels),
    ("Position", _placed(lambda row: row.position)),
    ("Filière", _placed(lambda row: row.stream)),
    ("Cotation", _placed(lambda row: row.rating)),
    ("RMAG, à l’entrée", _pay("rmag")),
    ("RMAG 1, 1er palier", _pay("rmag_1")),
    ("RMAG 2, 2e palier", _pay("rmag_2")),
    ("Diplôme requis", _diploma),
    ("Niveau du diplôme", _printed(FactKind.DIPLOMA_LEVEL, "Niveau {}")),
    ("Fiche RNCP", _printed(FactKind.RNCP, "RNCP{}")),
    ("Niveau de qualification", _printed(FactKind.QUALIFICATION)),
    ("Pays", _printed(FactKind.COUNTRY)),
    ("Thème", _printed(FactKind.THEME)),
    ("Famille de métiers", _printed(FactKind.FAMILY)),
    ("Direction métier", _printed(FactKind.DIRECTORATE)),
    ("Texte porteur de la fiche", _carrier),
)
