"""The page of counts says what the fixtures hold, today."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from jobs.models import Item, Job, Sheet

PAGE = settings.BASE_DIR / "docs" / "counts.md"


def counted(*arguments):
    out = StringIO()
    call_command("catalogue_counts", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_page_of_the_documentation_is_up_to_date():
    assert PAGE.read_text("utf-8") == counted().removesuffix("\n") + "\n", (
        "python manage.py catalogue_counts --write docs/counts.md"
    )


def test_the_page_is_written_where_it_is_asked(tmp_path):
    page = tmp_path / "counts.md"

    assert counted("--write", page) == f"{page} : écrit\n"
    assert page.read_text("utf-8") == PAGE.read_text("utf-8")


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(CommandError, match="absent"):
        counted("--write", tmp_path / "absent" / "counts.md")


@pytest.mark.django_db
def test_the_counts_are_those_of_the_database():
    page = counted()

    tables = {block.splitlines()[0]: block for block in page.split("## ")}
    jobs = tables["Jobs by framework and kind"].strip().splitlines()[-1].split(" | ")
    items = tables["Items by kind of section and framework, sub-items included"].strip().splitlines()[-1].split(" | ")
    assert (jobs[-2], jobs[-1]) == (str(Job.objects.count()), f"{Sheet.objects.count()} |")
    assert items[-1] == f"{Item.objects.count()} |"
