"""The pages of the nearest jobs: every figure can be found again from what is printed, and nothing pasted stays."""

import logging
import re
from fractions import Fraction

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from jobs import nearest_views
from jobs.models import Item, Placement
from jobs.printing.nearest import MEASURE
from jobs.throttle import Throttle
from tests.harness import page_faults
from tests.jobs.rows import changes, snapshot
from tests.pages import Node, read, words
from texts.enums import DateKind
from texts.models import Document, TextDate

pytestmark = pytest.mark.django_db

#: an archivist's fiche de poste: the job « employé d’archives » was deleted
ARCHIVES = {
    "intitule": "Employé d’archives",
    "activites": "Assurer le classement et l’archivage des dossiers\nExécuter des travaux de saisie de données\n"
    "Assurer un accueil physique et téléphonique\nParticiper à l’accueil et à la formation des stagiaires et des "
    "nouveaux dans l’équipe",
    "connaissances": "Connaître le fonctionnement de la structure et les circuits internes",
    "groupe": "B",
}
PAGE, PROPOSAL = "/rapprochement/", "/rapprochement/proposition/"


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """A throttle of the test's own."""
    monkeypatch.setattr(nearest_views, "throttle", Throttle(1_000))


def page(client, **query) -> Node:
    return read(client.get(PAGE, query))


def paste(client, address=PAGE, **changed) -> Node:
    return read(client.post(address, ARCHIVES | changed))


def titles(found: Node) -> list[str]:
    return [head.one("a").text for head in ranking(found).one("tbody").all("th")]


def ranking(found: Node) -> Node:
    """The table of the first, and not that of the other frameworks."""
    return found.one("section", **{"aria-labelledby": "classement-h"}).one("table")


def elsewhere(found: Node) -> list[str]:
    held = found.all("section", **{"aria-labelledby": "ailleurs-h"})
    return [head.one("a").text for row in held for head in row.one("tbody").all("th")]


def number(text: str) -> Fraction:
    """« 4,1 », « 38 % » as a number."""
    return Fraction(text.replace(",", ".").replace("%", "").replace(" ", ""))


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


# What is printed is enough to find the percentages again


def reckoned(table: Node) -> tuple[Fraction, Fraction]:
    """(weights, weights × likenesses) of a printed table, each line's own reckoning checked on the way."""
    weight = covered = Fraction(0)
    for row in table.one("tbody").all("tr"):
        heavy, like = (number(cell.text) for cell in row.all("td", "num"))
        weight, covered = weight + heavy, covered + heavy * like / 100
        notes = [note.text for note in row.all("span", "near__words")]
        if not notes:
            assert like == 0
            assert "sans équivalent" in row.text
            continue
        words, reckoning = notes
        each = [number(found) for found in re.findall(r"(\d+,\d)(?= \+|$| =)", words.partition(" = ")[0])]
        if division := re.fullmatch(r"([\d,]+) ÷ \(([\d,]+) \+ ([\d,]+)\) = (\d+) %", reckoning):
            shared, lighter, padding, result = map(number, division.groups())
            assert sum(each) == shared
            assert half_up(100 * shared / (lighter + padding)) == result == like
            assert padding == 5
        else:
            assert reckoning == "tous les mots qui comptent sont communs"
            assert like == 100
        assert len(row.all("th")[0].all("mark")) >= 1
    return weight, covered


@pytest.mark.parametrize(
    "job", ["clcc/infirmier-de", "clcc/assistant-medical", "ucanss/060101", "ucanss/0111", "fph/15d30",
            "anap/assistant-medical", "ucanss/011120"],
)  # fmt: skip
def test_every_percentage_can_be_found_again_from_the_page(client, job):
    found = page(client, emploi=job)

    candidates = found.all("section", "near")
    assert len(candidates) == 5 + len(elsewhere(found))
    for candidate in candidates:
        sums = [[Fraction(0), Fraction(0)], [Fraction(0), Fraction(0)]]
        tables = candidate.all("table")
        assert len(tables) in {2, 4}
        for place, table in enumerate(tables):
            weight, covered = reckoned(table)
            foot = [number(cell.text) for cell in table.one("tfoot").all("td")]
            assert foot == [weight, covered, half_up(100 * covered / weight)]
            sums[place % 2][0] += weight
            sums[place % 2][1] += covered
        forward, backward, mean = (number(dd.one("b").text if dd.all("b") else dd.text) for dd in candidate.all("dd"))
        assert forward == half_up(100 * sums[0][1] / sums[0][0])
        assert backward == half_up(100 * sums[1][1] / sums[1][0])
        assert mean == (forward + backward) / 2


