"""What article 5 says, ready to print: its own words, its lines, and how a group stands to the person's."""

from __future__ import annotations

from texts.effect import french_date
from texts.values import Link

from ..nearest import Candidate
from ..repositioning import ABOVE, BELOW, GUARANTEES, SAME, Rule, Term


def group_note(candidate: Candidate, stated: tuple[str, str, int] | None) -> dict | None:
    """How the candidate's group stands to the person's, in a word and in a sentence, each with the basis of the group,
    and where the text gives it; None without article 5."""
    if not candidate.answer:
        return None
    place = candidate.place
    own = f"{', '.join(label for _, label in place.levels)} ({place.basis_label})" if place else ""
    person = lower(stated[1]) if stated else ""
    label, text = (
        "groupe à vérifier",
        "Groupe de cet emploi : non précisé dans le texte, à vérifier par le centre.",
    )
    if candidate.answer == SAME:
        label, text = own, f"{own} : le même que celui de la personne."
    elif candidate.answer == ABOVE:
        label = f"{own}, au-dessus"
        text = f"{own}, au-dessus du {person} : possible « si l’analyse comparative le justifie », avec un motif."
    elif candidate.answer == BELOW:
        label, text = f"{own}, au-dessous", f"{own}, au-dessous du {person}."
    elif own:
        text = f"{own}. Le groupe de la personne n’est pas dit : à vérifier."
    return {
        "code": candidate.answer,
        "label": label,
        "text": text,
        "explanation": place.explanation if place else "",
        "source": place.source if place else None,
    }


def lower(label: str) -> str:
    """« groupe D » inside a sentence."""
    return label[:1].lower() + label[1:]


def guarantees() -> list[dict]:
    """What article 5 guarantees, each with its own words, its lines and the oddities that concern it."""
    return [printed_rule(rule) for rule in GUARANTEES]


def printed_rule(rule: Rule) -> dict:
    """A rule ready to print."""
    return {
        "title": rule.title,
        "quote": rule.quote,
        "source": rule.source,
        "register": [Link("voir le registre", f"/anomalies/#a-{key}") for key in rule.register],
    }


def term_note(term: Term) -> str:
    """The six months, and what is known of the day they run from."""
    if term.ends_on:
        return (
            f"En vigueur depuis le {french_date(term.effect_on)} : compté de date à date, le délai de six mois "
            f"s’achève le {french_date(term.ends_on)}."
        )
    signed = f"signé le {french_date(term.signed_on)}, " if term.signed_on else ""
    return (
        f"Le texte est {signed}mais sa date d’effet n’est pas connue : elle dépend de la fin du délai d’opposition "
        "(article 8). Le délai de six mois court de cette date ; aucun jour n’est donc imprimé."
    )
