"""The page of a comparison, its file and its JSON, as visitors and programs ask for them."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import Item, Job, Section, Sheet
from jobs.queries import jobs_named
from tests.harness import DATE
from tests.pages import Node, notices, read, words
from texts.models import Document

pytestmark = pytest.mark.django_db

TWO = "emploi=ucanss/060101&emploi=clcc/aide-soignant"
FOUR = (
    "emploi=anap/assistant-technique-d-anesthesie&emploi=fph/15d30&emploi=clcc/assistant-medical&emploi=ucanss/060101"
)
LEVELS = "emploi=ucanss/0111&emploi=ucanss/0112"


def page(client: Client, address: str) -> Node:
    response = client.get(f"/comparer/?{address}")
    assert response.status_code == 200
    return read(response)


def heads(found: Node) -> list[str]:
    return [link.text for link in found.all("a", "cmp__name")]


def rows(found: Node, code: str) -> list[Node]:
    return found.all("tr", f"cmp__row--{code}")


def second_version(framework: str, key: str, text: str, *, adopted: bool = True) -> None:
    """A later wording of a job, made of one activity."""
    job = Job.objects.get(framework__code=framework, key=key)
    sheet = Sheet.objects.create(job=job, number=2, document=Document.objects.get(slug="clcc-avenant-2023-06"))
    section = Section.objects.create(sheet=sheet, kind="activites", order=1)
    Item.objects.create(section=section, text=text, lineage="e-nouveau", order=1)
    if adopted:
        Sheet.objects.filter(pk=sheet.pk).update(state="adoptee")


# jobs by key or code, jobs, documents, replacements, related lines, titles with facts and codes, pay, reaches,
# oddities, placements, common base, sheets, items, order of the levels
PLAIN = 14


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("emploi=clcc/aide-soignant&emploi=clcc/brancardier", PLAIN),
        (FOUR, PLAIN),
        ("emploi=clcc/aide-soignant&emploi=clcc/brancardier&emploi=clcc/assistant-medical&emploi=fph/15d30", PLAIN),
        # one more for where a job is attached, one more for where a job is deleted
        ("emploi=ucanss/011120&emploi=ucanss/0111&emploi=clcc/aide-soignant&emploi=clcc/documentaliste", PLAIN + 2),
    ],
)
def test_a_comparison_costs_the_same_for_two_and_for_four(client, django_assert_num_queries, address, queries):
    with django_assert_num_queries(queries):
        client.get(f"/comparer/?{address}")
    with django_assert_num_queries(queries + DATE):
        client.get(f"/comparer.csv?{address}")
    with django_assert_num_queries(queries + DATE):
        client.get(f"/api/v1/comparaison?{address}")


def test_without_any_job_the_page_is_a_form(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/comparer/")

    found = read(response)
    assert found.one("h1").text == "Comparer des emplois"
    assert found.one("label", **{"for": "cmp-add"}).text == "Un premier emploi à comparer"
    assert found.all("table") == []


def test_two_jobs_stand_in_a_table_with_a_column_each(client):
    found = page(client, TWO)

    assert found.one("h1").text == "Comparer 2 emplois"
    assert heads(found) == ["Aide-soignant(e)", "Aide-soignant"]
    assert {len(row.all("td")) for row in found.all("tr", "cmp__row")} == {2}
    assert [heading.text for heading in found.one("table").all("h2")] == [
        "Repères", "Finalité", "Missions", "Activités", "Connaissances", "Diplôme requis",
    ]  # fmt: skip
    assert "2 lignes proches" in found.one("div", "cmp__bar").text


def test_a_near_line_says_how_near_and_marks_what_differs(client):
    [near, _] = rows(page(client, TWO), "proche")

    assert near.one("th").text == "Proche, 50 %"
    left, right = near.all("td")
    assert left.all("mark") == []
    assert right.all("mark")[0].text == "[prévention]"
    assert "Dispenser des soins d'hygiène et de confort" in left.text
    assert right.one("a", "source").url.startswith("/documents/clcc-avenant-2021-01/#l")


def test_wordings_of_the_same_words_that_are_not_the_same_are_not_said_near_by_a_hundred(client):
    first = Item.objects.filter(section__sheet__job__key="aide-soignant", section__kind="activites")
    second_version(
        "clcc", "aide-soignant", f"Et {first.filter(section__sheet__job__framework__code='clcc').first().text}"
    )

    [line, *_] = rows(page(client, "emploi=clcc/aide-soignant@1&emploi=clcc/aide-soignant@2"), "proche")

    assert line.one("th").text == "Mêmes mots"
    assert line.all("mark") == []


def test_names_repeated_in_cells_tell_jobs_of_one_title_apart(client):
    found = page(client, TWO)

    assert {name.text for name in found.all("span", "cmp__who")} == {
        "Aide-soignant(e) (Sécurité sociale)", "Aide-soignant (CLCC)",
    }  # fmt: skip


def test_facts_say_whether_they_agree(client):
    facts = {row.one("th").text: row for row in page(client, TWO).all("tr") if row.all("p", "cmp__value")}

    assert "Référentiel diffère" in facts
    assert "Statut identique" in facts
    unknown = facts["Niveaux ou groupe non précisé partout"]
    assert [cell.one("p").text if cell.all("p", "unknown") else "" for cell in unknown.all("td")] == [
        "", "non précisé dans le texte",
    ]  # fmt: skip
    assert unknown.one("span", "badge--enonce").text == "énoncé par le texte"


def test_each_level_is_a_row_in_the_order_of_the_grid(client):
    found = page(client, LEVELS)

    assert [level.text for level in found.all("tr", "cmp__level")] == ["Niveau 3", "Niveau 4A", "Niveau 4B"]


def test_only_the_differences_are_shown_when_the_address_says_so(client):
    whole = page(client, LEVELS)
    found = page(client, f"{LEVELS}&differences=1")

    assert len(rows(whole, "identique")) > 1
    assert rows(found, "identique") == []
    assert len(rows(found, "proche")) == len(rows(whole, "proche"))
    assert "identiques partout ne sont pas montrés" in found.one("p", "tablenote").text
    assert found.one("div", "cmp__bar").links()["Montrer tout"] == f"/comparer/?{LEVELS}"
    assert whole.one("div", "cmp__bar").links()["Ne montrer que les différences"].endswith("&differences=1")


def test_the_permanent_address_holds_versions_and_the_day(client):
    today = timezone.localdate().isoformat()
    link = page(client, TWO).one("div", "cmp__bar").links()["Adresse permanente"]

    assert link.startswith("http://testserver/comparer/?emploi=ucanss/060101@1&emploi=clcc/aide-soignant@1&au=")
    assert link.rpartition("=")[2] == today
    assert heads(page(client, link.partition("?")[2])) == ["Aide-soignant(e)", "Aide-soignant"]


def test_a_permanent_address_shows_the_same_wording_after_a_new_version(client):
    permanent = page(client, TWO).one("div", "cmp__bar").links()["Adresse permanente"].partition("?")[2]
    second_version("clcc", "aide-soignant", "Dispenser des soins d’hygiène et de confort")

    assert len(rows(page(client, TWO), "identique")) > len(rows(page(client, permanent), "identique"))
    assert rows(page(client, permanent), "proche")[0].one("th").text == "Proche, 50 %"


def test_two_versions_of_one_job_are_compared_and_named(client):
    second_version("clcc", "aide-soignant", "Accueillir et installer le patient")

    found = page(client, "emploi=clcc/aide-soignant@1&emploi=clcc/aide-soignant@2")

    assert {name.text for name in found.all("span", "cmp__who")} == {
        "Aide-soignant, version 1", "Aide-soignant, version 2",
    }  # fmt: skip
    assert len([row for row in rows(found, "identique") if "Accueillir et installer" in row.text]) == 1


def test_a_draft_is_never_compared(client):
    second_version("clcc", "aide-soignant", "Rien encore", adopted=False)

    found = page(client, "emploi=clcc/aide-soignant@2&emploi=ucanss/060101")

    assert "n’a pas de version 2 : voici la version 1, en vigueur." in notices(found)[0]
    assert "Rien encore" not in found.text


def test_an_attached_job_is_compared_by_the_sheet_of_its_metier_and_says_so(client):
    found = page(client, "emploi=ucanss/011120&emploi=ucanss/0112")

    wording = found.all("p", "cmp__wording")[0].text
    assert wording.startswith("Comparé par la fiche de son métier repère, 0111 Gestionnaire conseil")
    assert "Niveaux du métier repère" in found.text


def test_a_deleted_job_without_a_sheet_is_compared_by_its_facts(client):
    found = page(client, "emploi=clcc/documentaliste&emploi=clcc/aide-soignant")

    assert "Un emploi sans fiche." in notices(found)[0]
    assert "Aucun texte ne donne sa fiche : seuls ses repères sont comparés." in found.text
    assert any("supprimé" in row.text for row in rows(found, "different"))


@pytest.mark.parametrize(
    ("address", "sentence", "shown"),
    [
        (f"{TWO}&emploi=clcc/inconnu", "Aucun emploi « clcc/inconnu » n’est donné par les textes au", 2),
        (
            f"{TWO}&emploi=clcc/aide-soignant",
            "« clcc/aide-soignant » est demandé deux fois : il est montré une fois.",
            2,
        ),
        (f"{TWO}&emploi=clcc/aide-soignant@1", "« Aide-soignant » est demandé deux fois : il est montré une fois.", 2),
        (f"{TWO}&emploi=ucanss/0111@7", "« 0111 Gestionnaire conseil sécurité sociale » n’a pas de version 7", 3),
        (f"{TWO}&emploi=n%27importe%20quoi", "« n'importe quoi » ne désigne pas un emploi", 2),
        (f"{FOUR}&emploi=clcc/aide-soignant", "les quatre premiers sont gardés, sans clcc/aide-soignant.", 4),
        (f"{TWO}&differences=peut-etre", "« peut-etre » n’est pas une réponse", 2),
        (f"{TWO}&au=hier", "« hier » n’est pas une date", 2),
        (f"{TWO}&couleur=bleu", "Le paramètre « couleur » n’existe pas", 2),
    ],
)
def test_what_makes_no_sense_is_said_and_the_rest_shown(client, address, sentence, shown):
    found = page(client, address)

    assert sentence in notices(found)[0]
    assert len(heads(found)) == shown
    for file in ("/comparer.csv", "/api/v1/comparaison"):
        answer = client.get(f"{file}?{address}")
        assert answer.status_code == 400
        assert sentence in words(answer.content.decode())


def test_one_job_alone_offers_to_add_another(client):
    found = page(client, "emploi=clcc/aide-soignant")

    assert found.all("table") == []
    assert "Un seul emploi pour l’instant." in notices(found)[0]
    assert [field.attrs["value"] for field in found.all("input", type="hidden")] == ["clcc/aide-soignant"]
    for file in ("/comparer.csv", "/api/v1/comparaison"):
        assert client.get(f"{file}?emploi=clcc/aide-soignant").status_code == 400


def test_another_code_of_a_job_leads_to_it(client):
    found = page(client, "emploi=ucanss/060107&emploi=clcc/aide-soignant")

    assert found.all("a", "cmp__name")[0].url == "/emplois/ucanss/060307/"


def test_a_day_before_a_text_knows_less(client):
    found = page(client, f"{TWO}&au=2020-01-01")

    said = notices(found)
    assert "Aucun emploi « clcc/aide-soignant » n’est donné par les textes au 1er janvier 2020" in said[0]
    assert said[1].startswith("Portail au 1er janvier 2020.")
    assert [link.url for link in found.all("a") if link.text == "Revenir à aujourd’hui"] == [
        "/comparer/?emploi=ucanss/060101"
    ]


def test_each_job_can_be_removed(client):
    links = page(client, TWO).one("ul", "cmp__jobs").links()

    assert links["Retirer Aide-soignant(e) (Sécurité sociale) ✕"] == "/comparer/?emploi=clcc/aide-soignant"


@pytest.mark.parametrize(
    "said", ["15D30", "15d30", "fph/15d30", "FPH/15D30", "coordinateur(trice) d’études cliniques (CEC)"]
)
def test_a_code_a_reference_or_a_whole_title_adds_its_job(client, said):
    answer = client.get("/comparer/", {"emploi": "clcc/aide-soignant", "ajouter": said, "differences": "1"})

    assert (answer.status_code, answer.headers["Location"]) == (
        302, "/comparer/?emploi=clcc/aide-soignant&emploi=fph/15d30&differences=1",
    )  # fmt: skip


@pytest.mark.parametrize("said", ["infirmier", "infirmière DE", "IDE", "0601", "stérilisaton", "ARC"])
def test_words_that_several_jobs_answer_give_the_first_that_the_list_finds(client, said):
    choices = page(client, urlencode({"emploi": "anap/community-manager", "ajouter": said})).one("div", "cmp__choices")
    found = read(client.get("/emplois/", {"q": said}))
    listed = [link.url for link in found.all("a") if link.parent.tag == "h3"][:8]

    assert f"Plusieurs emplois répondent à « {said} ». Lequel ajouter ?" in choices.text
    offered = [link.url for link in choices.one("ul").all("a")]
    assert len(listed) > 1
    assert offered == [
        f"/comparer/?emploi=anap/community-manager&emploi={url.removeprefix('/emplois/')[:-1]}" for url in listed
    ]
    assert choices.links()["Tout ce qui répond, dans la liste"] == f"/emplois/?{urlencode({'q': said})}"


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        # titles that hold the words, frameworks
        ("infirmier de", 2),
        # titles; words of the search, their lines; the lines kept, frameworks
        ("infirmier", 5),
        # and the lines that say both words together
        ("infirmier bloc", 6),
    ],
)
def test_finding_the_job_to_add_costs_the_same_however_many_answer(client, django_assert_num_queries, said, cost):
    with django_assert_num_queries(cost):
        jobs_named(words=said, day=timezone.localdate())


def test_words_that_no_job_answers_are_said(client):
    found = page(client, "emploi=ucanss/060101&ajouter=xyzxyz")

    assert "Aucun emploi ne répond à « xyzxyz »" in found.one("form", "cmp__add").text


def test_a_fifth_job_cannot_be_added(client):
    assert page(client, FOUR).all("form", "cmp__add") == []
    assert len(heads(page(client, f"{FOUR}&ajouter=brancardier"))) == 4


def test_what_visitors_write_is_inert(client):
    response = client.get(
        "/comparer/", {"emploi": ["<script>alert(1)</script>"], "ajouter": '"><script>alert(2)</script>'}
    )

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def table(client, address: str) -> list[list[str]]:
    response = client.get(f"/comparer.csv?{address}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="comparaison.csv"'
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_holds_facts_and_every_line_with_its_source(client):
    head, *found = table(client, TWO)

    assert head == [
        "Rubrique", "Niveau", "Rapprochement", "Proximité",
        "Sécurité sociale 060101 Aide-soignant(e)", "Source\u202f: Sécurité sociale 060101 Aide-soignant(e)",
        "CLCC Aide-soignant", "Source\u202f: CLCC Aide-soignant",
    ]  # fmt: skip
    assert ["Référentiel", "", "diffère", "", "Sécurité sociale", "", "CLCC", ""] in found
    near = next(row for row in found if row[2] == "proche")
    assert near[:5] == ["Activités", "", "proche", "50\u202f%", "Dispenser des soins d'hygiène et de confort"]
    assert near[5] == "Annexe 1, métiers repères, ligne 804"
    assert sum(row[2] == "seul à le dire" for row in found) == 31


def test_a_wording_that_a_spreadsheet_would_run_is_inert(client):
    second_version("clcc", "aide-soignant", "=HYPERLINK(1)")

    assert any("'=HYPERLINK(1)" in row for row in table(client, TWO))


def test_the_file_keeps_to_differences_when_asked(client):
    whole, found = table(client, LEVELS), table(client, f"{LEVELS}&differences=1")

    assert {row[2] for row in whole} >= {"identique", "proche"}
    assert "identique" not in {row[2] for row in found}


def test_the_json_gives_what_the_page_shows(client):
    found = client.get(f"/api/v1/comparaison?{TWO}").json()

    assert [(job["referentiel"], job["cle"], job["version"]) for job in found["emplois"]] == [
        ("ucanss", "060101", 1), ("clcc", "aide-soignant", 1),
    ]  # fmt: skip
    assert found["totaux"] == {"identiques": 0, "proches": 2, "propres": [9, 22]}
    assert found["adresse_permanente"].startswith("/comparer/?emploi=ucanss/060101@1&emploi=clcc/aide-soignant@1&au=")
    activities = next(row for row in found["rubriques"] if row["type"] == "activites")
    [line] = activities["niveaux"][0]["lignes"]
    assert (line["rapport"], line["proximite"]) == ("proche", 50)
    right = line["elements"][1]
    assert "".join(part["texte"] for part in right["parties"]) == right["texte"]
    assert {part["nature"] for part in right["parties"]} == {"commun", "propre"}
    assert right["source"]["document"] == "clcc-avenant-2021-01"


def test_the_json_is_described(client):
    schema = client.get("/api/v1/openapi.json").json()

    operation = schema["paths"]["/api/v1/comparaison"]["get"]
    assert {row["name"] for row in operation["parameters"]} == {"emploi", "differences", "au"}
    assert "ComparisonSchema" in schema["components"]["schemas"]


def test_the_list_and_the_sheet_lead_to_the_comparison(client):
    sheet = read(client.get("/emplois/clcc/aide-soignant/"))
    listed = read(client.get("/emplois/?q=brancardier"))

    assert sheet.one("a", "comparelink").url == "/comparer/?emploi=clcc/aide-soignant"
    assert sheet.one("a", "comparelink").text == "Comparer Aide-soignant"
    assert "/comparer/?emploi=clcc/brancardier" in {link.url for link in listed.all("a", "comparelink")}
    assert len(listed.all("a", "comparelink")) == len(listed.all("li", "card"))