def test_a_paste_is_reckoned_as_a_sheet_is(client):
    found = paste(client)

    for table in found.all("section", "near")[0].all("table"):
        weight, covered = reckoned(table)
        foot = [number(cell.text) for cell in table.one("tfoot").all("td")]
        assert foot == [weight, covered, half_up(100 * covered / weight)]


def test_the_method_and_its_figures_are_on_the_page(client):
    method = page(client).one("section", id="methode").text

    assert "logarithme népérien" in method
    assert "augmentée de 5,0" in method
    assert "Sous 12 %" in method
    assert "compare des mots, pas des fonctions" in method


# A known job


def test_the_page_and_the_foot_of_the_sheet_agree(client):
    far = page(client, emploi="clcc/infirmier-de")
    near = read(client.get("/emplois/clcc/infirmier-de/")).one("section", id="proches")

    first, others = near.all("ul")
    assert titles(far) == [link.text for link in first.all("a")]
    assert elsewhere(far) == [link.text for link in others.all("a")] != []
    assert "compare des mots, pas des fonctions" in near.text
    (row, *_) = ranking(far).one("tbody").all("tr")
    forward, backward, _ = (cell.text for cell in row.all("td"))
    (first, *_) = near.all("li")
    assert first.text.endswith(
        f"{forward} de ce que pèse cette fiche se retrouve dans la sienne ; {backward} de ce que pèse la sienne se "
        "retrouve dans celle-ci"
    )
    measure = words(MEASURE)
    assert measure in near.text
    assert measure in far.one("p", "tablenote").text
    assert measure in read(client.get("/emplois/clcc/infirmier-de/parcours/")).one("section", id="proches").text
    assert measure in paste(client, PROPOSAL, emploi="employe-administratif").text
    assert near.links()["Les voir ligne à ligne"] == "/rapprochement/?emploi=clcc/infirmier-de"


@pytest.mark.parametrize("address", ["/emplois/{}", "/emplois/{}parcours/"])
def test_what_the_page_says_of_no_near_job_the_sheet_and_the_map_say_too(client, settings, address):
    settings.REPERES_NEAREST_NONE_BELOW = 90
    job = "anap/pair-aidant-en-sante-mentale"
    notice = page(client, emploi=job).one("div", "notice").text
    near = read(client.get(address.format(f"{job}/"))).one("section", id="proches").text

    assert notice.startswith("Aucun emploi proche. Repères dit un emploi proche à partir d’une moyenne de 90 %")
    assert notice in near
    settings.REPERES_NEAREST_NONE_BELOW = 0
    assert "Aucun emploi proche" not in read(client.get(f"/emplois/{job}/")).one("section", id="proches").text


@pytest.mark.parametrize(
    ("job", "same"), [("clcc/infirmier-de", "ucanss/0603"), ("ucanss/060301", "clcc/infirmier-de")]
)
def test_the_same_occupation_in_another_framework_is_shown_though_its_own_fills_the_first(client, job, same):
    found = page(client, emploi=job)
    shown = [link.url for section in found.all("section", "near") for link in section.one("h2").all("a")]
    framework = job.partition("/")[0]
    answer = client.get("/api/v1/rapprochement", {"emploi": job}).json()

    assert any(url.startswith(f"/emplois/{same}") for url in shown)
    assert [row["url"] for row in (*answer["resultats"], *answer["autres_referentiels"])] == shown
    assert {row["referentiel"] for row in answer["autres_referentiels"]}.isdisjoint({framework})
    assert len({url for url in shown if not url.startswith(f"/emplois/{framework}/")}) >= 3
    assert len(shown) == len(set(shown))


