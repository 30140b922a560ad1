"""The day on which years are counted, where a text asks for years, dates the promotion, and says no more.

« expérience professionnelle de 3 ans minimum » on one side, « au 1er janvier de l’année suivant l’entretien annuel
d’évaluation » on the other: up to a year parts the two days, and nothing says on which the years must be reached. A
transitional rule adds two others: its retroactive effect and the last day to promote.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from texts.effect import french_date

from .enums import CriterionKind, ProvisionKind
from .promotion_dates import after_interview
from .situation import Fact, Reckoning, Situation
from .values import ProvisionValue, StepValue

#: months by which the day of promotion may follow an interview whose day is not given: from 1 January to 1 January
AFTER = 12
#: months by which the days of a transitional rule may precede and follow an interview that it admits
AROUND = (12, 24)


def with_days(step: StepValue, situation: Situation) -> Situation:
    """The situation with, beside each length that the step asks, the days on which it may count."""
    rules = step.of(ProvisionKind.PROMOTION_DATE)
    if not rules:
        return situation
    past = next((row for row in step.of(ProvisionKind.TRANSITION) if row.starts_on and row.ends_on), None)
    told = in_transition(past, situation) if past and situation.in_time else in_general(rules[0], situation)
    keys = [row.key for row in step.criteria if row.kind == CriterionKind.DURATION]
    return replace(
        situation, facts={**situation.facts, **{key: replace(situation.fact(key), reckoning=told) for key in keys}}
    )


def in_general(rule: ProvisionValue, situation: Situation) -> Reckoning:
    """The interview, and the 1 January that follows it."""
    interview = situation.interview
    days = ((after_interview(interview), "jour de la promotion"),) if interview else ()
    return Reckoning(interview, days, (rule.citation,), after=AFTER)


def in_transition(past: ProvisionValue, situation: Situation) -> Reckoning:
    """What the promotion rests on, its retroactive effect, and the last day to make it."""
    before, after = AROUND
    days = tuple(
        (day, words) for day, words in ((past.starts_on, "jour de l’effet"), (past.ends_on, "fin du délai")) if day
    )
    told_on = situation.interview or situation.separate
    told = "jour de l’entretien" if situation.interview else "jour de l’évaluation distincte"
    return Reckoning(told_on, days, (past.citation,), told, before=before, after=after)


def reached_on(fact: Fact, asked: int, told_on: date) -> date:
    """The day on which a length told on `told_on` comes to `asked` months; a day before it when it already has."""
    month = told_on.year * 12 + told_on.month - 1 + asked - (fact.months or 0)
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(told_on.day, monthrange(year, month)[1])) - timedelta(days=fact.days)


def on_each_day(fact: Fact, asked: int) -> set[bool]:
    """Whether `asked` months are reached on each day on which they may count; on the day told if no other is known."""
    told, months = fact.reckoning, fact.months or 0
    now = months >= asked
    if told is None:
        return {now}
    if told.told_on is None:
        return {now, months - told.before >= asked, months + told.after >= asked}
    reached = reached_on(fact, asked, told.told_on)
    return {now, *(reached <= day for day, _ in told.days)}


def undecided(fact: Fact, by: str) -> str:
    """Why a length that is reached on one day and not on another is neither met nor refused."""
    told = fact.reckoning
    if told is None or told.told_on is None:
        return (
            "Selon la date de votre entretien, ils peuvent être atteints ou non au jour de la promotion\u202f: "
            f"donnez-la. Le texte ne dit pas à quel jour ils se comptent\u202f: {by} l’apprécie."
        )
    named = [f"le {french_date(day)}, {words}" for day, words in told.days]
    listed = f"le {french_date(told.told_on)}, {told.told}, ou {' ou '.join(named)}"
    return (
        f"Le texte ne dit pas à quel jour ils se comptent ({listed}), et la réponse n’est pas la même\u202f: {by} "
        "l’apprécie."
    )


def never(fact: Fact) -> str:
    """That a length is not reached on the day of promotion either; nothing when that day is not known."""
    told = fact.reckoning
    if told is None or told.told_on is None or not told.days:
        return ""
    return f" Ils ne seront pas atteints non plus le {french_date(told.days[-1][0])}, {told.days[-1][1]}."
