"""Context of the pages where someone gives the opinion of their organisation, by a personal link or signed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from texts.effect import french_date
from texts.values import Badge, Notice

from ..differences import Kind
from ..enums import EntryReason, Position
from ..opinion_describing import OUTCOMES, POSITIONS, WAITING
from ..opinions import OpinionValue, RemarkValue
from .brought import counted, place_words, printed_change
from .opinions import STALE, college_label

SAVED = Notice(
    "info",
    "Votre avis est enregistré.",
    "Il est public dès maintenant\u202f; vos remarques le seront avec les réponses, une fois la fiche décidée.",
)
ASKED = Notice(
    "info", "Votre demande est déposée.", "Les ressources humaines y répondent\u202f; la réponse est publiée."
)
#: why a personal address opens nothing: title, what to do
REFUSALS = {
    "": (
        "Ce lien n’est pas le bon.",
        (
            "L’adresse a peut-être été coupée en la copiant\u202f: reprenez-la entière dans le message reçu. Sinon, "
            "demandez-en une autre aux ressources humaines."
        ),
    ),
    "expire": (
        "Ce lien n’est plus valable.",
        (
            "Sa date est passée. Demandez-en un autre aux ressources humaines\u202f; ce que vous avez donné reste "
            "enregistré."
        ),
    ),
    "revoque": (
        "Ce lien a été révoqué.",
        (
            "Un autre l’a sans doute remplacé\u202f: reprenez le dernier message reçu, ou demandez un lien aux "
            "ressources humaines. Ce que vous avez donné reste enregistré."
        ),
    ),
    "termine": (
        "Ce mandat est terminé.",
        (
            "Il ne permet plus de donner d’avis. Votre organisation peut en demander un autre aux ressources "
            "humaines\u202f; ce que vous avez donné reste enregistré."
        ),
    ),
    "sortie": (
        "Votre organisation ne participe plus à cette campagne.",
        (
            "Elle n’y donne plus d’avis\u202f; ceux qu’elle a donnés restent au tableau, où il est dit qu’elle n’y "
            "participe plus. Les ressources humaines disent pourquoi."
        ),
    ),
    "a_venir": (
        "Ce mandat n’a pas commencé.",
        "Revenez à la date que les ressources humaines vous ont donnée.",
    ),
    "retiree": (
        "Cette fiche n’est pas soumise pour avis.",
        (
            "Elle ne l’est plus, ou ne l’a jamais été. Les avis demandés à votre organisation montrent les fiches qui "
            "l’attendent."
        ),
    ),
    "reprise": (
        "Cette fiche n’est plus soumise pour avis.",
        (
            "Sa rédaction a été reprise pendant que vous écriviez\u202f: rien n’est enregistré. Copiez votre texte "
            "pour le redonner quand elle sera de nouveau soumise."
        ),
    ),
    "sans_droit": (
        "Ce compte ne donne pas d’avis ici.",
        (
            "Il n’a pas le rôle de membre de commission, ou pas de mandat dans cette campagne\u202f: rien n’est "
            "enregistré. Copiez votre texte, puis identifiez-vous avec l’autre compte, ou demandez ce mandat aux "
            "ressources humaines."
        ),
    ),
    "close": (
        "La campagne est close.",
        (
            "Le tableau est arrêté\u202f: il n’y a plus d’avis à donner. Les avis, les remarques et les réponses y "
            "sont publiés."
        ),
    ),
}


def refusal(why: str, year: int | None, *, typed: Sequence[dict] = (), back: str = "") -> dict:
    """Context of the page of an address that opens nothing.

    `typed` is what was sent there (`given_back`), `back` the address of the list of the opinions that are asked.
    """
    title, text = REFUSALS[why]
    return {"title": title, "text": text, "year": str(year) if year else "", "typed": list(typed), "back": back}


def given_back(form, lines: Mapping[str, str]) -> list[dict]:
    """What was typed in a form that nothing takes any more, to copy: each text with what it was about.

    `lines` gives, by lineage, the lines that can be quoted.
    """
    rows = [
        ("Avis choisi", dict(Position.choices).get(form.data.get("position", ""), "")),
        ("Remarque sur l’ensemble", form.data.get("remarque", "")),
        *(
            (f"Sur «\u202f{lines[anchor]}\u202f»" if anchor in lines else "Sur une ligne nouvelle", text)
            for anchor, text in form.typed.items()
        ),
        ("Raison de la demande", form.data.get("raison", "")),
    ]
    return [{"label": label, "text": text} for label, text in rows if text.strip()]


def standing_words(mine: OpinionValue) -> dict:
    """What the organisation said of a proposal, as it stands."""
    return {
        "badge": Badge("opinion", mine.position, POSITIONS[mine.position].capitalize()),
        "date": f"le {french_date(mine.on)}" if mine.on else "",
        "stale": STALE if mine.stale else "",
    }


def holder(mandate) -> dict:
    """Who speaks, for whom, until when."""
    return {
        "holder": mandate.holder,
        "organisation": mandate.organisation.name,
        "college": college_label(mandate.organisation.college),
        "until": french_date(mandate.ends_on) if mandate.ends_on else "",
        "year": str(mandate.year),
    }


def campaign(mandate, proposals: Sequence, requests: Sequence, form, *, address) -> dict:
    """One campaign as its holder reads it. `address` gives the page of a proposal."""
    return {
        **holder(mandate),
        "pk": mandate.campaign,
        "proposals": [
            {
                "title": row.title,
                "url": address(row),
                "summary": counted(row.changes).capitalize(),
                "mine": standing_words(row.mine),
            }
            for row in proposals
        ],
        "requests": [
            {
                "title": row.title,
                "mark": Badge("entry", row.outcome or WAITING, OUTCOMES[row.outcome or WAITING]),
                "reason": row.reason,
                "answer": row.answer,
            }
            for row in requests
        ],
        "form": form,
        "errors": [error for errors in form.errors.values() for error in errors],
    }


def asked(campaigns: Sequence[dict], *, signed_in: bool, done: bool, again: str = "") -> dict:
    """Context of the page that lists what an organisation is asked. `again`: why what was sent is only shown."""
    notices = [unsaved(again)] if again else [ASKED] if done else []
    return {"campaigns": list(campaigns), "signed_in": signed_in, "notices": notices}


def unsaved(why: str) -> Notice:
    """What was typed is there, and not kept yet."""
    return Notice("attention", "Rien n’est encore enregistré.", why)


def proposal(mandate, row, form, *, back: str, signed_in: bool, saved: bool, again: str = "") -> dict:
    """Context of a proposal: every line, what it was, a place to remark on it, and what was said already. `again`: why
    what was sent is only shown."""
    typed = form.typed
    blocks, placed = [], set()
    for index, block in enumerate(row.changes.blocks, 1):
        lines = []
        for change in block.changes:
            anchor = (change.new or change.old).anchor
            free = anchor and anchor not in placed
            placed.add(anchor)
            lines.append(
                {
                    "change": printed_change(change),
                    "anchor": anchor if free else "",
                    "about": (change.new or change.old).text,
                    "typed": typed.get(anchor, "") if free else "",
                    "earlier": [said(one) for one in row.remarks if free and one.anchor == anchor],
                }
            )
        same = [line for line in lines if line["change"]["kind"] == Kind.SAME]
        blocks.append(
            {
                "anchor": f"rubrique-{index}",
                "heading": place_words(block.place),
                "changed": [line for line in lines if line not in same],
                "same": same,
                "open": any(line["typed"] or line["earlier"] for line in same),
            }
        )
    chosen = form.data.get("position") if form.is_bound else row.mine.position
    return {
        **holder(mandate),
        "title": row.title,
        "url": row.url,
        "reason": EntryReason(row.reason).label + (f"\u202f: {row.note}" if row.note else ""),
        "summary": counted(row.changes),
        "number": row.number,
        "base": row.base,
        "read": row.wording.token,
        "mine": standing_words(row.mine),
        "blocks": blocks,
        "lost": [text for anchor, text in typed.items() if text.strip() and anchor not in placed],
        "choices": [
            {"value": value, "label": label.capitalize(), "checked": value == chosen}
            for value, label in Position.choices
        ],
        "whole": form.data.get("remarque", "") if form.is_bound else "",
        "earlier": [said(one) for one in row.remarks if not one.anchor],
        "gone": [{"quote": one.quote, **said(one)} for one in row.remarks if one.anchor and one.anchor not in placed],
        "errors": [error for errors in form.errors.values() for error in errors] if form.is_bound and not again else [],
        "back": back,
        "signed_in": signed_in,
        "notices": [unsaved(again)] if again else [SAVED] if saved else [],
    }


def said(row: RemarkValue) -> dict:
    """A remark of this organisation, and its answer."""
    return {"day": french_date(row.on), "text": row.text, "reply": row.reply}
