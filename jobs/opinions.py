"""What organisations say of a proposal, and what of it stands. Pure.

An opinion bears on words: those of the draft and those of the version that it would replace. It is stale, and shown
as such, as soon as either is no longer what was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .enums import Position

SILENCE = ""


class Wording(NamedTuple):
    """The words that an opinion bears on, by their hashes; `base` is empty for the first sheet of a job."""

    draft: str
    base: str

    @property
    def token(self) -> str:
        """What a form sends back to say which words were read."""
        return f"{self.draft}.{self.base}"


@dataclass(frozen=True)
class Organised:
    """An organisation and its side."""

    name: str
    college: str


@dataclass(frozen=True)
class Given:
    """An opinion as it was given: what, on which words, which day."""

    position: str
    wording: Wording
    on: date


@dataclass(frozen=True)
class OpinionValue:
    """What an organisation says of a proposal: its standing position (`SILENCE` when it said nothing) and the ones
    before, the first first. `left`: it takes part no more, and what it said is kept."""

    organisation: Organised
    position: str
    on: date | None = None
    stale: bool = False
    earlier: tuple[tuple[str, date], ...] = ()
    left: bool = False


@dataclass(frozen=True)
class RemarkValue:
    """A remark: on the line `quote`, or on the whole when it has no anchor; `reply` is empty until HR answers.

    `public`: the words of that line stand in an adopted version, and not in a draft alone.
    """

    organisation: Organised
    on: date
    anchor: str
    quote: str
    text: str
    reply: str = ""
    replied_on: date | None = None
    public: bool = True


@dataclass(frozen=True)
class RequestValue:
    """An organisation asks for the revision of a sheet; `outcome` is empty until HR answers."""

    job: str
    title: str
    organisation: Organised
    on: date
    reason: str
    outcome: str = ""
    answer: str = ""
    answered_on: date | None = None


@dataclass(frozen=True)
class Spoken:
    """All that was said of one row of the table. `asked`: the proposal is, or was, out for opinion."""

    asked: bool = False
    opinions: tuple[OpinionValue, ...] = ()
    remarks: tuple[RemarkValue, ...] = ()


def is_stale(read: Wording, *, draft: Wording | None, adopted: str = "") -> bool:
    """Whether an opinion bears on other words than those that are proposed now, or that were adopted in the end.

    A proposal that was withdrawn leaves nothing that it could bear on.
    """
    if adopted:
        return read.draft != adopted
    return draft is None or read != draft


def standing(
    participants: Sequence[Organised],
    given: Iterable[tuple[Organised, Given]],
    *,
    draft: Wording | None,
    adopted: str = "",
) -> tuple[OpinionValue, ...]:
    """The opinion of each organisation, by college then by name, those that said nothing included.

    `given` in the order in which they were: the last of an organisation stands. One that no longer takes part keeps
    what it said.
    """
    held: dict[Organised, list[Given]] = {organisation: [] for organisation in participants}
    for organisation, opinion in given:
        held.setdefault(organisation, []).append(opinion)
    found = []
    for organisation, opinions in sorted(held.items(), key=lambda pair: (pair[0].college, pair[0].name)):
        if not opinions:
            found.append(OpinionValue(organisation, SILENCE))
            continue
        last = opinions[-1]
        earlier = tuple((opinion.position, opinion.on) for opinion in opinions[:-1])
        stale = is_stale(last.wording, draft=draft, adopted=adopted)
        left = organisation not in participants
        found.append(OpinionValue(organisation, last.position, last.on, stale, earlier, left))
    return tuple(found)


def counts(opinions: Iterable[OpinionValue]) -> dict[str, int]:
    """How many organisations hold each position, in the order of `Position`, silence last."""
    held = Counter(opinion.position for opinion in opinions)
    return {position: held[position] for position in (*Position.values, SILENCE)}
