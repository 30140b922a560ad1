"""HR's desk: what comes from the texts is read there, what a later amendment brings is entered there, without code."""

from datetime import date

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from careers import queries
from careers.enums import CriterionKind
from careers.models import Criterion, Node, Path, PromotionCount, Provision, Step
from jobs.enums import Deed
from jobs.models import Trace
from tests.careers.conftest import DAY
from tests.pages import read
from texts.enums import Origin
from texts.models import Document, Passage, TextDate

pytestmark = pytest.mark.django_db

LATER = "Avenant n° 2026-09, article 2"


@pytest.fixture
def desk(admin_user):
    """An administrator who writes: a form that names two rows of one model asks for each, and is not a fault."""
    client = Client()
    client.force_login(admin_user)
    return client


def address(model, page, *args):
    return reverse(f"admin:careers_{model._meta.model_name}_{page}", args=args)


def formset(prefix, rows=()):
    """The fields of an inline formset with new rows."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    return fields | {f"{prefix}-{rank}-{name}": value for rank, row in enumerate(rows) for name, value in row.items()}


def cited(words, **values):
    return {"words": words, "reference": LATER, "order": 0} | values


def messages_of(response):
    """Every message that the desk's form shows."""
    context = response.context_data
    found = [text for texts in context["adminform"].form.errors.values() for text in texts]
    for inline in context["inline_admin_formsets"]:
        found += [text for form in inline.formset.forms for texts in form.errors.values() for text in texts]
    return " ".join(str(text) for text in found)


@pytest.mark.parametrize("model", [Path, Node, Step, PromotionCount])
def test_every_list_and_every_row_opens(admin_client, model):
    assert admin_client.get(address(model, "changelist"), {"q": "assistant"}).status_code == 200
    assert admin_client.get(address(model, "add")).status_code == 200
    for row in model.objects.all():
        assert admin_client.get(address(model, "change", row.pk)).status_code == 200


def test_a_row_of_the_texts_is_read_and_cannot_be_removed(admin_client):
    step = Step.objects.get(key="secretaire-medical")

    page = admin_client.get(address(Step, "change", step.pk))

    assert not page.context_data["adminform"].form.fields
    assert admin_client.get(address(Step, "delete", step.pk)).status_code == 403
    assert "/documents/clcc-avenant-2023-06/#l101" in page.content.decode()


def test_a_path_a_step_and_its_criteria_entered_on_the_desk_are_simulated(desk, admin_user, client):
    """A later amendment opens a path to the coordinators of clinical studies: nobody writes code."""
    framework = Path.objects.get(slug="assistant-medical").framework_id
    nodes = [
        cited("technicien de recherche clinique", key="technicien", kind="emploi", title="Technicien"),
        cited("attaché de recherche clinique", key="attache", kind="emploi", title="Attaché"),
    ]
    nodes = [row | {"special_echelons": 0} for row in nodes]
    path = cited("Parcours de la recherche clinique", title="Recherche clinique", slug="recherche-clinique",
                 kind="parcours", framework=framework)  # fmt: skip
    added = desk.post(
        address(Path, "add"), path | formset("nodes") | formset("nodes-2", nodes) | formset("provisions")
        | formset("provisions-2"),
    )  # fmt: skip
    assert added.status_code == 302, messages_of(added)
    entered = Path.objects.get(slug="recherche-clinique")
    start, end = (Node.objects.get(path=entered, key=key) for key in ("technicien", "attache"))

    criteria = [
        cited("quatre années d’exercice (4 ans)", key="exercice", kind="duree", title="Exercice", minimum=4),
        cited("évaluation favorable", key="evaluation", kind="evaluation", title="Évaluation"),
        cited("étude du parcours de formation si nécessaire", key="formation", kind="formation", title="Formation",
              if_needed="on"),
        cited("au moins 2 missions", key="missions", kind="missions", title="Missions", minimum=2, shared_minimum=3),
        cited("un an au 3e échelon", key="echelon", kind="echelon", title="Échelon", minimum=1, echelon=3),
        cited("un master", key="master", kind="diplome", title="Master", alternative="diplomes"),
        cited("ou un titre d’ingénieur", key="ingenieur", kind="diplome", title="Ingénieur", alternative="diplomes"),
        cited("dans la limite de 20 % de l’effectif", key="quota", kind="quota", title="Quota"),
    ]  # fmt: skip
    criteria = [row | {"weight": "exige"} for row in criteria]
    provisions = [cited("au 1er janvier suivant l’entretien", kind="date_promotion", title="Date")]
    step = cited("peut accéder à l’emploi d’attaché", path=entered.pk, key="vers-attache", kind="promotion",
                 title="Vers l’emploi d’attaché", departure=start.pk, arrival=end.pk, force="peut_acceder")  # fmt: skip
    added = desk.post(
        address(Step, "add"), step | formset("criteria") | formset("criteria-2", criteria) | formset("provisions")
        | formset("provisions-2", provisions),
    )  # fmt: skip
    assert added.status_code == 302, messages_of(added)

    asked = read(client.get("/parcours/recherche-clinique/simulation/"))
    answers_given = {
        "exercice_ans": "4", "evaluation": "oui", "formation": "inutile", "missions_partage": "3",
        "echelon_actuel": "3", "echelon_ans": "1", "ingenieur": "oui", "entretien": "2026-12-31",
    }  # fmt: skip
    answered = read(client.get("/parcours/recherche-clinique/simulation/", answers_given))

    assert len(asked.one("form", "ask").all("fieldset")) == 8
    assert "dans la limite de 20 % de l’effectif" in answered.one("section", "answer").text
    answers = [row.one("span").text for row in (block.one("h4") for block in answered.all("div", "verdict"))]
    assert answers == ["rempli", "rempli", "à apprécier", "rempli", "rempli", "à préciser", "rempli"]
    words = answered.one("section", "answer").text
    assert "quatre années d’exercice (4 ans)" in words
    assert LATER in words
    assert "1er janvier 2027" in words
    assert Trace.objects.filter(deed=Deed.RULED, by=admin_user).count() == 1 + 2 + 1 + 8 + 1

    section = read(client.get("/parcours/recherche-clinique/")).one("section", id="etape-vers-attache")
    assert len(section.one("ol", "conditions").all("li")) == 6  # the two diplomas are one condition
    assert "dans la limite de 20 % de l’effectif" in section.one("div", "limits").text
    taken = client.get("/parcours/recherche-clinique/simulation.pdf", answers_given)
    assert taken.headers["Content-Type"] == "application/pdf"


