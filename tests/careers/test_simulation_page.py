"""The simulator as a visitor meets it: asks what the rules need, keeps nothing, loses nothing that was typed."""

import logging
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from config.logs import WithoutQuery
from tests.harness import CheckingClient
from tests.jobs.rows import changes, snapshot
from tests.pages import Node, read, words
from tests.pdfs import Pdf, squeezed

pytestmark = pytest.mark.django_db

PATH = "/parcours/assistant-medical/simulation/"
CORPS = "/parcours/ingenieurs-hospitaliers/simulation/"
ARTICLE_5 = "/parcours/repositionnement/simulation/"
#: the situation of the worked example of article 1.1.1
SECRETARY = {
    "etape": "secretaire-administratif", "experience_ans": "3", "experience_mois": "", "evaluation": "oui",
    "formation": "oui", "nouvelles-missions": "oui", "entretien": "2025-12-31", "palier": "1", "palier_ans": "3",
    "palier_mois": "",
}  # fmt: skip
SPECIALIST = {
    "etape": "assistant-medical-specialise", "experience_ans": "5", "evaluation": "oui", "entretiens": "2",
    "formation": "inutile", "missions_plein": "", "missions_partage": "1", "entretien": "", "palier": "2",
}  # fmt: skip


def page(client, address=PATH, **query) -> Node:
    return read(client.get(address, query))


def verdicts(found: Node) -> dict[str, str]:
    """Title of each condition → its answer."""
    rows = [row.one("h4") for row in found.all("div", "verdict")]
    return {row.text.removesuffix(row.one("span").text).strip(): row.one("span").text for row in rows}


def findings(found: Node) -> dict[str, str]:
    """Title of each finding → its value."""
    rows = [row for block in found.all("div", "finding") for row in block.one("dl").all("div")]
    return {row.one("dt").text: " ".join(value.text for value in row.all("dd", "finding__value")) for row in rows}


def messages(found: Node) -> dict[str, str]:
    """Question → the message by its field."""
    return {
        row.one("legend").text: " ".join(error.text for error in row.all("p", "ask__error"))
        for row in found.all("fieldset")
        if row.all("p", "ask__error")
    }


def value(found: Node, name: str) -> str:
    """What a text field holds, or the answer checked."""
    fields = found.all("input", name=name)
    if len(fields) == 1 and fields[0].attrs.get("type") == "text":
        return fields[0].attrs.get("value", "")
    return "".join(field.attrs["value"] for field in fields if "checked" in field.attrs)


def test_a_path_of_several_steps_asks_which_one(client):
    found = page(client)

    assert [link.url for link in found.one("ul", "ask__steps").all("a")] == [
        f"{PATH}?etape={key}"
        for key in ("secretaire-administratif", "secretaire-medical", "assistant-medical-specialise")
    ]
    assert not found.all("form", "ask")


def test_a_path_of_one_step_asks_its_questions_at_once(client):
    found = page(client, ARTICLE_5)

    assert found.all("form", "ask")
    assert not found.all("section", "answer")


@pytest.mark.parametrize(
    ("address", "step", "asked"),
    [
        (PATH, "secretaire-administratif", 7),  # experience, evaluation, training, missions, interview, tier, since
        (PATH, "secretaire-medical", 6 + 2),  # two more of the transitional rule, folded
        (PATH, "assistant-medical-specialise", 8 + 2),
        (CORPS, "concours-externe", 3),
        (CORPS, "concours-interne", 5),
        (CORPS, "troisieme-concours", 3),
        (CORPS, "examen-professionnel", 2),
        (CORPS, "au-choix", 2),
        (CORPS, "ingenieur-principal", 2),
        (CORPS, "hors-classe-tableau", 4),
        (CORPS, "hors-classe-valeur", 1),
        (ARTICLE_5, "repositionnement", 4),  # deleted job, groups, tier, since
    ],
)
def test_only_what_the_rules_need_is_asked(client, address, step, asked):
    found = page(client, address, etape=step)

    assert len(found.one("form", "ask").all("fieldset")) == asked
    assert found.one("form", "ask").attrs["method"] == "get"
    assert messages(found) == {}


