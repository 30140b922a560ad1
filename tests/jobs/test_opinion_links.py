"""A personal link opens the form of one organisation, and nothing else; its secret is written nowhere."""

import logging
import re
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.utils import timezone

from config.logs import WithoutQuery
from jobs.actions import freezing, mandates, resume
from jobs.enums import SheetState
from jobs.mandate_links import key_of, new_key, token_of
from jobs.models import MandateLink, Opinion, Remark, RevisionRequest, Sheet, Trace
from jobs.queries.revision import table_to_freeze
from tests.jobs.opinions import KEY, NEW, committee
from tests.jobs.versions import the_job
from tests.pages import notices, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(admin_user):
    return committee(admin_user)


@pytest.fixture
def link(held):
    return held.link("FO")


def today():
    return timezone.localdate()


def gives(client, held, link, **data):
    """The form of the proposal, sent."""
    return client.post(held.address(link, KEY), {"lu": held.read, "position": "favorable"} | data)


def test_a_key_is_drawn_and_only_our_signature_opens_it():
    key = new_key()

    assert key_of(token_of(key)) == key
    assert len({new_key() for _ in range(100)}) == 100
    assert len(key) >= 32
    for token in (key, f"{key}.", token_of(key)[:-1], token_of(key)[1:], Signer(sep=".").sign(key), ""):
        assert key_of(token) is None


def test_the_link_lists_what_is_asked_and_leads_to_the_proposal(client, held, link):
    page = read(client.get(held.address(link)))

    assert page.one("h1").text == "Les avis demandés"
    assert page.links()["Aide-soignant"] == f"{KEY}/"
    assert "1 ligne reformulée." in page.one("ul", "entries").text
    form = read(client.get(held.address(link, KEY)))
    assert form.one("h1").text == "Aide-soignant : votre avis"
    assert f"remarque-{held.anchor}" in {box.attrs.get("name") for box in form.all("textarea")}


def test_an_opinion_given_by_the_link_is_kept_and_told(client, held, link):
    answer = gives(client, held, link, **{"position": "reserve", f"remarque-{held.anchor}": "Est-ce une activité ?"})

    assert (answer.status_code, answer["Location"]) == (302, "?enregistre=1")
    opinion = Opinion.objects.get()
    assert (opinion.position, opinion.organisation.name, opinion.given_by) == ("reserve", "FO", None)
    assert Remark.objects.get().quote == NEW
    page = read(client.get(held.address(link, KEY) + "?enregistre=1"))
    assert notices(page)[0].startswith("Votre avis est enregistré.")
    assert "Est-ce une activité ?" in page.text
    (choice,) = [box for box in page.all("input", type="radio") if "checked" in box.attrs]
    assert choice.attrs["value"] == "reserve"


def test_what_was_typed_is_given_back_when_the_proposal_changed_meanwhile(client, held, link):
    read_then, anchor = held.read, held.anchor
    held.rewrites(NEW, "Tout autre chose")

    answer = gives(client, held, link, **{"lu": read_then, "remarque": "En tout.", f"remarque-{anchor}": "Ici."})

    page = read(answer)
    assert not Opinion.objects.exists()
    assert "La proposition a changé depuis que vous l’avez lue" in notices(page)[0]
    kept = {box.attrs.get("name") or box.attrs["id"]: box.text for box in page.all("textarea")}
    assert kept["remarque"] == "En tout."
    assert "Ici." in kept.values()
    assert page.one("input", name="lu").attrs["value"] == held.read


