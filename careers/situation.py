"""A person's situation, and what the rules answer of it. Plain values: nothing of them is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from .enums import Answer, CriterionKind
from .values import Citation, CriterionValue, Doubt, NodeValue, ProvisionValue, StepValue

#: what is answered when no text says
UNKNOWN = "ne peut être connu d’après le texte"
UNKNOWN_F = "ne peut être connue d’après le texte"
UNKNOWN_THEY = "ne peuvent être connues"
#: what a finding may rest on
Rule = StepValue | NodeValue | CriterionValue | ProvisionValue


def length(months: int, days: int = 0) -> str:
    """« 3 ans », « 1 an et 2 mois », « 2 ans, 11 mois et 30 jours », « 0 an »: a length in months, and days besides."""
    years, rest = divmod(months, 12)
    parts = [f"{years} an{'s' if years > 1 else ''}"] if years or not (rest or days) else []
    parts += [f"{rest} mois"] if rest else []
    parts += [f"{days} jour{'s' if days > 1 else ''}"] if days else []
    return " et ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


@dataclass(frozen=True)
class Group:
    """A group of a grid, with its rank in printed order."""

    label: str
    rank: int


@dataclass(frozen=True)
class Reckoning:
    """The days on which a length may count, where a text names none: see `careers.reckoning`.

    `told_on`: the day to which the person counts, None when it is not given, and `told` what it is; `days`: the others;
    `before` and `after`: by how many months they may stand from a `told_on` that is not given; `rules`: the words that
    give these days.
    """

    told_on: date | None
    days: tuple[tuple[date, str], ...]
    rules: tuple[Citation, ...]
    told: str = "jour de l’entretien"
    before: int = 0
    after: int = 0


@dataclass(frozen=True)
class Fact:
    """What a person says of one criterion; None is what they do not know or did not say.

    `months` and `days`: a length, and `reckoning` the days on which it may count. `count` and `shared`: interviews
    (those on which an evaluation rests too), or missions full time and part time. `needed`: whether a training that is
    asked « si nécessaire » is needed. `echelon`: the one held. `own`, `aimed`: groups.
    """

    yes: bool | None = None
    needed: bool | None = None
    months: int | None = None
    days: int = 0
    count: int | None = None
    shared: int | None = None
    echelon: int | None = None
    own: Group | None = None
    aimed: Group | None = None
    reckoning: Reckoning | None = None
    said: bool = True  # False for one of several ways that is left blank: neither claimed nor denied


@dataclass(frozen=True)
class Situation:
    """The facts by the keys of the criteria, the day of the yearly interview, and the tier reached.

    `separate`: the day of an evaluation apart from the yearly interview. `in_time`: whether the promotion was made
    before the last day of a transitional rule. `tier`: 0 for none, 1 or 2, None when it is not known. `tier_months`
    and `tier_days`: since how long, on the day of promotion.
    """

    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    interview: date | None = None
    separate: date | None = None
    in_time: bool | None = None
    tier: int | None = None
    tier_months: int | None = None
    tier_days: int = 0

    def fact(self, key: str) -> Fact:
        """What is said of a criterion; a blank fact when nothing is."""
        return self.facts.get(key, Fact())


#: what one says of a recommendation, which nobody has to fulfil
RECOMMENDED = {Answer.MET: "préconisation suivie", Answer.NOT_MET: "préconisation non suivie"}


@dataclass(frozen=True)
class Verdict:
    """What one criterion answers, and why, in a sentence. `besides`: other words on which the answer rests."""

    criterion: CriterionValue
    answer: Answer
    reason: str
    said: bool = True
    besides: tuple[Citation, ...] = ()

    @property
    def label(self) -> str:
        """« rempli », what it is for a criterion that the text only recommends, or « à préciser » when left blank."""
        if not self.said:
            return "à préciser"
        if self.criterion.recommended:
            return RECOMMENDED.get(self.answer, Answer(self.answer).label)
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
    """Every condition of a step, the clauses that the employer assesses, and what they come to together."""

    conditions: tuple[Condition, ...]
    clauses: tuple[Condition, ...]
    answer: Answer

    def counted(self, answer: Answer) -> int:
        """How many conditions have that answer, those that the text only recommends left out."""
        return sum(row.weighs and row.answer == answer for row in self.conditions)

    @property
    def job_excluded(self) -> bool:
        """Whether all that is refused is the group of the job offered: nothing of the person."""
        refused = [row for row in self.conditions if row.weighs and row.answer == Answer.NOT_MET]
        kinds = {verdict.criterion.kind for row in refused for verdict in row.verdicts}
        return kinds == {CriterionKind.GROUP}

    @property
    def all_met(self) -> bool:
        """Whether every condition of the person is met; clauses may still be assessed."""
        weighing = [row.answer for row in self.conditions if row.weighs]
        return bool(weighing) and set(weighing) == {Answer.MET}


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
