"""What the reads answer: counts that a naive recount finds again, and a sheet as of a day."""

from collections import Counter
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from jobs import queries
from jobs.enums import SheetState
from jobs.filters import JobFilter
from jobs.indexing import refresh_listings
from jobs.kept_queries import facet_counts
from jobs.models import Item, Job, Listing, Section, Sheet
from jobs.selection import FACETS
from texts.models import Document, Passage

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


def naive_lines(day, query):
    """(line, its facets) for each job known on `day` that answers the words of `query`, if any, in plain Python."""
    said = JobFilter(QueryDict(urlencode({"q": query, "au": day.isoformat()})), choices={}, today=TODAY)
    found = set(said.lines().values_list("pk", flat=True)) if query else None
    return [
        (row, {(f.facet, f.value) for f in row.facets.all()})
        for row in Listing.objects.prefetch_related("facets")
        if (row.since is None or row.since <= day) and (row.until is None or row.until > day)
        if found is None or row.pk in found
    ]


def bears(line, held):
    """Whether a line bears one of the values of each facet held."""
    return all(any((name, value) in line[1] for value in values) for name, values in held.items())


@pytest.mark.parametrize(
    "address",
    [
        "",
        "q=soins",
        "q=HYGIENE&nature=emploi",
        "referentiel=ucanss",
        "referentiel=ucanss&referentiel=clcc&nature=emploi",
        "referentiel=ucanss&niveau=3EB&niveau=6EA&q=hygiène",
        "statut=supprime&referentiel=anap",
        "pays=quebec&theme=parcours",
        "grille=ucanss-administratif&nature=emploi_rattache&statut=remplace",
        "niveau_diplome=6&niveau_diplome=7&referentiel=ucanss",
        "referentiel=clcc&au=2022-01-01",
        "statut=remplace&au=2025-06-30",
    ],
)
def test_each_facet_counts_everything_but_itself(address):
    """Recounted in Python, line by line, from the facts of each line."""
    data = QueryDict(address)
    asked = JobFilter(
        data, choices=queries.facet_choices(day=date.fromisoformat(data.get("au", "2026-03-01"))), today=TODAY
    )
    assert asked.selection.problems == ()
    held = asked.selection.facets
    lines = naive_lines(asked.selection.day, asked.selection.query)

    page = queries.job_page(lines=asked.lines(), sort="intitule", page=1, found=asked.search)
    counts, total = facet_counts(choices=asked.choices, held=held, day=asked.selection.day)
    if asked.search:
        counts, total = asked.search.counts, page.total
    found = queries.facet_values(choices=asked.choices, held=held, counts=counts)

    assert page.total == total == sum(bears(line, held) for line in lines)
    assert [facet.name for facet in found] == list(FACETS)
    for facet in (facet for facet in found if facet.name != "revision"):  # of the day's plan, not of a line's facts
        others = {name: values for name, values in held.items() if name != facet.name}
        counted = Counter(
            value for line in lines if bears(line, others) for name, value in line[1] if name == facet.name
        )
        assert {choice.value: choice.count for choice in facet.choices if choice.count} == counted, facet.name
        assert {choice.value for choice in facet.choices if choice.checked} == set(held.get(facet.name, ()))


def test_the_choices_of_a_facet_are_those_of_the_day():
    before = queries.facet_choices(day=date(2022, 1, 1))
    after = queries.facet_choices(day=date(2023, 1, 31))

    assert {"D", "E", "F"} & set(before["niveau"]) == set()
    assert {"D", "E", "F"} <= set(after["niveau"])
    assert list(after["referentiel"].values())[:1] == ["CLCC"]


def test_the_countries_are_those_counted_by_eye():
    """« C’EST DÉJÀ LÀ… EN ALLEMAGNE » three times, « AUX ÉTATS-UNIS » ten… thirty-four in all."""
    asked = JobFilter(QueryDict(""), choices=queries.facet_choices(day=TODAY), today=TODAY)
    facets = queries.facet_values(choices=asked.choices, held={}, counts=asked.choices.counts)

    (countries,) = [facet for facet in facets if facet.name == "pays"]

    assert {choice.label: choice.count for choice in countries.choices} == {
        "Allemagne": 3, "Belgique": 1, "Canada": 1, "Espagne": 1, "États-Unis": 10, "France": 9, "Monde": 1,
        "Pays-Bas": 1, "Québec": 2, "Royaume-Uni": 3, "Suisse": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("framework", "key", "answer"),
    [
        ("ucanss", "06030101", ("ucanss", "060303")),  # line 1197: « 060303 (ou 06030101) »
        ("ucanss", "06030102", ("ucanss", "060304")),  # line 1218
        ("ucanss", "060107", ("ucanss", "060307")),  # line 1146
        ("ucanss", "06030103", None),  # line 1036: a job of its own
        ("fph", "15D30", ("fph", "15d30")),
        ("UCANSS", "060101", ("ucanss", "060101")),
        ("clcc", "Agent-De-Service", ("clcc", "agent-de-service")),
        ("clcc", "06030101", None),
        ("ucanss", "nulle-part", None),
        ("ailleurs", "060101", None),
        ("ucanss", "", None),
    ],
)
def test_another_code_or_another_case_is_known(framework, key, answer):
    assert queries.other_place(framework=framework, key=key) == answer


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("aide-soignante", "Aide-soignant"),
        ("infirmier-hygieniste", "Infirmier(e) hygiéniste"),
        ("orthophonyste", "Orthophoniste"),
        ("designer", "Designer hospitalier"),
    ],
)
def test_the_nearest_titles_come_first(words, title):
    found = queries.nearest_titles(words=words, day=TODAY)

    assert title in [line.title for line in found[:3]]
    assert len(found) <= 6


