"""What people at the desk could write to do harm comes out as text, in every page and every file.

One sentence that is at once markup, a formula, a template and typst code goes through each field in which HR, or a
commission, may write; then what shows it is read: pages, CSV, XLSX, JSON, JSON-LD, feed, PDF.
"""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from xml.etree import ElementTree

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from careers.models import Criterion, Node, Path, PromotionCount, Provision, Step
from grids.models import Grid
from jobs.actions import (
    mandates,
    opinions,
    place_jobs,
    record_synonym,
    register_text,
    save_draft,
    start_revision,
    submit,
)
from jobs.actions import revision as campaigns
from jobs.actions.entered_facts import record_decision
from jobs.enums import EntryOutcome, EntryReason, SheetState
from jobs.mandate_links import token_of
from jobs.models import Campaign, Item, Mandate, MandateLink, Organisation, Section, Sheet, Synonym
from jobs.notation import SectionField
from jobs.placed import Placed, token
from jobs.queries.opinions import wording_of
from tests.harness import CheckingClient
from tests.jobs.versions import the_job
from tests.pages import read, words
from tests.pdfs import Pdf
from texts.models import Anomaly, AnomalyDecision, Document

pytestmark = [pytest.mark.django_db, pytest.mark.long]

MARKUP = '=HYPERLINK("http://x")</script><script>alert(1)</script><img src=x onerror="alert(2)">&lt;b&gt;'
HOSTILE = f"{MARKUP} #panic(1) $x$ _a_ *b* @c `e` \\ // ]]> '; DROP TABLE jobs_job; --"
#: the parts that markup, a template or typst would have swallowed
SEEN = ("<script>alert(1)</script>", '<img src=x onerror="alert(2)">', "&lt;b&gt;")
YEAR = timezone.localdate().year
DAY = date(2026, 3, 2)


def poisoned(row: models.Model, **kept) -> models.Model:
    """`row` copied as a new one, with hostile words in every field where a person writes some."""
    for field in row._meta.concrete_fields:
        if field.name in kept:
            setattr(row, field.name, kept[field.name])
        elif isinstance(field, models.TextField):
            setattr(row, field.name, HOSTILE)
        elif isinstance(field, models.CharField) and not (field.choices or isinstance(field, models.SlugField)):
            setattr(row, field.name, HOSTILE[: field.max_length])
    row.pk, row._state.adding = None, True
    row.save()
    return row


def hostile_path(by) -> None:
    """A path of one step, as HR enters it: each of its rows says the sentence wherever it may."""
    old = Path.objects.get(slug="assistant-medical")
    way = Step.objects.filter(path=old).exclude(departure=None).first()
    criteria = {row.kind: row for row in Criterion.objects.filter(step__path=old)}.values()
    provisions = {row.kind: row for row in Provision.objects.filter(path=old)}.values()
    ends = [Node.objects.get(pk=pk) for pk in (way.departure_id, way.arrival_id)]
    keys = (f"k{number}" for number in count(1))
    path = poisoned(old, slug="hostile", origin="saisie")
    departure, arrival = (poisoned(node, path=path, key=next(keys), origin="saisie") for node in ends)
    step = poisoned(way, path=path, departure=departure, arrival=arrival, origin="saisie")
    for row in criteria:
        poisoned(row, step=step, key=next(keys), alternative="", origin="saisie")
    for row in provisions:
        poisoned(row, path=path, step=step, origin="saisie")
    PromotionCount.objects.create(step=step, year=YEAR - 1, count=1, note=HOSTILE[:250], recorded_by=by)


def hostile_version(text: Document, by) -> None:
    """The second version of a sheet, carried by `text`: headings, sub-headings and lines."""
    sheet = Sheet.objects.create(job=the_job(key="brancardier"), number=2, origin="saisie")
    for order, kind in enumerate(("missions", "activites", "connaissances", "diplome"), 1):
        section = Section.objects.create(sheet=sheet, kind=kind, order=order, heading=HOSTILE, group=HOSTILE)
        item = Item.objects.create(section=section, text=HOSTILE, lineage=f"e-hostile{order}0", order=1)
        Item.objects.create(section=section, parent=item, text=HOSTILE, lineage=f"e-hostile{order}1", order=2)
    sheet.document, sheet.state = text, SheetState.ADOPTED
    sheet.adopted_at, sheet.adopted_by = timezone.now(), by
    sheet.save()


