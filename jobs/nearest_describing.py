"""The nearest jobs as JSON: the same lines, words and figures as on the page."""

from __future__ import annotations

from .nearest import CANDIDATES, PADDING, PAIRED_FROM, SOUGHT_WORDS, Answer, Candidate, Nearness
from .repositioning import outcome
from .values import JobLine
from .weighing import Weights

CAUTION = "Compare des mots, pas des fonctions : un classement expliqué aide à décider, il ne décide pas."


def nearest(found: Nearness, *, none_below: int, between_within: int) -> dict:
    """The jobs nearest to `found.job`, with all that their percentages rest on and what they lead to say: none is
    near when the first mean is under `none_below`, two are when theirs differ by `between_within` points at most."""
    scores = [(candidate.match.forward, candidate.match.backward) for candidate in found.candidates]
    return {
        "emploi": link(found.job),
        "fiche_de": link(found.shared_sheet) if found.shared_sheet else None,
        "avertissement": CAUTION,
        "methode": {
            "supplement": PADDING / 10,
            "equivalent_des": PAIRED_FROM,
            "mots_cherches": SOUGHT_WORDS,
            "fiches_comptees": CANDIDATES,
            "proche_des": none_below,
            "ecart_entre_deux": between_within,
        },
        "conclusion": outcome(scores, none_below=none_below, between_within=between_within),
        "resultats": [result(candidate, found.weights) for candidate in found.candidates],
        "autres_referentiels": [result(candidate, found.weights) for candidate in found.elsewhere],
    }


def link(line: JobLine) -> dict:
    """A job and its address."""
    return {
        "referentiel": line.framework,
        "cle": line.key,
        "code": line.code or None,
        "intitule": line.title,
        "url": line.url,
    }


def result(candidate: Candidate, weights: Weights) -> dict:
    """A near job, line against line."""
    match = candidate.match
    return link(candidate.line) | {
        "couvre": match.forward,
        "couvert": match.backward,
        "parties": [
            {
                "partie": part.part,
                "lignes": [answer(row, weights) for row in part.forward.answers],
                "lignes_en_face": [answer(row, weights) for row in part.backward.answers],
            }
            for part in match.parts
        ],
        "non_comparees": list(match.missing),
    }


def answer(row: Answer, weights: Weights) -> dict:
    """A line and what answers it."""
    return {
        "numero": row.number,
        "texte": row.line.text,
        "url": row.line.url,
        "poids": row.line.weight / 10,
        "somme": row.line.total / 10,
        "reponse": row.other_number or None,
        "mots": [{"racine": stem, "poids": weights.of(stem) / 10} for stem in row.shared],
        "ressemblance": row.likeness,
    }
