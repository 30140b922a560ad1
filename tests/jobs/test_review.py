"""A draft goes out for opinion, comes back, is adopted by another person than who wrote it."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from jobs.actions import (
    AlreadyInDraft,
    DraftConflict,
    EmptySheet,
    NothingChanged,
    NotUnderOpinion,
    OwnDraft,
    ReasonNeeded,
    UnderOpinion,
    adopt,
    adopt_by_decision,
    resume,
    save_draft,
    send_back,
    start_revision,
    submit,
    undo_adoption,
)
from jobs.actions.wordings import held_wording
from jobs.enums import Deed, Stage
from jobs.models import Sheet, Trace
from jobs.notation import SectionField
from jobs.roles import ROLES
from tests.jobs.desk import person
from tests.jobs.versions import amendment, edited, fields_of, in_days, the_job
from texts.models import Document

pytestmark = pytest.mark.django_db
LINE = "Accompagner la personne dans ses déplacements"


@pytest.fixture
def writer(db):
    return person("rédactrice", "Rédacteur")


@pytest.fixture
def validator(db):
    return person("valideur", "Valideur")


@pytest.fixture
def draft(writer):
    sheet = start_revision(the_job(), by=writer)
    first = held_wording(sheet)[0].items[0].text
    return save_draft(sheet, fields=edited(fields_of(sheet), first, LINE), revision=0, by=writer)


def stage(sheet):
    return Sheet.objects.get(pk=sheet.pk).stage


def deeds(sheet):
    return list(Trace.objects.of(sheet).order_by("pk").values_list("deed", flat=True))


def test_a_draft_under_opinion_does_not_change_until_it_is_returned(draft, writer, validator):
    submit(draft, revision=1, by=writer)
    fields = fields_of(draft)

    with pytest.raises(UnderOpinion):
        save_draft(draft, fields=fields, revision=1, by=writer)
    with pytest.raises(UnderOpinion):
        submit(draft, revision=1, by=writer)
    with pytest.raises(ReasonNeeded):
        send_back(draft, reason=" ", by=validator)
    send_back(draft, reason="La ligne 2 est ambiguë.", by=validator)
    assert stage(draft) == Stage.RETURNED
    save_draft(draft, fields=fields, revision=1, by=writer)

    assert stage(draft) == Stage.WRITING
    assert deeds(draft) == [Deed.STARTED, Deed.SAVED, Deed.SUBMITTED, Deed.RETURNED, Deed.SAVED]
    assert Trace.objects.get(deed=Deed.RETURNED).reason == "La ligne 2 est ambiguë."


def test_those_who_write_take_it_up_again(draft, writer):
    with pytest.raises(NotUnderOpinion):
        resume(draft, by=writer)
    submit(draft, revision=1, by=writer)
    resume(draft, by=writer)

    assert stage(draft) == Stage.WRITING
    assert deeds(draft)[-1] == Deed.RESUMED


def test_what_says_nothing_new_is_not_submitted(writer):
    sheet = start_revision(the_job(), by=writer)
    with pytest.raises(NothingChanged):
        submit(sheet, revision=0, by=writer)
    save_draft(sheet, fields=[SectionField("missions", "", "")], revision=0, by=writer)
    with pytest.raises(DraftConflict):
        submit(sheet, revision=0, by=writer)
    with pytest.raises(EmptySheet):
        submit(sheet, revision=1, by=writer)
    assert stage(sheet) == Stage.WRITING


def test_another_person_adopts_than_who_wrote(draft, validator, admin_user, settings):
    text = amendment(admin_user)
    save_draft(draft, fields=edited(fields_of(draft), LINE, f"{LINE} et au-delà"), revision=1, by=validator)
    with pytest.raises(OwnDraft):
        adopt(draft, document=text, revision=2, by=validator)
    assert Sheet.objects.get(pk=draft.pk).revision == 2

    settings.REPERES_ADOPT_OWN_SHEETS = True
    assert adopt(draft, document=text, revision=2, by=validator).number == 2


def test_a_validator_adopts_what_another_wrote_by_a_decision_of_the_house(draft, writer, validator):
    submit(draft, revision=1, by=writer)

    adopted = adopt_by_decision(
        draft, title="Décision du 2 mars 2026", decided_on=date(2026, 3, 2), effect_on=in_days(10), revision=1,
        by=validator,
    )  # fmt: skip

    assert (adopted.document.kind, adopted.document.origin) == ("decision", "saisie")
    assert undo_adoption(adopted, reason="Erreur de date", by=validator).stage == Stage.RETURNED


def test_a_decision_is_not_registered_when_the_draft_is_not_adopted(writer, validator):
    sheet = start_revision(the_job(), by=writer)
    documents = Document.objects.count()

    with pytest.raises(NothingChanged):
        adopt_by_decision(
            sheet, title="Décision", decided_on=date(2026, 3, 2), effect_on=None, revision=0, by=validator
        )

    assert Document.objects.count() == documents
    with pytest.raises(AlreadyInDraft):
        start_revision(the_job(), by=writer)


def test_each_role_is_a_group_with_exactly_its_rights(transactional_db):
    group = Group.objects.get(name="Rédacteur")
    group.permissions.clear()
    own = Group.objects.create(name="Autre")

    call_command("migrate", verbosity=0)

    groups = Group.objects.filter(name__in=ROLES).prefetch_related("permissions__content_type")
    held = {
        group.name: {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()}
        for group in groups
    }
    assert held == {name: set(rights) for name, rights in ROLES.items()}
    assert list(own.permissions.all()) == []
