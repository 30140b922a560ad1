"""Rebuilds the lines of the list from the facts. Called inside the transaction that changed them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from grids.models import Grid, Level
from texts.effect import counts
from texts.folding import fold
from texts.models import Document

from .enums import FactKind, JobKind, SectionKind, SheetState, Status
from .facet_indexing import write_counts
from .facet_labels import commonest, value_of
from .models import Fact, Item, Job, Listing, ListingFacet
from .standing import ReplacementFact, StatusFact, boundaries, standing_on
from .values import OF_A_METIER
from .word_indexing import Voice, Voices, borne_by, post, refresh_equivalents, settle

#: what opens a card, best first
OPENING = (SectionKind.MISSIONS, SectionKind.DEFINITION, SectionKind.PURPOSE, SectionKind.ACTIVITIES)
#: facets that a fact printed by the text fills: facet, kind of fact
FACT_FACETS = {
    "famille": FactKind.FAMILY,
    "theme": FactKind.THEME,
    "pays": FactKind.COUNTRY,
    "diplome": FactKind.DIPLOMA,
    "niveau_diplome": FactKind.DIPLOMA_LEVEL,
}
FACET_OF = {kind: name for name, kind in FACT_FACETS.items()}


@dataclass
class Line:
    """A line of the list before it is written: its fields, and its facets as (facet, value, label, rank)."""

    fields: dict
    facets: set = field(default_factory=set)
    voice: Voice | None = None  # what the index holds of it

    def signature(self):
        """What two equal lines share: their rank among the others changes when those do, and is not theirs."""
        own = (pair for pair in self.fields.items() if pair[0] != "rank_title")
        return tuple(sorted(own, key=lambda pair: pair[0])), frozenset(self.facets)


@dataclass
class Facts:
    """What is read once for every job: the day from which each text counts, the opening words of each sheet, the
    label of each value of a facet."""

    since: dict
    openings: dict
    voices: Voices
    labels: dict


def refresh_listings(jobs: Collection[int] | None = None) -> int:
    """Bring the lines of the list and their words to the facts; gives the number of jobs whose lines differed.

    `jobs`: only theirs can differ, with those of the jobs attached to them; None looks at every job. A dozen queries
    to read, whatever the number of jobs; nothing is written when nothing changed.
    """
    looked_at = Job.objects.all() if jobs is None else Job.objects.filter(Q(pk__in=jobs) | Q(sheet_of__in=jobs))
    related = ("titles", "statuses", "alternative_codes", "facts", "replacements__successor", "sheets", "attached",
               "placements__grid", "placements__levels", "sheet_of__placements__grid")  # fmt: skip
    looked_at = list(looked_at.select_related("framework", "sheet_of").prefetch_related(*related))
    sheets = None if jobs is None else [sheet.pk for job in looked_at for sheet in job.sheets.all()]
    items = Item.objects.all() if sheets is None else Item.objects.filter(section__sheet__in=sheets)
    printed = Fact.objects.filter(kind__in=FACET_OF).order_by("pk").values_list("kind", "value")
    facts = Facts(
        since={row.pk: row.counts_from for row in Document.objects.with_dates()},
        openings=_openings(items),
        voices=Voices.read(items),
        labels=commonest((FACET_OF[kind], value) for kind, value in printed),
    )
    lines = [line for job in looked_at for line in _lines(job, facts)]
    others = Listing.objects.none() if jobs is None else Listing.objects.exclude(job__in=looked_at)
    _rank(lines, others)
    changed = _write(lines, Listing.objects.all() if jobs is None else Listing.objects.filter(job__in=looked_at))
    refresh_equivalents()
    write_counts([(line.fields["since"], line.fields["until"], line.facets) for line in lines], others)
    return changed


def _rank(lines: list[Line], others: QuerySet) -> None:
    """Give each line its alphabetical place among all, and bring `others`, rows that stay as they are, to theirs."""
    rows = list(others.order_by("rank_title").only("title", "framework", "key", "rank_title"))
    named = [(line, line.fields["title"], line.fields["framework"], line.fields["key"]) for line in lines]
    named += [(row, row.title, row.framework, row.key) for row in rows]
    moved = []
    for rank, (held, *_) in enumerate(sorted(named, key=lambda one: (fold(one[1]), *one[2:])), 1):
        if isinstance(held, Line):
            held.fields["rank_title"] = rank
        elif held.rank_title != rank:
            held.rank_title = rank
            moved.append(held)
    Listing.objects.bulk_update(moved, ["rank_title"], batch_size=400)


def _openings(items: QuerySet) -> dict:
    """For each sheet, the first item of each kind of section: {sheet: {kind: text}}."""
    openings: dict = {}
    rows = items.filter(parent=None).order_by("section__sheet", "section__order", "order")
    for sheet, kind, text in rows.values_list("section__sheet", "section__kind", "text"):
        openings.setdefault(sheet, {}).setdefault(kind, text)
    return openings


def _lines(job: Job, facts: Facts) -> list[Line]:
    """The successive lines of one job, equal neighbours joined."""
    statuses = [StatusFact(row.status, facts.since[row.document_id]) for row in job.statuses.all()]
    replacements = [ReplacementFact(row.announced, facts.since[row.document_id]) for row in job.replacements.all()]
    carriers = [
        *job.titles.all(),
        *job.statuses.all(),
        *_adopted(job),
        *job.placements.all(),
        *job.facts.all(),
    ]
    dated = {facts.since[row.document_id] for row in carriers if row.document_id}
    days = sorted({day for day in dated if day} | boundaries(statuses, replacements))
    lines: list[Line] = []
    for since, until in zip([None, *days], [*days, None], strict=True):
        day = since or date.min
        if not any(counts(facts.since[row.document_id], day) for row in carriers if row.document_id):
            continue
        line = Line(_fields(job, facts, day, standing_on(day, statuses, replacements)), voice=_voice(job, facts, day))
        line.facets = _facets(job, facts, day, line.fields["status"])
        held = sorted((rank, value, label) for name, value, label, rank in line.facets if name == "niveau")
        line.fields |= {"levels": [[value, label] for _, value, label in held], "spoken": line.voice.fingerprint}
        line.fields["facet_keys"] = "\n".join(sorted({f"{name}={value}" for name, value, _, _ in line.facets}))
        line.fields["synonyms"] = list(line.voice.spoken.synonyms)
        if lines and lines[-1].signature() == _with_period(line, lines[-1]).signature():
            lines[-1].fields["until"] = until
            continue
        line.fields |= {"since": since, "until": until}
        lines.append(line)
    return lines


def _voice(job: Job, facts: Facts, day: date) -> Voice:
    """What the job says on `day`: its titles, codes, facts and synonyms, and the sheet that is its own."""

    def on_the_day(rows):
        return [row for row in rows if counts(facts.since[row.document_id], day)]

    sheets = on_the_day(_adopted(job))
    return facts.voices.of(
        job,
        sheets[-1] if sheets else None,
        titles=(job.title, *(row.text for row in on_the_day(job.titles.all()))),
        codes=(job.code, *(row.code for row in on_the_day(job.alternative_codes.all()))),
        facts=(row.value for row in on_the_day(job.facts.all())),
    )


def _with_period(line: Line, like: Line) -> Line:
    period = {name: like.fields[name] for name in ("since", "until")}
    return Line(line.fields | period, line.facets)


def _fields(job: Job, facts: Facts, day: date, standing) -> dict:
    successors = [row.successor for row in job.replacements.all() if counts(facts.since[row.document_id], day)]
    sheets = [sheet for sheet in _adopted(job) if counts(facts.since[sheet.document_id], day)]
    return {
        "job_id": job.pk,
        "framework": job.framework.code,
        "kind": job.kind,
        "key": job.key,
        "code": job.code,
        "title": job.title,
        "fold": job.fold,
        "status": standing.status,
        "note": standing.note,
        "past": standing.past,
        "meta": _meta(job),
        "excerpt": _excerpt(facts.openings.get(sheets[-1].pk, {})) if sheets else "",
        "successor": ", ".join(f"{row.code} {row.title}".strip() for row in successors),
        "rank_text": job.framework.order * 100_000 + job.order,
    }


def _adopted(job: Job) -> list:
    """The adopted sheets of the job, oldest first: what is being drafted is not public."""
    return [sheet for sheet in job.sheets.all() if sheet.state == SheetState.ADOPTED]


def _meta(job: Job) -> str:
    if job.kind == JobKind.ATTACHED:
        return f"{OF_A_METIER}{job.sheet_of.code} {job.sheet_of.title}"
    if job.kind == JobKind.REFERENCE:
        count = len(job.attached.all())
        return f"{count} emploi{'s' if count > 1 else ''} rattaché{'s' if count > 1 else ''}" if count else ""
    printed = [row.value for kind in (FactKind.COUNTRY, FactKind.THEME) for row in job.facts.all() if row.kind == kind]
    return " · ".join(printed)


def _excerpt(openings: dict) -> str:
    return next((openings[kind] for kind in OPENING if kind in openings), "")


def _facets(job: Job, facts: Facts, day: date, status: str) -> set:
    found = {
        ("referentiel", job.framework.code, job.framework.short_name, job.framework.order),
        ("nature", job.kind, JobKind(job.kind).label.capitalize(), JobKind.values.index(job.kind)),
        ("statut", status, Status(status).label.capitalize(), Status.values.index(status)),
    }
    for name, row in _printed(job):
        if counts(facts.since[row.document_id], day):
            value = value_of((name, row.value))
            found.add((name, value, *_labelled(name, facts.labels[name, value])))
    for placement in _placements(job, facts, day):
        grid = placement.grid
        found.add(("grille", grid.slug, grid.title, grid.order))
        if placement.stream:
            found.add(("filiere", slugify(placement.stream), placement.stream, 0))
        for level in placement.levels.all():
            found.add(("niveau", level.code, level.label, _place(grid, level)))
    if job.kind == JobKind.ATTACHED:  # the text gives a grid to the métier, and no level to each attached job
        for placement in _placements(job.sheet_of, facts, day):
            found.add(("grille", placement.grid.slug, placement.grid.title, placement.grid.order))
    return found


def _place(grid: Grid, level: Level) -> int:
    """Orders the levels of every grid, those that people added between the printed ones where they stand."""
    return grid.order * 1_000_000 + level.rank * 1_000 + level.between


def _printed(job: Job) -> list:
    """What the texts print about the job that fills a facet, with the facet."""
    return [(name, row) for name, kind in FACT_FACETS.items() for row in job.facts.all() if row.kind == kind]


def _labelled(name: str, value: str) -> tuple[str, int]:
    """Label and rank of a printed value: levels by number, the rest alphabetically."""
    if name == "niveau_diplome":
        return f"Niveau {value}", int(value) if value.isdigit() else 99
    return value, 0


def _placements(job: Job, facts: Facts, day: date) -> list:
    """The placements of the job on `day`: the last text that counts, grid by grid."""
    counting = [row for row in job.placements.all() if counts(facts.since[row.document_id], day)]
    counting.sort(key=lambda row: facts.since[row.document_id] or date.min)
    return list({row.grid_id: row for row in counting}.values())


def _write(lines: list[Line], among: QuerySet) -> int:
    """Replace, among rows of the list, those of the jobs whose lines differ, with their words; gives the number of
    those jobs."""
    wanted: dict[int, list[Line]] = {}
    for line in lines:
        wanted.setdefault(line.fields["job_id"], []).append(line)
    stored: dict[int, list[Line]] = {}
    kept: dict[int, list[Listing]] = {}
    names = [f.attname for f in Listing._meta.concrete_fields if f.attname != "id"]
    for row in among.order_by("job", "pk").prefetch_related("facets"):
        line = Line({name: getattr(row, name) for name in names})
        line.facets = {(f.facet, f.value, f.label, f.rank) for f in row.facets.all()}
        stored.setdefault(row.job_id, []).append(line)
        kept.setdefault(row.job_id, []).append(row)

    def same(pk):
        mine, theirs = wanted.get(pk, []), stored.get(pk, [])
        return [line.signature() for line in mine] == [line.signature() for line in theirs]

    changed = sorted(pk for pk in wanted.keys() | stored.keys() if not same(pk))
    _move([pair for pk in kept.keys() - set(changed) for pair in zip(kept[pk], wanted[pk], strict=True)])
    if changed:
        gone = Listing.objects.filter(job__in=changed)
        touched = borne_by(gone)
        gone.delete()
        settle(touched | post(_create([line for pk in changed for line in wanted.get(pk, [])])))
    return len(changed)


def _move(pairs: list[tuple[Listing, Line]]) -> None:
    """Bring the alphabetical rank of lines that stay to their place among all."""
    moved = []
    for row, line in pairs:
        if row.rank_title != line.fields["rank_title"]:
            row.rank_title = line.fields["rank_title"]
            moved.append(row)
    Listing.objects.bulk_update(moved, ["rank_title"], batch_size=400)


def _create(lines: list[Line]) -> list[tuple[Listing, Voice]]:
    """Write lines and their facets; gives them with what their words are."""
    rows = Listing.objects.bulk_create([Listing(**line.fields) for line in lines], batch_size=400)
    ListingFacet.objects.bulk_create(
        (
            ListingFacet(listing=row, facet=facet, value=value, label=label, rank=rank)
            for row, line in zip(rows, lines, strict=True)
            for facet, value, label, rank in sorted(line.facets)
        ),
        batch_size=1000,
    )
    return [(row, line.voice) for row, line in zip(rows, lines, strict=True)]
