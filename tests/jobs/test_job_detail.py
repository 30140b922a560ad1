"""The page of a job, for every kind of job that the texts hold, each expected word read in the texts by eye."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from jobs.enums import JobKind
from jobs.models import Job
from tests.pages import facts, notices, read, words

pytestmark = pytest.mark.django_db

ANNEX = "/documents/ucanss-annexe-1-metiers-reperes/"


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    """Today, for these tests: the announcements of 2025 are behind."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))


def sheet(client, address: str):
    response = client.get(f"/emplois/{address}")
    assert response.status_code == 200
    return read(response)


def own_words(item) -> str:
    """The printed words of an item, less its proof and its sub-items."""
    return words("".join(child for child in item.children if isinstance(child, str)))


def section_of(page, heading: str):
    """The section under this printed heading."""
    (found,) = [s for s in page.all("section", "section") if s.all("h2") and s.all("h2")[0].text == heading]
    return found


def items_of(page, heading: str) -> list[str]:
    return [own_words(item) for item in section_of(page, heading).all("li", "item")]


# A care job of the Sécurité sociale: level, diploma and RNCP number stated


def test_a_care_sheet_says_what_the_text_says(client):
    page = sheet(client, "ucanss/060101/")

    assert page.one("h1").text == "Aide-soignant(e)"
    assert "Code 060101" in page.one("p", "sheethead__tabs").text
    found = facts(page)
    assert found["Niveau"] == "Niveau 3EB énoncé par le texte"
    assert found["Niveau du diplôme requis"] == "Niveau 4"
    assert found["Fiche RNCP"] == "RNCP35830"
    assert items_of(page, "Activités")[0] == "Dispenser des soins d'hygiène et de confort"
    assert len(items_of(page, "Activités")) == 8  # line 804, by its bullets
    (purpose,) = items_of(page, "Finalité")
    assert purpose == (
        "En collaboration avec l’infirmier(e) et sous sa responsabilité, personnel chargé accompagner le patient dans "
        "les gestes de la vie quotidienne et réaliser des soins d'hygiène et de confort pour préserver ou restaurer "
        "l’autonomie, le bien-être et la continuité des soins."
    )


def test_an_rncp_number_leads_to_its_public_record(client):
    link = sheet(client, "ucanss/060101/").links()["RNCP35830"]

    assert link == "https://www.francecompetences.fr/recherche/rncp/35830/"


def test_a_diploma_line_that_gives_no_number_gives_no_link(client):
    """Line 1319: « Niveau 6 - RNCP – Bac +3 », without a number."""
    page = sheet(client, "ucanss/170110/")

    assert "Fiche RNCP" not in facts(page)
    assert not [url for url in page.links().values() if "francecompetences" in url]
    assert facts(page)["Niveau du diplôme requis"] == "Niveau 6"


# Sources and addresses of lines


@pytest.mark.parametrize(
    ("address", "words_of_it", "line"),
    [
        ("ucanss/060101/", "Dispenser des soins d'hygiène et de confort", "ucanss-annexe-1-metiers-reperes/#l804"),
        ("clcc/agent-de-service/", "Assurer la distribution du linge", "clcc-avenant-2021-01/#l249"),
        ("clcc/agent-de-service/", "travailler en équipe ;", "clcc-avenant-2021-01/#l90"),
        ("clcc/assistant-medical-specialise/", "Extraire et suivre les indicateurs", "clcc-avenant-2023-06/#l307"),
        ("fph/15d30/", "Suivi des événements indésirables", "aphp-fiche-metier-15d30/#l32"),
        (
            "anap/assistant-technique-d-anesthesie/",
            "Prendre en charge la douleur.",
            "anap-nouveaux-visages-de-la-sante/#l64",
        ),
    ],
)
def test_an_item_shows_the_line_it_comes_from_and_the_line_leads_back(client, address, words_of_it, line):
    (item,) = [item for item in sheet(client, address).all("li", "item") if own_words(item) == words_of_it]

    official, own, *history = item.one("div", "proof__body").all("a")
    assert official.url == f"/documents/{line}"
    assert own.url == f"#{item.attrs['id']}"
    assert [client.get(link.url).status_code for link in history] in ([200], [])  # the common base has no versions

    document, anchor = official.url.split("#")
    there = read(client.get(document)).one("div", "line", id=anchor)
    assert item.attrs["id"] in [link.url.partition("#")[2] for link in there.all("a")]


