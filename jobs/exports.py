"""Files of the values that queries gave."""

from __future__ import annotations

from .compare import Comparison, Entry
from .compare_facts import AGREEMENTS
from .enums import SectionKind


def comparison_table(found: Comparison) -> list[tuple[str, ...]]:
    """A comparison as rows of words, the headings first: facts, then lines, each with its source, a column a job."""
    rows: list[tuple[str, ...]] = []

    def write(*cells: str) -> None:
        rows.append(cells)

    names = [f"{job.line.framework_name} {job.line.code} {job.line.title}".replace("  ", " ") for job in found.jobs]
    heads = [head for name in names for head in (name, f"Source : {name}")]
    write("Rubrique", "Niveau", "Rapprochement", "Proximité", *heads)
    for fact in found.facts:
        cells = [(" · ".join(cell.values), _cited(cell.sources)) for cell in fact.cells]
        write(fact.label, "", AGREEMENTS[fact.agreement], "", *(text for pair in cells for text in pair))
    for section in found.sections:
        kind = SectionKind(section.kind).label.capitalize()
        for block in section.blocks:
            for line in block.lines:
                cells = [_worded(cell.entry) if cell else ("", "") for cell in line.cells]
                nearness = "identique" if line.identical else "proche"
                write(kind, block.level, nearness, f"{line.nearness} %", *(text for pair in cells for text in pair))
            for job, entries in enumerate(block.alone):
                for entry in entries:
                    cells = [_worded(entry) if index == job else ("", "") for index in range(len(names))]
                    write(kind, block.level, "seul à le dire", "", *(text for pair in cells for text in pair))
    return rows


def _worded(entry: Entry) -> tuple[str, str]:
    """The wording of a line, and where it stands."""
    return entry.text, _cited([entry.source] if entry.source else [])


def _cited(sources) -> str:
    return " ; ".join(source.label for source in sources)