def test_an_attached_job_is_compared_by_the_sheet_of_its_metier(client):
    found = page(client, emploi="ucanss/011120")

    assert (
        "C’est celle de son métier" in found.text or "c’est celle de son métier repère qui est comparée" in found.text
    )
    assert titles(found) == titles(page(client, emploi="ucanss/0111"))


def test_a_deleted_job_has_nothing_to_compare_and_its_page_leads_here(client):
    link = read(client.get("/emplois/clcc/documentaliste/")).links()["Chercher l’emploi le plus approchant"]
    found = read(client.get(link))

    assert "Aucun texte ne donne de fiche à cet emploi" in found.text
    assert found.one("input", id="poste-intitule").attrs["value"] == "documentaliste"
    assert found.all("section", "near") == []


def test_deleted_and_replaced_jobs_are_never_proposed(client):
    for job in ("ucanss/060109", "clcc/technicien-de-laboratoire"):
        for link in ranking(page(client, emploi=job)).all("a"):
            target = read(client.get(page(client, emploi=job).one("section", id=link.url[1:]).all("a")[0].url))
            assert target.all("span", "badge--supprime") == []
            assert target.all("span", "badge--remplace") == []


def test_before_the_amendment_only_the_other_frameworks_are_near(client):
    found = page(client, emploi="anap/assistant-medical", au="2021-03-31")

    assert "CLCC" not in ranking(found).text
    assert len(titles(found)) == 5


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"emploi": "clcc/licorne"}, "Aucun emploi ne se trouve à « clcc/licorne » ce jour-là."),
        ({"emploi": "<script>"}, "« <script> » ne désigne pas un emploi"),
        ({"emploi": "clcc/secretaire", "au": "demain"}, "« demain » n’est pas une date"),
        ({"emplois": "clcc/secretaire"}, "Le paramètre « emplois » n’existe pas"),
        (
            {"emploi": "clcc/secretaire", "au": "2000-01-01"},
            "Aucun emploi ne se trouve à « clcc/secretaire » ce jour-là.",
        ),
    ],
)
def test_what_makes_no_sense_is_said(client, query, words):
    response = client.get(PAGE, query)

    assert response.status_code == 200
    assert words in read(response).text


# A paste: article 5


def test_a_paste_finds_the_clcc_jobs_and_says_what_the_text_guarantees(client):
    found = paste(client)

    assert titles(found)[:2] == ["Employé administratif qualifié", "Employé administratif"]
    assert {link.url.split("/")[2] for h2 in found.all("h2") for link in h2.all("a")} == {"clcc"}
    guarantees = found.one("section", id="garanties")
    assert [h3.text for h3 in guarantees.all("h3")] == [
        "Le groupe au moins égal",
        "Aucune perte de rémunération",
        "Tous les éléments conservés",
        "Les années d’éligibilité au palier",
        "Le pourcentage de PEP",
        "Le montant de BAC",
        "Tout autre élément",
        "Le délai",
    ]
    sources = [link.url for link in guarantees.all("a", "source")]
    assert [url.partition("#l")[2] for url in sources] == ["169", "172", "175", "178", "183", "184", "185", "161"]
    assert "voir du groupe de rémunération supérieur" in guarantees.text
    assert "/anomalies/#a-clcc-2021-art5-voir-pour-voire" in [link.url for link in guarantees.all("a")]
    assert "sa date d’effet n’est pas connue" in guarantees.text


def test_the_term_has_a_day_once_the_date_of_effect_is_recorded(client):
    text = Document.objects.get(slug="clcc-avenant-2021-01")
    by = get_user_model().objects.create_user("Camille")
    TextDate.objects.create(document=text, kind=DateKind.EFFECT, value="2021-06-01", recorded_by=by)

    note = paste(client).one("section", id="garanties").text

    assert "En vigueur depuis le 1er juin 2021" in note
    assert "s’achève le 1er décembre 2021" in note


def test_the_common_base_is_set_aside_and_shown(client):
    aside = paste(client).one("section", **{"aria-labelledby": "base-h"})

    assert [item.text for item in aside.all("li")] == [
        "Participer à l’accueil et à la formation des stagiaires et des nouveaux dans l’équipe"
    ]


