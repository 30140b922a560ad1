"""What a trace kept, in French: what each part said before, and says after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from texts.effect import french_date
from texts.enums import College, DateKind, DocumentKind

from ..differences import Kind, differences
from ..enums import EntryOutcome, EntryReason, Position, RequestOutcome
from ..history import as_printed
from .brought import change_label, place_words

NOTHING = "rien"
#: the parts whose name in a trace is not French as it is read
NAMES = {
    "group": "groupe", "stream": "filière", "rating": "cotation", "numero": "numéro", "d_apres": "d’après la version",
    "empreinte": "empreinte SHA-256", "sha256": "empreinte SHA-256", "kind": "nature", "title": "titre",
    "short_title": "titre court", "issuer": "émetteur", "reference": "référence", "nor": "NOR", "idcc": "IDCC",
    "signatories": "signataires", "lignes_liees": "lignes liées", "annee": "année", "reunion": "réunion",
    "projets_publies": "projets publiés", "precision": "précision", "decide_le": "décidé le",
    "valable_jusqu_au": "valable jusqu’au", "reponse": "réponse", "close_le": "close le", "emplois": "emplois",
    "montree_depuis": "montrée depuis", "decision": "décision", "mots": "mots équivalents",
}  # fmt: skip
#: the parts that hold a code, and what it means
CODES = {
    "kind": DocumentKind, "nature": DateKind, "motif": EntryReason, "sort": EntryOutcome, "avis": Position,
    "suite": RequestOutcome, "college": College, "collège": College,
}  # fmt: skip
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
A_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


def changes_told(before: object, after: object, titles: Mapping[str, str]) -> list[dict]:
    """What a deed changed, part by part: label, was, became. What it left alone is left out.

    `before` and `after` are what the trace kept; `titles` names the texts by their address.
    """
    if _wording(before) or _wording(after):
        return _lines_changed(before or [], after or [])
    if isinstance(before or after, Mapping):
        held, kept = before or {}, after or {}
        rows = []
        for name in dict.fromkeys((*held, *kept)):
            if name == "rubriques":
                rows += _lines_changed(held.get(name) or [], kept.get(name) or [])
            elif before is None or after is None or held.get(name) != kept.get(name):
                rows.append(_row(NAMES.get(name, name), *(said(name, row.get(name), titles) for row in (held, kept))))
        return rows
    if before is None and after is None:
        return []
    return [_row("valeur", *(said("", value, titles) for value in (before, after)))]


def _row(label: str, was: str, became: str) -> dict:
    return {"label": label[:1].upper() + label[1:], "was": was or NOTHING, "became": became or NOTHING}


def said(name: str, value: object, titles: Mapping[str, str]) -> str:
    """One value in words, empty for none: days and moments in French and in Paris, codes by their meaning."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Mapping):
        if set(value) == {"organisation", "college"}:
            return f"{value['organisation']} ({said('college', value['college'], titles)})"
        parts = ((NAMES.get(key, key), said(key, held, titles) or NOTHING) for key, held in value.items())
        return "\u202f; ".join(f"{key}\u202f: {words}" for key, words in parts)
    if isinstance(value, list):
        return ", ".join(said(name, held, titles) for held in value)
    words = str(value)
    if name == "texte" and words in titles:
        return titles[words]
    if name in CODES and words in CODES[name].values:
        return str(CODES[name](words).label)
    return _moment(words)


def _moment(words: str) -> str:
    """« 2 mars 2026 », « 2 mars 2026 à 10 h 30 » (in Paris); other words as they are."""
    try:
        if A_DAY.fullmatch(words):
            return french_date(date.fromisoformat(words))
        if A_MOMENT.fullmatch(words):
            at = datetime.fromisoformat(words)
            at = timezone.localtime(at) if timezone.is_aware(at) else at
            return f"{french_date(at)} à {at:%H h %M}"
    except ValueError:
        pass
    return words


def texts_named(*kept: object) -> set[str]:
    """The addresses of the texts that traces name."""
    return {row["texte"] for row in kept if isinstance(row, Mapping) and isinstance(row.get("texte"), str)}


def _wording(words: object) -> bool:
    """Whether these are the published words of a sheet."""
    return isinstance(words, list) and bool(words) and isinstance(words[0], Mapping) and "elements" in words[0]


def _lines_changed(before: list[dict], after: list[dict]) -> list[dict]:
    """The lines that a save added, reworded, moved or took out, each with the section where it stands."""
    rows = []
    for block in differences(as_printed(before), as_printed(after)).blocks:
        for change in block.changes:
            if change.kind is not Kind.SAME:
                place = f"{place_words(block.place)}, {change_label(change)}"
                was, became = (line.text if line else "" for line in (change.old, change.new))
                rows.append(_row(place, was, became))
    return rows
