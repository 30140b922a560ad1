"""HR prepares a version: the text is written, compared, seen as the public will see it, sent out, adopted."""

import pytest
from django.urls import reverse

from jobs.actions import save_draft, start_revision, submit, withdraw
from jobs.enums import Deed, SheetState, Stage
from jobs.models import Sheet, Trace
from jobs.notation import SectionField
from tests.harness import CheckingClient, page_faults
from tests.jobs.desk import at, form_of, person, sent_again, signed_in, typed
from tests.jobs.versions import amendment, edited, fields_of, in_days, the_job

pytestmark = pytest.mark.django_db
LINE = "Accompagner la personne dans ses déplacements"


@pytest.fixture
def writer(db):
    return person("rédactrice", "Rédacteur")


@pytest.fixture
def validator(db):
    return person("valideuse", "Valideur")


@pytest.fixture
def writing(writer):
    return signed_in(writer)


@pytest.fixture
def validating(validator):
    return signed_in(validator)


@pytest.fixture
def draft(writer):
    return start_revision(the_job(), by=writer)


@pytest.fixture
def first(draft):
    """The first line of the draft."""
    return fields_of(draft)[0].text.splitlines()[0]


@pytest.fixture
def changed(draft, first, writer):
    return save_draft(draft, fields=edited(fields_of(draft), first, LINE), revision=0, by=writer)


def words(response) -> str:
    """A page of ours, looked at as strictly as a public one."""
    assert response.status_code == 200
    html = response.content.decode()
    assert page_faults(html) == []
    return html.replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


def text_of(sheet) -> str:
    return "\n".join(field.text for field in fields_of(sheet))


# From a version in force to its draft


def test_a_revision_is_opened_from_the_page_of_a_job_and_once(writing):
    job = the_job()
    page = writing.get(reverse("admin:jobs_job_change", args=[job.pk])).content.decode()
    revise = reverse("admin:jobs_job_revise", args=[job.pk])
    assert f'action="{revise}"' in page

    response = writing.post(revise)
    draft = Sheet.objects.get(job=job, state=SheetState.DRAFT)
    again = writing.post(revise)

    assert (response["Location"], again["Location"]) == (at("edit", draft), at("edit", draft))
    assert Sheet.objects.filter(job=job).count() == 2
    assert writing.get(revise).status_code == 405


def test_a_job_that_shares_a_sheet_is_revised_at_its_metier(writing):
    job = the_job("ucanss", "060101").__class__.objects.filter(kind="emploi_rattache").first()

    page = writing.post(reverse("admin:jobs_job_revise", args=[job.pk]), follow=True).content.decode()

    assert "n’a pas de fiche à lui" in page
    assert not Sheet.objects.filter(state=SheetState.DRAFT).exists()


# Writing


def test_the_form_holds_the_text_beside_the_version_that_it_comes_from(writing, draft):
    page = words(writing.get(at("edit", draft)))

    for field in fields_of(draft):
        assert page.count(field.text.replace("'", "&#x27;")) == 2  # in the field, and beside it
    assert "Version 1" in page
    assert "### Gérer un dossier" in page  # the notation is explained
    assert 'rel="stylesheet" href="/static/css/desk.css"' in page


def test_what_is_saved_is_traced_with_what_was_there(writing, draft, first, writer):
    data = form_of(draft)
    response = writing.post(at("edit", draft), data | {"lignes-1": data["lignes-1"].replace(first, LINE)})

    assert response["Location"] == at("edit", draft)
    assert LINE in text_of(draft)
    trace = Trace.objects.get(deed=Deed.SAVED)
    assert (trace.by, first in str(trace.before), LINE in str(trace.after)) == (writer, True, True)


def test_sections_are_added_ordered_and_taken_out(writing, draft):
    page = words(writing.post(at("edit", draft), form_of(draft, rubrique="1")))
    number = len(fields_of(draft)) + 1
    assert f'name="lignes-{number}"' in page
    assert Sheet.objects.get(pk=draft.pk).revision == 0

    new = {"nature": "contexte", "titre": "Contexte", "lignes": "De nuit", "rang": "0"}
    data = form_of(draft, rubriques=str(number), **{f"{name}-{number}": value for name, value in new.items()})
    writing.post(at("edit", draft), data)
    assert fields_of(draft)[0] == SectionField("contexte", "Contexte", "De nuit")

    writing.post(at("edit", draft), form_of(draft, **{"lignes-1": ""}))
    assert "contexte" not in {field.kind for field in fields_of(draft)}


def test_advice_is_given_and_blocks_nothing(writing, draft):
    field = next(n for n, field in enumerate(fields_of(draft), 1) if field.kind == "activites")
    data = form_of(draft, **{f"lignes-{field}": "Accueil du public\nAccueil du public"})

    page = words(writing.post(at("edit", draft), data, follow=True))

    assert "Brouillon enregistré. 3 conseils de rédaction." in page
    assert "Ligne 2 : Répète la ligne 1." in page
    assert "Ligne 1 : Une activité commence d’ordinaire par un verbe d’action" in page


