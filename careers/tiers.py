"""The pay tier reached, the years of eligibility kept with it, and the guaranteed pay: RMAG, RMAG 1, RMAG 2."""

from __future__ import annotations

from collections.abc import Iterator

from .enums import CriterionKind, ProvisionKind, StepKind
from .situation import UNKNOWN, UNKNOWN_F, UNKNOWN_THEY, Finding, Group, Situation, length, resting
from .values import Citation, ProvisionValue, StepValue

TIERS = ("aucun palier", "1er palier", "2e palier")
TIER_PAY = ("RMAG", "RMAG 1", "RMAG 2")
#: the last tier that a text prints
LAST_TIER = 2


def carried(step: StepValue, situation: Situation) -> Iterator[Finding]:
    """The tier reached and the years of eligibility, as the step carries them over; then what is not said of them."""
    for rule in step.of(ProvisionKind.CARRY_OVER):
        group = group_of(step, situation)
        yield tier_kept(step, rule, situation, group)
        yield years_kept(step, rule, situation, group)
        text = "Le nombre d’années qui mène d’un palier au suivant n’est pas imprimé."
        yield resting("Durée d’un palier", UNKNOWN_F, text, rule, known=False)


def examples(step: StepValue) -> Iterator[Finding]:
    """The text's own worked examples, with what is odd in them."""
    for example in step.of(ProvisionKind.EXAMPLE):
        yield resting("Exemple que donne le texte", "", "L’article l’illustre ainsi\u202f:", example)


def group_of(step: StepValue, situation: Situation) -> Group | None:
    """The group to which the step leads: the declared one, or the one that the person aims at."""
    node = step.arrival
    if node.group and node.rank is not None:
        return Group(node.group_label, node.rank)
    return next((fact.aimed for fact in situation.facts.values() if fact.aimed), None)


def of_group(group: Group | None) -> str:
    """« du groupe E », after a space; nothing when the group is not known."""
    return f" du {group.label[:1].lower()}{group.label[1:]}" if group else ""


def tier_kept(step: StepValue, rule: ProvisionValue, situation: Situation, group: Group | None) -> Finding:
    """« Le niveau de parcours professionnel acquis dans le groupe D est reconduit dans le groupe E »."""
    title, tier = "Palier", situation.tier
    if not illustrated(step, situation, group):
        text = "Le texte n’illustre le palier conservé que pour un reclassement dans le même groupe."
        return resting(title, UNKNOWN, text, rule, known=False)
    if tier is None:
        text = "Vous ne savez pas quel palier vous avez atteint\u202f: c’est lui qui est reconduit."
        return resting(title, UNKNOWN, text, rule, known=False)
    if tier == 0:
        return resting(title, "aucun palier atteint", "Le texte n’illustre pas ce cas.", rule)
    return resting(
        title, f"{TIERS[tier]}{of_group(group)} ({TIER_PAY[tier]})", "Le palier atteint est reconduit.", rule
    )


def illustrated(step: StepValue, situation: Situation, group: Group | None) -> bool:
    """Whether the text says what becomes of the tier: article 5 does for the same group only."""
    own = next((fact.own for fact in situation.facts.values() if fact.own), None)
    same = own is not None and group is not None and own.rank == group.rank
    return same or step.kind != StepKind.REPOSITIONING


def years_kept(step: StepValue, rule: ProvisionValue, situation: Situation, group: Group | None) -> Finding:
    """« avec conservation des années d’éligibilité au palier supérieur … en cours d’acquisition »."""
    title, tier = "Années d’éligibilité conservées", situation.tier
    if situation.tier_months is None:
        text = "Sans savoir depuis combien de temps, leur nombre ne se calcule pas\u202f: le texte les conserve toutes."
        return resting(title, UNKNOWN_THEY, text, rule, known=False)
    kept = length(situation.tier_months, situation.tier_days)
    if not illustrated(step, situation, group):
        text = "Elles sont conservées\u202f; vers quel palier d’un autre groupe elles comptent n’est pas illustré."
        return resting(title, kept, text, rule)
    if tier == LAST_TIER:
        text = f"Aucun palier n’est imprimé au-delà du 2e\u202f: à quoi elles serviraient {UNKNOWN}."
        return resting(title, kept, text, rule, known=False)
    following = TIERS[tier + 1] if tier is not None else "palier suivant"
    text = f"Au titre de la future éligibilité au {following}{of_group(group)}.{beyond(step, situation)}"
    return resting(title, kept, text, rule)


def beyond(step: StepValue, situation: Situation) -> str:
    """That the tier is older than the experience asked: a tier may have come from another group, and it is said."""
    for row in step.criteria:
        fact = situation.fact(row.key)
        if row.kind == CriterionKind.DURATION and fact.months is not None:
            told = (fact.months, fact.days)
            if (situation.tier_months or 0, situation.tier_days) > told:
                return (
                    f" C’est plus que l’expérience que vous donnez ({length(*told)})\u202f: cela suppose un palier "
                    "déjà reconduit d’un autre groupe."
                )
    return ""


def pay(step: StepValue, tier: int | None) -> Iterator[Finding]:
    """Guaranteed minimum yearly pay at the tier kept, where a text prints it."""
    title = "Rémunération minimale annuelle garantie"
    if step.pay is None:
        for rule in step.of(ProvisionKind.CARRY_OVER) if step.arrival.group else ():
            group = step.arrival.group_label[:1].lower() + step.arrival.group_label[1:]
            text = f"Aucun texte du portail n’imprime les RMAG du {group}."
            yield resting(title, UNKNOWN_F, text, rule, known=False)
        return
    amounts = (step.pay.rmag, step.pay.rmag_1, step.pay.rmag_2)
    shown = range(len(amounts)) if tier is None else (tier,)
    value = ", ".join(f"{TIER_PAY[rank]}\u202f: {euros(amounts[rank])}" for rank in shown)
    citations = [rule.citation for rule in step.of(ProvisionKind.PAY)]
    if step.pay.source:
        citations.append(Citation("", "", step.pay.source.title, step.pay.source))
    citations = citations or [step.arrival.citation]
    yield Finding(title, value, f"Par an, {step.pay.effect}.", tuple(citations))


def euros(amount: int) -> str:
    """« 28 479 € »."""
    return f"{amount:,}".replace(",", "\u202f") + "\u00a0€"
