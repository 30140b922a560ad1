"""Reads of the grids with the jobs that stand in them, as of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import CharField, Count, F, Q, Value

from grids import queries as grid_queries
from grids.values import GridValue
from texts.enums import AnomalyKind
from texts.models import Anomaly, AnomalyQuote
from texts.values import Link, Source

from ..enums import TitleKind
from ..models import Framework, JobCode, JobTitle, Listing, Placement, Section, Sheet
from ..placing import DrawnGrid, LevelPage, Placed, Printed, arrange, step_to
from ..values import JobLine, PlacementValue
from .listing import job_line
from .printed_facts import anomaly_link, pay_of, placements_in
from .wordings import sheet_values

#: grids in which every job of their framework stands: « les fiches emplois du personnel non-cadre sont présentées
#: dans l’ordre de la grille de classification » (avenant 2021-01, annexe)
WHOLE = frozenset({"clcc-non-cadres"})
#: oddities that bear on a place in a grid; slips of wording are shown on the sheets
BEARING = (
    AnomalyKind.LOST,
    AnomalyKind.MISSING_VALUE,
    AnomalyKind.ANNOUNCED_ABSENT,
    AnomalyKind.DISAGREEMENT,
    AnomalyKind.CONTRADICTION,
    AnomalyKind.DUPLICATE_CODE,
    AnomalyKind.DUPLICATE_LABEL,
    AnomalyKind.UNCERTAIN_DATE,
    AnomalyKind.WRONG_REFERENCE,
)
#: titles that a table or its notes print
TABLE = (TitleKind.TABLE, TitleKind.BRANCH, TitleKind.NOTE)


def grid_cards(*, day: date) -> list[tuple[GridValue, str, int]]:
    """The grids known on `day`, each with the name of its framework and the number of jobs placed. Five queries."""
    documents = grid_queries.documents_with_dates()
    counting = grid_queries.counting_on(documents, day)
    rows = Placement.objects.filter(document__in=counting).order_by().values_list("grid__slug")
    placed = dict(rows.annotate(n=Count("job", distinct=True)))
    names = dict(Framework.objects.values_list("code", "short_name"))
    found = grid_queries.grids(documents=documents, day=day)
    return [(grid, names.get(grid.framework, ""), placed.get(grid.slug, 0)) for grid in found]


def grid_levels(*, slug: str, day: date) -> GridValue | None:
    """A grid with its levels, without its jobs; None when there is none at that address. Two queries."""
    return grid_queries.grid(slug=slug, documents=grid_queries.documents_with_dates(), day=day)


def grid_not_yet(*, slug: str) -> date | None:
    """From when a grid is known, none for an undated text. Two queries."""
    return grid_queries.first_day(slug=slug, documents=grid_queries.documents_with_dates())


def drawn_grid(*, slug: str, day: date) -> DrawnGrid | None:
    """A grid as of `day` with every job that stands in it; None when there is none at that address.

    Eight queries, however many levels and jobs; five for a grid in which no job stands.
    """
    documents = grid_queries.documents_with_dates()
    counting = grid_queries.counting_on(documents, day)
    grid = grid_queries.grid(slug=slug, documents=documents, day=day)
    if grid is None:
        return None
    if not grid.levels:
        return DrawnGrid(grid, "", day, [], [], [], [])
    placements = placements_in(slug, documents, counting)
    lines, references, successors = _lines(placements, grid, day)
    described = _described(placements, day) if placements else {}
    printed, in_table = _printed(lines, counting) if lines else ({}, set())
    pay = pay_of(placements, documents, counting) if placements else {}
    jobs = {
        pk: Placed(
            line=line,
            placement=placements.get(pk),
            described=frozenset(described.get(pk, ())),
            pay=pay.get(pk),
            printed=printed.get(pk, Printed()),
            successors=tuple(lines[other] for other in successors.get(pk, ()) if other in lines),
        )
        for pk, line in lines.items()
    }
    rows, unplaced, deleted = arrange(jobs, references, whole=slug in WHOLE)
    places = [source for value in placements.values() for source in (value.source, value.table_source)]
    cited = _lines_of([grid.source, *(level.source for level in grid.levels), *places], documents)
    name = next(iter(lines.values())).framework_name if lines else _framework_name(grid.framework)
    return DrawnGrid(grid, name, day, rows, unplaced, deleted, _anomalies(in_table | cited))


def level_page(*, slug: str, level: str, day: date) -> LevelPage | None:
    """A level as of `day` with what the sheets of its jobs say of it; None when the grid has none of that name.

    Seven queries, however many jobs; one more when a sheet was rectified.
    """
    documents = grid_queries.documents_with_dates()
    counting = grid_queries.counting_on(documents, day)
    grid = grid_queries.grid(slug=slug, documents=documents, day=day)
    found = grid.level(level) if grid else None
    if grid is None or found is None:
        return None
    placements = {
        pk: value
        for pk, value in placements_in(slug, documents, counting).items()
        if found.code in {code for code, _ in value.levels}
    }
    lines, references, _ = _lines(placements, grid, day, alone=True)
    pay = pay_of(placements, documents, counting) if placements else {}
    jobs = {pk: Placed(line, placements.get(pk), pay=pay.get(pk)) for pk, line in lines.items()}
    rows, _, _ = arrange(jobs, references, whole=True)
    keys = {(job.line.framework, job.line.key): pk for pk, job in jobs.items()}
    sheet = sheet_values(asked={(pk, None) for pk in placements}, documents=documents, counting=counting, day=day)
    steps = []
    for row in rows:
        wording = sheet(keys[row.job.line.framework, row.job.line.key], None)
        sections = wording.sections if wording else []
        steps.append(step_to(found, job=row.job, sections=sections, grid=grid, attached=row.attached))
    place = grid.levels.index(found)
    below = grid.levels[place - 1] if place else None
    above = grid.levels[place + 1] if place + 1 < len(grid.levels) else None
    return LevelPage(grid, found, day, steps, above, below)


def _framework_name(code: str) -> str:
    """The short name of a framework. One query."""
    return Framework.objects.filter(code=code).values_list("short_name", flat=True).first() or ""


def _lines(placements: Collection[int], grid: GridValue, day: date, *, alone: bool = False):
    """The jobs of a grid by id in the order of the texts, the métier of each attached one, what replaces each.

    They are the jobs placed in it, those attached to them and those that they replace; in a grid of `WHOLE`, every
    job of the framework. `alone` leaves out those that neither hold a place nor share a sheet. One query.
    """
    wanted = Q(job__in=list(placements)) | Q(job__sheet_of__in=list(placements))
    if not alone:
        wanted |= Q(job__replacements__successor__in=list(placements))
        wanted |= Q(framework=grid.framework) if grid.slug in WHOLE else Q()
    rows = Listing.objects.on(day).filter(wanted, framework=grid.framework)
    rows = rows.annotate(
        reference=F("job__sheet_of"),
        successor_id=F("job__replacements__successor"),
        short_name=F("job__framework__short_name"),
    )
    lines: dict[int, JobLine] = {}
    references: dict[int, int | None] = {}
    successors: dict[int, list[int]] = {}
    for row in rows.order_by("rank_text", "successor_id"):
        lines.setdefault(row.job_id, job_line(row, {row.framework: row.short_name}))
        references[row.job_id] = row.reference
        if row.successor_id and row.successor:
            known = successors.setdefault(row.job_id, [])
            known += [row.successor_id] if row.successor_id not in known else []
    return lines, references, successors


def _described(jobs: dict[int, PlacementValue], day: date) -> dict[int, set[str]]:
    """The levels to which the sheet in force of each job gives a section. One query."""
    sheets = Sheet.objects.in_force(day).filter(job__in=list(jobs))
    found: dict[int, set[str]] = {}
    rows = Section.objects.filter(sheet__in=sheets.values("pk")).exclude(level="").order_by()
    for job, level in rows.values_list("sheet__job", "level").distinct():
        found.setdefault(job, set()).add(level)
    return found


def _printed(jobs: Collection[int], counting: set) -> tuple[dict[int, Printed], set[tuple[int, int]]]:
    """The titles and other codes of each job, and where the tables print them: (text, line). One query."""
    code = Value("", output_field=CharField())
    titles = JobTitle.objects.filter(job__in=list(jobs), document__in=counting).order_by()
    codes = JobCode.objects.filter(job__in=list(jobs), document__in=counting).order_by()
    place = ("document", "passage__line_start")
    rows = titles.values_list("job", "order", "pk", "kind", "text", *place).union(
        codes.values_list("job", "order", "pk", code, "code", *place), all=True
    )
    found: dict[int, tuple[list, list]] = {}
    lines = set()
    for job, _, _, kind, text, document, line in sorted(rows, key=lambda row: row[:3]):
        printed, others = found.setdefault(job, ([], []))
        if kind:
            printed.append((kind, text))
        else:
            others.append(text)
        if kind in TABLE and line:
            lines.add((document, line))
    return {job: Printed(tuple(printed), tuple(others)) for job, (printed, others) in found.items()}, lines


def _lines_of(sources: Iterable[Source | None], documents: dict) -> set[tuple[int, int]]:
    """The lines that sources cite: (text, line)."""
    texts = {row.slug: pk for pk, row in documents.items()}
    cited = [source for source in sources if source]
    return {(texts[source.document], n) for source in cited for n in range(source.line_start, source.line_end + 1)}


def _anomalies(lines: set[tuple[int, int]]) -> list[Link]:
    """The oddities quoted from the lines, given as (text, line), where a grid and its places are printed. One query."""
    quoted = Q(pk__in=())
    for document in {document for document, _ in lines}:
        own = {line for text, line in lines if text == document}
        quoted |= Q(document=document) & (Q(line_start__in=own) | Q(line_end__in=own))
    quotes = AnomalyQuote.objects.filter(quoted).values("anomaly")
    return [anomaly_link(row) for row in Anomaly.objects.filter(pk__in=quotes, kind__in=BEARING).order_by("order")]
