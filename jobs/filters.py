"""The list's parameters: the form of the page, its address and its errors are one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import django_filters
from django.http import QueryDict

from . import queries
from .compare import MOST
from .comparing import Comparing, reference
from .models import Listing, ListingFacet
from .search import Search
from .selection import FACETS, MAX_QUERY, RELEVANCE, SORTS, Problem, Selection, usual_sort
from .values import Wanted

#: parameters that take one value
SINGLE = ("q", "tri", "page", "au")
#: figures of a page number: past them it is no number that anyone meant
LONGEST_PAGE = 18
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: « clcc/aide-soignant », « ucanss/060101@2 »
REFERENCE = re.compile(r"(?P<framework>[a-z]{1,12})/(?P<key>[^/@\s]{1,120})(?:@(?P<version>[0-9]{1,4}))?")
#: references of an address that are looked at; the rest is only counted
READ_AT_MOST = 12


class FacetFilter(django_filters.MultipleChoiceFilter):
    """Keeps the lines that bear one of the values."""

    def filter(self, lines, values):
        if not values:
            return lines
        bears = ListingFacet.objects.filter(facet=self.field_name, value__in=values)
        return lines.filter(pk__in=bears.order_by().values("listing"))


class StateFilter(django_filters.MultipleChoiceFilter):
    """Keeps the lines that bear one of the states of revision, which no line stores."""

    def filter(self, lines, values):
        if not values:
            return lines
        return lines.filter(pk__in=[pk for pk, borne in self.parent.states.items() if set(borne) & set(values)])


class WordsFilter(django_filters.CharFilter):
    """Keeps the lines that answer the search: see docs/search.md."""

    def filter(self, lines, words):
        return queries.saying(lines, self.parent.search) if words else lines


class JobFilter(django_filters.FilterSet):
    """The form of the list. `selection` is what was understood, `selection.problems` what was not.

    `data` is the address's QueryDict; `choices` gives, for each facet, the values that it takes on the day.
    `search` is the search as understood, run once, or None without words. Two queries with words, four at most.
    """

    q = WordsFilter(label="Intitulé, code, mot d’une fiche")
    referentiel = FacetFilter(field_name="referentiel", label=FACETS["referentiel"])
    nature = FacetFilter(field_name="nature", label=FACETS["nature"])
    statut = FacetFilter(field_name="statut", label=FACETS["statut"])
    famille = FacetFilter(field_name="famille", label=FACETS["famille"])
    filiere = FacetFilter(field_name="filiere", label=FACETS["filiere"])
    theme = FacetFilter(field_name="theme", label=FACETS["theme"])
    grille = FacetFilter(field_name="grille", label=FACETS["grille"])
    niveau = FacetFilter(field_name="niveau", label=FACETS["niveau"])
    diplome = FacetFilter(field_name="diplome", label=FACETS["diplome"])
    niveau_diplome = FacetFilter(field_name="niveau_diplome", label=FACETS["niveau_diplome"])
    pays = FacetFilter(field_name="pays", label=FACETS["pays"])
    revision = StateFilter(field_name="revision", label=FACETS["revision"])

    class Meta:
        model = Listing
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, choices: queries.Choices, today: date):
        self.choices = choices
        self.states = getattr(choices, "states", {})
        self.selection = read_selection(data, choices=choices, today=today)
        understood = QueryDict(mutable=True)
        understood["q"] = self.selection.query
        for name, values in self.selection.facets.items():
            understood.setlist(name, list(values))
        super().__init__(understood, queryset=Listing.objects.on(self.selection.day))
        for name in FACETS:
            self.form.fields[name].choices = list(choices.get(name, {}).items())
        self.form.is_valid()
        self.search: Search | None = None
        if self.selection.query:
            asked = {"text": self.selection.query, "day": self.selection.day}
            self.search = queries.search(**asked, held=self.selection.facets, states=self.states)

    def lines(self, *, without: str = ""):
        """The lines selected, leaving out the parameter `without`: the one base of the list and of every count."""
        lines = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != without:
                lines = self.filters[name].filter(lines, value)
        return lines


def read_selection(data: QueryDict, *, choices: dict[str, dict[str, str]], today: date) -> Selection:
    """What the parameters of an address ask for; what makes no sense is left out, with a `Problem` for each."""
    problems: list[Problem] = []
    facets = {}
    for name in FACETS:
        asked = [value for value in dict.fromkeys(data.getlist(name)) if value]
        known = tuple(value for value in asked if value in choices.get(name, {}))
        if known:
            facets[name] = known
        unknown = [value for value in asked if value not in known]
        problems += [Problem(name, unknown_value(name, value, choices)) for value in unknown[:3]]
    problems += unknown_parameters(data, {*FACETS, *SINGLE})
    problems += repeated_parameters(data)
    day = read_day(data, problems, today=today)
    query = _query(data, problems)
    return Selection(
        day=day,
        today=today,
        query=query,
        facets=facets,
        sort=_sort(data, query, problems),
        page=read_page(data, problems),
        problems=tuple(problems),
    )


def unknown_parameters(data: QueryDict, known) -> list[Problem]:
    """A problem for each of the first parameters that the address does not take."""
    return [
        Problem(name, f"Le paramètre « {shown(name)} » n’existe pas : retirez-le.")
        for name in [name for name in data if name not in known][:5]
    ]


def repeated_parameters(data: QueryDict, single=SINGLE) -> list[Problem]:
    """A problem for each parameter of one value that is given two different ones."""
    return [
        Problem(name, f"Le paramètre « {name} » est donné plusieurs fois : gardez une seule valeur.")
        for name in single
        if len(set(data.getlist(name))) > 1
    ]


def shown(value: str) -> str:
    """A visitor's own words, short enough to be quoted in a sentence."""
    words = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return words if len(words) <= 40 else f"{words[:40]}…"


