"""The words of the index are those of the facts, whatever the order in which they came."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.indexing import refresh_listings
from jobs.models import (
    FacetCount,
    Item,
    Job,
    JobTitle,
    Listing,
    ListingFacet,
    Posting,
    SearchWord,
    Section,
    Sheet,
    Synonym,
)
from texts.models import Document

pytestmark = pytest.mark.django_db


def job_of(framework: str, key: str) -> Job:
    return Job.objects.get(framework__code=framework, key=key)


def index() -> set[tuple]:
    """Every word of every line with what it weighs, less the ids of lines and words, which a rebuild changes."""
    rows = Posting.objects.values_list(
        "listing__framework", "listing__key", "listing__since", "word__word", "weight", "title", "item__lineage"
    )
    return set(rows)


def vocabulary() -> set[tuple]:
    return set(SearchWord.objects.values_list("word", "stem", "lines", "titles", "stands_for__word"))


def counts() -> set[tuple]:
    return set(FacetCount.objects.values_list("facet", "value", "label", "rank", "since", "until", "lines"))


def rebuilt() -> tuple[set, set, set]:
    """The index made anew from nothing."""
    for model in (Listing, SearchWord, FacetCount):
        model.objects.all().delete()
    refresh_listings()
    return index(), vocabulary(), counts()


def test_nothing_is_written_when_nothing_changed():
    with CaptureQueriesContext(connection) as queries:
        refresh_listings()

    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}


def test_what_was_loaded_is_what_a_rebuild_gives():
    loaded = index(), vocabulary(), counts()

    assert loaded == rebuilt()


def test_the_lines_counted_for_a_word_are_those_that_bear_it():
    for word in SearchWord.objects.filter(word__in=["infirmier", "soins", "060301", "kine"]):
        rows = Posting.objects.filter(word=word)
        assert (word.lines, word.titles) == (rows.count(), rows.filter(title=True).count())
        assert word.lines > 0


@pytest.fixture
def changed(admin_user):
    """A title, a synonym and an equivalence more, a sheet's words put right: what people and loads do."""
    job = job_of("clcc", "agent-de-service")
    document = Document.objects.get(slug="clcc-avenant-2021-01")
    JobTitle.objects.create(job=job, document=document, text="Agent polyvalent Xylophone", kind="texte")
    named = Synonym.objects.create(term="grouillot")
    named.jobs.add(job_of("clcc", "brancardier"))
    Synonym.objects.create(term="besogne", words="travaux")
    item = Item.objects.filter(section__sheet__job=job).first()
    Item.objects.rectifying().filter(pk=item.pk).update(text="Nettoyer le marimba")
    Sheet.objects.rectifying().filter(job=job).update(content_hash="0" * 64)
    refresh_listings()
    return job


def test_a_change_gives_what_a_rebuild_gives(changed):
    after = index(), vocabulary(), counts()

    assert {"xylophone", "grouillot", "marimba"} <= {row[0] for row in after[1]}
    assert ("besogne", "besogn", 0, 0, "travaux") in after[1]
    assert after[2]
    assert after == rebuilt()


def test_a_change_rewrites_its_lines_alone():
    before = set(Listing.objects.values_list("pk", flat=True))
    synonym = Synonym.objects.create(term="grouillot")
    synonym.jobs.add(job_of("clcc", "brancardier"))

    assert refresh_listings() == 1

    after = set(Listing.objects.values_list("pk", flat=True))
    assert len(before - after) == len(after - before) == 1


def test_a_word_that_no_line_bears_any_more_is_forgotten(changed):
    Synonym.objects.filter(term__in=["grouillot", "besogne"]).delete()
    JobTitle.objects.filter(text__contains="Xylophone").delete()

    refresh_listings()

    assert not SearchWord.objects.filter(word__in=["xylophone", "grouillot", "besogne"]).exists()


def test_a_job_that_comes_among_the_others_moves_their_rank_and_rewrites_nothing_of_them():
    before = dict(Listing.objects.values_list("pk", "rank_title"))
    like = job_of("clcc", "brancardier")
    job = Job.objects.create(framework=like.framework, key="aaa", title="Aaa", fold="aaa", order=900)
    JobTitle.objects.create(job=job, document=like.titles.first().document, text="Aaa", kind="fiche")

    assert refresh_listings() == 1

    after = dict(Listing.objects.values_list("pk", "rank_title"))
    assert before.keys() < after.keys()
    assert all(after[pk] == rank + 1 for pk, rank in before.items())


def test_a_draft_adds_no_word():
    job = job_of("clcc", "brancardier")
    sheet = Sheet.objects.create(job=job, number=2)
    section = Section.objects.create(sheet=sheet, kind="missions", order=1)
    Item.objects.create(section=section, text="Jouer du xylophone", lineage="e-draft", order=1)

    assert refresh_listings() == 0
    assert not SearchWord.objects.filter(word="xylophone").exists()


def test_a_word_of_a_sheet_points_to_an_item_of_the_sheet_in_force():
    rows = Posting.objects.filter(item__isnull=False).select_related("listing", "item__section__sheet")

    assert rows.count() > 10_000
    assert all(row.item.section.sheet.job_id == row.listing.job_id for row in rows)


def test_an_attached_job_says_its_titles_and_leaves_the_sheet_to_its_metier():
    words = set(Posting.objects.filter(listing__key="011101").values_list("word__word", flat=True))

    assert {"gestionnaire", "conseil", "allocataires", "011101"} == words


def test_the_lines_counted_for_a_facet_are_those_of_the_day():
    edges = set(Listing.objects.values_list("since", flat=True)) | set(Listing.objects.values_list("until", flat=True))

    for day in sorted({date(2020, 1, 1), date(2030, 1, 1), *(edges - {None})}):
        rows = ListingFacet.objects.filter(listing__in=Listing.objects.on(day)).values_list("facet", "value")
        counted = {(row.facet, row.value): row.lines for row in FacetCount.objects.on(day)}
        assert counted == Counter(rows)


def test_the_facets_of_a_line_are_written_beside_it():
    for line in Listing.objects.prefetch_related("facets"):
        assert set(line.facet_keys.split("\n")) == {f"{row.facet}={row.value}" for row in line.facets.all()}
        assert [tuple(level) for level in line.levels] == [
            (row.value, row.label)
            for row in sorted(line.facets.all(), key=lambda row: row.rank)
            if row.facet == "niveau"
        ]
