"""A draft beside the version in force: opened, saved by one or by two, withdrawn; nothing of it is public."""

import threading

import pytest
from django.db import connection

from jobs.actions import (
    AlreadyInDraft,
    DeletedJob,
    DraftConflict,
    NotADraft,
    ReasonNeeded,
    SharedSheet,
    UnreadableDraft,
    adopt,
    save_draft,
    start_revision,
    withdraw,
)
from jobs.actions.sheet_tables import editable_sheets
from jobs.actions.wordings import held_wording
from jobs.enums import Deed
from jobs.models import Job, Listing, Sheet, Trace
from jobs.notation import SectionField
from tests.jobs.versions import amendment, edited, fields_of, the_job

pytestmark = pytest.mark.django_db
LINE = "Aider à la marche"


@pytest.fixture
def job(db):
    return the_job()


@pytest.fixture
def first_line(job):
    """A line of the sheet in force."""
    return held_wording(Sheet.objects.adopted().get(job=job))[0].items[0].text


@pytest.fixture
def draft(job, admin_user):
    return start_revision(job, by=admin_user)


def deeds(sheet):
    return [trace.deed for trace in Trace.objects.of(sheet).order_by("pk")]


def test_a_draft_opens_with_the_words_lineages_and_sources_of_the_sheet_in_force(job, draft, admin_user):
    in_force = Sheet.objects.adopted().get(job=job)

    assert held_wording(draft) == held_wording(in_force)
    assert (draft.number, draft.based_on, draft.base_hash) == (2, in_force, in_force.content_hash)
    assert deeds(draft) == [Deed.STARTED]
    assert Trace.objects.get().by == admin_user


def test_a_job_has_one_draft_at_most(job, draft, admin_user):
    with pytest.raises(AlreadyInDraft, match="déjà en préparation"):
        start_revision(job, by=admin_user)
    assert Sheet.objects.filter(job=job).count() == 2


def test_a_deleted_job_is_not_revised(admin_user):
    gone = the_job(key="aide-de-laboratoire")

    with pytest.raises(DeletedJob, match="est supprimé"):
        start_revision(gone, by=admin_user)
    assert "est supprimé" in editable_sheets([gone])[0].locked
    assert not Sheet.objects.filter(job=gone).exists()


def test_an_attached_job_sends_to_its_metier(admin_user):
    with pytest.raises(SharedSheet, match="métier repère"):
        start_revision(Job.objects.filter(kind="emploi_rattache").first(), by=admin_user)


def test_a_save_keeps_what_did_not_change_and_says_before_and_after(draft, first_line, admin_user):
    before = held_wording(draft)

    saved = save_draft(
        draft, fields=edited(fields_of(draft), first_line, f"{LINE}\n{first_line}"), revision=0, by=admin_user
    )

    after = held_wording(saved)
    assert (saved.revision, after[0].items[0].text, after[0].items[0].passage) == (1, LINE, None)
    assert after[0].items[1:] == before[0].items
    assert after[1:] == before[1:]
    assert saved.content_hash != draft.content_hash
    trace = Trace.objects.of(draft).get(deed=Deed.SAVED)
    assert LINE not in str(trace.before)
    assert LINE in str(trace.after)


def test_the_second_of_two_people_is_told_and_gets_both_texts(draft, first_line, admin_user):
    theirs = edited(fields_of(draft), first_line, "Leur ligne")
    mine = edited(fields_of(draft), first_line, "Ma ligne")
    save_draft(draft, fields=theirs, revision=0, by=admin_user)

    with pytest.raises(DraftConflict, match="pendant que vous") as refusal:
        save_draft(draft, fields=mine, revision=0, by=admin_user)

    assert (refusal.value.mine, refusal.value.theirs, refusal.value.revision) == (mine, theirs, 1)
    assert fields_of(draft) == theirs
    save_draft(draft, fields=mine, revision=1, by=admin_user)
    assert fields_of(draft) == mine


def test_a_text_that_cannot_be_read_changes_nothing(draft, admin_user):
    fields = fields_of(draft)

    with pytest.raises(UnreadableDraft, match="Rubrique 2, ligne 1"):
        save_draft(draft, fields=[fields[0], SectionField("activites", "A", "- x")], revision=0, by=admin_user)
    with pytest.raises(UnreadableDraft, match="nature de cette rubrique"):
        save_draft(draft, fields=[SectionField("bizarre", "A", "x")], revision=0, by=admin_user)

    assert fields_of(draft) == fields
    assert Sheet.objects.get(pk=draft.pk).revision == 0


def test_a_draft_withdrawn_leaves_its_words_in_the_trace(job, draft, first_line, admin_user):
    save_draft(draft, fields=edited(fields_of(draft), first_line, LINE), revision=0, by=admin_user)

    with pytest.raises(ReasonNeeded):
        withdraw(draft, reason=" ", revision=1, by=admin_user)
    with pytest.raises(DraftConflict):
        withdraw(draft, reason="Abandon", revision=0, by=admin_user)
    withdraw(draft, reason="Abandon", revision=1, by=admin_user)

    assert Sheet.objects.filter(job=job).count() == 1
    trace = Trace.objects.get(deed=Deed.WITHDRAWN)
    assert (trace.reason, trace.job) == ("Abandon", job)
    assert LINE in str(trace.before)


def test_what_is_no_longer_a_draft_is_not_saved(draft, first_line, admin_user):
    fields = edited(fields_of(draft), first_line, LINE)
    save_draft(draft, fields=fields, revision=0, by=admin_user)
    adopt(draft, document=amendment(admin_user), revision=1, by=admin_user)

    for act in (
        lambda: save_draft(draft, fields=fields, revision=2, by=admin_user),
        lambda: withdraw(draft, reason="x", revision=2, by=admin_user),
        lambda: adopt(draft, document=draft.based_on.document, revision=2, by=admin_user),
    ):
        with pytest.raises(NotADraft):
            act()


def test_a_draft_is_nowhere_in_public(client, draft, first_line, admin_user):
    before = list(Listing.objects.values())
    save_draft(draft, fields=edited(fields_of(draft), first_line, LINE), revision=0, by=admin_user)

    assert list(Listing.objects.values()) == before
    for address in ("/emplois/clcc/aide-soignant/", "/emplois/clcc/aide-soignant.json"):
        assert LINE not in client.get(address).content.decode()


@pytest.mark.usefixtures("reloaded")
def test_of_two_people_who_save_at_once_one_is_told(admin_user):
    draft = start_revision(the_job(), by=admin_user)
    fields = fields_of(draft)
    told = []

    def save(words):
        try:
            changed = [SectionField(fields[0].kind, fields[0].heading, words), *fields[1:]]
            save_draft(draft, fields=changed, revision=0, by=admin_user)
            told.append(words)
        except DraftConflict as conflict:
            told.append(conflict.theirs[0].text)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(f"Texte {n}",)) for n in range(2)]
    # SQLite in memory belongs to one thread: one after the other there, which is what its one writer does.
    for thread in threads:
        if connection.vendor == "sqlite":
            thread.run()
        else:
            thread.start()
    for thread in threads:
        if thread.ident:
            thread.join()

    assert len(set(told)) == 1
    assert Trace.objects.filter(deed=Deed.SAVED).count() == 1
    assert fields_of(draft)[0].text == told[0]