def unknown_value(name: str, value: str, choices: dict) -> str:
    """« … n’est pas une valeur connue du filtre « Pays » … », with what to do."""
    if not choices.get(name):
        return f"Le filtre « {FACETS[name]} » n’a encore aucune valeur : retirez « {shown(value)} »."
    legend = FACETS[name]
    return f"« {shown(value)} » n’est pas une valeur connue du filtre « {legend} » : choisissez-en une dans la liste."


def _query(data, problems: list[Problem]) -> str:
    query = " ".join(data.get("q", "").replace("\0", " ").split())
    if len(query) > MAX_QUERY:
        problems.append(Problem("q", f"La recherche est limitée à {MAX_QUERY} caractères : raccourcissez-la."))
        query = query[:MAX_QUERY].rsplit(" ", 1)[0] if " " in query[:MAX_QUERY] else query[:MAX_QUERY]
    return query


def _sort(data, query: str, problems: list[Problem]) -> str:
    """The order asked for; the best answer first for a search, which alone has answers to order so."""
    usual = usual_sort(query)
    asked = data.get("tri", "") or usual
    if asked not in SORTS:
        known = ", ".join(SORTS)
        problems.append(Problem("tri", f"« {shown(asked)} » n’est pas un tri connu : choisissez parmi {known}."))
        return usual
    return asked if asked != RELEVANCE or query else usual


def read_comparison(data: QueryDict, *, today: date, form: bool = True) -> Comparing:
    """What the parameters of a comparison ask for; what makes no sense is left out, with a `Problem` for each.

    One job alone is not a problem here: the page has a form to add another, whose words only a page takes (`form`).
    """
    single = ("differences", "au", *(["ajouter"] if form else []))
    problems = [*unknown_parameters(data, {"emploi", *single}), *repeated_parameters(data, single)]
    asked = [value for value in data.getlist("emploi") if value.strip()]
    wanted = []
    for value in asked[:READ_AT_MOST]:
        row = read_reference(value)
        if row is None:
            sentence = (
                f"« {shown(value)} » ne désigne pas un emploi : écrivez son référentiel et sa clé, comme "
                "clcc/aide-soignant, ou clcc/aide-soignant@1 pour une version."
            )
            problems.append(Problem("emploi", sentence))
        elif row in wanted:
            problems.append(Problem("emploi", f"« {reference(row)} » est demandé deux fois : il est montré une fois."))
        else:
            wanted.append(row)
    if len(wanted) > MOST or len(asked) > READ_AT_MOST:
        left = ", ".join(shown(reference(row)) for row in wanted[MOST:]) or "les autres"
        sentence = f"Une comparaison tient quatre emplois au plus : les quatre premiers sont gardés, sans {left}."
        problems.append(Problem("emploi", sentence))
    if data.get("differences", "") not in {"", "0", "1"}:
        value = shown(data["differences"])
        problems.append(Problem("differences", f"« {value} » n’est pas une réponse : écrivez differences=1, ou rien."))
    day = read_day(data, problems, today=today)
    words = " ".join(data.get("ajouter", "").replace("\0", " ").split())[:MAX_QUERY] if form else ""
    return Comparing(day, today, tuple(wanted[:MOST]), data.get("differences") == "1", words, tuple(problems))