def test_a_group_below_is_excluded_and_said(client):
    """The secrétaire is of group D (avenant 2023-06): under E, within B."""
    within, under = paste(client, groupe="B"), paste(client, groupe="E")

    assert "Secrétaire" in titles(within)
    assert "Secrétaire" not in titles(under)
    excluded = under.one("section", **{"aria-labelledby": "exclus-h"}).text
    assert (
        "Secrétaire : Groupe D (énoncé par le texte), au-dessous du groupe E. Avenant 2023-06, lignes 57 à 58"
        in excluded
    )
    assert Placement.objects.get(job__key="secretaire").levels.get().code == "D"


def test_a_group_above_asks_for_a_reason(client):
    refused = paste(client, PROPOSAL, emploi="secretaire")
    made = paste(client, PROPOSAL, emploi="secretaire", motif="Elle tient déjà les agendas.")

    assert "dites en quoi l’analyse comparative le justifie" in refused.text
    assert refused.one("input", id="retenu-secretaire").attrs.get("checked") == ""
    assert made.one("h1").text == "Proposition de repositionnement"
    assert "Elle tient déjà les agendas." in made.text


def test_a_deduced_group_is_said_to_be_deduced_wherever_it_is_printed(client):
    """The attaché de recherche clinique is of group F: avenant 2023-06 lets it be deduced, without saying it."""
    lines = Item.objects.filter(section__sheet__job__key="attache-de-recherche-clinique").order_by("order")
    research = {
        "activites": "\n".join(lines.filter(section__kind="activites").values_list("text", flat=True)),
        "connaissances": "\n".join(lines.filter(section__kind="connaissances").values_list("text", flat=True)),
        "groupe": "E",
    }
    found = paste(client, **research)
    first = ranking(found).one("tbody").all("tr")[0].text
    made = paste(client, PROPOSAL, **research, emploi="attache-de-recherche-clinique", motif="Elle tient un essai.")

    assert "Groupe F (déduit du texte), au-dessus Avenant 2023-06, lignes 197 à 199" in first
    for held in (
        found.all("p", "near__group")[0],
        made.one("p", **{"class": "near__group near__group--groupe_superieur"}),
    ):
        assert "Groupe F (déduit du texte), au-dessus du groupe E" in held.text
        assert "les deux emplois qui l’encadrent sont donc du même groupe" in held.text
        assert held.one("a").attrs["href"] == "/documents/clcc-avenant-2023-06/#l197"


def test_an_unknown_group_stays_to_be_checked(client):
    rows = ranking(paste(client)).one("tbody").all("tr")

    assert rows[0].text.endswith("groupe à vérifier")
    assert "non précisé dans le texte, à vérifier par le centre" in paste(client).all("section", "near")[0].text


def test_no_near_job_and_between_two_are_said_with_their_thresholds(client, settings):
    strange = "Dompter des licornes boiteuses\nAccorder des clavecins baroques\nFerrer des hippogriffes ombrageux"
    far = paste(client, activites=strange, connaissances="Le solfège, la voltige, le contrepoint et l’escrime").text
    assert "Aucun emploi proche." in far
    settings.REPERES_NEAREST_NONE_BELOW = 99
    assert "à partir d’une moyenne de 99 %" in paste(client).text
    settings.REPERES_NEAREST_NONE_BELOW = 0
    settings.REPERES_NEAREST_BETWEEN_WITHIN = 100
    assert "Entre deux emplois." in paste(client).text
    assert "sont à 100 points l’un de l’autre ou moins" in paste(client).text


def test_too_few_words_lead_to_no_conclusion(client, settings):
    settings.REPERES_NEAREST_NONE_BELOW, settings.REPERES_NEAREST_BETWEEN_WITHIN = 0, 100
    short = {"activites": "soigner", "connaissances": ""}
    found = paste(client, **short)
    made = paste(client, PROPOSAL, **short, emploi="infirmier-de", groupe="")

    said = (
        "La description est trop courte pour conclure. Elle a 1 mot qui compte, et Repères ne conclut qu’à partir de 12"
    )
    assert said in found.text
    assert "Entre deux emplois" not in found.text
    assert titles(found) != []
    assert "de moins de 12 mots différents qui comptent" in found.one("section", id="methode").text
    assert said in made.text
    settings.REPERES_NEAREST_FEWEST_WORDS = 1
    assert "trop courte" not in paste(client, **short).text
    assert "Entre deux emplois" in paste(client, **short).text


