"""Reads of the paths, as of a day. Every value is ready to judge and to print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from operator import itemgetter

from django.db.models import CharField, Count, F, IntegerField, Q, QuerySet, Value
from django.utils.timezone import localdate

from jobs.queries.printed_facts import pay_of
from jobs.values import job_url
from texts.effect import effect_of
from texts.models import Anomaly, Document
from texts.values import Link, Source

from .models import Criterion, Node, Path, PromotionCount, Provision, Step
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

#: what every row is read with: the words that carry it, and where they stand
CITED = ("pk", "words", "article", "reference", "document_id", "passage_id", "passage__document_id",
         "passage__line_start", "passage__line_end", "passage__spans")  # fmt: skip
PATH = ("slug", "kind", "title", "summary", "framework__code", "framework__short_name")
NODE = ("key", "kind", "title", "position", "echelons", "special_echelons", "job_id", "job__key", "job__title",
        "job__framework__code", "level__code", "level__label", "level__rank", "level__grid__slug")  # fmt: skip
STEP = ("key", "kind", "title", "situation", "force", "departure_id", "arrival_id")
CRITERION = ("step_id", "key", "kind", "title", "weight", "question", "help", "minimum", "shared_minimum", "most",
             "echelon", "if_needed", "doubtful", "overall", "alternative", "last_passage__line_end")  # fmt: skip
PROVISION = ("step_id", "kind", "title", "starts_on", "ends_on", "months", "further_months")


class Texts:
    """The texts as they are cited, and those that count on `day`. One query."""

    def __init__(self, day: date):
        columns = ("pk", "slug", "short_title", "signed_on", "effect_on", "counts_from")
        self.rows = {row.pk: row for row in Document.objects.with_dates().order_by().values_list(*columns, named=True)}
        self.counting = {pk for pk, row in self.rows.items() if row.counts_from is None or row.counts_from <= day}

    def count(self, row) -> bool:
        """Whether the text of a row counts that day; a text that the portal does not hold always does."""
        return row.document_id is None or row.document_id in self.counting

    def citation(self, row, last_line: int | None = None) -> Citation:
        """The words of a row and where they stand; `last_line` when they run over several passages."""
        document = self.rows.get(row.document_id)
        source = None
        if row.passage_id is not None:
            held, spans = self.rows[row.passage__document_id], row.passage__spans
            first, last = spans[0], spans[-1]
            columns = (first[3], last[5]) if first[2] == last[4] and not last_line else None
            ends = last_line or row.passage__line_end
            source = Source(held.slug, held.short_title, row.passage__line_start, ends, columns)
        return Citation(row.words, row.article, document.short_title if document else row.reference, source)


def path_cards(*, day: date) -> list[PathCard]:
    """The paths whose text counts on `day`, in their order. Two queries."""
    texts = Texts(day)
    rows = Path.objects.annotate(step_count=Count("steps")).order_by("order", "slug")
    found = rows.values_list(*CITED, *PATH, "step_count", named=True)
    return [_card(row, texts, row.step_count) for row in found if texts.count(row)]


def path(*, slug: str, day: date, step: str | None = None) -> PathValue | None:
    """A path with its nodes, steps and rules as of `day`; None when there is none at that address that day.

    With `step`, the rules of that step alone are read, an empty one standing for the only step there is: the others
    are there without their criteria, provisions, oddities, pay and counts. Ten queries at most, whatever it holds:
    texts, path, nodes, steps, criteria, provisions, which oddities bear on them, these oddities, pay, counts; nine
    for a step, of which nothing is counted.
    """
    texts = Texts(day)
    row = Path.objects.filter(slug=slug).order_by().values_list(*CITED, *PATH, named=True).first()
    if row is None or not texts.count(row):
        return None
    rules = Rules(row.pk, texts, step)
    document = texts.rows.get(row.document_id)
    return PathValue(
        card=_card(row, texts, len(rules.steps)),
        signed_on=document.signed_on if document else None,
        effect_on=document.effect_on if document else None,
        nodes=tuple(rules.nodes.values()),
        steps=tuple(rules.steps),
        provisions=tuple(rules.provisions.get(None, ())),
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


def bearing_on() -> dict[int, list[Link]]:
    """For each oddity of the register, the paths on whose rules it bears. One query."""
    kinds = [(Step, "path__"), (Criterion, "step__path__"), (Provision, "path__")]
    rows = [
        model.objects.filter(anomalies__isnull=False)
        .order_by()
        .values_list("anomalies", F(f"{to_path}order"), F(f"{to_path}title"), F(f"{to_path}slug"))
        for model, to_path in kinds
    ]
    links: dict[int, list[Link]] = defaultdict(list)
    for anomaly, _, title, slug in sorted(rows[0].union(*rows[1:])):
        links[anomaly].append(Link(title, f"/parcours/{slug}/"))
    return links


def _card(row, texts: Texts, steps: int) -> PathCard:
    document = texts.rows.get(row.document_id)
    return PathCard(
        slug=row.slug,
        kind=row.kind,
        title=row.title,
        summary=row.summary,
        framework=row.framework__code,
        framework_name=row.framework__short_name,
        document=document.slug if document else "",
        document_title=document.short_title if document else row.reference,
        dates=effect_of(signed_on=document.signed_on, effect_on=document.effect_on).sentence if document else "",
        steps=steps,
        citation=texts.citation(row),
    )


class Rules:
    """What a path holds on a day, or one step of it. Eight queries at most."""

    def __init__(self, path: int, texts: Texts, step: str | None):
        self.texts = texts
        steps = self.kept(Step.objects.filter(path=path), STEP)
        self.asked = [row.pk for row in steps if step in {None, row.key} or (not step and len(steps) == 1)]
        nodes = self.kept(Node.objects.filter(path=path), NODE)
        self.nodes = {row.pk: self.node(row) for row in nodes}
        self.jobs = {row.pk: row.job_id for row in nodes}
        criteria = self.kept(Criterion.objects.filter(step__in=self.asked), CRITERION) if self.asked else []
        about = Q(step=None) | Q(step__in=self.asked)
        provisions = self.kept(Provision.objects.filter(about, path=path), PROVISION)
        bearing = [
            (Step, self.asked),
            (Criterion, [row.pk for row in criteria]),
            (Provision, [row.pk for row in provisions]),
        ]
        self.doubts = doubts_on(bearing)
        self.criteria = grouped(criteria, self.criterion)
        self.provisions = grouped(provisions, self.provision)
        self.counts = self.counts_of() if step is None else {}
        self.steps = self.values_of([row for row in steps if row.arrival_id in self.nodes])

    def kept(self, rows: QuerySet, columns: tuple[str, ...]) -> list:
        """The rows whose text counts that day, in their order. One query."""
        found = rows.order_by("order", "pk").values_list(*CITED, *columns, named=True)
        return [row for row in found if self.texts.count(row)]

    def values_of(self, rows: list) -> list[StepValue]:
        """The steps; what is paid where those asked lead takes one query."""
        jobs = {self.jobs[row.arrival_id] for row in rows if row.pk in self.asked} - {None}
        paid = pay_of(jobs, self.texts.rows, self.texts.counting) if jobs else {}
        return [
            StepValue(
                key=row.key,
                kind=row.kind,
                title=row.title,
                situation=row.situation or row.title,
                departure=self.nodes.get(row.departure_id),
                arrival=self.nodes[row.arrival_id],
                force=row.force,
                citation=self.texts.citation(row),
                criteria=tuple(self.criteria.get(row.pk, ())),
                provisions=tuple(self.provisions.get(row.pk, ())),
                doubts=self.doubts.get((Step, row.pk), ()),
                pay=paid.get(self.jobs[row.arrival_id]),
                counts=tuple(self.counts.get(row.pk, ())),
            )
            for row in rows
        ]

    def counts_of(self) -> dict[int, list[CountValue]]:
        """The promotions counted by step, the last year first. One query."""
        found: dict[int, list[CountValue]] = defaultdict(list)
        for row in PromotionCount.objects.filter(step__in=self.asked).order_by("-year"):
            found[row.step_id].append(CountValue(row.year, row.count, row.note, localdate(row.recorded_at)))
        return found

    def criterion(self, row) -> CriterionValue:
        return CriterionValue(
            key=row.key,
            kind=row.kind,
            title=row.title,
            citation=self.texts.citation(row, row.last_passage__line_end),
            weight=row.weight,
            question=row.question,
            minimum=row.minimum,
            shared_minimum=row.shared_minimum,
            echelon=row.echelon,
            if_needed=row.if_needed,
            doubtful=row.doubtful,
            overall=row.overall,
            alternative=row.alternative,
            help=row.help,
            most=row.most,
            doubts=self.doubts.get((Criterion, row.pk), ()),
        )

    def provision(self, row) -> ProvisionValue:
        return ProvisionValue(
            kind=row.kind,
            title=row.title,
            citation=self.texts.citation(row),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            months=row.months,
            further_months=row.further_months,
            doubts=self.doubts.get((Provision, row.pk), ()),
        )

    def node(self, row) -> NodeValue:
        job = None
        if row.job_id is not None:
            framework = row.job__framework__code
            job = JobRef(framework, row.job__key, row.job__title, job_url(framework, row.job__key))
        return NodeValue(
            key=row.key,
            kind=row.kind,
            title=row.title,
            job=job,
            grid=row.level__grid__slug or "",
            group=row.level__code or "",
            group_label=row.level__label or "",
            rank=row.level__rank,
            position=row.position,
            echelons=row.echelons,
            special_echelons=row.special_echelons,
            citation=self.texts.citation(row),
        )


def grouped(rows: list, value: Callable) -> dict[int | None, list]:
    """The values of the rows by the step on which they bear."""
    found: dict[int | None, list] = defaultdict(list)
    for row in rows:
        found[row.step_id].append(value(row))
    return found


def doubts_on(bearing: list[tuple[type, list[int]]]) -> dict[tuple[type, int], tuple[Doubt, ...]]:
    """The oddities that bear on the rows of each model, in the order of the register. Two queries."""
    links = []
    for rank, (model, pks) in enumerate(bearing):
        column = f"{model.__name__.lower()}_id"
        rows = model.anomalies.through.objects.filter(**{f"{column}__in": pks}).order_by()
        links.append(rows.values_list(Value(rank, IntegerField()), column, "anomaly_id"))
    found = list(links[0].union(*links[1:], all=True))
    columns = ("pk", "order", "key", "title", "explanation", "handling")
    rows = Anomaly.objects.filter(pk__in={pk for _, _, pk in found}).order_by().values_list(*columns)
    told = {pk: (order, Doubt(*values)) for pk, order, *values in rows} if found else {}
    bear: dict[tuple[type, int], list] = defaultdict(list)
    for rank, owner, pk in found:
        bear[bearing[rank][0], owner].append(told[pk])
    return {owner: tuple(doubt for _, doubt in sorted(rows, key=itemgetter(0))) for owner, rows in bear.items()}