def test_the_worked_example_is_answered_condition_by_condition(client):
    found = page(client, **SECRETARY)

    assert verdicts(found) == {
        "Expérience professionnelle": "rempli",
        "Évaluation favorable": "rempli",
        "Parcours de formation individualisé (et/ou VAE)": "rempli",
        "Introduction progressive des nouvelles missions": "rempli",
        "Orientations et organisation du centre": "à apprécier",
    }
    assert findings(found) == {
        "Ce que le texte ouvre": "accède",
        "Date de promotion au plus tôt": "1er janvier 2026",
        "Classement": "groupe E, position 4",
        "Palier": "1er palier du groupe E (RMAG 1)",
        "Années d’éligibilité conservées": "3 ans",
        "Durée d’un palier": "ne peut être connue d’après le texte",
        "Rémunération minimale annuelle garantie": "ne peut être connue d’après le texte",
        "Exemple que donne le texte": "",
        "Date d’effet du texte": "ne peut être connue d’après le texte",
    }
    answer = found.one("section", "answer")
    assert len(answer.one("ol", "answer__list").all("li")) == 4  # the dashes of article 1.1.1
    assert "Conditions : 4 remplies." in answer.text
    assert "Toutes les conditions imprimées sont remplies, d’après vos réponses ; reste ce que le centre apprécie." in (
        answer.text
    )


def test_each_answer_quotes_its_article_and_leads_to_its_line(client):
    found = page(client, **SPECIALIST)

    blocks = [*found.all("div", "verdict"), *found.all("div", "finding")]
    for block in blocks:
        quotes = block.all("blockquote")
        assert quotes
        for quote in quotes:
            assert quote.one("a").url.startswith("/documents/clcc-avenant-2023-06/#l")
    document = read(client.get("/documents/clcc-avenant-2023-06/"))
    lines = {node.attrs["id"] for node in document.walk() if node.attrs.get("id", "").startswith("l")}
    assert {quote.one("a").url.split("#")[1] for block in blocks for quote in block.all("blockquote")} <= lines


def test_the_example_that_names_another_post_is_told_where_it_is_quoted(client):
    found = page(client, **{**SECRETARY, "etape": "secretaire-medical"})

    told = [row.one("summary").text for block in found.all("div", "finding") for row in block.all("details")]
    assert "L’exemple donné pour le secrétaire médical parle d’un secrétaire administratif" in told


def test_recommended_and_to_assess_are_not_refusals(client):
    found = verdicts(page(client, **SPECIALIST))

    assert found["Nombre d’entretiens pris en compte"] == "préconisation non suivie"
    assert found["Parcours de formation individualisé, si nécessaire"] == "à apprécier"
    assert found["Missions d’assistant(e) médical(e) spécialisé(e)"] == "non rempli"


def test_what_was_typed_is_in_the_form_again_with_a_message_by_its_field(client):
    typed = SECRETARY | {
        "experience_ans": "-1",
        "entretien": "2023-02-29",
        "palier_ans": "abc",
        "palier_jours": "31",
        "evaluation": "peut-être",
    }

    found = page(client, **typed)

    assert messages(found) == {
        "Combien d’années d’expérience professionnelle avez-vous ?": "Ce nombre ne peut pas être inférieur à 0.",
        "Votre évaluation dans le poste de secrétaire administratif est-elle favorable ?": (
            "Choisissez l’une des réponses proposées."
        ),
        "Quand a lieu votre entretien annuel d’évaluation ?": "Cette date ne se lit pas : donnez-la comme 31/12/2025.",
        "Depuis combien de temps ?": (
            "Écrivez un nombre entier, en chiffres. Au-delà de 30 jours, comptez un mois de plus."
        ),
    }
    assert [value(found, name) for name in ("experience_ans", "entretien", "palier_ans")] == ["-1", "2023-02-29", "abc"]
    assert [value(found, name) for name in ("formation", "palier", "nouvelles-missions")] == ["oui", "1", "oui"]
    assert not found.all("section", "answer")


def test_each_message_of_the_summary_leads_to_its_question(client):
    found = page(client, **{**SECRETARY, "experience_ans": "999", "formation": ""})

    summary = found.one("div", role="alert")
    ids = {node.attrs.get("id") for node in found.walk()}
    assert [link.url for link in summary.all("a")] == ["#q-experience_ans", "#q-formation"]
    assert {link.url[1:] for link in summary.all("a")} <= ids
    assert "Cette durée paraît trop longue : 50 ans au plus." in summary.text


