"""Writes the words of the lines of the list: what each weighs where, and how many lines bear it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .french import words
from .models import Item, Listing, Posting, SearchWord, Synonym
from .search import ENGINE, Said, Spoken, form, posted, spelt_alike

#: rows asked for, or written, at a time
BATCH = 2000


@dataclass(frozen=True)
class Voice:
    """What a line of the list says before the items of its sheet are read: `sheet` is their sheet, if it has one."""

    spoken: Spoken
    sheet: int | None = None
    stamp: tuple = ()  # changes when the items do

    @property
    def fingerprint(self) -> str:
        """The same as long as the index would hold the same of the line."""
        said = (ENGINE, self.spoken.titles, self.spoken.codes, self.spoken.synonyms, self.spoken.facts, self.stamp)
        return hashlib.sha256(repr(said).encode()).hexdigest()


@dataclass
class Voices:
    """What is read once for every job: our synonyms, and what tells that the items of a sheet changed."""

    synonyms: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    stamps: dict[int, tuple] = field(default_factory=dict)

    @classmethod
    def read(cls, items: QuerySet) -> "Voices":
        """`items`: those of the sheets that are to be spoken of. Two queries."""
        voices = cls()
        named = Synonym.objects.filter(jobs__isnull=False).order_by("term", "pk")
        for term, job in named.values_list("term", "jobs"):
            voices.synonyms[job].append(term)
        stamps = items.order_by().values_list("section__sheet").annotate(n=Count("pk"), last=Max("pk"))
        voices.stamps = {sheet: (n, last) for sheet, n, last in stamps}
        return voices

    def of(self, job, sheet, *, titles: Iterable[str], codes: Iterable[str], facts: Iterable[str]) -> Voice:
        """The voice of a line of `job` while `sheet` (or none) is the one in force."""
        spoken = Spoken(
            titles=tuple(dict.fromkeys(titles)),
            codes=tuple(dict.fromkeys(filter(None, codes))),
            synonyms=tuple(self.synonyms.get(job.pk, ())),
            facts=tuple(dict.fromkeys(facts)),
        )
        if sheet is None:
            return Voice(spoken)
        return Voice(spoken, sheet.pk, (sheet.pk, sheet.content_hash, *self.stamps.get(sheet.pk, ())))


def borne_by(listings) -> set[int]:
    """The words that lines bear, to be given to `settle` once those lines are gone. One query."""
    return set(Posting.objects.filter(listing__in=listings).order_by().values_list("word", flat=True).distinct())


def post(lines: list[tuple[Listing, Voice]]) -> set[int]:
    """Write the words of new lines; gives the words concerned. A few queries for each two hundred lines."""
    touched: set[int] = set()
    for some in _batches(lines, 200):
        said = _said({voice.sheet for _, voice in some} - {None})
        found = {
            listing.pk: posted(replace(voice.spoken, said=tuple(said.get(voice.sheet, ())))) for listing, voice in some
        }
        ids = _words({word for held in found.values() for word in held})
        Posting.objects.bulk_create(
            (
                Posting(listing_id=listing, word_id=ids[word], weight=row.weight, title=row.title, item_id=row.item)
                for listing, held in found.items()
                for word, row in sorted(held.items())
            ),
            batch_size=BATCH,
        )
        touched |= set(ids.values())
    return touched


def _said(sheets: set[int]) -> dict[int, list[Said]]:
    """The items of each sheet, in order, with their codes. One query."""
    found: dict[int, list[Said]] = defaultdict(list)
    rows = Item.objects.filter(section__sheet__in=sheets).order_by("section__order", "order")
    for sheet, pk, kind, text, code in rows.values_list("section__sheet", "pk", "section__kind", "text", "code"):
        found[sheet].append(Said(pk, kind, f"{text} {code}".strip()))
    return found


def _words(wanted: set[str]) -> dict[str, int]:
    """The ids of words, created where they are new."""
    ids: dict[str, int] = {}
    old: list[SearchWord] = []
    for some in _batches(sorted(wanted), BATCH):
        rows = list(SearchWord.objects.filter(word__in=some))
        known = {row.word: row.pk for row in rows}
        old += [row for row in rows if row.stem != form(row.word)]
        new = [SearchWord(word=word, stem=form(word)) for word in some if word not in known]
        SearchWord.objects.bulk_create(new, batch_size=BATCH)
        ids |= known | {row.word: row.pk for row in new}
    _put_right(old)
    return ids


def _put_right(rows: list[SearchWord]) -> None:
    """Give their form of today to words that an earlier engine wrote under another. No query when none is."""
    for row in rows:
        row.stem = form(row.word)
    if rows:
        SearchWord.objects.bulk_update(rows, ["stem"], batch_size=500)


def settle(touched: set[int]) -> None:
    """Count again the lines that bear each touched word, and forget those that no line bears any more."""
    borne = Posting.objects.filter(word=OuterRef("pk")).order_by().values("word")
    counted = borne.annotate(n=Count("pk")).values("n")
    entitled = borne.annotate(n=Count("pk", filter=Q(title=True))).values("n")
    for some in _batches(sorted(touched), BATCH):
        rows = SearchWord.objects.filter(pk__in=some)
        rows.update(lines=Coalesce(Subquery(counted), 0), titles=Coalesce(Subquery(entitled), 0))
        rows.filter(lines=0, stands_for=None).delete()


def refresh_equivalents() -> None:
    """Bring the words that stand for others to the synonyms. Four queries when nothing changed, three without any."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for term, equivalents in Synonym.objects.exclude(words="").order_by("pk").values_list("term", "words"):
        for word in words(term)[:1]:
            wanted[word] |= set(words(equivalents)) - {word}
    stems = {form(other) for others in wanted.values() for other in others}
    known = SearchWord.objects.filter(Q(stem__in=stems, lines__gt=0) | Q(word__in=wanted.keys()))
    ids = {row.word: row for row in known}
    worth = {
        word: [row.pk for row in known if row.lines and any(spelt_alike(row.word, other) for other in others)]
        for word, others in wanted.items()
    }
    for word in sorted(word for word, others in worth.items() if others and word not in ids):
        ids[word] = SearchWord.objects.create(word=word, stem=form(word))
    links = {(ids[word].pk, other) for word, others in worth.items() for other in others}
    through = SearchWord.stands_for.through
    stored = {
        (one, other): pk for pk, one, other in through.objects.values_list("pk", "from_searchword", "to_searchword")
    }
    through.objects.filter(pk__in=[pk for link, pk in stored.items() if link not in links]).delete()
    through.objects.bulk_create(
        through(from_searchword_id=one, to_searchword_id=other) for one, other in sorted(links - stored.keys())
    )
    if links != stored.keys():
        left = {one for one, _ in stored} - {one for one, _ in links}
        SearchWord.objects.filter(pk__in=left, lines=0).delete()


def _batches(rows: list, size: int) -> Iterator[list]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
