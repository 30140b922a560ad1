"""The grids as visitors read them: each cell expected here was written from the text, by eye."""

from datetime import date

import pytest
from django.utils import timezone

from grids.models import Grid, Level
from jobs.enums import Basis
from jobs.models import Job, Listing, Placement
from tests.pages import Node, notices, read, words
from texts.enums import Origin
from texts.models import Document

pytestmark = pytest.mark.django_db

GRIDS = [
    "ucanss-administratif",
    "ucanss-informatique",
    "ucanss-soignants",
    "ucanss-ingenieurs-conseils",
    "clcc-non-cadres",
]
ADMINISTRATIVE = {
    "0106 Gestionnaire des opérateurs sociaux": "3 4A 4B",
    "0111 Gestionnaire conseil sécurité sociale": "3 4A 4B",
    "0114 Gestionnaire Carrière": "",
    "0112 Conseiller(e) offre de services": "3 4A 4B",
    "0113 Référent(e) technique gestion des situations clients": "4B 5A",
    "0204 Inspecteur(trice) du recouvrement": "6 7 8",
    "0205 Contrôleur(euse) du recouvrement": "5B 5C",
    "0206 Contrôleur(se) allocataires": "5B 5C 6",
    "0402 Chargé(e) d'intervention sociale": "5B 5C 6",
    "0703 Délégué(e) de l'Assurance Maladie": "4B 5A 5B",
    "0802 Gestionnaire des litiges et des créances": "3 4A 4B",
    "0904 Gestionnaire maîtrise des risques": "3 4A 4B",
    "1001 Comptable": "3 4A 4B",
    "1406 Technicien(ne) traitement de l'information": "3 4A",
    "1701 Manager opérationnel (de la grille du personnel administratif)": "5C 6 7",
    "1703 Manager stratégique (de la grille du personnel administratif)": "7 8 9",
}
COMPUTING = {
    "130501 Concepteur(trice) développeur": "IVA IVB VA",
    "130510 Expert(e) technique de développement": "VA VB VI",
    "130601 Gestionnaire IML": "IIB III IVA",
}
# lines 691 to 738 for the order of the table, the heading of each sheet for its level
CARE = [
    ("060105", "2E"), ("060106", "2E"), ("060103", ""), ("060109", "3EA"), ("060101", "3EB"), ("060102", "3EB"),
    ("060801", "4E"), ("060802", "4E"), ("060807", "4E"), ("060903", "4E"), ("060901", "5E"), ("060206", "5E"),
    ("060207", "5E"), ("060804", "5E"), ("060805", "5E"), ("060806", "5E"), ("060905", "5E"), ("060204", "6EA"),
    ("060205", "6EA"), ("060301", "6EA"), ("06030103", "6EA"), ("060302", "6EA"), ("060701", "6EA"),
    ("060703", "6EA"), ("071001", "6EA"), ("071101", "6EA"), ("170214", "6EB"), ("060307", "6EB"), ("060201", "6EB"),
    ("060203", "6EB"), ("060303", "6EB"), ("060304", "6EB"), ("060305", "6EC"), ("060306", "6EC"), ("050602", "7E"),
    ("060601", "7E"), ("060602", "7E"), ("170108", "7E"), ("170109", "7E"), ("170110", "8E"), ("060401", "10E"),
    ("061101", "10E"), ("061001", "11E"), ("170309", "12E"),
]  # fmt: skip
CLCC = {
    "Secrétaire": "D",
    "Assistant médical": "E",
    "Orthophoniste": "F",
    "Assistant médical spécialisé": "F",
    "Attaché de recherche clinique": "F",
}


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    """Today, for these tests: the announcements of 2025 are behind."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))


def grid(client, slug: str, asked: str = "") -> Node:
    response = client.get(f"/grilles/{slug}/{asked}")
    assert response.status_code == 200
    return read(response)


def drawn(page: Node) -> Node:
    """The grid itself, beside the table of pay."""
    return page.one("table", "gridtable")


def rows(page: Node) -> list[Node]:
    return [row for row in drawn(page).all("tr") if row.all("th", scope="row")]


def head(row: Node) -> str:
    return row.one("th").all("a")[0].text if row.one("th").all("a") else row.one("th").text


def held(page: Node) -> dict[str, str]:
    """For each row with cells or a sentence in their place, the levels marked: read by column, then checked by name."""
    columns = [th.text for th in drawn(page).one("thead").all("th", "level")]
    codes = [text.removeprefix("Niveau ").removeprefix("Groupe ") for text in columns]
    found = {}
    for row in rows(page):
        if "attached" in row.attrs.get("class", ""):
            continue
        cells = row.all("td", "cell")
        assert len(cells) in {0, len(codes)}
        marked = [code for code, cell in zip(codes, cells, strict=False) if cell.all("a")]
        named = [cell.one("a").one("span", "vh").text.split(",")[0].split()[-1] for cell in cells if cell.all("a")]
        assert marked == named
        found[head(row)] = " ".join(marked)
    return found


def bases(page: Node) -> set[str]:
    """The mark and the words of each marked cell, without its level."""
    marks = [cell.one("a", "cell__mark") for cell in page.all("td", "cell") if cell.all("a")]
    return {mark.all("span")[0].text.split()[0] + " " + mark.one("span", "vh").text.split(", ")[1] for mark in marks}


def attached(page: Node, to: str) -> Node:
    following = dict(zip([head(row) for row in rows(page)], rows(page)[1:], strict=False))
    return following[to]


# What is drawn


def test_the_administrative_grid_marks_the_levels_that_the_sheets_describe(client):
    page = grid(client, "ucanss-administratif")

    assert held(page) == ADMINISTRATIVE
    assert list(held(page)) == list(ADMINISTRATIVE)  # in the order of the table
    assert bases(page) == {"□ déduit du texte"}


def test_the_computing_grid_marks_the_levels_that_the_sheets_describe(client):
    page = grid(client, "ucanss-informatique")

    assert list(held(page).items()) == list(COMPUTING.items())
    assert bases(page) == {"□ déduit du texte"}


def test_the_care_grid_marks_the_level_of_each_heading_in_the_order_of_the_table(client):
    page = grid(client, "ucanss-soignants")

    assert [(name.split()[0], levels) for name, levels in held(page).items()] == CARE
    assert bases(page) == {"■ énoncé par le texte"}


def test_the_engineers_grid_gives_its_definitions_and_no_job(client):
    page = grid(client, "ucanss-ingenieurs-conseils")

    assert page.all("table") == []
    terms = page.one("dl", "definitions").all("dt")
    assert [term.text for term in terms] == ["Niveau 10 A", "Niveau 10 B", "Niveau 11 A", "Niveau 11 B", "Niveau 12"]
    first = page.one("dl", "definitions").all("dd")[0]
    assert first.all("p")[0].text.startswith("Ingénieur-conseil chargé d'effectuer des enquêtes, des contrôles")
    assert first.one("a", "source").url == "/documents/ucanss-annexe-1-metiers-reperes/#l1416"
    assert "Le texte définit ces niveaux et ne cite aucun emploi." in page.one("main").text


def test_the_clcc_grid_places_what_the_texts_place_and_no_more(client):
    page = grid(client, "clcc-non-cadres")

    assert held(page) == CLCC
    assert bases(page) == {"■ énoncé par le texte", "□ déduit du texte"}
    assert [th.text for th in drawn(page).one("thead").all("th")] == [
        "Emploi", "Groupe B", "Groupe D", "Groupe E", "Groupe F", "Position", "Filière", "Cotation",
    ]  # fmt: skip


def test_the_other_clcc_jobs_stand_in_grid_order_under_a_group_not_given(client):
    page = grid(client, "clcc-non-cadres")
    others, deleted = [
        row for row in rows(page) if row.one("th").text in {"Groupe non précisé", "Supprimés de la grille"}
    ]

    names = [link.text for link in others.all("a")]
    assert len(names) == 33
    assert names[:4] == [
        "Agent de service",
        "Employé administratif",
        "Employé administratif qualifié",
        "Ouvrier spécialisé",
    ]
    assert names[-2:] == ["Chef d’équipe", "Principalat"]
    assert "groupe non précisé dans le texte" in others.text
    assert not set(names) & set(CLCC)
    assert [link.text for link in deleted.all("a")] == [
        "aide de laboratoire", "aide-diététicien", "employé d’archives", "technicien comptable",
        "technicien en iconographie", "technicien d’exploitation informatique", "documentaliste",
        "informaticien d’études", "technicien biologiste",
    ]  # fmt: skip


def test_attached_jobs_stand_under_their_metier_without_a_level(client):
    page = grid(client, "ucanss-administratif")
    row = attached(page, "0111 Gestionnaire conseil sécurité sociale")

    assert row.one("th").text == "21 emplois rattachés au métier 0111"
    assert row.one("p").text == "niveau de l’emploi non précisé dans le texte"
    names = [item.all("a")[0].text for item in row.all("li")]
    assert names[0] == "011101 Gestionnaire conseil allocataires"
    assert names[-1] == "011403 Technicien(ne) données sociales"
    assert len(names) == 21
    assert row.all("td", "cell") == []
    assert sum(len(r.all("li")) for r in rows(page)) == 81


def test_what_did_not_survive_is_said_with_the_legend_in_words(client):
    text = grid(client, "ucanss-administratif").one("main").text

    assert "L’ombrage des cases, qui disait le positionnement cible, n’a pas survécu à l’extraction" in text
    assert "déduit du texte. Les cases du tableau ont perdu leur ombrage" in text
    assert "case vide : le texte, tel qu’extrait, n’y place pas l’emploi." in text
    assert "Le texte décrit les niveaux, pas les conditions pour passer de l’un à l’autre." in text


def test_the_clcc_grid_does_not_say_that_no_text_gives_conditions(client):
    text = grid(client, "clcc-non-cadres").one("main").text

    assert "pas les conditions pour passer" not in text
    assert "les conditions d’accès à l’emploi d’assistant médical" in text


# Where cells lead


def test_a_cell_leads_to_the_section_of_that_level(client):
    page = grid(client, "ucanss-administratif")
    links = [cell.one("a").url for cell in page.all("td", "cell") if cell.all("a")]

    assert links[:3] == [f"/emplois/ucanss/0106/#niveau-{code}" for code in ("3", "4A", "4B")]
    sheet = read(client.get("/emplois/ucanss/0106/"))
    sections = [section.attrs["id"] for section in sheet.all("section", "section")]
    assert sections[1:] == ["niveau-3", "niveau-4A", "niveau-4B"]


@pytest.mark.long
def test_every_cell_of_every_grid_leads_to_an_anchor_that_exists(client):
    links = set()
    for slug in GRIDS:
        page = grid(client, slug)
        links |= {cell.one("a").url for cell in page.all("td", "cell") if cell.all("a")}
    assert len(links) == 42 + 9 + 43 + 5

    for address in sorted({link.split("#")[0] for link in links}):
        anchors = {node.attrs["id"] for node in read(client.get(address)).walk() if "id" in node.attrs}
        assert {link.split("#")[1] for link in links if link.startswith(f"{address}#")} <= anchors


def test_a_column_leads_to_its_level(client):
    links = [th.one("a").url for th in drawn(grid(client, "ucanss-soignants")).one("thead").all("th", "level")]

    assert links[2] == "/grilles/ucanss-soignants/3EA/"
    assert {client.get(link).status_code for link in links} == {200}


def test_the_sheet_leads_back_to_its_grid_and_level(client):
    links = read(client.get("/emplois/ucanss/060101/")).one("dl", "places").links()

    assert links["Niveau 3EB"] == "/grilles/ucanss-soignants/3EB/"
    assert links["Grille du Personnel soignant, éducatif et médical des établissements et œuvres"] == (
        "/grilles/ucanss-soignants/"
    )


# What matters beside the place


def test_position_stream_and_rating_cite_the_row_of_the_table(client):
    page = grid(client, "clcc-non-cadres")
    details = {
        head(row): [cell.text for cell in row.all("td", "detail")] for row in rows(page) if row.all("td", "detail")
    }

    source = "l. 222 (Avenant 2023-06, ligne 222)"
    assert details["Assistant médical spécialisé"] == [
        f"Position 4 {source}", f"Filière MT {source}", f"Cotation 212 {source}",
    ]  # fmt: skip
    assert details["Assistant médical"] == [
        "Position 4 l. 79 (Avenant 2023-06, ligne 79)", "Filière non précisé", "Cotation non précisé",
    ]  # fmt: skip


def test_the_sheet_cites_the_group_and_the_rating_where_each_is_printed(client):
    facts = read(client.get("/emplois/clcc/assistant-medical-specialise/")).all("div", "fact")
    cited = {fact.one("dt").text: [a.url for a in fact.all("a", "source")] for fact in facts}

    assert cited["Groupe"] == ["/documents/clcc-avenant-2023-06/#l160"]
    for name in ("Position", "Filière", "Cotation"):
        assert cited[name] == ["/documents/clcc-avenant-2023-06/#l222"]


def test_pay_is_dated_and_sourced(client):
    page = grid(client, "clcc-non-cadres")
    table = next(t for t in page.all("table") if "RMAG" in t.one("caption").text)

    assert [cell.text for cell in table.all("td")] == ["F", "28 479 €", "29 335 €", "30 213 €"]
    note = page.all("p", "tablenote")[-1].text
    assert "à compter de l’entrée en vigueur, date non connue" in note
    assert "Avenant 2023-06, ligne 210" in note


def test_a_replaced_code_says_what_took_its_place(client):
    page = grid(client, "ucanss-administratif")
    row = attached(page, "0111 Gestionnaire conseil sécurité sociale")
    item = next(item for item in row.all("li") if "011106" in item.text)

    assert item.text.endswith(
        "remplacé annoncé pour 2025, réalisation non attestée voir 011120 Conseiller(ère) retraite"
    )
    assert item.all("a")[1].url == "/emplois/ucanss/011120/"
    care = {head(row).split()[0]: row.text for row in rows(grid(client, "ucanss-soignants"))}
    assert "remplacé voir 060109 Accompagnant(e) Educatif et Social (AES)" in care["060103"]


def test_before_the_end_of_2025_the_replacement_is_announced(client):
    page = grid(client, "ucanss-administratif", "?au=2025-12-31")
    row = attached(page, "0111 Gestionnaire conseil sécurité sociale")
    item = next(item for item in row.all("li") if "011106" in item.text)

    assert "remplacement annoncé pour 2025, sans jour précisé" in item.text


def test_other_wordings_and_codes_are_said_on_the_row(client):
    care = {head(row).split()[0]: row.one("th").text for row in rows(grid(client, "ucanss-soignants"))}

    assert "titre de la fiche : « Auxiliaire de vie sociale »" in care["060106"]
    assert "libellé du tableau : « Infirmier (ère) Puériculteur (trice) »" in care["060307"]
    assert "aussi codé 060107" in care["060307"]
    assert "aussi codé 06030101" in care["060303"]
    assert "aussi codé" not in care["06030103"]  # a job of its own
    row = attached(grid(client, "ucanss-administratif"), "0113 Référent(e) technique gestion des situations clients")
    absent = [item.text for item in row.all("li") if "absent du tableau" in item.text]
    assert absent == ["011308 Conseiller(ère) technique retraite absent du tableau"]


def test_the_oddities_of_the_lines_that_print_the_grid_are_listed(client):
    page = grid(client, "ucanss-soignants")
    found = page.one("section", id="anomalies").links()

    assert "Le tableau de la grille des soignants a perdu le marquage de ses cases" in found
    assert "060307 porte un second code, 060107, absent du tableau" in found
    # quoted from the headings of the sheets, lines 762 and 779, and from the row of the table, line 222
    assert "Le nouveau libellé de 060106 et le nouveau code de 060103 sont annoncés sans date d’effet" in found
    assert (
        "La filière « MT » n’est pas expliquée"
        in grid(client, "clcc-non-cadres").one("section", id="anomalies").links()
    )
    assert all(url.startswith("/anomalies/#a-") for url in found.values())
    # a slip of wording is for the sheet to show
    assert "« personnel chargé accompagner » : il manque un mot" not in found


# The day


def test_the_grid_of_another_day_says_so_and_keeps_the_day_in_its_links(client):
    page = grid(client, "clcc-non-cadres", "?au=2022-06-30")

    assert notices(page)[0].startswith("Portail au 30 juin 2022.")
    # group B alone is printed that day, and no job is placed in it
    assert [th.text for th in page.all("th", "level")] == ["Groupe B"]
    assert held(page) == {}
    others, deleted = rows(page)
    assert (others.one("th").text, len(others.all("li")), len(deleted.all("li"))) == ("Groupe non précisé", 37, 9)
    assert page.links()["Emporter en CSV"] == "/grilles/clcc-non-cadres.csv?au=2022-06-30"


def test_a_day_before_the_first_text_is_answered_with_the_first_day(client):
    response = client.get("/grilles/clcc-non-cadres/?au=2021-03-31")

    assert response.status_code == 200
    assert read(response).one("h1").text == "Aucun texte ne donne cette grille au 31 mars 2021."
    assert read(response).links()["La grille au 1er avril 2021"] == "?au=2021-04-01"


def test_what_hr_enters_is_marked_as_entered(client):
    place_entered("clcc", "brancardier", "clcc-non-cadres", "D")

    page = grid(client, "clcc-non-cadres")

    assert held(page) == {"Brancardier": "D", **CLCC}
    assert next(iter(held(page))) == "Brancardier"  # before the secretary, as in the text
    assert "◆ saisi par les ressources humaines" in bases(page)
    assert "Brancardier" not in next(r for r in rows(page) if r.one("th").text == "Groupe non précisé").text


def test_an_attached_job_that_hr_places_gets_its_own_row(client):
    place_entered("ucanss", "011101", "ucanss-administratif", "4A")

    page = grid(client, "ucanss-administratif")

    assert held(page)["011101 Gestionnaire conseil allocataires"] == "4A"
    row = attached(page, "0111 Gestionnaire conseil sécurité sociale")
    assert row.one("th").text.startswith("20 emplois rattachés")
    names = list(held(page))
    assert names[names.index("0111 Gestionnaire conseil sécurité sociale") + 1].startswith("011101")


def place_entered(framework: str, key: str, slug: str, *codes: str) -> Placement:
    job = Job.objects.get(framework__code=framework, key=key)
    held = Grid.objects.get(slug=slug)
    placement = Placement.objects.create(
        job=job, grid=held, document=held.document, basis=Basis.ENTERED, origin=Origin.ENTERED
    )
    placement.levels.set(Level.objects.filter(grid=held, code__in=codes))
    return placement


# The list, the ways in


def test_the_list_names_the_five_grids_with_their_levels(client, django_assert_num_queries):
    # texts; levels; grids; placements counted; frameworks
    with django_assert_num_queries(5):
        page = read(client.get("/grilles/"))

    titles = [item.one("h2").one("a").url for item in page.one("ul", "gridlist").all("li") if item.all("h2")]
    assert sorted(titles) == sorted(f"/grilles/{slug}/" for slug in GRIDS)
    assert [len(levels.all("a")) for levels in page.all("ul", "levels")] == [4, 12, 15, 15, 5]
    assert page.links()["Niveau 10 A"] == "/grilles/ucanss-ingenieurs-conseils/10A/"


def test_the_list_before_any_dated_text_keeps_the_undated_grids(client):
    page = read(client.get("/grilles/?au=2000-01-01"))

    assert "/grilles/clcc-non-cadres/" not in {link.url.split("?")[0] for link in page.one("main").all("a")}
    assert len(page.all("ul", "levels")) == 4


def test_the_ways_in(client):
    home = read(client.get("/"))

    assert home.one("nav", "mainnav").links()["Grilles"] == "/grilles/"
    assert home.one("main").links()["La situer dans sa grille"] == "/grilles/"
    crumbs = grid(client, "ucanss-soignants").one("nav", "crumbs").links()
    assert crumbs["Grilles"] == "/grilles/"


# Cost


@pytest.mark.parametrize("slug", GRIDS)
def test_a_grid_weighs_little(client, slug):
    assert len(client.get(f"/grilles/{slug}/").content) < 60_000


@pytest.mark.parametrize("kept", [1, 3])
@pytest.mark.parametrize("slug", ["ucanss-administratif", "ucanss-informatique", "ucanss-soignants", "clcc-non-cadres"])
def test_a_grid_costs_eight_queries_whatever_its_rows(client, django_assert_num_queries, slug, kept):
    held = list(Placement.objects.filter(grid__slug=slug).order_by("job__order"))
    Placement.objects.filter(pk__in=[row.pk for row in held[kept:]]).delete()

    # texts; levels and grid; placements; lines; levels described; titles and codes; pay; oddities
    with django_assert_num_queries(8):
        client.get(f"/grilles/{slug}/")


def test_a_grid_without_job_costs_less(client, django_assert_num_queries):
    # texts; levels and grid; placements; the framework's name; oddities
    with django_assert_num_queries(5):
        client.get("/grilles/ucanss-ingenieurs-conseils/")


# Hostile input


@pytest.mark.parametrize(
    "asked", ["?au=hier", "?au=2025-02-30", "?au=0000-00-00", "?grille=x", "?au=2025-06-30&au=2025-07-01"]
)
def test_a_parameter_that_means_nothing_is_said(client, asked):
    for path in ("/grilles/", "/grilles/clcc-non-cadres/", "/grilles/clcc-non-cadres/F/"):
        response = client.get(f"{path}{asked}")
        assert response.status_code == 200
        assert notices(read(response))[0].startswith("Un paramètre n’a pas été compris.")


@pytest.mark.parametrize("slug", ["x", "UCANSS-SOIGNANTS", "ucanss_soignants", "a" * 500, "1"])
def test_an_unknown_grid_is_a_french_404_that_names_the_others(client, slug):
    response = client.get(f"/grilles/{slug}/")

    assert response.status_code == 404
    text = read(response).one("main").text
    assert "Aucune grille ne se trouve à cette adresse" in text
    assert "Grille du personnel informatique" in text


@pytest.mark.parametrize("level", ["99", "é", "4A ", "<b>", "..", "%2e%2e", "\u202e", "4A'--", "a" * 400])
def test_an_unknown_level_is_a_404_or_leads_to_the_known_one(client, level):
    response = client.get(f"/grilles/ucanss-administratif/{level}/")

    assert response.status_code in {301, 404}
    if response.status_code == 301:
        assert response.headers["Location"] == "/grilles/ucanss-administratif/4A/"


def test_a_title_that_is_markup_is_shown_as_words(client):
    Listing.objects.filter(key="060101").update(title="<script>alert(1)</script>")

    html = client.get("/grilles/ucanss-soignants/").content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_grid_of_hr_with_no_level_is_not_an_error(client):
    Grid.objects.create(
        slug="une-grille",
        framework_code="clcc",
        title="Une grille",
        document=Document.objects.get(slug="clcc-avenant-2021-01"),
    )

    response = client.get("/grilles/une-grille/")

    assert response.status_code == 200
    assert "Aucun texte ne donne cette grille" in words(read(response).one("h1").text)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_pages_only_read(client, method):
    for path in (
        "/grilles/",
        "/grilles/clcc-non-cadres/",
        "/grilles/clcc-non-cadres/F/",
        "/grilles/clcc-non-cadres.csv",
    ):
        assert getattr(client, method)(path).status_code == 405
