"""The page of changes and its feed: what the texts changed, by weight, then what was adopted since."""

from datetime import date
from xml.etree import ElementTree

import pytest

from tests.jobs.versions import amendment, in_days, next_version, the_job
from tests.pages import read

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def section(client, text):
    return read(client.get("/changements/")).one("section", id=f"t-{text}")


def entries(client):
    response = client.get("/flux/")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)  # noqa: S314  our own
    return [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary"), entry.find(f"{ATOM}link").get("href"))
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_avenant_2021_01_deleted_nine_jobs_renamed_one_and_gave_37_sheets(client):
    found = section(client, "clcc-avenant-2021-01")

    assert "9 emplois supprimés, 1 emploi renommé, 37 fiches données." in found.text
    assert [heading.text for heading in found.all("h3")] == ["Classement", "Contenu", "Rédaction"]
    assert [heading.text for heading in found.all("h4")] == ["9 emplois supprimés", "1 emploi renommé"]
    assert len(found.one("details", "more").all("li")) == 37
    assert "date d’effet non connue" in found.text


def test_avenant_2023_06_added_one_job(client):
    found = section(client, "clcc-avenant-2023-06")

    assert [heading.text for heading in found.all("h4")] == [
        "1 emploi ajouté", "5 classements donnés", "1 rémunération garantie donnée", "1 fiche donnée",
    ]  # fmt: skip


def test_the_newest_text_comes_first_and_undated_ones_bring_no_change(client):
    page = read(client.get("/changements/"))

    ids = [node.attrs["id"] for node in page.all("section", "brought")]
    assert ids == ["t-clcc-avenant-2023-06", "t-clcc-avenant-2021-01"]


def test_the_feed_holds_the_two_texts(client):
    assert [(title[:20], url) for title, _, url in entries(client)] == [
        ("Avenant n° 2023-06 d", "http://testserver/changements/#t-clcc-avenant-2023-06"),
        ("Avenant n° 2021-01 d", "http://testserver/changements/#t-clcc-avenant-2021-01"),
    ]


def test_a_version_adopted_enters_page_and_feed_by_its_weight(client, admin_user):
    text = amendment(admin_user, signed=date(2026, 3, 2), effect=in_days(10), name="Avenant <b>2026</b>")
    next_version(the_job(), "Accueillir et installer le patient", "Accueillir le patient", document=text, by=admin_user)

    found = section(client, text.slug)
    assert [heading.text for heading in found.all("h3")] == ["Rédaction"]
    assert "(pas encore en vigueur)" in found.text
    assert [link.text for link in found.one("span", "happening__links").all("a")] == ["Avant", "Après", "Côte à côte"]
    title, summary, url = entries(client)[0]
    assert title == "Aide-soignant, version 2"
    assert "1 ligne reformulée" in summary
    assert "&lt;b&gt;" in summary
    assert url == "http://testserver/emplois/clcc/aide-soignant/versions/1...2/"


def test_the_page_asks_the_same_number_of_questions_however_many_versions(
    client, admin_user, django_assert_max_num_queries
):
    for number, key in enumerate(("aide-soignant", "brancardier", "secretaire"), 1):
        text = amendment(admin_user, name=f"Avenant {number}")
        job = the_job(key=key)
        line = job.sheets.get().sections.first().items.first().text
        next_version(job, line, "Autre chose", document=text, by=admin_user)
        with django_assert_max_num_queries(17):
            client.get("/changements/")


def test_a_parameter_that_means_nothing_is_told(client):
    assert "n’existe pas" in read(client.get("/changements/?q=x")).one("div", "notice").text


@pytest.mark.parametrize("address", ["/changements/", "/flux/"])
def test_they_only_read(client, address):
    assert client.post(address).status_code == 405
