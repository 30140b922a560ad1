"""Context of the list of jobs."""

from __future__ import annotations

from collections.abc import Sequence

from grids.values import level_key, level_url
from texts.folding import fold
from texts.values import Badge, Link, Notice

from ..enums import JobKind
from ..search import Search
from ..selection import FACETS, RELEVANCE, SORTS, Selection, usual_sort
from ..values import (
    FacetValues,
    JobLine,
    JobPage,
    NamedLevel,
    WayOut,
)
from .common import compare_link, day_notice, framework_badge, nature, offered, status_badge

#: choices of a facet shown before « voir plus »
IN_VIEW = 6


def card(line: JobLine) -> dict:
    """What the row of the index takes."""
    return {
        "url": line.url,
        "title": line.title,
        "framework": framework_badge(line),
        "code": line.code,
        "nature": nature(line) if line.kind != JobKind.JOB else "",
        "status": status_badge(line),
        "places": [Badge("level", "", label) for _, label in line.levels],
        "meta": line.meta,
        "excerpt": line.excerpt,
        "passage": passage(line),
        "successor": line.successor,
        "past": line.past,
        "compare": compare_link(line),
    }


def passage(line: JobLine) -> dict | None:
    """The line of the sheet that answers the search, in pieces, with its address; None when the titles answer."""
    if line.passage is None:
        return None
    return {
        "url": f"{line.url}#{line.passage.anchor}",
        "heading": line.passage.heading,
        "pieces": [{"text": text, "found": found} for text, found in line.passage.pieces],
    }


def named_level(level: NamedLevel, selection: Selection) -> Notice:
    """The ways to a level that the search names: its grid prints it, hardly ever a sheet."""
    links = [Link(f"La page : {level.label}", f"{level_url(level.grid, level.code)}{selection.day_asked}")]
    if level.held:
        address = selection.address(query="", facets={"niveau": (level.code,)})
        links.insert(0, Link(f"Les emplois : {level.label}", address))
    return Notice(
        "info",
        f"« {level.code} » est aussi le code d’un niveau ou d’un groupe.",
        f"{level.label}, {level.grid_title}. Une recherche lit les intitulés, les codes des emplois et les fiches, "
        "et un niveau se lit dans sa grille.",
        links,
    )


def search_sentences(search: Search, levels: Sequence[NamedLevel] = ()) -> list[str]:
    """How the search was read, where it was not as typed. `levels`: those that it names."""
    sentences = []
    for typed, read in search.repairs:
        sentences.append(f"« {typed} » ne figure dans aucun texte : voici les réponses à « {read} ».")
    if search.enough:
        sentences.append("Y figurent aussi des emplois dont l’intitulé dit ces mots, sauf un mot très fréquent.")
    if search.any_word:
        sentences.append("Aucun emploi ne contient tous ces mots : voici ceux qui en contiennent au moins un.")
    codes = {fold(level_key(level.code)) for level in levels}
    if search.any_word and (said_nowhere := [word for word in search.lost if word not in codes]):
        lost = ", ".join(f"« {shown(word)} »" for word in said_nowhere)
        sentences.append(f"Aucun texte ne contient {lost}.")
    return sentences


def shown(word: str) -> str:
    """A typed word, cut when it is too long to be quoted."""
    return word if len(word) <= 40 else f"{word[:40]}…"


def nothing(
    selection: Selection, search: Search | None, way_out: WayOut | None, levels: Sequence[NamedLevel] = ()
) -> dict:
    """What to say when no job answers: why, what each filter would leave once released, the nearest titles."""
    links = []
    released = way_out.released if way_out else {}
    for name in selection.facets:
        if released.get(name):
            left = {other: values for other, values in selection.facets.items() if other != name}
            label = f"Retirer le filtre « {FACETS[name]} » : {jobs(released[name])}"
            links.append(Link(label, selection.address(facets=left) or "?"))
    if selection.facets and released.get("q"):
        label = f"Retirer les mots « {selection.query} » : {jobs(released['q'])}"
        links.append(Link(label, selection.address(query="") or "?"))
    nearest = [Link(offered(line), line.url) for line in (way_out.nearest if way_out else [])]
    return {
        "title": "Aucun emploi ne répond à cette demande.",
        "text": why_nothing(selection, search, levels),
        "links": [*links, Link("Voir tous les emplois", "/emplois/")],
        "more_title": "Intitulés les plus proches" if nearest else "",
        "more": nearest,
    }