def test_no_title_is_near_to_noise():
    assert queries.nearest_titles(words="zzzzqqqq", day=TODAY) == []


def test_the_first_day_of_a_job_is_that_of_its_first_text():
    assert queries.first_day(framework="clcc", key="agent-de-service") == date(2021, 4, 1)
    assert queries.first_day(framework="clcc", key="assistant-medical-specialise") == date(2023, 1, 31)
    assert queries.first_day(framework="ucanss", key="060101") is None
    assert queries.first_day(framework="ucanss", key="nulle-part") is False


# A sheet, as of a day


def job_of(framework: str, key: str) -> Job:
    return Job.objects.get(framework__code=framework, key=key)


def adopt_second_wording(job: Job, *, document: Document, words: str) -> None:
    """A second wording of the job, carried by `document`."""
    sheet = Sheet.objects.create(job=job, number=2, document=document)
    section = Section.objects.create(sheet=sheet, kind="missions", heading="Missions", order=1)
    Item.objects.create(section=section, text=words, fold=words.lower(), lineage="e-second", order=1)
    Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.ADOPTED)
    refresh_listings()


def missions(found) -> list[str]:
    return [item.text for section in found.sheet.sections if section.kind == "missions" for item in section.items]


def test_the_sheet_shown_is_the_one_in_force_that_day():
    """Its text was signed on 31 January 2023: the first wording until the day before, the second from then on."""
    job = job_of("clcc", "agent-de-service")
    adopt_second_wording(job, document=Document.objects.get(slug="clcc-avenant-2023-06"), words="Seconde rédaction")

    before = queries.job_sheet(framework="clcc", key=job.key, day=date(2023, 1, 30))
    after = queries.job_sheet(framework="clcc", key=job.key, day=date(2023, 1, 31))

    assert (before.sheet.number, after.sheet.number) == (1, 2)
    assert missions(before)[0].startswith("Effectuer, sur consignes précises")
    assert missions(after) == ["Seconde rédaction"]


@pytest.mark.parametrize(("day", "found"), [(date(2023, 1, 30), 0), (date(2023, 1, 31), 1)])
def test_the_search_reads_the_wording_in_force_that_day(day, found):
    text = Document.objects.get(slug="clcc-avenant-2023-06")
    adopt_second_wording(job_of("clcc", "agent-de-service"), document=text, words="Abracadabra")

    def answering(query):
        data = QueryDict(urlencode({"q": query, "au": day.isoformat()}))
        lines = JobFilter(data, choices=queries.facet_choices(day=day), today=TODAY).lines()
        return lines.filter(key="agent-de-service").count()

    assert answering("Abracadabra") == found
    assert answering("réapprovisionner quotidiennement") == 1 - found  # line 245, in the first wording only


@pytest.mark.parametrize("day", [date(2022, 1, 1), TODAY])
def test_a_draft_is_neither_shown_nor_searched_nor_linked(day):
    job = job_of("clcc", "agent-de-service")
    passage = Passage.objects.get(document__slug="clcc-avenant-2021-01", line_start=247)
    sheet = Sheet.objects.create(job=job, number=2, document=passage.document, passage=passage)
    section = Section.objects.create(sheet=sheet, kind="missions", order=1)
    Item.objects.create(
        section=section, text="Abracadabra", fold="abracadabra", lineage="e-draft", passage=passage, order=1
    )

    refresh_listings()
    found = queries.job_sheet(framework="clcc", key=job.key, day=day)
    asked = JobFilter(QueryDict("q=abracadabra"), choices=queries.facet_choices(day=day), today=day)
    drawn = queries.drawn_from(passage.document_id)

    assert found.sheet.number == 1
    assert asked.lines().count() == 0
    (link,) = drawn[passage.pk]
    in_force = Item.objects.get(passage=passage, section__sheet__number=1)
    assert link.url == f"/emplois/clcc/agent-de-service/#{in_force.lineage}"


def test_before_its_first_text_a_job_has_no_sheet():
    assert queries.job_sheet(framework="clcc", key="agent-de-service", day=date(2021, 3, 31)) is None
    assert queries.job_sheet(framework="clcc", key="agent-de-service", day=date(2021, 4, 1)) is not None


@pytest.mark.parametrize(
    ("framework", "key"),
    [("clcc", "assistant-medical-specialise"), ("clcc", "aide-de-laboratoire"), ("ucanss", "060101"),
     ("ucanss", "0111"), ("ucanss", "011401"), ("fph", "15d30"), ("anap", "assistant-medical")],
)  # fmt: skip
def test_a_sheet_costs_fourteen_queries_at_most(framework, key):
    with CaptureQueriesContext(connection) as captured:
        queries.job_sheet(framework=framework, key=key, day=date(2023, 6, 1))

    assert len(captured) <= 14
