"""What the tests of loading share."""

import pytest
from django.conf import settings

import jobs.loading
from jobs.fixture_files import read_fixtures
from jobs.models import Sheet


@pytest.fixture
def official():
    """The fixtures of the project, read anew: a test may change them."""
    return read_fixtures(settings.BASE_DIR / "fixtures")


@pytest.fixture
def aide_soignant(official):
    """The row of the sheet of the Sécurité sociale's aide-soignant(e), to change."""
    return next(row for row in official.sheets if row["job"] == "ucanss/060101")


@pytest.fixture
def aide_soignant_sheet(db):
    """The same sheet in the database."""
    return Sheet.objects.get(job__framework__code="ucanss", job__key="060101")


@pytest.fixture
def facts_only(monkeypatch):
    """Loads bring the facts and leave alone the rows that are drawn from them, which have tests of their own."""
    for name in [name for name in vars(jobs.loading) if name.startswith("refresh_")]:
        monkeypatch.setattr(jobs.loading, name, lambda: 0)
