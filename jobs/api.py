"""JSON of everything public, described by OpenAPI. Reads only."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from texts import providers
from texts.describing import anomaly, document
from texts.filters import read_anomalies
from texts.queries import anomaly_cards, document_cards
from texts.schemas import AnomalyPageSchema, AnomalyParameters, DocumentPageSchema, ErrorSchema
from texts.selection import PAGE_SIZE, selected

from . import describing, grid_describing, history_describing, nearest_describing, queries
from .chronicle import chronicle
from .comparing import pinned
from .comparison_schemas import ComparisonParameters, ComparisonSchema
from .differences import differences
from .filters import (
    JobFilter,
    read_comparison,
    read_day,
    read_edition,
    read_near,
    read_page,
    read_sheet_day,
    read_since,
    unknown_parameters,
)
from .grid_schemas import GridPageSchema, GridSchema
from .history_schemas import ChangePageSchema, ChangeParameters, DifferencesSchema, HistorySchema
from .job_schemas import JobPageSchema, JobSchema, ListParameters, SuggestionsSchema
from .kept_queries import facet_choices, facet_counts
from .nearest_schemas import NearestParameters, NearestSchema
from .openapi import completed
from .queries import grids as grid_queries
from .queries import history as history_queries
from .queries import revision as revision_queries
from .revision_describing import described_register
from .revision_schemas import RegisterSchema, RevisionSchema
from .selection import MAX_QUERY, Problem
from .values import job_url


class DescribedAPI(NinjaAPI):
    """The API, described to its last parameter."""

    def get_openapi_schema(self, **options) -> dict:
        return completed(super().get_openapi_schema(**options))


api = DescribedAPI(
    title="Repères",
    version="1",
    description="Emplois, grilles, parcours, textes et anomalies, en lecture seule. Chaque mot cite sa source.",
    docs_url=None,
    openapi_url="/openapi.json",
    # read only, like all the rest: 405 for another method, with nothing to forge
    docs_decorator=lambda view: csrf_exempt(require_safe(view)),
    urls_namespace="api",
)


class BadParameters(Exception):
    """The request makes no sense: an unfiltered answer would be taken for the filtered one."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(problems[0].sentence)


@api.exception_handler(BadParameters)
def bad_parameters(request, error):
    return refusal(400, error.problems)


@api.exception_handler(ValidationError)
def invalid(request, error):
    return refusal(400, [Problem("", "La demande n’a pas pu être lue : vérifiez les paramètres.")])


@api.exception_handler(Http404)
def unknown(request, error):
    return refusal(404, [Problem("", getattr(error, "sentence", "") or "Rien ne se trouve à cette adresse.")])


def refusal(status: int, problems: list[Problem]) -> JsonResponse:
    """A refusal as data: the first sentence, and what was not understood by parameter."""
    parameters = {problem.parameter: problem.sentence for problem in problems if problem.parameter}
    body = {"erreur": problems[0].sentence, "parametres": parameters}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def takes_no_parameter(request) -> None:
    """`BadParameters` when the address asks for less than the whole: it would be taken for what was asked."""
    problems = unknown_parameters(request.GET, ())
    if problems:
        raise BadParameters(problems)


def day_of(request):
    """The day asked of an address that takes no other parameter; `BadParameters` when it makes no sense."""
    problems: list[Problem] = []
    day = read_sheet_day(request.GET, problems, today=timezone.localdate())
    if problems:
        raise BadParameters(problems)
    return day


def answers(path: str, **described):
    """Answers GET, and HEAD for those who only ask whether it is there."""

    def register(view):
        api.api_operation(["HEAD"], path, include_in_schema=False)(view)
        return api.get(path, **described)(view)

    return register


@answers("/emplois", response={200: JobPageSchema, 400: ErrorSchema}, summary="Liste des emplois")
def list_jobs(request, parameters: Annotated[ListParameters, Query()]):
    """Les emplois de tous les référentiels, avec les filtres de la page. Une valeur inconnue est refusée."""
    today = timezone.localdate()
    choices = facet_choices(day=read_day(request.GET, [], today=today))
    asked = JobFilter(request.GET, choices=choices, today=today)
    selection = asked.selection
    if selection.problems:
        raise BadParameters(list(selection.problems))
    total = None
    if not asked.search:
        _, total = facet_counts(choices=choices, held=selection.facets, day=selection.day)
    wanted = {"sort": selection.sort, "page": selection.page, "found": asked.search, "total": total}
    page = queries.job_page(lines=asked.lines(), **wanted)
    if selection.page > page.last:
        sentence = f"La page {selection.page} n’existe pas : la dernière est la page {page.last}."
        raise BadParameters([Problem("page", sentence)])
    following = f"/api/v1/emplois{selection.address(page=page.number + 1)}" if page.number < page.last else None
    results = [describing.line(line) for line in page.lines]
    return {"total": page.total, "page": page.number, "suivant": following, "resultats": results}


