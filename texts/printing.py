"""From values to the context of the pages of the texts."""

from __future__ import annotations

from .effect import french_date
from .enums import AnomalyKind, College
from .selection import FACETS, AnomalySelection, choices, counts, groups, jobs, selected
from .takeaway import downloads
from .values import AnomalyCard, Badge, DocumentCard, DocumentPart, FactRow, FactValue, Link, Notice

COLLEGES = dict(College.choices)

#: why no date of effect is printed in the texts of the portal that are signed
PENDING = "Le texte la fait dépendre de l’expiration du délai d’opposition, sans donner de date. "


def signatories(card: DocumentCard) -> str:
    """« FNCLCC (employeurs) ; FO (salariés) »."""
    return "\u202f; ".join(f"{row['organisation']} ({COLLEGES[row['college']]})" for row in card.signatories)


def document_list(cards: list[DocumentCard], described: dict[str, tuple[Badge, str]]) -> dict:
    """Context of the list of texts."""
    documents = []
    for card in cards:
        badge, drawn = described.get(card.slug, (None, ""))
        facts = [
            ("Émetteur", card.issuer),
            ("NOR", card.nor),
            ("IDCC", card.idcc),
            ("Signataires", signatories(card)),
        ]
        documents.append(
            {
                "title": card.title,
                "url": card.url,
                "framework": badge,
                "kind": card.kind,
                "facts": [{"label": label, "value": value} for label, value in facts if value],
                "lines": card.lines,
                "drawn": drawn,
                "dates": card.dates,
            }
        )
    return {"documents": documents, "downloads": downloads("/documents", "/api/v1/documents")}


def document_facts(card: DocumentCard) -> list[FactRow]:
    """What identifies a text. A date that the text does not give is said not to be known."""

    def row(label, value, note=""):
        return FactRow(label, [FactValue(value)] if value else [], note=note)

    effect = french_date(card.effect_on) if card.effect_on else "non connue"
    facts = [row("Émetteur", card.issuer)]
    if card.nor or card.signed_on or card.effect_on:
        facts += [row("NOR", card.nor), row("IDCC", card.idcc), row("Signataires", signatories(card))]
        facts += [
            row("Signature", french_date(card.signed_on) if card.signed_on else ""),
            row("Date d’effet", effect),
        ]
    else:
        facts += [row("Date", "texte non daté")]
    note = "du texte collé" if card.entered else "du fichier extrait, repris octet pour octet"
    facts += [row("Empreinte SHA-256", card.sha256, note)] if card.sha256 else []
    if card.original:
        link = FactValue(f"Télécharger ({_bytes(card.original.size)})", f"{card.url}original.pdf")
        facts.append(FactRow("PDF du texte", [link], note=f"empreinte SHA-256 : {card.original.sha256}"))
    return facts


