"""Values ready to print: what queries return and what the components of the pages take."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .enums import AnomalyKind

#: lines that the heading of an anomaly names
LINES_SHOWN = 6


def quotable(value: str) -> str:
    """A visitor's own words, short enough to be quoted in a sentence."""
    words = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return words if len(words) <= 40 else f"{words[:40]}…"


@dataclass(frozen=True)
class Link:
    """A place to go."""

    label: str
    url: str


@dataclass(frozen=True)
class Badge:
    """A short mark: `kind` and `code` choose its look, `label` carries its meaning."""

    kind: str
    code: str
    label: str


@dataclass(frozen=True)
class Source:
    """Where words stand in an official text. Lines from 1, columns from 0, the last column excluded."""

    document: str
    title: str
    line_start: int
    line_end: int
    columns: tuple[int, int] | None = None

    @property
    def url(self) -> str:
        return f"/documents/{self.document}/#l{self.line_start}"

    @property
    def short(self) -> str:
        """« l. 247 », « l. 247–248 »."""
        end = f"–{self.line_end}" if self.line_end > self.line_start else ""
        return f"l.\u202f{self.line_start}{end}"

    @property
    def label(self) -> str:
        """« Avenant 2021-01, lignes 247 à 248 »."""
        if self.line_end > self.line_start:
            return f"{self.title}, lignes {self.line_start} à {self.line_end}"
        return f"{self.title}, ligne {self.line_start}"

    def as_json(self) -> dict:
        """The `source` of the published JSON. Columns are null when the words run over several lines."""
        columns = list(self.columns) if self.columns else None
        return {"document": self.document, "lignes": [self.line_start, self.line_end], "colonnes": columns}


def source_of(passage, documents: dict) -> Source | None:
    """The source that a passage is; `documents` maps ids to documents. None without a passage."""
    if passage is None:
        return None
    document = documents[passage.document_id]
    first, last = passage.spans[0], passage.spans[-1]
    columns = (first[3], last[5]) if first[2] == last[4] else None
    return Source(document.slug, document.short_title, passage.line_start, passage.line_end, columns)


@dataclass(frozen=True)
class Notice:
    """Something to know before reading on. `kind`: info, attention, anomaly or history."""

    kind: str
    title: str
    text: str
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class FactValue:
    """One value of a fact, linked where it leads somewhere."""

    text: str
    url: str = ""
    badge: Badge | None = None


@dataclass(frozen=True)
class FactRow:
    """A fact of a page. No value reads « non précisé dans le texte »."""

    label: str
    values: list[FactValue]
    sources: list[Source] = field(default_factory=list)
    basis: Badge | None = None
    note: str = ""


@dataclass(frozen=True)
class Quote:
    """Official words, as printed."""

    text: str
    source: Source | None


@dataclass(frozen=True)
class Decision:
    """What HR decided of an oddity, when, and by which text."""

    wording: str
    on: date
    document: str
    document_title: str


@dataclass(frozen=True)
class Original:
    """The PDF of a text: bytes and SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class AnomalyCard:
    """One oddity of the texts, ready to print."""

    key: str
    kind: str
    title: str
    explanation: str
    handling: str
    quotes: list[Quote]
    jobs: list[Link]
    paths: list[Link] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def anchor(self) -> str:
        return f"a-{self.key}"

    @property
    def url(self) -> str:
        return f"/anomalies/#{self.anchor}"

    @property
    def kind_label(self) -> str:
        return AnomalyKind(self.kind).label

    @property
    def text(self) -> str:
        """The text in which it stands: that of its first quotation; empty for one that quotes nothing."""
        return self.quotes[0].source.document if self.quotes else ""

    @property
    def text_title(self) -> str:
        return self.quotes[0].source.title if self.quotes else "Sans citation"

    @property
    def lines(self) -> str:
        """« l. 12, 45, 78… »: the first lines quoted of its text."""
        numbers = [str(quote.source.line_start) for quote in self.quotes if quote.source.document == self.text]
        shown = list(dict.fromkeys(numbers))
        if not shown:
            return ""
        return f"l. {', '.join(shown[:LINES_SHOWN])}{'…' if len(shown) > LINES_SHOWN else ''}"

    @property
    def job_keys(self) -> dict[str, Link]:
        """The jobs concerned by framework/key, as their addresses end."""
        return {"/".join(link.url.strip("/").split("/")[-2:]): link for link in self.jobs}

    @property
    def wording(self) -> str:
        """Every word in which it can be looked for."""
        words = [self.title, self.explanation, self.handling, self.kind_label]
        return " ".join([*words, *(quote.text for quote in self.quotes), *(link.label for link in self.jobs)])


@dataclass(frozen=True)
class AnomalyGroup:
    """The anomalies of one text, those of typography apart."""

    code: str
    title: str
    anomalies: list[AnomalyCard]
    typography: list[AnomalyCard]

    @property
    def anchor(self) -> str:
        return f"texte-{self.code}"

    @property
    def total(self) -> int:
        return len(self.anomalies) + len(self.typography)


@dataclass(frozen=True)
class DocumentLine:
    """One line of a text, with what was drawn from it."""

    number: int
    text: str
    furniture: bool
    drawn: list[Link]
    heading: bool = False  # a further line of the heading that opens its part


@dataclass(frozen=True)
class DocumentPart:
    """The lines under one heading of a text."""

    anchor: str
    heading: str
    level: int
    lines: list[DocumentLine]


@dataclass(frozen=True)
class DocumentCard:
    """An official text in the list of texts."""

    slug: str
    title: str
    short_title: str
    kind: str
    issuer: str
    reference: str
    nor: str
    idcc: str
    signatories: list[dict]
    sha256: str
    lines: int
    passages: int
    signed_on: object
    effect_on: object
    dates: str
    entered: bool = False  # registered by a person, and not one of the texts that come with the portal
    original: Original | None = None  # the PDF kept with it; known on the page of the text alone

    @property
    def url(self) -> str:
        return f"/documents/{self.slug}/"
