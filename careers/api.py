"""JSON of the paths, in the portal's own API. Reads only."""

from __future__ import annotations

from django.http import Http404

from jobs import queries as job_queries
from jobs.api import answers, day_of
from jobs.values import job_url
from texts.schemas import ErrorSchema

from . import lead_queries, queries
from . import path_describing as describing
from .path_schemas import JobMapSchema, PathPageSchema, PathSchema


@answers("/parcours", response={200: PathPageSchema, 400: ErrorSchema}, summary="Les parcours et les corps")
def list_paths(request, au: str = ""):
    """Les parcours connus, ou ceux du jour donné par `au`. Tous tiennent en une page."""
    rows = [describing.summary(card) for card in queries.path_cards(day=day_of(request))]
    return {"total": len(rows), "page": 1, "suivant": None, "resultats": rows}


@answers("/parcours/{path}", response={200: PathSchema, 400: ErrorSchema, 404: ErrorSchema}, summary="Un parcours")
def read_path(request, path: str, au: str = ""):
    """Un parcours avec ses étapes, leurs conditions et ce que le texte en dit, chacun avec sa source."""
    found = queries.path(slug=path, day=day_of(request))
    if found is None:
        error = Http404(path)
        error.sentence = "Aucun parcours ne se trouve à cette adresse ce jour-là."
        raise error
    return describing.path(found)


@answers(
    "/emplois/{framework}/{key}/parcours",
    response={200: JobMapSchema, 400: ErrorSchema, 404: ErrorSchema},
    summary="Où peut mener un emploi",
)
def read_job_map(request, framework: str, key: str, au: str = ""):
    """Ce que les textes ouvrent depuis un emploi ou vers lui ; à part, ses emplois proches."""
    day = day_of(request)
    sheet = job_queries.job_sheet(framework=framework, key=key, day=day)
    if sheet is None:
        error = Http404(key)
        error.sentence = f"Aucun emploi ne se trouve à l’adresse {job_url(framework, key)} ce jour-là."
        raise error
    near = job_queries.near_jobs(framework=framework, key=key, day=day) if sheet.sheet else []
    return describing.job_map(sheet, [*lead_queries.leads_of(sheet), *lead_queries.unnamed_ways(sheet)], near)