def test_a_line_that_cannot_be_read_loses_nothing_typed(writing, draft):
    before = text_of(draft)
    data = form_of(draft, **{"lignes-1": f"{LINE}\n#faux titre", "titre-2": "Un autre titre"})

    page = words(writing.post(at("edit", draft), data))

    assert f"{LINE}\n#faux titre" in page
    assert 'value="Un autre titre"' in page
    assert "ligne 2</a> : « ## » annonce un niveau" in page
    assert text_of(draft) == before


# Two people, a lost session, a draft that is gone


def test_the_second_to_save_gets_both_texts_and_chooses_section_by_section(writing, validating, draft, first):
    mine, theirs = f"{first} au lit", f"{first} à table"
    data = form_of(draft)
    last = len(fields_of(draft))
    writing.post(at("edit", draft), form_of(draft, **{"lignes-1": theirs, f"lignes-{last}": "Leur fin"}))

    page = words(validating.post(at("edit", draft), data | {"lignes-1": mine, f"lignes-{last}": "Ma fin"}))
    for text in (mine, theirs, "Ma fin", "Leur fin"):
        assert text.replace("'", "&#x27;") in page
    assert "Deux textes, un choix." in page
    assert "<ins>" in page
    assert Sheet.objects.get(pk=draft.pk).revision == 1

    unchosen = typed(fields_of(draft), 1) | {"lignes-1": mine, "leur-1": theirs}
    page = words(validating.post(at("edit", draft), unchosen))
    assert "choisissez le vôtre ou le sien" in page
    assert mine in page
    assert Sheet.objects.get(pk=draft.pk).revision == 1

    chosen = typed(fields_of(draft), 1) | {
        "lignes-1": mine, "leur-1": theirs, "choix-1": "le_mien",
        f"lignes-{last}": "Ma fin", f"leur-{last}": "Leur fin", f"choix-{last}": "le_leur",
    }  # fmt: skip
    validating.post(at("edit", draft), chosen)

    assert fields_of(draft)[0].text == mine
    assert fields_of(draft)[last - 1].text == "Leur fin"
    assert [trace.by.username for trace in Trace.objects.filter(deed=Deed.SAVED).order_by("pk")] == [
        "rédactrice", "valideuse",
    ]  # fmt: skip


def test_saving_twice_takes_nothing_away_from_the_other(writing, validating, draft, first):
    last = len(fields_of(draft))
    data = form_of(draft, **{f"lignes-{last}": "Ma fin"})
    writing.post(at("edit", draft), form_of(draft, **{"lignes-1": LINE, "titre-2": "Un autre titre"}))

    answer = validating.post(at("edit", draft), data)
    page = words(answer)
    assert "chez l’autre personne" not in page
    assert "titre : « Un autre titre »" in page
    validating.post(at("edit", draft), sent_again(answer))

    saved = fields_of(draft)
    assert [saved[0].text, saved[1].heading, saved[last - 1].text] == [LINE, "Un autre titre", "Ma fin"]
    assert Sheet.objects.get(pk=draft.pk).revision == 2


def test_a_section_that_only_the_other_wrote_is_offered_as_theirs(writing, validating, draft):
    data = form_of(draft)
    number = len(fields_of(draft)) + 1
    new = {f"nature-{number}": "contexte", f"titre-{number}": "Contexte", f"lignes-{number}": "De nuit"}
    writing.post(at("edit", draft), form_of(draft, rubriques=str(number), **new))

    page = words(validating.post(at("edit", draft), data))

    assert f'name="leur-{number}"' in page
    assert f'name="choix-{number}" value="le_leur" checked' in page


def test_a_lost_session_gives_the_text_back_after_signing_in_again(draft, writer):
    client = CheckingClient()
    data = form_of(draft, **{"lignes-1": LINE})

    page = words(client.post(at("edit", draft), data))
    assert LINE in page
    assert "Identifiez-vous" in page
    wrong = words(
        client.post(at("edit", draft), data | {"reconnexion": "1", "username": "rédactrice", "password": "x"})
    )
    assert LINE in wrong
    back = data | {"reconnexion": "1", "username": "rédactrice", "password": "un mot de passe"}
    page = words(client.post(at("edit", draft), back))

    assert LINE in page
    assert "Rien n’est perdu" in page
    assert Sheet.objects.get(pk=draft.pk).revision == 0
    client.post(at("edit", draft), data)
    assert LINE in text_of(draft)


def test_a_page_of_another_session_is_not_saved_but_given_back(writer, draft):
    client = signed_in(writer, enforce_csrf_checks=True)

    page = words(client.post(at("edit", draft), form_of(draft, **{"lignes-1": LINE})))

    assert LINE in page
    assert "une autre session" in page
    assert Sheet.objects.get(pk=draft.pk).revision == 0


def test_a_draft_withdrawn_meanwhile_gives_the_text_back(writing, draft, writer):
    data = form_of(draft, **{"lignes-1": LINE})
    withdraw(draft, reason="Abandon", revision=0, by=writer)

    assert LINE in words(writing.post(at("edit", draft), data))
    assert writing.get(at("edit", draft)).status_code == 403


