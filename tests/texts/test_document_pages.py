"""The official texts as a reader sees them: every line at its address, linked both ways with what was drawn from it."""

import re

import pytest
from django.conf import settings

from tests.pages import facts, notices, read, words

pytestmark = pytest.mark.django_db

FOLDER = settings.BASE_DIR / "fixtures" / "documents"
SLUGS = sorted(path.stem for path in FOLDER.glob("*.txt"))


def page_of(client, slug: str):
    response = client.get(f"/documents/{slug}/")
    assert response.status_code == 200
    return read(response)


def lines_of(slug: str) -> list[str]:
    """The lines of the file itself, read from the disk."""
    return (FOLDER / f"{slug}.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")


def line_at(page, number: int):
    return page.one("div", "line", id=f"l{number}")


def test_the_five_texts_are_listed_with_what_identifies_them(client):
    page = read(client.get("/documents/"))

    cards = {row.one("h2").all("a")[0].url: row.text for row in page.one("ul", "texts").all("li")}
    assert set(cards) == {f"/documents/{slug}/" for slug in SLUGS}
    assert len(SLUGS) == 5
    text = cards["/documents/clcc-avenant-2021-01/"]
    assert "NORASET2150539M" in text  # line 8
    assert "IDCC2046" in text
    assert "FNCLCC (employeurs) ; FO (salariés)" in text  # lines 14 and 20
    assert "37 fiches" in text
    assert "signé le 1er avril 2021, date d’effet non connue" in text
    assert "34 fiches" in cards["/documents/anap-nouveaux-visages-de-la-sante/"]
    assert "texte non daté" in cards["/documents/aphp-fiche-metier-15d30/"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_line_of_the_file_is_on_the_page_at_its_address_and_as_printed(client, slug):
    page = page_of(client, slug)

    shown = page.all("div", "line")
    printed = lines_of(slug)
    assert [line.attrs["id"] for line in shown] == [f"l{number}" for number in range(1, len(printed) + 1)]
    assert [words(line.one("span", "line__text").text) for line in shown] == [words(line) for line in printed]


def test_a_line_keeps_the_slips_of_the_text(client):
    """« Modifi cation » on line 52 and « Expérience » words are mended in the sheets, never here."""
    assert "Modifi cation de l’article A-1.1.5.1" in line_at(page_of(client, "clcc-avenant-2021-01"), 52).text


@pytest.mark.parametrize("slug", SLUGS)
def test_the_plain_text_is_the_file(client, slug):
    response = client.get(f"/documents/{slug}.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content == (FOLDER / f"{slug}.txt").read_bytes()
    assert f"/documents/{slug}.txt" in [link.url for link in page_of(client, slug).all("a")]


def test_the_text_is_read_by_article(client):
    page = page_of(client, "clcc-avenant-2021-01")

    toc = page.one("nav", "toc").links()
    assert [title for title in toc if title.startswith("Article")] == [
        "Article 1er | Modification de l’article A-1.1.5.1 « Définition des emplois du personnel non-cadre »",
        "Article 2 | Modification de l’article A-1.3.1.1 « Classification des personnels non-cadres »",
        "Article 3 | Modification de l’article A.1.3.2 « Rémunérations au 1er janvier 2021 »",
        "Article 4 | Modification de l’annexe « Avenant n° 99-01 »",
        "Article 5 | Dispositions transitoires",
        "Article 6 | Renumérotation des annexes de la convention collective nationale des CLCC",
        "Article 7 | Suivi de l’avenant",
        "Article 8 | Durée de l’avenant et entrée en vigueur",
        "Article 9 | Dépôt et publicité",
    ]
    article_5 = page.one("div", "passage", id=toc["Article 5 | Dispositions transitoires"].removeprefix("#"))
    lines = [line.attrs["id"] for line in article_5.all("div", "line")]
    assert lines == [f"l{number}" for number in range(159, 187)]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_contents_lead_to_parts_of_the_page(client, slug):
    page = page_of(client, slug)
    ids = {node.attrs["id"] for node in page.walk() if "id" in node.attrs}

    targets = [link.url.removeprefix("#") for link in page.one("nav", "toc").all("a")]

    assert targets
    assert set(targets) <= ids
    assert len(targets) == len(set(targets))


@pytest.mark.parametrize(
    ("slug", "line", "address"),
    [
        ("clcc-avenant-2021-01", 247, "/emplois/clcc/agent-de-service/#e-"),  # an item
        ("clcc-avenant-2021-01", 236, "/emplois/clcc/agent-de-service/"),  # the title of a sheet
        ("clcc-avenant-2021-01", 104, "/emplois/clcc/aide-de-laboratoire/"),  # a deletion
        ("clcc-avenant-2021-01", 115, "/emplois/clcc/technicien-de-maintenance/"),  # a former title
        ("clcc-avenant-2021-01", 85, "/emplois/clcc/agent-de-service/#e-"),  # the common base
        ("clcc-avenant-2021-01", 234, "/emplois/?referentiel=clcc"),  # the reach of the annex
        ("clcc-avenant-2023-06", 79, "/emplois/clcc/assistant-medical/"),  # a place
        ("clcc-avenant-2023-06", 210, "/emplois/clcc/assistant-medical-specialise/"),  # pay
        ("clcc-avenant-2023-06", 222, "/emplois/clcc/assistant-medical-specialise/"),  # stream and rating
        ("ucanss-annexe-1-metiers-reperes", 60, "/emplois/ucanss/011401/"),  # an announced replacement
        ("ucanss-annexe-1-metiers-reperes", 798, "/emplois/ucanss/060101/"),  # a level
        ("ucanss-annexe-1-metiers-reperes", 800, "/emplois/ucanss/060101/#e-"),  # a diploma
        ("ucanss-annexe-1-metiers-reperes", 1197, "/emplois/ucanss/060303/"),  # another code
        ("anap-nouveaux-visages-de-la-sante", 37, "/emplois/anap/assistant-technique-d-anesthesie/"),  # a country
        ("aphp-fiche-metier-15d30", 49, "/emplois/fph/15d30/#e-"),
        ("aphp-fiche-metier-15d30", 319, "/parcours/ingenieurs-hospitaliers/"),  # a criterion
        ("clcc-avenant-2023-06", 126, "/parcours/assistant-medical/"),  # a worked example
    ],
)
def test_a_line_leads_to_what_was_drawn_from_it(client, slug, line, address):
    links = [link.url for link in line_at(page_of(client, slug), line).one("span", "line__drawn").all("a")]

    assert [url for url in links if url.startswith(address)], links
    assert len(links) == len(set(links))


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("clcc-avenant-2021-01", "/emplois/clcc/principalat/"),
        ("clcc-avenant-2023-06", "/emplois/clcc/assistant-medical-specialise/"),
        ("ucanss-annexe-1-metiers-reperes", "/emplois/ucanss/0111/"),
        ("anap-nouveaux-visages-de-la-sante", "/emplois/anap/traducteur-medical/"),
        ("aphp-fiche-metier-15d30", "/emplois/fph/15d30/"),
    ],
)
def test_every_item_of_a_sheet_is_cited_by_the_line_it_cites(client, slug, address):
    """Less those of the common base, which lead to the first sheet that shows them."""
    document, sheet = page_of(client, slug), read(client.get(address))
    back = {line.attrs["id"]: {link.url for link in line.all("a")} for line in document.all("div", "line")}

    cited = 0
    shared = {item.attrs["id"] for base in sheet.all("section", id="base-commune") for item in base.all("li", "item")}
    for item in [item for item in sheet.all("li", "item") if item.attrs["id"] not in shared]:
        (source, *_), own = item.all("div", "proof__body")[0].all("a")[:1], item.attrs["id"]
        page, _, line = source.url.partition("#")
        if page == f"/documents/{slug}/":
            assert f"{address}#{own}" in back[line], item.text
            cited += 1
    assert cited > 5


