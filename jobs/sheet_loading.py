"""Brings the official sheets to the fixtures. A wording that we had misread is put right and leaves an erratum."""

from collections import Counter

from texts.enums import Origin
from texts.loading import TextIndex
from texts.syncing import LoadError, Summary, resting

from .enums import SheetState
from .models import Erratum, Item, Job, Section, Sheet
from .models.door import adopted_rows_open
from .stored_sheets import StoredSheet, create_sheets, put_right, stored_sheets
from .wording import ItemWording, SectionWording, fingerprint, flatten, published

#: said of an erratum for which `editorial/errata.json` gives no reason of its own
REASON = "Nous avions mal lu le texte officiel : la rédaction est remise telle qu’il l’imprime."


def wanted_wording(row: dict, texts: TextIndex) -> list[SectionWording]:
    """The wording that a row of sheets.json gives."""
    document = row["document"]

    def item(value: dict) -> ItemWording:
        children = tuple(item(child) for child in value["children"])
        passage = texts.passage(document, value["passage"])
        return ItemWording(value["text"], value["lineage"], value["code"], passage, children)

    return [
        SectionWording(
            kind=section["kind"],
            heading=section["heading"],
            heading_passage=texts.passage(document, section["heading_passage"]),
            level=section["level"],
            branches=tuple(section["branches"]),
            group=section["group"],
            group_passage=texts.passage(document, section["group_passage"]),
            items=tuple(item(value) for value in section["items"]),
        )
        for section in row["sections"]
    ]


def load_sheets(
    rows: list[dict], errata: list[dict], *, jobs: dict[str, Job], texts: TextIndex, summary: Summary
) -> None:
    """Bring the official sheets to `rows`; `errata` says why a wording is put right, by job and number.

    A sheet is known by its job and the text that carries it. A new one takes the next number of its job. Three
    queries when nothing changed.
    """
    for model in (Sheet, Section, Item, Erratum):
        summary.of(model)
    reasons = {(row["job"], row["number"]): row["reason"] for row in errata}
    sheets = list(Sheet.objects.order_by("pk"))
    last = Counter()
    for sheet in sheets:
        last[sheet.job_id] = max(last[sheet.job_id], sheet.number)
    entered = {
        (sheet.job_id, sheet.document_id): sheet
        for sheet in sheets
        if sheet.origin == Origin.ENTERED and sheet.state == SheetState.ADOPTED
    }
    stored = stored_sheets(sheet for sheet in sheets if sheet.origin == Origin.TEXT)
    new: list[tuple[Sheet, list[SectionWording]]] = []
    seen = set()
    for row in rows:
        if row["job"] not in jobs:
            raise LoadError(f"sheets.json : l’emploi « {row['job']} » n’est pas dans jobs.json.")
        job, document = jobs[row["job"]], texts.document(row["document"])
        name = (job.pk, document)
        if name in seen:
            raise LoadError(f"sheets.json : deux fiches de « {row['job']} » viennent du même texte.")
        seen.add(name)
        wording = wanted_wording(row, texts)
        _refuse_twin_anchors(row, wording)
        passage = texts.passage(row["document"], row["passage"])
        if name in stored:
            known = stored.pop(name)
            reason = reasons.get((row["job"], known.sheet.number)) or REASON
            _bring(known, wording, passage, reason, summary)
        elif name in entered:
            summary.of(Sheet).left.append(f"{row['job']}, fiche n° {entered[name].number}")
        else:
            last[job.pk] += 1
            sheet = Sheet(
                job=job,
                number=last[job.pk],
                document_id=document,
                passage_id=passage,
                state=SheetState.ADOPTED,
                content_hash=fingerprint(published(wording)),
                origin=Origin.TEXT,
            )
            new.append((sheet, wording))
    create_sheets(new, summary)
    if stored:
        summary.stale.setdefault(Sheet, []).extend(known.sheet for known in stored.values())


def prune_sheets(summary: Summary) -> None:
    """Remove the official sheets that the fixtures no longer hold, save where a person wrote the next one."""
    stale = {sheet.pk: sheet for sheet in summary.stale.pop(Sheet, [])}
    if not stale:
        return
    continued = Sheet.objects.filter(job__in={sheet.job_id for sheet in stale.values()}, origin=Origin.ENTERED)
    jobs = set(continued.values_list("job_id", flat=True))
    kept = {pk for pk, sheet in stale.items() if sheet.job_id in jobs}
    kept |= resting(Sheet, stale.keys(), (Section, Erratum))
    summary.of(Sheet).kept += [str(stale[pk]) for pk in sorted(kept)]
    gone = stale.keys() - kept
    with adopted_rows_open():
        Erratum.objects.filter(sheet__in=gone).delete()
    for model, path in ((Item, "section__sheet__in"), (Section, "sheet__in"), (Sheet, "pk__in")):
        rows = model.objects.rectifying().filter(**{path: gone})
        summary.of(model).removed += rows.count()
        rows.delete()


def _bring(known: StoredSheet, wording: list[SectionWording], passage: int | None, reason: str, summary: Summary):
    """Leave an official sheet alone when nothing differs; else put it right, with an erratum if its words change."""
    before = known.wording()
    after = published(wording)
    named = {"passage_id": passage, "content_hash": fingerprint(after)}
    different = {name: value for name, value in named.items() if getattr(known.sheet, name) != value}
    if before == wording and known.folded():
        summary.of(Section).unchanged += len(known.sections)
        summary.of(Item).unchanged += len(known.rows())
    else:
        put_right(known, wording, summary)
        if published(before) != after:
            Erratum.objects.create(sheet=known.sheet, before=published(before), after=after, reason=reason)
            summary.of(Erratum).created += 1
            different["content_hash"] = named["content_hash"]
    if different:
        Sheet.objects.rectifying().filter(pk=known.sheet.pk).update(**different)
        summary.of(Sheet).changed += 1
    else:
        summary.of(Sheet).unchanged += 1


def _refuse_twin_anchors(row: dict, wording: list[SectionWording]) -> None:
    anchors = Counter(placed.item.lineage for placed in flatten(wording))
    twins = [anchor for anchor, count in anchors.items() if count > 1]
    if twins:
        raise LoadError(f"sheets.json : la fiche de « {row['job']} » donne deux fois l’ancre {twins[0]}.")
