"""Brings the texts, their passages, dates and anomalies to the fixtures."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .enums import Origin
from .models import Anomaly, AnomalyQuote, Document, Passage, TextDate
from .syncing import LoadError, Summary, Sync, prune

DOCUMENT_FIELDS = ("slug", "kind", "title", "short_title", "issuer", "reference", "nor", "idcc", "signatories",
                   "sha256", "order")  # fmt: skip


@dataclass(frozen=True)
class TextIndex:
    """The ids of the loaded texts and passages, by the names that the fixtures give them.

    `entered`: texts that a person registered under the same address. Nothing is added to them, so that a passage
    that the fixtures cite there may be missing.
    """

    documents: dict[str, int]
    passages: dict[tuple[str, str], int]
    entered: frozenset[str] = frozenset()

    def document(self, slug: str) -> int:
        """The id of a text; `LoadError` when there is none of that name."""
        if slug not in self.documents:
            raise LoadError(f"Le texte « {slug} » est cité, mais documents.json ne le contient pas.")
        return self.documents[slug]

    def passage(self, slug: str, key: str) -> int | None:
        """The id of the passage `key` of a text, none for an empty key; `LoadError` when it does not exist."""
        if not key:
            return None
        found = self.passages.get((slug, key))
        if found is None and slug not in self.entered:
            raise LoadError(f"Le passage {key} du texte « {slug} » est cité, mais passages-{slug}.json l’ignore.")
        return found


def load_texts(
    documents: list[dict],
    passages: dict[str, list[dict]],
    wordings: dict[str, str],
    anomalies: list[dict],
    *,
    summary: Summary,
) -> TextIndex:
    """Bring the texts to `documents`, `passages` by text, and `wordings` (the extracted text itself)."""
    for row in documents:
        if hashlib.sha256(wordings[row["slug"]].encode()).hexdigest() != row["sha256"]:
            raise LoadError(f"{row['slug']}.txt n’est pas le texte que documents.json décrit (empreinte différente).")
    sync = Sync(Document, summary, key=("slug",))
    sync.bring({name: row[name] for name in DOCUMENT_FIELDS} | {"text": wordings[row["slug"]]} for row in documents)
    rows = {slug: row for (slug,), row in sync.finish().items()}
    entered = frozenset(slug for slug, row in rows.items() if row.origin == Origin.ENTERED)
    index = TextIndex({slug: row.pk for slug, row in rows.items()}, {}, entered)
    _load_passages(passages, index, summary)
    _load_dates([row for row in documents if row["slug"] not in entered], index, summary)
    _load_anomalies(anomalies, index, summary)
    return index


def prune_texts(summary: Summary) -> None:
    """Remove what the fixtures no longer hold, once everything that cites it was brought up to date."""
    prune(AnomalyQuote, summary)
    prune(Anomaly, summary, owned=(AnomalyQuote,))
    prune(TextDate, summary)
    prune(Passage, summary)
    prune(Document, summary)


def _load_passages(passages: dict[str, list[dict]], index: TextIndex, summary: Summary) -> None:
    """Fills `index.passages`. Headings come before what stands under them, since a row names its parent."""
    sync = Sync(Passage, summary, key=("document_id", "key"))
    for slug, rows in passages.items():
        document = index.document(slug)
        if slug in index.entered:
            known = Passage.objects.filter(document=document).values_list("key", "pk")
            index.passages.update({(slug, key): pk for key, pk in known})
            continue
        order = {row["key"]: rank for rank, row in enumerate(rows, 1)}
        for wave in waves(slug, rows):
            sync.bring(_passage(row, document, order[row["key"]], index.passage(slug, row["parent"])) for row in wave)
            index.passages.update({(slug, row["key"]): sync.rows[document, row["key"]].pk for row in wave})
    sync.finish()


def _passage(row: dict, document: int, order: int, parent: int | None) -> dict:
    return {
        "document_id": document,
        "key": row["key"],
        "kind": row["kind"],
        "text": row["text"],
        "label": row["label"],
        "parent_id": parent,
        "order": order,
        "line_start": min(span[2] for span in row["spans"]),
        "line_end": max(span[4] for span in row["spans"]),
        "spans": row["spans"],
        "repairs": row["repairs"],
    }


def waves(slug: str, rows: list[dict]) -> Iterator[list[dict]]:
    """The rows in groups: those at the top, then those whose parent was given. `LoadError` when one has none."""
    placed, waiting = {""}, rows
    while waiting:
        wave = [row for row in waiting if row["parent"] in placed]
        if not wave:
            key = waiting[0]["key"]
            raise LoadError(f"passages-{slug}.json : le passage {key} se range sous un passage qui n’existe pas.")
        yield wave
        placed |= {row["key"] for row in wave}
        waiting = [row for row in waiting if row["key"] not in placed]


def _load_dates(documents: list[dict], index: TextIndex, summary: Summary) -> None:
    """The dates that the texts print. Once a person has recorded one, the printed one is not recorded again."""
    sync = Sync(
        TextDate,
        summary,
        key=("document_id", "kind", "passage_id"),
        twin=("document_id", "kind"),
        ours=lambda row: row.recorded_by_id is None,
        made={},
    )
    sync.bring(
        {
            "document_id": index.document(row["slug"]),
            "kind": day["kind"],
            "value": date.fromisoformat(day["value"]) if day["value"] else None,
            "passage_id": index.passage(row["slug"], day["passage"]),
        }
        for row in documents
        for day in row["dates"]
    )
    sync.finish()


def _load_anomalies(anomalies: list[dict], index: TextIndex, summary: Summary) -> None:
    sync = Sync(Anomaly, summary, key=("key",))
    sync.bring(
        {name: row[name] for name in ("key", "kind", "title", "explanation", "handling")} | {"order": order}
        for order, row in enumerate(anomalies, 1)
    )
    rows = sync.finish()
    ours = [row.pk for row in rows.values() if row.origin == Origin.TEXT]
    quotes = Sync(
        AnomalyQuote,
        summary,
        key=("anomaly_id", "order"),
        rows=AnomalyQuote.objects.filter(anomaly__in=ours),
        ours=lambda row: True,
        made={},
    )
    quotes.bring(
        {
            "anomaly_id": rows[row["key"],].pk,
            "document_id": index.document(quote["document"]),
            "line_start": quote["lines"][0],
            "line_end": quote["lines"][1],
            "quote": quote["quote"],
            "order": order,
        }
        for row in anomalies
        if rows[row["key"],].origin == Origin.TEXT
        for order, quote in enumerate(row["quotes"], 1)
    )
    quotes.finish()
