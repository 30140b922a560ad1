"""Reads of a comparison: the jobs that an address names, and those that words name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from grids.models import Level
from texts.effect import french_date
from texts.folding import fold

from ..compare import FEWEST, Comparison, compare
from ..comparing import Comparing, reference
from ..models import Framework, Listing
from ..selection import Problem
from ..values import JobLine, JobSheet, Wanted
from .listing import job_line
from .search import search
from .sheet import job_sheets, known_places


@dataclass(frozen=True)
class ComparedJobs:
    """The jobs found, each with the reference that names it, and a sentence for each that could not be shown so."""

    wanted: tuple[Wanted, ...]
    jobs: tuple[JobSheet, ...]
    problems: tuple[Problem, ...]


def compared_jobs(*, wanted: Sequence[Wanted], day: date) -> ComparedJobs:
    """The jobs asked for as they stand on `day`, each wording once. Seventeen queries at most, however many jobs.

    A job known by another code is found by it; an unknown one, or one that no text gives that day, is left out; a
    version that does not exist gives the wording in force. Each is told.
    """
    known = known_places(wanted=wanted)
    rows = [known.get(asked, asked) for asked in wanted]
    kept: list[tuple[Wanted, JobSheet]] = []
    problems: list[Problem] = []
    for asked, row, job in zip(wanted, rows, job_sheets(wanted=rows, day=day), strict=True):
        if job is None:
            problems.append(_unknown(asked, day))
            continue
        number = job.sheet.number if job.sheet else None
        exists = row.version in {None, number}
        if not exists:
            problems.append(_no_such_version(row, job))
        if any((job.line.url, number) == (other.line.url, _number(other)) for _, other in kept):
            problems.append(Problem("emploi", f"« {_named(job)} » est demandé deux fois : il est montré une fois."))
            continue
        kept.append((row if exists else replace(row, version=None), job))
    return ComparedJobs(tuple(row for row, _ in kept), tuple(job for _, job in kept), tuple(problems))


def _number(job: JobSheet) -> int | None:
    return job.sheet.number if job.sheet else None


def _named(job: JobSheet) -> str:
    return f"{job.line.code} {job.line.title}".strip()


def _unknown(asked: Wanted, day: date) -> Problem:
    sentence = (
        f"Aucun emploi « {reference(asked)[:60]} » n’est donné par les textes au {french_date(day)} : vérifiez le "
        "référentiel et la clé, ou cherchez-le ci-dessous par son code ou son intitulé."
    )
    return Problem("emploi", sentence)


def _no_such_version(asked: Wanted, job: JobSheet) -> Problem:
    shown = (
        f"voici la version {job.sheet.number}, en vigueur" if job.sheet else "cet emploi n’a de fiche dans aucun texte"
    )
    return Problem("emploi", f"« {_named(job)} » n’a pas de version {asked.version} : {shown}.")


def side_by_side(*, asked: Comparing) -> tuple[Comparing, Comparison]:
    """The jobs of an address, compared, and that address with what could be shown of it. Eighteen queries at most."""
    found = compared_jobs(wanted=asked.wanted, day=asked.day)
    levels = level_order() if len(found.jobs) >= FEWEST else []
    shown = asked.showing(found.wanted, *found.problems)
    return shown, compare(found.jobs, levels=levels, differences=asked.differences)


def level_order() -> list[str]:
    """The codes of the levels in the order that their grids print them. One query."""
    return list(Level.objects.order_by("grid__order", "grid__slug", "rank", "between").values_list("code", flat=True))


def jobs_named(*, words: str, day: date, limit: int = 8) -> list[JobLine]:
    """The jobs that a visitor may mean by `words`: those of which it is a code or a whole title, else the first that
    the search finds, in its order. Two queries for the first, five to eight for the others.
    """
    asked = fold(words)
    if not asked:
        return []
    titled = Listing.objects.on(day)
    for word in asked.split():
        titled = titled.filter(fold__contains=word)
    rows = [row for row in titled.order_by("past", "rank_title") if _says(row, asked)][:limit]
    if not rows:
        ranked = search(text=words, day=day).ranked[:limit]
        found = {row.pk: row for row in Listing.objects.filter(pk__in=ranked)}
        rows = [found[pk] for pk in ranked]
    names = dict(Framework.objects.values_list("code", "short_name")) if rows else {}
    return [job_line(row, names) for row in rows]


def _says(row: Listing, asked: str) -> bool:
    """Whether the words are the job's code, one of its other codes, or one of its titles, whole."""
    return asked in row.fold.split("\n") or asked == f"{row.code} {fold(row.title)}".strip()