@pytest.mark.parametrize(
    ("address", "query", "fields"),
    [
        (PATH, {"etape": "secretaire-administratif", "palier": ""}, {}),
        (PATH, {"etape": "secretaire-medical", "evaluation": "oui"}, {}),
        (CORPS, {"etape": "concours-externe", "ingenieur": ""}, {}),
        (CORPS, {"etape": "ingenieur-principal", "echelon_actuel": "5"}, {}),
        (ARTICLE_5, {"emploi-supprime": "oui", "groupe_actuel": "D"}, {}),
    ],
)
def test_a_missing_answer_is_asked_for_and_nothing_is_answered(client, address, query, fields):
    found = page(client, address, **query)

    assert "Répondez à cette question, ou dites que vous ne savez pas." in " ".join(messages(found).values())
    assert not found.all("section", "answer")


def test_one_alternative_answered_is_enough(client):
    found = page(client, CORPS, etape="concours-externe", architecte="oui")

    assert list(verdicts(found).values()) == ["à préciser", "rempli", "à préciser"]
    assert "Conditions : 1 remplie." in found.one("section", "answer").text


def test_an_alternative_left_blank_is_not_a_refusal(client):
    found = page(client, CORPS, etape="concours-externe", architecte="non")

    assert list(verdicts(found).values()) == ["à préciser", "non rempli", "à préciser"]
    assert "1 à préciser ou à apprécier par l’établissement" in found.one("section", "answer").text


def test_a_contest_whose_conditions_are_met_remains_to_be_passed(client):
    found = page(client, CORPS, **{"etape": "concours-interne", "agent": "oui", "services-publics_ans": "4"})

    assert findings(found)["Ce qu’il reste à passer"] == "Le concours interne sur épreuves"


@pytest.mark.parametrize(
    ("address", "step", "named"),
    [
        (CORPS, "concours-interne", ["L. 5", "État", "collectivités territoriales", "établissements publics"]),
        (
            ARTICLE_5, "repositionnement",
            ["aide de laboratoire", "aide-diététicien", "employé d’archives", "technicien comptable",
             "technicien en iconographie", "technicien d’exploitation informatique", "documentaliste",
             "informaticien d’études", "technicien biologiste"],
        ),
    ],
)  # fmt: skip
def test_a_question_names_the_situations_and_the_jobs_of_the_text(client, address, step, named):
    lines = [line.text for line in page(client, address, etape=step).all("fieldset")[0].one("ul").all("li")]

    assert len(lines) == len(named)
    assert all(word in line for word, line in zip(named, lines, strict=True))


@pytest.mark.parametrize("tier", ["0", "1"])
def test_years_that_one_does_not_know_cannot_be_known(client, tier):
    found = page(client, **SECRETARY | {"palier": tier, "palier_ans": "", "palier_inconnu": "oui"})

    assert findings(found)["Années d’éligibilité conservées"] == "ne peuvent être connues"


def test_an_experience_that_one_does_not_know_is_to_assess(client):
    found = page(client, **SECRETARY | {"experience_ans": "", "experience_inconnu": "oui"})

    assert verdicts(found)["Expérience professionnelle"] == "à apprécier"


def test_days_count_at_the_boundary(client):
    short = SECRETARY | {"experience_ans": "2", "experience_mois": "11", "experience_jours": "30", "palier_ans": "2"}

    told = page(client, **short)
    (block,) = [row for row in told.all("div", "verdict") if "Expérience" in row.one("h4").text]
    assert verdicts(told)["Expérience professionnelle"] == "à apprécier"  # reached on the day of promotion only
    assert [link.url for link in block.all("a", "source")] == [
        f"/documents/clcc-avenant-2023-06/#l{line}" for line in (66, 83)
    ]
    assert verdicts(page(client, **short | {"experience_jours": "29"}))["Expérience professionnelle"] == "non rempli"
    assert verdicts(page(client, **SECRETARY))["Expérience professionnelle"] == "rempli"


