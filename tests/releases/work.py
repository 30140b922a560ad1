"""HR's work on a release, as people do it, kept with the backup that the next versions must bring to themselves whole.

`python -m tests.releases FOLDER` on a database where the fixtures have just been loaded, with the code of the
release: does the work, writes `FOLDER/portal.zip`, and in `FOLDER/work.json` the keys of every row that the work made
or changed, by table.
"""

import json
import pathlib
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from careers.actions import record_count, record_rule
from careers.models import Criterion, Node, Path, PromotionCount, Step
from config.backup.tables import applied_migrations, columns_of, models_at, rows_of
from grids.models import Grid
from jobs.actions import (
    adopt,
    freezing,
    place_jobs,
    record_date,
    record_synonym,
    register_text,
    revision,
    save_draft,
    start_revision,
)
from jobs.models import Framework, Organisation, Synonym
from jobs.placed import Placed, token
from jobs.queries.revision import table_to_freeze
from tests.jobs.versions import edited, fields_of, the_job
from texts.models import TextDate

#: what is made again from the facts, or drawn at random
DERIVED = (
    *("jobs_listing", "jobs_listingfacet", "jobs_facetcount"),
    *("jobs_searchword", "jobs_searchword_stands_for", "jobs_posting"),
    *("jobs_comparedsheet", "jobs_comparedline", "jobs_comparedword", "jobs_comparedword_sheets"),
    *("jobs_nearjob", "jobs_nearperiod", "texts_cataloguestate", "django_session"),
)


def work() -> None:
    """A draft, two adopted versions, a date of effect, places, a synonym, a campaign and a path, with their traces."""
    people = get_user_model().objects
    writer, validator = (people.create_user(name, password=None, is_staff=True) for name in ("ecrit", "valide"))
    writer.groups.set([Group.objects.get(name="Rédacteur")])
    validator.groups.set([Group.objects.get(name="Valideur")])
    today = timezone.localdate()

    amendment = register_text(
        kind="avenant",
        title="Avenant 2026-01 relatif aux fiches emplois, pour l’essai",
        reference="Avenant 2026-01",
        signatories=[{"organisation": "FO", "college": "salaries"}],
        dates={"signature": date(2026, 3, 2)},
        wording="Article 1er\nAccueillir la personne soignée et ses proches\n\nArticle 2\nRendre compte à l’équipe\n",
        by=validator,
    )
    job = the_job()
    for line in ("Accueillir la personne soignée et ses proches", "Rendre compte à l’équipe"):
        draft = start_revision(job, by=writer)
        first = fields_of(draft)[0]
        fields = [first.__class__(first.kind, first.heading, f"{first.text}\n{line}"), *fields_of(draft)[1:]]
        draft = save_draft(draft, fields=fields, revision=draft.revision, by=writer)
        text = amendment if line.startswith("Accueillir") else later_decision(validator)
        adopt(draft, document=text, revision=draft.revision, by=validator)
    record_date(TextDate(document=amendment, kind="effet", value=date(2026, 6, 1)), by=validator)

    draft = start_revision(the_job(key="infirmier-de"), by=writer)
    old = fields_of(draft)[0].text.splitlines()[0]
    save_draft(draft, fields=edited(fields_of(draft), old, f"{old} (à relire)"), revision=draft.revision, by=writer)

    grid = Grid.objects.get(slug="clcc-non-cadres")
    wanted = {job.pk: Placed(group=grid.levels.order_by("rank").first().code, rating="12")}
    place_jobs(document=amendment, grid=grid, wanted=wanted, read=token({}), by=validator)
    record_synonym(Synonym(term="soignant du jour"), jobs=[job], by=writer)

    union = revision.record_organisation(Organisation(name="FO", college="salaries"), by=validator)
    campaign = revision.open_campaign(year=today.year, jobs=[job], organisations=[union], by=validator)
    entry = campaign.entries.get()
    revision.decide(entry, outcome="reportee", reason="Le texte suivant en traitera.", on=today, by=validator)
    edition = freezing.freeze(campaign, table=lambda: table_to_freeze(year=today.year, day=today), by=validator)
    freezing.record_transmission(edition, organisation=union, sent_on=today, means="Courriel", by=validator)
    freezing.reopen(campaign, reason="Une ligne manque.", by=validator)

    words = {"words": "Article 2", "document": amendment, "article": "2"}
    path = Path(slug="essai", framework=Framework.objects.get(code="clcc"), title="Parcours d’essai", **words)
    record_rule(path, by=validator)
    nodes = [Node(path=path, key=key, kind="poste", title=title, **words) for key, title in
             (("depart", "Poste de départ"), ("arrivee", "Poste d’arrivée"))]  # fmt: skip
    for node in nodes:
        record_rule(node, by=validator)
    step = Step(path=path, key="acces", kind="acces", title="Accès", departure=nodes[0], arrival=nodes[1], **words)
    record_rule(step, by=validator)
    record_rule(
        Criterion(step=step, key="duree", kind="duree", title="Un an dans le poste", minimum=12, **words), by=validator
    )
    record_count(
        PromotionCount(step=step, year=(today - timedelta(days=365)).year, count=3, note="CPNE-FP"), by=validator
    )


def later_decision(by):
    """A decision of HR's own, by which a second version is adopted."""

    return register_text(
        kind="decision",
        title="Décision du 1er septembre 2026, pour l’essai",
        dates={"signature": date(2026, 9, 1)},
        by=by,
    )


def rows_by_table() -> dict[str, dict[object, list]]:
    """Every row of the database by table and key, but what is derived."""

    found = {}
    for model in models_at(applied_migrations()):
        if model._meta.db_table not in DERIVED:
            key = [column.attname for column in columns_of(model)].index(model._meta.pk.attname)
            found[model._meta.db_table] = {row[key]: row for row in rows_of(model)}
    return found


def main(folder: pathlib.Path) -> None:

    before = rows_by_table()
    work()
    after = rows_by_table()
    made = {
        table: sorted(key for key, row in rows.items() if before[table].get(key) != row)
        for table, rows in after.items()
    }
    text = json.dumps({table: keys for table, keys in sorted(made.items()) if keys}, indent=1)
    (folder / "work.json").write_text(text + "\n", encoding="utf-8")
    call_command("backup", str(folder / "portal.zip"))
