"""Files of the values that queries gave."""

from __future__ import annotations

import csv
import io

from .compare import Comparison, Entry
from .compare_facts import AGREEMENTS
from .enums import JobKind, SectionKind, Status
from .values import JobLine

CSV = "text/csv; charset=utf-8"
COLUMNS = ("Référentiel", "Clé", "Code", "Intitulé", "Nature", "Statut", "Précision", "Niveaux", "Adresse")


def inert(text: str) -> str:
    """`text`, made harmless where a spreadsheet would take it for a formula."""
    opens = text[:1] in {"\t", "\r", "\n"} or text.lstrip()[:1] in {"=", "+", "-", "@"}
    return f"'{text}" if opens else text


def jobs_csv(lines: list[JobLine], *, base: str) -> str:
    """The list as a spreadsheet opens it in French: UTF-8 with its mark, semicolons. `base`: the site's address."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        row = (
            line.framework_name,
            line.key,
            line.code,
            line.title,
            JobKind(line.kind).label,
            Status(line.status).label,
            line.note,
            ", ".join(code for code, _ in line.levels),
            base.rstrip("/") + line.url,
        )
        writer.writerow([inert(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def comparison_csv(found: Comparison) -> str:
    """A comparison as a spreadsheet opens it in French: facts, then lines, each with its source, a column a job."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")

    def write(*cells: str) -> None:
        writer.writerow([inert(cell) for cell in cells])

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
    return "\ufeff" + out.getvalue()


def _worded(entry: Entry) -> tuple[str, str]:
    """The wording of a line, and where it stands."""
    return entry.text, _cited([entry.source] if entry.source else [])


def _cited(sources) -> str:
    return " ; ".join(source.label for source in sources)