def hostile_campaign(by) -> None:
    """The table of this year: who asked, why, what was decided."""
    union = campaigns.record_organisation(Organisation(name=HOSTILE[:120], college="salaries"), by=by)
    campaign = campaigns.open_campaign(year=YEAR, jobs=[], organisations=[union], by=by)
    asked = campaigns.enter(
        campaign, the_job(), reason=EntryReason.REQUEST, note=HOSTILE[:250], requested_by=union, by=by
    )
    campaigns.decide(asked, outcome=EntryOutcome.EXAMINED, reason=HOSTILE[:250], on=timezone.localdate(), by=by)
    hostile_opinion(campaign, union, by)


def hostile_opinion(campaign: Campaign, union: Organisation, by) -> None:
    """What the union says of a proposal, on the whole and on a line, what it asks for, and what it is answered."""
    today, job = timezone.localdate(), the_job(key="infirmier-de")
    campaigns.enter(campaign, job, reason=EntryReason.TERM, by=by)
    fields = [SectionField("missions", HOSTILE[:200], HOSTILE)]
    draft = save_draft(start_revision(job, by=by), fields=fields, revision=0, by=by)
    draft = submit(draft, revision=draft.revision, by=by)
    holder = HOSTILE[: Mandate._meta.get_field("holder").max_length]
    mandate = mandates.give_mandate(campaign=campaign, organisation=union, holder=holder, starts_on=today, by=by)
    mandates.make_link(mandate, expires_on=today + timedelta(days=9), by=by)
    line = Item.objects.get(section__sheet=draft).lineage
    read = wording_of(Sheet.objects.select_related("based_on").get(pk=draft.pk)).token
    said = {"": HOSTILE, line: HOSTILE}
    opinion = opinions.give_opinion(mandate=mandate.pk, job=job.key, position="reserve", read=read, remarks=said)
    opinions.reply(opinion.remarks.first(), text=HOSTILE, by=by)
    asked = opinions.file_request(mandate=mandate.pk, job=the_job(key="secretaire").pk, reason=HOSTILE)
    opinions.answer_request(asked, outcome="refusee", reason=HOSTILE, by=by)


@pytest.fixture
def hostile(db) -> Document:
    """Everything that people may write, written by someone who means harm; gives the text that they registered."""
    by = get_user_model().objects.create_user("<script>alert(3)</script>")
    text = register_text(
        kind="avenant", title=HOSTILE[:250], short_title=HOSTILE[:80], issuer=HOSTILE[:80], reference=HOSTILE[:60],
        signatories=[{"organisation": HOSTILE, "college": "salaries"}], dates={"signature": DAY, "effet": DAY},
        wording=f"{HOSTILE}\n\n{HOSTILE}\n", by=by,
    )  # fmt: skip
    hostile_version(text, by)
    record_synonym(Synonym(term=HOSTILE[:60]), jobs=[the_job(key="brancardier")], by=by)
    place = Placed(group="E", position="=<b>1", stream="=<i>#x$", rating="<u>@1")
    grid = Grid.objects.get(slug="clcc-non-cadres")
    place_jobs(document=text, grid=grid, wanted={the_job(key="brancardier").pk: place}, read=token({}), by=by)
    record_decision(AnomalyDecision(anomaly=Anomaly.objects.first(), wording=HOSTILE, document=text), by=by)
    hostile_campaign(by)
    hostile_path(by)
    return text


def in_html(content: bytes, response) -> str:
    """Its words. The harness has looked for inline scripts and handlers; only data may stand in a script."""
    page = read(response)
    for script in page.all("script"):
        if data := "".join(child for child in script.children if isinstance(child, str)).strip():
            assert script.attrs["type"] == "application/ld+json"
            json.loads(data)
    assert page.all("img", src="x") == []
    return page.text + " ".join(value for node in page.walk() for value in node.attrs.values())


def in_csv(content: bytes, response) -> str:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in set("=+-@")] == []
    return " ".join(cell for row in rows for cell in row)


def in_xlsx(content: bytes, response) -> str:
    cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    return " ".join(str(cell.value) for cell in cells if cell.value is not None)


def in_json(content: bytes, response) -> str:
    def strings(value):
        if isinstance(value, str):
            yield value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from strings(inner)

    return " ".join(strings(json.loads(content)))