@answers("/suggestions", response={200: SuggestionsSchema, 400: ErrorSchema}, summary="Suggestions de recherche")
def suggest(request, response: HttpResponse, q: str = ""):
    """Les emplois dont l’intitulé, le code ou un synonyme répond à ce qui est tapé, le dernier mot inachevé."""
    problems = unknown_parameters(request.GET, {"q"})
    if len(q) > MAX_QUERY:
        problems.append(Problem("q", f"La recherche est limitée à {MAX_QUERY} caractères : raccourcissez-la."))
    if problems:
        raise BadParameters(problems)
    lines, total = queries.suggestions(text=q, day=timezone.localdate())
    response["Cache-Control"] = "public, max-age=300"
    return {"total": total, "resultats": [describing.suggestion(line) for line in lines]}


@answers(
    "/emplois/{framework}/{key}",
    response={200: JobSchema, 400: ErrorSchema, 404: ErrorSchema},
    summary="Une fiche",
)
def read_job(request, framework: str, key: str, au: str = ""):
    """Un emploi avec sa fiche en vigueur, ou celle du jour donné par `au`."""
    problems: list[Problem] = []
    day = read_sheet_day(request.GET, problems, today=timezone.localdate())
    if problems:
        raise BadParameters(problems)
    found = queries.job_sheet(framework=framework, key=key, day=day)
    if found is None:
        other = queries.other_place(framework=framework, key=key)
        found = queries.job_sheet(framework=other[0], key=other[1], day=day) if other else None
    if found is None:
        error = Http404(key)
        error.sentence = f"Aucun emploi ne se trouve à l’adresse {job_url(framework, key)} ce jour-là."
        raise error
    return describing.job(found)


@answers(
    "/emplois/{framework}/{key}/versions",
    response={200: HistorySchema, 400: ErrorSchema, 404: ErrorSchema},
    summary="Histoire d’un emploi",
)
def read_history(request, framework: str, key: str):
    """Les versions de la fiche et ce que chaque texte a apporté à l’emploi."""
    return history_describing.history(known_history(request, framework, key))


@answers(
    "/emplois/{framework}/{key}/versions/{int:old}...{int:new}",
    response={200: DifferencesSchema, 400: ErrorSchema, 404: ErrorSchema},
    summary="Différences de deux versions",
)
def read_differences(request, framework: str, key: str, old: int, new: int):
    """Chaque ligne ajoutée, retirée, reformulée ou déplacée d’une version de la fiche à une autre."""
    found = known_history(request, framework, key)
    pair = [found.version(number) for number in (old, new)]
    if None in pair:
        error = Http404(key)
        error.sentence = f"Cette fiche n’a pas ces deux versions : elle en a {len(found.versions)}."
        raise error
    changed = differences(*(version.sheet.sections for version in pair))
    return history_describing.changes(found.line, old, new, changed)


def known_history(request, framework: str, key: str):
    """The history of a job as told today; a 404 when there is none at that address."""
    takes_no_parameter(request)
    day = timezone.localdate()
    found = history_queries.job_history(framework=framework, key=key, day=day)
    if found is None:
        other = queries.other_place(framework=framework, key=key)
        found = history_queries.job_history(framework=other[0], key=other[1], day=day) if other else None
    if found is None:
        error = Http404(key)
        error.sentence = f"Aucun emploi ne se trouve à l’adresse {job_url(framework, key)}."
        raise error
    return found


