"""What would follow from a step: date, group, tier and years kept, pay, and what no text lets anybody know.

Every finding cites the words on which it rests.
"""

from __future__ import annotations

from collections.abc import Iterator

from jobs.repositioning import term_of
from texts.effect import french_date

from .enums import Force, ProvisionKind, StepKind
from .promotion_dates import promotion
from .situation import UNKNOWN, UNKNOWN_F, Finding, Situation, resting
from .tiers import carried, examples, pay
from .values import NodeValue, PathValue, StepValue

FORCES = {
    Force.RIGHT: "Le texte dit «\u202faccède\u202f» à qui remplit les conditions.",
    Force.POSSIBLE: "Le texte dit «\u202fpeut accéder\u202f»\u202f: remplir les conditions ouvre une possibilité.",
    Force.DUTY: "Le texte dit que les centres «\u202fprocéderont\u202f» au repositionnement\u202f: il leur revient.",
}


def outcome(path: PathValue, step: StepValue, situation: Situation) -> list[Finding]:
    """What would follow from `step` for `situation`, in the order in which one asks."""
    return [
        *forces(step),
        *contests(step),
        *quotas(step),
        *countings(step),
        *promotion(path, step, situation),
        *arrival(step),
        *carried(step, situation),
        *pay(step, situation.tier),
        *examples(step),
        *guarantees(step),
        *terms(path, step),
        *probation(path, step),
        *effects(path),
    ]


def forces(step: StepValue) -> Iterator[Finding]:
    """« accède » and « peut accéder » are not the same."""
    if step.force in FORCES:
        force = Force(step.force)
        yield resting("Ce que le texte ouvre", force.label, FORCES[force], step)


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


def contests(step: StepValue) -> Iterator[Finding]:
    """A contest or an exam: to meet the conditions is to be let in, and no more."""
    for rule in step.of(ProvisionKind.CONTEST):
        text = "Remplir les conditions permet de s’y présenter\u202f; il reste à être reçu."
        yield resting("Ce qu’il reste à passer", rule.title, text, rule)


def quotas(step: StepValue) -> Iterator[Finding]:
    """« Quota : 1/3 des recrutements »: a limit on numbers, which nothing in a person's situation answers."""
    for row in step.criteria:
        if row.limit:
            text = "C’est une limite sur le nombre de places, et non une condition à remplir."
            yield resting("Places limitées", row.title, text, row)


def countings(step: StepValue) -> Iterator[Finding]:
    """« … a été simultané ne sont prises en compte qu'à un seul titre »: how the years answered must be counted."""
    for rule in step.of(ProvisionKind.COUNTING):
        yield resting("Comment compter", rule.title, "Le texte le précise, et vos réponses doivent le suivre.", rule)


def probation(path: PathValue, step: StepValue) -> Iterator[Finding]:
    """The probation that comes before tenure, and the training that goes with it."""
    if step.kind != StepKind.RECRUITMENT:
        return
    for rule in path.of(ProvisionKind.PROBATION):
        value = f"{rule.months} mois" if rule.months else ""
        value += f", prolongeable jusqu’à {rule.further_months} mois" if rule.further_months else ""
        yield resting(rule.title, value, "" if value else "Le texte le dit ainsi\u202f:", rule)


def effects(path: PathValue) -> Iterator[Finding]:
    """The date from which the text counts, as far as it is known."""
    for rule in path.of(ProvisionKind.EFFECT):
        if path.effect_on:
            yield resting("Date d’effet du texte", french_date(path.effect_on), "", rule)
            continue
        signed = f"Le texte est signé le {french_date(path.signed_on)}\u202f; il" if path.signed_on else "Il"
        text = f"{signed} n’imprime que la règle, et non le jour."
        yield resting("Date d’effet du texte", UNKNOWN_F, text, rule, known=False)
