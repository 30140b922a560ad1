"""The yearly table to take away, from the published JSON: CSV and XLSX of the same rows, PDF of the page's context."""

from __future__ import annotations

from datetime import date

from texts.pdf_exports import pdf

from .printing.revision import BASES, STANDINGS
from .spreadsheets import csv_of, xlsx_of

HEAD = (
    "Rang", "Intitulé", "Version", "Texte porteur", "Compte depuis", "D’après", "Terme de cinq ans", "Situation",
    "Année prévue", "Au tableau", "Motif", "Demandée par", "Précision", "État", "Décidé le", "Raison",
    "Version révisée", "Texte de la révision", "Poids", "Classement touché", "Adresse",
)  # fmt: skip
PDF_WORDS = "Tableau de suivi de la révision des fiches emplois des CLCC (avenant 2021-01, article 7)."


def revision_rows(table: dict, *, base: str) -> list[tuple[str, ...]]:
    """The table as rows of words, the headings first: a row a sheet, those of the year told apart. `base`: the site."""
    return [HEAD, *(_row(rank, row, base) for rank, row in enumerate(table["lignes"], 1))]


def revision_csv(table: dict, *, base: str) -> str:
    """The table as a spreadsheet opens it in French."""
    return csv_of(revision_rows(table, base=base))


def revision_xlsx(table: dict, *, base: str) -> bytes:
    """The table as a workbook: the sheets, what each year did, what is to be known."""
    edition = table["edition"]
    years = [("Année", "Révisées", "Un cinquième", "Examinées et confirmées")]
    years += [
        (str(row["annee"]), str(row["revisees"]), str(table["cinquieme"]), str(row["examinees"]))
        for row in table["annees"]
    ]
    about = [
        ("À savoir", f"Révision des fiches emplois des CLCC, {table['annee']}"),
        ("Tableau au", _day(table["au"])),
        ("Réunion", _day(table["reunion"]) or "jour non enregistré"),
        ("Organisations", ", ".join(f"{row['nom']} ({row['college']})" for row in table["organisations"])),
        ("Édition", f"{edition['numero']}, arrêtée le {_day(edition['arretee_le'])}" if edition else "non arrêtée"),
        ("Empreinte SHA-256", edition["empreinte"] if edition else ""),
        ("Fiches révisées dans l’année", f"{table['revisees']} sur {table['cinquieme']}"),
        ("Chaque fiche regardée fin", str(table["terme_tenu_en"] or "aucun terme passé au calendrier")),
        *(("Texte", _cited(rule)) for rule in table["regles"].values()),
        ("Adresse", f"{base.rstrip('/')}/revision/{table['annee']}/"),
    ]
    sheets = [
        ("Fiches", revision_rows(table, base=base), "C2"),
        ("Années", years, "B2"),
        ("À savoir", about, "A2"),
    ]
    return xlsx_of(sheets, title=f"Révision des fiches des CLCC, {table['annee']}")


def revision_pdf(table: dict, context: dict, *, site: str, today: date) -> bytes:
    """The table on paper. `context` is that of its page; a frozen table bears the day on which it was."""
    edition = table["edition"]
    day = date.fromisoformat(edition["arretee_le"]) if edition else today
    address = f"{site.rstrip('/')}/revision/{table['annee']}/" + (f"?edition={edition['numero']}" if edition else "")
    return pdf("pdf/revision.typ", context, site=site, address=address, today=day, description=PDF_WORDS)


def _day(day: str | None) -> str:
    """« 01/04/2026 »."""
    return date.fromisoformat(day).strftime("%d/%m/%Y") if day else ""


def _cited(rule: dict) -> str:
    return f"{rule['titre']}, lignes {rule['lignes'][0]} à {rule['lignes'][1]}"


def _row(rank: int, row: dict, base: str) -> tuple[str, ...]:
    entry = row["inscription"] or dict.fromkeys(
        ("motif_libelle", "demandeur", "precision", "etat_libelle", "decide_le", "raison"), ""
    )
    made = (row["inscription"] or {}).get("revision")
    return (
        str(rank),
        row["intitule"],
        str(row["version"]),
        row["document_titre"],
        _day(row["depuis"]),
        BASES[row["fondement"]],
        _day(row["terme"]),
        STANDINGS[row["position"]],
        str(row["annee_prevue"] or ""),
        "oui" if row["inscription"] else "non",
        entry["motif_libelle"],
        entry["demandeur"],
        entry["precision"],
        entry["etat_libelle"],
        _day(entry["decide_le"] or None),
        entry["raison"],
        str(made["version"]) if made else "",
        made["document_titre"] if made else "",
        made["poids"] if made else "",
        ("oui" if made["classement"] else "non") if made else "",
        base.rstrip("/") + row["url"],
    )
