"""A draft becomes the next version, carried by a text, from the day from which that text counts."""

from datetime import date

import pytest
from django.utils import timezone

from jobs.actions import (
    AlreadyInDraft,
    AlreadyInEffect,
    DraftConflict,
    EmptySheet,
    FromOfficialText,
    NothingChanged,
    NotTheLast,
    ReasonNeeded,
    TextAlreadyCarries,
    TextTooOld,
    UndatedText,
    adopt,
    may_undo,
    record_date,
    register_text,
    save_draft,
    start_revision,
    undo_adoption,
)
from jobs.actions.wordings import held_wording
from jobs.enums import Deed, SheetState
from jobs.fixture_files import read_fixtures
from jobs.loading import load
from jobs.models import AdoptedWording, Erratum, Item, Sheet, Trace
from jobs.notation import SectionField
from jobs.wording import published
from tests.jobs.rows import changes, snapshot
from tests.jobs.versions import amendment, edited, fields_of, in_days, next_version, the_job
from texts.models import TextDate

pytestmark = pytest.mark.django_db
LINE = "Accompagner la personne dans ses déplacements"


@pytest.fixture
def job(db):
    return the_job()


@pytest.fixture
def first(job):
    """The version of the official text."""
    return Sheet.objects.get(job=job)


@pytest.fixture
def first_line(first):
    return held_wording(first)[0].items[0].text


def in_force(job, day):
    return Sheet.objects.in_force(day).get(job=job).number


def test_a_version_is_in_force_from_the_day_of_its_text_and_the_past_stays(job, first, first_line, admin_user):
    second = next_version(job, first_line, LINE, document=amendment(admin_user, effect=date(2026, 5, 1)), by=admin_user)

    assert (second.number, second.state, second.adopted_by) == (2, SheetState.ADOPTED, admin_user)
    assert [in_force(job, day) for day in (date(2021, 4, 1), date(2026, 4, 30), date(2026, 5, 1))] == [1, 1, 2]
    assert LINE not in str(held_wording(first))
    trace = Trace.objects.of(second).get(deed=Deed.ADOPTED)
    assert (trace.before, trace.after["numero"], trace.after["texte"]) == ({"numero": 1}, 2, "avenant-2026-01")
    with pytest.raises(AdoptedWording):
        second.save()


def test_one_date_of_effect_moves_everything_that_the_text_carries(job, first_line, admin_user):
    other = the_job(key="brancardier")
    other_line = held_wording(Sheet.objects.get(job=other))[0].items[0].text
    text = amendment(admin_user, signed=date(2026, 3, 2))
    for row, line in ((job, first_line), (other, other_line)):
        next_version(row, line, LINE, document=text, by=admin_user)
    assert [in_force(row, date(2026, 3, 2)) for row in (job, other)] == [2, 2]

    record_date(TextDate(document=text, kind="effet", value=in_days(30)), by=admin_user)

    assert [in_force(row, timezone.localdate()) for row in (job, other)] == [1, 1]
    assert [in_force(row, in_days(30)) for row in (job, other)] == [2, 2]


def test_an_adoption_not_yet_in_effect_is_undone_and_nothing_of_it_is_lost(job, first_line, admin_user):
    second = next_version(job, first_line, LINE, document=amendment(admin_user, effect=in_days(10)), by=admin_user)
    words = held_wording(second)

    with pytest.raises(ReasonNeeded):
        undo_adoption(second, reason="", by=admin_user)
    draft = undo_adoption(second, reason="La commission revient sur sa décision.", by=admin_user)

    assert (draft.state, draft.document, draft.adopted_at) == (SheetState.DRAFT, None, None)
    assert held_wording(draft) == words
    assert in_force(job, in_days(10)) == 1
    assert Trace.objects.get(deed=Deed.UNDONE).reason == "La commission revient sur sa décision."
    assert adopt(draft, document=amendment(admin_user), revision=draft.revision, by=admin_user).number == 2


def test_an_adoption_whose_text_has_no_known_effect_is_undone_and_its_number_is_spent(job, first_line, admin_user):
    text = amendment(admin_user, signed=date(2026, 3, 2))
    second = next_version(job, first_line, LINE, document=text, by=admin_user)
    words = published(held_wording(second))
    assert in_force(job, timezone.localdate()) == 2

    draft = undo_adoption(second, reason="Le droit d’opposition a été exercé.", by=admin_user)

    assert in_force(job, timezone.localdate()) == 1
    before = Trace.objects.get(deed=Deed.UNDONE).before
    assert (before["montree_depuis"], before["rubriques"]) == (timezone.localdate().isoformat(), words)
    again = adopt(draft, document=amendment(admin_user, name="Avenant 2026-02"), revision=draft.revision, by=admin_user)
    assert again.number == 3


def test_a_known_effect_that_has_passed_closes_the_matter(job, first_line, admin_user):
    text = amendment(admin_user, signed=date(2026, 3, 2))
    second = next_version(job, first_line, LINE, document=text, by=admin_user)
    assert may_undo(second)

    record_date(TextDate(document=text, kind="effet", value=in_days(0)), by=admin_user)

    assert not may_undo(second)
    with pytest.raises(AlreadyInEffect, match="à une date connue"):
        undo_adoption(second, reason="x", by=admin_user)


