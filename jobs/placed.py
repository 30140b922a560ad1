"""The place of a job in a grid as HR enters it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass

#: characters that each part of a place may have, as its column
LONGEST = {"group": 12, "position": 8, "stream": 12, "rating": 8}
NAMES = {"group": "groupe", "position": "position", "stream": "filière", "rating": "cotation"}


@dataclass(frozen=True)
class Placed:
    """Group, position, stream and rating; all empty where nothing is entered."""

    group: str = ""
    position: str = ""
    stream: str = ""
    rating: str = ""

    @property
    def empty(self) -> bool:
        return not any(astuple(self))


def fault_of(place: Placed, groups: frozenset[str]) -> str:
    """Why a place cannot be kept, in a sentence; empty when it can."""
    if place.empty:
        return ""
    if not place.group:
        return "Donnez le groupe : sans lui, le reste ne place pas l’emploi."
    if place.group not in groups:
        return "Ce groupe n’est pas dans la grille."
    for name, longest in LONGEST.items():
        if len(getattr(place, name)) > longest:
            return f"{NAMES[name].capitalize()} : {longest} caractères au plus."
    return ""


def token(places: Mapping[int, Placed]) -> str:
    """The same for the same places: what a screen was read at."""
    said = repr(sorted((job, astuple(place)) for job, place in places.items() if not place.empty))
    return hashlib.sha256(said.encode()).hexdigest()
