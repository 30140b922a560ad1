"""The API is asked whatever its OpenAPI description allows: each answer is one that it declares, and none is a 500."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from jobs.api import api
from tests.addresses import EXAMPLES

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BOUNDED = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# The description itself, since no test has opened the database yet; that its address gives it is tested elsewhere.
DESCRIPTION = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"))))
DESCRIPTION.app = get_wsgi_application()
OPERATIONS = [found.ok() for found in DESCRIPTION.get_all_operations()]
#: the parameters of an address that exists
KNOWN = {name: value for example in EXAMPLES.values() for name, value in example.items()} | {
    "framework": "clcc",
    "key": "assistant-medical",
    "grid": "ucanss-administratif",
}


@pytest.fixture(autouse=True)
def connection_of_the_test():
    """The requests share the connection, and the transaction, of the test: as with Django's own client, the end of a
    request must not close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked(operation, **fixed) -> set[int]:
    """Sends bounded requests of every kind that the description allows, and holds each answer to it; gives the
    statuses that were answered."""
    statuses = set()

    @given(case=operation.as_strategy(**fixed))
    @BOUNDED
    def send(case) -> None:
        answer = case.call(headers={"Accept-Encoding": "identity"})
        case.validate_response(answer, checks=CHECKS)
        statuses.add(answer.status_code)

    send()
    return statuses


def test_the_whole_api_is_described() -> None:
    assert len(OPERATIONS) >= 16
    assert {operation.method for operation in OPERATIONS} == {"get"}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
@pytest.mark.long
def test_whatever_is_asked_is_answered_as_declared(operation) -> None:
    statuses = asked(operation)

    assert statuses
    assert max(statuses) < 500


@pytest.mark.parametrize(
    "operation", [one for one in OPERATIONS if one.path_parameters and one.query], ids=lambda operation: operation.path
)
@pytest.mark.long
def test_whatever_is_asked_of_something_that_exists_is_answered_as_declared(operation) -> None:
    known = {parameter.name: KNOWN[parameter.name] for parameter in operation.path_parameters}

    assert 200 in asked(operation, path_parameters=known)