def why_nothing(selection: Selection, search: Search | None, levels: Sequence[NamedLevel] = ()) -> str:
    """One sentence on why nothing answers and one on what to do."""
    if search and search.found:
        answer = "répondent" if search.found > 1 else "répond"
        return f"{jobs(search.found)} {answer} à ces mots, mais aucun avec ces filtres : retirez-en un."
    if search and not search.terms and not search.lost:
        return "Cette recherche ne contient aucun mot à chercher : donnez un mot de l’intitulé, ou un code."
    if search and levels:
        return "Un niveau ne se cherche pas dans les fiches : prenez-le dans sa grille, ou dans le filtre des niveaux."
    if search:
        return "Aucun intitulé, aucun code ni aucune ligne de fiche ne contient ces mots : essayez-en un autre."
    return "Aucun emploi ne réunit ces filtres : retirez-en un."


def jobs(number: int) -> str:
    """« 1 emploi », « 12 emplois »."""
    return f"{number} emploi{'s' if number > 1 else ''}"


def sorts(selection: Selection) -> list[dict]:
    """The orders offered; the usual one has no value, so that a first search comes by relevance."""
    usual = usual_sort(selection.query)
    return [
        {"value": "" if name == usual else name, "label": sort.label, "selected": name == selection.sort}
        for name, sort in SORTS.items()
        if selection.query or name != RELEVANCE
    ]


def facet(values: FacetValues) -> dict:
    """What a group of boxes takes: checked boxes are always in view, empty ones only behind « voir plus »."""
    choices = [
        {
            "id": f"f-{values.name}-{number}",
            "value": choice.value,
            "label": choice.label,
            "count": choice.count,
            "checked": choice.checked,
        }
        for number, choice in enumerate(values.choices)
    ]
    checked = any(choice["checked"] for choice in choices)
    long = len(choices) > IN_VIEW + 2
    ordered = sorted(choices, key=lambda choice: (not choice["checked"], not choice["count"])) if long else choices
    return {
        "name": values.name,
        "legend": values.legend,
        "noun": "emploi",
        "choices": ordered[:IN_VIEW] if long else ordered,
        "more": ordered[IN_VIEW:] if long else [],
        "folded": values.name not in {"referentiel", "nature", "statut"},
        "open": checked,
    }


def pages(selection: Selection, page: JobPage) -> dict:
    """The numbered links to the pages around the one shown."""
    near = [n for n in range(1, page.last + 1) if n in {1, page.last} or abs(n - page.number) <= 2]
    links: list[dict] = []
    for previous, number in zip([0, *near], near, strict=False):
        if number - previous > 1:
            links.append({"gap": True})
        links.append(
            {
                "number": number,
                "url": selection.address(page=number) or "?",
                "current": number == page.number,
                "gap": False,
            }
        )
    return {
        "total": page.last,
        "links": links,
        "previous_url": selection.address(page=page.number - 1) or "?" if page.number > 1 else "",
        "next_url": selection.address(page=page.number + 1) if page.number < page.last else "",
    }


def job_list(
    selection: Selection,
    page: JobPage,
    facets: list[FacetValues],
    search: Search | None = None,
    way_out: WayOut | None = None,
    levels: Sequence[NamedLevel] = (),
) -> dict:
    """Context of the list; `search` is the search as understood, `way_out` what to try when nothing answers, `levels`
    those that the search names."""
    labels = {values.name: {choice.value: choice.label for choice in values.choices} for values in facets}
    active = [
        {
            "label": f"{FACETS[name]} : {labels[name][value]}",
            "remove_url": selection.address(facets=selection.without(name, value)) or "?",
        }
        for name, values in selection.facets.items()
        for value in values
    ]
    if selection.query:
        active.insert(0, {"label": f"« {selection.query} »", "remove_url": selection.address(query="") or "?"})
    notices = [Notice("attention", "Un paramètre n’a pas été compris.", row.sentence) for row in selection.problems]
    if selection.page > page.last:
        sentence = f"La page {selection.page} n’existe pas : voici la page {page.last}, la dernière."
        notices.append(Notice("attention", "Page inexistante.", sentence))
    notices += [named_level(level, selection) for level in levels]
    return {
        "query": selection.query,
        "total": page.total,
        "jobs": [card(line) for line in page.lines],
        "facets": [facet(values) for values in facets if values.choices],
        "sorts": sorts(selection),
        "readings": search_sentences(search, levels) if search and page.total else [],
        "active": active,
        "held": sum(map(len, selection.facets.values())),
        "reset_url": "/emplois/",
        "pages": pages(selection, page),
        "exports": [
            Link("CSV", f"/emplois.csv{selection.address()}"),
            Link("XLSX", f"/emplois.xlsx{selection.address()}"),
            Link("JSON", f"/api/v1/emplois{selection.address()}"),
        ],
        "empty": nothing(selection, search, way_out, levels),
        "messages_list": day_notice(selection.day, selection.today) + notices,
        "day": selection.day.isoformat() if selection.day != selection.today else "",
    }
