"""HR gives mandates and links, answers remarks and requests; a signed-in member gives the opinion of their own."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from jobs.actions import opinions as actions
from jobs.actions import resume
from jobs.enums import SheetState
from jobs.mandate_links import token_of
from jobs.models import (
    Campaign,
    Entry,
    Mandate,
    MandateLink,
    Opinion,
    Remark,
    Reply,
    RequestAnswer,
    RevisionRequest,
    Sheet,
)
from tests.jobs.desk import person, signed_in
from tests.jobs.opinions import KEY, NEW, committee
from tests.jobs.test_revision_admin import told
from tests.jobs.versions import the_job
from tests.pages import notices, read

pytestmark = pytest.mark.django_db

ASKED = "/admin/jobs/opinion/avis-demandes/"


def at(model, page, *args):
    return reverse(f"admin:jobs_{model}_{page}", args=args)


@pytest.fixture
def member(db):
    return person("membre", "Membre de commission")


@pytest.fixture
def held(admin_user, member):
    return committee(admin_user, user=member)


@pytest.fixture
def desk(held):
    return signed_in(person("valideuse", "Valideur"))


def test_a_mandate_and_its_link_are_made_and_the_link_is_shown_once(desk, held, client):
    data = {"campaign": held.campaign.pk, "organisation": held.organisations["FO"].pk, "holder": "Zoé Petit",
            "starts_on": timezone.localdate().isoformat()}  # fmt: skip
    assert desk.post(at("mandate", "add"), data).status_code == 302
    mandate = Mandate.objects.latest("pk")

    made = desk.post(at("mandatelink", "add"), {"mandate": mandate.pk, "expires_on": "31/12/2026"})

    link = MandateLink.objects.get()
    address = f"/avis/{token_of(link.key)}/"
    assert address in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert client.get(address).status_code == 200
    pages = [at("mandatelink", page, link.pk) for page in ("change", "history")]
    for page in (*pages, at("mandatelink", "changelist"), at("mandate", "change", mandate.pk)):
        assert link.key not in desk.get(page).content.decode()
    assert not [cookie for cookie in desk.cookies.values() if link.key in cookie.value]


def test_a_link_is_revoked_and_a_mandate_ended_for_a_reason(desk, held, client):
    link = held.link("FO")
    page = at("mandatelink", "change", link.pk)
    assert "Ce champ est obligatoire" in desk.post(page, {"revoking": ""}).content.decode()
    assert desk.post(page, {"revoking": "Partie."}).status_code == 302
    assert client.get(held.address(link)).status_code == 410
    history = desk.get(at("mandatelink", "history", link.pk)).content.decode()
    assert "lien personnel fait" in history
    assert "Partie." in history
    assert desk.post(page, {"revoking": "Encore."}).status_code == 403
    ending = {"ending": "Fin.", "links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}

    assert desk.post(at("mandate", "change", held.mandates["FO"].pk), ending).status_code == 302

    assert Mandate.objects.get(pk=held.mandates["FO"].pk).ended_by.username == "valideuse"


def test_what_the_action_refuses_is_told(desk, held):
    other = held.organisations["FO"]
    held.campaign.organisations.remove(other)
    data = {"campaign": held.campaign.pk, "organisation": other.pk, "holder": "X", "starts_on": "2026-01-01"}

    refused = desk.post(at("mandate", "add"), data | {"holder": "Zoé Petit"})
    assert "ne participe pas" in told(refused)
    assert read(refused).one("input", name="holder").attrs["value"] == "Zoé Petit"


def test_an_answer_refused_is_shown_again_to_send_later(desk, held):
    held.gives("FO", "reserve", remarks={"": "Et les effectifs ?"})
    remark = Remark.objects.get()
    Campaign.objects.filter(pk=held.campaign.pk).update(closed_at=timezone.now())
    data = {"answer": "Voir l’accord de 2025.", "replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0"}

    refused = desk.post(at("remark", "change", remark.pk), data)

    assert "Ce tableau est arrêté" in told(refused)
    assert read(refused).one("textarea", name="answer").text == "Voir l’accord de 2025."
    assert not Reply.objects.exists()


def test_a_remark_is_answered_and_answered_again(desk, held):
    held.gives("FO", "reserve", remarks={"": "Et les effectifs ?"})
    remark = Remark.objects.get()
    rows = {"replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0"}
    assert "result_list" in desk.get(at("remark", "changelist"), {"reponse": "non"}).content.decode()

    for text in ("Voir ailleurs.", "Voir l’accord de 2025."):
        assert desk.post(at("remark", "change", remark.pk), {"answer": text, **rows}).status_code == 302

    assert list(Reply.objects.order_by("pk").values_list("text", flat=True)) == [
        "Voir ailleurs.",
        "Voir l’accord de 2025.",
    ]
    assert "result_list" not in desk.get(at("remark", "changelist"), {"reponse": "non"}).content.decode()
    assert "Voir ailleurs." in desk.get(at("remark", "change", remark.pk)).content.decode()


def test_who_only_reads_is_shown_rows_and_no_field_of_an_act(held):
    held.gives("FO", "reserve", remarks={"": "Et les effectifs ?"})
    asked = actions.file_request(mandate=held.mandates["FO"].pk, job=the_job(key="secretaire").pk, reason="Loi.")
    reader = person("lectrice")
    reader.user_permissions.set(Permission.objects.filter(content_type__app_label="jobs", codename__startswith="view_"))
    browser = signed_in(reader)
    rows = {
        "mandate": (held.mandates["FO"], ["Ending"]),
        "mandatelink": (held.link("FO"), ["Revoking"]),
        "remark": (Remark.objects.get(), ["Answer"]),
        "revisionrequest": (asked, ["Why", "Outcome"]),
        "campaign": (held.campaign, ["Reopening"]),
        "entry": (held.entry, ["Why", "On"]),
    }

    for model, (row, english) in rows.items():
        page = read(browser.get(at(model, "change", row.pk)))
        labels = {node.text.removesuffix(":").strip() for node in page.one(id="content").all("label")}
        assert labels
        assert not labels & set(english)
        assert not page.one(id="content").all("textarea")


def test_a_request_is_answered_once(desk, held):
    request = actions.file_request(mandate=held.mandates["FO"].pk, job=the_job(key="secretaire").pk, reason="Loi.")
    page = at("revisionrequest", "change", request.pk)
    rows = {"answer-TOTAL_FORMS": "0", "answer-INITIAL_FORMS": "0"}
    assert "raison" in told(desk.post(page, {"outcome": "refusee", "why": "", **rows}))
    assert not RequestAnswer.objects.exists()

    assert desk.post(page, {"outcome": "acceptee", "why": "", **rows}).status_code == 302

    assert Entry.objects.get(job__key="secretaire").requested_by == held.organisations["FO"]
    assert desk.post(page, {"outcome": "refusee", "why": "Non.", **rows}).status_code == 403
    assert "acceptée" in desk.get(page).content.decode()


def test_the_campaign_says_whether_the_public_reads_the_drafts(desk, held, client):
    page = f"/revision/{held.campaign.year}/{KEY}/"
    before = client.get(page).content.decode()
    assert "n’est pas publié" in before
    assert "rassurer" not in before
    rows = {f"{name}-{what}_FORMS": "0" for name in ("entries", "editions") for what in ("TOTAL", "INITIAL")}
    orgs = [row.pk for row in held.organisations.values()]

    desk.post(at("campaign", "change", held.campaign.pk), {"organisations": orgs, "publishes_drafts": "on", **rows})

    assert Campaign.objects.get().publishes_drafts
    assert "rassurer" in client.get(page).content.decode()


def test_a_member_gives_the_opinion_of_their_organisation_and_asks_for_a_revision(member, held):
    browser = signed_in(member)
    assert f'href="{ASKED}"' in browser.get(reverse("admin:index")).content.decode()
    page = read(browser.get(ASKED))
    form = page.links()["Aide-soignant"]

    answer = browser.post(form, {"lu": held.read, "position": "abstention", "remarque": "Sans mandat sur ce point."})

    assert answer.status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.organisation.name, opinion.given_by, opinion.position) == ("CFDT", member, "abstention")
    assert "Votre avis est enregistré." in notices(read(browser.get(form + "?enregistre=1")))[0]
    data = {"campagne": held.campaign.pk, "emploi": the_job(key="secretaire").pk, "raison": "Le télétravail."}
    assert browser.post(ASKED, data).status_code == 302
    assert RevisionRequest.objects.get().filed_by == member
    assert NEW.split(", ")[0] in browser.get(form).content.decode()


def test_the_preview_leads_a_member_back_to_what_they_are_asked(member, held):
    sheet = Sheet.objects.get(job=held.entry.job, state=SheetState.DRAFT)

    (notice, *_) = read(signed_in(member).get(at("sheet", "preview", sheet.pk))).all("div", "notice")

    assert notice.links() == {"Les avis demandés": ASKED}


def test_what_a_member_wrote_is_given_back_when_the_draft_is_taken_up_again(member, held):
    browser, page = signed_in(member), at("entry", "opinion", held.entry.pk)
    data = {"lu": held.read, "position": "reserve", "remarque": "En tout.", f"remarque-{held.anchor}": "Ici."}
    resume(Sheet.objects.get(job=held.entry.job, state=SheetState.DRAFT), by=held.by)

    answer = browser.post(page, data)

    assert answer.status_code == 409
    assert "Sa rédaction a été reprise pendant que vous écriviez" in read(answer).text
    assert [box.text for box in read(answer).all("textarea")] == ["réservé", "En tout.", "Ici."]
    assert read(answer).links()["Les avis demandés"] == ASKED
    assert browser.get(page).status_code == 404
    assert "Revenez à votre lien" not in browser.get(page).content.decode()
    assert not Opinion.objects.exists()


def test_a_member_of_a_closed_campaign_is_told_so_and_given_the_text_back(member, held):
    browser, page = signed_in(member), at("entry", "opinion", held.entry.pk)
    Campaign.objects.update(closed_at=timezone.now())

    answer = browser.post(page, {"lu": held.read, "position": "", "remarque": "En tout."})
    asked = browser.post(ASKED, {"campagne": held.campaign.pk, "emploi": "1", "raison": "Le télétravail."})

    for given, text in ((answer, "En tout."), (asked, "Le télétravail.")):
        assert given.status_code == 410
        assert "La campagne est close." in read(given).text
        assert [box.text for box in read(given).all("textarea")] == [text]
    assert browser.get(page).status_code == 410


def test_who_has_no_mandate_reads_no_proposal(held, admin_client):
    other = signed_in(person("autre", "Membre de commission"))

    assert "Aucun mandat ne court" in other.get(ASKED).content.decode()
    assert other.get(at("entry", "opinion", held.entry.pk)).status_code == 403
    assert admin_client.get(at("entry", "opinion", held.entry.pk)).status_code == 403
    assert signed_in(person("rédacteur", "Rédacteur")).get(ASKED).status_code == 403
