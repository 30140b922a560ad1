"""The yearly table as anyone reads it: pages, files, JSON, of a living table and of a frozen one."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from jobs.actions import freezing
from jobs.actions import revision as actions
from jobs.models import Edition, Organisation
from jobs.queries import revision as queries
from tests.harness import DATE
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

    assert sources == [f"/documents/clcc-avenant-2021-01/#l{line}" for line in (55, 64, 196, 199, 201)]


def test_the_year_that_established_the_sheets_is_not_told_as_one_that_revised_none(client):
    found = page(client, "/revision/").one("section", **{"aria-labelledby": "avancement-h"})

    rows = {row.one("th").text: [cell.text for cell in row.all("td", "num")] for row in found.one("tbody").all("tr")}
    assert rows["2021"] == ["sans objet", "37"]
    assert rows["2022"] == ["0 sur 8", "–"]
    assert rows["2023"] == ["0 sur 8", "1"]
    assert "Établies : les premières fiches de leur emploi, 37 fiches en 2021 et 1 fiche en 2023." in found.text
    assert found.links()["Avenant 2021-01, lignes 55 à 57"] == "/documents/clcc-avenant-2021-01/#l55"


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
    assert [cell.text for cell in found.one("tr", "current").all("td", "num")] == ["1 sur 81 examinée", "–"]


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
    addresses = [f"/revision/{YEAR}.{suffix}?edition=1" for suffix in ("csv", "xlsx", "pdf")]
    addresses.append(f"/api/v1/revision/{YEAR}?edition=1")
    before = [client.get(address).content for address in addresses]

    sent = {"organisation": Organisation.objects.get(name="FO"), "sent_on": today(), "means": "Courriel"}
    freezing.record_transmission(Edition.objects.get(), **sent, by=admin_user)
    assert [client.get(address).content for address in addresses] == before
    freezing.reopen(campaign, reason="Oubli.", by=admin_user)
    actions.enter(campaign, the_job(key="dieteticien"), reason="loi", by=admin_user)
    assert len(page(client, PAGE).one("ol", "entries").all("li")) == 4
    freeze(campaign, admin_user, "Le diététicien manquait.")

    assert [client.get(address).content for address in addresses] == before
    found = page(client, PAGE)
    assert "édition 2. Elle corrige l’édition 1 : Le diététicien manquait." in notices(found)[0]
    assert found.links()["Édition 1"] == f"{PAGE}?edition=1"
    assert "édition 1" in notices(page(client, f"{PAGE}?edition=1"))[0]
    assert found.links()["CSV du tableau " + str(YEAR)] == f"/revision/{YEAR}.csv?edition=2"
    assert page(client, "/revision/").links()[f"Tableau {YEAR}, arrêté"] == PAGE


def test_the_register_says_who_was_sent_which_edition_beside_what_is_frozen(client, campaign, admin_user):
    first = freeze(campaign, admin_user)
    unions = {row.name: row for row in Organisation.objects.all()}
    given = {"organisations": [unions["CFDT"], unions["FO"]], "sent_on": date(YEAR, 1, 2), "means": "Courriel"}
    freezing.record_transmissions(first, **given, by=admin_user)
    freezing.reopen(campaign, reason="Oubli.", by=admin_user)
    second = freeze(campaign, admin_user, "Oubli.")
    freezing.record_transmission(second, organisation=unions["FO"], sent_on=today(), means="En séance", by=admin_user)

    table = page(client, PAGE).one("section", **{"aria-labelledby": "registre-h"})
    rows = [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
    lines = client.get(f"/revision/{YEAR}/transmissions.csv").content.decode("utf-8-sig").splitlines()
    data = client.get(f"/api/v1/revision/{YEAR}/transmissions").json()

    assert [head.text for head in table.one("thead").all("th")] == ["Organisation", "Édition 1", "Édition 2"]
    colleges = [row.one("span").text for row in table.one("tbody").all("th")]
    assert colleges == ["employeurs", "salariés", "salariés"]
    assert [row[1].split(" (")[-1] for row in rows] == ["non enregistrée", "non enregistrée", "En séance)"]
    assert rows[2][0] == f"Le 2 janvier {YEAR} (Courriel)"
    assert [line.split(";")[5:] for line in lines[1:]] == [
        ["CFDT", f"02/01/{YEAR}", "Courriel"],
        ["FO", f"02/01/{YEAR}", "Courriel"],
        ["FO", today().strftime("%d/%m/%Y"), "En séance"],
    ]
    assert [len(edition["transmissions"]) for edition in data["editions"]] == [2, 1]
    assert [edition["empreinte"] for edition in data["editions"]] == [first.sha256, second.sha256]


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
        (f"/revision/{YEAR}.csv", 18 + DATE),
        (f"/api/v1/revision/{YEAR}", 18 + DATE),
    ):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) == cost, address


def test_the_table_follows_the_day_of_the_portal():
    assert queries.published_table(year=YEAR, day=today())[0]["au"] == today().isoformat()
