"""How a search reads what was typed, what each word of a job weighs, and in what order jobs answer. Pure.

See docs/search.md. Whoever changes what is posted raises `ENGINE`: the next load rebuilds the index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from math import log
from typing import NamedTuple

from texts.folding import fold

from .enums import SectionKind
from .french import masculine, words
from .telling_words import APART, REPEATED_ROOTS, root
from .values import Passage

ENGINE = 2

#: words that join others and find nothing
MUTE = frozenset(
    """a au aux avec ce ces d dans de des du elle en est et il ils l la le les leur leurs ou par pas pour qu que qui
    s sa se ses son sous sur un une vers""".split()  # noqa: SIM905  (read as a line of words)
)
MAX_TERMS = 12
MAX_WORD = 60
#: letters from which the beginning of the last word finds the word
PREFIX_FROM = 3

#: what a word weighs: a code, a title of one word, a fact printed about the job; the sheet's own words stay under
CODE, TITLE, FACT = 60.0, 10.0, 2.4
#: what a synonym of ours is worth beside a title that a text prints
SYNONYM = 0.7
#: a title never weighs less, however long: still more than any word of a sheet
LEAST_TITLE = 3.2
#: how fast a word said again weighs more, and the length of a middling sheet
SATURATION, MIDDLING = 1.2, 300
#: what each kind of section is worth
SECTIONS = {
    SectionKind.DEFINITION: 1.3,
    SectionKind.PURPOSE: 1.3,
    SectionKind.MISSIONS: 1.3,
    SectionKind.ACTIVITIES: 1.0,
    SectionKind.SKILLS: 0.9,
    SectionKind.KNOWLEDGE: 0.8,
    SectionKind.DIPLOMA: 0.8,
}
OTHER_SECTION = 0.5

#: what an answer is worth when the word is not the one that was typed
OTHER_FORM, STANDS_FOR, BEGINNING, BEGINNING_OF_A_KNOWN_WORD = 0.75, 0.85, 0.8, 0.35
#: what a word that names a rank rather than a field is worth beside others: « agent de recouvrement »
GENERIC_SHARE = 0.4
#: the share of the lines from which a word is so common that a title may leave it out: « médecin-conseil »
COMMON = 0.2
#: a job deleted or replaced comes after its like
PAST = 0.8
#: what is added when one item says the words together, in weights of a word; still less than a title adds
TOGETHER = 2.5

#: words that name a rank, in the masculine; with `telling_words.REPEATED`, they tell little beside others
RANKS = frozenset(
    """adjoint agent assistant cadre charge chef conseiller directeur employe expert gestionnaire manager
    referent responsable specialiste technicien""".split()  # noqa: SIM905  (read as a line of words)
)
#: words kept apart here besides `telling_words.APART`: « éducateur » from « éducation », « paiement » from « paie »
ALSO_APART = frozenset(["educateur", "paiement"])

#: a code typed with blanks or dots: « 06 03 01 », « 15 D 30 »
CODE_LIKE = re.compile(r"\d[\d .\-]*\d|\d{1,2} ?[a-z] ?\d*")


@dataclass(frozen=True)
class Said:
    """A line of a sheet as the index takes it."""

    item: int
    kind: str
    text: str


@dataclass(frozen=True)
class Spoken:
    """Everything that a line of the list says."""

    titles: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Posted:
    """What a word weighs in a line of the list; `item` is the line of the sheet that says it best."""

    weight: float
    title: bool
    item: int | None = None


def indexable(text: str) -> list[str]:
    """The words of `text` that the index holds; a hyphenated word is also held in one piece."""
    found = [word for word in words(text) if searchable(word)]
    for compound in re.findall(r"[^\W_]+(?:[-‑][^\W_]+)+", text):
        joined = "".join(words(compound))
        if searchable(joined) and "-" in compound.replace("‑", "-"):
            found.append(joined)
    return found


def searchable(word: str) -> bool:
    """Whether a folded word finds anything: neither a word that joins others, nor a lone letter."""
    return word not in MUTE and (len(word) > 1 or word.isdigit()) and len(word) <= MAX_WORD


@lru_cache(maxsize=50_000)
def form(word: str) -> str:
    """The form by which a folded word answers another: its root, or itself where that would confuse two meanings."""
    one = masculine(word[:-1] if word[-1] == "s" else word)
    return one if one in ALSO_APART else root(word)


def kept_apart(word: str) -> bool:
    """Whether a word is kept apart from those that share its stem."""
    return form(word) in APART | ALSO_APART


RANK_FORMS = frozenset(map(form, RANKS))


def title_weight(length: int) -> float:
    """What each word of a title of `length` words weighs: the shorter the title, the more."""
    return max(LEAST_TITLE, TITLE / (1 + 0.25 * (max(length, 1) - 1)))


def body_weight(times: float, length: int) -> float:
    """What a word said `times` in a sheet of `length` words weighs (BM25's saturation), under `LEAST_TITLE`."""
    return times * (SATURATION + 1) / (times + SATURATION * (0.4 + 0.6 * length / MIDDLING))


def posted(spoken: Spoken) -> dict[str, Posted]:
    """Every word of a line of the list with what it weighs there."""
    found = _body(spoken.said)
    named = [(text, lambda length: FACT, False) for text in spoken.facts]
    named += [(text, _synonym_weight, True) for text in spoken.synonyms]
    named += [(text, title_weight, True) for text in spoken.titles]
    named += [(text, lambda length: CODE, True) for text in spoken.codes]
    for text, weigh, title in named:
        weight = weigh(len(set(words(text)) - MUTE))
        for word in indexable(text):
            known = found.get(word, Posted(0.0, False))
            found[word] = Posted(max(weight, known.weight), title or known.title, known.item)
    return found


def _synonym_weight(length: int) -> float:
    return max(LEAST_TITLE, SYNONYM * title_weight(length))


def _body(said: Sequence[Said]) -> dict[str, Posted]:
    times: Counter[str] = Counter()
    best: dict[str, tuple[float, int, int]] = {}
    length = 0
    for line in said:
        held = indexable(line.text)
        length += len(held)
        worth = SECTIONS.get(line.kind, OTHER_SECTION)
        for word in held:
            times[word] += worth
            best[word] = max(best.get(word, (0.0, 0, 0)), (worth, -len(held), -line.item))
    return {word: Posted(body_weight(n, length), False, -best[word][2]) for word, n in times.items()}


@dataclass(frozen=True)
class Term:
    """A word that was typed, and by which words of the index it is found: for each, what its weight is worth.

    `titles_only`: words that answer by their titles alone. `lines`: how many lines bear it. `repaired`: how it was
    read when the index lacks it.
    """

    typed: str
    worth: Mapping[int, float] = field(default_factory=dict)
    titles_only: frozenset[int] = frozenset()
    lines: int = 0
    repaired: str = ""

    @property
    def known(self) -> bool:
        return bool(self.worth)

    @property
    def generic(self) -> bool:
        """Whether the word tells little beside others."""
        return form(self.typed) in REPEATED_ROOTS or form(self.typed) in RANK_FORMS


@dataclass(frozen=True)
class Known:
    """A word of the index that may answer one that was typed. `stood_for`: the words that are worth it."""

    pk: int
    word: str
    stem: str
    lines: int
    titles: int
    stood_for: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A line of the list with the best weight of each term in it, or None."""

    listing: int
    best: tuple[float | None, ...]
    past: bool
    rank: int
    facets: str = ""  # « facet=value », one a line


@dataclass(frozen=True)
class Search:
    """What was searched for and which lines answer, best first."""

    text: str
    terms: tuple[Term, ...] = ()
    ranked: tuple[int, ...] = ()  # lines that the facets keep
    found: int = 0  # lines that answer, whatever the facets
    enough: tuple[Term, ...] = ()  # beside lines that say every word, those whose titles say all of these
    any_word: bool = False  # no line says every word: these say some
    lost: tuple[str, ...] = ()  # words that no line says, even repaired
    counts: Mapping[str, int] = field(default_factory=dict)  # lines by « facet=value », each facet leaving itself out
    passages: Mapping[int, Passage] = field(default_factory=dict)  # what the first lines say of it, by line

    @property
    def repairs(self) -> list[tuple[str, str]]:
        """The words that were read otherwise: (as typed, as read)."""
        return [(term.typed, term.repaired) for term in self.terms if term.repaired]


def typed_words(text: str) -> list[str]:
    """The words of a search, in order, each once; a code in one piece. At most `MAX_TERMS`."""
    whole = fold(text)
    if CODE_LIKE.fullmatch(whole):
        return [re.sub(r"[ .\-]", "", whole)]
    found = dict.fromkeys(word for word in words(text) if searchable(word))
    return list(found)[:MAX_TERMS]


#: a code that a level of a grid may bear, and those that no other word of a search is like
LEVEL = re.compile(r"[a-h]|\d{1,2}e?[abc]?|[ivx]{1,4}[ab]?")
LEVEL_ALONE = re.compile(r"\d{1,2}(?=[abce])e?[abc]?")


def level_codes(text: str) -> list[str]:
    """The words of a search that may be the code of a level: alone, after « niveau » or « groupe », or « 3EB »."""
    found = words(text)
    codes = []
    for before, word in zip(["", *found], found, strict=False):
        announced = before in {"niveau", "groupe"} or (len(found) == 1 and len(word) > 1)
        if (announced and LEVEL.fullmatch(word)) or LEVEL_ALONE.fullmatch(word):
            codes.append(word.upper())
    return codes


def joined_pairs(typed: Sequence[str]) -> dict[str, int]:
    """Two neighbours written in one piece, with the place of the first: « tele conseiller » → « teleconseiller »."""
    return {typed[i] + typed[i + 1]: i for i in range(len(typed) - 1) if len(typed[i] + typed[i + 1]) <= MAX_WORD}


def split_pairs(word: str) -> list[tuple[str, str]]:
    """The ways of parting a word in two that may both be words, its feminine brought to the masculine too:
    « teleconseillere » → « tele », « conseiller »."""
    forms = dict.fromkeys((word, masculine(word)))
    return [(form[:i], form[i:]) for form in forms for i in range(3, len(form) - 3)]


def next_word(prefix: str) -> str:
    """The least text after every word that begins with `prefix`, in any collation that puts figures first."""
    last = prefix[-1]
    if last == "z":
        return next_word(prefix[:-1]) if len(prefix) > 1 else ""
    return prefix[:-1] + ("a" if last == "9" else chr(ord(last) + 1))


def spelt_alike(one: str, other: str) -> bool:
    """Whether two folded words are one, plural aside."""
    return one.rstrip("sx") == other.rstrip("sx")


def likeness(one: str, other: str, least: float) -> float:
    """How alike two words are, from 0 to 1; 0 as soon as it cannot reach `least`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def closest(typed: str, candidates: Iterable[Known]) -> list[Known]:
    """The words most like one that the index lacks: the most alike, and those that tie with it."""
    if len(typed) < 4 or typed.isdigit():
        return []
    least = 0.75 if len(typed) < 6 else 0.8
    scored = []
    for known in candidates:
        if abs(len(known.word) - len(typed)) > 2 or known.word.isdigit():
            continue
        ratio = likeness(typed, known.word, least)
        if ratio:
            scored.append((ratio, known.titles > 0, known.lines, known.word, known))
    if not scored:
        return []
    scored.sort(key=lambda row: (-row[0], not row[1], -row[2], row[3]))
    top = scored[0]
    return [row[-1] for row in scored if row[0] > top[0] - 0.01][:3]


def rarity(term: Term, total: int) -> float:
    """What finding a term is worth: the rarer, the more."""
    return log(1 + total / (1 + term.lines))


def worths(terms: Sequence[Term], total: int) -> list[float]:
    """What finding each term is worth: its rarity, less for one that tells little beside one that tells more."""
    alike = all(term.generic for term in terms) or not any(term.generic for term in terms)
    return [rarity(term, total) * (GENERIC_SHARE if term.generic and not alike else 1) for term in terms]


def telling(terms: Sequence[Term], total: int) -> list[Term]:
    """The terms that a title must say to answer without the others, which are common; none when all must be said.

    One at least names a field: « responsable » alone does not answer for « responsable d’équipe ».
    """
    rare = [term for term in terms if term.lines < COMMON * total]
    return rare if len(rare) < len(terms) and any(not term.generic for term in rare) else []


def gather(rows: Iterable[tuple], terms: Sequence[Term], *, every: bool, enough: Sequence[Term] = ()) -> list[Hit]:
    """The lines that say every term, or any, from (line, past, rank, facets, word, weight, title) of their words.

    `enough`: terms that answer by themselves, even for every term, when titles say them all.
    """
    held: dict[int, list[float | None]] = {}
    titled: dict[int, set[int]] = {}
    needed = {number for number, term in enumerate(terms) if term in enough}
    about: dict[int, tuple] = {}
    answers: dict[int, list[tuple[int, float, bool]]] = {}
    for number, term in enumerate(terms):
        for word, worth in term.worth.items():
            answers.setdefault(word, []).append((number, worth, word in term.titles_only))
    for listing, past, place, facets, word, weight, title in rows:
        best = held.get(listing)
        if best is None:
            best = held[listing] = [None] * len(terms)
            about[listing] = (past, place, facets)
        for number, worth, by_title in answers[word]:
            if title and number in needed:
                titled.setdefault(listing, set()).add(number)
            if title or not by_title:
                value, known = weight * worth, best[number]
                if known is None or value > known:
                    best[number] = value
    return [
        Hit(listing, tuple(best), *about[listing])
        for listing, best in held.items()
        if (
            None not in best or (needed and titled.get(listing) == needed)
            if every
            else any(value is not None for value in best)
        )
    ]


def rank(
    hits: Iterable[Hit], terms: Sequence[Term], total: int, together: Mapping[int, float] | None = None
) -> list[Hit]:
    """The hits, best first; equals in the order of the texts. `total` is the number of lines in all.

    `together`: for some lines, how far one item says the terms together, from 0 to 1.
    """
    worth = worths(terms, total)
    near, whole = together or {}, sum(worth)
    lent = TOGETHER * whole
    scored = []
    for hit in hits:
        said = [(weight * value, value) for weight, value in zip(hit.best, worth, strict=True) if weight is not None]
        score = sum(weighed for weighed, _ in said) * sum(value for _, value in said) / whole
        if hit.listing in near:
            score += lent * near[hit.listing]
        scored.append((-score * PAST if hit.past else -score, hit.rank, hit.listing, hit))
    scored.sort()
    return [row[-1] for row in scored]


def kept_and_counted(hits: Sequence[Hit], held: Mapping[str, Iterable[str]]) -> tuple[list[Hit], dict[str, int]]:
    """The hits that bear one of the values of each facet held, and the lines that bear each « facet=value ».

    Each facet counts everything but itself: a line that one facet alone keeps out counts for that one.
    """
    if not held:
        counts = Counter(chain.from_iterable(hit.facets.split("\n") for hit in hits))
        return list(hits), dict(counts)
    wanted = {name: {f"{name}={value}" for value in values} for name, values in held.items()}
    kept, counts = [], Counter()
    for hit in hits:
        keys = hit.facets.split("\n")
        out = [name for name, values in wanted.items() if values.isdisjoint(keys)]
        if not out:
            kept.append(hit)
            counts.update(keys)
        elif len(out) == 1:
            counts.update(key for key in keys if key.startswith(f"{out[0]}="))
    return kept, dict(counts)
