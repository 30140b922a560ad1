"""What HR reads before a table is frozen, and once it is, from the published JSON of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from texts.effect import french_date
from texts.values import Link

from ..enums import EntryState
from ..opinion_describing import WAITING
from ..revision import EditionValue
from .opinions import about, college_label, colleges
from .revision import counted, files_of, outcome, said

#: the states in which nothing was decided of a sheet
UNDECIDED = (EntryState.PLANNED, EntryState.DRAFT, EntryState.OPINION)


def followed(table: dict, *, pages: Mapping[str, str]) -> list[dict]:
    """The sheets of a campaign, a line each: why they are there, how far they are, what organisations say."""
    found = []
    for row in table["lignes"]:
        entry = row["inscription"]
        if entry is None:
            continue
        found.append(
            {
                "job": Link(row["intitule"], pages.get(row["cle"], row["url"])),
                "reason": entry["motif_libelle"] + (f" ({entry['demandeur']})" if entry["demandeur"] else ""),
                "state": entry["etat_libelle"].capitalize(),
                "outcome": outcome(entry),
                "said": [f"{college['label']}\u202f: {college['counts']}" for college in colleges(entry)],
                "remarks": entry["remarques_recues"],
            }
        )
    return found


def recap(table: dict, *, number: int, pages: Mapping[str, str]) -> dict:
    """What would be frozen, and what would be so unfinished. `number`: that of the edition; `pages`: where HR decides
    of each sheet of the table, by its key."""
    entries = [(row, row["inscription"]) for row in table["lignes"] if row["inscription"]]
    states = Counter(entry["etat"] for _, entry in entries)
    page = lambda row: Link(row["intitule"], pages.get(row["cle"], row["url"]))  # noqa: E731  out of plan: no row
    silent = [
        {"job": page(row), "names": names}
        for row, entry in entries
        if (names := [one["organisation"] for one in entry["avis"] if one["position"] is None])
    ]
    unanswered = [
        {"job": page(row), "who": one["organisation"], "about": about(one), "text": one["texte"]}
        for row, entry in entries
        for one in entry["remarques"]
        if one["reponse"] is None
    ]
    revised = counted(table["revisees"], "fiche révisée", "fiches révisées")
    return {
        "number": number,
        "day": said(table["au"]),
        "article": f"{revised.capitalize()} en {table['annee']}, sur les {table['cinquieme']} d’un cinquième",
        "states": [
            {"label": state.label.capitalize(), "count": states[state], "open": state in UNDECIDED}
            for state in EntryState
        ],
        "total": len(entries),
        "undecided": [
            {"job": page(row), "state": entry["etat_libelle"]} for row, entry in entries if entry["etat"] in UNDECIDED
        ],
        "silent": silent,
        "stale": sum(one["perime"] for _, entry in entries for one in entry["avis"]),
        "unanswered": unanswered,
        "waiting": [
            {"job": row["intitule"], "who": f"{row['organisation']} ({college_label(row['college'])})"}
            for row in table["demandes"]
            if row["suite"] == WAITING
        ],
        "meeting": said(table["reunion"]),
        "organisations": [row["nom"] for row in table["organisations"]],
    }


def frozen(table: dict, edition: EditionValue, organisations: Sequence) -> dict:
    """A table that is frozen: its edition, its files, to whom it was sent. `organisations`: the rows of those that
    take part or were sent it."""
    sent: dict[str, list[str]] = {}
    for one in edition.sent:
        sent.setdefault(one.organisation.name, []).append(f"le {french_date(one.on)} ({one.means})")
    fixed = table["correction"]
    return {
        "number": edition.number,
        "day": french_date(edition.frozen_at.date()),
        "sha256": edition.sha256,
        "files": files_of(table),
        "page": f"/revision/{table['annee']}/?edition={edition.number}",
        "correction": f"Corrige l’édition {fixed['edition']}\u202f: {fixed['raison']}" if fixed else "",
        "sent": [
            {"pk": row.pk, "name": row.name, "college": college_label(row.college), "words": sent.get(row.name, [])}
            for row in organisations
        ],
    }
