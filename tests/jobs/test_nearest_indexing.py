"""What the nearest jobs are counted from follows the sheets, and is rewritten only where it differs."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.actions import record_date
from jobs.enums import SheetState
from jobs.indexing import refresh_listings
from jobs.models import ComparedLine, ComparedWord, Item, Job, NearJob, NearPeriod, Section, Sheet
from jobs.near_indexing import _all_lines, _nearest_of, frameworks_of_jobs, periods
from jobs.nearest_indexing import follow_sheets, refresh_nearest
from jobs.weighing import count_weights, meaningful, stored_weights
from tests.jobs.versions import version_of
from texts.enums import DateKind
from texts.models import Document, TextDate

pytestmark = pytest.mark.django_db


def test_nothing_is_written_when_nothing_changed():
    with CaptureQueriesContext(connection) as queries:
        written = refresh_nearest()

    assert written == 0
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}
    # items, lines, sheets, frameworks, texts, sheets and jobs listed (twice each), words (twice), links, periods
    assert len(queries) <= 16


def test_every_activity_and_knowledge_is_a_line_and_missions_only_where_nothing_else_is():
    kinds = set(ComparedLine.objects.values_list("item__section__kind", "sheet__job__framework__code"))

    assert kinds == {
        ("activites", "clcc"), ("connaissances", "clcc"), ("activites", "ucanss"), ("missions", "anap"),
        ("activites", "fph"), ("savoir_faire", "fph"), ("connaissances", "fph"),
    }  # fmt: skip
    activities = Item.objects.filter(section__kind="activites", section__sheet__job__key="infirmier-de")
    assert activities.filter(compared_line=None).count() == 0


def test_the_weights_are_those_of_the_sheets():
    lines = dict.fromkeys(
        (row.sheet.job_id, tuple(row.stems.split(" "))) for row in ComparedLine.objects.select_related("sheet")
    )
    weights = count_weights(lines)

    assert dict(ComparedWord.objects.values_list("stem", "weight")) == weights.by_stem
    assert dict(ComparedWord.objects.values_list("stem", "lines")) == weights.bearing


def test_the_common_base_is_in_no_line():
    texts = set(ComparedLine.objects.values_list("item__text", flat=True))

    assert "travailler en équipe ;" not in texts


def test_a_draft_is_compared_with_nothing():
    job = Job.objects.get(framework__code="clcc", key="secretaire")
    before = ComparedLine.objects.count()
    draft = Sheet.objects.create(job=job, number=2)
    section = Section.objects.create(sheet=draft, kind="activites", order=1)
    Item.objects.create(section=section, text="Dompter des hippogriffes", lineage="e-0000000000", order=1)

    assert refresh_nearest() == 0
    assert ComparedLine.objects.count() == before


def test_a_lost_row_comes_back():
    word = ComparedWord.objects.get(stem=next(iter(meaningful("anesthésie"))))
    ComparedLine.objects.filter(sheet__job__key="secretaire").delete()
    word.delete()
    NearPeriod.objects.all().delete()

    assert refresh_nearest() > 0
    assert refresh_nearest() == 0
    assert ComparedLine.objects.filter(sheet__job__key="secretaire").exists()
    assert NearJob.objects.filter(job__key="secretaire").exists()


def test_the_periods_are_those_in_which_sheets_differ():
    assert NearPeriod.objects.count() == 3
    days = sorted(day for day in NearPeriod.objects.values_list("since", flat=True) if day)
    assert days == [date(2021, 4, 1), date(2023, 1, 31)]
    early = NearJob.objects.filter(period__in=NearPeriod.objects.on(date(2020, 1, 1)))
    assert not early.filter(job__framework__code="clcc").exists()
    assert early.filter(job__framework__code="ucanss").exists()


def test_recording_a_date_of_effect_moves_the_period():
    text = Document.objects.get(slug="clcc-avenant-2021-01")
    by = get_user_model().objects.create_user("Camille")

    record_date(TextDate(document=text, kind=DateKind.EFFECT, value=date(2021, 6, 1)), by=by)

    days = sorted(day for day in NearPeriod.objects.values_list("since", flat=True) if day)
    assert days == [date(2021, 6, 1), date(2023, 1, 31)]
    assert refresh_nearest() == 0


def near_rows():
    """Every near job of every period, by its days."""
    names = ("period__since", "period__until", "job", "rank", "near", "forward", "backward")
    return set(NearJob.objects.values_list(*names))


def counted_rows():
    """What `near_rows` gives, every job of every period counted against all that may be near."""
    weights, frameworks = stored_weights(ComparedWord.objects.weighed()), frameworks_of_jobs()
    return {
        (since, until, job, *row)
        for since, until, held in periods()
        for job, rows in _nearest_of(_all_lines(held), weights, frameworks).items()
        for row in rows
    }


def compared_rows():
    """What is compared, whatever the numbers of its rows."""
    through = ComparedWord.sheets.through
    return (
        set(ComparedLine.objects.values_list("item", "sheet", "part", "order", "stems", "total", "weight")),
        set(ComparedWord.objects.values_list("stem", "lines", "weight")),
        set(through.objects.values_list("comparedword__stem", "comparedsheet__sheet", "comparedsheet__since")),
    )


@pytest.mark.parametrize(
    ("key", "on", "lines"),
    [
        # the words of another job, between the two texts: three periods become four, and many jobs have a new neighbour
        ("secretaire", date(2022, 1, 1), ["Dispenser des soins infirmiers", "Administrer les médicaments prescrits"]),
        # words that no text prints, after the last text: the neighbours that it had lose one
        ("brancardier", date(2026, 1, 1), ["Dompter des hippogriffes", "Ferrer des licornes boiteuses"]),
    ],
)
def test_following_one_job_gives_what_counting_all_of_them_does(key, on, lines):
    job = version_of(key, lines, on=on)
    refresh_listings([job.pk])

    assert follow_sheets([job.pk]) > 0

    assert near_rows() == counted_rows()
    assert refresh_nearest() == 0


def test_loading_counts_what_counting_every_job_does():
    assert near_rows() == counted_rows()


def test_following_a_wording_taken_back_gives_what_was_before():
    before = near_rows(), compared_rows()
    job = version_of("brancardier", ["Dompter des hippogriffes"], on=date(2022, 1, 1))
    refresh_listings([job.pk])
    follow_sheets([job.pk])
    assert ComparedWord.objects.get(stem__startswith="hippogriff").lines == 0

    Sheet.objects.rectifying().filter(job=job, number=2).update(
        state=SheetState.DRAFT, document=None, adopted_at=None, adopted_by=None
    )
    refresh_listings()
    follow_sheets([job.pk])

    assert (near_rows(), compared_rows()) == before


def test_what_hr_words_moves_no_weight():
    before = dict(ComparedWord.objects.values_list("stem", "weight"))
    job = version_of("brancardier", ["Brancarder les personnes opérées"] * 3, on=date(2022, 1, 1))
    refresh_listings([job.pk])
    follow_sheets([job.pk])
    refresh_nearest()

    after = dict(ComparedWord.objects.values_list("stem", "weight"))
    assert before.items() <= after.items()
