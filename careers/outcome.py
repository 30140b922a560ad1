"""What would follow from a step: date, group, tier and years kept, pay, and what no text lets anybody know.

Every finding cites the words on which it rests.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jobs.repositioning import term_of
from texts.effect import french_date

from .enums import CriterionKind, Force, ProvisionKind, StepKind
from .situation import UNKNOWN, UNKNOWN_F, Finding, Situation, resting
from .tiers import carried, examples, pay
from .values import NodeValue, PathValue, ProvisionValue, StepValue

FORCES = {
    Force.RIGHT: "Le texte dit «\u202faccède\u202f» à qui remplit les conditions.",
    Force.POSSIBLE: "Le texte dit «\u202fpeut accéder\u202f»\u202f: remplir les conditions ouvre une possibilité.",
    Force.DUTY: "Le texte dit que les centres «\u202fprocéderont\u202f» au repositionnement\u202f: il leur revient.",
}


def outcome(path: PathValue, step: StepValue, situation: Situation) -> list[Finding]:
    """What would follow from `step` for `situation`, in the order in which one asks."""
    return [
        *forces(step),
        *promotion(path, step, situation.interview),
        *arrival(step),
        *carried(step, situation),
        *pay(step, situation.tier),
        *examples(step),
        *guarantees(step),
        *terms(path, step),
        *quotas(step),
        *probation(path, step),
        *effects(path),
    ]


def forces(step: StepValue) -> Iterator[Finding]:
    """« accède » and « peut accéder » are not the same."""
    if step.force in FORCES:
        force = Force(step.force)
        yield resting("Ce que le texte ouvre", force.label, FORCES[force], step)


def after_interview(interview: date) -> date:
    """« au 1er janvier de l’année suivant l’entretien annuel d’évaluation »."""
    return date(interview.year + 1, 1, 1)


def promotion(path: PathValue, step: StepValue, interview: date | None) -> Iterator[Finding]:
    """The earliest promotion date, by the general rule or by the transitional one where the step has one."""
    title = "Date de promotion au plus tôt"
    for rule in step.of(ProvisionKind.PROMOTION_DATE):
        if interview is None:
            value, text = "1er janvier de l’année suivant l’entretien annuel", "Donnez sa date pour connaître l’année."
            yield resting(title, value, text, rule)
            continue
        day, since = after_interview(interview), path.effect_on or path.signed_on
        first = next((row for row in step.of(ProvisionKind.TRANSITION) if transitional(row, interview)), None)
        if first:
            yield in_transition(title, rule, first, day)
        elif since and day < since:
            yield resting(title, UNKNOWN_F, too_early(path, day, since), rule, step, known=False)
        else:
            yield resting(title, french_date(day), f"L’entretien est du {french_date(interview)}.", rule)


def transitional(rule: ProvisionValue, interview: date) -> bool:
    """Whether a first promotion may rest on an evaluation of that day: in the year of the rule, or the year before,
    whose interview the general rule already takes to the same 1 January."""
    if rule.starts_on is None or rule.ends_on is None:
        return False
    return date(rule.starts_on.year - 1, 1, 1) <= interview <= rule.ends_on


def in_transition(title: str, rule: ProvisionValue, first: ProvisionValue, day: date) -> Finding:
    """The retroactive date of a first promotion made in time, and the general one."""
    starts_on, ends_on = first.starts_on or day, first.ends_on or day
    text = (
        f"Pour une première promotion réalisée au plus tard le {french_date(ends_on)}, avec effet rétroactif au "
        f"{french_date(starts_on)}."
    )
    if day != starts_on:
        text += f" Réalisée plus tard, elle relève de la règle générale\u202f: {french_date(day)}."
    return resting(title, french_date(starts_on), text, first, rule)


def too_early(path: PathValue, day: date, since: date) -> str:
    """Why the general rule cannot be followed before the text counts."""
    dated = "prend effet" if path.effect_on else "est signé"
    return (
        f"L’entretien donnerait le {french_date(day)}, mais le texte {dated} le {french_date(since)} et n’a pas de "
        "disposition transitoire pour cette voie à cette date."
    )


def place(node: NodeValue) -> str:
    """« groupe E, position 4 »."""
    label = node.group_label[:1].lower() + node.group_label[1:]
    return f"{label}, position {node.position}" if node.position else label


def arrival(step: StepValue) -> Iterator[Finding]:
    """Where the step leads: group and position, or grade and échelons; what is not said of it."""
    node = step.arrival
    for rule in step.of(ProvisionKind.CLASSIFICATION):
        yield resting("Classement", place(node), f"Emploi\u202f: {node.title}.", rule)
    if node.echelons:
        rungs = f"{node.echelons} échelons"
        rungs += f" et {node.special_echelons} échelon spécial" if node.special_echelons else ""
        yield resting("Grade", node.title, f"Ce grade a {rungs}.", node)
        text = "La fiche n’imprime aucune règle de reclassement d’un grade à l’autre."
        yield resting("Échelon de classement", UNKNOWN, text, node, known=False)
    if step.kind == StepKind.RECRUITMENT:
        text = "La voie est décrite pour le corps\u202f; le grade auquel elle mène n’est pas imprimé."
        yield resting("Grade de recrutement", UNKNOWN, text, node, known=False)


def guarantees(step: StepValue) -> Iterator[Finding]:
    """What article 5 keeps for the person, element by element."""
    for rule in step.of(ProvisionKind.GUARANTEE):
        yield resting(rule.title, "garanti par le texte", "", rule)


def terms(path: PathValue, step: StepValue) -> Iterator[Finding]:
    """The term within which the employer acts: its last day once the date of effect is known."""
    ends_on = term_of(signed_on=path.signed_on, effect_on=path.effect_on).ends_on
    for rule in step.of(ProvisionKind.TERM):
        text = f"{rule.months} mois après l’entrée en vigueur, dont la date n’est pas connue."
        if path.effect_on:
            text = f"{rule.months} mois après l’entrée en vigueur, le {french_date(path.effect_on)}."
        value = f"jusqu’au {french_date(ends_on)}" if ends_on else UNKNOWN
        yield resting(rule.title, value, text, rule, known=ends_on is not None)


def quotas(step: StepValue) -> Iterator[Finding]:
    """A quota, whose reach the text does not say: nobody's situation answers it."""
    for row in step.criteria:
        if row.kind == CriterionKind.QUOTA:
            text = "Un quota peut encore limiter cette voie\u202f: dans quelle mesure n’est pas dit."
            yield resting("Sous réserve du quota", "à apprécier", text, row)


def probation(path: PathValue, step: StepValue) -> Iterator[Finding]:
    """The probation that comes before tenure, and the training that goes with it."""
    if step.kind != StepKind.RECRUITMENT:
        return
    for rule in path.of(ProvisionKind.PROBATION):
        value = f"{rule.months} mois" if rule.months else ""
        value += f", prolongeable jusqu’à {rule.further_months} mois" if rule.further_months else ""
        yield resting(rule.title, value, "", rule)


def effects(path: PathValue) -> Iterator[Finding]:
    """The date from which the text counts, as far as it is known."""
    for rule in path.of(ProvisionKind.EFFECT):
        if path.effect_on:
            yield resting("Date d’effet du texte", french_date(path.effect_on), "", rule)
            continue
        signed = f"Le texte est signé le {french_date(path.signed_on)}\u202f; il" if path.signed_on else "Il"
        text = f"{signed} n’imprime que la règle, et non le jour."
        yield resting("Date d’effet du texte", UNKNOWN_F, text, rule, known=False)
