"""The pages of the paths, held against what the two texts say, counted by eye in the files themselves."""

import pytest
from django.contrib.auth import get_user_model

from careers import models
from careers.models import Criterion, Path, PromotionCount, Provision, Step
from tests.pages import Node, read, words

pytestmark = pytest.mark.django_db

MEDICAL = "/parcours/assistant-medical/"
CORPS = "/parcours/ingenieurs-hospitaliers/"
#: what each step asks as the page marks it, the clause that is no condition last; from articles 1.1.1, 1.1.2 and 1.2
MARKS = {
    "secretaire-administratif": [
        ("Expérience professionnelle", "exigé"),
        ("Évaluation favorable", "exigé"),
        ("Parcours de formation individualisé (et/ou VAE)", "exigé"),
        ("Introduction progressive des nouvelles missions", "exigé"),
        ("Orientations et organisation du centre", "à apprécier par le centre"),
    ],
    "secretaire-medical": [
        ("Évaluation favorable", "exigé"),
        ("Parcours de formation individualisé, si nécessaire", "exigé si nécessaire"),
        ("Introduction progressive des nouvelles missions", "exigé"),
        ("Orientations et organisation du centre", "à apprécier par le centre"),
    ],
    "assistant-medical-specialise": [
        ("Expérience d’assistant(e) médical(e) dans le ou les centre(s)", "exigé"),
        ("Évaluation favorable", "exigé"),
        ("Nombre d’entretiens pris en compte", "préconisé, non exigé"),
        ("Parcours de formation individualisé, si nécessaire", "exigé si nécessaire"),
        ("Missions d’assistant(e) médical(e) spécialisé(e)", "exigé"),
        ("Orientations et organisation du centre", "à apprécier par le centre"),
    ],
}
#: the eight ways of the 15D30, in its order, and the first line of each
ROUTES = {
    "concours-externe": ("Concours externe sur titres", 243),
    "concours-interne": ("Concours interne sur épreuves", 262),
    "troisieme-concours": ("Troisième concours sur épreuves", 276),
    "examen-professionnel": ("Examen professionnel", 288),
    "au-choix": ("Au choix", 296),
    "ingenieur-principal": ("Au grade d’ingénieur principal", 315),
    "hors-classe-tableau": ("Au grade d’ingénieur hors classe, au tableau annuel", 324),
    "hors-classe-valeur": ("Au grade d’ingénieur hors classe, pour une valeur professionnelle exceptionnelle", 336),
}


def page(client, address: str) -> Node:
    return read(client.get(address))


def step(found: Node, key: str) -> Node:
    return found.one("section", id=f"etape-{key}")


def marks(section: Node) -> list[tuple[str, str]]:
    rows = []
    for heading in section.all("h4"):
        badges = [badge.text for badge in heading.all("span", "badge")]
        rows.append((heading.text.removesuffix(" ".join(badges)).strip(), " ".join(badges)))
    return rows


def rule(section: Node, title: str) -> Node:
    return next(row for row in section.all("div", "steprule") if row.one("h3").text == title)


def rules(section: Node) -> list[str]:
    return [row.one("h3").text for row in section.all("div", "steprule")]


def lines(section: Node) -> set[str]:
    """Where the sources of a part of the page lead."""
    return {link.url for link in section.all("a", "source")}


# The list


def test_the_list_gives_each_path_its_door_to_the_simulator(client):
    found = page(client, "/parcours/")

    rows = found.one("ul", "pathlist").all("li")
    assert [row.one("h2").text for row in rows] == [
        "Parcours professionnel d’assistant médical",
        "Corps des ingénieurs hospitaliers",
        "Repositionnement d’un poste rattaché à un emploi supprimé",
    ]
    assert [row.one("a", "button").url for row in rows] == [
        f"/parcours/{slug}/simulation/" for slug in ("assistant-medical", "ingenieurs-hospitaliers", "repositionnement")
    ]
    assert "3 étapes ou voies" in rows[0].text
    assert "8 étapes ou voies" in rows[1].text
    assert "signé le 31 janvier 2023, date d’effet non connue" in rows[0].text


def test_every_page_leads_to_the_paths(client):
    found = page(client, "/")

    assert found.one("nav", "mainnav").links()["Parcours"] == "/parcours/"


# The drawing


