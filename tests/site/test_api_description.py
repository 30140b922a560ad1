"""The description of the API is whole, and its examples are what the API answers."""

import re

import pytest
from django.utils import timezone

from jobs.openapi import ANSWERS, PATH_PARAMETERS, abridged, examples, operation_name
from tests.addresses import public_addresses
from tests.api_examples import DAY, answered
from tests.harness import DATE
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(client) -> dict[str, dict]:
    """Each operation by its name, with its path."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    return {
        operation_name(operation): operation | {"path": path, "method": method}
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


def test_every_address_of_the_api_is_described(described):
    views = {address.name.removeprefix("api:") for address in public_addresses() if address.name.startswith("api:")}

    assert set(described) == views - {"openapi-json"}
    assert {operation["method"] for operation in described.values()} == {"get"}


def test_each_operation_parameter_and_answer_is_explained(described):
    for name, operation in described.items():
        assert operation["summary"], name
        assert operation["description"].endswith("."), name
        statuses = set(operation["responses"])
        assert {"200", "304", "400"} <= statuses <= {"200", "304", "400", "404"}, name
        assert set(operation["responses"]["200"]["headers"]) == {"ETag", "Last-Modified"}
        assert all(operation["responses"][status]["description"] == ANSWERS[status] for status in statuses - {"304"})
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (name, parameter["name"])
            assert parameter["in"] == "query" or "example" in parameter, (name, parameter["name"])
        placed = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
        assert placed == set(re.findall(r"{(\w+)}", operation["path"]))
        assert placed <= set(PATH_PARAMETERS)


def test_each_answer_has_its_example_and_follows_its_schema(client, described):
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    for name, operation in described.items():
        for status in set(operation["responses"]) - {"304"}:
            content = operation["responses"][status]["content"]["application/json"]
            example = content["examples"]["reponse"]
            assert example["summary"].startswith("GET /api/v1/"), (name, status)
            known = schemas[content["schema"]["$ref"].rsplit("/", 1)[-1]]
            assert set(example["value"]) == set(known["properties"]), (name, status)
            if status != "200":
                assert example["value"]["erreur"], (name, status)


def test_each_example_is_what_the_address_answers(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)

    assert answered(client.get, examples()) == examples()


def test_a_long_list_is_cut_and_nothing_else():
    answer = {"total": 3, "resultats": [{"a": [1, 2, 3, 4]}, {"a": []}, {"a": [5]}], "mot": "x" * 90}

    assert abridged(answer) == {"total": 3, "resultats": [{"a": [1, 2]}, {"a": []}], "mot": "x" * 90}


def test_the_page_shows_each_example_folded(client, described):
    page = read(client.get("/api/v1/docs"))

    shown = page.all("details", "example")
    assert len(shown) == sum(len(operation["responses"]) - 1 for operation in described.values())
    assert "open" not in {name for details in shown for name in details.attrs}
    requests = {details.one("p").text for details in shown}
    assert {f"GET {row['adresse']}" for told in examples().values() for row in told.values()} == requests


def test_the_page_opens_on_its_contents_which_lead_to_each_address(client, described):
    page = read(client.get("/api/v1/docs"))

    contents = [link.url for link in page.one("nav", "toc").all("a")]

    assert contents == [f"#{section.attrs['id']}" for section in page.one("main").all("section", "section")]
    assert len(contents) == len(described) + 1  # and the objects
    objects = {details.one("h3").text: details for details in page.one("section", id="objets").all("details")}
    linked = {link.text: link.url for link in page.one("main").all("a") if link.url.startswith("#schema-")}
    assert set(linked) <= set(objects)
    assert all(objects[name].all("div")[0].attrs["id"] == url[1:] for name, url in linked.items())


@pytest.mark.parametrize("address", ["/api/v1/docs", "/api/v1/openapi.json"])
def test_the_description_asks_nothing_of_the_database_but_its_date(client, django_assert_num_queries, address):
    with django_assert_num_queries(DATE):
        client.get(address)
