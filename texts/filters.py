"""The register's parameters: the form of the page, its address and its errors are one thing."""

from __future__ import annotations

from collections.abc import Collection

from django.http import QueryDict

from .selection import FACETS, MAX_WORDS, AnomalySelection, Problem, choices, jobs
from .values import AnomalyCard, quotable

PARAMETERS = ("mot", *FACETS, "emploi", "constat")


def read_anomalies(data: QueryDict, *, cards: list[AnomalyCard], paged: bool = True) -> AnomalySelection:
    """What the parameters of an address ask of the register `cards`; what makes no sense is left out, with a `Problem`
    for each. An answer that is not `paged` holds all that is found, and knows no page."""
    known = choices(cards)
    problems: list[Problem] = []
    held: dict[str, tuple[str, ...]] = {}
    for name, legend in FACETS.items():
        asked = [value for value in dict.fromkeys(data.getlist(name)) if value]
        held[name] = tuple(value for value in asked if value in known[name])
        problems += [
            Problem(name, _unknown(value, legend))
            for value in [value for value in asked if value not in known[name]][:3]
        ]
    problems += unknown_parameters(data, {*PARAMETERS, "page"} if paged else PARAMETERS)
    return AnomalySelection(
        texts=held["texte"],
        kinds=held["nature"],
        job=_job(data.get("emploi", ""), jobs(cards), problems),
        key=_key(data.get("constat", ""), cards, problems),
        words=_words(data.get("mot", ""), problems),
        page=_page(data.get("page", ""), problems) if paged else 1,
        problems=tuple(problems),
    )


def unknown_parameters(data: QueryDict, known: Collection[str]) -> list[Problem]:
    """A problem for each of the first parameters that the address does not take."""
    return [
        Problem(name[:40], f"Le paramètre «\u202f{quotable(name)}\u202f» n’existe pas\u202f: retirez-le.")
        for name in [name for name in data if name not in known][:5]
    ]


def _unknown(value: str, legend: str) -> str:
    said = f"«\u202f{quotable(value)}\u202f» n’est pas une valeur connue du filtre «\u202f{legend}\u202f»"
    return f"{said}\u202f: choisissez-en une dans la liste."


def _job(asked: str, jobs: dict[str, str], problems: list[Problem]) -> str:
    if asked and asked not in jobs:
        said = f"Le registre ne relève rien sur un emploi «\u202f{quotable(asked)}\u202f»"
        problems.append(Problem("emploi", f"{said} (attendu\u202f: référentiel/clé, comme ucanss/060101)."))
        return ""
    return asked


def _key(asked: str, cards: list[AnomalyCard], problems: list[Problem]) -> str:
    if asked and not any(card.key == asked for card in cards):
        problems.append(Problem("constat", f"Le registre n’a pas de constat «\u202f{quotable(asked)}\u202f»."))
        return ""
    return asked


def _words(asked: str, problems: list[Problem]) -> str:
    words = " ".join(asked.replace("\0", " ").split())
    if len(words) > MAX_WORDS:
        sentence = f"La recherche est limitée à {MAX_WORDS} caractères\u202f: seuls les premiers ont été lus."
        problems.append(Problem("mot", sentence))
        words = words[:MAX_WORDS].rsplit(" ", 1)[0]
    return words


def _page(asked: str, problems: list[Problem]) -> int:
    asked = asked or "1"
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6 and int(asked) > 0):
        sentence = f"«\u202f{quotable(asked)}\u202f» n’est pas un numéro de page\u202f: voici la première."
        problems.append(Problem("page", sentence))
        return 1
    return int(asked)
