"""What a visitor asks of the register of anomalies, once understood, and what it keeps. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from .enums import AnomalyKind
from .folding import fold
from .values import AnomalyCard, AnomalyGroup

MAX_WORDS = 200
#: anomalies of a page of JSON
PAGE_SIZE = 100
#: filters in the order of the form: parameter, legend
FACETS = {"texte": "Texte", "nature": "Nature"}


@dataclass(frozen=True)
class Problem:
    """A parameter that could not be understood, said in French."""

    parameter: str
    sentence: str


@dataclass(frozen=True)
class AnomalySelection:
    """The texts and the kinds kept, the job concerned (« ucanss/060703 »), the words looked for, one anomaly by its
    key, the page of JSON."""

    texts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    job: str = ""
    words: str = ""
    key: str = ""
    page: int = 1
    problems: tuple[Problem, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out of the register."""
        return bool(self.texts or self.kinds or self.job or self.words or self.key)

    def held(self, facet: str) -> tuple[str, ...]:
        """The values kept by a filter of the form."""
        return {"texte": self.texts, "nature": self.kinds}[facet]

    def address(self, **changes) -> str:
        """The query string of this selection with `changes`; back to the first page unless `page` is given."""
        other = replace(self, **({"page": 1} | changes))
        pairs: list[tuple[str, object]] = [("mot", other.words)] if other.words else []
        pairs += [(name, value) for name in FACETS for value in other.held(name)]
        pairs += [("emploi", other.job)] if other.job else []
        pairs += [("constat", other.key)] if other.key else []
        pairs += [("page", other.page)] if other.page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""


def choices(cards: Iterable[AnomalyCard]) -> dict[str, dict[str, str]]:
    """For each filter, its values and what they are called: the texts quoted, in their order; every kind."""
    texts = {card.text: card.text_title for card in cards}
    return {"texte": texts, "nature": {kind.value: kind.label.capitalize() for kind in AnomalyKind}}


def jobs(cards: Iterable[AnomalyCard]) -> dict[str, str]:
    """The jobs that the register concerns: framework/key → label."""
    return {key: link.label for card in cards for key, link in card.job_keys.items()}


def selected(cards: Iterable[AnomalyCard], selection: AnomalySelection, *, without: str = "") -> list[AnomalyCard]:
    """The cards that the selection keeps, leaving out the filter `without`: the one base of list and counts."""
    kept = list(cards)
    if selection.texts and without != "texte":
        kept = [card for card in kept if card.text in selection.texts]
    if selection.kinds and without != "nature":
        kept = [card for card in kept if card.kind in selection.kinds]
    if selection.job:
        kept = [card for card in kept if selection.job in card.job_keys]
    if selection.key:
        kept = [card for card in kept if card.key == selection.key]
    for word in fold(selection.words).split():
        kept = [card for card in kept if word in fold(card.wording)]
    return kept


def counts(cards: Iterable[AnomalyCard], selection: AnomalySelection, facet: str) -> dict[str, int]:
    """How many cards each value of a filter would give, the other filters kept."""
    found: dict[str, int] = {}
    for card in selected(cards, selection, without=facet):
        value = card.text if facet == "texte" else card.kind
        found[value] = found.get(value, 0) + 1
    return found


def groups(cards: Iterable[AnomalyCard]) -> list[AnomalyGroup]:
    """The cards by text, in the order given; in each, what is only typography comes last."""
    by_text: dict[str, list[AnomalyCard]] = {}
    for card in cards:
        by_text.setdefault(card.text, []).append(card)
    return [
        AnomalyGroup(
            code=text,
            title=rows[0].text_title,
            anomalies=[card for card in rows if card.kind != AnomalyKind.TYPOGRAPHY],
            typography=[card for card in rows if card.kind == AnomalyKind.TYPOGRAPHY],
        )
        for text, rows in by_text.items()
    ]