def test_a_criterion_added_to_a_step_of_the_texts_stands_beside_theirs(desk, admin_user):
    step = Step.objects.get(key="secretaire-medical")
    row = cited("le certificat", key="certificat", kind="diplome", title="Certificat", weight="exige")

    saved = desk.post(
        address(Step, "change", step.pk), formset("criteria") | formset("criteria-2", [row]) | formset("provisions")
        | formset("provisions-2"),
    )  # fmt: skip

    assert saved.status_code == 302, messages_of(saved)
    kinds = [row.kind for row in queries.path(slug="assistant-medical", day=DAY).step(step.key).criteria]
    assert kinds.count(CriterionKind.DIPLOMA) == 1
    assert Criterion.objects.get(key="certificat").origin == Origin.ENTERED
    assert Step.objects.get(pk=step.pk).words == step.words


def test_a_condition_that_runs_over_two_passages_is_cited_to_the_end_of_the_last(desk, admin_user):
    step = Step.objects.get(key="secretaire-medical")
    first = step.criteria.get(key="evaluation").passage
    last = step.criteria.get(key="formation").passage
    row = {"key": "ensemble", "kind": "appreciation", "title": "Ensemble", "weight": "exige", "order": 9,
           "document": first.document_id, "passage": first.pk, "last_passage": last.pk,
           "words": f"{first.text}\n– {last.text}"}  # fmt: skip

    desk.post(
        address(Step, "change", step.pk), formset("criteria") | formset("criteria-2", [row]) | formset("provisions")
        | formset("provisions-2"),
    )  # fmt: skip

    found = queries.path(slug="assistant-medical", day=DAY).step("secretaire-medical").criteria[-1]
    assert found.key == "ensemble"
    assert (found.citation.source.line_start, found.citation.source.line_end) == (105, 109)
    assert Trace.objects.get(deed=Deed.RULED, by=admin_user).after["dernier passage"] == str(last)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"words": "Ces mots n’y sont pas"}, "Ces mots ne sont pas ceux du passage"),
        ({"document": "aphp-fiche-metier-15d30"}, "Ce passage n’est pas dans ce texte"),
        ({"key": "Majuscule"}, "Des lettres minuscules sans accent"),
        ({"key": "palier"}, "Le simulateur se sert déjà de ce mot"),
        ({"kind": "duree"}, "Donnez le minimum que le texte demande."),
        ({"passage": "", "document": "", "reference": ""}, "Citez le texte"),
        ({"last_passage": "101-0"}, "Ce passage ne suit pas le premier"),
        ({"last_passage": "109-2", "words": "étude du parcours de formation individualisé (et/ou VAE)"}, "Ces mots ne"),
    ],
)
def test_a_criterion_that_its_text_does_not_carry_is_refused(desk, values, says):
    step = Step.objects.get(key="secretaire-medical")
    passage = step.criteria.get(key="evaluation").passage
    documents = {row.slug: row.pk for row in Document.objects.all()} | {"": ""}
    row = {"key": "essai", "kind": "diplome", "title": "Essai", "weight": "exige", "order": 0, "passage": passage.pk,
           "words": "évaluation favorable", "document": "clcc-avenant-2023-06", "reference": ""} | values  # fmt: skip
    row["document"] = documents[row["document"]]
    if "last_passage" in row:
        row["last_passage"] = Passage.objects.get(document=passage.document, key=row["last_passage"]).pk

    refused = desk.post(
        address(Step, "change", step.pk), formset("criteria") | formset("criteria-2", [row]) | formset("provisions")
        | formset("provisions-2"),
    )  # fmt: skip

    assert refused.status_code == 200
    assert says in messages_of(refused)