@pytest.mark.parametrize(
    ("experience", "tier", "says"),
    [
        ({"ans": "3"}, {"ans": "8"}, "3 ans"),
        ({"ans": "3"}, {"ans": "3", "jours": "1"}, "3 ans"),
        ({"ans": "0"}, {"mois": "1"}, "0 an"),
        ({"ans": "3"}, {"ans": "3"}, ""),
        ({"inconnu": "oui"}, {"ans": "8"}, ""),
        ({"ans": "3"}, {"inconnu": "oui"}, ""),
    ],
)
def test_a_tier_older_than_a_whole_career_is_said_by_its_field(client, experience, tier, says):
    """Article 1.1.1 asks for professional experience, whatever it is: no tier can be older."""
    blank = {f"{name}_{unit}": "" for name in ("experience", "palier") for unit in ("ans", "mois", "jours")}
    typed = {f"experience_{unit}": number for unit, number in experience.items()}
    typed |= {f"palier_{unit}": number for unit, number in tier.items()}

    found = page(client, **SECRETARY | blank | typed)

    message = (
        f"C’est plus que les {says} que vous donnez pour « Expérience professionnelle » : corrigez l’une des deux "
        "réponses."
    )
    assert messages(found) == ({"Depuis combien de temps ?": message} if says else {})
    for name, number in typed.items():
        assert value(found, name) == number


def test_a_tier_older_than_the_experience_in_a_job_may_have_come_from_another_group(client):
    """Article 1.1.1 carries the tier of group D over to group E: it may be older than the experience in the job."""
    found = page(client, **SPECIALIST | {"palier": "1", "palier_ans": "8"})

    assert messages(found) == {}
    (told,) = [
        row for block in found.all("div", "finding") for row in block.one("dl").all("div")
        if row.one("dt").text == "Années d’éligibilité conservées"
    ]  # fmt: skip
    assert "C’est plus que l’expérience que vous donnez (5 ans)" in told.text
    assert "cela suppose un palier déjà reconduit d’un autre groupe." in told.text


def test_a_soldier_is_told_what_the_broken_sentence_leaves_open(client):
    found = page(client, CORPS, **{"etape": "concours-interne", "militaire": "oui", "services-publics_ans": "4"})

    (block,) = [row for row in found.all("div", "verdict") if row.one("h4").text.startswith("Militaire")]
    assert block.one("span", "badge").text == "à apprécier"
    assert "change de construction" in block.one("details", "doubt").text
    assert "être en position d'activité, de détachement ou de congé parental" in block.one("blockquote").text
    assert "1 remplie, 1 à préciser ou à apprécier par l’établissement" in found.one("section", "answer").text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"missions_partage": "6"}, "Le texte n’en décrit que 5."),
        ({"missions_plein": "2", "missions_partage": "4"}, "Cela fait plus en tout que les 5 que le texte décrit."),
        ({"experience_ans": "51"}, "Cette durée paraît trop longue : 50 ans au plus."),
        ({"experience_ans": "50", "experience_mois": "1"}, "Cette durée paraît trop longue : 50 ans au plus."),
        ({"experience_mois": "12"}, "Au-delà de 11 mois, comptez une année de plus."),
        ({"experience_mois": "36"}, "Au-delà de 11 mois, comptez 3 années de plus."),
        ({"experience_jours": "60"}, "Au-delà de 30 jours, comptez 2 mois de plus."),
        (
            {"distincte": "01/01/2024", "realisee": "oui"},
            (
                "L’évaluation distincte que vous donnez est postérieure au 31 décembre 2023 : donnez celle d’avant la "
                "promotion."
            ),
        ),
        ({"experience_inconnu": "oui"}, "Donnez un nombre, ou dites que vous ne savez pas : pas les deux."),
        ({"entretien": "01/01/1999"}, "Donnez une année de 2000 à 2100."),
        (
            {"entretien": "01/01/2024", "realisee": "oui"},
            "L’entretien que vous donnez est postérieur au 31 décembre 2023 : donnez celui d’avant la promotion.",
        ),
        ({"distincte": "31 février 2023"}, "Cette date ne se lit pas : donnez-la comme 31/12/2025."),
    ],
)
def test_what_makes_no_sense_is_said_by_its_field_and_stays_typed(client, changed, says):
    found = page(client, **SPECIALIST | changed)

    assert list(messages(found).values()) == [says]
    for name, typed in changed.items():
        assert value(found, name) == typed
    assert not found.all("section", "answer")


