"""The yearly table as anyone reads it: pages, files, JSON, of a living table and of a frozen one."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from jobs.actions import revision as actions
from jobs.models import Organisation
from jobs.queries import revision as queries
from tests.jobs.test_revision import NEW, OLD, YEAR, freeze, today
from tests.jobs.versions import amendment, fields_of, next_version, start_revision, the_job
from tests.pages import notices, read

pytestmark = pytest.mark.django_db

PAGE = f"/revision/{YEAR}/"


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return read(response)


@pytest.fixture
def campaign(admin_user):
    """A year with three sheets: one revised, one confirmed, one put off at the request of a union."""
    unions = [Organisation.objects.create(name=name, college="salaries") for name in ("CFDT", "FO")]
    employers = Organisation.objects.create(name="Unicancer", college="employeurs")
    jobs = [the_job(), the_job(key="secretaire")]
    campaign = actions.open_campaign(
        year=YEAR, jobs=jobs, organisations=[*unions, employers], meeting_on=date(YEAR, 3, 2), by=admin_user
    )
    asked = actions.enter(
        campaign, the_job(key="brancardier"), reason="demande", requested_by=unions[1], note="Transport", by=admin_user
    )
    actions.decide(asked, outcome="reportee", reason="Décret attendu.", on=today(), by=admin_user)
    confirmed = campaign.entries.get(job__key="secretaire")
    actions.decide(confirmed, outcome="examinee", reason="=Toujours exacte.", on=today(), by=admin_user)
    next_version(the_job(), OLD, NEW, document=amendment(admin_user, signed=today()), by=admin_user)
    return campaign


def test_without_a_campaign_the_state_of_today_is_told_plainly(client):
    found = page(client, "/revision/")

    assert found.one("h1").text == "Révision des fiches des CLCC"
    assert "Aucune campagne n’est ouverte" in notices(found)[0]
    assert len(found.one("ol", "gridmarks").all("li")) == 38
    assert len(found.one("section", **{"aria-labelledby": "fiches-h"}).one("tbody").all("tr")) == 38
    assert "infraction" not in found.text
    assert "Le texte n’exige de réviser que les fiches « qui le nécessitent »" in found.text
    assert "signature (date d’effet non connue)" in found.text


def test_each_rule_leads_to_its_lines(client):
    sources = [link.url for link in page(client, PAGE).one("section", **{"aria-labelledby": "regle-h"}).all("a")]

    assert sources == [f"/documents/clcc-avenant-2021-01/#l{line}" for line in (64, 196, 199, 201)]


def test_the_table_of_a_year_says_why_how_far_and_what_changed(client, campaign):
    found = page(client, PAGE)

    rows = [row.text for row in found.one("ol", "entries").all("li")]
    assert rows[0].startswith("Brancardier reportée Demande d’un partenaire social : FO, Transport. Le")
    assert "Décret attendu." in rows[0]
    assert rows[1].startswith("Secrétaire examinée et confirmée Terme de cinq ans.")
    assert rows[2].startswith("Aide-soignant révisée Terme de cinq ans. Par Avenant 2026-01")
    assert "Poids du changement : rédaction. Classement touché : non." in rows[2]
    assert found.links()["Ce qui change"] == "/emplois/clcc/aide-soignant/versions/1...2/"
    assert "Employeurs : Unicancer. Salariés : CFDT, FO." in found.text
    assert "1 fiche révisée sur les 8 d’un cinquième, 1 fiche examinée et confirmée." in found.text
    assert found.one("tr", "current").one("td", "num").text == "1 sur 81 examinée"


def test_the_words_of_a_draft_are_nowhere(client, campaign, admin_user):
    draft = start_revision(the_job(key="brancardier"), by=admin_user)
    assert fields_of(draft)

    found = page(client, PAGE)

    assert "/versions/2" not in " ".join(link.url for link in found.all("a") if "brancardier" in link.url)


def test_every_file_says_the_same(client, campaign):
    data = client.get(f"/api/v1/revision/{YEAR}").json()
    rows = list(csv.reader(io.StringIO(client.get(f"/revision/{YEAR}.csv").content.decode("utf-8-sig")), delimiter=";"))
    book = load_workbook(io.BytesIO(client.get(f"/revision/{YEAR}.xlsx").content))
    sheet = [tuple(cell or "" for cell in row) for row in book["Fiches"].iter_rows(values_only=True)]

    assert [row[1] for row in rows[1:]] == [row["intitule"] for row in data["lignes"]]
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == [list(row) for row in sheet]
    confirmed = next(row for row in rows if row[1] == "Secrétaire")
    assert confirmed[13] == "examinée et confirmée"
    assert confirmed[15] == "'=Toujours exacte."
    assert book.sheetnames == ["Fiches", "Avis", "Remarques", "Demandes", "Années", "À savoir"]
    assert all(cell.data_type == "s" for row in book["Fiches"].iter_rows() for cell in row if cell.value)


def test_the_pdf_is_tagged_and_has_its_title_and_language(client, campaign):
    reader = PdfReader(io.BytesIO(client.get(f"/revision/{YEAR}.pdf").content))
    text = " ".join("".join(one.extract_text() for one in reader.pages).split())

    assert reader.metadata.title == f"Révision des fiches, {YEAR}, tableau de suivi"
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Brancardier" in text
    assert "Décret attendu." in text


def test_a_frozen_table_stays_at_its_address_with_the_same_bytes(client, campaign, admin_user):
    freeze(campaign, admin_user)
    addresses = [f"/revision/{YEAR}.{suffix}?edition=1" for suffix in ("csv", "pdf")]
    before = [client.get(address).content for address in addresses]

    actions.reopen(campaign, reason="Oubli.", by=admin_user)
    actions.enter(campaign, the_job(key="dieteticien"), reason="loi", by=admin_user)
    assert len(page(client, PAGE).one("ol", "entries").all("li")) == 4
    freeze(campaign, admin_user)

    assert [client.get(address).content for address in addresses] == before
    found = page(client, PAGE)
    assert "édition 2" in notices(found)[0]
    assert found.links()["Édition 1"] == f"{PAGE}?edition=1"
    assert "édition 1" in notices(page(client, f"{PAGE}?edition=1"))[0]
    assert found.links()["CSV du tableau " + str(YEAR)] == f"/revision/{YEAR}.csv?edition=2"
    assert page(client, "/revision/").links()[f"Tableau {YEAR}, arrêté"] == PAGE


@pytest.mark.parametrize(
    "address", ["/revision/2020/", "/revision/2020.csv", "/revision/2020.pdf", f"{PAGE}?edition=7"]
)
def test_what_has_no_table_is_not_found_and_says_which_years_do(client, address):
    response = client.get(address)

    assert response.status_code == 404
    if response.headers["Content-Type"].startswith("text/html"):
        assert f"/revision/{YEAR}/" in response.content.decode()
    assert client.get("/api/v1/revision/2020").status_code == 404


@pytest.mark.parametrize("query", ["x=1", "edition=un", "edition=1&edition=2", "edition=-1"])
def test_a_parameter_that_means_nothing_is_told_by_the_page_and_refused_by_the_files(client, query):
    assert "n’a pas été compris" in notices(page(client, f"{PAGE}?{query}"))[0]
    for address in (
        f"/revision/{YEAR}.csv",
        f"/revision/{YEAR}.xlsx",
        f"/revision/{YEAR}.pdf",
        f"/api/v1/revision/{YEAR}",
    ):
        assert client.get(f"{address}?{query}").status_code == 400


def test_the_pages_cost_a_bounded_number_of_queries(client, campaign):
    for address, cost in (
        ("/revision/", 19),
        (PAGE, 18),
        (f"/revision/{YEAR}.csv", 18),
        (f"/api/v1/revision/{YEAR}", 18),
    ):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) == cost, address


def test_the_table_follows_the_day_of_the_portal():
    assert queries.published_table(year=YEAR, day=today())[0]["au"] == today().isoformat()
