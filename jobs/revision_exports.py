"""The yearly table to take away, from the published JSON: CSV and XLSX of the same rows, PDF of the page's context."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from texts.pdf_exports import pdf
from texts.spreadsheets import UNDATED, csv_of, xlsx_of

from .opinion_describing import POSITIONS
from .printing.opinions import college_label, opinions_in_words
from .printing.revision import BASES, STANDINGS, established
from .revision import OUT_OF_PLAN, EditionValue

HEAD = (
    "Rang", "Intitulé", "Version", "Texte porteur", "Compte depuis", "D’après", "Terme de cinq ans", "Situation",
    "Année prévue", "Au tableau", "Motif", "Demandée par", "Précision", "État", "Décidé le", "Raison",
    "Version révisée", "Texte de la révision", "Poids", "Classement touché", "Avis des employeurs", "Avis des salariés",
    "Remarques reçues", "Remarques et réponses", "Adresse",
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
    edition, fixed = table["edition"], table["correction"]
    years = [("Année", "Révisées", "Un cinquième", "Examinées et confirmées", "Établies, non révisées")]
    years += [
        (
            str(row["annee"]),
            str(row["revisees"]),
            str(table["cinquieme"]) if row["cinquieme_possible"] else "sans objet",
            str(row["examinees"]),
            str(row["etablies"]),
        )
        for row in table["annees"]
    ]
    about = [
        ("À savoir", f"Révision des fiches emplois des CLCC, {table['annee']}"),
        ("Tableau au", _day(table["au"])),
        ("Réunion", _day(table["reunion"]) or "jour non enregistré"),
        ("Organisations", ", ".join(f"{row['nom']} ({row['college']})" for row in table["organisations"])),
        ("Édition", f"{edition['numero']}, arrêtée le {_day(edition['arretee_le'])}" if edition else "non arrêtée"),
        ("Empreinte SHA-256", edition["empreinte"] if edition else ""),
        *([("Corrige", f"l’édition {fixed['edition']} : {fixed['raison']}")] if fixed else ()),
        ("Fiches révisées dans l’année", f"{table['revisees']} sur {table['cinquieme']}"),
        *([("Établies", words)] if (words := established(table)) else ()),
        ("Chaque fiche regardée fin", str(table["terme_tenu_en"] or "aucun terme passé au calendrier")),
        *(("Texte", _cited(rule)) for rule in table["regles"].values()),
        ("Adresse", f"{base.rstrip('/')}/revision/{table['annee']}/"),
    ]
    sheets = [
        ("Fiches", revision_rows(table, base=base), "C2"),
        ("Avis", opinion_rows(table), "B2"),
        ("Remarques", remark_rows(table), "B2"),
        ("Demandes", request_rows(table), "B2"),
        ("Années", years, "B2"),
        ("À savoir", about, "A2"),
    ]
    on = date.fromisoformat(edition["arretee_le"]) if edition else UNDATED
    return xlsx_of(sheets, title=f"Révision des fiches des CLCC, {table['annee']}", on=on)


def register_csv(year: int, editions: Iterable[EditionValue]) -> str:
    """To whom each edition of a year was sent, a line each."""
    head = ("Année", "Édition", "Arrêtée le", "Empreinte SHA-256", "Collège", "Organisation", "Transmise le", "Par")
    rows = [
        (
            str(year),
            str(edition.number),
            edition.frozen_at.strftime("%d/%m/%Y"),
            edition.sha256,
            college_label(sent.organisation.college),
            sent.organisation.name,
            sent.on.strftime("%d/%m/%Y"),
            sent.means,
        )
        for edition in editions
        for sent in edition.sent
    ]
    return csv_of([head, *rows])


def opinion_rows(table: dict) -> list[tuple[str, ...]]:
    """Who says what of each sheet, silence included, the headings first."""
    head = (
        "Intitulé",
        "Collège",
        "Organisation",
        "Avis",
        "Le",
        "Sur d’autres mots",
        "Avis précédents",
        "Ne participe plus",
    )
    return [
        head,
        *(
            (
                row["intitule"],
                college_label(given["college"]),
                given["organisation"],
                given["position_libelle"],
                _day(given["le"]),
                ("oui" if given["perime"] else "non") if given["le"] else "",
                " ; ".join(f"{POSITIONS[was['position']]}, le {_day(was['le'])}" for was in given["avant"]),
                "" if given["participe"] else "oui",
            )
            for row, entry in _entered(table)
            for given in entry["avis"]
        ),
    ]


def remark_rows(table: dict) -> list[tuple[str, ...]]:
    """The remarks that are published, each with its answer, the headings first."""
    head = ("Intitulé", "Collège", "Organisation", "Le", "Ligne", "Remarque", "Réponse", "Répondue le")
    return [
        head,
        *(
            (
                row["intitule"],
                college_label(one["college"]),
                one["organisation"],
                _day(one["le"]),
                one["ligne"] or "",
                one["texte"],
                one["reponse"]["texte"] if one["reponse"] else "",
                _day(one["reponse"]["le"]) if one["reponse"] else "",
            )
            for row, entry in _entered(table)
            for one in entry["remarques"]
        ),
    ]


def request_rows(table: dict) -> list[tuple[str, ...]]:
    """What organisations asked for, the headings first."""
    head = ("Intitulé", "Collège", "Organisation", "Le", "Raison", "Suite", "Réponse", "Répondue le")
    return [
        head,
        *(
            (
                row["intitule"],
                college_label(row["college"]),
                row["organisation"],
                _day(row["le"]),
                row["raison"] or "",
                row["suite_libelle"],
                row["reponse"],
                _day(row["repondue_le"]),
            )
            for row in table["demandes"]
        ),
    ]


def _entered(table: dict) -> list[tuple[dict, dict]]:
    """The sheets of the year, each with its line."""
    return [(row, row["inscription"]) for row in table["lignes"] if row["inscription"]]


def _told(entry: dict) -> str:
    """The remarks that are published and their answers, in one cell."""
    return "\n".join(
        f"{one['organisation']}" + (f" (« {one['ligne']} »)" if one["ligne"] else "") + f" : {one['texte']} "
        f"Réponse : {one['reponse']['texte'] if one['reponse'] else 'aucune'}"
        for one in entry["remarques"]
    )  # fmt: skip


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
    made, said = (row["inscription"] or {}).get("revision"), (row["inscription"] or {}).get("avis", ())
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
        "oui" if row["inscription"] and entry["motif"] != OUT_OF_PLAN else "non",
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
        *(opinions_in_words(said, college) for college in ("employeurs", "salaries")),
        str(row["inscription"]["remarques_recues"]) if row["inscription"] else "",
        _told(row["inscription"]) if row["inscription"] else "",
        base.rstrip("/") + row["url"],
    )
