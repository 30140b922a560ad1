"""Organisations give their opinion of a proposal: on its words, the last one stands, and nothing is ever lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.actions import adopt, freezing, revision, withdraw
from jobs.actions import mandates as mandate_actions
from jobs.actions import opinions as actions
from jobs.actions.revision import CampaignClosed, SpokenOf
from jobs.models import Entry, Frozen, Opinion, Remark, Reply, RequestAnswer, RevisionRequest, Sheet, Trace
from jobs.opinions import SILENCE, Given, Organised, Wording, counts, is_stale, standing
from jobs.queries import revision as queries
from tests.jobs.opinions import KEY, NEW, OLD, committee
from tests.jobs.versions import amendment, the_job

pytestmark = pytest.mark.django_db

FO, CFDT, UNICANCER = Organised("FO", "salaries"), Organised("CFDT", "salaries"), Organised("Unicancer", "employeurs")
READ, OTHER = Wording("a", "b"), Wording("c", "b")


def today():
    return timezone.localdate()


@pytest.fixture
def held(admin_user):
    return committee(admin_user)


def row():
    """The proposal in the published table."""
    table = queries.published_table(year=today().year, day=today())[0]
    return next(row["inscription"] for row in table["lignes"] if row["cle"] == KEY)


def opinions():
    return {given["organisation"]: (given["position"], given["perime"]) for given in row()["avis"]}


def frozen(held, reason=""):
    table = lambda: queries.table_to_freeze(year=held.campaign.year, day=today())  # noqa: E731
    return freezing.freeze(held.campaign, table=table, by=held.by, reason=reason)


# The rules


def test_the_last_opinion_stands_and_silence_is_told_by_college_then_name():
    day = today()
    given = [(FO, Given("favorable", OTHER, day)), (UNICANCER, Given("abstention", READ, day)),
             (FO, Given("reserve", READ, day))]  # fmt: skip

    found = standing([FO, CFDT, UNICANCER], given, draft=READ)

    assert [(one.organisation, one.position, one.stale) for one in found] == [
        (UNICANCER, "abstention", False), (CFDT, SILENCE, False), (FO, "reserve", False),
    ]  # fmt: skip
    assert found[2].earlier == (("favorable", day),)
    assert counts(found) == {"favorable": 0, "reserve": 1, "defavorable": 0, "abstention": 1, SILENCE: 1}


def test_an_organisation_that_left_keeps_what_it_said():
    found = standing([], [(FO, Given("defavorable", READ, today()))], draft=READ)

    assert [one.position for one in found] == ["defavorable"]


@pytest.mark.parametrize(
    ("draft", "adopted", "stale"),
    [
        (READ, "", False),
        (OTHER, "", True),
        (Wording("a", "put right since"), "", True),
        (None, "", True),
        (None, "a", False),
        (None, "c", True),
    ],
)
def test_an_opinion_is_stale_when_it_bears_on_other_words(draft, adopted, stale):
    assert is_stale(READ, draft=draft, adopted=adopted) is stale


# What is given


def test_an_opinion_and_its_remarks_are_in_the_table_and_traced(held):
    opinion = held.gives("FO", "reserve", remarks={"": "Et les effectifs ?", held.anchor: "Est-ce une activité ?"})

    assert opinions() == {"Unicancer": (None, False), "CFDT": (None, False), "FO": ("reserve", False)}
    assert [(one.anchor, one.quote) for one in opinion.remarks.order_by("pk")] == [("", ""), (held.anchor, NEW)]
    trace = Trace.objects.of(opinion).get()
    assert (trace.by, trace.holder) == (None, f"Porteur de FO, FO, {held.campaign.year}")
    assert trace.after["remarques"][1] == {"ligne": NEW, "texte": "Est-ce une activité ?"}
    assert row()["avis_par_college"][1] == {
        "college": "salaries", "favorable": 0, "reserve": 1, "defavorable": 0, "abstention": 0, "sans_avis": 1,
        "perimes": 0, "sorties": 0,
    }  # fmt: skip


def test_a_second_opinion_takes_the_place_of_the_first_which_stays(held):
    held.gives("FO", "defavorable")
    held.gives("FO", "favorable", by=held.by)

    (given,) = [one for one in row()["avis"] if one["organisation"] == "FO"]
    assert (given["position"], [was["position"] for was in given["avant"]]) == ("favorable", ["defavorable"])
    assert list(Opinion.objects.values_list("number", "position")) == [(1, "defavorable"), (2, "favorable")]


def test_the_same_opinion_sent_twice_is_one(held):
    held.gives("FO", "reserve", remarks={"": "Une fois."})

    with pytest.raises(actions.AlreadyGiven):
        held.gives("FO", "reserve", remarks={"": " Une fois. "})
    held.gives("FO", "reserve", remarks={"": "Autre chose."})

    assert Opinion.objects.count() == 2
    assert list(Remark.objects.order_by("pk").values_list("text", flat=True)) == ["Une fois.", "Autre chose."]


def test_an_opinion_is_stale_as_soon_as_the_proposal_changes(held):
    read = held.read
    held.gives("FO", "favorable")

    held.rewrites(NEW, "Accueillir le patient")

    assert opinions()["FO"] == ("favorable", True)
    with pytest.raises(actions.WordingChanged):
        held.gives("FO", "favorable", read=read)
    held.gives("FO", "reserve")
    assert opinions()["FO"] == ("reserve", False)


def test_an_opinion_is_stale_when_the_version_it_was_compared_with_is_put_right(held):
    held.gives("FO", "favorable")
    read = held.read

    Sheet.objects.rectifying().filter(pk=held.draft.based_on_id).update(content_hash="autre")

    assert opinions()["FO"] == ("favorable", True)
    with pytest.raises(actions.WordingChanged):
        held.gives("FO", "favorable", read=read)


def test_an_opinion_on_the_words_adopted_stands_and_its_remarks_are_published(held, admin_user):
    held.gives("FO", "reserve", remarks={"": "Et les effectifs ?"})
    assert (row()["remarques_recues"], row()["remarques"]) == (1, [])
    actions.reply(Remark.objects.get(), text="Voir la négociation annuelle.", by=admin_user)

    adopt(held.draft, document=amendment(admin_user, signed=today()), revision=held.draft.revision, by=admin_user)

    assert opinions()["FO"] == ("reserve", False)
    (remark,) = row()["remarques"]
    assert (remark["texte"], remark["reponse"]["texte"]) == ("Et les effectifs ?", "Voir la négociation annuelle.")


@pytest.mark.parametrize("publishes", [False, True])
def test_a_remark_quotes_a_line_of_a_draft_only_when_drafts_are_published(held, admin_user, publishes):
    kept = next(
        item for section in held.draft.sections.all() for item in section.items.all() if item.text != NEW
    )  # a line that the version in force has too
    held.gives("FO", "reserve", remarks={held.anchor: "Ici.", kept.lineage: "Là."})
    organisations = held.campaign.organisations.all()
    revision.prepare_campaign(
        held.campaign, meeting_on=None, organisations=organisations, publishes_drafts=publishes, by=admin_user
    )
    frozen(held)

    quoted = {one["texte"]: one["ligne"] for one in row()["remarques"]}

    assert quoted == {"Ici.": NEW if publishes else None, "Là.": kept.text}


def test_an_opinion_on_a_proposal_withdrawn_stays_and_is_stale(held, admin_user):
    held.gives("FO", "defavorable")

    withdraw(held.draft, reason="Retirée.", revision=held.draft.revision, by=admin_user)

    assert opinions() == {"Unicancer": (None, False), "CFDT": (None, False), "FO": ("defavorable", True)}
    with pytest.raises(SpokenOf, match="se reporte"):
        revision.strike(held.entry, reason="Finalement non.", by=admin_user)


def test_nobody_is_silent_about_what_was_not_submitted(held):
    table = queries.published_table(year=today().year, day=today())[0]
    other = next(row["inscription"] for row in table["lignes"] if row["cle"] == "brancardier")

    assert (other["avis"], other["avis_par_college"], other["proposition"]) == ([], [], None)
    assert row()["proposition"] == {"version": 2}


@pytest.mark.parametrize("position", ["", "pour", "favorable "])
def test_a_position_that_does_not_exist_is_not_written(held, position):
    with pytest.raises(ValueError, match="Position"):
        held.gives("FO", position)
    assert not Opinion.objects.exists()


def test_a_remark_on_a_line_that_is_in_neither_version_is_refused(held):
    with pytest.raises(actions.UnknownLine):
        held.gives("FO", "favorable", remarks={"e-000000": "Où ?"})
    assert not Opinion.objects.exists()


def test_what_is_not_out_for_opinion_takes_none(held, admin_user):
    read = held.read
    revision.decide(held.entry, outcome="examinee", reason="Relue.", on=today(), by=admin_user)
    with pytest.raises(actions.NotProposed):
        held.gives("FO", "favorable", read=read)

    with pytest.raises(actions.NotProposed):
        actions.give_opinion(
            mandate=held.mandates["FO"].pk, job="brancardier", position="favorable", read=read, remarks={}
        )


def test_a_closed_campaign_takes_no_opinion_no_answer_and_no_request(held, admin_user):
    held.gives("FO", "reserve", remarks={"": "Et les effectifs ?"})
    frozen(held)

    for deed in (
        lambda: held.gives("FO", "favorable"),
        lambda: actions.reply(Remark.objects.get(), text="Trop tard.", by=admin_user),
        lambda: actions.file_request(mandate=held.mandates["FO"].pk, job=the_job(key="secretaire").pk, reason="x"),
    ):
        with pytest.raises(CampaignClosed):
            deed()


@pytest.mark.parametrize("days", [(1, None), (-9, -1)])
def test_a_mandate_is_held_between_its_days(held, days):
    starts, ends = (today() + timedelta(day) if day else None for day in days)
    held.mandates["FO"].starts_on, held.mandates["FO"].ends_on = starts, ends
    held.mandates["FO"].save()

    with pytest.raises(actions.NoMandate):
        held.gives("FO", "favorable")


def test_a_mandate_that_was_ended_gives_nothing_more_and_what_it_gave_stays(held, admin_user):
    held.gives("FO", "favorable")
    with pytest.raises(mandate_actions.ReasonNeeded):
        mandate_actions.end_mandate(held.mandates["FO"], reason=" ", by=admin_user)

    mandate_actions.end_mandate(held.mandates["FO"], reason="Remplacée.", by=admin_user)

    with pytest.raises(actions.NoMandate):
        held.gives("FO", "reserve")
    with pytest.raises(mandate_actions.MandateEnded):
        held.link("FO")
    assert opinions()["FO"] == ("favorable", False)


def test_a_mandate_is_for_an_organisation_that_takes_part_and_an_account_holds_one(held, admin_user):
    given = {"campaign": held.campaign, "holder": "X", "starts_on": today(), "user": admin_user, "by": admin_user}
    revision.prepare_campaign(held.campaign, meeting_on=None, organisations=[held.organisations["FO"]], by=admin_user)

    with pytest.raises(mandate_actions.NotTakingPart):
        mandate_actions.give_mandate(organisation=held.organisations["CFDT"], **given)
    mandate_actions.give_mandate(organisation=held.organisations["FO"], **given)
    with pytest.raises(mandate_actions.AlreadyMandated):
        mandate_actions.give_mandate(organisation=held.organisations["FO"], **given)


# What is asked for


def asks(held, key="secretaire", reason="Le télétravail n’y est pas."):
    return actions.file_request(mandate=held.mandates["FO"].pk, job=the_job(key=key).pk, reason=reason)


def requests():
    table = queries.published_table(year=today().year, day=today())[0]
    return [(one["cle"], one["organisation"], one["suite"], one["raison"], one["reponse"]) for one in table["demandes"]]


def test_a_request_that_is_accepted_enters_the_table_with_who_asked(held, admin_user):
    request = asks(held)
    assert requests() == [("secretaire", "FO", "en_attente", None, "")]

    actions.answer_request(request, outcome="acceptee", reason="", by=admin_user)

    entry = Entry.objects.get(job__key="secretaire")
    assert (entry.reason, entry.requested_by.name, entry.note) == ("demande", "FO", "Le télétravail n’y est pas.")
    assert requests() == [("secretaire", "FO", "acceptee", "Le télétravail n’y est pas.", "")]
    assert set(Trace.objects.of(request).values_list("deed", flat=True)) == {"revision_demandee", "demande_repondue"}
    with pytest.raises(actions.AlreadyAnswered):
        actions.answer_request(request, outcome="refusee", reason="Non.", by=admin_user)


def test_a_request_is_declined_for_a_reason_that_is_published(held, admin_user):
    request = asks(held)
    with pytest.raises(mandate_actions.ReasonNeeded):
        actions.answer_request(request, outcome="refusee", reason=" ", by=admin_user)

    actions.answer_request(request, outcome="refusee", reason="L’an prochain.", by=admin_user)

    assert not Entry.objects.filter(job__key="secretaire").exists()
    assert requests()[0][2:] == ("refusee", "Le télétravail n’y est pas.", "L’an prochain.")


def test_what_cannot_be_asked_for_is_refused_by_its_name(held):
    asks(held)

    for key, refusal in (("secretaire", actions.AlreadyAsked), (KEY, revision.AlreadyEntered)):
        with pytest.raises(refusal):
            asks(held, key)
    with pytest.raises(revision.NotBound):
        actions.file_request(mandate=held.mandates["FO"].pk, job=the_job("ucanss", "060101").pk, reason="x")
    with pytest.raises(mandate_actions.ReasonNeeded):
        asks(held, "dieteticien", reason=" ")


# What is kept


def test_an_edition_carries_opinions_remarks_and_requests_and_stays_as_it_was(held, admin_user):
    held.gives("FO", "reserve", remarks={held.anchor: "Est-ce une activité ?"})
    held.gives("Unicancer", "favorable")
    asks(held)

    edition = frozen(held)

    assert freezing.hash_of(edition.content) == edition.sha256
    before = row()
    assert {one["organisation"]: one["position"] for one in before["avis"]} == {
        "Unicancer": "favorable", "CFDT": None, "FO": "reserve",
    }  # fmt: skip
    assert [(one["ancre"], one["ligne"]) for one in before["remarques"]] == [(held.anchor, None)]
    assert NEW not in edition.content
    assert requests() == [("secretaire", "FO", "en_attente", "Le télétravail n’y est pas.", "")]
    assert "Porteur de" not in edition.content
    freezing.reopen(held.campaign, reason="Oubli.", by=admin_user)
    held.gives("FO", "favorable")
    second = frozen(held, "Oubli.")
    assert second.sha256 != edition.sha256
    old = queries.published_table(year=held.campaign.year, day=today(), edition=1)[0]
    assert next(line["inscription"] for line in old["lignes"] if line["cle"] == KEY) == before


def test_a_table_frozen_before_opinions_were_given_here_still_prints(held, client):
    edition = frozen(held)
    lacking = ("avis", "avis_par_college", "remarques_recues", "remarques", "proposition")
    table = queries.published_table(year=held.campaign.year, day=today())[0] | {"edition": None}
    for name in ("demandes", "projets_publies"):
        del table[name]
    for line in table["lignes"]:
        if line["inscription"]:
            for name in lacking:
                del line["inscription"][name]
    content = freezing.canonical(table)
    type(edition).objects.create(
        campaign=held.campaign, number=2, frozen_at=edition.frozen_at, frozen_by=held.by, content=content, sha256="x"
    )

    for address in (f"/revision/{today().year}/?edition=2", f"/revision/{today().year}/{KEY}/?edition=2"):
        assert client.get(address).status_code == 200
    assert client.get(f"/api/v1/revision/{today().year}?edition=2").status_code == 200


def test_what_was_said_is_neither_rewritten_nor_removed(held, admin_user):
    opinion = held.gives("FO", "reserve", remarks={"": "Et les effectifs ?"})
    answer = actions.reply(Remark.objects.get(), text="Voir ailleurs.", by=admin_user)
    request = asks(held)
    said = actions.answer_request(request, outcome="refusee", reason="Non.", by=admin_user)

    for kept in (opinion, Remark.objects.get(), answer, request, said):
        for deed in (kept.save, kept.delete):
            with pytest.raises(Frozen):
                deed()
    for model in (Opinion, Remark, Reply, RevisionRequest, RequestAnswer):
        for verb in (model.objects.all().delete, lambda model=model: model.objects.update(pk=9)):
            with pytest.raises(Frozen):
                verb()


def test_the_table_costs_as_much_with_one_opinion_as_with_three(held, admin_user, django_assert_num_queries):
    # the 13 of a table, submitted, opinions' remarks, their answers
    for name, position in (("FO", "reserve"), ("Unicancer", "favorable"), ("FO", "favorable")):
        held.gives(name, position, remarks={"": f"{name} {position}"})
        with django_assert_num_queries(16):
            queries.published_table(year=today().year, day=today())


def test_opinions_are_on_what_was_read_word_for_word(held):
    assert Opinion.objects.count() == 0
    held.gives("FO", "favorable")
    opinion = Opinion.objects.get()
    assert (opinion.wording_hash, opinion.base_hash) == (held.draft.content_hash, held.draft.based_on.content_hash)
    assert OLD in [item.text for section in held.draft.based_on.sections.all() for item in section.items.all()]
