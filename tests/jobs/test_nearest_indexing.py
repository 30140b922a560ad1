"""What the nearest jobs are counted from follows the sheets, and is rewritten only where it differs."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.actions import record_date
from jobs.models import ComparedLine, ComparedWord, Item, Job, NearJob, NearPeriod, Section, Sheet
from jobs.nearest import count_weights, meaningful
from jobs.nearest_indexing import refresh_nearest
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