def test_one_field_is_enough_and_what_is_not_compared_is_said(client):
    whole = "Missions :\nTenir les archives\nActivités :\nClasser les dossiers\nConnaissances :\nL’archivage"
    found = paste(client, activites=whole, connaissances="").text
    half = paste(client, connaissances="").text

    assert "Une ligne sous un titre de missions, de formation ou autre" in found
    assert "Aucune connaissance dans la description" in half


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"activites": "", "connaissances": ""}, "Il n’y a rien à comparer"),
        ({"activites": "é" * 11_000}, "limitée à 20 000 octets"),
        ({"groupe": "Z"}, "Ce groupe n’est pas dans la grille"),
        ({"intitule": "x" * 300}, "200"),
    ],
)
def test_a_paste_that_cannot_be_read_says_why(client, changed, words):
    found = paste(client, **changed)

    assert words in found.one("div", role="alert").text
    assert found.all("section", "near") == []


def test_a_proposal_has_the_analysis_the_guarantees_and_blanks(client):
    found = paste(client, PROPOSAL, emploi="employe-administratif")

    blanks = {row.one("dt").text: row.one("dd").text for row in found.all("div") if row.parent.tag == "dl"}
    assert blanks["Centre"] == blanks["Nom et prénom"] == blanks["Date d’effet"] == blanks["Pour le centre"] == ""
    assert blanks["Poste, emploi supprimé"] == "Employé d’archives"
    assert blanks["Groupe actuel"] == "Groupe B"
    assert len(found.all("table")) == 4
    assert "la totalité des éléments de rémunérations" in found.text


@pytest.mark.parametrize("job", ["", "licorne", "medecin", "<script>", "060101"])
def test_only_a_candidate_can_be_proposed(client, job):
    found = paste(client, PROPOSAL, emploi=job)

    assert found.all("div", role="alert")
    assert "Proposition de repositionnement" not in found.text


def test_the_address_of_a_proposal_alone_leads_to_the_form(client):
    assert client.get(PROPOSAL).headers["Location"] == PAGE


# Nothing pasted stays, and nothing hostile works

