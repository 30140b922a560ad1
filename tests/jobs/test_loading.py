"""The database is brought to the fixtures, whole or not at all, and what people wrote stays."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from grids.models import Grid
from jobs.enums import Basis, Status, TitleKind
from jobs.loading import load
from jobs.models import AnomalyMention, Fact, Job, JobCode, JobStatus, JobTitle, Placement, Replacement, Sheet
from tests.jobs.rows import changes, drop_job, snapshot
from texts.enums import AnomalyKind, DateKind, DocumentKind, Origin
from texts.models import Anomaly, AnomalyQuote, Document, Passage, TextDate
from texts.syncing import LoadError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_only")]

ANNEX = "ucanss-annexe-1-metiers-reperes"
AMENDMENT = "clcc-avenant-2023-06"


def row_of(official, framework, key):
    return next(row for row in official.jobs if (row["framework"], row["key"]) == (framework, key))


def job_of(framework, key):
    return Job.objects.get(framework__code=framework, key=key)


@pytest.fixture
def decision():
    """A decision of HR's own, which carries what they add."""
    return Document.objects.create(
        slug="decision-rh", kind=DocumentKind.DECISION, title="Décision", short_title="Décision", issuer="RH"
    )


@pytest.fixture
def someone():
    return get_user_model().objects.create_user("Camille")


# Idempotence


def test_the_summary_says_by_kind_what_was_left_alone(official):
    summary = load(official)

    by_kind = {tally.kind: tally.unchanged for tally in summary.tallies.values()}
    assert by_kind["emplois"] == len(official.jobs)
    assert by_kind["fiches"] == len(official.sheets)
    assert by_kind["passages"] == sum(map(len, official.passages.values()))
    assert by_kind["anomalies"] == len(official.anomalies)


def test_one_changed_value_writes_that_row_alone(official):
    row_of(official, "ucanss", "060101")["facts"].append(
        {"kind": "pays", "value": "Québec", "passage": row_of(official, "ucanss", "060101")["titles"][0]["passage"],
         "document": ANNEX}
    )  # fmt: skip
    before = snapshot()

    summary = load(official)

    assert summary.of(Fact).created == summary.writes == 1
    assert set(changes(before, snapshot())) == {"jobs.Fact"}


def test_a_corrected_reading_changes_the_row_in_place(official):
    row = official.passages[ANNEX][0]
    passage = Passage.objects.get(document__slug=ANNEX, key=row["key"])
    row["label"] = "Une désignation"

    summary = load(official)

    assert summary.of(Passage).changed == summary.writes == 1
    passage.refresh_from_db()
    assert passage.label == "Une désignation"


def test_placements_follow_their_levels(official):
    row = next(row for row in official.placements if row["grid"] == "ucanss-soignants")
    grid = next(grid for grid in official.grids if grid["key"] == "ucanss-soignants")
    row["levels"] = [grid["levels"][0]["code"], grid["levels"][-1]["code"]]
    framework, key = row["job"].split("/")

    summary = load(official)

    placement = Placement.objects.get(job=job_of(framework, key), grid__slug="ucanss-soignants")
    assert [level.code for level in placement.levels.order_by("rank")] == row["levels"]
    assert summary.of(Placement).changed == 1
    assert load(official).writes == 0


# What a person wrote


def test_what_a_person_added_stays_as_it_is(official, decision, someone):
    job, other = job_of("ucanss", "060101"), job_of("clcc", "aide-soignant")
    carried = {"job": job, "document": decision}
    anomaly = Anomaly.objects.create(
        key="la-notre", kind=AnomalyKind.CONTRADICTION, title="t", explanation="e", handling="h"
    )
    AnomalyQuote.objects.create(anomaly=anomaly, document=decision, line_start=1, line_end=1, quote="q")
    AnomalyMention.objects.create(anomaly=anomaly, job=job)
    AnomalyMention.objects.create(anomaly=Anomaly.objects.filter(origin=Origin.TEXT).first(), job=other)
    JobTitle.objects.create(**carried, text="Aide-soignante de nuit", kind=TitleKind.BRANCH)
    JobCode.objects.create(**carried, code="99999901")
    JobStatus.objects.create(**carried, status=Status.IN_FORCE)
    Replacement.objects.create(**carried, successor=other)
    placement = Placement.objects.create(**carried, grid=Grid.objects.first(), basis=Basis.ENTERED)
    placement.levels.add(placement.grid.levels.first())
    mine = Job.objects.create(framework=job.framework, key="emploi-maison", title="Emploi maison")
    Sheet.objects.create(job=mine)
    TextDate.objects.create(document=decision, kind=DateKind.EFFECT, value=date(2026, 1, 1), recorded_by=someone)
    load(official)  # the titles and codes that people add name the job too
    before = snapshot()

    summary = load(official)

    assert changes(before, snapshot()) == {}
    assert summary.writes == 0
    assert Job.objects.get(pk=job.pk).fold.endswith("aide-soignante de nuit\n060101\n99999901")


