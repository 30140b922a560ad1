"""Where a job can lead: the ways that the texts open, each kind with its source; near jobs and history apart."""

from datetime import date

import pytest

from careers.lead_queries import leads_of
from careers.leads import leads
from jobs.queries import job_sheet
from tests.careers.conftest import DAY
from tests.pages import Node, read

pytestmark = pytest.mark.django_db

ROUTES = [
    "Concours externe sur titres",
    "Concours interne sur épreuves",
    "Troisième concours sur épreuves",
    "Examen professionnel",
    "Au choix",
]


def told(framework: str, key: str) -> list[tuple[str, str, bool]]:
    """Kind, title and direction of each lead of a job."""
    sheet = job_sheet(framework=framework, key=key, day=DAY)
    return [(lead.kind, lead.title, lead.inbound) for lead in leads_of(sheet)]


def side(found: Node, name: str) -> dict[str, list[str]]:
    """The groups of a side of the map: heading → titles."""
    part = found.one("section", f"map__side--{name}")
    return {
        group.one("h3").text: [row.text for row in group.all("span", "lead__title")]
        for group in part.all("section", "map__group")
    }


def test_the_secretary_has_two_steps_one_a_post():
    assert told("clcc", "secretaire") == [
        ("etape", "Assistant(e) médical(e)", False),
        ("etape", "Assistant(e) médical(e)", False),
    ]


def test_the_medical_assistant_stands_between_two_posts_and_a_job():
    assert told("clcc", "assistant-medical") == [
        ("etape", "Secrétaire administratif", True),
        ("etape", "Secrétaire médical(e)", True),
        ("etape", "Assistant(e) médical(e) spécialisé(e)", False),
    ]


def test_the_ways_in_that_the_text_does_not_name_are_on_the_map(client):
    found = read(client.get("/emplois/clcc/assistant-medical/parcours/"))
    inward = found.one("section", "map__side--in")

    assert side(found, "in")["Étape d’un parcours"] == [
        "Secrétaire administratif", "Secrétaire médical(e)", "D’autres emplois et postes",
    ]  # fmt: skip
    assert "/parcours/assistant-medical/#autres-acces" in inward.links().values()
    assert "/documents/clcc-avenant-2023-06/#l51" in {link.url for link in inward.all("a")}
    specialist = read(client.get("/emplois/clcc/assistant-medical-specialise/parcours/"))
    assert "D’autres emplois et postes" not in specialist.one("section", "map__side--in").text


def test_the_hospital_sheet_has_its_routes_its_grades_and_the_only_bridge_of_the_texts():
    assert told("fph", "15d30") == [
        *(("recrutement", title, True) for title in ROUTES),
        ("avancement", "Au grade d’ingénieur principal", False),
        ("avancement", "Au grade d’ingénieur hors classe, au tableau annuel", False),
        ("avancement", "Au grade d’ingénieur hors classe, pour une valeur professionnelle exceptionnelle", False),
        ("passerelle", "Chef(fe) de projet(s) de recherche clinique", False),
    ]


def test_a_deleted_job_leads_to_its_repositioning_and_a_job_in_force_does_not():
    assert told("clcc", "aide-de-laboratoire") == [("repositionnement", "Emploi le plus approchant", False)]
    assert told("clcc", "aide-soignant") == []


def test_a_code_that_replaces_another_is_history_and_no_way():
    """0114 is replaced: nothing of it is a lead, on either side."""
    for key in ("0114", "0206", "060101"):
        assert told("ucanss", key) == []


def test_a_bridge_leads_to_the_sheet_that_bears_its_title():
    sheet = job_sheet(framework="fph", key="15d30", day=DAY)
    title = "Chef(fe) de projet(s) de recherche clinique"

    bridge = leads(sheet, [], {title: "/emplois/fph/15d10/"})[-1]

    assert (bridge.kind, bridge.url, bridge.note) == ("passerelle", "/emplois/fph/15d10/", "")
    assert bridge.source.url == "/documents/aphp-fiche-metier-15d30/#l375"