HOSTILE = [
    "<script>alert(1)</script> Classer les dossiers",
    "{{ settings.SECRET_KEY }} {% debug %} classer",
    "'; DROP TABLE jobs_job; -- classer",
    '"><img src=x onerror=alert(1)> classer',
    "\u202egnissalc\u202c \x00\x07 classer",
    "Ça va ? " * 200 + "classer",
    "%s %d %(x)s {0} classer",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(plain_client, text):
    response = plain_client.post(PAGE, {"intitule": text, "activites": text, "connaissances": text, "groupe": ""})

    body = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert [fault for fault in page_faults(body) if "braces" not in fault] == []


@pytest.mark.parametrize("address", [PAGE, PROPOSAL])
def test_a_paste_that_is_not_text_is_refused_as_an_address_is(client, address):
    form = "application/x-www-form-urlencoded"
    refused = [
        client.generic("POST", address, body, content_type=form)
        for body in (b"activites=soigner+%ff%fe&connaissances=", b"activites=soigner+\xe9quipe")
    ]
    taken = client.generic("POST", PAGE, b"activites=soigner+l%27%C3%A9quipe+%25ff", content_type=form)

    assert [answer.status_code for answer in refused] == [400, 400]
    assert all("n’a pas pu être lue" in read(answer).text for answer in refused)
    assert taken.status_code == 200


@pytest.fixture
def plain_client():
    """A visitor who pastes braces: the harness takes them for a template's."""
    return Client(enforce_csrf_checks=True)


def test_a_paste_needs_neither_cookie_nor_token(plain_client):
    response = plain_client.post(PAGE, ARCHIVES)

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"] == "private, max-age=0"


def test_nothing_pasted_is_stored_or_logged(client, caplog):
    caplog.set_level(logging.DEBUG)
    before = snapshot()

    response = client.post(PAGE, ARCHIVES | {"activites": "Dompter des hippogriffes"})
    client.post(PROPOSAL, ARCHIVES | {"emploi": "employe-administratif", "motif": "hippogriffe"})

    assert "hippogriffes" in response.content.decode()
    assert changes(before, snapshot()) == {}
    assert "hippogriffe" not in "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert cache.get("hippogriffe") is None


def test_a_request_too_large_is_refused_before_it_is_read(client):
    response = client.post(PAGE, ARCHIVES | {"activites": "x" * 80_000})

    assert response.status_code == 413
    assert "trop longue" in read(response).text


@pytest.mark.parametrize("length", ["-1", "abc", "1e9"])
def test_a_length_that_is_none_is_refused(length):
    assert Client().post(PAGE, ARCHIVES, CONTENT_LENGTH=length).status_code == 413


def test_too_many_pastes_are_asked_to_wait(client, monkeypatch):
    monkeypatch.setattr(nearest_views, "throttle", Throttle(1))

    first, second = client.post(PAGE, ARCHIVES), client.post(PAGE, ARCHIVES)
    reading = client.get(PAGE)

    assert (first.status_code, second.status_code, reading.status_code) == (200, 429, 200)
    assert int(second.headers["Retry-After"]) in range(1, 62)
    assert "Recommencez dans" in read(second).text


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(PAGE).status_code == 405


# Cost


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        # the groups
        ({}, 1),
        # the groups; the job; the frameworks; its sheet; its lines; words (two); candidates (all, then of the other
        # frameworks); their lines; the lines and the cards of those shown
        ({"emploi": "clcc/infirmier-de"}, 12),
        ({"emploi": "anap/community-manager"}, 12),
        # and the métier
        ({"emploi": "ucanss/011120"}, 13),
        # no sheet: neither lines nor candidates
        ({"emploi": "clcc/documentaliste"}, 5),
    ],
)
def test_a_page_costs_the_same_whatever_it_finds(client, django_assert_num_queries, query, cost):
    with django_assert_num_queries(cost):
        client.get(PAGE, query)


@pytest.mark.parametrize("lines", [1, 60])
def test_a_paste_costs_the_same_whatever_it_holds(client, django_assert_num_queries, lines):
    """The groups; the common base; words (two); candidates; their lines; their groups (two); the frameworks; the
    lines and cards of those shown; the text's dates."""
    activities = "\n".join(f"Classer les dossiers de type {n}" for n in range(lines))
    with django_assert_num_queries(12):
        client.post(PAGE, ARCHIVES | {"activites": activities})


# JSON


def test_the_json_says_what_the_page_says(client):
    found = client.get("/api/v1/rapprochement", {"emploi": "clcc/infirmier-de"}).json()

    assert [row["intitule"] for row in found["resultats"]] == titles(page(client, emploi="clcc/infirmier-de"))
    assert found["methode"] == {
        "supplement": 5.0, "equivalent_des": 12, "mots_cherches": 200, "fiches_comptees": 120,
        "proche_des": 12, "ecart_entre_deux": 3,
    }  # fmt: skip
    assert found["conclusion"] == "un_premier"
    for row in found["resultats"]:
        for way, lines in (("couvre", "lignes"), ("couvert", "lignes_en_face")):
            held = [line for part in row["parties"] for line in part[lines]]
            weight = sum(round(line["poids"] * 10) for line in held)
            covered = sum(round(line["poids"] * 10) * line["ressemblance"] for line in held)
            assert row[way] == half_up(Fraction(covered, weight))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"emploi": "zz"}, 400),
        ({"emploi": "clcc/licorne"}, 404),
        ({"emploi": "clcc/secretaire", "x": 1}, 400),
    ],
)
def test_the_json_refuses_what_makes_no_sense(client, query, status):
    response = client.get("/api/v1/rapprochement", query)

    assert response.status_code == status
    assert response.json()["erreur"]


def test_the_json_is_in_the_description(client):
    assert "/api/v1/rapprochement" in client.get("/api/v1/openapi.json").json()["paths"]
