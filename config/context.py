"""What every template may use without asking the database or the session."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`site.name` and `site.contact_email` (empty when no address is set)."""
    return {"site": {"name": "Repères", "contact_email": settings.REPERES_CONTACT_EMAIL}}
