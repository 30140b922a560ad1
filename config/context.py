"""What every template may use without asking the database or the session."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`site.name`, `site.contact_email` (empty when no address is set) and `directory_name` (empty without one).

    The last stands apart: Django's own page of the door puts another `site` in its place.
    """
    return {
        "site": {"name": "Repères", "contact_email": settings.REPERES_CONTACT_EMAIL},
        "directory_name": settings.DIRECTORY.name if settings.DIRECTORY else "",
    }
