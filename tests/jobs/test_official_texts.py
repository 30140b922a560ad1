"""A new text as HR registers it: its dates as they become known, its lines as passages, equal wordings linked."""

from datetime import date

import pytest

from jobs.actions import DateRefused, TextRefused, paste_wording, record_date, register_text
from jobs.actions.wordings import held_wording
from jobs.enums import Deed
from jobs.models import Item, Sheet, Trace
from jobs.pasted_text import pasted_lines
from tests.jobs.versions import amendment, in_days, next_version, the_job
from texts.enums import PassageKind
from texts.models import Document, Passage, TextDate

pytestmark = pytest.mark.django_db
WORDING = "Avenant n° 2026-01\r\n\r\n  Article 1\n– accueillir ;\n1. classer\n\tranger\n"


def register(user, **more):
    return register_text(kind="avenant", title="Avenant n° 2026-01 du 2 mars 2026", by=user, **more)


def test_a_text_is_registered_with_what_is_known_of_it(admin_user):
    text = register(
        admin_user, reference="Avenant n° 2026-01", nor="aset2650001m", idcc="2046", issuer="Branche des CLCC",
        signatories=[{"organisation": "Unicancer", "college": "employeurs"}], dates={"signature": date(2026, 3, 2)},
    )  # fmt: skip

    row = Document.objects.with_dates().get(pk=text.pk)
    assert (row.slug, row.short_title, row.nor, row.signed_on, row.effect_on) == (
        "avenant-n-2026-01", "Avenant n° 2026-01", "ASET2650001M", date(2026, 3, 2), None,
    )  # fmt: skip
    assert row.order == 6
    trace = Trace.objects.get()
    assert (trace.deed, trace.by, trace.after["dates"]) == (Deed.REGISTERED, admin_user, {"signature": "2026-03-02"})


def test_each_line_becomes_a_passage_and_together_they_give_the_text_back(admin_user):
    text = register(admin_user, wording=WORDING)

    rows = list(Passage.objects.filter(document=text).order_by("order"))
    assert [(row.kind, row.text, row.line_start) for row in rows] == [
        (PassageKind.PARAGRAPH, "Avenant n° 2026-01", 1),
        (PassageKind.ARTICLE, "Article 1", 3),
        (PassageKind.MARKER, "–", 4),
        (PassageKind.PARAGRAPH, "accueillir ;", 4),
        (PassageKind.MARKER, "1.", 5),
        (PassageKind.PARAGRAPH, "classer", 5),
        (PassageKind.PARAGRAPH, "ranger", 6),
    ]
    assert [text.text[row.spans[0][0] : row.spans[0][1]] for row in rows] == [row.text for row in rows]
    assert "".join(row.text for row in rows).replace(" ", "") == "".join(text.text.split())


def test_its_page_shows_it_line_by_line(client, admin_user):
    text = register(admin_user, wording=WORDING)

    page = client.get(f"/documents/{text.slug}/").content.decode()

    assert 'id="l4"' in page
    assert '<a href="#p-l3">Article 1</a>' in page
    assert "accueillir" in page


@pytest.mark.parametrize(
    ("more", "field"),
    [({"nor": "ASET2150539M"}, "nor"), ({"short_title": "x" * 81, "reference": "y" * 81}, "reference")],
)
def test_what_makes_no_sense_is_refused_by_field(admin_user, more, field):
    before = Document.objects.count()

    with pytest.raises(TextRefused) as refusal:
        register(admin_user, **more)

    assert refusal.value.field == field
    assert Document.objects.count() == before


def test_a_date_before_the_signature_is_refused(admin_user):
    with pytest.raises(DateRefused, match="précède sa signature"):
        register(admin_user, dates={"signature": date(2026, 3, 2), "effet": date(2026, 3, 1)})
    assert not Document.objects.filter(origin="saisie").exists()


def test_a_signature_to_come_is_refused(admin_user):
    with pytest.raises(DateRefused, match="ne peut pas être à venir"):
        register(admin_user, dates={"signature": in_days(1)})
    text = register(admin_user, dates={"signature": in_days(0)})

    with pytest.raises(DateRefused, match="ne peut pas être à venir"):
        record_date(TextDate(document=text, kind="signature", value=in_days(1)), by=admin_user)
    assert [row.value for row in TextDate.objects.filter(document=text)] == [in_days(0)]


def test_two_texts_of_one_name_have_two_addresses(admin_user):
    assert [register(admin_user, reference="Avenant A").slug for _ in range(3)] == [
        "avenant-a", "avenant-a-2", "avenant-a-3",
    ]  # fmt: skip


def test_a_wording_pasted_after_the_adoption_links_the_lines_that_it_prints(admin_user):
    job = the_job()
    first = held_wording(Sheet.objects.get(job=job))[0].items[0].text
    text = amendment(admin_user)
    sheet = next_version(job, first, "Tenir la main courante", document=text, by=admin_user)
    digest = Sheet.objects.get(pk=sheet.pk).content_hash
    assert Item.objects.get(section__sheet=sheet, text="Tenir la main courante").passage is None

    paste_wording(text, wording="• tenir la main courante.\n", by=admin_user)

    item = Item.objects.get(section__sheet=sheet, text="Tenir la main courante")
    assert item.passage.document == text
    assert Sheet.objects.get(pk=sheet.pk).content_hash == digest
    assert Trace.objects.filter(deed=Deed.WORDED).get().after["lignes_liees"] == 1


def test_a_wording_is_given_once_and_never_to_a_text_of_the_portal(admin_user):
    text = register(admin_user, wording=WORDING)

    for document in (text, Document.objects.get(slug="clcc-avenant-2021-01")):
        with pytest.raises(TextRefused, match="déjà sa rédaction"):
            paste_wording(document, wording="Autre chose", by=admin_user)


@pytest.mark.parametrize("wording", ["", " \n\t\n", "-", "- ", "1.", "a) b", "12 patients", "–sans blanc"])
def test_odd_lines_lose_no_character(wording):
    assert "".join(line.text for line in pasted_lines(wording)).replace(" ", "") == "".join(wording.split())
