"""`?au=`: the list, a sheet, a grid and a comparison show that day, and say plainly that it is not today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.pages import notices, read
from texts.effect import french_date

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAGES = [
    "/emplois/?referentiel=clcc",
    "/emplois/clcc/aide-soignant/?",
    "/grilles/clcc-non-cadres/?",
    "/grilles/?",
    "/grilles/ucanss-soignants/3EB/?",
    "/comparer/?emploi=clcc/aide-soignant&emploi=ucanss/060101",
]


def told(client, address: str) -> list[str]:
    """The notices that name another day."""
    return [notice for notice in notices(read(client.get(address))) if notice.startswith("Portail au ")]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_another_day_says_which_and_leads_back(client, address):
    for day in (TODAY.replace(year=2022, month=6, day=30), TODAY + timedelta(days=400)):
        [notice] = told(client, f"{address}&au={day}".replace("?&", "?"))

        assert notice.startswith(f"Portail au {french_date(day)}.")
        assert notice.endswith("Revenir à aujourd’hui")


@pytest.mark.parametrize("address", PAGES)
def test_the_page_of_today_says_nothing_of_it(client, address):
    assert told(client, address) == []
    assert told(client, f"{address}&au={TODAY}".replace("?&", "?")) == []
