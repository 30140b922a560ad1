"""Brings frameworks, jobs and the facts that the texts print about them to the fixtures."""

from collections import defaultdict
from collections.abc import Iterator

from texts.enums import Origin
from texts.loading import TextIndex
from texts.syncing import LoadError, Summary, Sync, prune

from .models import Fact, Framework, Job, JobCode, JobStatus, JobTitle, Replacement
from .naming import PrintedTitle, main_title, search_text

FRAMEWORK_FIELDS = ("code", "name", "short_name", "description", "order")
#: ranks a title that a person's own decision carries after those of the texts
NEWEST = 10_000


def load_catalogue(
    frameworks: list[dict], jobs: list[dict], *, texts: TextIndex, summary: Summary
) -> tuple[dict[str, Framework], dict[str, Job]]:
    """Bring frameworks and jobs to the rows; gives the frameworks by code, the jobs by « framework/key »."""
    sync = Sync(Framework, summary, key=("code",))
    sync.bring({name: row[name] for name in FRAMEWORK_FIELDS} for row in frameworks)
    by_code = {code: row for (code,), row in sync.finish().items()}
    by_name = _load_jobs(jobs, by_code, texts, summary)
    for model, rows in _facts(jobs, by_name, texts).items():
        facts = Sync(model, summary, key=KEYS[model], twin=TWINS[model])
        facts.bring(rows)
        facts.finish()
    return by_code, by_name


def prune_catalogue(summary: Summary) -> None:
    """Remove the facts, jobs and frameworks that the fixtures no longer hold."""
    for model in (Replacement, JobStatus, Fact, JobCode, JobTitle):
        prune(model, summary)
    prune(Job, summary)
    prune(Framework, summary)


def _load_jobs(
    jobs: list[dict], frameworks: dict[str, Framework], texts: TextIndex, summary: Summary
) -> dict[str, Job]:
    """Métiers come before the jobs attached to them, since a row names its métier."""
    sync = Sync(Job, summary, key=("framework_id", "key"), many=("attachment_passages",))
    names = _entered_names()
    by_name: dict[str, Job] = {}
    for attached in (False, True):
        wave = [row for row in jobs if bool(row["sheet_of"]) is attached]
        for row in wave:
            if row["framework"] not in frameworks:
                raise LoadError(f"jobs.json : le référentiel « {row['framework']} » n’est pas dans frameworks.json.")
            if attached and row["sheet_of"] not in by_name:
                raise LoadError(f"jobs.json : le métier « {row['sheet_of']} » de « {row['key']} » n’existe pas.")
        sync.bring(_job(row, frameworks[row["framework"]], by_name.get(row["sheet_of"]), names, texts) for row in wave)
        by_name |= {
            f"{row['framework']}/{row['key']}": sync.rows[frameworks[row["framework"]].pk, row["key"]] for row in wave
        }
    sync.finish()
    return by_name


def _job(row: dict, framework: Framework, sheet_of: Job | None, names: dict, texts: TextIndex) -> dict:
    rank = {slug: order for order, slug in enumerate(texts.documents)}
    entered_titles, entered_codes = names.get((framework.pk, row["key"]), ([], []))
    titles = [PrintedTitle(title["text"], title["kind"], rank.get(title["document"], 0)) for title in row["titles"]]
    titles += [PrintedTitle(text, kind, rank.get(slug, NEWEST)) for text, kind, slug in entered_titles]
    if not titles:
        raise LoadError(f"jobs.json : l’emploi « {row['framework']}/{row['key']} » n’a aucun intitulé.")
    title = main_title(row["kind"], titles)
    codes = (row["code"], *(code["code"] for code in row["alternative_codes"]), *entered_codes)
    return {
        "framework_id": framework.pk,
        "key": row["key"],
        "kind": row["kind"],
        "code": row["code"],
        "sheet_of_id": sheet_of and sheet_of.pk,
        "attachment_passages": [texts.passage(row["document"], key) for key in row["sheet_of_passages"]],
        "title": title,
        "fold": search_text(title, (printed.text for printed in titles), codes),
        "order": row["order"],
    }


def _entered_names() -> dict[tuple[int, str], tuple[list, list]]:
    """The titles and codes that people added to a job, by framework and key: they name it too. Two queries."""
    names: dict = defaultdict(lambda: ([], []))
    titles = JobTitle.objects.filter(origin=Origin.ENTERED).order_by("pk")
    for framework, key, *title in titles.values_list("job__framework", "job__key", "text", "kind", "document__slug"):
        names[framework, key][0].append(title)
    codes = JobCode.objects.filter(origin=Origin.ENTERED).order_by("pk")
    for framework, key, code in codes.values_list("job__framework", "job__key", "code"):
        names[framework, key][1].append(code)
    return dict(names)


CARRIER = ("job_id", "document_id", "passage_id")
#: what names a fact of the fixtures, and what makes a person's fact the same
KEYS = {
    JobTitle: (*CARRIER, "kind", "text"),
    JobCode: (*CARRIER, "code"),
    Fact: (*CARRIER, "kind", "value"),
    JobStatus: (*CARRIER, "status"),
    Replacement: (*CARRIER, "successor_id"),
}
TWINS = {
    JobTitle: ("job_id", "document_id", "kind", "text"),
    JobCode: ("job_id", "code"),
    Fact: ("job_id", "document_id", "kind", "value"),
    JobStatus: ("job_id", "document_id", "status"),
    Replacement: ("job_id", "document_id", "successor_id"),
}


def _facts(jobs: list[dict], by_name: dict[str, Job], texts: TextIndex) -> dict[type, list[dict]]:
    """Every fact of every job, by model, as columns."""
    rows: dict[type, list[dict]] = {model: [] for model in KEYS}
    for row in jobs:
        job = by_name[f"{row['framework']}/{row['key']}"]
        for order, carried, title in _carried(row, row["titles"], job, texts):
            own = {"text": title["text"], "kind": title["kind"], "branches": title["branches"]}
            rows[JobTitle].append(carried | own | order)
        for order, carried, code in _carried(row, row["alternative_codes"], job, texts):
            rows[JobCode].append(carried | {"code": code["code"]} | order)
        for order, carried, fact in _carried(row, row["facts"], job, texts):
            rows[Fact].append(carried | {"kind": fact["kind"], "value": fact["value"]} | order)
        for order, carried, status in _carried(row, row["statuses"], job, texts):
            rows[JobStatus].append(carried | {"status": status["status"]} | order)
        for order, carried, replacement in _carried(row, row["replaced_by"], job, texts):
            successor = by_name.get(replacement["successor"])
            if successor is None:
                raise LoadError(
                    f"jobs.json : « {row['key']} » est remplacé par « {replacement['successor']} », qui n’existe pas."
                )
            own = {"successor_id": successor.pk, "announced": replacement["announced"]}
            rows[Replacement].append(carried | own | order)
    return rows


def _carried(row: dict, facts: list[dict], job: Job, texts: TextIndex) -> Iterator[tuple[dict, dict, dict]]:
    """Each fact with its order and the columns that say whose it is and where it is printed."""
    for order, fact in enumerate(facts, 1):
        document = fact["document"] or row["document"]
        carried = {
            "job_id": job.pk,
            "document_id": texts.document(document),
            "passage_id": texts.passage(document, fact["passage"]),
        }
        yield {"order": order}, carried, fact
