"""What the simulator answers, as PDF: it takes the context of its page."""

from __future__ import annotations

from datetime import date

from texts.pdf_exports import pdf
from texts.values import Link

from .values import PathValue, StepValue

SIMULATION = "Une situation face aux conditions du texte, une à une, avec leur article. Une lecture, non une décision."


def simulation_pdf(path: PathValue, step: StepValue, context: dict, *, site: str, today: date) -> bytes:
    """An answer of the simulator, with what was said. Made from the address, and kept nowhere.

    The foot names the simulator without the answers, which stand at the head.
    """
    source = path.card.citation.source
    taken = {name: context[name] for name in ("framework", "result", "said")}
    told = {
        "title": step.title,
        "path": Link(path.card.title, path.card.url),
        "situation": step.situation,
        "text": Link(path.card.document_title, source.url if source else ""),
        "dates": path.card.dates,
        "again": Link("Reprendre cette simulation", context["pdf_url"].replace("simulation.pdf", "simulation/")),
    }
    return pdf(
        "pdf/simulation.typ",
        taken | told,
        site=site,
        address=f"{site.rstrip('/')}{path.card.simulation_url}?etape={step.key}",
        today=today,
        description=SIMULATION,
        document=path.card.document,
    )