# CLCC: the place of a job, pay, reach and common base


def test_a_clcc_job_that_no_text_places_says_so(client):
    found = facts(sheet(client, "clcc/agent-de-service/"))

    assert found["Groupe, position, filière et cotation"] == "non précisé dans le texte"


def test_the_chapter_in_which_a_whole_sheet_stands_is_no_part_of_it_and_its_own_parts_are(client):
    """Annexe 1, line 687, heads all the care sheets; the sheet 15D30 has parts of its own."""
    chapters = [chapter.text for chapter in sheet(client, "ucanss/060101/").all("p", "section__chapter")]
    parts = [chapter.text for chapter in sheet(client, "fph/15d30/").all("p", "section__chapter")]

    assert chapters == []
    assert parts[:2] == ["RÉFÉRENTIEL", "FORMATION"]


def test_the_assistant_medical_specialise_has_its_place_and_its_pay(client):
    """Avenant 2023-06, lines 160, 204, 210 and 222."""
    page = sheet(client, "clcc/assistant-medical-specialise/")

    found = facts(page)
    assert found["Groupe"] == "Groupe F énoncé par le texte"
    assert (found["Position"], found["Filière"], found["Cotation"]) == ("4", "MT", "212")
    table = page.one("table", "table")
    assert [cell.text for cell in table.one("tbody").all("td")] == ["28 479 €", "29 335 €", "30 213 €"]
    assert page.one("p", "tablenote").text == (
        "Groupe F : à compter de l’entrée en vigueur, date non connue. Source : Avenant 2023-06, ligne 210."
    )


def test_amounts_and_punctuation_keep_narrow_no_break_spaces(client):
    html = client.get("/emplois/clcc/assistant-medical-specialise/").content.decode()

    assert "28\u202f479\u202f€" in html
    assert "Groupe F\u202f:" in html


def test_a_place_between_two_jobs_is_deduced_and_says_how(client):
    """« dans le groupe F, entre l’emploi d’orthophoniste et attaché de recherche clinique » (lines 198 and 199)."""
    for key in ("orthophoniste", "attache-de-recherche-clinique"):
        place = facts(sheet(client, f"clcc/{key}/"))
        assert place["Groupe"].startswith("Groupe F déduit du texte")
        assert "entre" in place["Groupe"]
        assert place["Position, filière et cotation"] == "non précisé dans le texte"


def test_a_clcc_sheet_carries_the_common_base_and_what_its_text_says_of_its_reach(client):
    page = sheet(client, "clcc/agent-de-service/")

    base = items_of(page, "Base commune à tous les emplois")
    assert len(base) == 11  # lines 79 to 93
    assert (
        base[2]
        == "connaître les outils liés à l’exercice de son activité (logiciel, outil de liaison, de transmission…) ;"
    )
    said = " ".join(reach.text for reach in page.all("p", "section__reach"))
    assert "selon leur nature" in said
    assert "tous les intitulés d’emploi sont employés au masculin générique" in said


def test_a_centre_may_adapt_a_list_and_the_sheet_keeps_saying_it(client):
    page = sheet(client, "clcc/assistant-medical-specialise/")

    (activities,) = [h for h in page.all("h2") if h.text.startswith("Activités (réparties")]
    assert "la liste des activités peut être adaptée par chaque centre" in activities.text
    groups = [h.text for h in activities.parent.parent.all("h3")]
    assert len(groups) == 5  # « chacune des 5 missions »
    assert groups[1] == (
        "Participer aux projets de déploiement et de suivi des outils métiers et assurer la formation des utilisateurs"
    )


def test_the_date_of_the_text_is_said_with_what_is_not_known_of_it(client):
    aside = sheet(client, "clcc/agent-de-service/").one("aside", id="textes").text

    assert "Signé le 1er avril 2021, date d’effet non connue" in aside


def test_a_renamed_job_says_its_former_title(client):
    """Line 115: « L’emploi de technicien de maintenance biomédicale est renommé technicien de maintenance. »"""
    page = sheet(client, "clcc/technicien-de-maintenance/")

    assert page.one("h1").text == "Technicien de maintenance"
    also = page.one("p", "sheethead__also").text
    assert "technicien de maintenance biomédicale (ancien intitulé) Avenant 2021-01, ligne 115" in also


