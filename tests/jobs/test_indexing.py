"""The lines of the list say what the facts say, on every day, and nothing of what is being drafted."""

from collections import defaultdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.enums import Status
from jobs.facet_labels import SAME_DIPLOMA, commonest
from jobs.indexing import refresh_listings
from jobs.models import Fact, Item, Job, Listing, ListingFacet, Section, Sheet
from tests.jobs.versions import version_of
from texts.enums import DateKind
from texts.folding import fold
from texts.models import Document, TextDate

pytestmark = pytest.mark.django_db


def job_of(framework: str, key: str) -> Job:
    return Job.objects.get(framework__code=framework, key=key)


def lines_of(framework: str, key: str) -> list[Listing]:
    return sorted(Listing.objects.filter(framework=framework, key=key), key=lambda line: line.since or date.min)


def levels(line: Listing) -> list[str]:
    return list(line.facets.filter(facet="niveau").order_by("rank").values_list("value", flat=True))


def test_nothing_is_written_when_nothing_changed():
    with CaptureQueriesContext(connection) as queries:
        changed = refresh_listings()

    assert changed == 0
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}


def test_a_job_announced_as_replaced_in_2025_has_a_line_before_and_a_line_after():
    before, after = lines_of("ucanss", "011401")

    assert (before.since, before.until, before.status, before.past) == (
        None, date(2026, 1, 1), Status.IN_FORCE, False,
    )  # fmt: skip
    assert before.note == "remplacement annoncé pour 2025, sans jour précisé"
    assert (after.since, after.until, after.status, after.past) == (date(2026, 1, 1), None, Status.REPLACED, True)
    assert after.note == "remplacé (annoncé pour 2025, réalisation non attestée)"
    assert before.successor == after.successor == "011122 Conseiller(ère) carrière"


def test_the_place_of_the_assistant_medical_is_known_from_the_text_that_gives_it():
    """The sheet is of 2021, the group of the amendment signed on 31 January 2023 (line 79)."""
    of_2021, of_2023 = lines_of("clcc", "assistant-medical")

    assert (of_2021.since, of_2021.until, levels(of_2021)) == (date(2021, 4, 1), date(2023, 1, 31), [])
    assert (of_2023.since, of_2023.until, levels(of_2023)) == (date(2023, 1, 31), None, ["E"])
    assert of_2021.excerpt == of_2023.excerpt == "Assurer la gestion du dossier du patient"


def test_a_deleted_job_is_known_from_the_text_that_deletes_it():
    (line,) = lines_of("clcc", "aide-de-laboratoire")

    assert (line.since, line.until) == (date(2021, 4, 1), None)
    assert (line.status, line.past, line.excerpt) == (Status.DELETED, True, "")


def test_the_opening_of_a_sheet_is_shown_mended_and_whole():
    (line,) = lines_of("clcc", "agent-de-service")

    assert line.excerpt == (
        "Effectuer, sur consignes précises d’exécution, des travaux divers tels que nettoyage, hygiène, tâches de "
        "liaisons et manutention, restauration, entretien…"
    )


def test_on_no_day_does_a_job_have_two_lines():
    """On each day on which something changes, and on the day before."""
    edges = set(Listing.objects.values_list("since", flat=True)) | set(Listing.objects.values_list("until", flat=True))
    days = {date(1999, 1, 1), date(2099, 1, 1), *(edges - {None})}

    for day in days:
        jobs = list(Listing.objects.on(day).values_list("job", flat=True))
        assert len(jobs) == len(set(jobs))
    assert Listing.objects.on(date(2099, 1, 1)).count() == Job.objects.count()


def test_titles_are_ranked_as_a_french_reader_would():
    titles = list(Listing.objects.order_by("rank_title").values_list("title", flat=True))

    assert [fold(title) for title in titles] == sorted(fold(title) for title in titles)


def test_a_value_of_a_facet_has_one_label_and_one_rank():
    """Two printed values that would share an address would be counted as one."""
    said = defaultdict(set)
    for facet, value, label, rank in ListingFacet.objects.values_list("facet", "value", "label", "rank"):
        said[facet, value].add((label, rank))

    assert {key: labels for key, labels in said.items() if len(labels) > 1} == {}


def bearing(value: str) -> tuple[set[str], set[str]]:
    """The keys of the jobs that bear a required diploma, and its labels."""
    rows = ListingFacet.objects.filter(facet="diplome", value=value).values_list("listing__key", "label")
    return {key for key, _ in rows}, {label for _, label in rows}


def test_the_wordings_of_one_numbered_diploma_are_one_value():
    """RNCP 8940 follows three wordings in the annex: lines 1017, 1117 and 1132, then 1040, 1061 and 1228."""
    keys, labels = bearing("de-diplome-detat-dinfirmier-ou-dinfirmiere")

    assert keys == {"060301", "071001", "071101", "06030103", "060302", "060305"}
    assert labels == {"DE - Diplôme d'Etat d'infirmier ou d'infirmière"}
    # the amendment gives no number: its diploma stays apart
    assert bearing("diplome-detat-dinfirmier")[0] == {
        "infirmier-de", "infirmier-de-bloc-operatoire-de", "infirmier-de-puericulture-de",
    }  # fmt: skip