def test_a_step_joins_two_nodes_of_its_own_path(desk):
    path = Path.objects.get(slug="assistant-medical")
    other = Node.objects.get(path__slug="ingenieurs-hospitaliers", key="ingenieur")
    step = cited("autre", path=path.pk, key="autre", kind="promotion", title="Autre", arrival=other.pk, force="non_dit")

    refused = desk.post(
        address(Step, "add"), step | formset("criteria") | formset("criteria-2") | formset("provisions")
        | formset("provisions-2"),
    )  # fmt: skip

    assert "est d’un autre parcours" in messages_of(refused)


def test_the_yearly_count_is_entered_read_and_traced(desk, admin_user):
    step = Step.objects.get(key="secretaire-medical")
    values = {"step": step.pk, "year": 2024, "count": 12, "note": "Bilan de la CPNE-FP du 3 mars 2025"}

    added = desk.post(address(PromotionCount, "add"), values)
    count = PromotionCount.objects.get()
    desk.post(address(PromotionCount, "change", count.pk), values | {"count": 13})

    assert added.status_code == 302
    found = queries.path(slug="assistant-medical", day=DAY).step(step.key).counts
    assert [(row.year, row.count, row.note) for row in found] == [(2024, 13, "Bilan de la CPNE-FP du 3 mars 2025")]
    trace = Trace.objects.of(count).first()
    assert (trace.by, trace.before["promotions"], trace.after["promotions"]) == (admin_user, 12, 13)


def test_a_year_is_counted_once_for_a_step(desk, admin_user):
    step = Step.objects.get(key="secretaire-medical")
    PromotionCount.objects.create(step=step, year=2024, count=1, note="Bilan", recorded_by=admin_user)

    refused = desk.post(address(PromotionCount, "add"), {"step": step.pk, "year": 2024, "count": 2, "note": "Autre"})

    assert "Cette année est déjà saisie pour cette étape." in messages_of(refused)


def test_a_path_that_a_person_entered_is_removed_with_its_rules_unless_promotions_are_counted(desk, admin_user):
    framework = Path.objects.first().framework
    said = {"words": "mots", "reference": LATER}
    path = Path.objects.create(slug="a-retirer", title="À retirer", kind="parcours", framework=framework, **said)
    node = Node.objects.create(path=path, key="fin", kind="emploi", title="Fin", **said)
    step = Step.objects.create(path=path, key="etape", kind="promotion", title="Étape", arrival=node, **said)
    count = PromotionCount.objects.create(step=step, year=2026, count=1, note="Bilan", recorded_by=admin_user)

    desk.post(address(Path, "delete", path.pk), {"post": "yes"})
    kept = Path.objects.filter(pk=path.pk).exists()
    desk.post(address(PromotionCount, "delete", count.pk), {"post": "yes"})
    desk.post(address(Path, "delete", path.pk), {"post": "yes"})

    assert kept
    assert not Path.objects.filter(pk=path.pk).exists()
    assert {row.deed for row in Trace.objects.all()} == {Deed.UNRULED, Deed.UNCOUNTED}


def test_the_date_of_effect_that_hr_records_changes_the_answer(client, admin_user):
    document = Document.objects.get(slug="clcc-avenant-2023-06")
    TextDate.objects.create(document=document, kind="effet", value=date(2023, 4, 1), recorded_by=admin_user)
    query = {"etape": "assistant-medical-specialise", "experience_ans": "5", "evaluation": "oui", "entretiens": "3",
             "formation": "oui", "missions_plein": "1", "palier": "0", "palier_ans": "1"}  # fmt: skip

    words = read(client.get("/parcours/assistant-medical/simulation/", query)).one("section", "answer").text

    assert "Par an, depuis le 1er avril 2023." in words
    assert "Date d’effet du texte1er avril 2023" in words.replace(" 1er", "1er")


def test_every_model_of_the_paths_is_on_the_desk():
    assert {model for model in admin.site._registry if model._meta.app_label == "careers"} == {
        Path, Node, Step, PromotionCount,
    }  # fmt: skip
    assert Provision
