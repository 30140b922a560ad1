"""What the tests of the careers share."""

from datetime import date

import pytest
from django.conf import settings

from careers import queries
from jobs.fixture_files import read_fixtures

DAY = date(2026, 11, 22)


@pytest.fixture
def official():
    """The fixtures of the project, read anew: a test may change them."""
    return read_fixtures(settings.BASE_DIR / "fixtures")


@pytest.fixture
def path_of(db):
    """A path as of an ordinary day, by its address."""
    return lambda slug: queries.path(slug=slug, day=DAY)
