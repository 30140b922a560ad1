"""Grids and levels follow the order that their text prints."""

import pytest
from django.conf import settings

import jobs.loading
from grids.models import Grid, Level
from jobs.fixture_files import read_fixtures
from jobs.loading import load
from texts.enums import Origin
from texts.models import Document

pytestmark = pytest.mark.django_db

CARE = "ucanss-soignants"


@pytest.fixture(autouse=True)
def grids_only(monkeypatch):
    """What is drawn from the facts has tests of its own."""
    for name in [name for name in vars(jobs.loading) if name.startswith("refresh_")]:
        monkeypatch.setattr(jobs.loading, name, lambda: 0)


@pytest.fixture
def official():
    return read_fixtures(settings.BASE_DIR / "fixtures")


@pytest.fixture
def care(official):
    """The row of the care grid, to change."""
    return next(row for row in official.grids if row["key"] == CARE)


def codes(slug):
    return list(Level.objects.filter(grid__slug=slug).order_by("rank").values_list("code", flat=True))


def test_every_grid_is_loaded_in_the_printed_order(official):
    assert list(Grid.objects.values_list("slug", flat=True)) == [row["key"] for row in official.grids]
    for row in official.grids:
        assert codes(row["key"]) == [level["code"] for level in row["levels"]]


def test_levels_may_be_put_in_another_order(official, care):
    care["levels"].reverse()

    summary = load(official)

    assert codes(CARE) == [level["code"] for level in care["levels"]]
    assert summary.of(Level).changed == len(care["levels"])
    assert load(official).writes == 0


def test_a_level_may_be_found_between_two_others(official, care):
    care["levels"].insert(
        1, {"code": "1E bis", "label": "Niveau 1E bis", "passage": "", "definition": "", "document": ""}
    )

    summary = load(official)

    assert codes(CARE) == [level["code"] for level in care["levels"]]
    assert summary.of(Level).created == 1
    assert load(official).writes == 0


def test_a_level_that_the_text_does_not_print_goes(official, care):
    level = next(
        level
        for level in care["levels"]
        if not any(level["code"] in row["levels"] for row in official.placements if row["grid"] == CARE)
    )
    care["levels"].remove(level)

    summary = load(official)

    assert summary.of(Level).removed == 1
    assert codes(CARE) == [level["code"] for level in care["levels"]]


def test_a_grid_that_a_person_entered_first_keeps_its_own_levels(official, care):
    mine = Grid.objects.create(
        slug="ma-grille", framework_code="ucanss", title="Ma grille", document=Document.objects.first()
    )
    Level.objects.create(grid=mine, code="A", label="Groupe A", rank=1)
    official.grids.append(care | {"key": "ma-grille", "title": "Grille du texte"})

    summary = load(official)

    mine.refresh_from_db()
    assert (mine.title, mine.origin, codes("ma-grille")) == ("Ma grille", Origin.ENTERED, ["A"])
    assert summary.of(Grid).left == ["Ma grille"]
    assert load(official).writes == 0