# Deleted, replaced, announced


@pytest.mark.parametrize(
    ("key", "line"),
    [("aide-de-laboratoire", 104), ("technicien-d-exploitation-informatique", 109), ("technicien-biologiste", 113)],
)
def test_a_deleted_job_answers_says_so_and_where_to_go(client, key, line):
    page = sheet(client, f"clcc/{key}/")

    assert "supprimé" in page.one("p", "sheethead__tabs").text
    (deleted,) = [n for n in page.all("div", "notice") if n.text.startswith("Emploi supprimé.")]
    assert "le plus approchant (avenant 2021-01, article 5)" in deleted.text
    assert f"/documents/clcc-avenant-2021-01/#l{line}" in deleted.links().values()
    assert [
        item for item in page.all("li", "item") if item.parent.parent.parent.attrs.get("id") != "base-commune"
    ] == []


ANNOUNCED = "Remplacement annoncé. En vigueur : remplacement annoncé pour 2025, sans jour précisé."


@pytest.mark.parametrize(
    ("today", "badge", "notice"),
    [
        (date(2024, 12, 31), "en vigueur", ANNOUNCED),
        (date(2025, 6, 30), "en vigueur", ANNOUNCED),
        (date(2025, 12, 31), "en vigueur", ANNOUNCED),
        (date(2026, 1, 1), "remplacé", "Emploi remplacé. Remplacé (annoncé pour 2025, réalisation non attestée)."),
    ],
)
@pytest.mark.parametrize("by_parameter", [False, True])
def test_what_is_announced_for_2025_is_said_before_during_and_after(
    client, monkeypatch, today, badge, notice, by_parameter
):
    """Line 60: 011122 « se substituera en 2025 » to 011401."""
    if not by_parameter:
        monkeypatch.setattr(timezone, "localdate", lambda: today)

    page = sheet(client, f"ucanss/011401/{f'?au={today}' if by_parameter else ''}")

    assert f" {badge} " in f" {page.one('p', 'sheethead__tabs').text} "
    (said,) = [
        n
        for n in page.all("div", "notice")
        if n.one("p", "notice__title").text in {"Emploi remplacé.", "Remplacement annoncé."}
    ]
    assert said.text.startswith(notice)
    assert list(said.links().items()) == [
        ("011122 Conseiller(ère) carrière", "/emplois/ucanss/011122/"),
        ("Annexe 1, métiers repères, ligne 60", f"{ANNEX}#l60"),
    ]
    assert any(text.startswith("Portail au ") for text in notices(page)) == by_parameter


def test_the_job_that_replaces_says_which_ones(client):
    (said,) = [n for n in sheet(client, "ucanss/011122/").all("div", "notice") if "en remplace" in n.text]

    assert "Le texte l’annonce pour 2025, sans jour précisé." in said.text
    assert [url for url in said.links().values() if url.startswith("/emplois/")] == [
        "/emplois/ucanss/011401/",
        "/emplois/ucanss/011402/",
        "/emplois/ucanss/011403/",
    ]


def test_a_metier_named_only_in_the_table_answers_and_leads_to_the_one_that_took_its_jobs(client):
    """0114, line 12; its jobs « seront rattachés au métier 0111 », line 111."""
    page = sheet(client, "ucanss/0114/")

    assert page.one("h1").text == "Gestionnaire Carrière"
    assert "remplacé" in page.one("p", "sheethead__tabs").text
    (said,) = [n for n in page.all("div", "notice") if n.text.startswith("Métier nommé au tableau seul.")]
    assert said.links() == {
        "0111 Gestionnaire conseil sécurité sociale": "/emplois/ucanss/0111/",
        "Annexe 1, métiers repères, ligne 12": f"{ANNEX}#l12",
        "Annexe 1, métiers repères, ligne 111": f"{ANNEX}#l111",
    }
    assert page.all("li", "item") == []


