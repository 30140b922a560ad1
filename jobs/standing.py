"""What became of a job on a day: in force, announced as replaced, replaced, deleted, emerging. Pure."""

from dataclasses import dataclass
from datetime import date

from texts.effect import counts

from .enums import Status


@dataclass(frozen=True)
class StatusFact:
    """A status given by a text that counts from `since` (none: an undated text)."""

    status: str
    since: date | None = None


@dataclass(frozen=True)
class ReplacementFact:
    """A replacement printed by a text; `announced` is a year with no day, or empty when it is already done."""

    announced: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Standing:
    """The status, and the sentence that it needs; `pending` while a replacement is announced and not due."""

    status: str
    note: str = ""
    pending: bool = False

    @property
    def past(self) -> bool:
        return self.status in {Status.DELETED, Status.REPLACED}


def standing_on(day: date, statuses: list[StatusFact], replacements: list[ReplacementFact]) -> Standing:
    """The standing of a job on `day`. Without any fact, it is in force.

    « Se substituera en 2025 » has no day: until the end of 2025 in force with a notice, afterwards replaced, as
    announced and not attested.
    """
    known = [fact for fact in statuses if counts(fact.since, day)]
    known.sort(key=lambda fact: fact.since or date.min)
    status = known[-1].status if known else Status.IN_FORCE
    if status == Status.DELETED:
        return Standing(status)
    for fact in (fact for fact in replacements if counts(fact.since, day)):
        if not fact.announced:
            return Standing(Status.REPLACED)
        if day.year > int(fact.announced):
            note = f"remplacé (annoncé pour {fact.announced}, réalisation non attestée)"
            return Standing(Status.REPLACED, note)
        return Standing(status, f"remplacement annoncé pour {fact.announced}, sans jour précisé", pending=True)
    return Standing(status)


def boundaries(statuses: list[StatusFact], replacements: list[ReplacementFact]) -> set[date]:
    """The days on which the standing may change."""
    days = {fact.since for fact in (*statuses, *replacements) if fact.since}
    days |= {date(int(fact.announced) + 1, 1, 1) for fact in replacements if fact.announced}
    return days
