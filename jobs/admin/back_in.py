"""Someone's session ended while they wrote: they sign in on the page that holds their text, and go on."""

from django.contrib.auth import login
from django.middleware.csrf import CsrfViewMiddleware

#: what the page where one signs in again sends besides the text that it carries
AGAIN = "reconnexion"
LOST = "Votre session avait pris fin. Rien n’est perdu : votre texte est ci-dessous. Relisez, puis enregistrez."
STALE = "Cette page était ouverte depuis une autre session. Votre texte est ci-dessous : enregistrez à nouveau."


def from_our_form(request) -> bool:
    """Whether a form of ours sent this, in this session: what Django checks before it reads any other form."""
    return CsrfViewMiddleware(lambda request: None).process_view(request, lambda request: None, (), {}) is None


def signs_in(request, site):
    """The form to sign in with; none once it was sent and is good: the person is signed in then."""
    signing = AGAIN in request.POST and from_our_form(request)
    form = site.login_form(request, request.POST if signing else None)
    if signing and form.is_valid():
        login(request, form.get_user())
        return None
    return form


def carried(request) -> list[tuple[str, str]]:
    """What was typed, field by field, to be sent again once signed in: nothing of the sign-in itself."""
    own = {AGAIN, "csrfmiddlewaretoken", "username", "password", "next"}
    return [(name, text) for name, texts in request.POST.lists() if name not in own for text in texts]
