"""What a visitor asks of the list, once understood. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

PAGE_SIZE = 24
MAX_QUERY = 200
#: facets in the order of the form: parameter, legend
FACETS = {
    "referentiel": "Référentiel",
    "nature": "Nature",
    "statut": "Statut",
    "famille": "Famille de métiers",
    "filiere": "Filière",
    "theme": "Thème",
    "grille": "Grille",
    "niveau": "Niveau ou groupe",
    "diplome": "Diplôme requis",
    "niveau_diplome": "Niveau du diplôme",
    "pays": "Pays",
    "revision": "État de révision",
}


@dataclass(frozen=True)
class Sort:
    """An order of the list: what the form calls it, and the columns."""

    label: str
    order: tuple[str, ...]


RELEVANCE = "pertinence"
SORTS = {
    RELEVANCE: Sort("Pertinence", ("rank_title",)),  # of a search, whose ranking is its own
    "intitule": Sort("Intitulé", ("rank_title",)),
    "texte": Sort("Ordre des textes", ("rank_text",)),
    "code": Sort("Code", ("code", "rank_title")),
}


def usual_sort(query: str) -> str:
    """The order of a list when none is asked for: the best answers first for a search, else by title."""
    return RELEVANCE if query else "intitule"


@dataclass(frozen=True)
class Problem:
    """A parameter that could not be understood, said in French."""

    parameter: str
    sentence: str


@dataclass(frozen=True)
class Selection:
    """The day shown, the words searched for, the facets held, the order and the page."""

    day: date
    today: date
    query: str = ""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "intitule"
    page: int = 1
    problems: tuple[Problem, ...] = ()

    def address(self, **changes) -> str:
        """The query string of this selection with `changes`; back to the first page unless `page` is given."""
        other = replace(self, **({"page": 1} | changes))
        pairs: list[tuple[str, object]] = [("q", other.query)] if other.query else []
        pairs += [(name, value) for name in FACETS for value in other.facets.get(name, ())]
        pairs += [("tri", other.sort)] if other.sort not in {usual_sort(other.query), RELEVANCE} else []
        pairs += [("au", other.day.isoformat())] if other.day != self.today else []
        pairs += [("page", other.page)] if other.page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def day_asked(self) -> str:
        """The day as pages of other rooms take it: « ?au=… », nothing for today."""
        return f"?au={self.day.isoformat()}" if self.day != self.today else ""

    def without(self, name: str, value: str) -> dict[str, tuple[str, ...]]:
        """The facets less one value."""
        left = {key: tuple(v for v in values if (key, v) != (name, value)) for key, values in self.facets.items()}
        return {key: values for key, values in left.items() if values}
