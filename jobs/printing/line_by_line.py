"""Two descriptions line against line, with every figure that a reader needs to find the percentages again."""

from __future__ import annotations

import re

from ..nearest import PADDING, Answer, Coverage, Match
from ..weighing import ACTIVITIES, KNOWLEDGE, Weights, meaningful

PART_LABELS = {ACTIVITIES: "Activités", KNOWLEDGE: "Connaissances et savoir-faire"}
WORD = re.compile(r"\w+(?:\([a-zà-ÿ]{1,5}\))?")


def tenths(value: int) -> str:
    """« 4,1 » for 41 tenths."""
    return f"{value // 10},{value % 10}"


def percent(value: int) -> str:
    """« 38 % », with a narrow no-break space."""
    return f"{value} %"


def marked(text: str, stems: tuple[str, ...]) -> list[dict]:
    """`text` in pieces, those whose words are shared told apart."""
    pieces: list[dict] = []
    end = 0
    for word in WORD.finditer(text):
        if stems and any(stem in stems for stem in meaningful(word.group())):
            if word.start() > end:
                pieces.append({"text": text[end : word.start()], "shared": False})
            pieces.append({"text": word.group(), "shared": True})
            end = word.end()
    if end < len(text):
        pieces.append({"text": text[end:], "shared": False})
    return pieces


def printed_words(answer: Answer, weights: Weights) -> str:
    """« soins 1,9 + hygiène 3,4 = 5,3 »: each shared word as its line prints it, and what it weighs."""
    words: dict[str, str] = {}
    for word in WORD.finditer(answer.line.text):
        for stem in meaningful(word.group()):
            words.setdefault(stem, word.group())
    sums = " + ".join(f"{words.get(stem, stem)} {tenths(weights.of(stem))}" for stem in answer.shared)
    return f"{sums} = {tenths(sum(map(weights.of, answer.shared)))}" if len(answer.shared) > 1 else sums


def reckoning(answer: Answer, weights: Weights) -> str:
    """How the likeness of a line is counted, in figures."""
    if answer.likeness == 100:
        return "tous les mots qui comptent sont communs"
    shared = tenths(sum(map(weights.of, answer.shared)))
    lighter = tenths(min(answer.line.total, answer.other.total))
    return f"{shared} ÷ ({lighter} + {tenths(PADDING)}) = {percent(answer.likeness)}"


def row(answer: Answer, weights: Weights) -> dict:
    """One line, what answers it, and the figures."""
    other = answer.other
    return {
        "number": answer.number,
        "pieces": marked(answer.line.text, answer.shared),
        "url": answer.line.url,
        "weight": tenths(answer.line.weight),
        "likeness": percent(answer.likeness),
        "paired": other is not None,
        "other_number": answer.other_number,
        "other_pieces": marked(other.text, answer.shared) if other else [],
        "other_url": other.url if other else "",
        "words": printed_words(answer, weights) if other else "",
        "reckoning": reckoning(answer, weights) if other else "",
    }


def table(coverage: Coverage, weights: Weights, *, anchor: str, caption: str, head: str, other: str) -> dict:
    """A table of lines with its sums."""
    return {
        "anchor": anchor,
        "caption": caption,
        "head": head,
        "other": other,
        "rows": [row(answer, weights) for answer in coverage.answers],
        "weight": tenths(coverage.weight),
        "covered": f"{coverage.covered // 1000},{coverage.covered % 1000:03d}",
        "percentage": percent(coverage.percentage),
    }


def parts(match: Match, weights: Weights, *, anchor: str, ours: str, theirs: str) -> list[dict]:
    """The tables of each part that both descriptions have; `ours` and `theirs` name the two sides."""
    printed = []
    for part in match.parts:
        label = PART_LABELS[part.part]
        there, here = f"{anchor}-{part.part}-1", f"{anchor}-{part.part}-2"
        printed.append(
            {
                "label": label,
                "forward": table(
                    part.forward, weights, anchor=there, caption=f"{label} : {ours}, et ce qui y répond dans {theirs}",
                    head=ours, other=theirs,
                ),
                "backward": table(
                    part.backward, weights, anchor=here, caption=f"{label} : {theirs}, et ce qui y répond dans {ours}",
                    head=theirs, other=ours,
                ),
            }
        )  # fmt: skip
    return printed


def missing(match: Match) -> list[str]:
    """What could not be compared, in words."""
    return [f"{PART_LABELS[part]} : un seul des deux côtés en donne, cette partie n’est pas comptée."
            for part in match.missing]  # fmt: skip


def mean(match: Match) -> str:
    """The mean of the two percentages, « 33,5 % »."""
    return mean_of(match.forward, match.backward)


def mean_of(forward: int, backward: int) -> str:
    """The mean of two percentages, « 33,5 % »."""
    double = forward + backward
    return f"{double // 2}{',5' if double % 2 else ''} %"
