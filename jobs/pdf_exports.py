"""What the pages of the jobs and of the grids show, as PDF: each takes the context of its page."""

from __future__ import annotations

from datetime import date

from texts.effect import french_date
from texts.pdf_exports import pdf

from .compare import Comparison
from .placing import DrawnGrid
from .repositioning import DOCUMENT
from .values import JobSheet

COMPARISON = "Deux à quatre emplois côte à côte, chaque ligne avec celle du texte officiel dont elle vient."
PROPOSAL = "Proposition de repositionnement au titre de l’article 5 de l’avenant 2021-01."


def sheet_pdf(sheet: JobSheet, context: dict, *, site: str, today: date) -> bytes:
    """A sheet, with where it stands, its items and their lines. `context` is that of its page."""
    return pdf(
        "pdf/sheet.typ",
        context | {"day": french_date(sheet.day)},
        site=site,
        address=_address(site, sheet.line.url, sheet.day, today),
        today=today,
        description=context["job"]["description"],
        document=sheet.sheet.document if sheet.sheet else "",
    )


def comparison_pdf(found: Comparison, context: dict, *, site: str, today: date) -> bytes:
    """Jobs side by side. In a column, a line number alone refers to the text that carries the sheet of its job."""
    carriers = [job.sheet.document if job.sheet else "" for job in found.jobs]
    return pdf(
        "pdf/comparison.typ",
        context | {"documents": carriers},
        site=site,
        address=context["permalink"],
        today=today,
        description=COMPARISON,
    )


def grid_pdf(drawn: DrawnGrid, context: dict, *, site: str, today: date) -> bytes:
    """A grid drawn: levels across, jobs down, the basis of each place. `context` is that of its page."""
    return pdf(
        "pdf/grid.typ",
        context | {"day": french_date(drawn.day)},
        site=site,
        address=_address(site, drawn.grid.url, drawn.day, today),
        today=today,
        description=context["grid"]["description"],
        document=drawn.grid.document,
    )


def proposal_pdf(context: dict, *, site: str, today: date) -> bytes:
    """A proposal of repositioning with blanks for the centre. Made from what was sent, and kept nowhere."""
    return pdf("pdf/proposal.typ", context, site=site, address="", today=today, description=PROPOSAL, document=DOCUMENT)


def _address(site: str, url: str, day: date, today: date) -> str:
    """Where the page is, on the day shown."""
    address = site.rstrip("/") + url
    return address if day == today else f"{address}?au={day.isoformat()}"