def boxes(stage: Node) -> list[str]:
    return [
        " ".join(part.text for part in node.children if isinstance(part, Node)) for node in stage.all("span", "node")
    ]


def test_the_path_of_the_medical_assistant_is_drawn_in_two_stages(client):
    stages = page(client, MEDICAL).one("figure", "drawing").all("li", "stage")

    assert [boxes(stage) for stage in stages] == [
        [
            "Poste Secrétaire administratif Groupe D",
            "Poste Secrétaire médical(e) Groupe D",
            "D’autres emplois et postes",
            "Emploi Assistant(e) médical(e) Groupe E position 4",
        ],
        ["Emploi Assistant(e) médical(e) spécialisé(e) Groupe F position 4"],
    ]
    ways = [way for stage in stages for way in stage.all("li", "way")]
    assert [way.one("span", "way__label").text for way in ways] == [
        "« accède »", "« accède »", "non nommés", "« peut accéder »",
    ]  # fmt: skip
    assert [way.all("a")[-1].text.split(" :")[0] for way in ways] == [
        "4 conditions, 1 clause à apprécier", "3 conditions, 1 clause à apprécier", "ce qu’en dit le texte",
        "4 conditions, 1 préconisation, 1 clause à apprécier",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "counted"),
    [
        # the dashes of each article's a)
        ("secretaire-administratif", 4), ("secretaire-medical", 3), ("assistant-medical-specialise", 4),
    ],
)  # fmt: skip
def test_the_centre_s_clause_stands_apart_from_the_conditions_numbered(client, key, counted):
    section = step(page(client, MEDICAL), key)

    assert len(section.one("ol", "conditions").all("li")) == counted
    assert "Conformément aux orientations" not in section.one("ol", "conditions").text
    assert "Conformément aux orientations" in section.one("div", "clauses").text


def test_the_drawing_says_that_it_is_ours_and_quotes_the_one_announced(client):
    section = page(client, MEDICAL).one("section", id="dessin")

    assert "Ce dessin est celui de Repères" in section.one("figcaption").text
    assert "Le schéma du parcours est annexé au présent avenant." in section.text
    assert "/documents/clcc-avenant-2023-06/#l47" in lines(section)
    assert section.one("p", "notecalls").one("a").url == "#note-1"
    register = page(client, MEDICAL).one("details", id="note-1").one("a").url
    assert register == "/anomalies/#a-clcc-2023-schema-du-parcours-annexe-et-absent"


@pytest.mark.parametrize("address", [MEDICAL, CORPS, "/parcours/repositionnement/"])
def test_each_note_is_told_once_and_each_call_leads_to_one(client, address):
    found = page(client, address)

    told = found.one("section", id="notes").one("div", "oddities")
    notes = [row.attrs["id"] for row in told.all("details")]
    titles = [row.text for row in told.all("summary")]
    calls = {link.url[1:] for row in found.all("p", "notecalls") for link in row.all("a")}
    assert len(titles) == len(set(titles)) > 3
    assert calls == set(notes)


def test_the_corps_is_drawn_as_a_way_in_and_a_way_up_that_nothing_joins(client):
    figure = page(client, CORPS).one("figure", "drawing")

    assert [heading.text for heading in figure.all("h3")] == ["Entrer dans le corps", "Avancer de grade"]
    entering, *advancing = figure.all("li", "stage")
    assert len(entering.all("li", "way")) == 5
    assert [note.text for note in entering.all("p", "stage__note")] == [
        "stage de 12 mois, prolongeable jusqu’à 12 mois",
        "grade d’entrée : non précisé dans le texte",
    ]
    assert [boxes(stage) for stage in advancing] == [
        ["Grade Ingénieur 10 échelons", "Grade Ingénieur principal 9 échelons"],
        ["Grade Ingénieur hors classe 5 échelons + 1 échelon spécial"],
    ]
    assert [len(stage.all("li", "way")) for stage in advancing] == [1, 2]


# The steps of the medical assistant


@pytest.mark.parametrize("key", MARKS)
def test_a_condition_is_marked_as_the_text_weighs_it(client, key):
    assert marks(step(page(client, MEDICAL), key)) == MARKS[key]


def test_a_step_opens_what_its_verb_opens(client):
    found = page(client, MEDICAL)

    assert "Le texte dit « accède »" in step(found, "secretaire-administratif").text
    assert "Le texte dit « peut accéder » : remplir les conditions ouvre une possibilité." in (
        step(found, "assistant-medical-specialise").text
    )