def _bytes(size: int) -> str:
    """« 812 ko », « 1,4 Mo »."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} ko"
    return f"{size / 1_000_000:.1f} Mo".replace(".", ",")


def document_detail(card: DocumentCard, badge: Badge | None, parts: list[DocumentPart]) -> dict:
    """Context of the page of one text."""
    notices = []
    if card.signed_on and not card.effect_on:
        notices.append(
            Notice(
                "info",
                "La date d’effet de ce texte n’est pas connue.",
                ("" if card.entered else PENDING)
                + "En attendant qu’elle soit enregistrée, ce qu’il porte est montré à compter de sa signature.",
            )
        )
    toc = [Link(part.heading, f"#{part.anchor}") for part in parts if part.heading and part.level == 2]
    return {
        "document": {
            "title": card.title,
            "framework": badge,
            "kind": card.kind,
            "description": f"{card.title} : le texte entier, ligne à ligne, relié à ce qui en est tiré.",
        },
        "crumbs": [Link("Documents", "/documents/")],
        "facts": document_facts(card),
        "notices": notices,
        "toc": toc,
        "passages": parts,
        "raw_url": f"/documents/{card.slug}.txt",
    }


#: quotations and jobs that an anomaly shows while the whole register is on the page. With more than that, one
#: quotation and no job: its own address has them all.
QUOTES_IN_VIEW, JOBS_IN_VIEW = 2, 2
#: up to how many anomalies are shown open, when filters leave so few
OPENED = 3
#: what the portal does nearly always: said once, at the head of the whole register
USUAL = "Affiché tel qu’imprimé."


def _decided(card: AnomalyCard) -> dict | None:
    """What HR decided of an anomaly: its words, its day, the text that carries it."""
    held = card.decision
    if held is None:
        return None
    link = Link(held.document_title, f"/documents/{held.document}/")
    return {"wording": held.wording, "day": french_date(held.on), "source": link}


def anomaly_entry(card: AnomalyCard, *, whole: bool, opened: bool = False) -> dict:
    """What components/anomaly_card.html takes. Unless `whole`, what stands in view and the address of the rest."""
    quotes = card.quotes
    if not whole:
        brief = 0 if card.kind == AnomalyKind.TYPOGRAPHY else 1 if len(card.quotes) > QUOTES_IN_VIEW else None
        quotes = card.quotes[:brief]
    concerned = card.jobs if whole or len(card.jobs) <= JOBS_IN_VIEW else []
    rest = [
        f"les {number} {word}s"
        for number, all_, word in (
            (len(card.quotes), len(quotes), "citation"),
            (len(card.jobs), len(concerned), "emploi"),
        )
        if number > all_
    ]
    alone = AnomalySelection(key=card.key).address()
    return {
        "anchor": card.anchor,
        "title": card.title,
        "kind": card.kind_label,
        "lines": card.lines,
        "quotes": [
            {
                "text": quote.text,
                "url": quote.source.url,
                "where": quote.source.short if quote.source.document == card.text else quote.source.label,
            }
            for quote in quotes
        ],
        "explanation": card.explanation,
        "handling": card.handling if whole or card.handling != USUAL else "",
        "open": opened,
        "jobs": concerned,
        "paths": card.paths,
        "decision": _decided(card),
        "rest": Link(f"Lire {' et '.join(rest)}", alone) if rest else None,
    }


def anomaly_list(cards: list[AnomalyCard], selection: AnomalySelection) -> dict:
    """Context of the register: all of it in brief, or what the filters keep in full."""
    found = selected(cards, selection)
    few = selection.narrowed and len(found) <= OPENED
    parts = [
        {
            "anchor": group.anchor,
            "title": group.title,
            "total": group.total,
            "anomalies": [anomaly_entry(card, whole=selection.narrowed, opened=few) for card in group.anomalies],
            "typography": [anomaly_entry(card, whole=selection.narrowed, opened=few) for card in group.typography],
        }
        for group in groups(found)
    ]
    return {
        "total": len(cards),
        "found": len(found),
        "narrowed": selection.narrowed,
        "words": selection.words,
        "job": selection.job,
        "facets": [_anomaly_facet(name, cards, selection) for name in FACETS],
        "active": _anomaly_chips(cards, selection),
        "messages_list": [
            Notice("attention", "Un filtre n’a pas été compris.", problem.sentence) for problem in selection.problems
        ],
        "groups": parts,
        "downloads": downloads("/anomalies", "/api/v1/anomalies", asked=selection.address()),
        "toc": [Link(f"{part['title']} ({part['total']})", f"#{part['anchor']}") for part in parts if len(parts) > 1],
        "empty": _no_anomaly(selection),
    }


def _anomaly_facet(name: str, cards: list[AnomalyCard], selection: AnomalySelection) -> dict:
    """What components/facet.html takes: every value with its count, those that give nothing last."""
    number = counts(cards, selection, name)
    held = selection.held(name)
    boxes = [
        {"id": f"f-{name}-{rank}", "value": value, "label": label, "count": number.get(value, 0),
         "checked": value in held}
        for rank, (value, label) in enumerate(choices(cards)[name].items())
    ]  # fmt: skip
    boxes.sort(key=lambda box: not box["count"] and not box["checked"])
    return {"name": name, "legend": FACETS[name], "noun": "constat", "choices": boxes, "more": [], "folded": False,
            "open": False}  # fmt: skip


def _anomaly_chips(cards: list[AnomalyCard], selection: AnomalySelection) -> list[dict]:
    """The filters in place, each with the address that removes it."""
    chips = []
    for name, field in (("texte", "texts"), ("nature", "kinds")):
        held = selection.held(name)
        labels = choices(cards)[name]
        for value in held:
            left = tuple(other for other in held if other != value)
            chips.append((f"{FACETS[name]}\u202f: {labels[value]}", selection.address(**{field: left})))
    if selection.job:
        label = jobs(cards)[selection.job]
        chips.append((f"Emploi\u202f: {label}", selection.address(job="")))
    if selection.words:
        chips.append((f"Mots\u202f: {selection.words}", selection.address(words="")))
    if selection.key:
        chips.append(("Un seul constat", selection.address(key="")))
    return [{"label": label, "remove_url": f"/anomalies/{address}"} for label, address in chips]


def _no_anomaly(selection: AnomalySelection) -> dict:
    if not selection.narrowed:
        return {"title": "Aucune anomalie enregistrée", "text": "Le registre est vide.", "links": []}
    return {
        "title": "Aucun constat ne répond à ces filtres",
        "text": "Retirez un filtre, ou cherchez un mot plus court.",
        "links": [Link("Tout le registre", "/anomalies/")],
    }
