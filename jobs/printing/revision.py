"""Context of the pages of the yearly table, from the published JSON: a frozen table prints as a living one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from texts.effect import french_date
from texts.enums import College
from texts.values import Badge, Link, Notice, Source

from ..revision import EditionValue
from ..revision_plan import Term
from . import opinions

#: what the term of a sheet runs from
BASES = {
    "effet": "prise d’effet",
    "signature": "signature (date d’effet non connue)",
    "examen": "dernier examen",
    "non_date": "texte non daté",
}
FILES = ("PDF", "XLSX", "CSV")
STANDINGS = {
    "a_examiner": "à examiner",
    "dans_le_delai": "dans les cinq ans",
    "sans_terme": "sans terme calculable",
}
WEIGHTS = {"classement": "classement", "contenu": "contenu", "redaction": "rédaction", "aucun": "aucun changement"}
WHAT_IT_MEANS = (
    "« À examiner » veut dire que cinq ans ont passé depuis que la fiche compte\u202f: les partenaires sociaux "
    "regardent si elle est à mettre à jour. Le texte n’exige de réviser que les fiches « qui le nécessitent »\u202f; "
    "une fiche relue et confirmée repart pour cinq ans. Elle reste en vigueur jusque-là."
)


def said(day: str | None) -> str:
    """« 1er avril 2026 », or nothing."""
    return french_date(date.fromisoformat(day)) if day else ""


def files_of(table: dict) -> list[Link]:
    """Where the same table is taken away."""
    base = f"/revision/{table['annee']}"
    edition = f"?edition={table['edition']['numero']}" if table["edition"] else ""
    files = [Link(kind, f"{base}.{kind.lower()}{edition}") for kind in FILES]
    return [*files, Link("JSON", f"/api/v1{base}{edition}")]


def state(table: dict) -> Notice:
    """What this table is, before anything else."""
    year = table["annee"]
    if table["etat"] == "sans_campagne":
        return Notice(
            "info",
            f"Aucune campagne n’est ouverte pour {year}.",
            "Voici l’état des fiches et un calendrier que Repères calcule\u202f: une proposition, que personne n’a "
            "arrêtée.",
        )
    edition = table["edition"]
    if edition is None:
        return Notice(
            "info",
            f"La campagne {year} est ouverte.",
            "Ce tableau suit les fiches\u202f: il peut changer d’un jour à l’autre.",
        )
    fixed = table["correction"]
    why = f"Elle corrige l’édition {fixed['edition']}\u202f: {fixed['raison'].rstrip('.')}. " if fixed else ""
    return Notice(
        "history",
        f"Tableau arrêté le {said(edition['arretee_le'])}, édition {edition['numero']}.",
        f"{why}Ce tableau ne change plus\u202f; une correction en fait une nouvelle édition. "
        f"Empreinte SHA-256\u202f: {edition['empreinte']}.",
    )


def lead(table: dict) -> list[str]:
    """The state of the grid in a few sentences."""
    count, due = table["fiches"], sum(row["position"] == "a_examiner" for row in table["lignes"])
    aim, revised, examined = table["cinquieme"], table["revisees"], table["examinees"]
    year, also = table["annee"], counted(examined, "fiche examinée et confirmée", "fiches examinées et confirmées")
    lines = [
        f"{count} fiches sont en vigueur\u202f: {due} à examiner, {table['dans_le_delai']} dans les cinq ans.",
        f"En {year}, {counted(revised, 'fiche révisée', 'fiches révisées')} sur les {aim} d’un cinquième"
        + (f", {also}." if examined else "."),
    ]  # fmt: skip
    if table["terme_tenu_en"]:
        lines.append(
            f"À un cinquième par an, chaque fiche aura été regardée fin {table['terme_tenu_en']}\u202f: à ce rythme, "
            "le terme de cinq ans ne peut pas être tenu avant."
        )
    return lines


def term_line(term: Term | None, *, day: date) -> str:
    """What a sheet says of its own term on `day`; nothing of a sheet that the duty does not concern."""
    if term is None:
        return ""
    if term.due_on is None:
        return STANDINGS["sans_terme"].capitalize()
    return f"Terme de cinq ans\u202f: {french_date(term.due_on)} ({STANDINGS[term.standing(day).value]})"


def counted(number: int, one: str, many: str) -> str:
    return f"{number or 'aucune'} {one if number < 2 else many}"


def years(table: dict) -> list[dict]:
    """What each year did, against the fifth: the length of its bar in tenths of the fifth, ten at most."""
    aim = table["cinquieme"] or 1
    return [
        {
            "year": row["annee"],
            "revised": row["revisees"],
            "examined": row["examinees"],
            "tenths": min(10, round(10 * row["revisees"] / aim)),
            "current": row["annee"] == table["annee"],
            "established": row["etablies"],
            "begun": row["cinquieme_possible"],
            "text": f"{row['revisees']} sur {table['cinquieme']}" if row["cinquieme_possible"] else "sans objet",
            "also": counted(row["examinees"], "examinée", "examinées") if row["examinees"] else "",
        }
        for row in table["annees"]
    ]


def established(table: dict) -> str:
    """What the sheets that a year established are, none when the years that are shown established none."""
    rows = [row for row in table["annees"] if row["etablies"]]
    if not rows:
        return ""
    told = [f"{counted(row['etablies'], 'fiche', 'fiches')} en {row['annee']}" for row in rows]
    first = next((row for row in rows if not row["cinquieme_possible"]), None)
    words = f"Établies\u202f: les premières fiches de leur emploi, {' et '.join(told)}. Elles ne sont pas révisées."
    if first is None:
        return words
    return (
        f"{words} Celles de {first['annee']} ont remplacé les définitions d’avant, que l’article 1er supprime\u202f: "
        "l’article 7 compte les révisions de « ces fiches », qui n’ont pu commencer qu’ensuite. C’est notre "
        "lecture\u202f: le texte ne dit rien de l’année de sa signature."
    )


def drawn(table: dict) -> list[dict]:
    """Every sheet as a mark, in the order of the grid: what the year did of it, else where its term stands."""
    marks = []
    for row in table["lignes"]:
        entry = row["inscription"]
        done = entry["etat"] if entry and entry["etat"] in {"revisee", "examinee"} else ""
        code = done or ("inscrite" if entry else row["position"])
        words = entry["etat_libelle"] if entry else STANDINGS[row["position"]]
        marks.append({"code": code, "text": f"{row['intitule']}\u202f: {words}", "title": row["intitule"]})
    return marks


def legend(marks: Iterable[dict]) -> list[dict]:
    """What the marks mean, those that are drawn, with how many."""
    names = {
        "revisee": "révisée cette année",
        "examinee": "examinée et confirmée",
        "inscrite": "au tableau de l’année",
    } | STANDINGS
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark["code"]] = counts.get(mark["code"], 0) + 1
    many = {"revisee": "révisées cette année", "examinee": "examinées et confirmées"}
    return [
        {"code": code, "label": many.get(code, label) if counts[code] > 1 else label, "count": counts[code]}
        for code, label in names.items()
        if code in counts
    ]


def sheet_row(row: dict) -> dict:
    """A sheet and its term."""
    return {
        "title": row["intitule"],
        "url": row["url"],
        "carrier": Link(row["document_titre"], f"/documents/{row['document']}/"),
        "since": said(row["depuis"]),
        "basis": BASES[row["fondement"]],
        "due": said(row["terme"]),
        "standing": Badge("term", row["position"], STANDINGS[row["position"]]),
        "planned": str(row["annee_prevue"] or ""),
        "state": row["inscription"]["etat_libelle"] if row["inscription"] else "",
    }


def entry_row(row: dict, table: dict) -> dict:
    """A sheet of the year: why it is there, how far it is, what changed, what organisations say of it."""
    entry = row["inscription"]
    made = entry["revision"]
    why = [entry["motif_libelle"], entry["demandeur"], entry["precision"]]
    links = []
    if made:
        pair = f"{made['version_precedente']}...{made['version']}"
        links = [
            Link("Ce qui change", f"{row['url']}versions/{pair}/"),
            Link(f"Version {made['version']}", f"{row['url']}versions/{made['version']}/"),
        ]
    return sheet_row(row) | {
        "reason": "\u202f: ".join(word for word in (why[0], ", ".join(filter(None, why[1:]))) if word).rstrip("."),
        "mark": Badge("entry", entry["etat"], entry["etat_libelle"]),
        "outcome": outcome(entry),
        "weight": WEIGHTS[made["poids"]] if made else "",
        "classified": ("oui" if made["classement"] else "non") if made else "",
        "links": links,
        "said": opinions.sheet_url(table, row),
        "colleges": opinions.colleges(entry),
        "remarks": counted(entry["remarques_recues"], "remarque", "remarques") if entry["remarques_recues"] else "",
        "proposed": entry["proposition"] is not None,
    }


def outcome(entry: dict) -> str:
    """What was decided, by which text or on which day, and why."""
    made = entry["revision"]
    if made:
        return f"Par {made['document_titre']}, du {said(made['le'])}."
    if entry["raison"]:
        return f"Le {said(entry['decide_le'])}\u202f: {entry['raison']}"
    return ""


def colleges(table: dict) -> list[dict]:
    """Who takes part, side by side."""
    return [
        {"label": college.label, "names": names}
        for college in College
        if (names := [row["nom"] for row in table["organisations"] if row["college"] == college])
    ]


def rules(table: dict) -> dict[str, Source]:
    """Where each rule of the texts stands."""
    return {name: Source(rule["document"], rule["titre"], *rule["lignes"]) for name, rule in table["regles"].items()}


def register(table: dict, editions: Sequence[EditionValue]) -> dict:
    """Who was sent which edition: a line an organisation, those of the campaign first, a column an edition."""
    who = {row["nom"]: row["college"] for row in table["organisations"]}
    who |= {one.organisation.name: one.organisation.college for edition in editions for one in edition.sent}
    sent: dict[tuple[str, int], list[str]] = {}
    for edition in editions:
        for one in edition.sent:
            words = f"le {french_date(one.on)} ({one.means})"
            sent.setdefault((one.organisation.name, edition.number), []).append(words)
    rows = [
        {
            "name": name,
            "college": opinions.college_label(college),
            "sent": [", ".join(sent.get((name, edition.number), ())) for edition in editions],
        }
        for name, college in sorted(who.items(), key=lambda pair: (pair[1], pair[0]))
    ]
    return {"heads": [f"Édition {edition.number}" for edition in editions], "rows": rows if editions else []}


def revision_table(table: dict, *, editions: Sequence[EditionValue] = (), problems=()) -> dict:
    """Context of the page of a year, and of its PDF, which prints nothing of `editions`: what is frozen stays so."""
    marks = drawn(table)
    unread = [Notice("attention", "Un paramètre n’a pas été compris.", problem.sentence) for problem in problems]
    base = f"/revision/{table['annee']}"
    return {
        "title": f"Révision des fiches, {table['annee']}",
        "current": str(table["annee"]),
        "crumbs": [Link("Révision", "/revision/")],
        "campaigns": None,
        "year": str(table["annee"]),
        "day": said(table["au"]),
        "notices": [*unread, state(table)],
        "lead": lead(table),
        "meaning": WHAT_IT_MEANS,
        "meeting": said(table["reunion"]),
        "colleges": colleges(table),
        "campaign": table["etat"] != "sans_campagne",
        "years": years(table),
        "aim": table["cinquieme"],
        "established": established(table),
        "marks": marks,
        "legend": legend(marks),
        "entries": [entry_row(row, table) for row in table["lignes"] if row["inscription"]],
        "sheets": [sheet_row(row) for row in table["lignes"]],
        "calendar": [
            {"year": str(row["annee"]), "jobs": [Link(job["intitule"], job["url"]) for job in row["emplois"]]}
            for row in table["calendrier"]
        ],
        "met_by": str(table["terme_tenu_en"] or ""),
        "editions": [
            {
                "link": Link(f"Édition {edition.number}", f"{base}/?edition={edition.number}"),
                "day": french_date(edition.frozen_at.date()),
                "files": [Link(kind, f"{base}.{kind.lower()}?edition={edition.number}") for kind in FILES],
                "sha256": edition.sha256,
            }
            for edition in editions
        ],
        "register": register(table, editions),
        "register_files": [
            Link("CSV", f"{base}/transmissions.csv"),
            Link("JSON", f"/api/v1{base}/transmissions"),
        ]
        if editions
        else [],
        "files": files_of(table),
        "rules": rules(table),
        "drafts_published": table["projets_publies"],
        "requests": opinions.requests(table),
        "opinions": opinions.said_rows(table),
        "remarks": opinions.remark_rows(table),
    }


def revision_sheet(table: dict, row: dict, changes, *, problems=()) -> dict:
    """Context of the page of one sheet of the table."""
    entry = entry_row(row, table) if row["inscription"] else None
    return opinions.sheet_page(table, row, entry, changes, problems=problems)


def revision_home(table: dict, campaigns: Sequence[tuple[int, bool]], *, problems=()) -> dict:
    """Context of the page that says where the sheets stand today and leads to each year."""
    return revision_table(table, problems=problems) | {
        "title": "Révision des fiches des CLCC",
        "current": "Révision",
        "crumbs": [],
        "campaigns": [
            Link(f"Tableau {year}{', arrêté' if closed else ', en cours'}", f"/revision/{year}/")
            for year, closed in campaigns
        ],
    }