def test_one_sheet_for_two_codes_is_shown_under_the_new_one(client):
    """Lines 777 and 779: 060103 « Nouveau code et libellé : 060109 »."""
    old, new = sheet(client, "ucanss/060103/"), sheet(client, "ucanss/060109/")

    assert (old.one("h1").text, new.one("h1").text) == (
        "Aide médico-psychologique",
        "Accompagnant(e) Educatif et Social (AES)",
    )
    assert old.all("li", "item") == []
    (said,) = [n for n in old.all("div", "notice") if n.text.startswith("Emploi remplacé.")]
    assert said.links()["060109 Accompagnant(e) Educatif et Social (AES)"] == "/emplois/ucanss/060109/"
    assert items_of(new, "Activités")[3] == "Co - animer des activités culturelles, sportives, ludiques et sociales"
    assert facts(new)["Niveau"] == "Niveau 3EA énoncé par le texte"
    (back,) = [n for n in new.all("div", "notice") if "en remplace" in n.text]
    assert back.links()["Remplace 060103 Aide médico-psychologique"] == "/emplois/ucanss/060103/"


# Métiers and attached jobs


def test_a_metier_lists_the_jobs_that_share_its_sheet(client):
    page = sheet(client, "ucanss/0111/")

    attached = page.one("section", id="rattaches").all("li")
    # line 108, and lines 113 to 115 once more: twenty-one codes
    assert len(attached) == 21
    assert attached[0].links() == {"Gestionnaire conseil allocataires": "/emplois/ucanss/011101/"}
    assert [row.text[:6] for row in attached if "remplacé" in row.text] == [
        "011106",
        "011109",
        "011401",
        "011402",
        "011403",
    ]
    assert facts(page)["Niveaux"].startswith("Niveau 3 Niveau 4A Niveau 4B déduit du texte")


def test_levels_and_branches_of_a_metier_keep_their_own_lines(client):
    page = sheet(client, "ucanss/0111/")

    level_4a = section_of(page, "Activités - Niveau 4A")
    assert [h.text for h in level_4a.all("h3")] == [
        "Spécificités Branche Maladie",
        "Spécificités Branches Recouvrement / Retraite",
    ]
    assert [own_words(item) for item in level_4a.all("li", "item")][4:6] == [
        "Détecter et signaler les cas de non-recours ou renoncement aux soins",
        "Accueillir des assurés sur rendez-vous",
    ]  # after the page break of line 132


def test_an_attached_job_shows_the_sheet_of_its_metier_and_no_level_of_its_own(client):
    page = sheet(client, "ucanss/011101/")

    assert any(text.startswith("Fiche du métier repère.") for text in notices(page))
    found = facts(page)
    assert found["Métier repère"] == "0111 Gestionnaire conseil sécurité sociale"
    assert "Niveau de l’emploi : non précisé dans le texte." in found["Niveaux du métier"]
    same = sheet(client, "ucanss/0111/")
    assert items_of(page, "Activités - Niveau 3") == items_of(same, "Activités - Niveau 3") != []


# The other texts


def test_an_emerging_job_says_where_it_is_and_that_it_is_in_no_repertory(client):
    page = sheet(client, "anap/assistant-technique-d-anesthesie/")

    assert page.one("h1").text == "Assistant technique d’anesthésie"
    assert "émergent" in page.one("p", "sheethead__tabs").text
    found = facts(page)
    assert (found["Pays"], found["Thème"], found["Famille de métiers"]) == (
        "Allemagne",
        "Prise en soins des patients",
        "SOINS",
    )
    assert "ne figurent pas au répertoire des métiers de la fonction publique hospitalière" in page.one("main").text
    assert items_of(page, "MISSIONS")[2] == "Prendre en charge la douleur."
    assert "Pertinent" not in page.one("main").text  # the gauge was lost: no opinion is invented


def test_the_public_hospital_sheet_is_whole(client):
    page = sheet(client, "fph/15d30/")

    assert page.one("h1").text == "Coordinateur(trice) d'études cliniques (CEC)"
    assert len(items_of(page, "ACTIVITÉS")) == 12  # lines 21 to 32
    assert len(items_of(page, "SAVOIR-FAIRE")) == 9  # lines 36 to 45, across a blank line
    known = section_of(page, "CONNAISSANCES REQUISES").all("li", "item")
    assert len(known) == 11  # lines 49 to 59
    assert known[0].one("span", "item__code").text == "code 15214"
    assert facts(page)["Niveau de qualification"] == "Niveau 7 (Master)"
    assert items_of(page, "Missions")[0].startswith("Piloter et coordonner les différentes étapes")  # ** is markup


