"""People at HR's desk, and the forms that they send."""

import json

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from jobs.models import Sheet
from tests.harness import CheckingClient
from tests.jobs.versions import fields_of
from tests.pages import read


def person(name: str, *roles: str):
    """Someone of the desk, with the rights of their roles."""
    user = get_user_model().objects.create_user(name, password="un mot de passe", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    assert user.groups.count() == len(roles)
    return get_user_model().objects.get(pk=user.pk)


def signed_in(user, **options) -> CheckingClient:
    """The browser of `user`."""
    client = CheckingClient(**options)
    client.force_login(user)
    return client


def at(page: str, sheet: Sheet) -> str:
    """The address of a page of a version."""
    return reverse(f"admin:jobs_sheet_{page}", args=[sheet.pk])


def typed(fields, revision: int) -> dict[str, str]:
    """What the form of a draft sends."""
    data = {"enregistrement": str(revision), "rubriques": str(len(fields))}
    for number, field in enumerate(fields, 1):
        data |= {
            f"nature-{number}": field.kind,
            f"titre-{number}": field.heading,
            f"lignes-{number}": field.text,
            f"rang-{number}": str(number),
            f"lu-{number}": json.dumps([field.kind, field.heading, field.text, number]),
        }
    return data


def form_of(sheet: Sheet, **changed: str) -> dict[str, str]:
    """The form of a draft as it is now, with some fields changed."""
    return typed(fields_of(sheet), Sheet.objects.get(pk=sheet.pk).revision) | changed


def sent_again(response) -> dict[str, str]:
    """What the form of a draft sends when one presses its button as it stands."""
    form = read(response).one("form", "desk-edit")
    data = {area.attrs["name"]: "".join(area.children).removeprefix("\n") for area in form.all("textarea")}
    for field in form.all("input"):
        if field.attrs["type"] != "radio" or "checked" in field.attrs:
            data[field.attrs["name"]] = field.attrs["value"]
    for field in form.all("select"):
        chosen = [option for option in field.all("option") if "selected" in option.attrs]
        data[field.attrs["name"]] = chosen[0].attrs["value"] if chosen else ""
    return data
