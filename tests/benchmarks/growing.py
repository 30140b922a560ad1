"""Grows a database with jobs recombined from the real ones: real items, real facts, titles of real words.

For measuring alone: never in the fixtures, never shown. The same seed grows the same jobs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from django.db import transaction

from jobs.enums import JobKind, SheetState, Status, TitleKind
from jobs.indexing import refresh_listings
from jobs.models import (
    Fact,
    Item,
    Job,
    JobStatus,
    JobTitle,
    Placement,
    Section,
    Sheet,
)
from jobs.naming import search_text
from jobs.nearest_indexing import refresh_nearest
from texts.folding import fold

SEED = 20261122
BATCH = 500
#: words that no text prints, such as a larger set of texts would bring
STRANGE = "abcdefghijlmnoprstuv"


@transaction.atomic
def grow(number: int, *, seed: int = SEED) -> int:
    """Add jobs until there are `number` sheets, and bring the list, its words and the nearest jobs to them.

    Gives the jobs added.
    """
    grower = Grower(random.Random(seed))  # noqa: S311  (the same jobs each time is the point)
    missing = number - Sheet.objects.adopted().count()
    for start in range(0, missing, BATCH):
        grower.add(range(start, min(start + BATCH, missing)))
    refresh_listings()
    refresh_nearest()
    return max(missing, 0)


class Grower:
    """Makes jobs from what the real ones print."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.models = list(Sheet.objects.adopted().select_related("job__framework", "document").order_by("pk"))
        self.sections = {
            sheet.pk: list(sheet.sections.order_by("order").values("kind", "heading", "level", "branches"))
            for sheet in self.models
        }
        self.items: dict[str, list[str]] = {}
        for kind, text in Item.objects.order_by("pk").values_list("section__kind", "text"):
            self.items.setdefault(kind, []).append(text)
        self.facts = {
            sheet.job_id: list(sheet.job.facts.order_by("pk").values("kind", "value")) for sheet in self.models
        }
        self.placements = {
            sheet.job_id: [(row, list(row.levels.order_by("rank"))) for row in sheet.job.placements.order_by("pk")]
            for sheet in self.models
        }
        self.title_words = [sheet.job.title.split() for sheet in self.models]

    def title(self) -> str:
        """The beginning of one real title and the end of another."""
        one, other = self.chance.choice(self.title_words), self.chance.choice(self.title_words)
        words = [*one[: max(1, len(one) // 2)], *other[len(other) // 2 :]]
        return " ".join(words)[:190]

    def text(self, kind: str) -> str:
        """A real item, one word in twenty of it a strange one."""
        words = self.chance.choice(self.items[kind]).split()
        return " ".join(self.strange() if self.chance.random() < 0.05 else word for word in words)

    def strange(self) -> str:
        return "".join(self.chance.choices(STRANGE, k=self.chance.randint(5, 11)))

    def add(self, numbers: range) -> None:
        """Add one job for each number, with its title, sheet, facts and placements."""
        made = [(number, self.chance.choice(self.models)) for number in numbers]
        jobs = Job.objects.bulk_create(self.job(number, model) for number, model in made)
        pairs = list(zip(jobs, (model for _, model in made), strict=True))
        JobTitle.objects.bulk_create(
            JobTitle(job=job, text=job.title, kind=TitleKind.SHEET, document=model.document) for job, model in pairs
        )
        JobStatus.objects.bulk_create(
            JobStatus(job=job, status=Status.IN_FORCE, document=model.document) for job, model in pairs
        )
        Fact.objects.bulk_create(
            Fact(job=job, document=model.document, **fact) for job, model in pairs for fact in self.facts[model.job_id]
        )
        self.place(pairs)
        self.write(pairs)

    def job(self, number: int, model: Sheet) -> Job:
        title, code = self.title(), f"9{number:06d}"
        return Job(
            framework=model.job.framework, key=f"banc-{number}", code=code, kind=JobKind.JOB, title=title,
            fold=search_text(title, [title], [code]), order=10_000 + number,
        )  # fmt: skip

    def place(self, pairs: list[tuple[Job, Sheet]]) -> None:
        rows, levels = [], []
        for job, model in pairs:
            for like, held in self.placements[model.job_id]:
                row = Placement(
                    job=job,
                    document=like.document,
                    grid=like.grid,
                    basis=like.basis,
                    explanation=like.explanation,
                    stream=like.stream,
                )
                rows.append(row)
                levels.append(held)
        Placement.objects.bulk_create(rows)
        through = Placement.levels.through
        through.objects.bulk_create(
            through(placement=row, level=level) for row, held in zip(rows, levels, strict=True) for level in held
        )

    def write(self, pairs: list[tuple[Job, Sheet]]) -> None:
        """A sheet for each job, with the sections of its model and items of the same kinds drawn from all."""
        sheets = Sheet.objects.bulk_create(
            Sheet(job=job, document=model.document, state=SheetState.ADOPTED, content_hash=f"{job.pk:064d}")
            for job, model in pairs
        )
        sections = [
            Section(sheet=sheet, order=order, **like)
            for sheet, (_, model) in zip(sheets, pairs, strict=True)
            for order, like in enumerate(self.sections[model.pk], 1)
        ]
        Section.objects.rectifying().bulk_create(sections)
        Item.objects.rectifying().bulk_create(self.lines(sections), batch_size=BATCH)

    def lines(self, sections: list[Section]) -> Iterator[Item]:
        for section in sections:
            for order in range(1, self.chance.randint(2, 5)):
                text = self.text(section.kind)
                anchor = f"e-{self.chance.getrandbits(48):012x}"
                yield Item(section=section, text=text, fold=fold(text), lineage=anchor, order=order)
