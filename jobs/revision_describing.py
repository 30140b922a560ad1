"""The table of a year as the published JSON, which is also what is frozen: pages and files are made of nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from texts.values import Source

from .differences import Weight
from .enums import EntryReason
from .opinion_describing import described_request, described_spoken
from .opinions import Spoken
from .revision import EditionValue, EntryValue, Revised, RevisionTable, Watched
from .revision_plan import FIFTH_RULE, MEETING_RULE, SHEETS_RULE, TABLE_RULE, TERM_RULE
from .values import job_url

#: the rules of the texts by name, each with its lines
RULES = {
    "fiches": SHEETS_RULE,
    "terme": TERM_RULE,
    "reunion": MEETING_RULE,
    "cinquieme": FIFTH_RULE,
    "tableau": TABLE_RULE,
}


def described(table: RevisionTable, *, closing: bool = False) -> dict:
    """The table as it stands, or as it is frozen when `closing`; `edition` is none until it is.

    Remarks and their answers are there once the sheet is decided of, and all of them once the campaign is closed.
    """
    held = table.campaign
    closed = closing or (held is not None and held.closed)
    titles = {sheet.line.key: _named(sheet) for sheet in table.sheets}
    return {
        "annee": table.year,
        "etat": "sans_campagne" if held is None else "close" if closed else "ouverte",
        "au": table.day.isoformat(),
        "reunion": _day(held.meeting_on) if held else None,
        "organisations": [{"nom": name, "college": college} for name, college in held.organisations] if held else [],
        "fiches": table.progress.sheets,
        "cinquieme": table.progress.aim,
        "revisees": table.progress.revised,
        "examinees": table.progress.examined,
        "dans_le_delai": table.progress.within,
        "terme_tenu_en": table.plan.met_by,
        "annees": [
            {
                "annee": row.year,
                "revisees": row.revised,
                "examinees": row.examined,
                "etablies": row.established,
                "cinquieme_possible": row.begun,
            }
            for row in table.progress.years
        ],
        "calendrier": [
            {"annee": planned.year, "emplois": [titles[job] for job in planned.jobs if job in titles]}
            for planned in table.plan.years
        ],
        "projets_publies": held is not None and held.publishes_drafts and not closed,
        "demandes": [described_request(request, closed=closed) for request in table.requests],
        "lignes": [_row(table, sheet, closed) for sheet in table.sheets],
        "regles": {name: _rule(source) for name, source in RULES.items()},
        "correction": None,
        "edition": None,
    }


def completed(table: dict) -> dict:
    """A table frozen before some of what is published now was, with the keys that it lacks."""
    lacking = {"projets_publies": False, "demandes": [], "correction": None}
    unsaid = described_spoken(Spoken(), published=True) | {"proposition": None}
    rows = [
        row | {"inscription": _with_opinions(unsaid | row["inscription"])} if row["inscription"] else row
        for row in table["lignes"]
    ]
    years = [{"etablies": 0, "cinquieme_possible": True} | row for row in table["annees"]]
    rules = {name: _rule(source) for name, source in RULES.items()} | table["regles"]
    return lacking | table | {"lignes": rows, "annees": years, "regles": rules}


def _with_opinions(entry: dict) -> dict:
    """A row with the keys that its opinions lack: every organisation was then taken for one that takes part."""
    return entry | {
        "avis": [{"participe": True} | row for row in entry["avis"]],
        "avis_par_college": [{"sorties": 0} | row for row in entry["avis_par_college"]],
    }


def with_edition(table: dict, edition: EditionValue) -> dict:
    """A frozen table, closed, with the edition that it is. To whom it was sent is told beside (`described_register`):
    what was frozen stays the same."""
    return table | {
        "etat": "close",
        "edition": {
            "numero": edition.number,
            "arretee_le": edition.frozen_at.date().isoformat(),
            "empreinte": edition.sha256,
        },
    }


def described_register(year: int, editions: Iterable[EditionValue]) -> dict:
    """To whom each edition of a year was sent: article 7 has the table communicated to the unions."""
    return {
        "annee": year,
        "editions": [
            {
                "numero": edition.number,
                "arretee_le": edition.frozen_at.date().isoformat(),
                "empreinte": edition.sha256,
                "transmissions": [
                    {
                        "organisation": sent.organisation.name,
                        "college": sent.organisation.college,
                        "le": sent.on.isoformat(),
                        "par": sent.means,
                    }
                    for sent in edition.sent
                ],
            }
            for edition in editions
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _rule(source: Source) -> dict:
    return {"document": source.document, "titre": source.title, "lignes": [source.line_start, source.line_end]}


def _named(sheet: Watched) -> dict:
    line = sheet.line
    return {
        "referentiel": line.framework,
        "cle": line.key,
        "intitule": line.title,
        "url": job_url(line.framework, line.key),
    }


def _row(table: RevisionTable, sheet: Watched, closed: bool) -> dict:
    entry = table.entries.get(sheet.line.key)
    drafts = table.campaign is not None and table.campaign.publishes_drafts
    return _named(sheet) | {
        "version": sheet.version,
        "document": sheet.carrier.slug,
        "document_titre": sheet.carrier.short_title,
        "effet": sheet.carrier.effect,
        "depuis": _day(sheet.term.since),
        "fondement": sheet.term.basis.value,
        "terme": _day(sheet.term.due_on),
        "position": sheet.term.standing(table.day).value,
        "annee_prevue": table.plan.year_of(sheet.line.key),
        "inscription": _entry(entry, closed, drafts) if entry else None,
    }


def _entry(entry: EntryValue, closed: bool, drafts: bool) -> dict:
    return {
        "motif": entry.reason,
        "motif_libelle": EntryReason(entry.reason).label if entry.entered else "hors plan",
        "precision": entry.note,
        "demandeur": entry.requested_by,
        "etat": entry.state.value,
        "etat_libelle": entry.state.label if entry.entered else f"{entry.state.label}, hors plan",
        "raison": entry.outcome_reason,
        "decide_le": _day(entry.decided_on),
        "revision": _revised(entry.revised) if entry.revised else None,
        "proposition": {"version": entry.proposed} if entry.proposed else None,
        **described_spoken(entry.spoken, published=closed or entry.decided, drafts=drafts),
    }


def _revised(found: Revised) -> dict:
    return {
        "version": found.version,
        "version_precedente": found.before,
        "le": found.on.isoformat(),
        "document": found.carrier.slug,
        "document_titre": found.carrier.short_title,
        "poids": Weight(found.weight).value,
        "classement": found.classified,
    }
