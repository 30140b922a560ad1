"""What queries return and engines take: the declared rules of a path, ready to judge and to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jobs.values import PayValue
from texts.values import Source

from .enums import (
    CLAUSES,
    LIMITS,
    CriterionKind,
    Force,
    NodeKind,
    PathKind,
    ProvisionKind,
    StepKind,
    Weight,
)


@dataclass(frozen=True)
class Citation:
    """Words of a text and where they stand. `source` is None for a text that the portal does not hold by lines;
    `reference` then names it."""

    words: str
    article: str
    reference: str
    source: Source | None

    @property
    def label(self) -> str:
        """« Avenant 2023-06, article 1.2, point a), l. 146 »: how it is cited in a line."""
        article = self.article[:1].lower() + self.article[1:] if self.article.startswith("Article") else self.article
        lines = self.source.short if self.source else ""
        return ", ".join(part for part in (self.reference, article, lines) if part)


@dataclass(frozen=True)
class Doubt:
    """An oddity of the register that bears on a rule."""

    key: str
    title: str
    explanation: str
    handling: str

    @property
    def url(self) -> str:
        return f"/anomalies/#a-{self.key}"


@dataclass(frozen=True)
class JobRef:
    """A job of the portal."""

    framework: str
    key: str
    title: str
    url: str


@dataclass(frozen=True)
class NodeValue:
    """One end of a step. `group` and `group_label` are empty where no text gives a group; `rank` orders groups."""

    key: str
    kind: str
    title: str
    job: JobRef | None
    grid: str
    group: str
    group_label: str
    rank: int | None
    position: str
    echelons: int | None
    special_echelons: int
    citation: Citation

    @property
    def kind_label(self) -> str:
        return NodeKind(self.kind).label


@dataclass(frozen=True)
class CriterionValue:
    """One condition, as declared: see `careers.models.Criterion`."""

    key: str
    kind: str
    title: str
    citation: Citation
    weight: str = Weight.REQUIRED
    question: str = ""
    minimum: int | None = None
    shared_minimum: int | None = None
    echelon: int | None = None
    if_needed: bool = False
    doubtful: bool = False
    overall: bool = False
    alternative: str = ""
    help: str = ""
    most: int | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def kind_label(self) -> str:
        return CriterionKind(self.kind).label

    @property
    def clause(self) -> bool:
        """Whether it is left to the employer, whatever a person's situation: no condition of theirs."""
        return self.kind in CLAUSES

    @property
    def limit(self) -> bool:
        """Whether it limits numbers: no condition of a person."""
        return self.kind in LIMITS

    @property
    def recommended(self) -> bool:
        return self.weight == Weight.RECOMMENDED


@dataclass(frozen=True)
class ProvisionValue:
    """What a text says besides the criteria: see `careers.models.Provision`."""

    kind: str
    title: str
    citation: Citation
    starts_on: date | None = None
    ends_on: date | None = None
    months: int | None = None
    further_months: int | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def kind_label(self) -> str:
        return ProvisionKind(self.kind).label


@dataclass(frozen=True)
class CountValue:
    """The promotions of a year, as HR entered them."""

    year: int
    count: int
    note: str
    recorded_on: date


@dataclass(frozen=True)
class StepValue:
    """A step with its rules. `pay`: guaranteed pay of the arrival's job, where a text gives it."""

    key: str
    kind: str
    title: str
    situation: str
    departure: NodeValue | None
    arrival: NodeValue
    force: str
    citation: Citation
    criteria: tuple[CriterionValue, ...] = ()
    provisions: tuple[ProvisionValue, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pay: PayValue | None = None
    counts: tuple[CountValue, ...] = ()

    @property
    def kind_label(self) -> str:
        return StepKind(self.kind).label

    @property
    def force_label(self) -> str:
        return Force(self.force).label

    def of(self, kind: str) -> list[ProvisionValue]:
        """Its provisions of one kind, in the order of the text."""
        return [row for row in self.provisions if row.kind == kind]


@dataclass(frozen=True)
class PathCard:
    """A path in the list of paths. `dates` says since when its text counts."""

    slug: str
    kind: str
    title: str
    summary: str
    framework: str
    framework_name: str
    document: str
    document_title: str
    dates: str
    steps: int
    citation: Citation

    @property
    def kind_label(self) -> str:
        return PathKind(self.kind).label

    @property
    def url(self) -> str:
        return f"/parcours/{self.slug}/"

    @property
    def simulation_url(self) -> str:
        return f"/parcours/{self.slug}/simulation/"


@dataclass(frozen=True)
class PathValue:
    """A path, whole. `signed_on` and `effect_on`: dates of its text, None while they are not known."""

    card: PathCard
    signed_on: date | None
    effect_on: date | None
    nodes: tuple[NodeValue, ...]
    steps: tuple[StepValue, ...]
    provisions: tuple[ProvisionValue, ...]

    def step(self, key: str) -> StepValue | None:
        """The step of that key, or None."""
        return next((row for row in self.steps if row.key == key), None)

    def of(self, kind: str) -> list[ProvisionValue]:
        """Its own provisions of one kind, in the order of the text."""
        return [row for row in self.provisions if row.kind == kind]
