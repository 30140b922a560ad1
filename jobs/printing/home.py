"""Context of the title page, and of a job not yet known."""

from __future__ import annotations

from urllib.parse import quote

from texts.effect import french_date
from texts.values import Badge, Link

#: searches that lead somewhere in each framework
EXAMPLES = ("infirmier", "assistant médical", "060101", "recherche clinique", "kinésithérapeute")


def home(counts: list, texts: tuple[int, int]) -> dict:
    """Context of the title page: `counts` pairs each framework with its number of jobs, `texts` the numbers of texts
    and of anomalies."""
    return {
        "total_jobs": sum(count for _, count in counts),
        "frameworks": [
            {
                "badge": Badge("framework", framework.code, framework.short_name),
                "name": framework.name,
                "text": framework.description,
                "count": count,
                "unit": "emplois" if count > 1 else "emploi",
                "url": f"/emplois/?referentiel={framework.code}",
            }
            for framework, count in counts
        ],
        "texts_count": texts[0],
        "anomalies_count": texts[1],
        "examples": [Link(words, f"/emplois/?q={quote(words)}") for words in EXAMPLES],
    }


def not_yet(title: str, since, day) -> dict:
    """Context of the page of a job that no text gives yet on the day asked."""
    return {
        "title": title,
        "day": french_date(day),
        "since": french_date(since),
        "links": [
            Link(f"La page au {french_date(since)}", f"?au={since.isoformat()}"),
            Link("La page d’aujourd’hui", "?"),
        ],
    }
