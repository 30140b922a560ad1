"""The one function of the day: what counts on day D (Europe/Paris), and what is said about it.

A known date of effect counts from it. An unknown one counts from signature, and the page says so. A text with
neither counts on every day, as an undated text.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """Why a text counts from its day."""

    EFFECT = "effet"
    SIGNATURE = "signature"
    UNDATED = "non_date"


@dataclass(frozen=True)
class Effect:
    """From which day a text counts, why, and the sentence that the page prints."""

    basis: Basis
    since: date | None
    sentence: str


MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def french_date(day: date) -> str:
    """« 1er avril 2021 », « 31 janvier 2023 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def counts(since: date | None, day: date) -> bool:
    """Whether what a text carries counts on `day`, when that text counts from `since`."""
    return since is None or since <= day


def effect_of(*, signed_on: date | None, effect_on: date | None, day: date | None = None) -> Effect:
    """When a text with these dates counts, and how the page says it on `day`: a day to come is said to be to come."""
    if effect_on and day and effect_on > day:
        return Effect(Basis.EFFECT, effect_on, f"prendra effet le {french_date(effect_on)}")
    if effect_on:
        return Effect(Basis.EFFECT, effect_on, f"en vigueur depuis le {french_date(effect_on)}")
    if signed_on:
        return Effect(Basis.SIGNATURE, signed_on, f"signé le {french_date(signed_on)}, date d’effet non connue")
    return Effect(Basis.UNDATED, None, "texte non daté")
