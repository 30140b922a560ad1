"""Every public address with every method: answered as declared, refused in French otherwise, never a 500."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.addresses import public_addresses
from tests.harness import privacy_faults
from tests.jobs.rows import changes, snapshot

#: what takes a form, and stores nothing of it
FORMS = {"nearest", "nearest_proposal", "path_simulation", "path_simulation_result"}
ADDRESSES = public_addresses()


def allowed(response) -> set[str]:
    return {word.strip() for word in response.headers["Allow"].split(",")}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_an_address_answers_the_methods_that_it_declares(address) -> None:
    client = Client(enforce_csrf_checks=True)
    client.raise_request_exception = False
    got = client.get(address.example)
    declared = None

    for method in ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
        with CaptureQueriesContext(connection) as queries:
            response = client.generic(method, address.example, b'{"q": "x"}', content_type="application/json")
        if method == "HEAD":
            assert (response.status_code, response.content) == (got.status_code, b"")
            assert response.headers.get("Content-Type") == got.headers.get("Content-Type")
            continue
        if method == "OPTIONS" and response.status_code == 200:
            assert response.content == b""
        else:
            assert response.status_code == 405, method
        declared = allowed(response)
        assert method == "OPTIONS" or method not in declared
        assert {"GET", "HEAD"} & declared
        assert privacy_faults(response) == []
        assert len(queries) == 0, method

    posted = client.post(address.example, {"q": "x"})
    assert posted.status_code < 500
    assert (posted.status_code == 405) is ("POST" not in declared)
    assert privacy_faults(posted) == []


@pytest.mark.django_db
def test_none_of_it_writes() -> None:
    before, client = snapshot(), Client()
    client.raise_request_exception = False

    for address in ADDRESSES:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            client.generic(method, address.example, b"q=x", content_type="application/x-www-form-urlencoded")

    assert changes(before, snapshot()) == {}
