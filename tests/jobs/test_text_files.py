"""The PDF of a text: looked at, kept, given to be saved with its hash."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jobs.actions import TextRefused
from jobs.actions.text_files import keep_pdf
from jobs.models import Trace
from tests.jobs.desk import person, signed_in
from tests.jobs.versions import amendment
from tests.pages import facts, read, words
from texts.models import Document, TextFile
from texts.pdf_files import LARGEST, fault_of_pdf

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def validator():
    return person("valideuse", "Valideur")


def pdf(content=PDF, name="avenant.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "n’est pas un PDF"),
        (b"PK\x03\x04 docx", "n’est pas un PDF"),
        (b"<html>%%EOF", "n’est pas un PDF"),
        (PDF[:-8], "incomplet"),
        (PDF + b"\0" * LARGEST, "plus de 20 Mo"),
    ],
)
def test_what_is_no_whole_pdf_is_refused_by_its_content(validator, content, sentence):
    assert sentence in fault_of_pdf(content)
    with pytest.raises(TextRefused, match=sentence):
        keep_pdf(amendment(validator), content=content, by=validator)
    assert not TextFile.objects.exists()


def test_a_text_is_registered_with_its_pdf_which_its_page_gives_to_save(client, validator, media):
    typed = {"kind": "avenant", "title": "Avenant 2026-03", "date_signature": "2026-03-02", "pdf": pdf()}

    assert signed_in(validator).post(reverse("admin:texts_document_add"), typed).status_code == 302

    document = Document.objects.get(title="Avenant 2026-03")
    page = read(client.get(f"/documents/{document.slug}/"))
    digest = sha256(PDF).hexdigest()
    assert facts(page)["PDF du texte"].startswith("Télécharger (1 ko)")
    assert digest in page.text
    answer = client.get(f"/documents/{document.slug}/original.pdf")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{document.slug}.pdf"'
    assert [path.name for path in media.rglob("*.pdf")] == [f"{digest}.pdf"]
    assert Trace.objects.get(deed="pdf_joint").after == {"sha256": digest, "octets": len(PDF)}


def test_a_wrong_file_is_said_beside_its_field_and_registers_nothing(validator):
    typed = {"kind": "avenant", "title": "Avenant 2026-03", "pdf": pdf(b"PK\x03\x04", "avenant.pdf")}

    page = signed_in(validator).post(reverse("admin:texts_document_add"), typed)

    assert "Ce fichier n’est pas un PDF" in words(page.content.decode())
    assert not Document.objects.filter(title="Avenant 2026-03").exists()


def test_a_pdf_is_kept_later_and_another_takes_its_place_beside_it(client, validator):
    text = amendment(validator)
    other = PDF.replace(b"1.7", b"1.6")
    for content in (PDF, other, other):
        desk = signed_in(validator).post(reverse("admin:texts_document_pdf", args=[text.pk]), {"pdf": pdf(content)})
        assert desk.status_code == 302

    assert b"".join(client.get(f"/documents/{text.slug}/original.pdf").streaming_content) == other
    assert TextFile.objects.filter(document=text).count() == 3
    rows = read(signed_in(validator).get(reverse("admin:texts_document_pdf", args=[text.pk]))).one("tbody").all("tr")
    assert len(rows) == 3


def test_a_text_without_a_pdf_or_whose_file_is_gone_says_so(client, validator, media):
    assert client.get("/documents/clcc-avenant-2021-01/original.pdf").status_code == 404
    text = amendment(validator)
    keep_pdf(text, content=PDF, by=validator)
    next(media.rglob("*.pdf")).unlink()

    assert client.get(f"/documents/{text.slug}/original.pdf").status_code == 404
