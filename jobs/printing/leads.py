"""Where a job can lead, as its sheet and its map print it."""

from __future__ import annotations

from ..values import Lead


def lead_row(lead: Lead, *, badge: bool = False) -> dict:
    """What components/lead.html takes; `badge`: its kind is said beside it."""
    return {
        "kind": lead.kind,
        "kind_label": lead.kind_label,
        "title": lead.title,
        "url": lead.url,
        "note": lead.note,
        "way": lead.way,
        "source": lead.source,
        "badge": badge,
    }


def onward(leads: list[Lead], *, url: str) -> dict:
    """What the texts open from a job and towards it; `url`: the map that tells the whole."""
    return {
        "url": url,
        "onward": [lead_row(lead, badge=True) for lead in leads if not lead.inbound],
        "inward": [lead_row(lead, badge=True) for lead in leads if lead.inbound],
    }