def in_feed(content: bytes, response) -> str:
    tree = ElementTree.fromstring(content)  # noqa: S314  our own answer
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= {
        "feed", "title", "link", "id", "updated", "subtitle", "author", "name", "entry", "summary", "rights", "icon"
    }  # fmt: skip
    # a summary is read as HTML by readers: it is text once that is done, too
    assert "<script" not in " ".join(
        element.text or "" for element in tree.iter("{http://www.w3.org/2005/Atom}summary")
    )
    return " ".join(tree.itertext())


def in_pdf(content: bytes, response) -> str:
    return Pdf(content).text


READERS: dict[str, Callable] = {
    "text/html": in_html,
    "text/csv": in_csv,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": in_xlsx,
    "application/json": in_json,
    "application/atom+xml": in_feed,
    "application/pdf": in_pdf,
}
JOB, OTHER = "/emplois/clcc/brancardier", "emploi=clcc/brancardier&emploi=clcc/aide-soignant"
#: where the sentence must be read, whole
SHOWN = [
    f"{JOB}/", f"{JOB}.json", f"{JOB}.pdf", f"{JOB}/versions/2/", f"{JOB}/versions/1...2/",
    f"/api/v1{JOB}", f"/api/v1{JOB}/versions/1...2", f"/comparer/?{OTHER}", f"/comparer.pdf?{OTHER}",
    f"/comparer.csv?{OTHER}", "/documents/{slug}/", "/documents/{slug}.txt", "/documents/", "/api/v1/documents",
    f"/revision/{YEAR}/", f"/revision/{YEAR}.csv", f"/revision/{YEAR}.xlsx", f"/revision/{YEAR}.pdf",
    f"/api/v1/revision/{YEAR}", "/parcours/hostile/", "/parcours/hostile/simulation/", "/api/v1/parcours/hostile",
    "/changements/", "/flux/", "/anomalies/", "/avis/{link}/", "/avis/{link}/infirmier-de/",
]  # fmt: skip
#: where nothing of it may run, whether it is shown or not
READ = [
    "/", f"{JOB}/versions/", f"/emplois/?texte=&q={HOSTILE[:20]}", "/emplois.csv", "/emplois.xlsx", "/api/v1/emplois",
    "/grilles/clcc-non-cadres/", "/grilles/clcc-non-cadres.csv", "/grilles/clcc-non-cadres.xlsx",
    "/grilles/clcc-non-cadres.pdf", "/grilles/clcc-non-cadres/E/", "/parcours/", f"{JOB}/parcours/",
    "/rapprochement/?emploi=clcc/brancardier", "/sitemap.xml", "/revision/", f"/revision/{YEAR}/infirmier-de/",
]  # fmt: skip


def test_hostile_words_come_out_as_words_everywhere(hostile):
    client, faults = CheckingClient(), []
    link = token_of(MandateLink.objects.get().key)

    for address in [*SHOWN, *READ]:
        response = client.get(address.replace("{slug}", hostile.slug).replace("{link}", link))
        kind = response.headers["Content-Type"].split(";")[0]
        assert response.status_code == 200, address
        told = words(READERS.get(kind, lambda content, _: content.decode())(response.content, response))
        squeezed = told.replace(" ", "").replace("\u200b", "")
        if address in SHOWN and not all(part.replace(" ", "") in squeezed for part in SEEN):
            faults.append(f"{address}: {[part for part in SEEN if part.replace(' ', '') not in squeezed]}")

    assert faults == []


def test_hostile_words_come_out_as_words_at_the_desk(hostile, admin_user):
    client = Client()
    client.force_login(admin_user)
    version = Sheet.objects.get(job=the_job(key="brancardier"), number=2)

    for address in (
        "/admin/jobs/trace/", f"/admin/jobs/sheet/{version.pk}/change/", f"/admin/texts/document/{hostile.pk}/change/",
        "/admin/jobs/synonym/", "/admin/jobs/organisation/", "/admin/jobs/entry/", "/admin/careers/criterion/",
        "/admin/careers/path/", "/admin/careers/step/", "/admin/careers/promotioncount/", "/admin/auth/user/",
        "/admin/texts/passage/", "/admin/jobs/placement/", f"/admin/texts/document/{hostile.pk}/history/",
        "/admin/jobs/mandate/", "/admin/jobs/opinion/", "/admin/jobs/remark/", "/admin/jobs/revisionrequest/",
        "/admin/texts/anomalydecision/",
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code in {200, 404}, address
        html = response.content.decode()
        assert "<script>alert" not in html, address
        assert "<img src=x" not in html, address

    trace = client.get("/admin/jobs/trace/csv/")
    if trace.status_code == 200:
        in_csv(trace.content, trace)
