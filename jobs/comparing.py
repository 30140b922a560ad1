"""Which jobs a visitor asks to compare, once understood: the address of a comparison. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlencode

from .selection import Problem
from .values import JobLine, JobSheet, Wanted

PAGE = "/comparer/"


def reference(wanted: Wanted) -> str:
    """« clcc/aide-soignant », « clcc/aide-soignant@2 »: a job as the address of a comparison names it."""
    return f"{wanted.framework}/{wanted.key}" + (f"@{wanted.version}" if wanted.version else "")


@dataclass(frozen=True)
class Comparing:
    """The jobs asked for, the day, whether only differences are shown, the words of the form that adds a job."""

    day: date
    today: date
    wanted: tuple[Wanted, ...] = ()
    differences: bool = False
    words: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """Why these parameters give no file: what was not understood, or too few jobs."""
        few = Problem("emploi", "Une comparaison demande deux emplois au moins : donnez deux fois le paramètre emploi.")
        return self.problems if self.problems or len(self.wanted) > 1 else (few,)

    def address(self, page: str = PAGE, *, day: bool = False, **changes) -> str:
        """The address of this comparison with `changes`; `day` writes the day even when it is today.

        The words of the form are not part of it: they lead to a job, which is.
        """
        other = replace(self, **changes)
        pairs = [("emploi", reference(wanted)) for wanted in other.wanted]
        pairs += [("differences", "1")] if other.differences else []
        pairs += [("au", other.day.isoformat())] if day or other.day != self.today else []
        return f"{page}?{urlencode(pairs, safe='/@', quote_via=quote)}" if pairs else page

    def showing(self, wanted: tuple[Wanted, ...], *problems: Problem) -> Comparing:
        """This comparison with the jobs that could be shown, and what was found on the way."""
        return replace(self, wanted=wanted, problems=(*self.problems, *problems))

    def adding(self, job: JobLine) -> str:
        """The address of this comparison with one more job; the same one when it is there already."""
        added = Wanted(job.framework, job.key)
        there = any((row.framework, row.key) == (added.framework, added.key) for row in self.wanted)
        return self.address() if there else self.address(wanted=(*self.wanted, added))

    def without(self, wanted: Wanted) -> tuple[Wanted, ...]:
        return tuple(row for row in self.wanted if row != wanted)


def job_address(framework: str, key: str) -> str:
    """Where « Comparer » leads from a job."""
    return f"{PAGE}?{urlencode([('emploi', f'{framework}/{key}')], safe='/', quote_via=quote)}"


def pinned(wanted: Sequence[Wanted], jobs: Sequence[JobSheet]) -> tuple[Wanted, ...]:
    """The same jobs with the version shown of each, for an address that shows the same comparison later."""
    return tuple(
        replace(row, version=job.sheet.number if job.sheet else None) for row, job in zip(wanted, jobs, strict=True)
    )
