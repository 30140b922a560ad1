"""What organisations say of a sheet, ready to print, from the published JSON of the yearly table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from texts.effect import french_date
from texts.enums import College
from texts.values import Badge, Link, Notice

from ..differences import Differences, Kind
from ..opinion_describing import POSITIONS, WAITING
from .brought import WEIGHTS, counted, place_words, printed_change

STALE = "Donné sur d’autres mots\u202f: la proposition a changé depuis."
LEFT = "Cette organisation ne participe plus à la campagne\u202f: son avis est gardé tel qu’elle l’a donné."
SILENT = "Cette organisation n’a pas donné d’avis."
UNPUBLISHED = "Publiées avec leurs réponses quand la fiche est décidée, ou à la clôture de la campagne."
#: one, several
COUNTED = {
    "favorable": ("favorable", "favorables"),
    "reserve": ("réservé", "réservés"),
    "defavorable": ("défavorable", "défavorables"),
    "abstention": ("abstention", "abstentions"),
    "sans_avis": ("sans avis", "sans avis"),
}


def said(day: str | None) -> str:
    return french_date(date.fromisoformat(day)) if day else ""


def college_label(college: str) -> str:
    """« employeurs », « salariés »."""
    return College(college).label


def count_words(row: dict) -> str:
    """« 2 favorables, 1 sans avis, dont 1 sur d’autres mots »."""
    words = [f"{row[code]} {names[row[code] > 1]}" for code, names in COUNTED.items() if row[code]]
    stale = [f"dont {row['perimes']} sur d’autres mots"] if row["perimes"] else []
    left = [f"dont {row['sorties']} d’une organisation qui ne participe plus"] if row["sorties"] else []
    return ", ".join([*words, *stale, *left])


def opinion(row: dict) -> dict:
    """What components/opinion.html takes."""
    earlier = [f"{POSITIONS[was['position']]}, le {said(was['le'])}" for was in row["avant"]]
    return {
        "organisation": row["organisation"],
        "college": "",  # said above them all
        "position": Badge("opinion", row["position"] or "", row["position_libelle"].capitalize()),
        "date": f"le {said(row['le'])}" if row["le"] else "",
        "text": "Auparavant\u202f: " + "\u202f; ".join(earlier) + "." if earlier else "",
        "stale": " ".join(words for words, true in ((STALE, row["perime"]), (LEFT, not row["participe"])) if true),
    }


def colleges(entry: dict) -> list[dict]:
    """The opinions on a sheet, side by side: a college, its counts, its organisations. Empty while none is asked."""
    return [
        {
            "label": college_label(row["college"]).capitalize(),
            "counts": count_words(row),
            "opinions": [opinion(given) for given in entry["avis"] if given["college"] == row["college"]],
        }
        for row in entry["avis_par_college"]
    ]


def about(row: dict) -> str:
    """What a remark is about: a line, quoted when its words are public, or the whole."""
    if row["ligne"]:
        return f"«\u202f{row['ligne']}\u202f»"
    return "Une ligne du projet, dont le texte n’est pas publié" if row["ancre"] else "L’ensemble de la proposition"


def remark(row: dict) -> dict:
    """A remark, what it is about, and what was answered."""
    reply = row["reponse"]
    return {
        "who": f"{row['organisation']} ({college_label(row['college'])}), le {said(row['le'])}",
        "about": about(row),
        "text": row["texte"],
        "reply": reply["texte"] if reply else "",
        "replied": f"Réponse des ressources humaines, le {said(reply['le'])}" if reply else "Sans réponse",
    }


def remarks(entry: dict) -> dict:
    """The remarks on a sheet, or how many there are while they are not published."""
    count = entry["remarques_recues"]
    waiting = count and not entry["remarques"]
    return {
        "remarks": [remark(row) for row in entry["remarques"]],
        "waiting": f"{count} remarque{'s' if count > 1 else ''}. {UNPUBLISHED}" if waiting else "",
    }


def requests(table: dict) -> list[dict]:
    """What organisations asked for, and what was answered."""
    return [
        {
            "job": Link(row["intitule"], row["url"]),
            "who": f"{row['organisation']} ({college_label(row['college'])}), le {said(row['le'])}",
            "reason": row["raison"] or "",
            "mark": Badge("entry", row["suite"], row["suite_libelle"]),
            "answer": row["reponse"],
            "waiting": row["suite"] == WAITING,
        }
        for row in table["demandes"]
    ]


def sheet_url(table: dict, row: dict) -> str:
    """The page of a sheet in the table of a year, or in one of its editions."""
    edition = f"?edition={table['edition']['numero']}" if table["edition"] else ""
    return f"/revision/{table['annee']}/{row['cle']}/{edition}"


def changed_blocks(found: Differences) -> dict:
    """What a proposal changes, as components/change.html takes it; lines that stay are counted."""
    blocks = []
    for index, block in enumerate(found.blocks, 1):
        changed = [printed_change(change) for change in block.changes if change.kind is not Kind.SAME]
        if changed:
            blocks.append({"anchor": f"rubrique-{index}", "heading": place_words(block.place), "changes": changed})
    return {"summary": counted(found), "weight": WEIGHTS.get(found.weight, ""), "changed": blocks}


def sheet_page(table: dict, row: dict, entry_row: dict | None, changes: Differences | None, *, problems=()) -> dict:
    """Context of the page of a sheet in the table of a year. `entry_row`: its line there, none when it has none;
    `changes`: what its proposal changes, none unless it is out for opinion and published."""
    entry = row["inscription"]
    year = table["annee"]
    edition = table["edition"]
    base = f"/revision/{year}/" + (f"?edition={edition['numero']}" if edition else "")
    unread = [Notice("attention", "Un paramètre n’a pas été compris.", problem.sentence) for problem in problems]
    return {
        "title": f"{row['intitule']}, révision {year}",
        "job": Link(row["intitule"], row["url"]),
        "crumbs": [Link("Révision", "/revision/"), Link(str(year), base)],
        "current": row["intitule"],
        "year": str(year),
        "notices": unread,
        "edition": f"Édition {edition['numero']}, arrêtée le {said(edition['arretee_le'])}." if edition else "",
        "row": entry_row,
        "proposed": entry["proposition"] is not None if entry else False,
        "closed": table["etat"] == "close",
        "changes": changed_blocks(changes) if changes else None,
        "colleges": colleges(entry) if entry else [],
        **(remarks(entry) if entry else {"remarks": [], "waiting": ""}),
        "requests": [found for found in requests(table) if found["job"].url == row["url"]],
    }


def said_so(given: dict) -> str:
    """What is to be known of an opinion that stands, in brackets."""
    words = [
        words
        for words, true in (("sur d’autres mots", given["perime"]), ("ne participe plus", not given["participe"]))
        if true
    ]
    return f" ({', '.join(words)})" if words else ""


def said_rows(table: dict) -> list[dict]:
    """The opinions of a table, one line each, for the page that is printed."""
    return [
        {
            "title": row["intitule"],
            "organisation": given["organisation"],
            "college": college_label(given["college"]),
            "position": given["position_libelle"] + said_so(given),
            "day": said(given["le"]),
        }
        for row in table["lignes"]
        if row["inscription"]
        for given in row["inscription"]["avis"]
    ]


def remark_rows(table: dict) -> list[dict]:
    """The remarks of a table that are published, one line each, with the sheet."""
    return [
        {"title": row["intitule"], **remark(one)}
        for row in table["lignes"]
        if row["inscription"]
        for one in row["inscription"]["remarques"]
    ]


def opinions_in_words(given: Sequence[dict], college: str) -> str:
    """The opinions of a college in one cell: « FO : favorable, le 1er mai 2026 ; SUD : sans avis »."""
    found = []
    for row in given:
        if row["college"] == college:
            day = f", le {said(row['le'])}" if row["le"] else ""
            found.append(f"{row['organisation']} : {row['position_libelle']}{day}{said_so(row)}")
    return " ; ".join(found)