def test_a_label_that_a_person_carried_names_the_job(official, decision):
    job = job_of("ucanss", "060101")
    JobTitle.objects.create(job=job, document=decision, text="Soignant(e)", kind=TitleKind.NEW_LABEL)

    load(official)

    job.refresh_from_db()
    assert job.title == "Soignant(e)"


def test_a_job_that_a_person_entered_first_is_neither_touched_nor_doubled(official):
    row = dict(row_of(official, "ucanss", "060101"), key="069999", code="069999", facts=[], alternative_codes=[])
    official.jobs.append(row | {"order": 9999})
    mine = Job.objects.create(
        framework=job_of("ucanss", "060101").framework, key="069999", title="Saisi avant le texte"
    )

    summary = load(official)

    assert Job.objects.filter(key="069999").count() == 1
    mine.refresh_from_db()
    assert (mine.title, mine.code, mine.origin) == ("Saisi avant le texte", "", Origin.ENTERED)
    assert summary.of(Job).left == ["Saisi avant le texte"]
    assert load(official).writes == 0


def test_a_title_that_a_person_entered_first_is_not_doubled(official):
    row = row_of(official, "ucanss", "060101")
    mine = JobTitle.objects.create(
        job=job_of("ucanss", "060101"), document=Document.objects.get(slug=ANNEX), text="AS", kind=TitleKind.TABLE
    )
    passage = row["titles"][0]["passage"]
    row["titles"].append({"text": "AS", "kind": "tableau", "passage": passage, "branches": [], "document": ANNEX})

    summary = load(official)

    assert list(JobTitle.objects.filter(text="AS")) == [mine]
    assert summary.of(JobTitle).left == ["AS"]


def test_a_text_that_a_person_registered_first_keeps_its_own_passages(official):
    slug = "clcc-avenant-2024-01"
    mine = Document.objects.create(slug=slug, kind=DocumentKind.AMENDMENT, title="t", short_title="2024-01", issuer="i")
    Passage.objects.create(document=mine, key="1-0", kind="titre", text="Saisi", order=1, line_start=1, line_end=1)
    source = next(row for row in official.documents if row["slug"] == AMENDMENT)
    official.documents.append(source | {"slug": slug, "order": 9})
    official.passages[slug] = official.passages[AMENDMENT]
    official.wordings[slug] = official.wordings[AMENDMENT]

    summary = load(official)

    assert [passage.text for passage in mine.passages.all()] == ["Saisi"]
    assert not mine.dates.exists()
    assert summary.of(Document).left == ["2024-01"]


# What the fixtures no longer hold


def test_a_job_that_no_text_gives_any_more_goes_with_its_rows(official):
    job = job_of("ucanss", "060101")
    drop_job(official, "ucanss/060101")

    summary = load(official)

    assert summary.of(Job).removed == summary.of(Sheet).removed == 1
    assert not Job.objects.filter(pk=job.pk).exists()
    assert not any("060101" in row for row in map(str, snapshot()["jobs.Job"]))
    assert load(official).writes == 0


@pytest.mark.parametrize("what", ["title", "sheet", "replacement", "mention"])
def test_a_job_on_which_a_person_built_is_kept_and_named(official, decision, what):
    job, other = job_of("ucanss", "060101"), job_of("clcc", "aide-soignant")
    anomaly = Anomaly.objects.filter(origin=Origin.TEXT).exclude(mentions__job=job).first()
    {
        "title": lambda: JobTitle.objects.create(job=job, document=decision, text="Mon titre", kind=TitleKind.TABLE),
        "sheet": lambda: Sheet.objects.create(job=job, number=2),
        "replacement": lambda: Replacement.objects.create(job=other, successor=job, document=decision),
        "mention": lambda: AnomalyMention.objects.create(anomaly=anomaly, job=job),
    }[what]()
    drop_job(official, "ucanss/060101")

    summary = load(official)

    assert summary.of(Job).kept == [job.title]
    assert Job.objects.filter(pk=job.pk).exists()
    assert Sheet.objects.filter(job=job, origin=Origin.TEXT).exists() is (what == "sheet")
    assert load(official).writes == 0


def test_a_whole_text_goes_when_nothing_rests_on_it(official):
    slug = "aphp-fiche-metier-15d30"
    drop_job(official, "fph/15d30")
    official.documents[:] = [row for row in official.documents if row["slug"] != slug]
    del official.passages[slug]
    official.reaches[:] = [row for row in official.reaches if row["document"] != slug]
    corps = "ingenieurs-hospitaliers"
    official.careers[:] = [row for row in official.careers if corps not in (row.get("path"), row.get("slug"))]
    official.anomalies[:] = [
        row for row in official.anomalies if all(quote["document"] != slug for quote in row["quotes"])
    ]

    summary = load(official)

    assert summary.of(Document).removed == 1
    assert not Passage.objects.filter(document__slug=slug).exists()
    assert load(official).writes == 0