def test_a_draft_submitted_meanwhile_gives_the_text_back(writing, changed, validator):
    data = form_of(changed, **{"lignes-1": f"{LINE} au-delà"})
    submit(changed, revision=1, by=validator)

    page = words(writing.post(at("edit", changed), data))

    assert f"{LINE} au-delà" in page
    assert "soumise pour avis" in page
    assert Sheet.objects.get(pk=changed.pk).revision == 1


# What it changes, what the public will read


def test_both_versions_stand_side_by_side(writing, changed, first):
    page = words(writing.get(at("differences", changed)))

    assert "Version 1" in page
    assert LINE.split(maxsplit=1)[0] in page
    assert "Ce brouillon" not in page


def test_the_preview_is_the_public_page_marked_as_a_draft(writing, changed, client, first):
    public = client.get("/emplois/clcc/aide-soignant/").content.decode()

    answer = writing.get(at("preview", changed))
    page = words(answer)

    assert LINE in page
    assert LINE not in public
    assert "Brouillon : cette page n’est pas publique." in page
    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex", True)
    assert "Où se place cet emploi" in page


# Its steps


def test_a_draft_goes_out_comes_back_and_is_adopted_by_another(writing, validating, changed):
    writing.post(at("submit", changed), {"enregistrement": "1"})
    page = words(writing.get(at("steps", changed)))
    assert 'aria-current="step"><strong>Soumise pour avis</strong>' in page
    assert "rédactrice, le" in page
    assert at("adopt", changed) not in page
    assert writing.post(at("adopt", changed), {"enregistrement": "1"}).status_code == 403

    validating.post(at("return", changed), {"enregistrement": "1", "raison": "Trop court."})
    assert "Trop court." in words(writing.get(at("steps", changed)))
    writing.post(at("submit", changed), {"enregistrement": "1"})
    decision = {"enregistrement": "1", "decision": "Décision n° 1", "prise_le": "2026-03-02", "effet_le": in_days(9)}
    page = words(validating.post(at("adopt", changed), decision, follow=True))

    sheet = Sheet.objects.get(pk=changed.pk)
    assert (sheet.state, sheet.adopted_by.username) == (SheetState.ADOPTED, "valideuse")
    assert 'aria-current="step"><strong>Adoptée</strong>' in page
    validating.post(at("undo", changed), {"enregistrement": "2", "raison": "Date fausse."})
    assert Sheet.objects.get(pk=changed.pk).stage == Stage.RETURNED


def test_a_registered_text_carries_it(validating, changed, admin_user):
    text = amendment(admin_user)

    validating.post(at("adopt", changed), {"enregistrement": "1", "texte": text.pk})

    assert Sheet.objects.get(pk=changed.pk).document == text


def test_what_is_refused_says_why_and_keeps_what_was_typed(validating, changed, validator, first):
    page = words(validating.post(at("adopt", changed), {"enregistrement": "1", "decision": "Décision n° 7"}))
    assert "Donnez sa date." in page
    assert 'value="Décision n° 7"' in page

    decision = {"enregistrement": "0", "decision": "Décision n° 7", "prise_le": "2026-03-02"}
    page = words(validating.post(at("adopt", changed), decision))
    assert "relisez ce qui change" in page
    save_draft(changed, fields=fields_of(changed), revision=1, by=validator)
    page = words(validating.post(at("adopt", changed), decision | {"enregistrement": "2"}))
    assert "une autre personne l’adopte" in page

    assert Sheet.objects.get(pk=changed.pk).state == SheetState.DRAFT


def test_a_withdrawn_draft_leaves_its_words_in_the_history(writing, changed):
    page = words(writing.post(at("withdraw", changed), {"enregistrement": "1", "raison": " "}))
    assert "Ce champ est obligatoire." in page
    writing.post(at("withdraw", changed), {"enregistrement": "1", "raison": "Sans objet."})

    assert not Sheet.objects.filter(pk=changed.pk).exists()
    assert Trace.objects.get(deed=Deed.WITHDRAWN).reason == "Sans objet."


def test_a_member_of_a_committee_reads_what_is_submitted_and_nothing_else(changed, writer):
    member = signed_in(person("membre", "Membre de commission"))
    closed = [member.get(at(page, changed)).status_code for page in ("preview", "differences", "edit", "steps")]
    submit(changed, revision=1, by=writer)

    assert closed == [403] * 4
    assert LINE in words(member.get(at("preview", changed)))
    assert "Version 1" in words(member.get(at("differences", changed)))
    assert member.get(at("steps", changed)).status_code == 403


@pytest.mark.parametrize(("page", "most"), [("edit", 14), ("steps", 16), ("differences", 11), ("preview", 34)])
def test_a_page_costs_the_same_whatever_it_holds(
    writing, writer, changed, page, most, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(most) as spent:
        writing.get(at(page, changed))
    longer = [*fields_of(changed), *fields_of(the_job(key="brancardier").sheets.get())]
    save_draft(changed, fields=longer, revision=1, by=writer)
    with django_assert_num_queries(len(spent)):
        writing.get(at(page, changed))