def test_what_was_written_is_given_back_when_nothing_takes_it_any_more(client, held, link):
    data = {"remarque": "En <tout>.", f"remarque-{held.anchor}": "Ici.", "remarque-e-ffffffffff": "Là."}
    resume(Sheet.objects.get(job=held.entry.job, state=SheetState.DRAFT), by=held.by)
    taken_up = gives(client, held, link, **data)
    mandates.revoke_link(link, reason="Perdu.", by=held.by)
    revoked_since = gives(client, held, link, **data)

    for answer, status in ((taken_up, 409), (revoked_since, 410)):
        assert answer.status_code == status
        assert [box.text for box in read(answer).all("textarea")] == ["favorable", "En <tout>.", "Ici.", "Là."]
        assert NEW not in read(answer).text
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"position": ""}, "Choisissez l’avis de votre organisation."),
        ({"position": "oui"}, "Choisissez l’un des quatre avis."),
        ({"remarque": "x" * 5001}, "5000"),
        ({"remarque-e-ffffffffff": "Où ?"}, "n’est plus dans la proposition"),
        ({"lu": ""}, "obligatoire"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why_and_writes_nothing(client, held, link, data, sentence):
    page = read(gives(client, held, link, **data))

    assert sentence in notices(page)[0]
    assert not Opinion.objects.exists()


def test_a_request_is_filed_by_the_link(client, held, link):
    data = {"emploi": the_job(key="secretaire").pk, "raison": "Le télétravail.", "campagne": held.campaign.pk}

    answer = client.post(held.address(link), data)

    assert answer.status_code == 302
    assert RevisionRequest.objects.get().mandate == held.mandates["FO"]
    page = read(client.get(held.address(link) + "?enregistre=1"))
    assert "Le télétravail." in page.text
    again = read(client.post(held.address(link), data))
    assert "a déjà demandé" in notices(again)[0]
    entered = read(client.post(held.address(link), data | {"emploi": the_job(key=KEY).pk}))
    assert "déjà au tableau" in notices(entered)[0]


# What a link does not open


def ended(held, link):
    mandates.end_mandate(held.mandates["FO"], reason="Fin.", by=held.by)


def revoked(held, link):
    mandates.revoke_link(link, reason="Perdu.", by=held.by)


def expired(held, link):
    MandateLink.objects.update(expires_on=today() - timedelta(days=1))


def past(held, link):
    held.mandates["FO"].starts_on = today() - timedelta(days=9)
    held.mandates["FO"].ends_on = today() - timedelta(days=1)
    held.mandates["FO"].save()


def early(held, link):
    held.mandates["FO"].starts_on = today() + timedelta(days=1)
    held.mandates["FO"].save()


def closed(held, link):
    table = lambda: table_to_freeze(year=held.campaign.year, day=today())  # noqa: E731
    freezing.freeze(held.campaign, table=table, by=held.by)


@pytest.mark.parametrize(
    ("become", "status", "title"),
    [
        (ended, 410, "Ce mandat est terminé."),
        (past, 410, "Ce mandat est terminé."),
        (revoked, 410, "Ce lien a été révoqué."),
        (expired, 410, "Ce lien n’est plus valable."),
        (closed, 410, "La campagne est close."),
        (early, 403, "Ce mandat n’a pas commencé."),
    ],
)
def test_a_link_that_opens_nothing_says_what_to_do(client, held, link, become, status, title):
    words = held.read
    become(held, link)

    for answer in (
        client.get(held.address(link)), client.get(held.address(link, KEY)), client.post(held.address(link), {}),
        client.post(held.address(link, KEY), {"lu": words, "position": "favorable"}),
    ):  # fmt: skip
        assert answer.status_code == status
        assert read(answer).one("h1").text == title
        assert f"/revision/{held.campaign.year}/" in answer.content.decode()
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("token", ["x", "a.b", "é", "%00", "..", token_of("une-autre-cle")])
def test_an_address_made_up_opens_nothing(client, held, token):
    answer = client.get(f"/avis/{token}/")

    assert answer.status_code in {403, 404}
    assert "avis demandés" not in answer.content.decode()


def test_a_link_opens_what_is_out_for_opinion_in_its_campaign_alone(client, held, link):
    for key in ("brancardier", "documentaliste", "nulle-part"):
        assert client.get(held.address(link, key)).status_code == 404


# What is kept secret


def test_the_answers_are_kept_nowhere_and_the_secret_is_in_none(client, held, link):
    for address in (held.address(link), held.address(link, KEY), held.address(link, "brancardier"), "/avis/x/"):
        answer = client.get(address)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert link.key not in answer.content.decode()
        assert answer.cookies == {}


def test_a_form_sent_from_elsewhere_needs_the_secret_and_no_cookie(held, link):
    from django.test import Client  # noqa: PLC0415  one that looks for the proof of origin

    strict = Client(enforce_csrf_checks=True)
    answer = gives(strict, held, link)

    assert answer.status_code == 302
    assert strict.cookies == {}


def test_no_log_and_no_trace_holds_the_secret(client, held, link, caplog):
    caplog.handler.addFilter(WithoutQuery())
    with caplog.at_level(logging.DEBUG):
        client.get(held.address(link, "brancardier"))
        mandates.revoke_link(link, reason="Perdu.", by=held.by)
        client.get(held.address(link))

    assert re.search("Gone: /avis/", caplog.text)
    assert link.key not in caplog.text
    assert not [trace for trace in Trace.objects.all() if link.key in f"{trace.after}{trace.before}{trace.name}"]


def test_a_link_is_for_who_has_no_account_and_lasts_a_year_at_most(held, admin_user):
    for days in (0, 400):
        with pytest.raises(mandates.BadExpiry):
            held.link("FO", days=days)
    held.mandates["FO"].user = admin_user
    held.mandates["FO"].save()
    with pytest.raises(mandates.HasAccount):
        held.link("FO")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_was_said(client, held, link, django_assert_num_queries, count):
    # link; jobs; entries, drafts, texts, words, opinions, remarks, answers; requests
    for number in range(count):
        held.gives("FO", "reserve", remarks={"": f"Remarque {number}"})
    with django_assert_num_queries(10):
        client.get(held.address(link))