def test_a_passage_that_a_person_cites_is_kept_and_named(official, decision):
    row = next(row for row in official.passages[ANNEX] if row["kind"] == "puce")
    passage = Passage.objects.get(document__slug=ANNEX, key=row["key"])
    Fact.objects.create(job=job_of("ucanss", "060101"), document=decision, passage=passage, kind="theme", value="Soins")
    official.passages[ANNEX].remove(row)

    summary = load(official)

    assert summary.of(Passage).kept == [str(passage)]
    assert Passage.objects.filter(pk=passage.pk).exists()


# Dates


def test_the_printed_dates_are_loaded_once():
    found = Document.objects.with_dates().get(slug=AMENDMENT)

    assert (found.signed_on, found.effect_on, found.counts_from) == (date(2023, 1, 31), None, date(2023, 1, 31))
    words = TextDate.objects.get(document=found, kind=DateKind.EFFECT)
    assert words.value is None
    assert "délai d’opposition" in words.passage.text


def test_the_date_that_a_person_recorded_wins_over_every_later_load(official, someone):
    document = Document.objects.get(slug=AMENDMENT)
    TextDate.objects.create(document=document, kind=DateKind.EFFECT, value=date(2023, 6, 1), recorded_by=someone)

    assert load(official).writes == 0
    row = next(row for row in official.documents if row["slug"] == AMENDMENT)
    effect = next(day for day in row["dates"] if day["kind"] == "effet")
    effect["passage"] = official.passages[AMENDMENT][0]["key"]  # we read it elsewhere now
    load(official)
    effect["value"] = "2023-05-01"
    load(official)

    assert Document.objects.with_dates().get(slug=AMENDMENT).effect_on == date(2023, 6, 1)


def test_a_signature_that_we_had_misread_is_corrected_in_place(official):
    row = next(row for row in official.documents if row["slug"] == AMENDMENT)
    next(day for day in row["dates"] if day["kind"] == "signature")["value"] = "2023-01-30"

    summary = load(official)

    assert summary.of(TextDate).changed == 1
    assert Document.objects.with_dates().get(slug=AMENDMENT).signed_on == date(2023, 1, 30)


# Refusals


def wrong_successor(official):
    row_of(official, "ucanss", "060101")["replaced_by"] = [
        {"successor": "ucanss/000000", "passage": "", "announced": "", "document": ANNEX}
    ]


def wrong_passage(official):
    row_of(official, "ucanss", "060101")["titles"][0]["passage"] = "99999-0"


def wrong_kind(official):
    official.sheets[0]["sections"][0]["kind"] = "recette"


def too_long(official):
    official.grids[0]["title"] = "x" * 201


def wrong_level(official):
    official.placements[0]["levels"] = ["Z9"]


def wrong_grid(official):
    official.placements[0]["grid"] = "nulle-part"


def wrong_document(official):
    official.grids[0]["document"] = "nulle-part"


def twice_the_same_job(official):
    official.jobs.append(official.jobs[-1])


def twice_the_same_sheet(official):
    official.sheets.append(official.sheets[-1])


def twice_the_same_anchor(official):
    items = next(section["items"] for section in official.sheets[0]["sections"] if len(section["items"]) > 1)
    items[1]["lineage"] = items[0]["lineage"]


def sheet_of_nobody(official):
    official.sheets[0]["job"] = "clcc/personne"


def missing_metier(official):
    next(row for row in official.jobs if row["sheet_of"])["sheet_of"] = "ucanss/9999"


def missing_framework(official):
    official.jobs[0]["framework"] = "xyz"


def nameless(official):
    official.jobs[0]["titles"] = []


def another_text(official):
    official.wordings[ANNEX] += "\nun mot"


def orphan(official):
    official.passages[ANNEX][-1]["parent"] = "99999-0"


def incomplete(official):
    del official.jobs[-1]["titles"]


def falling_pay(official):
    official.pay[0]["rmag_2"] = 1


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (wrong_successor, "ucanss/000000"),
        (wrong_passage, "99999-0"),
        (wrong_kind, "« recette » n’est pas une valeur connue"),
        (too_long, "201 caractères, 200 au plus"),
        (wrong_level, "Z9"),
        (wrong_grid, "nulle-part"),
        (wrong_document, "nulle-part"),
        (twice_the_same_job, "deux lignes"),
        (twice_the_same_sheet, "deux fiches"),
        (twice_the_same_anchor, "deux fois l’ancre"),
        (sheet_of_nobody, "clcc/personne"),
        (missing_metier, "ucanss/9999"),
        (missing_framework, "« xyz »"),
        (nameless, "aucun intitulé"),
        (another_text, f"{ANNEX}.txt"),
        (orphan, "un passage qui n’existe pas"),
        (incomplete, "'titles'"),
        (falling_pay, "pay_tiers_rise"),
    ],
    ids=lambda value: getattr(value, "__name__", None) or "says",
)
def test_fixtures_that_contradict_themselves_are_refused_and_nothing_is_written(official, spoil, says):
    before = snapshot()
    spoil(official)

    with pytest.raises(LoadError, match=says):
        load(official)

    assert changes(before, snapshot()) == {}
