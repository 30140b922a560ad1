"""Our synonyms: loaded beside what people add, shown as ours, found at once."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import queries
from jobs.actions import SynonymRefused, record_synonym, remove_synonyms
from jobs.loading import load
from jobs.models import Job, JobTitle, Listing, SearchWord, Synonym
from tests.pages import read
from texts.enums import Origin
from texts.folding import fold
from texts.syncing import LoadError

pytestmark = pytest.mark.django_db


def job_of(name: str) -> Job:
    framework, key = name.split("/")
    return Job.objects.get(framework__code=framework, key=key)


def first(text: str) -> list[str]:
    return queries.first_jobs(text=text, day=timezone.localdate())


# The fixtures


def test_each_synonym_finds_the_jobs_that_it_names_first(official):
    for row in official.synonyms:
        if row["jobs"]:
            assert set(first(row["term"])[: len(row["jobs"]) + 2]) >= set(row["jobs"][:1]), row


def test_a_synonym_of_words_finds_what_says_them(official):
    rows = [row for row in official.synonyms if row["words"]]

    assert len(rows) > 10
    for row in rows:
        assert not row["jobs"]
        assert first(row["term"]), row


def test_no_synonym_repeats_a_title_of_its_job(official):
    """What the texts print is theirs to say."""
    printed = {}
    for framework, key, text in JobTitle.objects.values_list("job__framework__code", "job__key", "text"):
        printed.setdefault(f"{framework}/{key}", set()).add(fold(text))

    assert [
        row["term"] for row in official.synonyms for name in row["jobs"] if fold(row["term"]) in printed[name]
    ] == []


def test_a_term_is_given_once(official):
    terms = [fold(row["term"]) for row in official.synonyms]

    assert len(terms) == len(set(terms))


def test_a_load_leaves_what_people_added_even_on_the_same_word(official, admin_user):
    theirs = record_synonym(Synonym(term="kiné"), jobs=[job_of("clcc/brancardier")], by=admin_user)

    summary = load(official)

    assert summary.writes == 0
    assert set(Synonym.objects.filter(term="kiné").values_list("origin", flat=True)) == {Origin.TEXT, Origin.ENTERED}
    assert [job.key for job in theirs.jobs.all()] == ["brancardier"]
    assert {"clcc/brancardier", "clcc/masseur-kinesitherapeute"} <= set(first("kiné"))


def test_a_synonym_that_leaves_the_fixtures_leaves_the_search(official):
    official.synonyms[:] = [row for row in official.synonyms if row["term"] != "kiné"]

    load(official)

    assert not Synonym.objects.filter(term="kiné").exists()
    assert not SearchWord.objects.filter(word="kine").exists()


def test_a_synonym_of_an_unknown_job_is_refused(official):
    official.synonyms.append({"term": "x1", "jobs": ["clcc/nulle-part"], "words": ""})

    with pytest.raises(LoadError, match="nulle-part"):
        load(official)


# Shown as ours


def test_the_sheet_says_what_we_call_the_job_and_that_it_is_ours(client):
    head = read(client.get("/emplois/clcc/infirmier-de/")).one("div", "sheethead").text

    assert "Aussi appelé (par Repères, et non par le texte) : IDE, IDES, infirmier diplômé d’État" in head


def test_a_job_without_synonym_says_nothing_of_it(client):
    assert "par Repères" not in read(client.get("/emplois/clcc/principalat/")).one("div", "sheethead").text


def test_the_json_gives_them(client):
    found = json.loads(client.get("/api/v1/emplois/ucanss/060305").content)

    assert found["synonymes"] == ["IDEC"]


# What people do


def test_a_recorded_synonym_is_found_at_once_and_a_removed_one_no_more(admin_user):
    synonym = record_synonym(Synonym(term="grouillot"), jobs=[job_of("clcc/brancardier")], by=admin_user)

    assert first("grouillots") == ["clcc/brancardier"]
    assert Listing.objects.get(key="brancardier").synonyms == ["grouillot"]

    remove_synonyms([synonym], by=admin_user)

    assert first("grouillots") == []


def test_a_word_recorded_for_others_finds_them(admin_user):
    record_synonym(Synonym(term="trépassé", words="défunts"), jobs=[], by=admin_user)

    assert first("trépassés")[:1] == first("défunts")[:1] == ["clcc/brancardier"]


@pytest.mark.parametrize(
    ("term", "jobs", "words", "field"),
    [
        ("de la", ["clcc/brancardier"], "", "term"),
        ("x", ["clcc/brancardier"], "", "term"),
        ("grouillot", [], " ", "jobs"),
        ("grouillot en chef", [], "brancardier", "term"),
        ("grouillot", [], "de la", "words"),
    ],
)
def test_a_synonym_that_would_find_nothing_is_refused_in_french(admin_user, term, jobs, words, field):
    with pytest.raises(SynonymRefused) as refusal:
        record_synonym(Synonym(term=term, words=words), jobs=[job_of(name) for name in jobs], by=admin_user)

    assert refusal.value.field == field
    assert str(refusal.value).endswith(".")
    assert not Synonym.objects.filter(origin=Origin.ENTERED).exists()


def test_a_synonym_of_the_fixtures_is_not_theirs_to_change(admin_user):
    ours = Synonym.objects.get(term="kiné")

    with pytest.raises(SynonymRefused):
        record_synonym(ours, jobs=[job_of("clcc/brancardier")], by=admin_user)
    with pytest.raises(SynonymRefused):
        remove_synonyms([ours], by=admin_user)

    assert Synonym.objects.get(term="kiné").jobs.count() == 2


# The desk


def test_hr_adds_a_synonym_at_the_desk_changes_it_and_removes_it(admin_client):
    job = job_of("clcc/brancardier")

    added = admin_client.post(reverse("admin:jobs_synonym_add"), {"term": "grouillot", "jobs": [job.pk], "words": ""})
    synonym = Synonym.objects.get(term="grouillot")
    assert (added.status_code, first("grouillot")) == (302, ["clcc/brancardier"])

    address = reverse("admin:jobs_synonym_change", args=[synonym.pk])
    admin_client.post(address, {"term": "xylographe", "jobs": [job.pk], "words": ""})
    assert (first("grouillot"), first("xylographe")) == ([], ["clcc/brancardier"])

    admin_client.post(reverse("admin:jobs_synonym_delete", args=[synonym.pk]), {"post": "yes"})
    assert first("xylographe") == []


def test_the_desk_refuses_what_leads_nowhere(admin_client):
    answer = admin_client.post(reverse("admin:jobs_synonym_add"), {"term": "grouillot", "jobs": [], "words": ""})

    assert answer.status_code == 200
    assert "Donnez au moins un emploi" in answer.content.decode()
    assert not Synonym.objects.filter(term="grouillot").exists()


def test_the_desk_shows_ours_and_does_not_change_it(admin_client):
    ours = Synonym.objects.get(term="kiné")
    address = reverse("admin:jobs_synonym_change", args=[ours.pk])

    page = admin_client.get(address).content.decode()
    refused = admin_client.post(address, {"term": "autre", "jobs": [], "words": "soins"}).status_code
    gone = admin_client.post(reverse("admin:jobs_synonym_delete", args=[ours.pk]), {"post": "yes"}).status_code

    assert "fourni avec le portail" in page
    assert (refused, gone) == (403, 403)
    assert Synonym.objects.filter(term="kiné").exists()


def test_the_list_of_synonyms_is_searched_without_accents_at_a_fixed_cost(admin_client, django_assert_num_queries):
    address = reverse("admin:jobs_synonym_changelist")
    with django_assert_num_queries(5):  # session, user, how many, the rows, their jobs
        whole = admin_client.get(address)

    found = admin_client.get(address, {"q": "kine"}).content.decode()

    assert whole.status_code == 200
    assert "Masseur-kinésithérapeute" in found