def test_a_step_gives_the_place_before_and_after(client):
    ends = step(page(client, MEDICAL), "assistant-medical-specialise").all("p", "fromto__end")

    assert [end.text for end in ends] == [
        "AvantEmploiAssistant(e) médical(e)Groupe E position 4",
        "AprèsEmploiAssistant(e) médical(e) spécialisé(e)Groupe F position 4",
    ]


def test_the_rules_of_2023_stand_where_the_text_gives_them_and_only_there(client):
    found = page(client, MEDICAL)

    holding = [key for key in MARKS if "Premières promotions de 2023" in rules(step(found, key))]
    assert holding == ["secretaire-medical", "assistant-medical-specialise"]
    transition = rule(step(found, "secretaire-medical"), "Premières promotions de 2023")
    assert "au plus tard le 31 décembre 2023, avec effet au 1er janvier 2023" in transition.text
    assert lines(transition) == {"/documents/clcc-avenant-2023-06/#l133"}


def test_each_step_gives_its_date_its_carry_over_and_its_example(client):
    found = page(client, MEDICAL)

    expected = {
        "secretaire-administratif": (83, 86, 90),
        "secretaire-medical": (119, 122, 126),
        "assistant-medical-specialise": (164, 167, 171),
    }
    for key, numbers in expected.items():
        held = [lines(rule(step(found, key), title)) for title in (
            "Date de la promotion", "Niveau reconduit", "Exemple du texte",
        )]  # fmt: skip
        assert held == [{f"/documents/clcc-avenant-2023-06/#l{number}"} for number in numbers]


def test_the_example_that_names_another_post_says_so_where_it_stands(client):
    example = rule(step(page(client, MEDICAL), "secretaire-medical"), "Exemple du texte")

    assert "un secrétaire administratif ayant atteint le 1er palier du D (RMAG 1) depuis 2 ans" in example.text
    (call,) = example.one("p", "notecalls").all("a")
    assert "L’exemple donné pour le secrétaire médical parle d’un secrétaire administratif" in call.text


def test_pay_is_given_where_the_text_gives_it_and_said_not_to_be_elsewhere(client):
    found = page(client, MEDICAL)

    table = step(found, "assistant-medical-specialise").one("table")
    assert [cell.text for cell in table.all("td")] == ["28 479 €", "29 335 €", "30 213 €"]
    assert "à compter de l’entrée en vigueur, date non connue" in step(found, "assistant-medical-specialise").text
    for key in ("secretaire-administratif", "secretaire-medical"):
        assert "Rémunération garantie de cet emploi : non précisée dans le texte." in step(found, key).text


# What stands around them


def test_other_accesses_are_said_to_exist_without_being_named(client):
    part = page(client, MEDICAL).one("section", id="autres-acces")

    assert "plusieurs emplois et postes permettent d’accéder à l’emploi d’assistant(e) médical(e)" in part.text
    assert lines(part) == {"/documents/clcc-avenant-2023-06/#l51"}


def test_the_new_job_comes_with_its_five_missions_and_their_nineteen_activities(client):
    job = page(client, MEDICAL).one("section", id="emploi-assistant-medical-specialise")

    definition, missions, activities = job.all("section", "section")
    assert len(definition.all("li", "item")) == 2
    assert len(missions.all("li", "item")) == 5
    assert [len(group.all("li", "item")) for group in activities.all("div", "group")] == [4, 3, 3, 4, 5]
    assert "la liste des activités peut être adaptée par chaque centre" in activities.one("h2").text
    facts = {row.one("dt").text: row.all("dd")[0].text for row in job.all("div", "fact")}
    assert facts["Position"] == "4"
    assert facts["Filière"] == "MT"
    assert facts["Cotation"] == "212"
    assert facts["Groupe"].startswith("Groupe F")


def test_the_place_in_the_grid_stands_among_the_groups_that_the_texts_name(client):
    rows = page(client, MEDICAL).one("ol", "ladder").all("a", "badge")

    assert [row.text for row in rows] == ["Groupe B", "Groupe D", "Groupe E", "Groupe F"]