def test_the_transitional_questions_are_folded_until_one_is_answered(client):
    folded = page(client, **SPECIALIST).one("details", "ask__past")
    opened = page(client, **SPECIALIST | {"realisee": "oui"})

    assert "open" not in folded.attrs
    assert "open" in opened.one("details", "ask__past").attrs
    assert findings(opened)["Date de promotion au plus tôt"] == "1er janvier 2023"
    assert not page(client, etape="secretaire-administratif").all("details", "ask__past")


@pytest.mark.parametrize(
    ("address", "query", "least"),
    [
        (PATH, SPECIALIST, 6),
        (CORPS, {"etape": "concours-interne", "militaire": "oui", "services-publics_ans": "4"}, 4),
        (CORPS, {"etape": "troisieme-concours", "mandats": "oui", "association": "oui"}, 3),
    ],
)
def test_an_oddity_is_told_once_in_an_answer(client, address, query, least):
    told = [row.one("summary").text for row in page(client, address, **query).all("details", "doubt")]

    assert len(told) == len(set(told)) >= least


def test_what_was_answered_stands_with_the_answer_for_paper(client):
    said = page(client, **SPECIALIST).one("dl", "answer__said")

    rows = {row.one("dt").text: row.one("dd").text for row in said.all("div")}
    assert rows[
        "Combien d’années d’expérience avez-vous comme assistant(e) médical(e), dans un ou plusieurs centres ?"
    ] == ("5 ans")
    assert rows["Quand a lieu votre entretien annuel d’évaluation ?"] == "sans réponse"
    assert "Votre promotion a-t-elle été réalisée au plus tard le 31 décembre 2023 ?" not in rows


def test_a_length_and_a_number_are_said_as_people_say_them(client):
    typed = SPECIALIST | {"experience_ans": "1", "experience_mois": "2", "experience_jours": "1", "entretiens": "0"}
    found = page(client, **typed)

    rows = {row.one("dt").text: row.one("dd").text for row in found.one("dl", "answer__said").all("div")}
    pdf = Pdf(client.get(found.one("section", "answer").one("a", "button").url).content)
    assert "1 an, 2 mois et 1 jour" in rows.values()
    assert "0 entretien" in rows.values()
    assert squeezed("1 an, 2 mois et 1 jour") in pdf.squeezed
    assert squeezed("1 ans") not in pdf.squeezed


def test_a_promotion_said_made_in_time_is_to_be_checked_when_the_interview_cannot_support_it(client):
    old = page(client, **SPECIALIST | {"entretien": "01/01/2000", "realisee": "oui"})
    told = page(client, **SPECIALIST | {"entretien": "31/05/2023", "realisee": "oui"})

    assert findings(old)["Date de promotion au plus tôt"] == "à vérifier"
    assert findings(told)["Date de promotion au plus tôt"] == "1er janvier 2023"


# To take away


def test_the_answer_is_taken_away_as_a_tagged_pdf(client):
    address = page(client, **SPECIALIST).one("section", "answer").one("a", "button").url
    response = client.get(address)
    found = Pdf(response.content)

    assert address.startswith("/parcours/assistant-medical/simulation.pdf?etape=assistant-medical-specialise&")
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="simulation-assistant-medical-specialise.pdf"'
    )
    assert response.headers["Cache-Control"] == "private, max-age=0"
    assert found.faults == []
    assert words(found.title) == "Simulation : Vers l’emploi d’assistant(e) médical(e) spécialisé(e)"
    assert found.root["/Lang"].startswith("fr")
    assert found.tags["H1"] == 1
    for words_ in ("5 ans", "préconisation non suivie", "groupe F, position 4", "non une décision", "article 1.2"):
        assert squeezed(words_) in found.squeezed
    assert "experience_ans" not in found.text
    assert any("simulation/?etape=assistant-medical-specialise&" in link for link in found.links)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({}, "Répondez d’abord aux questions"),
        ({"etape": "secretaire-medical"}, "Répondez d’abord aux questions"),
        ({"etape": "autre", "evaluation": "oui"}, "Répondez d’abord aux questions"),
        (SECRETARY | {"experience_ans": "-1"}, "Ce nombre ne peut pas être inférieur à 0."),
    ],
)
def test_without_an_answer_there_is_no_file_and_it_is_said_why(client, query, says):
    response = client.get("/parcours/assistant-medical/simulation.pdf", query)

    assert response.status_code == 400
    assert says in words(response.content.decode())


