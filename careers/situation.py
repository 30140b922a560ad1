"""A person's situation, and what the rules answer of it. Plain values: nothing of them is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from .enums import Answer
from .values import Citation, CriterionValue, Doubt, NodeValue, ProvisionValue, StepValue

#: what is answered when no text says
UNKNOWN = "ne peut être connu d’après le texte"
UNKNOWN_F = "ne peut être connue d’après le texte"
#: what a finding may rest on
Rule = StepValue | NodeValue | CriterionValue | ProvisionValue


def length(months: int) -> str:
    """« 3 ans », « 1 an et 2 mois », « 5 mois », « 0 an »: a length given in months."""
    years, rest = divmod(months, 12)
    parts = [f"{years} an{'s' if years > 1 else ''}"] if years or not rest else []
    parts += [f"{rest} mois"] if rest else []
    return " et ".join(parts)


@dataclass(frozen=True)
class Group:
    """A group of a grid, with its rank in printed order."""

    label: str
    rank: int


@dataclass(frozen=True)
class Fact:
    """What a person says of one criterion; None is what they do not know or did not say.

    `months`: a length. `count` and `shared`: interviews, or missions full time and part time. `needed`: whether a
    training that is asked « si nécessaire » is needed. `echelon`: the one held. `own` and `aimed`: groups.
    """

    yes: bool | None = None
    needed: bool | None = None
    months: int | None = None
    count: int | None = None
    shared: int | None = None
    echelon: int | None = None
    own: Group | None = None
    aimed: Group | None = None
    claimed: bool = True  # False for a way of meeting the condition that the person leaves aside


@dataclass(frozen=True)
class Situation:
    """The facts by the keys of the criteria, the day of the yearly interview, and the tier reached.

    `tier`: 0 for none, 1 or 2, None when it is not known. `tier_months`: since how long, on the day of promotion.
    """

    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    interview: date | None = None
    tier: int | None = None
    tier_months: int | None = None

    def fact(self, key: str) -> Fact:
        """What is said of a criterion; a blank fact when nothing is."""
        return self.facts.get(key, Fact())


@dataclass(frozen=True)
class Verdict:
    """What one criterion answers, and why, in a sentence."""

    criterion: CriterionValue
    answer: Answer
    reason: str

    @property
    def label(self) -> str:
        """« rempli », or what it is for a criterion that the text only recommends."""
        if self.criterion.recommended and self.answer == Answer.NOT_MET:
            return "préconisé, non atteint"
        return Answer(self.answer).label


@dataclass(frozen=True)
class Condition:
    """One criterion, or several of which one is enough."""

    verdicts: tuple[Verdict, ...]
    answer: Answer

    @property
    def one_of(self) -> bool:
        return len(self.verdicts) > 1

    @property
    def weighs(self) -> bool:
        """Whether it can keep somebody out."""
        return not any(verdict.criterion.recommended for verdict in self.verdicts)


@dataclass(frozen=True)
class Judgement:
    """Every condition of a step, and what they come to."""

    conditions: tuple[Condition, ...]
    answer: Answer

    def counted(self, answer: Answer) -> int:
        """How many conditions have that answer, those that the text only recommends left out."""
        return sum(row.weighs and row.answer == answer for row in self.conditions)


@dataclass(frozen=True)
class Finding:
    """One thing that follows from the rules. `known` is False when the text does not let it be known."""

    title: str
    value: str
    text: str
    citations: tuple[Citation, ...]
    doubts: tuple[Doubt, ...] = ()
    known: bool = True


def resting(title: str, value: str, text: str, *rules: Rule, known: bool = True) -> Finding:
    """A finding that rests on one or several rules: it cites them, and shows the oddities that bear on them."""
    doubts = [doubt for rule in rules if not isinstance(rule, NodeValue) for doubt in rule.doubts]
    citations = tuple(rule.citation for rule in rules)
    return Finding(title, value, text, citations, tuple(dict.fromkeys(doubts)), known)
