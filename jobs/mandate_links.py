"""The personal address of someone who speaks for an organisation: a random key, signed by the portal. Pure.

The key is stored, so that a link expires and is revoked; the signature keeps a reader of the database from making
one, and spares it the question when an address was made up.
"""

from __future__ import annotations

from secrets import token_urlsafe

from django.core.signing import BadSignature, Signer

#: bytes drawn for a key
DRAWN = 24
#: how long a link lasts unless HR says otherwise, and at most, in days
USUAL_DAYS, MOST_DAYS = 60, 366

_signer = Signer(sep=".", salt="jobs.mandate_links")


def new_key() -> str:
    """A key that nobody can guess."""
    return token_urlsafe(DRAWN)


def token_of(key: str) -> str:
    """What stands in the address for the link of this key."""
    return _signer.sign(key)


def key_of(token: str) -> str | None:
    """The key that an address names, None when the portal did not sign it."""
    try:
        return _signer.unsign(token)
    except BadSignature:
        return None
