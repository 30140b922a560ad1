"""Reads of the texts and of what is odd in them. Every value is ready to print."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from .effect import effect_of
from .enums import FURNITURE, Origin, PassageKind
from .models import Anomaly, AnomalyDecision, CatalogueState, Document, Passage, TextFile
from .values import (
    AnomalyCard,
    Decision,
    DocumentCard,
    DocumentLine,
    DocumentPart,
    Link,
    Original,
    Quote,
    Source,
)

#: kinds of passage that open a part of a text, and the depth at which the page shows them
HEADINGS = {
    PassageKind.TITLE: 2,
    PassageKind.ARTICLE: 2,
    PassageKind.SHEET: 2,
    PassageKind.SECTION: 3,
}


def catalogue_token() -> int | None:
    """What the pages are made from, as a token that every change replaces; None in a database that is not ready.

    One query.
    """
    return CatalogueState.objects.values_list("token", flat=True).first()


def catalogue_state() -> tuple[int, datetime] | None:
    """The token of what the pages are made from, and when it was last replaced; None in a database that is not ready.

    One query.
    """
    return CatalogueState.objects.values_list("token", "changed_at").first()


def document_cards() -> list[DocumentCard]:
    """The official texts in their order. One query."""
    rows = Document.objects.with_dates().annotate(passage_count=Count("passages")).order_by("order", "slug")
    return [_card(row) for row in rows]


def document_card(*, slug: str) -> tuple[Document, DocumentCard] | None:
    """One text and its card, or None. One query."""
    last = TextFile.objects.filter(document=OuterRef("pk")).order_by("-recorded_at", "-pk")
    kept = {f"original_{name}": Subquery(last.values(name)[:1]) for name in ("size", "sha256")}
    row = Document.objects.with_dates().annotate(passage_count=Count("passages"), **kept).filter(slug=slug).first()
    return (row, _card(row)) if row else None


def lines_of(text: str) -> list[str]:
    """The lines of a text, whether or not its last one ends."""
    return text.removesuffix("\n").split("\n")


def _card(row) -> DocumentCard:
    effect = effect_of(signed_on=row.signed_on, effect_on=row.effect_on, day=timezone.localdate())
    return DocumentCard(
        slug=row.slug,
        title=row.title,
        short_title=row.short_title,
        kind=row.get_kind_display().capitalize(),
        issuer=row.issuer,
        reference=row.reference,
        nor=row.nor,
        idcc=row.idcc,
        signatories=row.signatories,
        sha256=row.sha256,
        lines=len(lines_of(row.text)) if row.text else 0,
        passages=row.passage_count,
        signed_on=row.signed_on,
        effect_on=row.effect_on,
        dates=effect.sentence,
        entered=row.origin == Origin.ENTERED,
        original=_original(row),
    )


def _original(row) -> Original | None:
    """The PDF kept with a text, when it was asked for and there is one."""
    size = getattr(row, "original_size", None)
    return Original(size, row.original_sha256) if size else None


def original_of(*, slug: str) -> TextFile | None:
    """The PDF that is kept with a text, the last one, or None. One query."""
    rows = TextFile.objects.filter(document__slug=slug).select_related("document")
    return rows.order_by("-recorded_at", "-pk").first()


def document_parts(*, document: Document, drawn: dict[int, list[Link]]) -> list[DocumentPart]:
    """The text cut at its headings, every line printed once, with what was drawn from it. One query."""
    passages = list(Passage.objects.filter(document=document).order_by("order"))
    headings = {row.line_start: row for row in passages if row.kind in HEADINGS}
    wording, links, continued = set(), defaultdict(list), set()
    for row in passages:
        lines = {number for span in row.spans for number in range(span[2], span[4] + 1)}
        if row.kind not in FURNITURE:
            wording |= lines
        if row.kind in HEADINGS:
            continued |= lines - {row.line_start}
        for link in drawn.get(row.pk, []):
            if link not in links[row.line_start]:
                links[row.line_start].append(link)
    parts = [DocumentPart("debut", "", 2, [])]
    for number, text in enumerate(lines_of(document.text), 1):
        if number in headings:
            row = headings[number]
            parts.append(DocumentPart(f"p-{row.key}", row.text, HEADINGS[row.kind], []))
        furniture = bool(text.strip()) and number not in wording
        parts[-1].lines.append(
            DocumentLine(number, text, furniture, links.get(number, []), heading=number in continued)
        )
    return [part for part in parts if part.heading or part.lines]


def anomaly_cards(
    *, concerned: dict[int, list[Link]], paths: dict[int, list[Link]] | None = None, keys: list[int] | None = None
) -> list[AnomalyCard]:
    """The register in its order, or the anomalies of `keys`, with the jobs and the paths told. Three queries."""
    paths = paths or {}
    last = AnomalyDecision.objects.filter(anomaly=OuterRef("pk")).order_by("-recorded_at", "-pk")
    about = {"wording": "wording", "on": "recorded_at", "by": "document__slug", "title": "document__short_title"}
    decided = {f"decided_{name}": Subquery(last.values(column)[:1]) for name, column in about.items()}
    rows = Anomaly.objects.annotate(**decided).prefetch_related("quotes__document")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    return [
        AnomalyCard(
            key=row.key,
            kind=row.kind,
            title=row.title,
            explanation=row.explanation,
            handling=row.handling,
            quotes=[
                Quote(
                    quote.quote,
                    Source(quote.document.slug, quote.document.short_title, quote.line_start, quote.line_end),
                )
                for quote in row.quotes.all()
            ],
            jobs=concerned.get(row.pk, []),
            paths=paths.get(row.pk, []),
            decision=_decision(row),
        )
        for row in rows
    ]


def _decision(row) -> Decision | None:
    """What HR decided last of an anomaly."""
    if not row.decided_wording:
        return None
    return Decision(row.decided_wording, timezone.localdate(row.decided_on), row.decided_by, row.decided_title)
