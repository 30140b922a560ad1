"""Brings the whole database to the fixtures, in one transaction: nothing of it, or all of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from grids.loading import GridIndex, load_grids, prune_grids
from texts.enums import Origin
from texts.loading import TextIndex, load_texts, prune_texts
from texts.models import Anomaly
from texts.syncing import LoadError, Summary, Sync, one_load_at_a_time, patience, prune

from .catalogue_loading import load_catalogue, prune_catalogue
from .fixture_files import Fixtures
from .indexing import refresh_listings
from .models import AnomalyMention, CommonBase, CommonItem, Framework, GuaranteedPay, Job, Placement, Reach, Synonym
from .nearest_indexing import refresh_nearest
from .sheet_loading import load_sheets, prune_sheets


@dataclass(frozen=True)
class Known:
    """What is already loaded, by the names that the fixtures give it; jobs by « framework/key »."""

    texts: TextIndex
    grids: GridIndex
    frameworks: dict[str, Framework]
    jobs: dict[str, Job]


#: what other apps bring to the fixtures, without the jobs knowing them: registered when an app is ready
followers: list[Callable[[Fixtures, Known, Summary], None]] = []


#: what a load does, one after the other, as who waits is told
STEPS = (
    *("les textes", "les grilles", "les emplois", "les classements", "les fiches", "les synonymes", "les parcours"),
    *("ce qui n’est plus dans les fixtures", "la liste et la recherche", "les emplois proches"),
)


def load(fixtures: Fixtures, *, told: Callable[[str], None] = lambda step: None) -> Summary:
    """Bring the database to `fixtures` and say what that changed. A second call changes nothing.

    What a person wrote stays as it is: rows of theirs are neither changed, nor removed, nor doubled. `LoadError`
    when the fixtures contradict themselves or the database; nothing is then changed. `told` hears of each of `STEPS`
    as it begins.
    """
    try:
        with patience(), transaction.atomic():
            one_load_at_a_time()
            return _load(fixtures, told)
    except KeyError as error:
        raise LoadError(f"Une ligne des fixtures n’a pas la valeur {error}.") from error
    except IntegrityError as error:
        raise LoadError(f"La base refuse les fixtures : {error}.") from error


def _load(fixtures: Fixtures, told: Callable[[str], None]) -> Summary:
    summary, steps = Summary(), iter(STEPS)
    told(next(steps))
    texts = load_texts(fixtures.documents, fixtures.passages, fixtures.wordings, fixtures.anomalies, summary=summary)
    told(next(steps))
    grids = load_grids(fixtures.grids, texts=texts, summary=summary)
    told(next(steps))
    frameworks, jobs = load_catalogue(fixtures.frameworks, fixtures.jobs, texts=texts, summary=summary)
    told(next(steps))
    placements = [row | {"table_row": table_row(row, fixtures.passages)} for row in fixtures.placements]
    load_classification(placements, fixtures.pay, jobs=jobs, grids=grids, texts=texts, summary=summary)
    load_common_bases(fixtures.common_bases, frameworks=frameworks, texts=texts, summary=summary)
    load_reaches(fixtures.reaches, frameworks=frameworks, jobs=jobs, texts=texts, summary=summary)
    load_mentions(fixtures.anomalies, jobs=jobs, summary=summary)
    told(next(steps))
    load_sheets(fixtures.sheets, fixtures.errata, jobs=jobs, texts=texts, summary=summary)
    told(next(steps))
    load_synonyms(fixtures.synonyms, jobs=jobs, summary=summary)
    told(next(steps))
    load_what_follows(fixtures, Known(texts, grids, frameworks, jobs), summary=summary)
    told(next(steps))
    for model in (Synonym, AnomalyMention, Placement, GuaranteedPay, Reach, CommonItem):
        prune(model, summary)
    prune(CommonBase, summary, owned=(CommonItem,))
    prune_sheets(summary)
    prune_catalogue(summary)
    prune_grids(summary)
    prune_texts(summary)
    told(next(steps))
    refresh_listings()
    told(next(steps))
    refresh_nearest()
    return summary


def load_what_follows(fixtures: Fixtures, known: Known, *, summary: Summary) -> None:
    """Bring the rows of the apps that stand above to the fixtures, before anything that they rest on goes."""
    for follow in followers:
        follow(fixtures, known, summary)


def named(jobs: dict[str, Job], name: str, file: str) -> Job:
    """The job « framework/key » that a row of `file` names; `LoadError` when there is none."""
    if name not in jobs:
        raise LoadError(f"{file} : l’emploi « {name} » n’est pas dans jobs.json.")
    return jobs[name]


def table_row(placement: dict, passages: dict[str, list[dict]]) -> str:
    """The key of the cell that prints the rating of a placement, else its stream, else its position.

    Looked for among the other passages that the placement cites; empty when its main passage alone says them.
    """
    printed = placement["rating"] or placement["stream"] or placement["position"]
    texts = {row["key"]: row["text"] for row in passages.get(placement["document"], ())} if printed else {}
    cells = [key for key in placement["passages"] if printed and texts.get(key) == printed]
    return cells[-1] if cells else ""


def load_classification(
    placements: list[dict],
    pay: list[dict],
    *,
    jobs: dict[str, Job],
    grids: GridIndex,
    texts: TextIndex,
    summary: Summary,
) -> None:
    """Bring placements in the grids and guaranteed pay to the rows."""
    orders: dict[str, int] = {}
    sync = Sync(Placement, summary, key=("job_id", "grid_id", "document_id"), many=("levels", "passages"))
    sync.bring(
        {
            "job_id": named(jobs, row["job"], "placements.json").pk,
            "grid_id": grids.grid(row["grid"]),
            "document_id": texts.document(row["document"]),
            "passage_id": texts.passage(row["document"], row["passage"]),
            "table_row_id": texts.passage(row["document"], row["table_row"]),
            "position": row["position"],
            "stream": row["stream"],
            "rating": row["rating"],
            "basis": row["basis"],
            "explanation": row["explanation"],
            "levels": [grids.level(row["grid"], code) for code in row["levels"]],
            "passages": [texts.passage(row["document"], key) for key in row["passages"]],
            "order": _next(orders, row["job"]),
        }
        for row in placements
    )
    sync.finish()
    orders = {}
    sync = Sync(GuaranteedPay, summary, key=("job_id", "document_id"))
    sync.bring(
        {
            "job_id": named(jobs, row["job"], "pay.json").pk,
            "document_id": texts.document(row["document"]),
            "passage_id": texts.passage(row["document"], row["passage"]),
            "group": row["group"],
            "rmag": row["rmag"],
            "rmag_1": row["rmag_1"],
            "rmag_2": row["rmag_2"],
            "order": _next(orders, row["job"]),
        }
        for row in pay
    )
    sync.finish()


def load_common_bases(
    bases: list[dict], *, frameworks: dict[str, Framework], texts: TextIndex, summary: Summary
) -> None:
    """Bring the activities common to every job of an annex to the rows."""
    orders: dict[str, int] = {}
    sync = Sync(
        CommonBase,
        summary,
        key=("framework_id", "document_id", "passage_id"),
        twin=("framework_id", "document_id"),
    )
    sync.bring(
        {
            "framework_id": frameworks[row["framework"]].pk,
            "document_id": texts.document(row["document"]),
            "passage_id": texts.passage(row["document"], row["heading_passage"]),
            "heading": row["heading"],
            "scope": row["scope"],
            "scope_passage_id": texts.passage(row["document"], row["scope_passage"]),
            "order": _next(orders, row["framework"]),
        }
        for row in bases
    )
    found = list(sync.finish().values())  # in the order of the rows
    ours = [(base, row) for base, row in zip(found, bases, strict=True) if base.origin == Origin.TEXT]
    items = Sync(
        CommonItem,
        summary,
        key=("base_id", "lineage"),
        rows=CommonItem.objects.filter(base__in=[base for base, _ in ours]),
        ours=lambda row: True,
        made={},
    )
    items.bring(
        {
            "base_id": base.pk,
            "text": item["text"],
            "lineage": item["lineage"],
            "passage_id": texts.passage(row["document"], item["passage"]),
            "order": order,
        }
        for base, row in ours
        for order, item in enumerate(row["items"], 1)
    )
    items.finish()


def load_reaches(
    reaches: list[dict],
    *,
    frameworks: dict[str, Framework],
    jobs: dict[str, Job],
    texts: TextIndex,
    summary: Summary,
) -> None:
    """Bring what the texts say of their own reach to the rows."""
    orders: dict[str, int] = {}
    sync = Sync(
        Reach,
        summary,
        key=("framework_id", "job_id", "document_id", "passage_id"),
        twin=("framework_id", "job_id", "document_id", "text"),
    )
    sync.bring(
        {
            "framework_id": frameworks[row["framework"]].pk,
            "job_id": named(jobs, row["job"], "reaches.json").pk if row["job"] else None,
            "document_id": texts.document(row["document"]),
            "passage_id": texts.passage(row["document"], row["passage"]),
            "text": row["text"],
            "order": _next(orders, row["framework"]),
        }
        for row in reaches
    )
    sync.finish()


def load_mentions(anomalies: list[dict], *, jobs: dict[str, Job], summary: Summary) -> None:
    """Bring the jobs that each anomaly concerns to the rows."""
    ids = dict(Anomaly.objects.values_list("key", "pk"))
    sync = Sync(AnomalyMention, summary, key=("anomaly_id", "job_id"))
    sync.bring(
        {"anomaly_id": ids[row["key"]], "job_id": named(jobs, name, "anomalies.json").pk}
        for row in anomalies
        for name in row["jobs"]
    )
    sync.finish()


def load_synonyms(synonyms: list[dict], *, jobs: dict[str, Job], summary: Summary) -> None:
    """Bring our own synonyms to the rows; those that a person added stay beside them, same word or not."""
    sync = Sync(Synonym, summary, key=("term",), many=("jobs",), rows=Synonym.objects.filter(origin=Origin.TEXT))
    sync.bring(
        {
            "term": row["term"],
            "words": row["words"],
            "jobs": [named(jobs, name, "synonyms.json").pk for name in row["jobs"]],
        }
        for row in synonyms
    )
    sync.finish()


def _next(orders: dict[str, int], name: str) -> int:
    """1, 2, 3… for each name."""
    orders[name] = orders.get(name, 0) + 1
    return orders[name]
