"""Reads of the paths, as of a day. Every value is ready to judge and to print."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import CharField, Count, F, Value

from grids.queries import counting_on, documents_with_dates
from jobs.queries.printed_facts import pay_of
from jobs.values import PayValue, job_url
from texts.effect import effect_of
from texts.models import Document
from texts.values import Link, source_of

from .models import Cited, Criterion, Node, Path, PromotionCount, Provision, Step
from .values import (
    Citation,
    CountValue,
    CriterionValue,
    Doubt,
    JobRef,
    NodeValue,
    PathCard,
    PathValue,
    ProvisionValue,
    StepValue,
)

Documents = dict[int, Document]


def path_cards(*, day: date) -> list[PathCard]:
    """The paths whose text counts on `day`, in their order. Two queries."""
    documents = documents_with_dates()
    rows = Path.objects.select_related("framework", "passage").annotate(step_count=Count("steps"))
    cards = rows.order_by("order", "slug")
    return [_card(row, documents, row.step_count) for row in cards if _counts(row, documents, day)]


def path(*, slug: str, day: date) -> PathValue | None:
    """A path with its nodes, steps and rules as of `day`; None when there is none at that address that day.

    Eleven queries at most, whatever it holds: texts, path, nodes, pay, steps, criteria, provisions, the oddities
    that bear on each of these three, counts.
    """
    documents = documents_with_dates()
    row = Path.objects.select_related("framework", "passage").filter(slug=slug).first()
    if row is None or not _counts(row, documents, day):
        return None
    rules = Rules(row, documents, day)
    document = documents.get(row.document_id)
    return PathValue(
        card=_card(row, documents, len(rules.steps)),
        signed_on=document.signed_on if document else None,
        effect_on=document.effect_on if document else None,
        nodes=tuple(rules.nodes.values()),
        steps=tuple(rules.steps),
        provisions=tuple(rules.provisions[None]),
    )


def drawn_from(document: int) -> dict[int, list[Link]]:
    """For each passage of a text, the paths that rest on it. One query."""
    kinds = [(model, "path__") for model in (Node, Step, Provision)]
    kinds += [(Path, ""), (Criterion, "step__path__")]
    rows = [
        model.objects.filter(passage__document=document)
        .order_by()
        .values_list("passage", F(f"{to_path}title"), F(f"{to_path}slug"), Value(str(rank), CharField()))
        for rank, (model, to_path) in enumerate(kinds)
    ]
    links: dict[int, list[Link]] = {}
    for passage, title, slug, _ in rows[0].union(*rows[1:]):
        found = links.setdefault(passage, [])
        if (link := Link(title, f"/parcours/{slug}/")) not in found:
            found.append(link)
    return {passage: sorted(found, key=lambda link: link.label) for passage, found in links.items()}


def _counts(row: Cited, documents: Documents, day: date) -> bool:
    """Whether the text of a row counts on `day`; a text that the portal does not hold always does."""
    return row.document_id is None or row.document_id in counting_on(documents, day)


def _citation(row: Cited, documents: Documents) -> Citation:
    document = documents.get(row.document_id)
    return Citation(
        words=row.words,
        article=row.article,
        reference=document.short_title if document else row.reference,
        source=source_of(row.passage, documents),
    )


def _card(row: Path, documents: Documents, steps: int) -> PathCard:
    document = documents.get(row.document_id)
    return PathCard(
        slug=row.slug,
        kind=row.kind,
        title=row.title,
        summary=row.summary,
        framework=row.framework.code,
        framework_name=row.framework.short_name,
        document=document.slug if document else "",
        document_title=document.short_title if document else row.reference,
        dates=effect_of(signed_on=document.signed_on, effect_on=document.effect_on).sentence if document else "",
        steps=steps,
        citation=_citation(row, documents),
    )


class Rules:
    """What a path holds on a day. Nine queries."""

    def __init__(self, row: Path, documents: Documents, day: date):
        self.documents, self.day = documents, day
        self.counting = counting_on(documents, day)
        nodes = Node.objects.filter(path=row).select_related("passage", "job__framework", "level__grid")
        kept = self.kept(nodes.order_by("order", "key"))
        self.nodes = {found.pk: self.node(found) for found in kept}
        self.jobs = {found.pk: found.job_id for found in kept}
        self.provisions = self.provisions_of(row)
        self.steps = self.steps_of(row)

    def kept(self, rows) -> list:
        """The rows whose text counts that day."""
        return [row for row in rows if row.document_id is None or row.document_id in self.counting]

    def steps_of(self, row: Path) -> list[StepValue]:
        steps = Step.objects.filter(path=row).select_related("passage").prefetch_related("anomalies")
        kept = [step for step in self.kept(steps.order_by("order", "key")) if step.arrival_id in self.nodes]
        criteria = self.criteria_of(row)
        pay = pay_of({self.jobs[step.arrival_id] for step in kept} - {None}, self.documents, self.counting)
        counts: dict[int, list[CountValue]] = defaultdict(list)
        for found in PromotionCount.objects.filter(step__path=row).order_by("-year"):
            counts[found.step_id].append(CountValue(found.year, found.count, found.note, found.recorded_at.date()))
        return [self.step(step, criteria, pay, counts) for step in kept]

    def step(
        self,
        row: Step,
        criteria: dict[int, list[CriterionValue]],
        pay: dict[int, PayValue],
        counts: dict[int, list[CountValue]],
    ) -> StepValue:
        return StepValue(
            key=row.key,
            kind=row.kind,
            title=row.title,
            situation=row.situation or row.title,
            departure=self.nodes.get(row.departure_id),
            arrival=self.nodes[row.arrival_id],
            force=row.force,
            citation=_citation(row, self.documents),
            criteria=tuple(criteria[row.pk]),
            provisions=tuple(self.provisions[row.pk]),
            doubts=_doubts(row),
            pay=pay.get(self.jobs[row.arrival_id]),
            counts=tuple(counts[row.pk]),
        )

    def criteria_of(self, row: Path) -> dict[int, list[CriterionValue]]:
        rows = Criterion.objects.filter(step__path=row).select_related("passage").prefetch_related("anomalies")
        found: dict[int, list[CriterionValue]] = defaultdict(list)
        for criterion in self.kept(rows.order_by("order", "key")):
            found[criterion.step_id].append(
                CriterionValue(
                    key=criterion.key,
                    kind=criterion.kind,
                    title=criterion.title,
                    citation=_citation(criterion, self.documents),
                    weight=criterion.weight,
                    question=criterion.question,
                    minimum=criterion.minimum,
                    shared_minimum=criterion.shared_minimum,
                    echelon=criterion.echelon,
                    if_needed=criterion.if_needed,
                    doubtful=criterion.doubtful,
                    alternative=criterion.alternative,
                    doubts=_doubts(criterion),
                )
            )
        return found

    def provisions_of(self, row: Path) -> dict[int | None, list[ProvisionValue]]:
        """What is said of each step by its id, and of the path itself under None."""
        rows = Provision.objects.filter(path=row).select_related("passage").prefetch_related("anomalies")
        found: dict[int | None, list[ProvisionValue]] = defaultdict(list)
        for provision in self.kept(rows.order_by("order", "pk")):
            found[provision.step_id].append(
                ProvisionValue(
                    kind=provision.kind,
                    title=provision.title,
                    citation=_citation(provision, self.documents),
                    starts_on=provision.starts_on,
                    ends_on=provision.ends_on,
                    months=provision.months,
                    further_months=provision.further_months,
                    doubts=_doubts(provision),
                )
            )
        return found

    def node(self, row: Node) -> NodeValue:
        job, level = row.job, row.level
        return NodeValue(
            key=row.key,
            kind=row.kind,
            title=row.title,
            job=JobRef(job.framework.code, job.key, job.title, job_url(job.framework.code, job.key)) if job else None,
            grid=level.grid.slug if level else "",
            group=level.code if level else "",
            group_label=level.label if level else "",
            rank=level.rank if level else None,
            position=row.position,
            echelons=row.echelons,
            special_echelons=row.special_echelons,
            citation=_citation(row, self.documents),
        )


def _doubts(row: Step | Criterion | Provision) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(anomaly.key, anomaly.title, anomaly.explanation, anomaly.handling) for anomaly in row.anomalies.all()
    )
