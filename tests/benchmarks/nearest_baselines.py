"""The plain ways of finding the nearest job that ours is measured against. Each ranks the pool for one job, best first.

All of them see the same as ours: the stems of the activities and knowledge, no title, no mission.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from math import log, sqrt

from jobs.weighing import Line

Corpus = Mapping[str, Sequence[Line]]
Rank = Callable[[str, Sequence[str]], list[str]]


def bag(lines: Sequence[Line]) -> Counter[str]:
    """The stems of a whole sheet, each with the number of its lines that bear it."""
    return Counter(name for line in lines for name in sorted(line.stems))


def by_score(pool: Sequence[str], score: Callable[[str], float]) -> list[str]:
    """The pool by score, the order of the texts at equal score."""
    return sorted(pool, key=score, reverse=True)


def token_set_ratio(corpus: Corpus) -> Rank:
    """The likeness of two sets of words written in order: the best of what they share against each side, by length,
    and of the two sides, word by word (0 to 1)."""
    words = {name: set(bag(lines)) for name, lines in corpus.items()}

    def ratio(one: set[str], two: set[str]) -> float:
        common = sorted(one & two)
        first, second = ([*common, *sorted(side - set(common))] for side in (one, two))
        shared, *sides = (len(" ".join(tokens)) for tokens in (common, first, second))
        return max(
            *(2 * shared / ((shared + side) or 1) for side in sides),
            SequenceMatcher(None, first, second, autojunk=False).ratio(),
        )

    return lambda name, pool: by_score(pool, lambda other: ratio(words[name], words[other]))


def tfidf_cosine(corpus: Corpus) -> Rank:
    """The cosine of the whole sheets, each stem weighted by its count and its rarity among sheets."""
    bags = {name: bag(lines) for name, lines in corpus.items()}
    bearing = Counter(stem for held in bags.values() for stem in held)
    vectors = {}
    for name, held in bags.items():
        vector = {stem: n * log(1 + len(bags) / bearing[stem]) for stem, n in held.items()}
        norm = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors[name] = {stem: value / norm for stem, value in vector.items()}

    def cosine(one: dict[str, float], two: dict[str, float]) -> float:
        return sum(value * two.get(stem, 0.0) for stem, value in one.items())

    return lambda name, pool: by_score(pool, lambda other: cosine(vectors[name], vectors[other]))


def bm25(corpus: Corpus, k: float = 1.5, b: float = 0.75) -> Rank:
    """BM25 of the whole sheets, the sheet asked about being the query."""
    bags = {name: bag(lines) for name, lines in corpus.items()}
    bearing = Counter(stem for held in bags.values() for stem in held)
    lengths = {name: sum(held.values()) for name, held in bags.items()}
    mean = sum(lengths.values()) / len(lengths)

    def score(name: str, other: str) -> float:
        found = 0.0
        for stem in bags[name]:
            n = bags[other].get(stem, 0)
            if n:
                rarity = log(1 + (len(bags) - bearing[stem] + 0.5) / (bearing[stem] + 0.5))
                found += rarity * n * (k + 1) / (n + k * (1 - b + b * lengths[other] / mean))
        return found

    return lambda name, pool: by_score(pool, lambda other: score(name, other))


BASELINES: dict[str, Callable[[Corpus], Rank]] = {
    "token-set ratio, fiche entière": token_set_ratio,
    "TF-IDF, cosinus, fiche entière": tfidf_cosine,
    "BM25, fiche entière": bm25,
}
