"""Context of the page of a file of sheets: what it would change, row by row, or how far it is."""

from __future__ import annotations

from ..differences import Kind
from ..enums import ImportState
from ..sheet_plan import FilePlan, Finding, PlannedSheet
from .brought import WORDS, change_label, counted, place_words

#: sheets whose changes are unfolded when the page opens
UNFOLDED = 4
STAGES = ((ImportState.READ, "Relu"), (ImportState.CONFIRMED, "Confirmé"), (ImportState.APPLIED, "Appliqué"))


def plan_page(plan: FilePlan) -> dict:
    """The dry run: what is refused, then what changes of each sheet."""
    return {
        "summary": summary(plan),
        "ready": plan.ready,
        "token": plan.token,
        "refused": [
            {"row": row.row or "", "near": row.near, "title": row.title, "sentence": row.sentence}
            for row in plan.refused
        ],
        "sheets": [
            _sheet(sheet, number, len(plan.changed) + len(plan.held_back))
            for number, sheet in enumerate((*plan.held_back, *plan.changed), 1)
        ],
        "untouched": plan.untouched,
    }


def summary(plan: FilePlan) -> str:
    """« 1 915 lignes lues : 2 lignes ajoutées, 1 reformulée, dans 2 fiches. 132 fiches ne changent pas. »"""
    read = f"{_many(plan.rows, 'ligne lue', 'lignes lues')}"
    counts = [
        f"{number} {one if number == 1 else several}"
        for kind, (one, several) in WORDS.items()
        if (number := plan.count(kind))
    ]
    changes = f"{', '.join(counts)}, dans {_many(len(plan.changed), 'fiche', 'fiches')}" if counts else "rien ne change"
    same = len(plan.untouched)
    left = f" {_many(same, 'fiche ne change pas', 'fiches ne changent pas')}." if same else ""
    return f"{read}\u202f: {changes}.{left}"


def _many(number: int, one: str, several: str) -> str:
    return f"{number:,} ".replace(",", "\u202f") + (one if number < 2 else several)


def _sheet(sheet: PlannedSheet, number: int, among: int) -> dict:
    return {
        "anchor": f"fiche-{number}",
        "title": sheet.title,
        "key": f"{sheet.framework}/{sheet.key}",
        "state": sheet.state,
        "draft": sheet.revision is not None,
        "summary": refused_summary(sheet) if sheet.refused else counted(sheet.changes),
        "refused": sheet.refused,
        "same": sheet.same,
        "reordered": sheet.reordered,
        "open": among <= UNFOLDED,
        "rows": [_finding(finding) for finding in sheet.findings],
    }


def refused_summary(sheet: PlannedSheet) -> str:
    """« fiche refusée pour 1 ligne ; le reste changerait 3 lignes »."""
    why = f"fiche refusée pour {_many(sheet.refused, 'ligne', 'lignes')}"
    number = len(sheet.findings)
    rest = f"le reste changerait {_many(number, 'ligne', 'lignes')}" if number else "rien d’autre ne change"
    return f"{why}\u202f; {rest}"


def _finding(finding: Finding) -> dict:
    change = finding.change
    parts = change.parts
    old = [part for part in parts if part.kind != "ins"] or _whole(change.old)
    new = [part for part in parts if part.kind != "del"] or _whole(change.new)
    place = place_words(finding.place)
    if change.kind is Kind.MOVED and change.old.place != change.new.place:
        place = f"{place} (auparavant {place_words(change.old.place)})"
    return {"row": finding.row or "", "label": change_label(change), "place": place, "old": old, "new": new}


def _whole(line) -> list[dict]:
    if line is None:
        return []
    return [{"kind": "same", "text": f"[{line.code}] {line.text}" if line.code else line.text}]


def stages(state: str) -> list[dict]:
    """The steps of an import: which is here, which are past."""
    here = next((index for index, (value, _) in enumerate(STAGES) if value == state), 0)
    return [{"name": name, "here": index == here, "past": index < here} for index, (_, name) in enumerate(STAGES)]


def progress(*, state: str, done: int, total: int, outcome: str) -> dict:
    """How far an import is, as the page and its script say it."""
    if state != ImportState.CONFIRMED:
        return {"etat": state, "fait": total, "sur": total, "phrase": outcome}
    writing = total and done >= total
    sentence = (
        "Toutes les fiches sont relues : les brouillons s’écrivent, tous à la fois."
        if writing
        else f"{done} fiche{'s' * (done > 1)} relue{'s' * (done > 1)} sur {total}."
    )
    return {"etat": state, "fait": done, "sur": total, "phrase": sentence}
