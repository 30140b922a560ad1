"""A step of a path, ready to print: what it opens, its conditions, and all that the text says of it."""

from __future__ import annotations

from jobs.printing.sheet import pay_table
from texts.effect import french_date
from texts.values import Badge

from .drawing_printing import anchor, box
from .eligibility import conditions_of
from .enums import CriterionKind, Force, ProvisionKind
from .simulation_printing import assessor, citation, doubts
from .values import CriterionValue, PathValue, ProvisionValue, StepValue

#: what the text leaves to the employer, whatever a person's situation
ASSESSED = {CriterionKind.ORIENTATIONS, CriterionKind.APPRECIATION, CriterionKind.QUOTA}
#: how the page says what a step opens
FORCES = {
    Force.RIGHT: "Le texte dit «\u202faccède\u202f» s’il remplit les conditions.",
    Force.POSSIBLE: "Le texte dit «\u202fpeut accéder\u202f»\u202f: remplir les conditions ouvre une possibilité.",
    Force.DUTY: "Le texte met cette étape à la charge des centres.",
}


def step_context(path: PathValue, step: StepValue) -> dict:
    """A step: what it opens, from where to where, on what conditions, and all that the text says of it."""
    by = assessor(path)
    return {
        "anchor": anchor(step),
        "title": step.title,
        "kind": step.kind_label,
        "force": FORCES.get(Force(step.force), ""),
        "citations": [citation(step.citation)],
        "doubts": doubts(step.doubts),
        "before": box(step.departure) if step.departure else None,
        "after": box(step.arrival),
        "simulation_url": f"{path.card.simulation_url}?etape={step.key}",
        "conditions": [
            {"one_of": len(group) > 1, "rows": [condition(row, by) for row in group]}
            for group in conditions_of(step.criteria)
        ],
        "rules": [rule(row) for row in step.provisions],
        "pay": pay(step),
        "pay_unknown": bool(step.arrival.group) and step.pay is None,
    }


def pay(step: StepValue) -> dict | None:
    """The guaranteed pay of the arrival's job, at an anchor of its own."""
    table = pay_table([step.pay]) if step.pay else None
    return table | {"anchor": f"rmag-{step.key}"} if table else None


def condition(row: CriterionValue, by: str) -> dict:
    return {
        "title": row.title,
        "badges": condition_badges(row, by),
        "citations": [citation(row.citation)],
        "doubts": doubts(row.doubts),
    }


def condition_badges(row: CriterionValue, by: str) -> list[Badge]:
    """Whether the text demands or recommends it, and what is left to the employer."""
    if row.recommended:
        return [Badge("condition", "preconise", "préconisé, non exigé")]
    badges = [Badge("condition", "exige", "exigé")] if row.kind not in ASSESSED else []
    badges += [Badge("condition", "besoin", "si nécessaire")] if row.if_needed else []
    if row.kind in ASSESSED or row.doubtful:
        badges.append(Badge("condition", "apprecier", f"à apprécier par {by}"))
    return badges


def rule(row: ProvisionValue) -> dict:
    return {
        "title": row.title,
        "kind": row.kind,
        "note": rule_note(row),
        "citations": [citation(row.citation)],
        "doubts": doubts(row.doubts),
    }


def rule_note(row: ProvisionValue) -> str:
    """What must be known of a rule before reading it."""
    if row.kind == ProvisionKind.TRANSITION and row.starts_on and row.ends_on:
        return (
            f"Pour les seules premières promotions, réalisées au plus tard le {french_date(row.ends_on)}, avec effet "
            f"au {french_date(row.starts_on)}."
        )
    return ""