def test_each_way_into_a_sheet_arrives(client):
    """The links drawn from one text, all of them: their anchors are on the pages that they name."""
    targets: dict[str, set[str]] = {}
    for link in page_of(client, "clcc-avenant-2023-06").all("a"):
        path, _, anchor = link.url.partition("#")
        if re.match(r"/emplois/[a-z]+/", path):
            targets.setdefault(path, set()).add(anchor)

    assert len(targets) >= 3
    for path, anchors in targets.items():
        ids = {node.attrs["id"] for node in read(client.get(path)).walk() if "id" in node.attrs}
        assert anchors - {""} <= ids


def test_furniture_of_the_page_is_marked_as_nobodys_wording(client):
    """« Employé administratif qualifi é » on line 292 is the title repeated after a page break."""
    page = page_of(client, "clcc-avenant-2021-01")

    assert "line--furniture" in line_at(page, 292).attrs["class"]
    assert "line--furniture" not in line_at(page, 290).attrs["class"]


def test_what_identifies_a_text_is_said_with_what_is_not_known(client):
    page = page_of(client, "clcc-avenant-2023-06")

    found = facts(page)
    assert found["NOR"] == "ASET2350683M"
    assert found["Signature"] == "31 janvier 2023"
    assert found["Date d’effet"] == "non connue"
    assert notices(page)[0].startswith("La date d’effet de ce texte n’est pas connue.")
    assert facts(page_of(client, "aphp-fiche-metier-15d30"))["Date"] == "texte non daté"


def test_an_unknown_text_is_a_404_that_names_the_five(client):
    response = client.get("/documents/clcc-avenant-1999-01/")
    page = read(response)

    assert response.status_code == 404
    assert page.one("p", "title__lead").text == "Aucun texte officiel ne porte ce nom."
    assert set(page.one("section", "band").links().values()) == {f"/documents/{slug}/" for slug in SLUGS}
    assert client.get("/documents/clcc-avenant-1999-01.txt").status_code == 404


@pytest.mark.parametrize("slug", ["aphp-fiche-metier-15d30", "clcc-avenant-2021-01"])
def test_a_text_costs_the_same_whatever_its_length(client, django_assert_num_queries, slug):
    """One sheet was drawn from the first, thirty-seven from the second."""
    first_of_the_base = 2 if slug == "clcc-avenant-2021-01" else 1  # its common base, and the first job that shows it
    with django_assert_num_queries(17 + first_of_the_base):
        # 1 the text; what was drawn from it: 2 items, 3 sheets, 4 to 10 titles, codes, facts, statuses, replacements,
        # places and pay, 11 and 12 the other lines that print a place, 13 reach, and the common base; 14 how many
        # sheets each text gave, 15 to which framework; 16 its passages
        response = client.get(f"/documents/{slug}/")

    assert response.status_code == 200


def test_the_list_of_texts_costs_three_queries(client, django_assert_num_queries):
    with django_assert_num_queries(3):  # the texts; how many sheets each gave; to which framework
        response = client.get("/documents/")

    assert response.status_code == 200
