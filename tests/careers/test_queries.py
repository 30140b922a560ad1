"""What the paths hold, read as of a day, in as many queries whatever they hold."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careers import queries
from careers.enums import NodeKind, PathKind, StepKind
from careers.models import Criterion, Path, PromotionCount, Provision, Step
from jobs.models import Placement
from tests.careers.conftest import DAY
from texts.models import Anomaly, Document

pytestmark = pytest.mark.django_db

SLUGS = ("assistant-medical", "ingenieurs-hospitaliers", "repositionnement")


def test_the_paths_are_listed_in_their_order():
    found = queries.path_cards(day=DAY)

    assert [(card.slug, card.kind, card.steps) for card in found] == [
        ("assistant-medical", PathKind.CAREER, 3),
        ("ingenieurs-hospitaliers", PathKind.CORPS, 8),
        ("repositionnement", PathKind.REPOSITIONING, 1),
    ]
    assert found[0].dates == "signé le 31 janvier 2023, date d’effet non connue"


@pytest.mark.parametrize(
    ("day", "slugs"),
    [
        (date(2021, 3, 31), ["ingenieurs-hospitaliers"]),  # an undated text counts on every day
        (date(2021, 4, 1), ["ingenieurs-hospitaliers", "repositionnement"]),
        (date(2023, 1, 30), ["ingenieurs-hospitaliers", "repositionnement"]),
        (date(2023, 1, 31), list(SLUGS)),
    ],
)
def test_a_path_is_there_from_the_day_of_its_text(day, slugs):
    assert [card.slug for card in queries.path_cards(day=day)] == slugs
    assert [slug for slug in SLUGS if queries.path(slug=slug, day=day)] == slugs


def test_the_group_and_the_position_of_a_job_are_those_that_its_sheet_gives(path_of):
    """Declared for the path, and read apart for the sheets: they must agree."""
    for node in path_of("assistant-medical").nodes:
        if node.kind == NodeKind.JOB:
            placed = Placement.objects.get(job__framework__code=node.job.framework, job__key=node.job.key)
            levels = [level.code for level in placed.levels.all()]
            assert (levels, placed.position) == ([node.group], node.position)


def test_the_corps_has_three_grades_five_ways_in_and_three_advancements(path_of):
    corps = path_of("ingenieurs-hospitaliers")

    grades = [row for row in corps.nodes if row.kind == NodeKind.GRADE]
    kinds = [row.kind for row in corps.steps]
    assert [(row.title, row.echelons, row.special_echelons) for row in grades] == [
        ("Ingénieur", 10, 0), ("Ingénieur principal", 9, 0), ("Ingénieur hors classe", 5, 1),
    ]  # fmt: skip
    assert (kinds.count(StepKind.RECRUITMENT), kinds.count(StepKind.ADVANCEMENT)) == (5, 3)


def counted(**asked):
    with CaptureQueriesContext(connection) as captured:
        found = queries.path(day=DAY, **asked)
    return len(captured), found


def grow(slug, admin_user):
    """Three times as many rows on a path, each with its oddities."""
    path = Path.objects.get(slug=slug)
    oddities = list(Anomaly.objects.all()[:3])
    document = Document.objects.get(slug="clcc-avenant-2023-06")
    said = {"words": "mots", "document": document}
    arrival = path.nodes.last()
    for rank in range(6):
        step = Step.objects.create(path=path, key=f"s{rank}", title="Étape", kind="promotion", arrival=arrival, **said)
        step.anomalies.set(oddities)
        PromotionCount.objects.create(step=step, year=2024, count=1, note="Bilan", recorded_by=admin_user)
        for number in range(5):
            row = Criterion.objects.create(step=step, key=f"c{number}", kind="quota", title="Quota", **said)
            row.anomalies.set(oddities)
            Provision.objects.create(path=path, step=step, kind="exemple", title=f"Exemple {number}", **said)


def test_a_path_costs_the_same_whatever_it_holds(admin_user):
    before, small = counted(slug="assistant-medical")
    step_before, _ = counted(slug="assistant-medical", step="secretaire-medical")
    grow("assistant-medical", admin_user)

    after, large = counted(slug="assistant-medical")
    step_after, _ = counted(slug="assistant-medical", step="secretaire-medical")

    assert (before, after) == (10, 10)
    assert (step_before, step_after) == (9, 9)
    assert len(large.steps) == len(small.steps) + 6


def test_with_a_step_the_others_are_there_without_their_rules():
    found = queries.path(slug="assistant-medical", day=DAY, step="secretaire-medical")

    held = {step.key: bool(step.criteria) for step in found.steps}
    assert held == {
        "secretaire-administratif": False,
        "secretaire-medical": True,
        "assistant-medical-specialise": False,
    }
    whole = queries.path(slug="assistant-medical", day=DAY).step("secretaire-medical")
    assert found.step("secretaire-medical") == whole


def test_the_lines_of_a_text_lead_to_the_paths_in_one_query():
    document = Document.objects.get(slug="clcc-avenant-2021-01")

    with CaptureQueriesContext(connection) as captured:
        found = queries.drawn_from(document.pk)

    assert len(captured) == 1
    assert {link.url for links in found.values() for link in links} == {"/parcours/repositionnement/"}
