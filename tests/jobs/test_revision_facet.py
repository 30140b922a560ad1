"""« État de révision »: the list keeps sheets by their term and by what the table of the year says of them."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from jobs.actions import freezing, save_draft, start_revision, submit
from jobs.actions import revision as actions
from jobs.enums import EntryState
from jobs.models import Entry, Sheet
from jobs.queries.revision import revision_table, table_to_freeze
from jobs.queries.revision_states import revision_states
from jobs.revision_plan import Standing
from tests.jobs.versions import edited, fields_of, the_job
from tests.pages import cards, read

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DUE = "À examiner : le terme est passé"


@pytest.fixture
def campaign(admin_user):
    """The campaign of this year with three sheets: one examined, one put off, one planned."""
    jobs = [the_job(key=key) for key in ("aide-soignant", "brancardier", "dieteticien")]
    held = actions.open_campaign(year=TODAY.year, jobs=jobs, organisations=[], by=admin_user)
    for key, outcome in (("brancardier", "examinee"), ("dieteticien", "reportee")):
        entry = held.entries.get(job__key=key)
        actions.decide(entry, outcome=outcome, reason="Essai", on=TODAY, by=admin_user)
    return held


def choices(client, address="") -> dict[str, str]:
    """The boxes of the facet: what each says, by its value."""
    page = read(client.get(f"/emplois/?{address}"))
    return {box.attrs["value"]: box.parent.text for box in page.all("input", name="revision")}


def titles(client, address) -> set[str]:
    return set(cards(read(client.get(f"/emplois/?referentiel=clcc&{address}"))))


def test_without_a_campaign_sheets_are_kept_by_their_term(client):
    table = revision_table(year=TODAY.year, day=TODAY)
    due = sum(sheet.term.standing(TODAY) is Standing.DUE for sheet in table.sheets)

    response = client.get("/emplois.csv?revision=a_examiner").content.decode("utf-8-sig")

    assert 0 < due < len(table.sheets)
    assert len(response.splitlines()) - 1 == due


def test_the_facet_says_what_the_table_of_the_year_says(client, campaign):
    table = revision_table(year=TODAY.year, day=TODAY)
    said = {sheet.line.key: {sheet.term.standing(TODAY).value} for sheet in table.sheets}
    for key, entry in table.entries.items():
        said[key].add(entry.state.value)

    found = revision_states(day=TODAY)

    assert sorted(map(sorted, found.values())) == sorted(map(sorted, said.values()))
    assert titles(client, "revision=examinee") == {"Brancardier"}
    assert titles(client, "revision=reportee") == {"Diététicien"}
    assert titles(client, "revision=prevue") == {"Aide-soignant"}


def test_a_draft_and_its_opinion_are_seen_at_once_and_leave_with_it(client, campaign, admin_user):
    draft = start_revision(the_job(), by=admin_user)
    assert titles(client, "revision=en_preparation") == {"Aide-soignant"}

    save_draft(draft, fields=edited(fields_of(draft), "Accueillir", "Recevoir"), revision=0, by=admin_user)
    submit(draft, revision=1, by=admin_user)

    assert titles(client, "revision=sous_avis") == {"Aide-soignant"}
    assert choices(client)["en_preparation"] == "En préparation, 0 emploi"


def test_a_draft_of_a_sheet_that_is_not_in_the_table_is_told_to_nobody(client, admin_user):
    before = revision_states(day=TODAY)
    start_revision(the_job(), by=admin_user)

    assert revision_states(day=TODAY) == before


def test_a_closed_campaign_says_what_was_frozen(client, campaign, admin_user):
    freezing.freeze(campaign, table=lambda: table_to_freeze(year=TODAY.year, day=TODAY), by=admin_user)
    start_revision(the_job(), by=admin_user)

    assert titles(client, "revision=prevue") == {"Aide-soignant"}


def test_counts_are_live_with_words_and_with_other_facets(client, campaign):
    everywhere = sum(EntryState.PLANNED in values for values in revision_states(day=TODAY).values())

    assert everywhere == 1
    for address in ("", "referentiel=clcc", "q=patient&revision=reportee", "q=soignant"):
        labels = choices(client, address)
        assert labels["prevue"] == "Prévue cette année, 1 emploi", address
    assert choices(client, "referentiel=ucanss")["prevue"] == "Prévue cette année, 0 emploi"
    assert choices(client, "revision=prevue")["reportee"] == "Reportée, 1 emploi"  # a facet leaves itself out


def test_the_files_and_the_json_keep_the_same_and_say_it(client, campaign):
    rows = list(
        csv.reader(io.StringIO(client.get("/emplois.csv?revision=prevue").content.decode("utf-8-sig")), delimiter=";")
    )
    book = load_workbook(io.BytesIO(client.get("/emplois.xlsx?revision=prevue").content))
    answer = client.get("/api/v1/emplois?revision=prevue").json()

    column = rows[0].index("État de révision")
    assert rows[1][column].endswith("Prévue cette année")
    assert [cell.value for cell in book.active[2]][column] == rows[1][column]
    assert [row["cle"] for row in answer["resultats"]] == ["aide-soignant"]


def test_on_another_day_the_term_is_that_of_the_day(client):
    before = date(2022, 1, 1)

    assert {value for values in revision_states(day=before).values() for value in values} == {Standing.WITHIN}
    assert titles(client, f"au={before}&revision=dans_le_delai") >= {"Aide-soignant", "Brancardier"}
    far = TODAY + timedelta(days=365 * 10)
    assert {value for values in revision_states(day=far).values() for value in values} == {Standing.DUE}


def test_a_state_that_no_sheet_is_in_is_an_empty_list_and_not_a_fault(client):
    answer = client.get("/api/v1/emplois?revision=sous_avis")

    assert (answer.status_code, answer.json()["total"]) == (200, 0)


def test_deleted_jobs_bear_no_state(client):
    assert len(revision_states(day=TODAY)) == 38 == Sheet.objects.filter(job__framework__code="clcc").count()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("address", ["", "revision=prevue", "revision=prevue&referentiel=clcc&niveau=F", "q=patient"])
def test_the_list_stays_under_eight_queries(client, campaign, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(8):
        client.get(f"/emplois/?{address}")