def test_what_has_taken_effect_is_not_undone(job, first, first_line, admin_user):
    text = amendment(admin_user, effect=date(2026, 4, 1))
    second = next_version(job, first_line, LINE, document=text, by=admin_user)

    with pytest.raises(AlreadyInEffect):
        undo_adoption(second, reason="x", by=admin_user)
    with pytest.raises(NotTheLast if first.origin == "saisie" else FromOfficialText):
        undo_adoption(first, reason="x", by=admin_user)


def test_the_last_of_two_to_come_is_undone_first_and_beside_no_other_draft(job, first_line, admin_user):
    second = next_version(job, first_line, LINE, document=amendment(admin_user, effect=in_days(10)), by=admin_user)
    later = amendment(admin_user, effect=in_days(20), name="Avenant 2026-02")
    third = next_version(job, LINE, "Encore autre chose", document=later, by=admin_user)

    with pytest.raises(NotTheLast):
        undo_adoption(second, reason="x", by=admin_user)
    undo_adoption(third, reason="x", by=admin_user)
    with pytest.raises(AlreadyInDraft):
        undo_adoption(second, reason="x", by=admin_user)
    assert Sheet.objects.get(pk=second.pk).state == SheetState.ADOPTED


def test_a_draft_that_others_saved_since_is_not_adopted_unread(job, first_line, admin_user):
    draft = start_revision(job, by=admin_user)
    save_draft(draft, fields=edited(fields_of(draft), first_line, LINE), revision=0, by=admin_user)

    with pytest.raises(DraftConflict):
        adopt(draft, document=amendment(admin_user), revision=0, by=admin_user)
    assert Sheet.objects.get(pk=draft.pk).state == SheetState.DRAFT


def test_what_cannot_be_adopted_is_refused_and_changes_nothing(job, first, first_line, admin_user):
    draft = start_revision(job, by=admin_user)
    good = amendment(admin_user)
    undated = register_text(kind="decision", title="Décision sans date", by=admin_user)
    old = amendment(admin_user, signed=date(2020, 1, 1), name="Avenant 2020-01")

    with pytest.raises(NothingChanged):
        adopt(draft, document=good, revision=0, by=admin_user)
    draft = save_draft(draft, fields=[SectionField("missions", "", "")], revision=0, by=admin_user)
    with pytest.raises(EmptySheet):
        adopt(draft, document=good, revision=1, by=admin_user)
    draft = save_draft(draft, fields=[SectionField("missions", "", LINE)], revision=1, by=admin_user)
    before = snapshot()
    for document, refusal in ((first.document, TextAlreadyCarries), (undated, UndatedText), (old, TextTooOld)):
        with pytest.raises(refusal):
            adopt(draft, document=document, revision=2, by=admin_user)

    assert changes(before, snapshot()) == {}


def test_a_draft_opened_while_a_version_awaits_its_effect_goes_on_from_it(job, first_line, admin_user):
    second = next_version(job, first_line, LINE, document=amendment(admin_user, effect=in_days(10)), by=admin_user)

    draft = start_revision(job, by=admin_user)

    assert draft.based_on == second
    assert held_wording(draft) == held_wording(second)


def test_lineage_and_source_survive_from_version_to_version(job, first, first_line, admin_user):
    second = next_version(job, first_line, LINE, document=amendment(admin_user), by=admin_user)

    def lines(sheet):
        return {i.lineage: (i.text, i.passage_id) for i in Item.objects.filter(section__sheet=sheet)}

    was, now = lines(first), lines(second)
    assert set(was) - set(now) <= {lineage for lineage, (text, _) in was.items() if text == first_line}
    assert {key: value for key, value in now.items() if value[0] != LINE}.items() <= was.items()


def test_the_lines_that_the_text_prints_are_linked_to_it(job, first_line, admin_user):
    text = amendment(admin_user, wording=f"Avenant\n\n– {LINE.lower()} ;\n")

    second = next_version(job, first_line, LINE, document=text, by=admin_user)

    item = Item.objects.get(section__sheet=second, text=LINE)
    assert (item.passage.document, item.passage.line_start) == (text, 3)


def test_loading_the_fixtures_again_leaves_what_hr_adopted(job, first_line, admin_user, settings):
    next_version(job, first_line, LINE, document=amendment(admin_user), by=admin_user)
    start_revision(the_job(key="brancardier"), by=admin_user)
    before = snapshot()

    summary = load(read_fixtures(settings.BASE_DIR / "fixtures"))

    assert summary.writes == 0
    assert changes(before, snapshot()) == {}


def test_an_erratum_still_puts_an_official_wording_right_under_a_later_version(
    job, first, first_line, admin_user, official
):
    second = next_version(job, first_line, LINE, document=amendment(admin_user), by=admin_user)
    row = next(row for row in official.sheets if row["job"] == "clcc/aide-soignant")
    row["sections"][0]["items"][0]["text"] = "Ce que le texte imprime vraiment"
    held = held_wording(second)

    load(official)

    assert held_wording(first)[0].items[0].text == "Ce que le texte imprime vraiment"
    assert Erratum.objects.get().sheet == first
    assert held_wording(second) == held
