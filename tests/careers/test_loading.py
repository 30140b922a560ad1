"""Careers enter by load_fixtures: again and again without a change, and never over what a person wrote."""

import pytest

from careers.enums import CriterionKind
from careers.loading import load_careers
from careers.models import Criterion, Node, Path, PromotionCount, Provision, Step
from jobs import loading
from jobs.loading import load
from tests.jobs.rows import changes, snapshot
from texts.enums import Origin
from texts.models import Document
from texts.syncing import LoadError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def facts_only(monkeypatch):
    """What is drawn from the facts has tests of its own."""
    for name in [name for name in vars(loading) if name.startswith("refresh_")]:
        monkeypatch.setattr(loading, name, lambda: 0)


def row_of(official, kind, **values):
    return next(
        row
        for row in official.careers
        if row["row"] == kind and all(row[name] == value for name, value in values.items())
    )


def test_a_second_load_changes_nothing(official):
    before = snapshot()

    summary = load(official)

    assert summary.writes == 0
    assert changes(before, snapshot()) == {}


def test_a_corrected_criterion_is_corrected_and_a_removed_one_goes(official):
    row_of(official, "criterion", key="experience", step="secretaire-administratif")["title"] = "Autre titre"
    official.careers.remove(row_of(official, "criterion", key="formation", step="secretaire-administratif"))

    load(official)

    step = Step.objects.get(key="secretaire-administratif")
    assert [row.title for row in step.criteria.filter(key__in=["experience", "formation"])] == ["Autre titre"]


def test_what_a_person_added_to_a_path_of_the_texts_stays(official):
    step = Step.objects.get(key="assistant-medical-specialise")
    document = Document.objects.get(slug="clcc-avenant-2023-06")
    Criterion.objects.create(
        step=step, key="ajoute", kind=CriterionKind.DIPLOMA, title="Diplôme", words="Le diplôme", document=document
    )

    load(official)

    assert Criterion.objects.get(step=step, key="ajoute").origin == Origin.ENTERED


def test_a_path_that_a_person_entered_at_the_same_address_is_left_with_what_hangs_from_it(official):
    Path.objects.filter(slug="assistant-medical").update(origin=Origin.ENTERED)
    Criterion.objects.filter(step__path__slug="assistant-medical", key="experience").update(title="Le mien")
    for model in (Node, Step, Provision):
        model.objects.filter(path__slug="assistant-medical").update(origin=Origin.ENTERED)
    Criterion.objects.filter(step__path__slug="assistant-medical").update(origin=Origin.ENTERED)
    before = Step.objects.filter(path__slug="assistant-medical").count()

    load(official)

    assert Step.objects.filter(path__slug="assistant-medical").count() == before
    assert set(
        Criterion.objects.filter(step__path__slug="assistant-medical", key="experience").values_list("title", flat=True)
    ) == {"Le mien"}


def test_a_step_that_the_texts_no_longer_give_is_kept_while_promotions_are_counted_on_it(official, admin_user):
    step = Step.objects.get(key="secretaire-medical")
    PromotionCount.objects.create(step=step, year=2024, count=3, note="Bilan", recorded_by=admin_user)
    rows = [
        row
        for row in official.careers
        if row.get("step") != step.key and not (row["row"] == "step" and row["key"] == step.key)
    ]
    official.careers[:] = rows

    summary = load(official)

    assert summary.of(Step).kept == ["Depuis le poste de secrétaire médical(e)"]
    assert not Criterion.objects.filter(step=step).exists()


@pytest.mark.parametrize(
    ("kind", "column", "value", "says"),
    [
        ("path", "framework", "autre", "le référentiel « autre » n’est pas dans frameworks.json"),
        ("step", "to", "autre", "n’a pas de poste, d’emploi ni de grade « autre »"),
        ("node", "path", "autre", "le parcours « autre » n’y est pas"),
        ("criterion", "step", "autre", "n’a pas d’étape « autre »"),
        ("step", "anomalies", ["autre"], "l’anomalie « autre » n’est pas dans anomalies.json"),
        ("criterion", "kind", "autre", "« autre » n’est pas une valeur connue"),
    ],
)
def test_a_row_that_leads_nowhere_is_refused_and_nothing_is_loaded(official, kind, column, value, says):
    row_of(official, kind)[column] = value
    before = snapshot()

    with pytest.raises(LoadError) as refusal:
        load(official)

    assert says in str(refusal.value)
    assert changes(before, snapshot()) == {}


def test_a_folder_without_careers_loads(official):
    official.careers.clear()

    load(official)

    assert not Path.objects.exists()
    assert load_careers in loading.followers
