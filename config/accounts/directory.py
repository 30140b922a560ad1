"""The organisation's directory: who it says that someone is, and what that opens here."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError

from jobs.actions.tracing import leave_trace
from jobs.enums import Deed
from jobs.roles import ROLES

from .configuration import Directory
from .models import DirectoryIdentity

#: seconds after which the directory is said not to answer
PATIENCE = 5
NOT_OF_A_USERNAME = re.compile(r"[^\w.@+-]+")


class NotAnswering(Exception):
    """The directory is away, or says things that make no sense."""


class NotProven(Exception):
    """The directory, or whoever speaks for it, did not prove who came."""


class NotInvited(Exception):
    """The directory knows the person, and nothing opens the desk to them."""


@dataclass(frozen=True)
class Person:
    """Someone, as the directory describes them."""

    subject: str
    username: str
    first_name: str
    last_name: str
    email: str
    roles: frozenset[str]


@cache
def client_of(directory: Directory) -> Any:
    """The client of one directory. Its description is fetched at the first use, and kept."""
    return OAuth().register(
        name="annuaire",
        client_id=directory.client_id,
        client_secret=directory.client_secret,
        server_metadata_url=f"{directory.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": directory.scopes,
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


def described(directory: Directory) -> Any:
    """Its client, once it has described itself under its own name."""
    client = client_of(directory)
    try:
        metadata = client.load_server_metadata()
    except (requests.RequestException, ValueError) as error:
        raise NotAnswering(type(error).__name__) from error
    if metadata.get("issuer") != directory.issuer:
        client_of.cache_clear()
        raise NotAnswering("the issuer bears another name")
    return client


def send_there(request: HttpRequest, back: str) -> HttpResponse:
    """The redirection to the directory, which sends the person `back`. Raises NotAnswering."""
    client = described(settings.DIRECTORY)
    try:
        return client.authorize_redirect(request, back)
    except RuntimeError as error:
        raise NotAnswering(str(error)) from error


def who_came(request: HttpRequest) -> Person:
    """Who the directory sent back, once all that it says is checked. Raises NotAnswering, NotProven."""
    directory = settings.DIRECTORY
    client = described(directory)
    if request.GET.get("iss", directory.issuer) != directory.issuer:
        raise NotProven("the answer comes from another issuer")
    try:
        token = client.authorize_access_token(request)
        proven = token.get("userinfo")
        if not proven:
            raise NotProven("no identity token")
        told = client.userinfo(token=token)
    except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
        raise NotProven(type(error).__name__) from error
    except requests.RequestException as error:
        raise NotAnswering(type(error).__name__) from error
    if told.get("sub") != proven["sub"]:
        raise NotProven("two subjects")
    return read_person({**proven, **told}, directory)


def read_person(claims: dict[str, Any], directory: Directory) -> Person:
    """What the claims say, none of them trusted to be of the right kind."""

    def text(name: str) -> str:
        value = claims.get(name)
        return "".join(char for char in value if char.isprintable()).strip() if isinstance(value, str) else ""

    groups = claims.get(directory.groups_claim)
    named = {groups} if isinstance(groups, str) else set(map(str, groups)) if isinstance(groups, list) else set()
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject or len(subject) > 255:
        raise NotProven("no subject")
    return Person(
        subject=subject,
        username=NOT_OF_A_USERNAME.sub("-", text("preferred_username") or text("email") or subject)[:140],
        first_name=text("given_name")[:150],
        last_name=text("family_name")[:150],
        email=text("email")[:254],
        roles=directory.roles_of(named),
    )


def free_username(wanted: str) -> str:
    """`wanted`, numbered when somebody has it: the directory never opens the account of another."""
    model, name, number = get_user_model(), wanted, 1
    while model.objects.filter(username__iexact=name).exists():
        number += 1
        name = f"{wanted}-{number}"
    return name


@transaction.atomic
def bring_account(person: Person, issuer: str) -> Any:
    """The account of `person`, made at the first visit, with the roles that the directory opens today and no other.

    None where the desk is closed to them: no role, or an account that an administrator closed.
    """
    identity = DirectoryIdentity.objects.select_related("user").filter(issuer=issuer, subject=person.subject).first()
    if identity is None and not person.roles:
        return None
    user = identity.user if identity else get_user_model()(username=free_username(person.username))
    user.first_name, user.last_name, user.email = person.first_name, person.last_name, person.email
    user.is_staff = bool(person.roles)
    if identity is None:
        user.set_unusable_password()
    user.save()
    if identity is None:
        DirectoryIdentity.objects.create(user=user, issuer=issuer, subject=person.subject)
    before = set(user.groups.filter(name__in=ROLES).values_list("name", flat=True))
    if before != person.roles:
        others = user.groups.exclude(name__in=ROLES)
        user.groups.set([*others, *Group.objects.filter(name__in=person.roles)])
        leave_trace(Deed.LISTED, user, by=user, before=sorted(before), after=sorted(person.roles))
    return user if user.is_active and user.is_staff else None