def test_every_wording_that_is_gathered_is_printed_with_its_number():
    for wording, label in SAME_DIPLOMA.items():
        for printed in (wording, label):
            jobs = Job.objects.filter(facts__kind="diplome", facts__value=printed)
            assert jobs.exists()
            assert all(list(job.facts.filter(kind="rncp").values_list("value", flat=True)) == ["8940"] for job in jobs)


def test_a_diploma_printed_with_two_apostrophes_is_one_value():
    keys, labels = bearing("certificat-de-capacite-dorthophoniste")

    assert keys == {"orthophoniste", "060201"}
    assert labels == {"Certificat de capacité d’orthophoniste"}


def test_a_facet_is_named_by_the_wording_printed_most():
    rows = [("theme", "Soins d'urgence"), ("theme", "Soins d’urgence"), ("theme", "Soins d'urgence")]

    assert commonest(rows) == {("theme", "soins-durgence"): "Soins d'urgence"}


def test_a_level_is_ordered_as_its_grid_prints_it():
    """Line 690 of the annex: 1E 2E 3EA 3EB 4E 5E 6EA 6EB 6EC 7E 8E 9E 10E 11E 12E."""
    rows = ListingFacet.objects.filter(facet="niveau", listing__facets__value="ucanss-soignants")
    found = list(dict.fromkeys(rows.order_by("rank").values_list("value", flat=True)))

    printed = ["1E", "2E", "3EA", "3EB", "4E", "5E", "6EA", "6EB", "6EC", "7E", "8E", "9E", "10E", "11E", "12E"]
    assert found == [level for level in printed if level in found]
    assert {"2E", "3EB", "10E", "12E"} <= set(found)


def test_an_attached_job_bears_the_grid_of_its_metier_and_no_level():
    (line,) = lines_of("ucanss", "011101")

    assert set(line.facets.filter(facet="grille").values_list("value", flat=True)) == {"ucanss-administratif"}
    assert levels(line) == []
    assert levels(*lines_of("ucanss", "0111")) == ["3", "4A", "4B"]
    assert line.meta == "métier 0111 Gestionnaire conseil sécurité sociale"


def test_a_date_of_effect_recorded_moves_every_line_of_its_text(admin_user):
    text = Document.objects.get(slug="clcc-avenant-2021-01")
    TextDate.objects.create(document=text, kind=DateKind.EFFECT, value=date(2021, 8, 1), recorded_by=admin_user)

    changed = refresh_listings()

    assert changed == 37 + 9  # the sheets of the annex and the deleted jobs of article 2
    assert {line.since for line in lines_of("clcc", "agent-de-service")} == {date(2021, 8, 1)}
    assert {line.since for line in lines_of("clcc", "aide-de-laboratoire")} == {date(2021, 8, 1)}
    assert not Listing.objects.on(date(2021, 7, 31)).filter(framework="clcc").exists()


def draft_of(job: Job, *, words: str, document: Document | None = None) -> Sheet:
    """A draft beside the sheet in force, whose only mission is `words`."""
    sheet = Sheet.objects.create(job=job, number=2, document=document)
    section = Section.objects.create(sheet=sheet, kind="missions", order=1)
    Item.objects.create(section=section, text=words, fold=fold(words), lineage="e-draft", order=1)
    return sheet


def test_a_draft_says_nothing_in_the_list():
    job = job_of("clcc", "agent-de-service")
    draft_of(job, words="Mission qui n’est pas adoptée")
    draft_of(job_of("clcc", "aide-de-laboratoire"), words="Fiche inventée", document=Document.objects.last())

    assert refresh_listings() == 0
    assert not Listing.objects.filter(excerpt__contains="adoptée").exists()


def test_a_changed_fact_rewrites_the_lines_of_its_job_alone():
    before = set(Listing.objects.values_list("pk", flat=True))
    job = job_of("ucanss", "060101")
    Fact.objects.create(job=job, document=job.facts.first().document, kind="pays", value="Québec")

    changed = refresh_listings()

    assert changed == 1
    (line,) = lines_of("ucanss", "060101")
    assert list(line.facets.filter(facet="pays").values_list("value", "label")) == [("quebec", "Québec")]
    after = set(Listing.objects.values_list("pk", flat=True))
    assert (len(before - after), after - before) == (1, {line.pk})


def test_looking_at_one_job_gives_what_looking_at_all_of_them_does():
    """A version that counts from a day inside a period cuts a line in two, and moves the rank of those after it."""
    job = version_of("secretaire", ["Dompter des hippogriffes"], on=date(2022, 1, 1))
    assert refresh_listings([job.pk]) == 1
    days = [date(2021, 4, 1), date(2022, 1, 1), date(2023, 1, 31)]  # signed, revised, placed by the second amendment
    assert [line.since for line in lines_of("clcc", job.key)] == days

    with CaptureQueriesContext(connection) as queries:
        changed = refresh_listings()

    assert changed == 0
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}