def test_two_jobs_of_two_frameworks_may_bear_one_title(client):
    clcc, anap = sheet(client, "clcc/assistant-medical/"), sheet(client, "anap/assistant-medical/")

    assert clcc.one("h1").text == anap.one("h1").text == "Assistant médical"
    assert "CLCC" in clcc.one("p", "sheethead__tabs").text
    assert "Anap" in anap.one("p", "sheethead__tabs").text


# What every sheet says


def test_a_sheet_says_what_it_is_not_and_how_to_report_an_error(client):
    page = sheet(client, "ucanss/060101/")

    said = page.one("section", id="portee").text
    assert "Ce n’est pas le poste d’une personne" in said
    assert "Ce n’est pas, à elle seule, une classification" in said
    mail = urlsplit(page.links()["Signaler une erreur"])
    assert (mail.scheme, mail.path) == ("mailto", "reperes@example.org")
    filled = {name: words(values[0]) for name, values in parse_qs(mail.query).items()}
    assert filled["subject"] == "Repères : erreur dans la fiche 060101 Aide-soignant(e)"
    assert "http://testserver/emplois/ucanss/060101/" in filled["body"]


def test_without_an_address_no_mail_is_offered(client, settings):
    settings.REPERES_CONTACT_EMAIL = ""

    assert "Signaler une erreur" not in sheet(client, "ucanss/060101/").links()


def test_a_sheet_leads_to_its_anomalies_and_they_lead_back(client):
    """« personnel chargé accompagner » (line 802): kept as printed, and registered."""
    page = sheet(client, "ucanss/060101/")

    ways = {text: url for text, url in page.links().items() if url.startswith("/anomalies/#")}
    (url,) = [url for text, url in ways.items() if "chargé accompagner" in text]
    key = url.split("#a-")[1]
    assert read(client.get("/anomalies/")).one("details", id=f"a-{key}")
    anomaly = read(client.get(f"/anomalies/?constat={key}")).one("details", id=f"a-{key}")
    assert "/emplois/ucanss/060101/" in anomaly.links().values()
    assert f"{ANNEX}#l802" in anomaly.links().values()


def test_the_permanent_address_is_absolute_and_without_the_day(client):
    assert sheet(client, "ucanss/060101/?au=2024-01-01").links()["Adresse permanente"] == (
        "http://testserver/emplois/ucanss/060101/"
    )


def test_the_contents_of_a_sheet_lead_to_its_sections(client):
    for address in ("ucanss/0111/", "fph/15d30/", "clcc/assistant-medical-specialise/", "clcc/aide-de-laboratoire/"):
        page = sheet(client, address)
        ids = {node.attrs["id"] for node in page.walk() if "id" in node.attrs}
        toc = page.one("nav", "toc").links().values()
        assert len(toc) >= 3
        assert {url.removeprefix("#") for url in toc} <= ids


# Addresses and statuses


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/emplois/ucanss/06030101/", "/emplois/ucanss/060303/"),
        ("/emplois/ucanss/06030102/", "/emplois/ucanss/060304/"),
        ("/emplois/ucanss/060107/", "/emplois/ucanss/060307/"),
        ("/emplois/fph/15D30/", "/emplois/fph/15d30/"),
        ("/emplois/ucanss/06030101.json", "/emplois/ucanss/060303.json"),
        ("/emplois/ucanss/06030101/?au=2024-01-01", "/emplois/ucanss/060303/?au=2024-01-01"),
        ("/emplois/fph/15D30.json?au=2024-01-01", "/emplois/fph/15d30.json?au=2024-01-01"),
    ],
)
def test_another_code_redirects_for_good_and_keeps_the_day(client, asked, location):
    response = client.get(asked)

    assert (response.status_code, response.headers["Location"]) == (301, location)
    assert client.get(location).status_code == 200


