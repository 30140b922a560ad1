"""Keeps the nearest jobs of each job, period by period, counting only those that a change can have moved."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from texts.effect import counts
from texts.models import Document

from .models import ComparedLine, ComparedSheet, ComparedWord, Job, Listing, NearJob, NearPeriod, Sheet
from .nearest import (
    BALANCE,
    CANDIDATES,
    ELSEWHERE,
    METHOD,
    SHOWN,
    Description,
    compare,
    first_of,
    order,
    ordered,
    promise,
)
from .weighing import Line, Weights, lines_of, stored_weights

#: (since, until, {job: sheet}): a time in which the jobs and sheets in force are the same
Period = tuple[date | None, date | None, dict[int, int]]
#: the nearest of a job: (rank, near, forward, backward), past SHOWN those of the other frameworks that are not first
Near = list[tuple[int, int, int, int]]

#: past this share of jobs that differ, all of them are counted
FEW = 0.5
#: sheets that a changed one may enter the nearest of: those that share the most of its words
ENTERED = 1000


def periods() -> list[Period]:
    """Each period in which the jobs and sheets in force are the same. Three queries."""
    since_of = {row.pk: row.counts_from for row in Document.objects.with_dates()}
    sheets = list(Sheet.objects.adopted().order_by("job", "number").values_list("job", "pk", "document"))
    listed = list(Listing.objects.order_by("rank_text", "pk").values_list("job", "since", "until", "past"))
    days = {day for _, since, until, _ in listed for day in (since, until) if day}
    days = sorted(days | {since_of[document] for _, _, document in sheets if since_of[document]})
    found: list[Period] = []
    for since, until in zip([None, *days], [*days, None], strict=True):
        day = since or date.min
        in_force = {job: sheet for job, sheet, document in sheets if counts(since_of[document], day)}
        held = {
            job: in_force[job]
            for job, start, end, past in listed
            if job in in_force and not past and (start is None or start <= day) and (end is None or end > day)
        }
        if found and found[-1][2] == held:
            found[-1] = (found[-1][0], until, held)
        else:
            found.append((since, until, held))
    return found


def refresh_near_jobs(days: list[Period]) -> int:
    """Bring the near jobs to what is compared in each period; gives the number of periods written.

    A period that compares what one already counted does is kept; another starts from the one that differs least, and
    counts only the jobs that the difference can have moved. Three queries when nothing changed.
    """
    digests = dict(ComparedSheet.objects.order_by("pk").values_list("sheet", "digest"))
    weights = stored_weights(ComparedWord.objects.weighed())
    basis = _basis(weights)
    stored = list(NearPeriod.objects.order_by("since", "pk"))
    left = {row.pk: row for row in stored}
    written, new = 0, []
    for since, until, held in days:
        told = {str(job): f"{sheet} {digests[sheet]}" for job, sheet in held.items() if sheet in digests}
        digest = _digest(basis, told)
        same = [row for row in left.values() if row.digest == digest]
        row = next((row for row in same if row.since == since), same[0] if same else None)
        if row is None:
            new.append((NearPeriod(since=since, until=until, basis=basis, told=told, digest=digest), held))
            continue
        del left[row.pk]
        if (row.since, row.until) != (since, until):
            row.since, row.until = since, until
            row.save(update_fields=["since", "until"])
            written += 1
    for period, held in sorted(new, key=lambda pair: -len(pair[0].told)):  # a job that is no more costs nothing
        start = _start(period, stored, left)
        if start is None:
            period.save()
            compared = {job: lines for job, lines in _all_lines(held).items() if str(job) in period.told}
            _write_near(period, _nearest_of(compared, weights, frameworks_of_jobs()))
        else:
            _continue(period, start, held, weights, alter=left.pop(start.pk, None) is not None)
        stored += [period] if period.pk else []
        written += 1
    NearPeriod.objects.filter(pk__in=left).delete()
    return written + len(left)


def frameworks_of_jobs() -> dict[int, str]:
    """The code of the framework of each job. One query."""
    return dict(Job.objects.order_by("pk").values_list("pk", "framework__code"))


def _basis(weights: Weights) -> str:
    """What the percentages rest on besides the lines: the method and the weights of the texts' words."""
    words = sorted((stem, weights.of(stem), lines) for stem, lines in weights.bearing.items() if lines)
    return hashlib.sha256(repr((METHOD, words)).encode()).hexdigest()


def _digest(basis: str, told: dict[str, str]) -> str:
    """The same for the same jobs, lines, weights and method: SHA-256 in hexadecimal."""
    return hashlib.sha256(repr((basis, list(told.items()))).encode()).hexdigest()


def _start(period: NearPeriod, stored: list[NearPeriod], left: dict[int, NearPeriod]) -> NearPeriod | None:
    """The stored period that differs least from `period`, one that no day needs any more first; None when it is
    quicker to count everything."""
    known = [row for row in stored if row.basis == period.basis]
    apart = {row.pk: len(period.told.items() ^ row.told.items()) for row in known}
    known = [row for row in known if apart[row.pk] <= FEW * len(period.told)]
    return min(known, key=lambda row: (apart[row.pk], row.pk not in left), default=None)


