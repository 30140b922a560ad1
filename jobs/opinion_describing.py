"""What organisations say, as the published JSON of the yearly table holds it. Nobody's name is in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from texts.enums import College

from .enums import Position, RequestOutcome
from .opinions import SILENCE, OpinionValue, Organised, RemarkValue, RequestValue, Spoken, counts
from .revision_plan import FRAMEWORK
from .values import job_url

#: the word of each position; an organisation that says nothing is said to
POSITIONS = {**dict(Position.choices), SILENCE: "sans avis"}
#: how a request stands until HR answers
WAITING = "en_attente"
OUTCOMES = {**dict(RequestOutcome.choices), WAITING: "en attente de réponse"}


def described_spoken(spoken: Spoken, *, published: bool, drafts: bool = False) -> dict:
    """The opinions on a sheet, how many of each by college, and its remarks once they are `published`.

    `drafts`: the words of drafts are public; otherwise a remark on a line that no adopted version has quotes none.
    """
    return {
        "avis": [_opinion(row) for row in spoken.opinions],
        "avis_par_college": _by_college(spoken.opinions),
        "remarques_recues": len(spoken.remarks),
        "remarques": [_remark(row, drafts) for row in spoken.remarks] if published else [],
    }


def described_request(row: RequestValue, *, closed: bool) -> dict:
    """A request; its words are published with the answer, or when the campaign closes."""
    outcome = row.outcome or WAITING
    return {
        "referentiel": FRAMEWORK,
        "cle": row.job,
        "intitule": row.title,
        "url": job_url(FRAMEWORK, row.job),
        **_who(row.organisation),
        "le": row.on.isoformat(),
        "raison": row.reason if row.outcome or closed else None,
        "suite": outcome,
        "suite_libelle": OUTCOMES[outcome],
        "reponse": row.answer,
        "repondue_le": _day(row.answered_on),
    }


def _opinion(row: OpinionValue) -> dict:
    return {
        **_who(row.organisation),
        "position": row.position or None,
        "position_libelle": POSITIONS[row.position],
        "le": _day(row.on),
        "perime": row.stale,
        "participe": not row.left,
        "avant": [{"position": position, "le": day.isoformat()} for position, day in row.earlier],
    }


def _by_college(opinions: Sequence[OpinionValue]) -> list[dict]:
    """How many of each position, side by side; a stale opinion counts for what it said, and is counted as stale, as is
    that of an organisation that takes part no more."""
    rows = []
    for college in College.values:
        held = [row for row in opinions if row.organisation.college == college]
        if held:
            said = {position or "sans_avis": count for position, count in counts(held).items()}
            rows.append(
                {"college": college, **said, "perimes": sum(row.stale for row in held)}
                | {"sorties": sum(row.left for row in held)}
            )
    return rows


def _remark(row: RemarkValue, drafts: bool) -> dict:
    reply = {"texte": row.reply, "le": _day(row.replied_on)} if row.reply else None
    return {
        **_who(row.organisation),
        "le": row.on.isoformat(),
        "ancre": row.anchor or None,
        "ligne": (row.quote or None) if row.public or drafts else None,
        "texte": row.text,
        "reponse": reply,
    }


def _who(organisation: Organised) -> dict:
    return {"organisation": organisation.name, "college": organisation.college}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
