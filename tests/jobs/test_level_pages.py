"""A level's page: what the text says of it, who holds it, what each sheet describes there and just below."""

from datetime import date

import pytest
from django.utils import timezone

from jobs.models import Item, Placement, Section
from tests.pages import Node, notices, read

pytestmark = pytest.mark.django_db

ANNEX = "/documents/ucanss-annexe-1-metiers-reperes/"
UNSAID = "Le texte décrit les niveaux, pas les conditions pour passer de l’un à l’autre."


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))


def level(client, address: str) -> Node:
    response = client.get(f"/grilles/{address}")
    assert response.status_code == 200
    return read(response)


def steps(page: Node) -> dict[str, Node]:
    return {step.one("h3").all("a")[0].text: step for step in page.all("section", "levelstep")}


def wordings(node: Node) -> list[str]:
    """The printed lines of a part of the page, without their source."""
    return ["".join(c for c in item.children if isinstance(c, str)).strip() for item in node.all("li", "item")]


def test_a_level_without_definition_says_that_the_text_gives_none(client):
    page = level(client, "ucanss-administratif/4A/")

    assert page.one("h1").text == "Niveau 4A"
    definition = page.one("section", "leveldefinition")
    assert "Le texte ne définit pas ce niveau." in definition.text
    assert definition.all("blockquote") == []
    assert definition.one("a", "source").url == f"{ANNEX}#l9"


def test_a_defined_level_gives_the_words_of_the_text(client):
    page = level(client, "ucanss-ingenieurs-conseils/11B/")

    assert page.one("blockquote", "quote").text == (
        "Ingénieur-conseil qui assure en second la responsabilité tant administrative que technique du service "
        "prévention-tarification."
    )
    assert page.one("section", "leveldefinition").one("a", "source").url == f"{ANNEX}#l1419"
    assert "Le texte ne place aucun emploi à ce niveau." in page.text


def test_a_metier_gives_the_activities_of_the_level_and_those_just_below(client):
    """Métier 1406, lines 507 to 519."""
    step = steps(level(client, "ucanss-administratif/4A/"))["1406 Technicien(ne) traitement de l'information"]
    below = step.all("details", "more")[0]

    assert step.one("p", "levelstep__place").one("a", "source", href=f"{ANNEX}#l516")
    assert wordings(step)[:2] == [
        "Assurer un soutien technique au sein de son unité",
        "Identifier des solutions en cas de dysfonctionnements ou d'anomalies",
    ]
    assert below.all("summary")[0].text.startswith("Ce que la fiche décrit juste en dessous, au niveau 3")
    assert below.one("h4").text == "Activités - Niveau 3"
    assert wordings(below)[0] == "Réaliser la dématérialisation de documents papiers"
    assert len(wordings(below)) == 6


def test_the_level_just_below_is_the_one_that_the_sheet_describes(client):
    """0113 begins at 4B: 4A, just below in the grid, is none of its levels."""
    found = steps(level(client, "ucanss-administratif/4B/"))[
        "0113 Référent(e) technique gestion des situations clients"
    ]

    assert "La fiche de cet emploi ne décrit aucun niveau en dessous." in found.text
    assert "juste en dessous, au" not in found.text


def test_what_a_branch_adds_stands_under_the_words_of_the_text(client):
    """Métier 0111, lines 142 to 161."""
    step = steps(level(client, "ucanss-administratif/4B/"))["0111 Gestionnaire conseil sécurité sociale"]
    headings = [h.text for h in step.all("h5")]

    assert headings[:3] == [
        "Spécificités Branche Maladie",
        "Spécificités Branche Recouvrement",
        "Spécificités Branche Retraite",
    ]
    assert "21 emplois rattachés : niveau de l’emploi non précisé dans le texte" in step.text


def test_the_page_says_what_the_text_does_not_say(client):
    text = level(client, "ucanss-administratif/4A/").one("main").text

    assert UNSAID in text
    assert "sans dire si celles d’un niveau s’ajoutent à celles du niveau inférieur ou les remplacent" in text


def test_the_care_level_names_its_jobs_with_the_line_of_their_heading(client):
    page = level(client, "ucanss-soignants/3EB/")

    assert list(steps(page)) == ["060101 Aide-soignant(e)", "060102 Auxiliaire de puériculture"]
    place = steps(page)["060101 Aide-soignant(e)"].one("p", "levelstep__place")
    assert "énoncé par le texte" in place.text
    assert [a.url for a in place.all("a")] == [f"{ANNEX}#l798", "/emplois/ucanss/060101/#place"]
    assert UNSAID in page.text
    assert "sans dire si celles" not in page.text  # these sheets describe no level


