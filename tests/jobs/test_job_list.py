"""The list as a visitor reads it: what is in it, in what order, by which filters, at what cost."""

from datetime import date

import pytest
from django.utils import timezone

from jobs.models import Listing
from tests.pages import cards, notices, read, words

pytestmark = pytest.mark.django_db

DELETED = [
    "aide de laboratoire",
    "aide-diététicien",
    "documentaliste",
    "employé d’archives",
    "informaticien d’études",
    "technicien biologiste",
    "technicien comptable",
    "technicien d’exploitation informatique",
    "technicien en iconographie",
]  # article 2 of avenant 2021-01, lines 104 to 113, by title


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    """Today, for these tests: the announcements of 2025 are behind."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))


def total(page) -> int:
    return int(page.one("h2", id="results-h").text.split()[0])


def count_of(page, facet: str, label: str) -> int:
    """The number beside a box of the form."""
    (box,) = [box for box in page.all("input", name=facet) if box.parent.all("span")[0].text == label]
    return int(words(box.parent.one("span", "choice__count").children[1]))


# What is in it


def test_every_job_of_every_framework_is_in_the_list(client):
    page = read(client.get("/emplois/"))

    assert total(page) == Listing.objects.values("job").distinct().count()
    assert count_of(page, "referentiel", "CLCC") == 37 + 1 + 9  # two amendments, and the deleted jobs
    assert count_of(page, "referentiel", "FPH") == 1
    assert count_of(page, "referentiel", "Anap") == 34
    assert len(cards(page)) == 24


def test_the_deleted_jobs_are_badged_and_lead_to_their_sheet(client):
    page = read(client.get("/emplois/?referentiel=clcc&statut=supprime"))

    assert cards(page) == DELETED
    for card in page.all("li", "card"):
        assert "card--past" in card.attrs["class"]
        assert "supprimé" in card.one("div", "card__place").text
        assert client.get(card.one("h3").all("a")[0].url).status_code == 200


@pytest.mark.parametrize("sort", ["intitule", "texte", "code"])
def test_deleted_and_replaced_jobs_come_after_the_others_in_every_order(client, sort):
    first = read(client.get(f"/emplois/?tri={sort}"))
    numbers = [
        int(link.text.split()[-1]) for link in first.one("nav", "pages").all("a") if link.text.startswith("Page")
    ]

    past = []
    for number in range(1, max(numbers) + 1):
        page = read(client.get(f"/emplois/?tri={sort}&page={number}"))
        past += ["card--past" in card.attrs["class"] for card in page.all("li", "card")]

    assert len(past) == total(first)
    assert past == sorted(past)
    assert sum(past) == 9 + 7 + 2  # deleted by article 2; announced for 2025; métier 0114 and 060103


def test_the_order_of_the_texts_is_theirs(client):
    """« présentées dans l’ordre de la grille de classification » (avenant 2021-01, line 231)."""
    page = read(client.get("/emplois/?referentiel=clcc&tri=texte"))

    assert cards(page)[:4] == [
        "Agent de service",
        "Employé administratif",
        "Employé administratif qualifié",
        "Ouvrier spécialisé",
    ]


def test_an_announced_replacement_is_badged_until_the_end_of_2025(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 6, 30))

    page = read(client.get("/emplois/?q=011401"))

    (card,) = [card for card in page.all("li", "card") if "011401" in card.text]
    assert "card--past" not in card.attrs["class"]
    assert "remplacement annoncé" in card.text
    assert "voir 011122 Conseiller(ère) carrière" in card.text


def test_an_attached_job_says_its_metier_and_an_emerging_one_its_country(client):
    attached = read(client.get("/emplois/?q=011101")).one("li", "card").text
    page = read(client.get("/emplois/?q=Assistant+technique+d%27anesthésie"))
    (emerging,) = [card.text for card in page.all("li", "card") if "Assistant technique d’anesthésie" in card.text]

    assert "Emploi rattaché · métier 0111 Gestionnaire conseil sécurité sociale" in attached
    assert "Allemagne · Prise en soins des patients" in emerging
    assert "émergent" in emerging


# Words


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("aide soignant", "Aide-soignant"),
        ("AIDE-SOIGNANT", "Aide-soignant(e)"),
        ("dieteticien", "Diététicien(ne)"),
        ("060101", "Aide-soignant(e)"),
        ("06030101", "Infirmier(e) anesthésiste et de réanimation (IADE)"),  # another code of 060303
        ("15d30", "Coordinateur(trice) d'études cliniques (CEC)"),
        ("bio-nettoyage distribution linge", "Agent de service"),  # words of the lines of its sheet
        ("mise en oeuvre des differents projets", "Accompagnant(e) Educatif et Social (AES)"),  # « œuvre », line 796
        ("d'anesthésie", "Assistant technique d’anesthésie"),  # either apostrophe
        ("zzzzzz", None),
    ],
)
def test_words_are_found_without_accents_or_case(client, query, title):
    page = read(client.get("/emplois/", {"q": query}))

    found = set()
    for number in range(1, 10):
        found |= set(cards(read(client.get("/emplois/", {"q": query, "page": number}))))
        if len(found) >= total_or_none(page):
            break
    assert (title in found) if title else (found == set())


def total_or_none(page) -> int:
    return total(page) if page.all("h2", id="results-h") else 0


def test_a_search_with_no_answer_says_what_to_do(client):
    page = read(client.get("/emplois/?q=zzzzzz&referentiel=fph"))

    empty = page.one("div", "empty")
    assert empty.one("h2").text.endswith(".")
    assert "/emplois/" in empty.links().values()
    for url in empty.links().values():
        assert client.get(url if url.startswith("/") else f"/emplois/{url}").status_code == 200


# Facets and their address


def test_filters_are_in_the_form_and_each_is_taken_away_by_its_link(client):
    page = read(client.get("/emplois/?q=soins&referentiel=ucanss&niveau=3EB&niveau=6EA&tri=texte&page=1"))

    chips = page.one("ul", "chips").links()
    assert chips == {
        "« soins » ✕ (retirer)": "?referentiel=ucanss&niveau=3EB&niveau=6EA&tri=texte",
        "Référentiel : Sécurité sociale ✕ (retirer)": "?q=soins&niveau=3EB&niveau=6EA&tri=texte",
        "Niveau ou groupe : Niveau 3EB ✕ (retirer)": "?q=soins&referentiel=ucanss&niveau=6EA&tri=texte",
        "Niveau ou groupe : Niveau 6EA ✕ (retirer)": "?q=soins&referentiel=ucanss&niveau=3EB&tri=texte",
    }
    checked = {
        (box.attrs["name"], box.attrs["value"]) for box in page.all("input", type="checkbox") if "checked" in box.attrs
    }
    assert checked == {("referentiel", "ucanss"), ("niveau", "3EB"), ("niveau", "6EA")}
    assert page.one("input", id="list-q").attrs["value"] == "soins"
    (order,) = [option for option in page.all("option") if "selected" in option.attrs]
    assert order.attrs["value"] == "texte"


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(client):
    one, two = total(read(client.get("/emplois/?niveau=3EB"))), total(read(client.get("/emplois/?niveau=3EA")))

    both = read(client.get("/emplois/?niveau=3EB&niveau=3EA"))
    none = read(client.get("/emplois/?niveau=3EB&referentiel=clcc"))

    assert sorted(cards(read(client.get("/emplois/?niveau=3EB")))) == ["Aide-soignant(e)", "Auxiliaire de puériculture"]
    assert total(both) == one + two
    assert not none.all("li", "card")


def test_a_number_beside_a_box_is_the_number_of_jobs_behind_it(client):
    page = read(client.get("/emplois/?nature=emploi"))

    for label, value in [("CLCC", "clcc"), ("Sécurité sociale", "ucanss"), ("Anap", "anap")]:
        behind = read(client.get(f"/emplois/?nature=emploi&referentiel={value}"))
        assert count_of(page, "referentiel", label) == total(behind)


def test_the_pages_of_the_list_show_each_job_once(client):
    first = read(client.get("/emplois/?referentiel=ucanss"))
    seen, page, urls = [], first, set()
    while True:
        seen += [card.one("h3").all("a")[0].url for card in page.all("li", "card")]
        following = [link.url for link in page.all("a", rel="next")]
        if not following or following[0] in urls:
            break
        urls.add(following[0])
        page = read(client.get(f"/emplois/{following[0]}"))

    assert len(seen) == len(set(seen)) == total(first)


@pytest.mark.parametrize("number", ["99", "999999999999"])
def test_a_page_beyond_the_last_shows_the_last_and_says_so(client, number):
    response = client.get(f"/emplois/?referentiel=clcc&page={number}")
    page = read(response)

    assert response.status_code == 200
    assert notices(page) == [f"Page inexistante. La page {number} n’existe pas : voici la page 2, la dernière."]
    assert len(cards(page)) == 47 - 24


@pytest.mark.parametrize(
    ("query", "summary"), [("q=soins", "Filtres"), ("q=soins&referentiel=clcc&statut=supprime", "Filtres (2) en place")]
)
def test_the_fold_of_the_filters_counts_the_filters_and_not_the_words(client, query, summary):
    page = read(client.get(f"/emplois/?{query}"))

    assert page.one("details", "filters").all("summary")[0].text == summary


def test_a_day_of_the_past_is_kept_by_every_link_and_by_the_form(client):
    page = read(client.get("/emplois/?referentiel=clcc&au=2022-01-01"))

    assert notices(page)[0].startswith("Portail au 1er janvier 2022.")
    assert total(page) == 37 + 9  # the amendment of 2023 is not signed yet
    assert page.one("input", type="hidden", name="au").attrs["value"] == "2022-01-01"
    ways = [
        link.url
        for link in page.one("section", "results").all("a")
        if link.url.startswith(("?", "/emplois.csv", "/api"))
    ]
    assert [url for url in ways if "au=2022-01-01" not in url] == []


def test_before_every_dated_text_only_undated_ones_speak(client):
    page = read(client.get("/emplois/?au=1999-12-31"))

    assert count_of(page, "referentiel", "Anap") == 34
    assert not [box for box in page.all("input", name="referentiel") if box.attrs["value"] == "clcc"]


# Bad parameters


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (
            "pays=atlantide",
            "« atlantide » n’est pas une valeur connue du filtre « Pays » : choisissez-en une dans la liste.",
        ),
        ("page=zéro", "« zéro » n’est pas un numéro de page : donnez un nombre à partir de 1."),
        ("au=2025-02-30", "« 2025-02-30 » n’est pas une date : écrivez-la AAAA-MM-JJ, comme 2025-06-30."),
        ("couleur=<script>", "Le paramètre « couleur » n’existe pas : retirez-le."),
        ("tri=<b>x</b>", "« <b>x</b> » n’est pas un tri connu : choisissez parmi pertinence, intitule, texte, code."),
    ],
)
def test_a_bad_parameter_is_said_and_the_rest_is_answered(client, address, sentence):
    response = client.get(f"/emplois/?referentiel=fph&{address}")
    page = read(response)

    assert response.status_code == 200
    assert notices(page) == [f"Un paramètre n’a pas été compris. {sentence}"]
    assert cards(page) == ["Coordinateur(trice) d'études cliniques (CEC)"]


# Cost


@pytest.mark.parametrize(
    ("address", "found", "cost"),
    [
        ("referentiel=fph", 1, 4),
        (
            "referentiel=clcc&niveau=F",
            3,
            4,
        ),  # orthophoniste, assistant médical spécialisé, attaché de recherche clinique
        ("", 24, 3),
    ],
)
def test_the_list_costs_the_same_whatever_it_holds(client, django_assert_num_queries, address, found, cost):
    with django_assert_num_queries(cost):
        # 1 the values of the facets on the day, their counts and the framework names among them; 2 how far the revision
        # of each sheet is; 3 the lines of the page; with filters 4 how many lines, 5 the counts of every facet, in one
        # union, 6 those of the revision
        response = client.get(f"/emplois/?{address}")

    assert len(cards(read(response))) == found


@pytest.mark.parametrize(
    "address",
    [
        "q=060101",
        "q=soins",
        "referentiel=ucanss&nature=emploi&niveau=3EB&niveau=6EA&statut=en_vigueur&q=soins&au=2025-06-30",
        "q=zzzzzz",
        "q=zzzzzz+soins+patient",
        "q=infirmer+orthophonyste&referentiel=fph",
    ],
)
def test_a_search_never_costs_more_than_eight_queries(client, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(8):
        response = client.get(f"/emplois/?{address}")

    assert response.status_code == 200


def test_home_costs_four_queries_and_counts_what_the_list_holds(client, django_assert_num_queries):
    with django_assert_num_queries(4):
        # 1 jobs by framework on the day; 2 the frameworks; 3 how many texts; 4 how many anomalies
        page = read(client.get("/"))

    assert (
        page.one("label", **{"for": "home-search"}).text
        == f"Rechercher parmi {total(read(client.get('/emplois/')))} emplois"
    )
    counts = {row.all("a")[0].url: row.one("span", "contents__count").text for row in page.all("div", "contents__row")}
    assert counts["/emplois/?referentiel=clcc"] == "47 emplois"
    assert counts["/emplois/?referentiel=fph"] == "1 emploi"
    for url in page.one("form", "bigsearch").links().values():
        assert cards(read(client.get(url))), url
