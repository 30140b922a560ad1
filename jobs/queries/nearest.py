"""Reads of the nearest jobs: counted beforehand for a sheet, counted exactly and explained for a page of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce

from grids import queries as grid_queries
from grids.models import Level
from texts.models import Document

from ..models import (
    CommonItem,
    ComparedLine,
    ComparedSheet,
    ComparedWord,
    Framework,
    Job,
    Listing,
    NearJob,
    NearPeriod,
    Placement,
    Sheet,
)
from ..nearest import (
    BALANCE,
    CANDIDATES,
    SHOWN,
    Candidate,
    Description,
    NearLine,
    Nearness,
    compare,
    first_of,
    ordered,
    set_aside,
)
from ..repositioning import BELOW, group_answer
from ..values import JobLine, PlacementValue, job_url
from ..weighing import ACTIVITIES, Line, Weights, lines_of, make_line, meaningful, stored_weights
from .listing import job_line
from .printed_facts import placement_values

#: where article 5 applies, and the grid of its groups
REPOSITIONED = "clcc"
GROUPS = "clcc-non-cadres"


def near_jobs(*, framework: str, key: str, day: date) -> list[NearLine]:
    """The nearest jobs of a job, then those of the other frameworks that are not among them, as counted beforehand.
    One query, none of its lines read."""
    holder = Job.objects.filter(framework__code=framework, key=key).values(holder=Coalesce("sheet_of", "pk"))
    rows = NearJob.objects.filter(job__in=holder, period__in=NearPeriod.objects.on(day).values("pk"))
    rows = rows.select_related("near__framework").order_by("rank")
    return [NearLine(_plain_line(row.near), row.forward, row.backward, row.rank > SHOWN) for row in rows]


def _plain_line(job: Job) -> JobLine:
    framework = job.framework
    return JobLine(framework.code, framework.short_name, job.key, job.code, job.title, job.kind, "")


def group_choices(*, day: date) -> list[tuple[str, str, int]]:
    """The groups of the CLCC grid known on `day`: (code, label, rank), in the order of the grid. One query."""
    counting = Document.objects.counting_on(day).values("pk")
    known = Q(document__in=counting) | Q(document=None, grid__document__in=counting)
    rows = Level.objects.filter(known, grid__slug=GROUPS).order_by("rank", "between").values_list("code", "label")
    return [(code, label, rank) for rank, (code, label) in enumerate(rows, 1)]


def comparable_jobs(*, day: date) -> tuple[dict[str, list[Line]], Weights]:
    """The lines of every job in force that has a sheet, by « framework/key » in the order of the texts, and the
    weights of all words. Three queries, the whole corpus: for measures, not for a page."""
    rows = ComparedSheet.objects.on(day).order_by("job__framework__order", "job__order")
    names = {pk: f"{fw}/{key}" for pk, fw, key in rows.values_list("sheet", "framework", "job__key")}
    found: dict[str, list[Line]] = {}
    printed = _printed({sheet: sheet for sheet in names})
    for sheet, name in names.items():
        if sheet in printed:
            found[name] = printed[sheet]
    return found, stored_weights(ComparedWord.objects.weighed())


def nearest_to_job(*, framework: str, key: str, day: date) -> Nearness | None:
    """The jobs nearest to the sheet that a job has or shares on `day`, all frameworks; None when no such job is known.

    Its lines are empty when no text gives it a sheet. Twelve queries at most, however many jobs.
    """
    job = Job.objects.filter(framework__code=framework, key=key).values("pk")
    row = Listing.objects.on(day).filter(job__in=job).annotate(of=F("job__sheet_of")).order_by("job").first()
    if row is None:
        return None
    names = dict(Framework.objects.values_list("code", "short_name"))
    holder = row.of or row.job_id
    shared = Listing.objects.on(day).filter(job=holder).first() if row.of else None
    held = dict(Sheet.objects.in_force(day).filter(job=holder).values_list("pk", "job"))
    lines = _printed(held).get(holder, [])
    description = Description(lines, _weights({stem for line in lines for stem in line.stems}))
    compared = ComparedSheet.objects.on(day).exclude(job__in={row.job_id, holder})
    abroad = _promising(description, compared.exclude(framework=framework))
    found = _nearest(description, _promising(description, compared) | abroad)
    first, elsewhere = first_of(found, [pair for pair in found if pair[1] in abroad])
    explained = _explained(description, [*first, *elsewhere], day=day, names=names)
    return Nearness(
        lines=tuple(lines),
        candidates=tuple(explained[job] for job, _ in first),
        elsewhere=tuple(explained[job] for job, _ in elsewhere),
        weights=description.weights,
        job=job_line(row, names),
        shared_sheet=job_line(shared, names) if shared else None,
    )


def nearest_to_text(
    *, texts: Iterable[tuple[str, str]], group: int | None, groups: Sequence[tuple[str, str, int]], day: date
) -> Nearness:
    """The CLCC jobs nearest to pasted lines, given as (part, text), for a person whose group has the rank `group`
    among those of `group_choices`.

    What repeats the common base is set aside, what the group excludes is told apart. Nine queries.
    """
    texts = list(texts)
    rows = CommonItem.objects.filter(base__framework__code=REPOSITIONED).order_by("base__order", "order")
    common = list(rows.values_list("text", flat=True))
    weights = _weights({stem for text in (*common, *(text for _, text in texts)) for stem in meaningful(text)})
    lines = [line for part, text in texts if (line := make_line(part, text, weights)).stems]
    kept, aside = set_aside(lines, [make_line(ACTIVITIES, text, weights) for text in common], weights)
    description = Description(kept, weights)
    compared = ComparedSheet.objects.on(day).filter(framework=REPOSITIONED)
    found = _nearest(description, _promising(description, compared))
    places = _places([job for job, _ in found], day=day)
    ranks = {code: rank for code, _, rank in groups}
    held = {job: [ranks[code] for code, _ in places[job].levels] if job in places else [] for job, _ in found}
    answers = {job: group_answer(stated=group, levels=levels) for job, levels in held.items()}
    suited = [pair for pair in found if answers[pair[0]] != BELOW][:SHOWN]
    below = [pair for pair in found if answers[pair[0]] == BELOW][:SHOWN]
    names = dict(Framework.objects.values_list("code", "short_name"))
    shown = {
        job: replace(row, place=places.get(job), answer=answers[job])
        for job, row in _explained(description, [*suited, *below], day=day, names=names).items()
    }
    return Nearness(
        lines=tuple(kept),
        candidates=tuple(row for row in shown.values() if row.answer != BELOW),
        weights=weights,
        aside=tuple(aside),
        excluded=tuple(row for row in shown.values() if row.answer == BELOW),
    )


def _weights(stems: Collection[str]) -> Weights:
    """The weights of these stems; the rest of the corpus is only known by its rarest. Two queries."""
    rows = list(ComparedWord.objects.filter(stem__in=stems).order_by("stem").values_list("stem", "weight", "lines"))
    rarest = ComparedWord.objects.aggregate(rarest=Max("weight"))["rarest"] or 0
    return Weights({stem: weight for stem, weight, _ in rows}, {stem: n for stem, _, n in rows}, rarest)


def _promising(description: Description, compared) -> dict[int, int]:
    """{sheet: job} of those of `compared` that share the most of the rarest words of `description`, to be counted
    exactly. One query."""
    return compared.promising(description.sought(), balance=BALANCE, limit=CANDIDATES)


def _nearest(description: Description, sheets: dict[int, int]) -> list[tuple[int, int]]:
    """(job, sheet) of those of `sheets` ({sheet: job}), the nearest to `description` first. One query."""
    lines = lines_of(ComparedLine.objects.told(sheets))
    return [(sheets[sheet], sheet) for sheet in ordered(description, lines)]


def _line(part: str, stems: str, total: int, weight: int, text: str = "", url: str = "") -> Line:
    return Line(part, text, frozenset(stems.split(" ")), total, weight, url)


def _printed(sheets: dict[int, int]) -> dict[int, list[Line]]:
    """The lines of `sheets` (sheet: job) by job, with their words and addresses. One query."""
    found: dict[int, list[Line]] = {}
    rows = ComparedLine.objects.filter(sheet__in=sheets).order_by("sheet", "order")
    names = ("part", "stems", "total", "weight", "item__text", "item__lineage", "sheet__job__framework__code",
             "sheet__job__key")  # fmt: skip
    for sheet, part, stems, total, weight, text, lineage, framework, key in rows.values_list("sheet", *names):
        url = f"{job_url(framework, key)}#{lineage}"
        found.setdefault(sheets[sheet], []).append(_line(part, stems, total, weight, text, url))
    return found


def _explained(
    description: Description, found: list[tuple[int, int]], *, day: date, names: dict[str, str]
) -> dict[int, Candidate]:
    """The candidates of `found` (job, sheet) by job, in its order, line against line. Two queries."""
    lines = _printed({sheet: job for job, sheet in found})
    listed = {row.job_id: row for row in Listing.objects.on(day).filter(job__in=[job for job, _ in found])}
    return {job: Candidate(job_line(listed[job], names), compare(description, lines[job])) for job, _ in found}


def _places(jobs: Collection[int], *, day: date) -> dict[int, PlacementValue]:
    """The group of each job on `day`, by the last text that counts, with its basis and its source. Two queries."""
    documents = grid_queries.documents_with_dates()
    held = Placement.levels.through.objects.filter(placement__job__in=jobs, placement__grid__slug=GROUPS)
    found = placement_values(held, documents, grid_queries.counting_on(documents, day))
    return {job: places[0] for job, places in found.items()}
