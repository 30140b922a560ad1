"""Jobs, sheets, classification and the dates of their texts on HR's desk."""

from . import (
    catalogue,
    classification,
    dates,
    decisions,
    grids,
    imports,
    mandates,
    official_texts,
    opinions,
    revision,
    search,
    trace,
    version,
)

__all__ = [
    "catalogue",
    "classification",
    "dates",
    "decisions",
    "grids",
    "imports",
    "mandates",
    "official_texts",
    "opinions",
    "revision",
    "search",
    "trace",
    "version",
]