@pytest.mark.parametrize("address", ["ucanss-administratif/1/", "ucanss-soignants/9E/", "ucanss-informatique/X/"])
def test_a_level_that_no_job_holds_says_so(client, address):
    page = level(client, address)

    assert steps(page) == {}
    assert "Le texte ne place aucun emploi à ce niveau." in page.text


def test_a_group_quotes_the_words_that_print_it(client):
    page = level(client, "clcc-non-cadres/B/")

    assert "un salarié ayant atteint le 1er palier du groupe B depuis 5 ans" in page.one("blockquote", "quote").text
    assert page.one("section", "leveldefinition").one("a", "source").url == "/documents/clcc-avenant-2021-01/#l178"
    assert "signé le 1er avril 2021, date d’effet non connue" in page.one("p", "sheethead__also").text
    assert "Le texte ne place aucun emploi à ce groupe." in page.text


def test_group_f_says_how_each_job_is_known_to_be_in_it(client):
    page = level(client, "clcc-non-cadres/F/")
    found = steps(page)

    assert list(found) == ["Orthophoniste", "Assistant médical spécialisé", "Attaché de recherche clinique"]
    assert "les deux emplois qui l’encadrent sont donc du même groupe" in found["Orthophoniste"].text
    facts = {f.one("dt").text: f.all("dd")[0].text for f in found["Assistant médical spécialisé"].all("div", "fact")}
    assert facts == {"Position": "4", "Filière": "MT", "Cotation": "212"}
    assert [cell.text for cell in page.one("table").all("td")] == ["F", "28 479 €", "29 335 €", "30 213 €"]
    assert UNSAID not in page.text  # the amendment gives conditions for two jobs


def test_neighbours_are_those_of_the_printed_order(client):
    assert level(client, "ucanss-administratif/5A/").all("ul", "takeaway")[0].links() == {
        "Imprimé avant : Niveau 4B": "/grilles/ucanss-administratif/4B/",
        "Imprimé après : Niveau 5B": "/grilles/ucanss-administratif/5B/",
    }
    assert list(level(client, "ucanss-administratif/9/").all("ul", "takeaway")[0].links()) == [
        "Imprimé avant : Niveau 8"
    ]


def test_groups_that_no_text_prints_in_a_row_say_where_their_order_comes_from(client):
    first, middle = level(client, "clcc-non-cadres/B/"), level(client, "clcc-non-cadres/E/")

    assert list(first.all("ul", "takeaway")[0].links()) == ["Après : Groupe D"]
    assert list(middle.all("ul", "takeaway")[0].links()) == ["Avant : Groupe D", "Après : Groupe F"]
    assert "Aucun texte n’imprime la suite des groupes." in middle.text
    assert "Imprimé" not in middle.text
    assert "Aucun texte n’imprime la suite" not in level(client, "ucanss-administratif/5A/").text


def test_words_printed_at_two_levels_are_said_to_be(client):
    section = Section.objects.get(sheet__job__key="1406", level="3")
    Item.objects.rectifying().filter(section=section, order=1).update(
        text="Assurer un soutien technique au sein de son unité"
    )

    step = steps(level(client, "ucanss-administratif/4A/"))["1406 Technicien(ne) traitement de l'information"]

    assert (
        "Déjà imprimé dans les mêmes mots au niveau 3 : Assurer un soutien technique au sein de son unité." in step.text
    )


def test_another_case_leads_to_the_level_and_keeps_the_day(client):
    response = client.get("/grilles/ucanss-administratif/4a/?au=2025-06-30")

    assert response.status_code == 301
    assert response.headers["Location"] == "/grilles/ucanss-administratif/4A/?au=2025-06-30"


def test_a_group_not_printed_yet_is_a_404_that_names_those_that_are(client):
    response = client.get("/grilles/clcc-non-cadres/F/?au=2022-01-01")

    assert response.status_code == 404
    text = read(response).one("main").text
    assert "n’a pas ce niveau ce jour-là" in text
    assert "Groupe B" in text


def test_the_day_is_said_and_kept(client):
    page = level(client, "ucanss-administratif/4A/?au=2025-06-30")

    assert notices(page)[0].startswith("Portail au 30 juin 2025.")
    assert page.one("nav", "crumbs").links()["Grille du personnel administratif"] == (
        "/grilles/ucanss-administratif/?au=2025-06-30"
    )


@pytest.mark.parametrize("kept", [1, 3])
def test_a_level_costs_the_same_whatever_its_jobs(client, django_assert_num_queries, kept):
    held = list(Placement.objects.filter(grid__slug="ucanss-administratif", levels__code="4B").order_by("job__order"))
    Placement.objects.filter(pk__in=[row.pk for row in held[kept:]]).delete()

    # texts; levels and grid; placements; lines; pay; sheets; their items
    with django_assert_num_queries(7):
        client.get("/grilles/ucanss-administratif/4B/")
