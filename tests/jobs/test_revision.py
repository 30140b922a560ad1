"""The yearly table as HR keeps it: opened, entered, decided, frozen; what its sheets do is read from them."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from jobs.actions import Refused, freezing, record_date, start_revision, submit
from jobs.actions import revision as actions
from jobs.actions.drafts import save_draft
from jobs.models import Campaign, Edition, Entry, Frozen, Organisation, Trace, Transmission
from jobs.printing.revision import revision_table
from jobs.queries import job_sheet
from jobs.queries import revision as queries
from jobs.revision_plan import five_years_after
from tests.jobs.versions import amendment, edited, fields_of, next_version, the_job
from tests.pages import read
from texts.models import Document, TextDate

pytestmark = pytest.mark.django_db

OLD, NEW = "Accueillir et installer le patient", "Accueillir, installer et rassurer le patient"
YEAR = date.today().year  # noqa: DTZ011
PATH = {"secretaire", "assistant-medical", "assistant-medical-specialise"}


def today():
    return timezone.localdate()


def table(year=YEAR):
    return queries.published_table(year=year, day=today())[0]


def row(key="aide-soignant", year=YEAR):
    return next(row for row in table(year)["lignes"] if row["cle"] == key)


def term(framework, key):
    return queries.revision_term(sheet=job_sheet(framework=framework, key=key, day=today()))


def state(key="aide-soignant"):
    return row(key)["inscription"]["etat"]


@pytest.fixture
def union(db):
    return Organisation.objects.create(name="FO", college="salaries")


@pytest.fixture
def campaign(admin_user, union):
    return actions.open_campaign(year=YEAR, jobs=[the_job()], organisations=[union], by=admin_user)


@pytest.fixture
def entry(campaign):
    return campaign.entries.get()


def freeze(campaign, by, reason=""):
    table = lambda: queries.table_to_freeze(year=campaign.year, day=today())  # noqa: E731
    return freezing.freeze(campaign, table=table, by=by, reason=reason)


def test_the_sheets_of_the_two_texts_and_their_terms():
    found = queries.revision_table(year=2026, day=date(2026, 11, 22))

    assert len(found.sheets) == 38
    young = [sheet.line.key for sheet in found.sheets if sheet.term.due_on != date(2026, 4, 1)]
    assert young == ["assistant-medical-specialise"]
    assert {sheet.term.due_on for sheet in found.sheets} == {date(2026, 4, 1), date(2028, 1, 31)}
    assert (found.progress.aim, found.progress.revised, found.progress.within) == (8, 0, 1)
    assert found.plan.met_by == 2030


def test_the_sheets_that_a_text_establishes_are_told_apart_from_those_revised():
    found = queries.revision_table(year=2026, day=date(2026, 11, 22)).progress.years

    assert [(row.year, row.revised, row.established) for row in found] == [
        (2021, 0, 37), (2022, 0, 0), (2023, 0, 1), (2024, 0, 0), (2025, 0, 0), (2026, 0, 0),
    ]  # fmt: skip
    assert [row.year for row in found if not row.begun] == [2021]


def test_jobs_of_the_same_path_are_planned_the_same_year():
    found = queries.revision_table(year=2026, day=date(2026, 11, 22)).plan

    assert {found.year_of(key) for key in PATH} == {2027}
    assert found.years[0].jobs[:3] == ("agent-de-service", "employe-administratif", "employe-administratif-qualifie")


def test_before_the_second_text_there_are_thirty_seven_sheets_within_their_term():
    found = queries.revision_table(year=2022, day=date(2022, 6, 1))

    assert len(found.sheets) == found.progress.within == 37
    assert found.plan.met_by is None


def test_the_date_of_effect_moves_the_term_of_every_sheet_of_its_text(admin_user):
    text = Document.objects.get(slug="clcc-avenant-2021-01")

    record_date(TextDate(document=text, kind="effet", value=date(2021, 7, 1)), by=admin_user)

    found = row()
    assert (found["fondement"], found["depuis"], found["terme"]) == ("effet", "2021-07-01", "2026-07-01")
    assert term("clcc", "aide-soignant").due_on == date(2026, 7, 1)


def test_only_the_sheets_of_the_cancer_centres_have_a_term():
    assert term("ucanss", "060101") is None
    assert term("clcc", "documentaliste") is None  # deleted, and without a sheet


def test_a_sheet_says_its_own_term(client):
    found = read(client.get("/emplois/clcc/assistant-medical-specialise/")).one(
        "section", **{"aria-labelledby": "revision-h"}
    )

    assert found.text.startswith("Révision de cette fiche Terme de cinq ans : 31 janvier 2028")
    assert list(found.links().values()) == ["/revision/"]
    assert 'id="revision-h"' not in client.get("/emplois/ucanss/060101/").content.decode()


def test_a_campaign_opens_with_its_rows_and_is_traced(campaign, admin_user, union):
    found = table()

    assert found["etat"] == "ouverte"
    assert found["organisations"] == [{"nom": "FO", "college": "salaries"}]
    assert row()["inscription"]["motif"] == "terme"
    assert row()["annee_prevue"] == YEAR
    assert Trace.objects.of(campaign).get().after["emplois"] == ["aide-soignant"]


def test_a_year_has_one_campaign(campaign, admin_user):
    with pytest.raises(actions.AlreadyCampaigned, match=str(YEAR)):
        actions.open_campaign(year=YEAR, jobs=[], by=admin_user)


@pytest.mark.parametrize("job", [("ucanss", "060101"), ("clcc", "documentaliste")])
def test_a_job_whose_sheet_is_not_concerned_is_refused(campaign, admin_user, job):
    with pytest.raises(actions.NotBound):
        actions.enter(campaign, the_job(*job), reason="terme", by=admin_user)


def test_a_request_says_who_asks_and_nothing_else_does(campaign, admin_user, union):
    job = the_job(key="secretaire")

    entry = actions.enter(campaign, job, reason="demande", requested_by=union, note="Télétravail", by=admin_user)

    assert row("secretaire")["inscription"]["demandeur"] == "FO"
    for reason, who in (("demande", None), ("loi", union)):
        with pytest.raises(actions.NobodyAsked):
            actions.enter(campaign, the_job(key="brancardier"), reason=reason, requested_by=who, by=admin_user)
    with pytest.raises(actions.AlreadyEntered):
        actions.enter(campaign, job, reason="loi", by=admin_user)
    actions.strike(entry, reason="Retirée en séance.", by=admin_user)
    assert row("secretaire")["inscription"] is None
    assert Trace.objects.filter(deed="emploi_raye").get().reason == "Retirée en séance."


def test_the_state_of_a_sheet_follows_its_draft_and_its_version(entry, admin_user):
    job = the_job()
    assert state() == "prevue"
    draft = start_revision(job, by=admin_user)
    draft = save_draft(draft, fields=edited(fields_of(draft), OLD, NEW), revision=draft.revision, by=admin_user)
    assert state() == "en_preparation"
    submit(draft, revision=draft.revision, by=admin_user)
    assert state() == "sous_avis"


def test_a_revised_sheet_counts_with_what_it_changed(entry, admin_user):
    text = amendment(admin_user, signed=today())
    next_version(the_job(), OLD, NEW, document=text, by=admin_user)

    found = row()["inscription"]
    assert found["etat"] == "revisee"
    assert (found["revision"]["version_precedente"], found["revision"]["version"]) == (1, 2)
    assert (found["revision"]["poids"], found["revision"]["classement"]) == ("redaction", False)
    assert table()["revisees"] == 1
    assert row()["terme"] == five_years_after(today()).isoformat()
    assert table()["annees"][-1] == {
        "annee": YEAR, "revisees": 1, "examinees": 0, "etablies": 0, "cinquieme_possible": True,
    }  # fmt: skip


def test_an_examined_sheet_starts_another_term_and_is_not_counted_as_revised(entry, admin_user):
    actions.decide(entry, outcome="examinee", reason="Toujours exacte.", on=today(), by=admin_user)

    found = row()
    assert (found["fondement"], found["depuis"], found["position"]) == ("examen", today().isoformat(), "dans_le_delai")
    assert (table()["revisees"], table()["examinees"], table()["dans_le_delai"]) == (0, 1, 2)
    actions.decide(entry, outcome="", reason="Erreur de saisie.", on=today(), by=admin_user)
    assert row()["fondement"] == "signature"


def test_a_postponed_sheet_keeps_its_term_and_leaves_the_year(entry, admin_user):
    actions.decide(entry, outcome="reportee", reason="Décret attendu.", on=today(), by=admin_user)

    found = row()
    assert (found["inscription"]["etat"], found["inscription"]["raison"]) == ("reportee", "Décret attendu.")
    assert found["terme"] == "2026-04-01"
    assert found["annee_prevue"] > YEAR


def test_a_decision_has_a_reason_and_a_day_that_has_come(entry, admin_user):
    for reason, on in ((" ", today()), ("Plus tard.", today() + timedelta(1))):
        with pytest.raises(Refused):
            actions.decide(entry, outcome="examinee", reason=reason, on=on, by=admin_user)
    assert Entry.objects.get().outcome == ""


def test_a_decision_is_of_the_year_and_not_of_a_sheet_already_revised(entry, admin_user):
    ask = {"outcome": "examinee", "reason": "Relue.", "by": admin_user}
    with pytest.raises(actions.AnotherYear, match=f"celui de {YEAR}"):
        actions.decide(entry, on=date(1999, 1, 1), **ask)
    next_version(the_job(), OLD, NEW, document=amendment(admin_user, signed=today()), by=admin_user)

    with pytest.raises(actions.AlreadyRevised):
        actions.decide(entry, on=today(), **ask)
    assert Entry.objects.get().outcome == ""


def test_a_sheet_put_off_stays_so_whatever_its_draft(entry, admin_user):
    draft = start_revision(the_job(), by=admin_user)
    draft = save_draft(draft, fields=edited(fields_of(draft), OLD, NEW), revision=draft.revision, by=admin_user)
    actions.decide(entry, outcome="reportee", reason="Décret attendu.", on=today(), by=admin_user)
    assert state() == "reportee"

    submit(draft, revision=draft.revision, by=admin_user)

    assert state() == "reportee"


def test_a_sheet_revised_without_being_entered_has_its_row_and_counts_alike(entry, client, admin_user):
    text = amendment(admin_user, signed=today())
    next_version(
        the_job(key="brancardier"), "Assurer le transport", "Organiser le transport", document=text, by=admin_user
    )
    freeze(entry.campaign, admin_user)

    found = row("brancardier")["inscription"]
    shown = revision_table(table())
    csv = client.get(f"/revision/{YEAR}.csv").content.decode()
    assert (found["motif"], found["etat"], found["etat_libelle"]) == ("hors_plan", "revisee", "révisée, hors plan")
    assert found["revision"]["version"] == 2
    assert (table()["revisees"], table()["annees"][-1]["revisees"]) == (1, 1)
    assert [mark["count"] for mark in shown["legend"] if mark["code"] == "revisee"] == [1]
    assert [one["title"] for one in shown["entries"]] == ["Brancardier", "Aide-soignant"]
    assert [line.split(";")[9] for line in csv.splitlines() if "hors plan" in line] == ["non"]
    assert client.get("/emplois.csv?revision=revisee").content.decode().count("\n") == 2


def test_without_a_campaign_a_revised_sheet_is_drawn_too(admin_user):
    next_version(the_job(), OLD, NEW, document=amendment(admin_user, signed=today()), by=admin_user)

    assert state() == "revisee"
    assert table()["revisees"] == 1


def test_the_next_campaign_is_that_of_a_free_year_with_what_is_left(campaign, entry, admin_user):
    late = [planned.jobs for planned in queries.revision_table(year=YEAR, day=today()).plan.years]

    year, jobs, known = queries.next_campaign(day=today())

    assert (year, len(known)) == (YEAR + 1, 38)
    assert len(jobs) >= 8
    assert "aide-soignant" not in jobs
    assert set(late[0]) - {"aide-soignant"} <= set(jobs)  # the oldest that this year did not take up come first
    actions.decide(entry, outcome="reportee", reason="Décret attendu.", on=today(), by=admin_user)
    actions.open_campaign(year=YEAR + 1, jobs=[the_job(key=key) for key in jobs], by=admin_user)
    after, others, _ = queries.next_campaign(day=today())
    assert (after, set(others) & set(jobs)) == (YEAR + 2, set())
    assert "aide-soignant" in others


def test_a_frozen_table_does_not_change_and_says_its_hash(campaign, entry, admin_user, union):
    edition = freeze(campaign, admin_user)
    before = table()

    next_version(the_job(), OLD, NEW, document=amendment(admin_user, signed=today()), by=admin_user)

    assert hashlib.sha256(edition.content.encode()).hexdigest() == edition.sha256 == before["edition"]["empreinte"]
    assert table() == before
    assert before["etat"] == "close"
    with pytest.raises(actions.CampaignClosed):
        actions.decide(entry, outcome="examinee", reason="Trop tard.", on=today(), by=admin_user)
    with pytest.raises(actions.CampaignClosed):
        freeze(campaign, admin_user)


def test_a_correction_is_another_edition_and_the_first_stays(campaign, entry, admin_user, union):
    first = freeze(campaign, admin_user)
    with pytest.raises(actions.ReasonNeeded):
        freezing.reopen(campaign, reason="", by=admin_user)
    freezing.reopen(campaign, reason="Oubli.", by=admin_user)
    assert table()["etat"] == "ouverte"
    actions.decide(entry, outcome="examinee", reason="Relue.", on=today(), by=admin_user)

    with pytest.raises(freezing.CorrectionUnexplained, match="l’édition 1"):
        freeze(campaign, admin_user)

    second = freeze(campaign, admin_user, "Une fiche avait été relue.")

    assert (first.number, second.number) == (1, 2)
    assert table()["edition"]["numero"] == 2
    old, editions = queries.published_table(year=YEAR, day=today(), edition=1)
    assert [edition.number for edition in editions] == [1, 2]
    assert (old["examinees"], table()["examinees"]) == (0, 1)
    assert (old["correction"], table()["correction"]) == (None, {"edition": 1, "raison": "Une fiche avait été relue."})
    assert Trace.objects.of(second).get().reason == "Une fiche avait été relue."
    with pytest.raises(freezing.CampaignOpen):
        freezing.reopen(freezing.reopen(campaign, reason="Encore.", by=admin_user), reason="Encore.", by=admin_user)


def test_what_is_frozen_is_neither_rewritten_nor_removed(campaign, entry, admin_user, union):
    edition = freeze(campaign, admin_user)
    sent = freezing.record_transmission(edition, organisation=union, sent_on=today(), means="Courriel", by=admin_user)

    for deed in (
        edition.save, edition.delete, sent.save, sent.delete, Edition.objects.all().delete,
        lambda: Edition.objects.update(number=3), Transmission.objects.all().delete,
    ):  # fmt: skip
        with pytest.raises(Frozen):
            deed()
    (kept,) = queries.register_of(year=YEAR)
    assert [(one.organisation.name, one.on, one.means) for one in kept.sent] == [("FO", today(), "Courriel")]


def test_a_table_that_changed_since_it_was_read_is_not_frozen(campaign, entry, admin_user):
    table = lambda: queries.table_to_freeze(year=YEAR, day=today())  # noqa: E731
    read = freezing.token_of(table())
    actions.decide(entry, outcome="examinee", reason="Relue.", on=today(), by=admin_user)

    with pytest.raises(freezing.TableChanged):
        freezing.freeze(campaign, table=table, by=admin_user, read=read)

    assert not Edition.objects.exists()
    assert Campaign.objects.get().closed_at is None
    assert freezing.freeze(campaign, table=table, by=admin_user, read=freezing.token_of(table())).number == 1


def test_anyone_can_draw_the_hash_of_an_edition_again(client, campaign, admin_user, union):
    edition = freeze(campaign, admin_user)
    freezing.record_transmission(edition, organisation=union, sent_on=today(), means="Courriel", by=admin_user)

    published = client.get(f"/api/v1/revision/{YEAR}?edition=1").json()

    content = json.dumps(published | {"edition": None}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(content.encode()).hexdigest() == edition.sha256 == published["edition"]["empreinte"]


def test_a_transmission_to_come_is_refused(campaign, admin_user, union):
    with pytest.raises(actions.TooSoon):
        freezing.record_transmission(
            freeze(campaign, admin_user), organisation=union, sent_on=today() + timedelta(1), means="x", by=admin_user
        )


def test_the_meeting_and_who_takes_part_can_change_until_the_end(campaign, admin_user):
    actions.prepare_campaign(campaign, meeting_on=date(2026, 12, 1), organisations=[], by=admin_user)

    assert (table()["reunion"], table()["organisations"]) == ("2026-12-01", [])
    assert Campaign.objects.get().closed_at is None


def test_a_year_without_campaign_has_a_table_only_while_it_is_this_one():
    assert table()["etat"] == "sans_campagne"
    assert queries.published_table(year=2020, day=today()) is None
    assert queries.published_table(year=YEAR, day=today(), edition=1) is None


def test_the_table_costs_as_much_with_one_row_as_with_three(campaign, admin_user, django_assert_num_queries):
    # editions; campaign, organisations; texts, sheets, examined; paths, framework, lines; rows, drafts, opinions;
    # requests
    for key in ("aide-soignant", "secretaire", "brancardier"):
        if not campaign.entries.filter(job__key=key).exists():
            actions.enter(campaign, the_job(key=key), reason="loi", by=admin_user)
        with django_assert_num_queries(13):
            table()