def test_a_job_of_its_own_with_eight_digits_does_not_redirect(client):
    page = sheet(client, "ucanss/06030103/")

    assert page.one("h1").text == "Infirmier(e) hygiéniste"


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/emplois/clcc/infirmier-de-bloc-operatoire/", "Infirmier de bloc opératoire DE"),
        ("/emplois/ucanss/060199/", "060101 Aide-soignant(e)"),
        ("/emplois/ailleurs/orthophoniste/", "Orthophoniste"),
    ],
)
def test_an_unknown_key_is_a_404_in_french_that_offers_search_and_the_nearest_titles(client, address, nearest):
    response = client.get(address)
    page = read(response)

    assert response.status_code == 404
    assert page.one("h1").text == "Rien ne se trouve à cette adresse."
    assert page.one("p", "title__lead").text == "Aucun texte ne donne d’emploi sous ce code ou ce titre."
    assert page.one("form", "bigsearch").attrs["action"] == "/emplois/"
    links = page.one("section", "band").links()
    assert nearest in links
    assert client.get(links[nearest]).status_code == 200


def test_before_its_first_text_a_job_has_a_page_that_says_so(client):
    response = client.get("/emplois/clcc/agent-de-service/?au=2021-03-31")
    page = read(response)

    assert response.status_code == 200
    assert page.one("h1").text == "Aucun texte ne donne cet emploi au 31 mars 2021."
    assert page.one("main").links()["La page au 1er avril 2021"] == "?au=2021-04-01"
    assert client.get("/emplois/clcc/agent-de-service/?au=2021-04-01").status_code == 200
    assert client.get("/emplois/clcc/agent-de-service.json?au=2021-03-31").status_code == 404


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ("au=2025-02-30", "« 2025-02-30 » n’est pas une date : écrivez-la AAAA-MM-JJ, comme 2025-06-30."),
        ("version=2", "Le paramètre « version » n’existe pas : retirez-le."),
        ("au=2025-01-01&au=2024-01-01", "Le paramètre « au » est donné plusieurs fois : gardez une seule valeur."),
    ],
)
def test_a_bad_parameter_is_said_on_the_page_and_refused_in_the_file(client, parameters, sentence):
    page = sheet(client, f"ucanss/060101/?{parameters}")
    refused = client.get(f"/emplois/ucanss/060101.json?{parameters}")

    assert notices(page)[0] == f"Un paramètre n’a pas été compris. {sentence}"
    assert refused.status_code == 400
    assert words(refused.json()["erreur"]) == sentence
    assert list(refused.json()["parametres"]) == [parameters.split("=")[0]]


@pytest.mark.long
def test_every_job_has_its_page_and_every_line_of_it_its_source_and_an_address_of_its_own(client):
    """Every address that is promised for good, less attached jobs that show one sheet; no id is used twice: the harness
    reads each page."""
    jobs = Job.objects.select_related("framework").exclude(kind=JobKind.ATTACHED)
    attached = Job.objects.select_related("framework").filter(kind=JobKind.ATTACHED)[::12]

    for job in [*jobs, *attached]:
        page = sheet(client, f"{job.framework.code}/{job.key}/")
        assert page.one("h1").text == words(job.title)
        for item in page.all("li", "item"):
            official, own, *history = item.all("div", "proof__body")[0].all("a")
            assert re.fullmatch(r"/documents/[a-z0-9-]+/#l[1-9][0-9]*", official.url)
            assert own.url == f"#{item.attrs['id']}"
            assert [link.url.rsplit("/", 2)[1] for link in history] in ([item.attrs["id"]], [])
            assert re.fullmatch(r"e-[0-9a-f]{10,}", item.attrs["id"])


@pytest.mark.parametrize("key", ["090402", "090403", "090404"])
def test_a_title_proper_to_a_branch_says_which(client, key):
    """Lines 453 to 457: each of the three codes bears one label a branch, and the page must choose one."""
    page = client.get(f"/emplois/ucanss/{key}/").content.decode()
    described = client.get(f"/emplois/ucanss/{key}.json").json()

    assert "Libellé propre à" in page
    assert described["branches_intitule"]
    assert set(described["branches_intitule"]) <= {"BM", "BR", "BV", "BF"}


def test_a_job_without_a_sheet_has_neither_common_base_nor_words_on_sheets(client):
    """Chapter I speaks of « les emplois relevant de la présente annexe » (line 77): a deleted one is not."""
    page = client.get("/emplois/clcc/documentaliste/").content.decode()
    described = client.get("/emplois/clcc/documentaliste.json").json()

    assert 'id="base-commune"' not in page
    assert "Les fiches emplois du personnel" not in page
    assert (described["base_commune"], described["portee"]) == ([], [])


