"""Public pages only read: no cookie, nothing that depends on one, whatever the address."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.addresses import EXAMPLES, public_addresses
from tests.harness import CheckingClient, privacy_faults

ADDRESSES = public_addresses()


def test_every_address_has_a_name_and_an_example() -> None:
    with_arguments = {address.name for address in ADDRESSES if address.arguments}

    assert [address for address in ADDRESSES if not address.name] == []
    assert with_arguments - set(EXAMPLES) == set(), "give them an example in tests/addresses.py"
    assert set(EXAMPLES) - with_arguments == set(), "these examples serve no address"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_a_public_address_answers_without_cookie_nor_vary(client: Client, address) -> None:
    response = client.get(address.example)

    assert response.status_code in {200, 301, 302}
    assert privacy_faults(response) == []
    assert client.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_a_public_address_is_safe_to_ask_for(client: Client, address) -> None:
    """The policy that keeps a page from loading or sending anything elsewhere is on every answer."""
    headers = client.get(address.example).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_the_gallery_is_for_the_desk_and_for_development(client: Client, admin_client: Client, settings) -> None:
    signed_in = CheckingClient()
    signed_in.force_login(get_user_model().objects.create_user("lectrice"))
    answers = [reader.get("/composants/").status_code for reader in (client, signed_in, admin_client)]
    settings.DEBUG = True

    assert answers == [404, 404, 200]
    assert client.get("/composants/").status_code == 200
    assert client.cookies == {}


@pytest.mark.django_db
def test_the_admin_asks_to_sign_in(client: Client) -> None:
    response = client.get("/admin/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")
