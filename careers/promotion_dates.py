"""The day of a promotion: the general rule, and the transitional one where the text gives it.

« Les premières promotions … devront être réalisées au plus tard le 31 décembre 2023 avec effet rétroactif au 1er
janvier 2023. Elles pourront s’effectuer à la suite d’une évaluation distincte de l’entretien annuel d’évaluation si
celui-ci s’est déjà déroulé. » When the promotion was made decides, and no evaluation tells it: the person says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from texts.effect import french_date

from .enums import ProvisionKind
from .situation import UNKNOWN_F, Finding, Situation, resting
from .values import PathValue, ProvisionValue, StepValue

TITLE = "Date de promotion au plus tôt"


def after_interview(interview: date) -> date:
    """« au 1er janvier de l’année suivant l’entretien annuel d’évaluation »."""
    return date(interview.year + 1, 1, 1)


def promotion(path: PathValue, step: StepValue, situation: Situation) -> Iterator[Finding]:
    """The earliest promotion date; then what the transitional rule gives to who may still come under it."""
    rules = step.of(ProvisionKind.PROMOTION_DATE)
    past = next((row for row in step.of(ProvisionKind.TRANSITION) if row.starts_on and row.ends_on), None)
    for rule in rules:
        if past and situation.in_time:
            yield made_in_time(rule, past, situation)
            continue
        yield general(path, step, rule, past, situation)
        if past and situation.in_time is None:
            yield from transitional(rule, past, situation)


def general(
    path: PathValue, step: StepValue, rule: ProvisionValue, past: ProvisionValue | None, situation: Situation
) -> Finding:
    """The 1 January that follows the yearly interview, unless the text does not count yet."""
    interview = situation.interview
    if interview is None:
        value, text = "1er janvier de l’année suivant l’entretien annuel", "Donnez sa date pour connaître l’année."
        return resting(TITLE, value, text, rule)
    day, since = after_interview(interview), path.effect_on or path.signed_on
    if since and day < since:
        return resting(TITLE, UNKNOWN_F, too_early(path, day, since, past), rule, step, known=False)
    text = f"L’entretien est du {french_date(interview)}."
    if past and past.ends_on and situation.in_time is False and interview <= past.ends_on:
        text += f" Pas de rétroactivité\u202f: la promotion n’a pas été réalisée au plus tard le {last_day(past)}."
        return resting(TITLE, french_date(day), text, rule, past)
    return resting(TITLE, french_date(day), text, rule)


def too_early(path: PathValue, day: date, since: date, past: ProvisionValue | None) -> str:
    """Why the general rule cannot be followed before the text counts."""
    dated = "prend effet" if path.effect_on else "est signé"
    text = f"L’entretien donnerait le {french_date(day)}, mais le texte {dated} le {french_date(since)}"
    if past:
        return f"{text}\u202f: seule une première promotion, dans le délai de la règle transitoire, remonte plus haut."
    return f"{text} et n’a pas de disposition transitoire pour cette voie."


def made_in_time(rule: ProvisionValue, past: ProvisionValue, situation: Situation) -> Finding:
    """The retroactive date of a first promotion that the person says made in time; to be checked where what they say
    of their interview or of a separate evaluation cannot support it."""
    said = f"Vous dites la promotion réalisée au plus tard le {last_day(past)}"
    refusal = unsupported(past, situation)
    if refusal:
        text = f"{said}\u202f; elle aurait alors effet au {first_day(past)}. {refusal}"
        return resting(TITLE, "à vérifier", text, past, rule, known=False)
    text = f"{said}\u202f: si c’est une première promotion, elle a effet rétroactif."
    return resting(TITLE, first_day(past), text, past, rule)


def unsupported(past: ProvisionValue, situation: Situation) -> str:
    """Why nothing that is said can support a promotion made in time; empty when something can, or when all is blank."""
    interview, separate = situation.interview, situation.separate
    if separate is not None:
        refusal = separate_refused(past, interview, separate)
        return f"Mais l’évaluation distincte ne peut pas l’appuyer. {refusal}" if refusal else ""
    if interview is not None and not may_support(past, interview):
        return f"Mais l’entretien du {french_date(interview)} est trop loin de cette année pour l’appuyer."
    return ""


def transitional(rule: ProvisionValue, past: ProvisionValue, situation: Situation) -> Iterator[Finding]:
    """What the transitional rule would give, without being told when the promotion was made."""
    title, interview, separate = past.title, situation.interview, situation.separate
    if separate is not None and (refusal := separate_refused(past, interview, separate)):
        yield resting("Évaluation distincte", "n’ouvre pas la règle transitoire", refusal, past)
    elif separate is not None:
        text = f"L’évaluation distincte du {french_date(separate)} peut y suffire"
        text += "." if interview else ", si l’entretien annuel s’était déjà déroulé."
        yield resting(title, if_in_time(past), text, past, rule)
        return
    if interview is not None and may_support(past, interview):
        text = "Dites si elle l’a été pour savoir laquelle des deux dates est la vôtre."
        yield resting(title, if_in_time(past), text, past, rule)


def separate_refused(past: ProvisionValue, interview: date | None, separate: date) -> str:
    """Why a separate evaluation does not open the transitional rule; empty when it may."""
    if past.ends_on and separate > past.ends_on:
        return f"Elle est du {french_date(separate)}, après le {last_day(past)}\u202f: le délai était passé."
    if past.starts_on and separate < past.starts_on:
        return f"Elle est du {french_date(separate)}, avant l’année que vise la règle."
    if interview is not None and interview >= separate:
        return (
            "Le texte ne l’ouvre que si l’entretien annuel s’est déjà déroulé, et vous le donnez à une date qui suit."
        )
    return ""


def may_support(past: ProvisionValue, interview: date) -> bool:
    """Whether a first promotion may rest on an interview of that day: of the year of the rule, or of the year before,
    which the general rule already takes to the same 1 January."""
    starts_on, ends_on = past.starts_on, past.ends_on
    return bool(starts_on and ends_on and date(starts_on.year - 1, 1, 1) <= interview <= ends_on)


def if_in_time(past: ProvisionValue) -> str:
    """« 1er janvier 2023, si elle a été réalisée au plus tard le 31 décembre 2023 »."""
    return f"{first_day(past)}, si elle a été réalisée au plus tard le {last_day(past)}"


def first_day(past: ProvisionValue) -> str:
    return french_date(past.starts_on) if past.starts_on else ""


def last_day(past: ProvisionValue) -> str:
    return french_date(past.ends_on) if past.ends_on else ""
