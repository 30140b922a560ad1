"""The PDF of a text, kept with it."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from texts.models import Document, TextFile
from texts.pdf_files import fault_of_pdf

from ..enums import Deed
from .refusals import TextRefused
from .tracing import leave_trace


def refuse_pdf(content: bytes) -> None:
    """`TextRefused` when the bytes are not a whole PDF of a reasonable size."""
    if fault := fault_of_pdf(content):
        raise TextRefused("pdf", fault)


@transaction.atomic
def keep_pdf(document: Document, *, content: bytes, by) -> TextFile:
    """Keep the PDF of a text, named by what it holds. Another one may be kept later: the last is served, all stay."""
    refuse_pdf(content)
    digest = sha256(content).hexdigest()
    kept = TextFile(document=document, size=len(content), sha256=digest, recorded_by=by)
    name = f"textes/{digest}.pdf"
    if kept.file.storage.exists(name):
        kept.file.name = name
    else:
        kept.file.save(f"{digest}.pdf", ContentFile(content), save=False)
    kept.save()
    leave_trace(Deed.FILED, document, by=by, after={"sha256": digest, "octets": len(content)})
    return kept
