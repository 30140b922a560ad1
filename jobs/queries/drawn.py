"""What the pages of the texts show of the jobs: what was drawn from each passage, whom each anomaly concerns."""

from __future__ import annotations

from django.db.models import Count

from texts.values import Badge, Link

from ..enums import SheetState
from ..models import (
    AnomalyMention,
    CommonItem,
    Fact,
    GuaranteedPay,
    Item,
    Job,
    JobCode,
    JobStatus,
    JobTitle,
    Placement,
    Reach,
    Replacement,
    Sheet,
)
from ..values import job_url

#: where a place is printed besides the line that says its level
ALSO_CITED = ("table_row", "passages")


def drawn_from(document: int) -> dict[int, list[Link]]:
    """For each passage of a text, what the public reads that was drawn from it. Thirteen queries.

    Nothing of a draft is among them.
    """
    links: dict[int, list[Link]] = {}

    def add(passage, label, url):
        if passage:
            found = links.setdefault(passage, [])
            if (link := Link(label, url)) not in found:
                found.append(link)

    items = Item.objects.filter(passage__document=document, section__sheet__state=SheetState.ADOPTED).values_list(
        "passage", "lineage", "section__sheet__job__title", "section__sheet__job__framework__code",
        "section__sheet__job__key",
    )  # fmt: skip
    for passage, lineage, title, framework, key in items:
        add(passage, title, f"{job_url(framework, key)}#{lineage}")
    for passage, title, framework, key in (
        Sheet.objects.adopted()
        .filter(passage__document=document)
        .values_list("passage", "job__title", "job__framework__code", "job__key")
    ):
        add(passage, title, job_url(framework, key))
    facts = (JobTitle, JobCode, Fact, JobStatus, Replacement, Placement, GuaranteedPay)
    for model, cited in (*((model, "passage") for model in facts), *((Placement, name) for name in ALSO_CITED)):
        rows = model.objects.filter(**{f"{cited}__document": document})
        for passage, title, framework, key in rows.values_list(cited, "job__title", "job__framework__code", "job__key"):
            if not any(link.url.startswith(job_url(framework, key)) for link in links.get(passage, [])):
                add(passage, title, job_url(framework, key))
    for passage, label, url in _shared(document):
        add(passage, label, url)
    return links


def _shared(document: int):
    """What every sheet of a framework shows: the common base, read on the first of them, and the text's own reach.

    Two queries, one more for a text that has a common base.
    """
    rows = CommonItem.objects.filter(passage__document=document).select_related("base__framework")
    first: dict[int, Job] = {}
    for row in rows:
        framework = row.base.framework
        if framework.pk not in first:
            first[framework.pk] = Job.objects.filter(framework=framework).order_by("order").first()
        yield row.passage_id, row.base.heading, f"{job_url(framework.code, first[framework.pk].key)}#{row.lineage}"
    for row in Reach.objects.filter(passage__document=document).select_related("framework", "job"):
        code = row.framework.code
        if row.job:
            yield row.passage_id, row.job.title, job_url(code, row.job.key)
        else:
            yield row.passage_id, f"Emplois du référentiel {row.framework.short_name}", f"/emplois/?referentiel={code}"


def concerned_by() -> dict[int, list[Link]]:
    """For each anomaly, the jobs that it concerns. One query."""
    links: dict[int, list[Link]] = {}
    rows = AnomalyMention.objects.select_related("job__framework").order_by("job__framework__order", "job__order")
    for row in rows:
        job = row.job
        label = f"{job.code} {job.title}".strip()
        links.setdefault(row.anomaly_id, []).append(Link(label, job_url(job.framework.code, job.key)))
    return links


def described_by() -> dict[str, tuple[Badge, str]]:
    """For each text, the mark of its framework and how many sheets were drawn from it. Two queries."""
    counts = dict(Sheet.objects.adopted().order_by().values_list("document__slug").annotate(n=Count("pk")))
    named = ("framework__order", "framework__code", "framework__short_name")
    titled = Job.objects.filter(titles__document__isnull=False).order_by().values_list("titles__document__slug", *named)
    carried = Job.objects.filter(sheets__state=SheetState.ADOPTED).order_by()
    rows = sorted(titled.union(carried.values_list("sheets__document__slug", *named)))
    return {
        slug: (
            Badge("framework", code, name),
            f"{counts.get(slug, 0)} fiche{'s' if counts.get(slug, 0) > 1 else ''}",
        )
        for slug, _, code, name in rows
    }
