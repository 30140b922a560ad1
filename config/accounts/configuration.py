"""What the environment says of the organisation's directory."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from config import environment as env
from jobs.roles import ROLES


@dataclass(frozen=True)
class Directory:
    """An OpenID Connect server, and what its groups open here."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "l’annuaire"
    scopes: str = "openid profile email"
    groups_claim: str = "groups"
    #: group of the directory → roles of the desk
    roles: tuple[tuple[str, str], ...] = ()

    def roles_of(self, groups: set[str]) -> frozenset[str]:
        """The roles that these groups open."""
        return frozenset(role for group, role in self.roles if group in groups)


def refuse(sentence: str) -> env.Refusal:
    return env.Refusal(f"Repères ne démarre pas : {sentence}")


def is_safe(issuer: str) -> bool:
    """Whether an issuer is spoken to under TLS, or on this machine."""
    parts = urlsplit(issuer)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def read_roles(text: str) -> tuple[tuple[str, str], ...]:
    """« groupe=Rôle;groupe=Rôle »: a group may hold commas and equal signs, as in a directory's long names."""
    pairs = []
    for pair in filter(None, (part.strip() for part in text.split(";"))):
        group, _, role = (part.strip() for part in pair.rpartition("="))
        if not group or role not in ROLES:
            raise refuse(
                f"OIDC_ROLES contient « {pair} » ; écrivez groupe=rôle, séparés par des points-virgules, avec pour "
                f"rôles {', '.join(ROLES)}."
            )
        pairs.append((group, role))
    return tuple(pairs)


def read_directory() -> Directory | None:
    """The directory that OIDC_ISSUER names; None without it. Raises Refusal when a part is missing."""
    issuer = env.text("OIDC_ISSUER")
    if not issuer:
        return None
    if not is_safe(issuer):
        raise refuse(f"OIDC_ISSUER vaut « {issuer} » ; donnez une adresse en https://.")
    client_id, client_secret = env.text("OIDC_CLIENT_ID"), env.text("OIDC_CLIENT_SECRET")
    roles = read_roles(env.text("OIDC_ROLES"))
    if not (client_id and client_secret and roles):
        raise refuse("avec OIDC_ISSUER, donnez aussi OIDC_CLIENT_ID, OIDC_CLIENT_SECRET et OIDC_ROLES.")
    return Directory(
        issuer=issuer,
        client_id=client_id,
        client_secret=client_secret,
        name=env.text("OIDC_NAME", "l’annuaire"),
        scopes=env.text("OIDC_SCOPES", "openid profile email"),
        groups_claim=env.text("OIDC_GROUPS_CLAIM", "groups"),
        roles=roles,
    )