def read_reference(value: str) -> Wanted | None:
    """The job that « clcc/aide-soignant@2 » names, its version when it names one; None when it names none."""
    found = REFERENCE.fullmatch(value.strip().lower())
    version = int(found["version"]) if found and found["version"] else None
    if not found or version == 0:
        return None
    return Wanted(found["framework"], found["key"], version)


def read_near(data: QueryDict, *, today: date) -> tuple[Wanted | None, date, list[Problem]]:
    """The job whose neighbours are asked for (None when none is named), the day, and what was not understood."""
    problems = [*unknown_parameters(data, {"emploi", "au"}), *repeated_parameters(data, ("emploi", "au"))]
    asked = data.get("emploi", "")
    wanted = read_reference(asked) if asked.strip() else None
    if asked.strip() and wanted is None:
        sentence = f"« {shown(asked)} » ne désigne pas un emploi : écrivez référentiel/clé, comme clcc/secretaire."
        problems.append(Problem("emploi", sentence))
    return wanted, read_day(data, problems, today=today), problems


def read_edition(data: QueryDict) -> tuple[int | None, list[Problem]]:
    """The number of the edition of a revision table that the address asks for, None for the table as it stands or
    when it makes no sense, and what was not understood."""
    problems = unknown_parameters(data, {"edition"}) + repeated_parameters(data, ("edition",))
    asked = data.get("edition", "")
    if not asked or problems:
        return None, problems
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_PAGE and int(asked) > 0):
        sentence = f"« {shown(asked)} » n’est pas un numéro d’édition : donnez un nombre à partir de 1."
        return None, [*problems, Problem("edition", sentence)]
    return int(asked), problems


def read_versions(data: QueryDict, *, numbers: Sequence[int]) -> tuple[tuple[int, int] | None, list[Problem]]:
    """The two versions that a form asks to compare (`de`, `a`), none when it asks nothing, and what was not
    understood. `numbers` are those that exist."""
    problems = [*unknown_parameters(data, {"de", "a"}), *repeated_parameters(data, ("de", "a"))]
    asked = [data.get(name, "") for name in ("de", "a")]
    if not any(asked):
        return None, problems
    known = {str(number): number for number in numbers}
    pair = [known.get(value) for value in asked]
    for name, value, number in zip(("de", "a"), asked, pair, strict=True):
        if number is None:
            problems.append(Problem(name, f"« {shown(value)} » n’est pas une version de cette fiche."))
    return (None if problems else (pair[0], pair[1])), problems


def read_sheet_day(data: QueryDict, problems: list[Problem], *, today: date) -> date:
    """The day asked of a sheet, which takes no other parameter."""
    problems += [*unknown_parameters(data, {"au"}), *repeated_parameters(data)]
    return read_day(data, problems, today=today)


def read_day(data, problems: list[Problem], *, today: date) -> date:
    """The day asked by `au` (AAAA-MM-JJ), or today with a problem when no such day exists."""
    return dated(data, "au", problems) or today


def read_since(data: QueryDict, *, paged: bool = False) -> tuple[date | None, list[Problem]]:
    """The day asked by `depuis`, None when there is none, and what was not understood of an address that takes it
    alone, or with `page`."""
    single = ("depuis", "page") if paged else ("depuis",)
    problems = [*unknown_parameters(data, single), *repeated_parameters(data, single)]
    return dated(data, "depuis", problems), problems


def dated(data, name: str, problems: list[Problem]) -> date | None:
    """The day that a parameter gives (AAAA-MM-JJ), None without it, or with a problem when no such day exists."""
    asked = data.get(name, "")
    if not asked:
        return None
    try:
        if not DAY.fullmatch(asked):  # Python would also read 2025-W01-1
            raise ValueError
        return date.fromisoformat(asked)
    except ValueError:
        sentence = f"«\u202f{shown(asked)}\u202f» n’est pas une date\u202f: écrivez-la AAAA-MM-JJ, comme 2025-06-30."
        problems.append(Problem(name, sentence))
        return None


def read_page(data, problems: list[Problem]) -> int:
    """The number of the page asked, or 1 with a problem when it makes no sense."""
    asked = data.get("page", "") or "1"
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_PAGE and int(asked) > 0):
        said = f"«\u202f{shown(asked)}\u202f» n’est pas un numéro de page"
        problems.append(Problem("page", f"{said}\u202f: donnez un nombre à partir de 1."))
        return 1
    return int(asked)
