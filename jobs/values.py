"""Values that the queries of the jobs return: what is known of a job on a day, each fact with its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from texts.values import Link, Source

from .enums import JobKind, Status

#: how the list says whose sheet an attached job shares
OF_A_METIER = "métier "


def job_url(framework: str, key: str) -> str:
    """The permanent address of a job."""
    return f"/emplois/{framework}/{key}/"


@dataclass(frozen=True)
class Wanted:
    """A job as an address names it; `version` numbers a wording of its sheet, none asks for the one in force."""

    framework: str
    key: str
    version: int | None = None


@dataclass(frozen=True)
class Passage:
    """What an item of a sheet says of a search: its anchor, its heading, its words in pieces (text, found)."""

    anchor: str
    heading: str
    pieces: tuple[tuple[str, bool], ...]
    together: float = 0.0  # how far it says the words of the search together, from 0 to 1
    shown: bool = True  # it says what no title of the job does


@dataclass(frozen=True)
class JobLine:
    """A job in a list: one line of the index, or a link from one job to another."""

    framework: str
    framework_name: str
    key: str
    code: str
    title: str
    kind: str
    status: str
    note: str = ""
    meta: str = ""
    excerpt: str = ""
    successor: str = ""
    levels: tuple[tuple[str, str], ...] = ()  # (code, label), in the order of their grids
    synonyms: tuple[str, ...] = ()  # what we call it besides, and no text does
    passage: Passage | None = None  # what answered a search, when no title did
    facet_keys: tuple[str, ...] = ()  # « facet=value » of each facet that it bears

    @property
    def reference(self) -> str:
        """Code and title of the métier whose sheet an attached job shares, else nothing."""
        return self.meta.removeprefix(OF_A_METIER) if self.kind == JobKind.ATTACHED else ""

    @property
    def url(self) -> str:
        return job_url(self.framework, self.key)

    @property
    def past(self) -> bool:
        return self.status in {Status.DELETED, Status.REPLACED}


@dataclass(frozen=True)
class JobPage:
    """A page of the list: the lines shown, their number in all, the page shown and the last one."""

    lines: list[JobLine]
    total: int
    number: int
    last: int


@dataclass(frozen=True)
class NamedLevel:
    """A level of a grid that a search names; `held`: jobs of the list bear it."""

    code: str
    label: str
    grid: str
    grid_title: str
    held: bool


@dataclass(frozen=True)
class WayOut:
    """What to try when no job answers: what each facet (or « q », the words) would leave once released, and the
    jobs whose titles look like the words."""

    released: dict[str, int]
    nearest: list[JobLine]


@dataclass(frozen=True)
class Choice:
    """A value of a facet, with the number of jobs that it would leave."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class FacetValues:
    """A facet and its choices. `name` is the parameter."""

    name: str
    legend: str
    choices: list[Choice]


@dataclass(frozen=True)
class OtherTitle:
    """A title printed elsewhere than on the heading of the sheet."""

    text: str
    kind: str
    kind_label: str
    branches: list[str]
    source: Source | None


@dataclass(frozen=True)
class SourcedValue:
    """A value printed by a text; `printed` is the whole line where several values were cut out of it."""

    value: str
    source: Source | None
    printed: str = ""


@dataclass(frozen=True)
class ReplacementValue:
    """The other job of a replacement, and when it is announced for."""

    job: JobLine
    announced: str
    source: Source | None


@dataclass(frozen=True)
class PlacementValue:
    """Where a job stands in a grid."""

    grid: str
    grid_title: str
    levels: list[tuple[str, str]]
    position: str
    stream: str
    rating: str
    basis: str
    basis_label: str
    explanation: str
    source: Source | None
    table_source: Source | None = None  # the row of the table that prints position, stream and rating

    @property
    def details_source(self) -> Source | None:
        """Where the position, the stream and the rating are printed: the table's row, else where the level is."""
        return self.table_source or self.source


@dataclass(frozen=True)
class PayValue:
    """Guaranteed minimum yearly pay, in euros a year; `effect` says from when."""

    group: str
    rmag: int
    rmag_1: int
    rmag_2: int
    effect_on: date | None
    effect: str
    source: Source | None


@dataclass(frozen=True)
class ItemValue:
    """A printed line of a sheet."""

    text: str
    anchor: str
    source: Source | None
    code: str = ""
    children: list[ItemValue] = field(default_factory=list)


@dataclass(frozen=True)
class SectionValue:
    """A section, or the part of it that a level, branches or a sub-heading govern."""

    kind: str
    heading: str
    level: str
    branches: list[str]
    group: str
    items: list[ItemValue]
    source: Source | None
    group_source: Source | None
    chapters: tuple[str, ...] = ()  # printed titles of the parts of the text under which the heading stands


@dataclass(frozen=True)
class ComingVersion:
    """A version adopted whose text does not count yet: it is announced, and is not what the page shows."""

    number: int
    document_title: str
    effect: str  # the sentence of the effect of its text, on the day of the page


@dataclass(frozen=True)
class SheetValue:
    """A wording of a job, with its text and what is known of that text's dates."""

    number: int
    document: str
    document_title: str
    effect: str
    signed_on: date | None
    effect_on: date | None
    sections: list[SectionValue]
    errata: list[tuple[date, str]]
    in_force: bool = True  # whether it is the wording in force on the day of the page
    versions: int = 1  # how many versions the sheet has, this one included
    carriers: list[str] = field(default_factory=list)  # the texts of this version and of those before it
    coming: list[ComingVersion] = field(default_factory=list)
    adopted_here: bool = False  # by people of the portal, and not printed by a text that it came with


@dataclass(frozen=True)
class CommonBaseValue:
    """The activities common to the jobs of an annex."""

    heading: str
    scope: str
    scope_source: Source | None
    items: list[ItemValue]
    document: str = ""


@dataclass(frozen=True)
class AnomalyLink(Link):
    """An oddity of the texts that concerns a job. `weighty`: it bears on more than typography or drafting."""

    weighty: bool = True


@dataclass(frozen=True)
class JobSheet:
    """Everything that the page of a job and its JSON say, as of `day`."""

    day: date
    line: JobLine
    framework_description: str
    alternative_codes: list[SourcedValue]
    titles: list[OtherTitle]
    replaced_by: list[ReplacementValue]
    replaces: list[ReplacementValue]
    reference: JobLine | None
    reference_sources: list[Source]
    attached: list[JobLine]
    placements: list[PlacementValue]
    pay: list[PayValue]
    facts: dict[str, list[SourcedValue]]
    status_sources: list[Source]
    sheet: SheetValue | None  # an attached job has none: it is its métier's that is shown
    common_base: CommonBaseValue | None
    reaches: list[SourcedValue]
    anomalies: list[AnomalyLink]
    title_branches: list[str] = field(default_factory=list)  # branches to which the title shown is proper
    examined_on: date | None = None  # when its sheet was last found not to need a revision

    @property
    def own_sheet(self) -> bool:
        """Whether the sheet shown is the job's own."""
        return self.sheet is not None and self.line.kind != JobKind.ATTACHED


@dataclass(frozen=True)
class Lead:
    """Where a job can lead, or what leads to it (`inbound`), with the words of a text that say so.

    `url` is empty where the portal has no page for `title`; `way` is where the conditions are read; `note` says
    what the text makes of the way.
    """

    kind: str
    kind_label: str
    title: str
    url: str
    note: str = ""
    way: Link | None = None
    source: Source | None = None
    inbound: bool = False