def test_the_yearly_count_is_said_not_to_be_published_until_somebody_enters_it(client):
    assert "Pas encore publié" in page(client, MEDICAL).one("section", id="bilan").text

    person = get_user_model().objects.create(username="rh")
    for key, year, number in (("secretaire-medical", 2024, 31), ("assistant-medical-specialise", 2025, 12)):
        PromotionCount.objects.create(
            step=Step.objects.get(key=key), year=year, count=number, note="CPNE-FP du 3 mars", recorded_by=person
        )
    section = page(client, MEDICAL).one("section", id="bilan")

    rows = [[cell.text for cell in row.all("th") + row.all("td")] for row in section.one("tbody").all("tr")]
    assert rows == [["2025", "non précisé", "12"], ["2024", "31", "non précisé"]]
    assert "CPNE-FP du 3 mars" in section.text
    assert "Pas encore publié" not in section.text


# The corps


def test_the_eight_ways_of_the_corps_stand_in_their_order_at_their_lines(client):
    found = page(client, CORPS)

    sections = found.all("section", "stepwhole")
    assert [section.attrs["id"].removeprefix("etape-") for section in sections] == list(ROUTES)
    for section, (title, line) in zip(sections, ROUTES.values(), strict=True):
        assert section.one("h2").text == title
        assert f"/documents/aphp-fiche-metier-15d30/#l{line}" in lines(section)


def test_the_grades_have_the_echelons_that_the_sheet_prints(client):
    rows = page(client, CORPS).one("section", id="grades").one("tbody").all("tr")

    assert [[cell.text for cell in row.all("th") + row.all("td")][:3] for row in rows] == [
        ["Ingénieur", "10", "0"],
        ["Ingénieur principal", "9", "0"],
        ["Ingénieur hors classe", "5", "1"],
    ]


@pytest.mark.parametrize(
    ("key", "quota", "line"),
    [
        ("au-choix", "Quota : 1/3 des recrutements", 303),
        ("hors-classe-tableau", "Quota : pas plus de 10% de l'effectif des ingénieurs hospitaliers", 342),
        ("hors-classe-valeur", "Quota : pas plus de 10% de l'effectif des ingénieurs hospitaliers", 342),
    ],
)
def test_a_quota_is_quoted_as_a_limit_on_numbers_apart_from_the_conditions(client, key, quota, line):
    section = step(page(client, CORPS), key)

    assert quota in section.text
    assert f"/documents/aphp-fiche-metier-15d30/#l{line}" in lines(section)
    limits = section.one("div", "limits")
    assert quota in limits.text
    assert "Ce n’est pas une condition à remplir, mais une limite sur le nombre." in limits.text
    assert quota not in section.one("ol", "conditions").text


def test_the_unclear_nominations_are_quoted_and_to_be_assessed(client):
    section = step(page(client, CORPS), "hors-classe-valeur")

    assert ("« après 4 nominations »", "à apprécier par l’établissement") in marks(section)
    assert "(après 4 nominations)" in section.text


def test_the_alternatives_of_a_way_say_that_one_is_enough(client):
    found = page(client, CORPS)

    groups = {key: [len(row.all("h4")) for row in step(found, key).all("li", "condition--either")] for key in ROUTES}
    assert {key: sizes for key, sizes in groups.items() if sizes} == {
        "concours-externe": [3],
        "concours-interne": [4],
        "troisieme-concours": [3],
        "hors-classe-tableau": [3],
    }


def test_a_note_that_ways_of_one_condition_share_is_called_once_under_them(client):
    group = step(page(client, CORPS), "concours-interne").one("li", "condition--either")

    assert len(group.all("h4")) == 4
    assert len(group.all("p", "notecalls")) == 1
    assert "change de construction en cours de phrase" in group.one("p", "notecalls").text


def test_probation_and_training_are_told_with_their_six_modules(client):
    found = page(client, CORPS)

    assert "Durée : 12 mois, prolongeable" in found.one("section", id="stage").text
    training = found.one("section", id="formation")
    modules = training.all("details", "fold")
    assert [row.one("summary").text.split(" : ")[0] for row in modules] == [f"Module {n}" for n in range(1, 7)]
    assert words(modules[0].one("summary").text) == "Module 1 : Approche de l'hôpital et de son environnement"
    assert [len(row.all("li")) for row in modules] == [3, 3, 2, 1, 5, 3]
    facts = {row.one("dt").text: row.all("dd")[0].text for row in training.all("div", "fact")}
    assert facts["Certificateur"].startswith("Ministère chargé de la santé")
    assert facts["Texte de référence"].startswith("Arrêté du 31 mai 2024")
    assert "Six semaines non consécutives réparties sur une durée de neuf mois" in training.text