def test_a_later_text_that_is_silent_on_the_common_base_is_said_to_be(client):
    page = client.get("/emplois/clcc/assistant-medical-specialise/").content.decode()
    earlier = client.get("/emplois/clcc/assistant-medical/").content.decode()

    assert "rien ne dit expressément si elle vaut pour cet emploi" in page
    assert "rien ne dit expressément" not in earlier


def test_directorates_joined_by_or_are_shown_as_printed(client):
    """Line 251: « DIRECTION DES SOINS OU DE L’INNOVATION TECHNOLOGIQUE ET MÉDICALE »."""
    address = "/emplois/anap/infirmier-instrumentiste-en-robotique-chirurgicale/"
    page = client.get(address).content.decode()

    assert "DIRECTION DES SOINS OU DE L’INNOVATION TECHNOLOGIQUE ET MÉDICALE" in page


def test_the_parts_of_the_public_hospital_sheet_come_in_the_order_of_the_text(client):
    """Lines 344 to 373: EXERCICE DU MÉTIER opens before CONDITIONS ET ENVIRONNEMENT DE TRAVAIL."""
    page = client.get("/emplois/fph/15d30/").content.decode()

    main = page[page.index('class="section__chapter"') :]
    titles = ["EXERCICE DU MÉTIER", "CONDITIONS ET ENVIRONNEMENT DE TRAVAIL", "MOBILITÉ"]
    places = [main.index(f'<p class="section__chapter">{title}</p>') for title in titles]
    assert places == sorted(places)
    assert main.count(f'<p class="section__chapter">{titles[0]}</p>') == 1


def test_a_heading_of_ours_is_not_taken_for_a_printed_one(client):
    page = client.get("/emplois/clcc/assistant-medical-specialise/").content.decode()

    assert page.count("titre donné par Repères") == 1  # « Définition », which article 2 does not head


def test_only_what_matters_to_a_reader_is_announced_at_the_head(client):
    """060101's oddities of typography and drafting are counted, and told apart from the others."""
    job = Job.objects.get(framework__code="ucanss", key="060101")
    light = {"typographie", "erreur_redaction"}
    kinds = list(job.anomaly_mentions.values_list("anomaly__kind", flat=True))
    page = sheet(client, "ucanss/060101/")

    weighty = [kind for kind in kinds if kind not in light]
    assert 0 < len(weighty) < len(kinds)
    title = f"Le texte appelle {len(kinds)} remarques sur cet emploi, dont {len(weighty)} sur le fond."
    assert any(said.startswith(title) for said in notices(page))


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("clcc/technicien/", None),
        ("clcc/infirmier-de-bloc-operatoire-de/", "Voir l’autre constat"),
        ("clcc/aide-soignant/", "Voir les 7 autres constats"),
    ],
)
def test_the_number_of_remarks_is_that_of_the_list_at_the_foot(client, address, more):
    page = sheet(client, address)
    foot = page.one("section", id="anomalies")

    (said,) = [text for text in notices(page) if text.startswith("Le texte appelle")]
    assert int(said.split()[3]) == len(foot.all("li"))
    assert [summary.text for summary in foot.all("summary")] == ([more] if more else [])


# Cost


@pytest.mark.parametrize(
    ("address", "cost"),
    [
        # the job; the texts; its replacements; its line and those it is linked with; titles, facts and other
        # codes; places; pay; wording (two: the sheet, its items); reach; anomalies; near jobs; where it can lead
        ("ucanss/060101/", 13),
        ("anap/community-manager/", 13),
        ("clcc/assistant-medical-specialise/", 14),  # and the common base of its framework
        ("fph/15d30/", 14),  # and the titles of its bridges
        # no wording to read the items of, but where the text deletes it
        ("clcc/aide-de-laboratoire/", 13),
        # a métier has no pay
        ("ucanss/0111/", 12),
        ("ucanss/0206/", 12),
        # an attached job: as its métier, where the text attaches it, and where it replaces it
        ("ucanss/011401/", 14),
    ],
)
def test_a_sheet_costs_the_same_whatever_it_holds(client, django_assert_num_queries, address, cost):
    """0111 has twenty-one jobs attached and 0206 one; 15D30 some three hundred lines and 060101 eleven."""
    with django_assert_num_queries(cost):
        response = client.get(f"/emplois/{address}")

    assert response.status_code == 200
    assert b'id="place"' in response.content