def test_a_step_is_not_open_before_its_text():
    sheet = job_sheet(framework="clcc", key="secretaire", day=date(2022, 1, 1))

    assert leads_of(sheet) == []


def test_the_map_tells_each_kind_apart_with_its_source(client):
    found = read(client.get("/emplois/fph/15d30/parcours/"))

    assert side(found, "in") == {"Voie de recrutement": ROUTES}
    assert list(side(found, "out")) == ["Avancement de grade", "Passerelle"]
    leads_shown = found.one("div", "map").all("li", "lead")
    assert len(leads_shown) == 9
    for lead in leads_shown:
        assert lead.one("a", "source").url.startswith("/documents/aphp-fiche-metier-15d30/#l")
    assert "le portail n’a pas de fiche à ce titre" in found.text


def test_near_jobs_stand_apart_and_are_said_to_be_computed(client):
    found = read(client.get("/emplois/clcc/assistant-medical/parcours/"))

    near = found.one("section", id="proches")
    assert "Calcul de Repères" in near.text
    assert "aucun texte n’ouvre ces passages" in near.text
    assert len(near.all("li")) >= 3
    assert near.all("li")[0].text not in found.one("div", "map").text


def test_a_replacement_is_told_as_history(client):
    found = read(client.get("/emplois/ucanss/011401/parcours/"))

    history = found.one("section", id="histoire")
    assert "qui n’est pas une étape" in history.one("h2").text
    assert len(history.all("li")) == 1
    assert found.one("div", "map").all("li", "lead") == []


def test_a_job_without_any_way_says_so(client):
    found = read(client.get("/emplois/clcc/aide-soignant/parcours/"))

    assert "Aucun texte du portail ne décrit de suite à cet emploi." in found.text
    assert "Aucun texte du portail ne décrit de voie vers cet emploi." in found.text


@pytest.mark.parametrize("address", ["clcc/secretaire", "clcc/aide-soignant", "fph/15d30", "anap/community-manager"])
def test_a_sheet_leads_to_its_map(client, address):
    section = read(client.get(f"/emplois/{address}/")).one("section", id="suites")

    assert section.links()["La carte de cet emploi"] == f"/emplois/{address}/parcours/"


def test_a_sheet_gives_its_steps_with_the_way_to_their_conditions(client):
    section = read(client.get("/emplois/clcc/assistant-medical/")).one("section", id="suites")

    assert [row.one("span", "lead__title").text for row in section.all("li", "lead")] == [
        "Assistant(e) médical(e) spécialisé(e)", "Secrétaire administratif", "Secrétaire médical(e)",
    ]  # fmt: skip
    assert "/parcours/assistant-medical/#etape-assistant-medical-specialise" in section.links().values()


def test_a_map_keeps_the_day_shown(client):
    sheet = read(client.get("/emplois/clcc/secretaire/?au=2022-01-01"))
    address = sheet.one("section", id="suites").links()["La carte de cet emploi"]

    assert address == "/emplois/clcc/secretaire/parcours/?au=2022-01-01"
    assert "Portail au 1er janvier 2022." in read(client.get(address)).text


def test_another_code_leads_to_the_map_of_its_job(client):
    response = client.get("/emplois/fph/15D30/parcours/")

    assert response.status_code == 301
    assert response.headers["Location"] == "/emplois/fph/15d30/parcours/"


def test_an_unknown_job_is_a_404_that_offers_titles(client):
    response = client.get("/emplois/clcc/assistant-medicale/parcours/")

    assert response.status_code == 404
    assert "Assistant médical" in read(response).text


@pytest.mark.parametrize(
    ("address", "cost"),
    [("clcc/assistant-medical", 15), ("fph/15d30", 15), ("anap/community-manager", 14)],
)
def test_a_map_costs_what_its_sheet_does(client, django_assert_num_queries, address, cost):
    """The sheet, its near jobs, the steps around it, the ways not named, for bridges the jobs of their titles."""
    with django_assert_num_queries(cost):
        assert client.get(f"/emplois/{address}/parcours/").status_code == 200
