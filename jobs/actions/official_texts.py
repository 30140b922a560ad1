"""Registering a text that the portal does not hold yet: what it is, its dates, its wording."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from texts.enums import College, DateKind, DocumentKind, Origin, PassageKind
from texts.folding import fold
from texts.models import Document, Passage, TextDate

from ..enums import Deed
from ..indexing import refresh_listings
from ..nearest_indexing import follow_sheets
from ..pasted_text import PastedLine, pasted_lines
from .dates import DateRefused, refuse_signature_to_come
from .linking import link_lines
from .refusals import TextRefused
from .tracing import leave_trace

#: characters of a pasted wording: the longest text of the portal is five times shorter
LONGEST = 1_000_000
KEPT = ("kind", "title", "short_title", "issuer", "reference", "nor", "idcc", "signatories")


@transaction.atomic
def register_text(
    *,
    kind: str,
    title: str,
    by,
    short_title: str = "",
    issuer: str = "",
    reference: str = "",
    nor: str = "",
    idcc: str = "",
    signatories: Sequence[dict] = (),
    dates: Mapping[str, date] | None = None,
    wording: str = "",
) -> Document:
    """Register a text, or a decision of HR's own (`kind` « decision »), with the dates that are known of it.

    `signatories`: `{"organisation": …, "college": …}`, a `College`. `dates`: by `DateKind`, others to come later.
    `wording`: the text itself, pasted; see `paste_wording`. `TextRefused` names the field to look at.
    """
    if kind not in DocumentKind:
        raise TextRefused("kind", "Cette nature de texte n’est pas connue.")
    if not title.strip():
        raise TextRefused("title", "Donnez le titre du texte.")
    if any(set(row) != {"organisation", "college"} or row["college"] not in College for row in signatories):
        raise TextRefused("signatories", "Donnez de chaque signataire son organisation et son collège.")
    name = (short_title or reference or title).strip()[:80]
    document = Document(
        slug=_free_slug(name),
        kind=kind,
        title=title.strip(),
        short_title=name,
        issuer=issuer.strip(),
        reference=reference.strip(),
        nor=nor.strip().upper(),
        idcc=idcc.strip(),
        signatories=list(signatories),
        order=(Document.objects.aggregate(last=Max("order"))["last"] or 0) + 1,
        origin=Origin.ENTERED,
    )
    _refuse_long(document)
    _refuse_same_key(document)
    document.save(force_insert=True)
    known = dates or {}
    _record_dates(document, known, by)
    leave_trace(
        Deed.REGISTERED,
        document,
        by=by,
        after={name: getattr(document, name) for name in KEPT}
        | {"dates": {kind: day.isoformat() for kind, day in known.items()}},
    )
    return paste_wording(document, wording=wording, by=by) if wording.strip() else document


def _refuse_same_key(document: Document) -> None:
    """`TextRefused` when a text bears this NOR already, or this reference in the same collective agreement."""
    twin = Document.objects.exclude(nor="").filter(nor=document.nor).defer("text").first()
    if twin:
        raise TextRefused("nor", f"Un texte porte déjà ce NOR\u00a0: « {twin} ».", twin)
    if not document.reference or not document.idcc:
        return
    others = Document.objects.filter(kind=document.kind, idcc=document.idcc).exclude(reference="").defer("text")
    twin = next((other for other in others.order_by("pk") if fold(other.reference) == fold(document.reference)), None)
    if twin:
        raise TextRefused(
            "reference", f"Un texte de cette convention porte déjà cette référence\u00a0: « {twin} ».", twin
        )


def look_alikes(*, title: str = "", reference: str = "", wording: str = "") -> list[tuple[Document, str]]:
    """The texts that one about to be registered may well be, each with what they share: reference, title or wording.

    One query; the wordings are read when one is given.
    """
    named = {"référence": fold(reference), "titre": fold(title), "rédaction": fold(wording)}
    rows = Document.objects.order_by("order", "pk")
    found = []
    for row in rows if wording.strip() else rows.defer("text"):
        held = {"référence": fold(row.reference), "titre": fold(row.title)}
        if wording.strip():
            held["rédaction"] = fold(row.text)
        same = [name for name, words in held.items() if words and words == named[name]]
        if same:
            found.append((row, " et ".join(same)))
    return found


def _free_slug(name: str) -> str:
    """An address that no text has."""
    slug = slugify(name.replace("°", " ").replace("’", " "))[:70].strip("-") or "texte"
    taken = set(Document.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(free for free in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if free not in taken)


def _refuse_long(document: Document) -> None:
    for column in document._meta.concrete_fields:
        value = getattr(document, column.attname)
        if column.max_length and isinstance(value, str) and len(value) > column.max_length:
            label = str(column.verbose_name).capitalize()
            raise TextRefused(column.name, f"{label} : {column.max_length} caractères au plus.")


def _record_dates(document: Document, dates: Mapping[str, date], by) -> None:
    signed = dates.get(DateKind.SIGNATURE)
    refuse_signature_to_come(signed)
    for kind, day in dates.items():
        if kind not in DateKind:
            raise TextRefused("dates", "Cette nature de date n’est pas connue.")
        if signed and day < signed:
            raise DateRefused("value", "Une date de ce texte précède sa signature.")
        TextDate.objects.create(document=document, kind=kind, value=day, recorded_by=by)


@transaction.atomic
def paste_wording(document: Document, *, wording: str, by) -> Document:
    """Give a registered text its wording: each line becomes a passage, and the lines of the sheets that it carries
    link by themselves to the passage of the same words. Once: a wording is not replaced, nor that of the fixtures."""
    if document.origin == Origin.TEXT or document.text:
        raise TextRefused("wording", "Ce texte a déjà sa rédaction : elle ne se remplace pas.")
    text = wording.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"
    if len(text) > LONGEST:
        raise TextRefused("wording", f"La rédaction d’un texte tient en {LONGEST} caractères au plus.")
    digest = sha256(text.encode()).hexdigest()
    if not Document.objects.filter(pk=document.pk, text="").update(text=text, sha256=digest):
        raise TextRefused("wording", "Ce texte a déjà sa rédaction : elle ne se remplace pas.")
    passages = Passage.objects.bulk_create(
        Passage(
            document=document,
            key=line.key,
            kind=_kind(line),
            text=line.text,
            order=order,
            line_start=line.line,
            line_end=line.line,
            spans=[line.span],
            origin=Origin.ENTERED,
        )
        for order, line in enumerate(pasted_lines(text), 1)
    )
    document.text, document.sha256 = text, digest
    linked = link_lines(document)
    after = {"sha256": digest, "passages": len(passages), "lignes_liees": linked}
    leave_trace(Deed.WORDED, document, by=by, after=after)
    refresh_listings()
    follow_sheets(())
    return document


def _kind(line: PastedLine) -> PassageKind:
    if line.marker:
        return PassageKind.MARKER
    return PassageKind.ARTICLE if line.opens_article else PassageKind.PARAGRAPH