def test_time_in_an_echelon_not_yet_reached_is_refused_by_its_field(client):
    query = {"etape": "ingenieur-principal", "echelon_actuel": "3", "echelon_ans": "2", "categorie-a_ans": "6"}

    found = page(client, CORPS, **query)

    assert list(messages(found).values()) == ["À l’échelon que vous donnez, ce temps n’a pas encore pu être passé."]


def test_an_echelon_that_the_grade_does_not_have_is_refused(client):
    found = page(client, CORPS, etape="ingenieur-principal", echelon_actuel="11", echelon_ans="2")

    assert "Ce nombre paraît trop grand : 10 au plus." in " ".join(messages(found).values())


def test_an_echelon_before_the_one_asked_needs_no_time(client):
    found = page(client, CORPS, **{"etape": "ingenieur-principal", "echelon_actuel": "3", "categorie-a_ans": "6"})

    assert verdicts(found) == {"Deux ans dans le 4e échelon": "non rempli", "Services publics en catégorie A": "rempli"}


def test_article_5_answers_for_the_groups_stated(client):
    query = {"emploi-supprime": "oui", "groupe_actuel": "D", "groupe_propose": "D", "palier": "1", "palier_ans": "5"}

    found = page(client, ARTICLE_5, **query)

    assert verdicts(found)["Le groupe au moins égal"] == "rempli"
    assert findings(found)["Palier"] == "1er palier du groupe D (RMAG 1)"
    assert findings(found)["Aucune perte de rémunération"] == "garanti par le texte"


@pytest.mark.parametrize(
    ("address", "query"),
    [
        (PATH, {**SECRETARY, "experience_ans": "1", "palier_ans": "1"}),
        (
            ARTICLE_5,
            {"emploi-supprime": "non", "groupe_actuel": "F", "groupe_propose": "F", "palier": "1", "palier_ans": "5"},
        ),
    ],
)
def test_what_a_step_brings_is_not_promised_to_who_does_not_meet_its_conditions(client, address, query):
    refused = page(client, address, **query).one("section", "answer").text

    assert "Ce qui en découlerait, toutes conditions remplies" in refused
    assert "rien de ce qui suit ne vous est ouvert" in refused
    met = page(client, **SECRETARY).one("section", "answer").text
    assert "Ce qui en découle" in met
    assert "rien de ce qui suit" not in met


BELOW = {"emploi-supprime": "oui", "groupe_actuel": "D", "groupe_propose": "B", "palier": "1", "palier_ans": "2"}


def test_a_job_of_a_lower_group_is_excluded_and_takes_no_guarantee_away(client):
    found = page(client, ARTICLE_5, etape="repositionnement", **BELOW)
    answer = found.one("section", "answer").text
    pdf = Pdf(client.get(found.one("section", "answer").one("a", "button").url).content)

    assert verdicts(found)["Le groupe au moins égal"] == "non rempli"
    assert "L’emploi proposé est d’un groupe inférieur au vôtre : le texte l’exclut." in answer
    assert findings(found)["Aucune perte de rémunération"] == "garanti par le texte"
    for said in (answer, pdf.text):
        assert squeezed("vos garanties demeurent") in squeezed(said)
        assert squeezed("rien de ce qui suit") not in squeezed(said)


def test_who_has_no_deleted_job_has_no_guarantee_whatever_is_offered(client):
    answer = page(client, ARTICLE_5, **BELOW | {"emploi-supprime": "non"}).one("section", "answer").text

    assert "rien de ce qui suit ne vous est ouvert" in answer
    assert "vos garanties demeurent" not in answer


def test_zero_is_an_answer(client):
    found = page(client, **{**SECRETARY, "experience_ans": "0", "palier": "0", "palier_ans": "0"})

    assert verdicts(found)["Expérience professionnelle"] == "non rempli"
    assert findings(found)["Années d’éligibilité conservées"] == "0 an"


