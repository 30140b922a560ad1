"""Words of history: what a text brought, what became of a line, where to look."""

from __future__ import annotations

from texts.effect import french_date
from texts.values import Link, Source

from ..differences import Change, Differences, Kind, Place, Weight
from ..history import Brought, Carrier, Deed, Rectified
from ..values import JobLine
from .common import differences_url, linked, version_url
from .sheet import KIND_HEADINGS, euros

#: what became of lines: the word of one, of several
WORDS = {
    Kind.ADDED: ("ajoutée", "ajoutées"),
    Kind.REMOVED: ("retirée", "retirées"),
    Kind.REWORDED: ("reformulée", "reformulées"),
    Kind.MOVED: ("déplacée", "déplacées"),
}
WEIGHTS = {
    Weight.CLASSIFICATION: "Classement",
    Weight.CONTENT: "Contenu",
    Weight.WORDING: "Rédaction",
}
#: what an article says of what its text brings, and where, beside the passages of each job
ARTICLES = {
    ("clcc-avenant-2021-01", Deed.FIRST_SHEET): (
        "Fiche, version {}. Elle remplace la définition antérieure de l’emploi, que le portail n’a pas.",
        (Source("clcc-avenant-2021-01", "Avenant 2021-01", 55, 57),),
    ),
    ("clcc-avenant-2021-01", Deed.DELETED): (
        "Emploi supprimé de la grille de classification, de la grille de rémunérations et des cotations.",
        (),
    ),
    ("clcc-avenant-2023-06", Deed.ADDED): (
        "Emploi créé dans la classification.",
        (Source("clcc-avenant-2023-06", "Avenant 2023-06", 182, 183),),
    ),
    ("clcc-avenant-2023-06", Deed.FIRST_SHEET): (
        "Fiche, version {} ; la définition de l’emploi est ajoutée à l’article A-1.1.5.1 de la convention.",
        (Source("clcc-avenant-2023-06", "Avenant 2023-06", 185, 187),),
    ),
}


def counted(found: Differences) -> str:
    """« 2 lignes ajoutées, 1 reformulée »; « aucune ligne ne change » when none does."""
    told = []
    for kind, (one, several) in WORDS.items():
        number = found.count(kind)
        if number:
            noun = "" if told else (" lignes" if number > 1 else " ligne")
            told.append(f"{number}{noun} {several if number > 1 else one}")
    return ", ".join(told) or "aucune ligne ne change"


def carrier(value: Carrier) -> dict:
    return {"title": value.title, "url": value.url, "dates": value.effect[:1].upper() + value.effect[1:]}


def sentence(row: Brought) -> str:
    """What a text brought, said in one sentence; its sources stand beside it."""
    known = ARTICLES.get((row.carrier.slug, row.deed))
    if known:
        return known[0].format(row.version)
    placed = "Classement énoncé" if row.stated else "Classement déduit du texte"
    return {
        Deed.ADDED: lambda: "Emploi ajouté\u202f: aucun texte antérieur du portail ne le donne.",
        Deed.DELETED: lambda: "Emploi supprimé.",
        Deed.REPLACED: lambda: (
            f"Emploi remplacé par {linked(row.other)}"
            + (f", annoncé pour {row.words} sans jour précisé." if row.words else ".")
        ),
        Deed.PLACED: lambda: f"{placed}\u202f: {row.words}.",
        Deed.PAID: lambda: (
            f"Rémunération minimale annuelle garantie du groupe {row.words}\u202f: "
            f"{euros(row.amounts[0])} à l’entrée, {euros(row.amounts[1])} et {euros(row.amounts[2])} aux deux paliers."
        ),
        Deed.RENAMED: lambda: f"Emploi renommé\u202f: «\u202f{row.words}\u202f» devient «\u202f{row.job.title}\u202f».",
        Deed.RELABELLED: lambda: f"Nouveau libellé\u202f: «\u202f{row.words}\u202f».",
        Deed.FIRST_SHEET: lambda: f"Fiche, version {row.version}.",
        Deed.NEXT_SHEET: lambda: f"Fiche, version {row.version}\u202f: {counted(row.changes)}.",
    }[row.deed]()


def sources(row: Brought) -> list[Source]:
    """Where the text says it: the article, then the passages of the job."""
    _, cited = ARTICLES.get((row.carrier.slug, row.deed), ("", ()))
    return list(dict.fromkeys((*cited, *row.sources)))


def links(row: Brought) -> list[Link]:
    """Then, now, side by side, for a next version; the sheet, for a first one."""
    if row.deed is Deed.NEXT_SHEET:
        return pair_links(row.job, row.version - 1, row.version)
    if row.deed is Deed.FIRST_SHEET:
        return [Link("Voir la version", version_url(row.job, row.version))]
    return [Link(linked(row.other), row.other.url)] if row.other else []


def pair_links(line: JobLine, old: int, new: int) -> list[Link]:
    return [
        Link("Avant", version_url(line, old)),
        Link("Après", version_url(line, new)),
        Link("Côte à côte", differences_url(line, old, new)),
    ]


def event(row: Brought) -> dict:
    """Something that a text brought: its sentence, where the text says it, where to look, how much it weighs."""
    return {
        "text": sentence(row),
        "sources": sources(row),
        "links": links(row),
        "weight": WEIGHTS.get(row.weight, ""),
    }


def place_words(place: Place) -> str:
    """« Activités, niveau 4A, « Gérer un dossier » »."""
    words = [place.heading or KIND_HEADINGS[place.kind]]
    words += [f"niveau {place.level}"] if place.level else []
    words += [", ".join(place.branches)] if place.branches else []
    words += [f"«\u202f{place.group}\u202f»"] if place.group else []
    return ", ".join(words)


def change_label(change: Change) -> str:
    if change.kind is Kind.REWORDED and change.moved:
        return "reformulée et déplacée"
    return WORDS[change.kind][0] if change.kind in WORDS else "inchangée"


def printed_change(change: Change) -> dict:
    """What components/change.html takes, less its links."""
    line = change.new or change.old
    moved = ""
    if change.moved and change.old and change.new:
        other = change.old.place != change.new.place
        moved = f"auparavant sous {place_words(change.old.place)}" if other else "a changé de rang dans la rubrique"
    return {
        "kind": change.kind.value,
        "label": change_label(change),
        "text": "" if change.parts else line.text,
        "code": "" if change.parts else line.code,
        "parts": list(change.parts),
        "under": line.under,
        "moved": moved,
        "links": [],
    }


def erratum(value: Rectified) -> dict:
    changed = [change for block in value.changes.blocks for change in block.changes if change.kind is not Kind.SAME]
    return {
        "day": french_date(value.day),
        "reason": value.reason,
        "changes": [printed_change(change) for change in changed],
    }
