"""Reads of the index: what was typed as words of the index, the lines that answer, and the passages that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import and_, or_

from django.db.models import F, Func, IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Length

from ..marking import cut_around, marked, togetherness
from ..models import Listing, Posting, SearchWord
from ..models.listing import known_on
from ..search import (
    BEGINNING,
    BEGINNING_OF_A_KNOWN_WORD,
    OTHER_FORM,
    PREFIX_FROM,
    STANDS_FOR,
    Hit,
    Known,
    Search,
    Term,
    closest,
    form,
    gather,
    joined_pairs,
    kept_and_counted,
    kept_apart,
    next_word,
    rank,
    spelt_alike,
    split_pairs,
    telling,
    typed_words,
)
from ..values import Passage

#: words of the index that one beginning stands for, the most borne first
BEGINNINGS = 300
#: how many lines there are, when no typed word is known and none was counted: only ratios of rarity depend on it
SUPPOSED = 1000
#: the first lines, among which those that say the words together come before the others
LOOKED_AT = 40
NO_PASSAGE = Passage("", "", (), 0.0, False)


def search(
    *,
    text: str,
    day: date,
    held: Mapping[str, Sequence[str]] | None = None,
    states: Mapping[int, Sequence[str]] | None = None,
    suggesting=False,
) -> Search:
    """The lines known on `day` that say every word of `text`, or any when none says all; best first.

    `held`: the values of the facets that keep lines; the others count as found and are not ranked. `states`: those of
    revision, by line, which no line stores. `suggesting`: the last word is being typed, and titles alone answer. Two
    queries; one more to repair a word that the index
    lacks, one more when no line says every word, one more to see which lines say several words together.
    """
    typed = typed_words(text)
    if not typed:
        return Search(text)
    terms, total = _terms(typed, suggesting=suggesting)
    known = tuple(term for term in terms if term.known)
    lost = tuple(term.typed for term in terms if not term.known)
    enough = telling(known, total)
    hits = _hits(known, day, every=True, titles=suggesting, enough=enough) if known and not lost else []
    if not any(None in hit.best for hit in hits):
        enough = []
    elif all(None in hit.best for hit in hits):  # no line says every word: those that say any, and the page says so
        hits, enough = [], []
    any_word = not hits and bool(known) and (len(known) > 1 or bool(lost))
    if any_word:
        hits = _hits(known, day, every=False, titles=suggesting)
    states, held = states or {}, held or {}
    if "revision" in held:
        hits = [_with_states(hit, states) for hit in hits]
    kept, counts = kept_and_counted(hits, held)
    if "revision" not in held:
        counts |= Counter(f"revision={value}" for hit in kept for value in states.get(hit.listing, ()))
    ranked = rank(kept, known, total)
    said = {}
    if len(known) > 1 and not suggesting and ranked:
        first = [hit.listing for hit in ranked[:LOOKED_AT]]
        said = _said(known, first)
        ranked = rank(ranked, known, total, {line: passage.together for line, passage in said.items()})
    return Search(
        text=text,
        terms=known,
        ranked=tuple(hit.listing for hit in ranked),
        found=len(hits),
        enough=tuple(enough),
        any_word=any_word and bool(hits),
        lost=lost,
        counts=counts,
        passages=said,
    )


def _with_states(hit: Hit, states: Mapping[int, Sequence[str]]) -> Hit:
    """A hit that bears its states of revision with its other facets."""
    borne = states.get(hit.listing)
    return hit._replace(facets="\n".join([hit.facets, *(f"revision={value}" for value in borne)])) if borne else hit


def saying(lines: QuerySet, found: Search) -> QuerySet:
    """The lines that answer, as a set to filter and count. Asks nothing by itself."""
    if not found.terms or (found.lost and not found.any_word):
        return lines.none()
    if found.any_word:
        return lines.filter(pk__in=Posting.objects.filter(_any(found.terms)).order_by().values("listing"))
    said = _each(found.terms)
    return lines.filter(said | _each(found.enough, title=True) if found.enough else said)


def _each(terms: Sequence[Term], **also) -> Q:
    """The lines that bear each of the terms."""
    bearing = (Posting.objects.filter(_bears(term), **also).order_by().values("listing") for term in terms)
    return reduce(and_, (Q(pk__in=lines) for lines in bearing))


def _terms(typed: list[str], *, suggesting: bool) -> tuple[list[Term], int]:
    """Each typed word with the words of the index that answer it, and the number of lines in all."""
    pairs = joined_pairs(typed)
    looked = {form(word) for word in (*pairs, *typed)}
    beginning = typed[-1] if len(typed[-1]) >= (2 if suggesting or typed[-1].isdigit() else PREFIX_FROM) else ""
    # One index each: asked at once, they would have the database read every word.
    wanted = [Q(stem__in=looked), Q(stood_for__stem__in=looked)]
    if beginning:
        end = next_word(beginning)
        wanted.append(Q(word__gte=beginning, word__lt=end) if end else Q(word__gte=beginning))
    first, *others = (SearchWord.objects.filter(one).order_by().values("pk") for one in wanted)
    total = Listing.objects.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    rows = (
        SearchWord.objects.filter(pk__in=first.union(*others))
        .annotate(total=Subquery(total))
        .order_by("word", "stood_for__word")
    )
    found = list(rows.values_list("pk", "word", "stem", "lines", "titles", "stood_for__word", "total"))
    known: dict[int, Known] = {}
    for pk, word, of, lines, titles, by, _ in found:
        row = known.setdefault(pk, Known(pk, word, of, lines, titles))
        known[pk] = replace(row, stood_for=(*row.stood_for, by)) if by else row
    every = list(known.values())
    terms = [_term(word, every, beginning if last else "") for word, last in _merged(typed, pairs, every)]
    missing = [term.typed for term in terms if not term.known]
    if missing:
        candidates = _candidates(missing)
        terms = [fixed for term in terms for fixed in ([term] if term.known else _repaired(term.typed, candidates))]
    return terms, found[0][-1] if found else SUPPOSED


def _merged(typed: list[str], pairs: dict[str, int], known: list[Known]) -> list[tuple[str, bool]]:
    """The typed words, two neighbours joined where the index has them in one piece and lacks one of the two.

    Each with whether it is the last.
    """
    stems = {row.stem for row in known if row.lines} | {form(by) for row in known for by in row.stood_for}
    found: list[str] = []
    skip = False
    for place, word in enumerate(typed):
        if skip:
            skip = False
            continue
        joined = word + typed[place + 1] if place + 1 < len(typed) else ""
        apart = joined and (form(word) not in stems or form(typed[place + 1]) not in stems)
        skip = bool(joined in pairs and form(joined) in stems and apart)
        found.append(joined if skip else word)
    return [(word, place == len(found) - 1) for place, word in enumerate(found)]


def _term(word: str, known: list[Known], beginning: str) -> Term:
    """What answers a typed word: its own forms, what it stands for, and what it begins when it is the last."""
    own = [row for row in known if row.stem == form(word) and row.lines]
    others = [row for row in known if row.lines and any(spelt_alike(by, word) for by in row.stood_for)]
    worth = _forms(own, word)
    for row in others:
        worth.setdefault(row.pk, STANDS_FOR)
    titles_only: frozenset[int] = frozenset()
    begun: list[Known] = []
    if beginning and beginning == word:
        factor = BEGINNING_OF_A_KNOWN_WORD if worth else BEGINNING
        entitled = any(row.titles for row in own)
        begun = [row for row in known if row.word.startswith(word) and row.lines and row.pk not in worth]
        begun = [row for row in begun if (row.titles or not entitled) and not (worth and kept_apart(row.word))]
        begun = sorted(begun, key=lambda row: (-row.titles, -row.lines, row.word))[:BEGINNINGS]
        worth |= {row.pk: factor for row in begun}
        titles_only = frozenset(row.pk for row in begun) if entitled else titles_only
    lines = sum(row.lines for row in own) or max((row.lines for row in others or begun), default=0)
    return Term(word, worth, titles_only, lines)


def _forms(rows: list[Known], word: str) -> dict[int, float]:
    """What the forms of a word are worth: the word as typed whole, the others less when it is one of them."""
    exact = any(row.word == word for row in rows)
    return {row.pk: 1.0 if row.word == word or not exact else OTHER_FORM for row in rows}


def _candidates(missing: list[str]) -> list[Known]:
    """The words of the index that may be what was meant, with their other forms. One query.

    Same first letter and near length, or one of two words run together.
    """
    meant = Q()
    for word in missing:
        parts = {part for pair in split_pairs(word) for part in pair}
        meant |= Q(word__in=parts)
        if not word[0].isdigit():
            end = next_word(word[0])
            least = Q(word__gte=word[0], word__lt=end) if end else Q(word__gte=word[0])
            meant |= least & Q(length__gte=len(word) - 2, length__lte=len(word) + 2)
    near = SearchWord.objects.annotate(length=Length("word")).filter(meant, lines__gt=0).order_by()
    rows = SearchWord.objects.filter(stem__in=near.values("stem"), lines__gt=0).order_by("word")
    return [Known(*row) for row in rows.values_list("pk", "word", "stem", "lines", "titles")]


def _repaired(word: str, candidates: list[Known]) -> list[Term]:
    """The terms that a word the index lacks may have meant: two words run together, or the word nearest to it."""
    by_word = {row.word: row for row in candidates}

    def term_of(*meant: Known, typed: str, repaired: str = "") -> Term:
        stems = {row.stem for row in meant}
        forms = _forms([row for row in candidates if row.stem in stems], meant[0].word)
        return Term(typed, forms, lines=max(row.lines for row in meant), repaired=repaired)

    parts = [(by_word[a], by_word[b]) for a, b in split_pairs(word) if a in by_word and b in by_word]
    if parts:
        best = max(parts, key=lambda pair: (min(row.titles for row in pair), min(row.lines for row in pair)))
        return [term_of(row, typed=row.word) for row in best]
    near = closest(word, [row for row in candidates if row.word[0] == word[0]])
    return [term_of(*near, typed=word, repaired=near[0].word) if near else Term(word)]


def _bears(term: Term) -> Q:
    """The postings by which a line answers a term."""
    whole = [word for word in term.worth if word not in term.titles_only]
    found = Q(word__in=whole)
    return found | Q(word__in=term.titles_only, title=True) if term.titles_only else found


def _any(terms: Sequence[Term]) -> Q:
    return reduce(or_, map(_bears, terms))


def _hits(terms: Sequence[Term], day: date, *, every: bool, titles: bool, enough: Sequence[Term] = ()) -> list[Hit]:
    """The lines of the day that bear every term, or any; `enough` as `gather` takes it. One query."""
    rows = Posting.objects.filter(word__in={word for term in terms for word in term.worth}).order_by()
    rows = rows.filter(known_on(day, "listing__"))
    if titles:
        rows = rows.filter(title=True)
    if every and len(terms) > 1:  # few lines bear the rarest term: only those are read
        rarest = min(enough or terms, key=lambda term: term.lines)
        rows = rows.filter(listing__in=Posting.objects.filter(_bears(rarest)).order_by().values("listing"))
    # numbers, which SQLite gives as they are: a truth value would be converted in each of thousands of rows
    rows = rows.annotate(gone=Cast("listing__past", IntegerField()), named=Cast("title", IntegerField()))
    about = ("listing", "gone", "listing__rank_text", "listing__facet_keys", "word", "weight", "named")
    return gather(rows.values_list(*about).iterator(chunk_size=5000), terms, every=every, enough=enough)


def passages(*, found: Search, lines: Sequence[Listing]) -> dict[int, Passage]:
    """For each line, the item of its sheet that says best what no title of it says; none when the titles say all.

    One query, or none when the search already looked.
    """
    known = dict(found.passages)
    missing = [line.pk for line in lines if line.pk not in known]
    if missing and found.terms:
        known |= _said(found.terms, missing)
    return {line.pk: known[line.pk] for line in lines if line.pk in known and known[line.pk].shown}


def _said(terms: Sequence[Term], listings: list[int]) -> dict[int, Passage]:
    """For each line, the item that says the most of the terms; shown when it says what no title does. One query."""
    rows = Posting.objects.filter(_any(terms), listing__in=listings).order_by("pk")
    held = rows.values_list(
        "listing", "word", "word__stem", "weight", "title", "item__text", "item__lineage", "item__section__heading"
    )
    by_line: dict[int, list] = {pk: [] for pk in listings}
    for listing, *row in held:
        by_line[listing].append(row)
    return {listing: _passage(terms, row) for listing, row in by_line.items()}


def _passage(terms: Sequence[Term], rows: list) -> Passage:
    """Of the items to which the words point, the one that says the most of the terms that no title says."""
    stems = frozenset(of for _, of, *_ in rows)
    untitled = [term for term in terms if not any(title and _is(term, word, title) for word, _, _, title, *_ in rows)]
    best = NO_PASSAGE
    order: tuple = ()
    for word, _, weight, title, text, lineage, heading in rows:
        if not text:
            continue
        pieces = tuple(marked(text, stems))
        near = togetherness(pieces, len(terms))
        new = any(_is(term, word, title) for term in untitled)
        exact = any(term.worth.get(word) == 1.0 for term in terms)
        rank_of = (new, near, exact, weight, lineage)
        if rank_of > order:
            order = rank_of
            best = Passage(lineage, heading, tuple(cut_around(list(pieces))), near, bool(untitled))
    return best if untitled else replace(best, together=1.0)  # titles say the words, and say them together


def _is(term: Term, word: int, title: bool) -> bool:
    """Whether a word of a line answers a term there."""
    return word in term.worth and (title or word not in term.titles_only)


def first_jobs(*, text: str, day: date, limit: int = 10) -> list[str]:
    """The first jobs that answer, as « framework/key ». Three to five queries."""
    ranked = search(text=text, day=day).ranked[:limit]
    names = {row.pk: f"{row.framework}/{row.key}" for row in Listing.objects.filter(pk__in=ranked)}
    return [names[pk] for pk in ranked]