@answers("/changements", response={200: ChangePageSchema, 400: ErrorSchema}, summary="Les changements, par date")
def list_changes(request, parameters: Annotated[ChangeParameters, Query()]):
    """Ce que les textes datés ont changé, les versions adoptées et nos rectifications, à partir du jour `depuis`."""
    since, problems = read_since(request.GET, paged=True)
    page = read_page(request.GET, problems)
    if problems:
        raise BadParameters(problems)
    rows, _ = history_queries.all_changes(day=timezone.localdate())
    found = chronicle(rows, history_queries.rectifications(), since=since)
    last = max(1, -(-len(found) // PAGE_SIZE))
    if page > last:
        sentence = f"La page {page} n’existe pas : la dernière est la page {last}."
        raise BadParameters([Problem("page", sentence)])
    asked = {"depuis": since.isoformat()} if since else {}
    following = f"/api/v1/changements?{urlencode(asked | {'page': page + 1})}" if page < last else None
    results = [history_describing.dated_change(row) for row in found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    since_text = since.isoformat() if since else None
    return {"depuis": since_text, "total": len(found), "page": page, "suivant": following, "resultats": results}


@answers("/comparaison", response={200: ComparisonSchema, 400: ErrorSchema}, summary="Comparaison d’emplois")
def compare_jobs(request, parameters: Annotated[ComparisonParameters, Query()]):
    """Deux à quatre emplois en regard : repères, puis lignes identiques, proches, ou propres à chacun."""
    asked = read_comparison(request.GET, today=timezone.localdate(), form=False)
    asked, found = queries.side_by_side(asked=asked)
    if asked.refusals:
        raise BadParameters(list(asked.refusals))
    permanent = asked.address(day=True, wanted=pinned(asked.wanted, found.jobs))
    return describing.comparison(found, permanent=permanent)


@answers("/grilles", response={200: GridPageSchema, 400: ErrorSchema}, summary="Les grilles de classification")
def list_grids(request, au: str = ""):
    """Les grilles connues, ou celles du jour donné par `au`. Toutes tiennent en une page."""
    rows = [grid_describing.summary(*card) for card in grid_queries.grid_cards(day=day_of(request))]
    return {"total": len(rows), "page": 1, "suivant": None, "resultats": rows}


@answers("/grilles/{grid}", response={200: GridSchema, 400: ErrorSchema, 404: ErrorSchema}, summary="Une grille")
def read_grid(request, grid: str, au: str = ""):
    """Une grille, ses niveaux et ses emplois dans l’ordre du texte, ou celle du jour donné par `au`."""
    drawn = grid_queries.drawn_grid(slug=grid, day=day_of(request))
    if drawn is None or not drawn.grid.levels:
        error = Http404(grid)
        error.sentence = "Aucune grille ne se trouve à cette adresse ce jour-là."
        raise error
    return grid_describing.grid(drawn)


@answers(
    "/rapprochement",
    response={200: NearestSchema, 400: ErrorSchema, 404: ErrorSchema},
    summary="Les emplois proches",
)
def list_nearest(request, parameters: Annotated[NearestParameters, Query()]):
    """Les emplois les plus proches d’un emploi, ligne à ligne. Compare des mots, pas des fonctions."""
    wanted, day, problems = read_near(request.GET, today=timezone.localdate())
    if not wanted and not problems:
        problems = [Problem("emploi", "Dites de quel emploi : emploi=clcc/aide-soignant, par exemple.")]
    if problems:
        raise BadParameters(problems)
    found = queries.nearest_to_job(framework=wanted.framework, key=wanted.key, day=day)
    if found is None:
        error = Http404(wanted.key)
        error.sentence = f"Aucun emploi ne se trouve à l’adresse {job_url(wanted.framework, wanted.key)} ce jour-là."
        raise error
    return nearest_describing.nearest(
        found,
        none_below=settings.REPERES_NEAREST_NONE_BELOW,
        between_within=settings.REPERES_NEAREST_BETWEEN_WITHIN,
    )


@answers(
    "/revision/{int:year}",
    response={200: RevisionSchema, 400: ErrorSchema, 404: ErrorSchema},
    summary="Le tableau de suivi d’une année",
)
def read_revision(request, year: int, edition: str = ""):
    """Les fiches des CLCC, leur terme de cinq ans et ce que l’année en fait ; `edition` donne une édition arrêtée."""
    number, problems = read_edition(request.GET)
    if problems:
        raise BadParameters(problems)
    found = revision_queries.published_table(year=year, day=timezone.localdate(), edition=number)
    if found is None:
        error = Http404(year)
        error.sentence = "Aucun tableau de suivi ne se trouve à cette adresse."
        raise error
    return found[0]


@answers(
    "/revision/{int:year}/transmissions",
    response={200: RegisterSchema, 400: ErrorSchema},
    summary="À qui le tableau d’une année a été transmis",
)
def read_register(request, year: int):
    """Les éditions arrêtées et leurs transmissions, qui viennent après : ce qui est arrêté n’en change pas."""
    takes_no_parameter(request)
    return described_register(year, revision_queries.register_of(year=year))


@answers("/documents", response={200: DocumentPageSchema, 400: ErrorSchema}, summary="Les textes officiels")
def list_documents(request):
    """Les textes officiels, avec leurs dates connues et leur empreinte. Tous tiennent en une page."""
    takes_no_parameter(request)
    rows = [document(card) for card in document_cards()]
    return {"total": len(rows), "page": 1, "suivant": None, "resultats": rows}


@answers("/anomalies", response={200: AnomalyPageSchema, 400: ErrorSchema}, summary="Le registre des anomalies")
def list_anomalies(request, parameters: Annotated[AnomalyParameters, Query()]):
    """Ce que les textes ont d’inattendu, cité et classé, avec les filtres de la page. Valeur inconnue refusée."""
    cards = anomaly_cards(concerned=providers.merged(providers.concerned_by))
    asked = read_anomalies(request.GET, cards=cards)
    if asked.problems:
        raise BadParameters(list(asked.problems))
    found = selected(cards, asked)
    last = max(1, -(-len(found) // PAGE_SIZE))
    if asked.page > last:
        sentence = f"La page {asked.page} n’existe pas : la dernière est la page {last}."
        raise BadParameters([Problem("page", sentence)])
    following = f"/api/v1/anomalies{asked.address(page=asked.page + 1)}" if asked.page < last else None
    rows = [anomaly(card) for card in found[(asked.page - 1) * PAGE_SIZE : asked.page * PAGE_SIZE]]
    return {"total": len(found), "page": asked.page, "suivant": following, "resultats": rows}