def _continue(period: NearPeriod, start: NearPeriod, held: dict[int, int], weights: Weights, *, alter: bool) -> None:
    """Write the near jobs of `period` from those of `start`, which becomes it when it may be altered."""
    before, now = start.told, period.told
    gone = {int(job) for job in before.keys() - now.keys()}
    changed = {int(job) for job, said in now.items() if before.get(job) != said}
    near: dict[int, Near] = defaultdict(list)
    for job, *row in (
        NearJob.objects.filter(period=start)
        .order_by("job", "rank")
        .values_list("job", "rank", "near", "forward", "backward")
    ):
        near[job].append(tuple(row))
    moved = changed | {job for job, rows in near.items() if any(row[1] in changed | gone for row in rows)}
    comparing = Comparing(held, weights, period.since or date.min, frameworks_of_jobs())
    for job in changed:
        moved |= comparing.entered(job, near)
    recounted = {job: comparing.nearest(job) for job in sorted(moved - gone)}
    if alter:
        NearJob.objects.filter(period=start, job__in=moved | gone).delete()
        start.since, start.until, start.told, start.digest = period.since, period.until, period.told, period.digest
        start.save()
        _write_near(start, recounted)
    else:
        period.save()
        kept = {job: rows for job, rows in near.items() if job not in moved | gone}
        _write_near(period, kept | recounted)


@dataclass
class Comparing:
    """The jobs of one period compared one by one, each line read once. `held`: the sheet of each job, in the order
    of the texts, in which equals stay."""

    held: dict[int, int]
    weights: Weights
    day: date
    frameworks: dict[int, str]
    lines: dict[int, list[Line]] = field(default_factory=dict)  # by job

    def entered(self, job: int, near: dict[int, Near]) -> set[int]:
        """The jobs of which `job` may be among the nearest, as `near` gives them."""
        description, others = self._promising(job, limit=ENTERED)
        found = set()
        for other in others:
            both, _ = order(description, self.lines[other])
            if both and self._enters(job, other, both, near[other]):
                found.add(other)
        return found

    def _enters(self, job: int, other: int, both: int, rows: Near) -> bool:
        """Whether `job`, whose two percentages of `other` come to `both`, may be among the nearest of `other`, all
        frameworks or the others; `rows` are those known."""
        own = self.frameworks[other]
        first = [row for row in rows if row[0] <= SHOWN]
        if len(first) < SHOWN or both >= first[-1][2] + first[-1][3]:
            return True
        if self.frameworks[job] == own:
            return False
        elsewhere = [row for row in rows if self.frameworks[row[1]] != own][:ELSEWHERE]
        return len(elsewhere) < ELSEWHERE or both >= elsewhere[-1][2] + elsewhere[-1][3]

    def nearest(self, job: int) -> Near:
        """The nearest of one job. Three queries at most."""
        description, others = self._promising(job, limit=CANDIDATES)
        own = self.frameworks[job]
        compared = ComparedSheet.objects.on(self.day).exclude(framework=own)
        others |= set(compared.promising(description.sought(), balance=BALANCE, limit=CANDIDATES).values())
        self._read(others)
        candidates = {other: self.lines[other] for other in self.held if other in others}
        return _ranked(description, candidates, {other for other in others if self.frameworks[other] != own})

    def _promising(self, job: int, limit: int) -> tuple[Description, set[int]]:
        """The description of `job`, and the jobs that share the most of its words, their lines being read."""
        self._read({job})
        description = Description(self.lines[job], self.weights)
        compared = ComparedSheet.objects.on(self.day).exclude(job=job)
        others = set(compared.promising(description.sought(), balance=BALANCE, limit=limit).values())
        self._read(others)
        return description, others

    def _read(self, jobs: set[int]) -> None:
        missing = {self.held[job]: job for job in jobs - self.lines.keys()}
        if missing:
            found = lines_of(ComparedLine.objects.told(missing))
            self.lines |= {missing[sheet]: lines for sheet, lines in found.items()}


def _ranked(description: Description, candidates: dict[int, list[Line]], abroad: set[int]) -> Near:
    """The nearest among `candidates`; `abroad` are those of another framework than the job's."""
    nearest = ordered(description, candidates)
    first, elsewhere = first_of(nearest, [near for near in nearest if near in abroad])
    matches = [(near, compare(description, candidates[near])) for near in (*first, *elsewhere)]
    return [(rank, near, match.forward, match.backward) for rank, (near, match) in enumerate(matches, 1)]


def _all_lines(held: dict[int, int]) -> dict[int, list[Line]]:
    """The lines of each job of a period, in its order. One query."""
    lines = lines_of(ComparedLine.objects.told(set(held.values())))
    return {job: lines[sheet] for job, sheet in held.items() if sheet in lines}


def _nearest_of(lines: dict[int, list[Line]], weights: Weights, frameworks: dict[int, str]) -> dict[int, Near]:
    """The nearest of every job: what `_counted` gives of each, all at once."""
    bearing: dict[str, list[int]] = defaultdict(list)
    totals: dict[int, int] = {}
    for job, held in lines.items():
        stems = {stem for line in held for stem in line.stems}
        totals[job] = sum(map(weights.of, stems))
        for stem in stems:
            bearing[stem].append(job)
    found = {}
    for job, held in lines.items():
        description = Description(held, weights)
        near: dict[int, int] = defaultdict(int)
        for stem in description.sought():
            for other in bearing[stem]:
                near[other] += weights.of(stem)
        near.pop(job, None)
        promising = sorted(near, key=lambda other: (-promise(near[other], totals[other]), other))
        abroad = [other for other in promising if frameworks[other] != frameworks[job]][:CANDIDATES]
        best = {*promising[:CANDIDATES], *abroad}
        found[job] = _ranked(description, {other: lines[other] for other in lines if other in best}, set(abroad))
    return found


def _write_near(period: NearPeriod, nearest: dict[int, Near]) -> None:
    rows = [
        NearJob(period=period, job_id=job, rank=rank, near_id=near, forward=forward, backward=backward)
        for job, found in nearest.items()
        for rank, near, forward, backward in found
    ]
    NearJob.objects.bulk_create(rows, batch_size=500)
