"""What must be known before reading a sheet: deleted, replaced, rectified, odd."""

from __future__ import annotations

from texts.effect import french_date
from texts.values import Link, Notice, Source

from ..enums import JobKind, Status
from ..values import (
    JobLine,
    JobSheet,
    ReplacementValue,
)
from .common import linked, versions_url

#: what the public must know of a version that counts without a known day of effect; `{}` is its number
UNDATED = (
    "La version {}, que vous lisez, compte en attendant du jour de la signature de ce texte. Tant que la date d’effet "
    "n’est pas connue, ou pas encore venue, son adoption peut être annulée."
)
REPLACES_OTHERS = "Cet emploi en remplace d’autres."


def replacement_notices(sheet: JobSheet) -> list[Notice]:
    """What became of the job, or is announced, and what it takes the place of."""
    notices = []
    line = sheet.line
    if line.status == Status.DELETED:
        text = (
            "Le texte supprime cet emploi de la grille et n’en donne pas de fiche. Les postes qui y étaient rattachés "
            "sont repositionnés sur l’emploi le plus approchant (avenant 2021-01, article 5)."
        )
        links = [Link(source.label, source.url) for source in sheet.status_sources]
        if line.framework == "clcc":
            links.append(Link("Chercher l’emploi le plus approchant", f"/rapprochement/?emploi=clcc/{line.key}"))
        notices.append(Notice("history", "Emploi supprimé.", text, links))
    notices += [_replacement_notice(line, row, sheet.status_sources) for row in sheet.replaced_by]
    if line.status == Status.REPLACED and not sheet.replaced_by:
        notices.append(Notice("history", "Emploi remplacé.", line.note))
    replaces = sheet.replaces
    if replaces:
        announced = next((row.announced for row in replaces if row.announced), "")
        text = f"Le texte l’annonce pour {announced}, sans jour précisé." if announced else "Selon le texte cité."
        links = [Link(f"Remplace {linked(row.job)}", row.job.url) for row in replaces]
        links += [Link(source.label, source.url) for source in sources(replaces[0].source)]
        if line.kind == JobKind.REFERENCE:
            text = "Le texte rattache à ce métier les emplois d’un métier qui n’est plus nommé qu’au tableau."
            links[0] = Link(linked(replaces[0].job), replaces[0].job.url)
        title = "Ce métier reprend les emplois d’un autre." if line.kind == JobKind.REFERENCE else REPLACES_OTHERS
        notices.append(Notice("history", title, text, links))
    return notices


def _replacement_notice(line: JobLine, row: ReplacementValue, stated: list[Source]) -> Notice:
    links = [Link(linked(row.job), row.job.url)]
    links += [Link(source.label, source.url) for source in dict.fromkeys(sources(*stated, row.source))]
    if line.kind == JobKind.REFERENCE:
        text = "Le texte ne lui donne pas de fiche et rattache ses emplois au métier indiqué."
        return Notice("history", "Métier nommé au tableau seul.", text, links)
    if line.status == Status.REPLACED:
        note = (
            f"{line.note[:1].upper()}{line.note[1:]}." if line.note else "Le texte donne l’emploi qui prend sa place."
        )
        return Notice("history", "Emploi remplacé.", note, links)
    return Notice("history", "Remplacement annoncé.", f"En vigueur : {line.note}.", links)


def anomaly_notice(sheet: JobSheet) -> list[Notice]:
    """The sheet is concerned by oddities of the texts that matter to a reader: says so, and leads to the foot.

    All are counted, as the foot lists them all; those that matter are told apart from slips of wording.
    """
    count, weighty = len(sheet.anomalies), sum(anomaly.weighty for anomaly in sheet.anomalies)
    if not weighty:
        return []
    apart = f", dont {weighty} sur le fond" if weighty < count else ""
    title = f"Le texte appelle {count} remarque{'s' if count > 1 else ''} sur cet emploi{apart}."
    text = "Un code, un niveau, un nombre, une date ou une règle y est à vérifier ; le texte est montré tel qu’imprimé."
    if apart:
        text += " Le reste tient à la rédaction ou à la typographie."
    return [Notice("anomaly", title, text, [Link("Voir ce qui a été relevé", "#anomalies")])]


def errata_notice(sheet: JobSheet) -> list[Notice]:
    if not sheet.sheet or not sheet.sheet.errata:
        return []
    text = " ".join(f"Le {french_date(day)} : {reason}" for day, reason in sheet.sheet.errata)
    return [Notice("attention", "Rectification de notre lecture.", text, [Link("Voir l’histoire", history_url(sheet))])]


def history_url(sheet: JobSheet) -> str:
    """Where the versions of the sheet shown are told: at its métier's, for a job that shares it."""
    return versions_url(sheet.line if sheet.own_sheet or not sheet.reference else sheet.reference)


def coming_notice(sheet: JobSheet) -> list[Notice]:
    """A version is adopted whose text does not count yet: it is announced, and is not what the page shows."""
    return [
        Notice(
            "attention",
            f"La version {row.number} de cette fiche est adoptée et n’est pas encore en vigueur.",
            f"Portée par {row.document_title}\u202f: {row.effect}. "
            f"Ce que vous lisez est la version {sheet.sheet.number}.",
            [
                Link(f"Lire la version {row.number}", f"{history_url(sheet)}{row.number}/"),
                Link("Ce qui changera", f"{history_url(sheet)}{sheet.sheet.number}...{row.number}/"),
            ],
        )
        for row in (sheet.sheet.coming if sheet.sheet else [])
    ]


def undated_notice(sheet: JobSheet) -> list[Notice]:
    """A version adopted here counts by the signature of its text, whose day of effect nobody knows yet."""
    held = sheet.sheet
    if not held or not held.adopted_here or not held.in_force or held.effect_on or not held.signed_on:
        return []
    title = f"La date d’effet de {held.document_title} n’est pas connue."
    return [Notice("attention", title, UNDATED.format(held.number), [Link("Voir l’histoire", history_url(sheet))])]


def shared_notice(sheet: JobSheet) -> list[Notice]:
    """The sheet shown is the métier's: the text gives none to the attached job."""
    if sheet.own_sheet or not sheet.reference:
        return []
    text = (
        "Le texte ne donne pas de fiche à chaque emploi rattaché : celle qui suit est la fiche de son métier repère, "
        "que tous ses emplois partagent."
    )
    return [Notice("info", "Fiche du métier repère.", text, [Link(linked(sheet.reference), sheet.reference.url)])]


def sources(*values) -> list[Source]:
    return [value for value in values if value]
