"""Jobs, sheets, classification and the dates of their texts on HR's desk."""

from . import catalogue, classification, dates, official_texts, revision, search, trace, version

__all__ = ["catalogue", "classification", "dates", "official_texts", "revision", "search", "trace", "version"]
