"""A step of a path, ready to print: what it opens, its conditions, and all that the text says of it."""

from __future__ import annotations

from jobs.printing.sheet import pay_table
from texts.effect import french_date
from texts.values import Badge

from .drawing_printing import anchor, box, tally
from .eligibility import conditions_of, is_clause
from .enums import Force, ProvisionKind
from .notes import Notes
from .simulation_printing import assessor, citation
from .values import CriterionValue, PathValue, ProvisionValue, StepValue

#: how the page says what a step opens
FORCES = {
    Force.RIGHT: "Le texte dit «\u202faccède\u202f» s’il remplit les conditions.",
    Force.POSSIBLE: "Le texte dit «\u202fpeut accéder\u202f»\u202f: remplir les conditions ouvre une possibilité.",
    Force.DUTY: "Le texte met cette étape à la charge des centres.",
}


def step_context(path: PathValue, step: StepValue, notes: Notes) -> dict:
    """A step: what it opens, from where to where, on what conditions, and all that the text says of it."""
    by = assessor(path)
    groups = conditions_of(row for row in step.criteria if not row.limit)
    told = {
        "notes": notes.on(step.doubts),
        "conditions": conditions([group for group in groups if not is_clause(group)], by, notes),
        "clauses": [condition(row, by, notes) for group in groups if is_clause(group) for row in group],
        "limits": [condition(row, by, notes) for row in step.criteria if row.limit],
        "rules": [rule(row, notes) for row in step.provisions],
    }
    titles = ["la voie", *(lowered(row.title) for row in step.provisions)]
    return told | {
        "rule_titles": ", ".join(dict.fromkeys(titles)),
        "anchor": anchor(step),
        "title": step.title,
        "kind": step.kind_label,
        "tally": tally(step),
        "by": by,
        "force": FORCES.get(Force(step.force), ""),
        "citations": [citation(step.citation)],
        "before": box(step.departure) if step.departure else None,
        "after": box(step.arrival),
        "simulation_url": f"{path.card.simulation_url}?etape={step.key}",
        "pay": pay(step),
        "pay_unknown": bool(step.arrival.group) and step.pay is None,
    }


def lowered(title: str) -> str:
    """A title in the middle of a sentence."""
    return title[:1].lower() + title[1:]


def pay(step: StepValue) -> dict | None:
    """The guaranteed pay of the arrival's job, at an anchor of its own."""
    table = pay_table([step.pay]) if step.pay else None
    return table | {"anchor": f"rmag-{step.key}"} if table else None


def conditions(groups: list[list[CriterionValue]], by: str, notes: Notes) -> list[dict]:
    """The conditions as the article lists them; a recommendation stands under the condition that it goes with."""
    found: list[dict] = []
    for group in groups:
        rows = [condition(row, by, notes, alone=len(group) == 1) for row in group]
        if found and all(row.recommended for row in group):
            found[-1]["wished"] += rows
        else:
            found.append({"one_of": len(group) > 1, "rows": rows, "notes": shared_notes(rows), "wished": []})
    return found


def shared_notes(rows: list[dict]) -> list[dict]:
    """The calls that several ways of meeting one condition bear, taken off them to be made once under them all."""
    calls = [call for row in rows for call in row["notes"]]
    shared = [call for rank, call in enumerate(calls) if calls.count(call) > 1 and call not in calls[:rank]]
    for row in rows:
        row["notes"] = [call for call in row["notes"] if call not in shared]
    return shared


def condition(row: CriterionValue, by: str, notes: Notes, *, alone: bool = True) -> dict:
    """A condition, a clause or a limit; not `alone` when another may be met instead."""
    return {
        "title": row.title,
        "badges": condition_badges(row, by, alone=alone),
        "citations": [citation(row.citation)],
        "notes": notes.on(row.doubts),
    }


def condition_badges(row: CriterionValue, by: str, *, alone: bool) -> list[Badge]:
    """Whether the text demands or recommends it, and what is left to the employer. A limit on numbers has none, and
    what may be replaced by another is not demanded by itself."""
    if row.limit:
        return []
    if row.recommended:
        return [Badge("condition", "preconise", "préconisé, non exigé")]
    badges = [Badge("condition", "exige", "exigé")] if alone and not row.clause else []
    badges += [Badge("condition", "besoin", "si nécessaire")] if row.if_needed else []
    if row.clause or row.doubtful:
        badges.append(Badge("condition", "apprecier", f"à apprécier par {by}"))
    return badges


def rule(row: ProvisionValue, notes: Notes) -> dict:
    return {
        "title": row.title,
        "kind": row.kind,
        "note": rule_note(row),
        "citations": [citation(row.citation)],
        "notes": notes.on(row.doubts),
    }


def rule_note(row: ProvisionValue) -> str:
    """What must be known of a rule before reading it."""
    if row.kind == ProvisionKind.TRANSITION and row.starts_on and row.ends_on:
        return (
            f"Pour les seules premières promotions, réalisées au plus tard le {french_date(row.ends_on)}, avec effet "
            f"au {french_date(row.starts_on)}."
        )
    if row.kind == ProvisionKind.CONTEST:
        return "Remplir les conditions permet de s’y présenter\u202f; il reste à être reçu."
    return ""