# Every page


@pytest.mark.parametrize("address", [MEDICAL, CORPS, "/parcours/repositionnement/"])
def test_every_quotation_leads_to_its_line(client, address):
    quotes = page(client, address).all("blockquote", "quote")

    assert len(quotes) > 5
    for quote in quotes:
        assert quote.one("p").text
        assert "/#l" in quote.one("a", "source").url


def test_every_step_has_its_door_to_the_simulator(client):
    for address in (MEDICAL, CORPS):
        for section in page(client, address).all("section", "stepwhole"):
            key = section.attrs["id"].removeprefix("etape-")
            assert section.one("a", "button").url == f"{address}simulation/?etape={key}"


@pytest.mark.parametrize(
    ("address", "cost"),
    [
        ("/parcours/", 2),
        # the path, ten; around it: texts, grid, job, its sheet (two), its places
        (MEDICAL, 16),
        # neither group nor new job: nothing around it is asked for
        (CORPS, 10),
    ],
)
def test_a_page_costs_the_same_whatever_it_holds(client, django_assert_num_queries, address, cost):
    with django_assert_num_queries(cost):
        assert client.get(address).status_code == 200


def test_a_day_before_its_text_says_since_when(client):
    found = page(client, f"{MEDICAL}?au=2022-01-01")

    assert words(found.one("h1").text) == "Aucun texte ne décrit ce parcours au 1er janvier 2022."
    assert "compte à partir du 31 janvier 2023" in found.text
    assert page(client, f"{MEDICAL}?au=2023-02-01").one("section", id="dessin")
    assert "Parcours professionnel d’assistant médical" not in page(client, "/parcours/?au=2022-01-01").one("main").text


def test_a_name_that_no_path_bears_offers_those_that_exist(client):
    response = client.get("/parcours/chirurgien/")

    assert response.status_code == 404
    assert MEDICAL in read(response).links().values()


def test_a_parameter_that_is_not_understood_is_said(client):
    assert "Un paramètre n’a pas été compris." in page(client, f"{MEDICAL}?au=demain").text


# What HR enters for a later amendment


@pytest.fixture
def later_path(db):
    """A path of a text that the portal does not hold, with a step of each odd kind."""
    cited = {"words": "Mots de l’avenant.", "reference": "Avenant n° 2026-09, article 2"}
    framework = Path.objects.get(slug="assistant-medical").framework
    path = Path.objects.create(slug="etudes-cliniques", framework=framework, title="Études cliniques", **cited)
    first = models.Node.objects.create(path=path, key="tec", kind="emploi", title="Technicien", **cited)
    second = models.Node.objects.create(path=path, key="arc", kind="emploi", title="Attaché", **cited)
    step = Step.objects.create(
        path=path, key="vers-arc", kind="promotion", title="Vers l’emploi d’attaché", departure=first, arrival=second,
        force="peut_acceder", **cited,
    )  # fmt: skip
    Criterion.objects.create(step=step, key="duree", kind="duree", minimum=2, title="Deux ans", **cited)
    Provision.objects.create(path=path, kind="delai", title="Un délai", months=6, **cited)
    return path


def test_a_path_entered_by_hr_is_drawn_and_read_like_the_others(client, later_path):
    found = page(client, "/parcours/etudes-cliniques/")

    assert [boxes(stage) for stage in found.one("figure", "drawing").all("li", "stage")] == [
        ["Emploi Technicien", "Emploi Attaché"]
    ]
    section = step(found, "vers-arc")
    assert marks(section) == [("Deux ans", "exigé")]
    assert "Avenant n° 2026-09, article 2" in section.text
    assert "Un délai" in found.one("section", id="autres").text
    assert "Études cliniques" in page(client, "/parcours/").one("main").text
    assert client.get("/api/v1/parcours/etudes-cliniques").json()["etapes"][0]["enonce"]["source"] is None


def test_a_path_without_any_step_yet_is_still_a_page(client, later_path):
    later_path.steps.all().delete()

    found = page(client, "/parcours/etudes-cliniques/")

    assert found.one("figure", "drawing").all("li", "stage") == []
    assert "n’a pas encore d’étape" in found.one("section", id="dessin").text