@pytest.mark.parametrize("written", ["31/12/2025", "31-12-2025", "31.12.2025", "31 12 2025", "2025-12-31"])
def test_a_date_is_read_as_people_write_it(client, written):
    found = page(client, **{**SECRETARY, "entretien": written})

    assert findings(found)["Date de promotion au plus tôt"] == "1er janvier 2026"
    assert value(found, "entretien") == written


def test_an_unknown_step_is_a_bad_request_that_offers_the_others(client):
    response = client.get(PATH, {"etape": "<b>autre</b>"})

    assert response.status_code == 400
    assert "Ce parcours n’a pas d’étape « <b>autre</b> »." in read(response).one("div", role="alert").text
    assert len(read(response).one("ul", "ask__steps").all("a")) == 3


def test_an_unknown_path_says_which_there_are(client):
    response = client.get("/parcours/autre/simulation/")

    assert response.status_code == 404
    assert PATH in [link.url for link in read(response).all("a")]


def test_a_word_that_the_form_does_not_ask_changes_nothing(client):
    assert not page(client, etape="secretaire-medical", utm_source="lettre").all("section", "answer")
    assert messages(page(client, etape="secretaire-medical", utm_source="lettre")) == {}


def test_nothing_is_written_and_no_cookie_is_left(client):
    before = snapshot()

    response = client.get(PATH, SECRETARY)

    assert changes(before, snapshot()) == {}
    assert response.cookies == {}


def test_an_answer_is_kept_by_no_shared_cache_and_the_questions_may_be(client):
    answered, asked = client.get(PATH, SECRETARY), client.get(PATH, {"etape": "secretaire-medical"})

    assert answered.headers["Cache-Control"] == "private, max-age=0"
    assert client.get(PATH, SECRETARY | {"palier": "x"}).headers["Cache-Control"] == "private, max-age=0"
    assert "private" not in asked.headers.get("Cache-Control", "")


def test_the_log_drops_what_was_answered():
    record = logging.LogRecord("access", logging.INFO, "", 0, "GET %s", (f"{PATH}?{urlencode(SECRETARY)}",), None)

    WithoutQuery().filter(record)

    assert record.getMessage() == f"GET {PATH}"


# texts, path, steps, nodes, criteria, provisions, oddities and what bears on them, pay; without a step, the path alone
@pytest.mark.parametrize(
    ("address", "query", "number"),
    [
        (PATH, {}, 7),
        (PATH, SECRETARY, 9),
        (PATH, SPECIALIST, 9),
        (CORPS, {"etape": "au-choix", "technicien": "oui", "services-effectifs_ans": "8"}, 9),
        (ARTICLE_5, {}, 9),  # no pay, and the groups
    ],
)
def test_the_queries_of_a_simulation_are_counted(client, address, query, number):
    client.get(address, query)

    with CaptureQueriesContext(connection) as queries:
        client.get(address, query)

    assert len(queries) == number


ODD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "0", "-1", "1e9", "9" * 500, "１２", "inf", "nan", "\x00", "oui", "2023-02-29", "0001-01-01", "1", "3"]
    ),
)
NAMES = st.sampled_from(
    [*SECRETARY, *SPECIALIST, "groupe_actuel", "groupe_propose", "echelon_actuel", "echelon_ans", "echelon_mois",
     "experience_jours", "experience_inconnu", "distincte", "realisee", "palier_inconnu",
     "ingenieur", "activites_ans", "au", "page", "q"]
)  # fmt: skip
STEPS = st.sampled_from(
    ["secretaire-administratif", "secretaire-medical", "assistant-medical-specialise", "concours-externe",
     "troisieme-concours", "ingenieur-principal", "hors-classe-tableau", "repositionnement", "autre"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    address=st.sampled_from([PATH, CORPS, ARTICLE_5]),
    step=STEPS,
    pairs=st.lists(st.tuples(st.one_of(NAMES, st.text(max_size=10)), ODD), max_size=14),
)
@pytest.mark.long
def test_no_address_is_ever_an_error_of_the_portal(address, step, pairs):
    response = CheckingClient().get(f"{address}?{urlencode([('etape', step), *pairs], errors='replace')}")

    assert response.status_code in {200, 400}
    assert words(read(response).one("h1").text)
