"""What goes wrong is said in French, with the status it deserves, and never as a 500."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory

from config import errors
from config.security import LONGEST_ADDRESS
from tests.harness import page_faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/nulle-part/", 404, "Rien ne se trouve à cette adresse."),
        ("/emplois/clcc/a%00b/", 404, "Rien ne se trouve à cette adresse."),
        ("/emplois/clcc/%ff%fe/", 404, "Rien ne se trouve à cette adresse."),
        ("/emplois/clcc/..%2f..%2fetc%2fpasswd/", 404, "Rien ne se trouve à cette adresse."),
        ("/emplois/?q=a%00b", 400, "Cette demande n’a pas pu être lue."),
        ("/emplois/?q=%ff%fe", 400, "Cette demande n’a pas pu être lue."),
        ("/emplois/?q=" + "x" * 10_240, 414, "Cette adresse est trop longue."),
        ("/emplois/?" + "&".join(["a=1"] * 1500), 400, "Cette demande n’a pas pu être lue."),
    ],
    ids=["unknown", "nul-path", "bytes-path", "dots", "nul-query", "bytes-query", "10-kB", "1500-parameters"],
)
def test_a_bad_address_gets_a_page_in_french(client: Client, address: str, status: int, sentence: str) -> None:
    response = client.get(address)

    assert response.status_code == status
    assert f"<h1>{sentence}</h1>" in response.content.decode()


def test_the_longest_address_of_the_portal_is_still_read(client: Client) -> None:
    room = LONGEST_ADDRESS - len("/sante/") - len("x=")

    assert client.get("/sante/?x=" + "y" * room).status_code == 200
    assert client.get("/sante/?x=" + "y" * (room + 1)).status_code == 414


def test_an_unknown_host_is_refused_in_french() -> None:
    response = Client(raise_request_exception=False).get("/", headers={"host": "ailleurs.example"})

    assert response.status_code == 400
    assert "Cette demande n’a pas pu être lue." in response.content.decode()


@pytest.mark.parametrize("address", ["/api/v1/nulle-part", "/emplois/clcc/nulle-part.json"])
def test_a_program_gets_its_refusal_as_data(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("application/json")


@pytest.mark.parametrize("address", ["/emplois.csv?q=%ff", "/revision/2026.xlsx?q=%00"])
def test_a_spreadsheet_gets_its_refusal_as_a_sentence(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == f"{errors.SENTENCES[400]}\n"


def request_for(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def test_a_view_may_say_what_was_not_found_and_what_is_near() -> None:
    missing = Http404()
    missing.sentence = "Aucun emploi du référentiel CLCC ne porte la clé « infirmer »."
    missing.suggestions = [("Infirmier <DE>", "/emplois/clcc/infirmier-de/")]

    page = errors.page_not_found(request_for("/emplois/clcc/infirmer/"), missing).content.decode()

    assert missing.sentence in page
    assert '<a href="/emplois/clcc/infirmier-de/">Infirmier &lt;DE&gt;</a>' in page


def test_an_english_exception_never_reaches_the_page() -> None:
    page = errors.page_not_found(request_for("/x/"), Http404("No Job matches the given query."))

    assert "No Job matches" not in page.content.decode()


@pytest.mark.parametrize(
    ("response", "status", "sentence"),
    [
        (
            lambda r: errors.permission_denied(r, PermissionDenied()),
            403,
            "Cette page ne vous est pas ouverte.",
        ),
        (lambda r: errors.csrf_failure(r, "CSRF cookie not set."), 403, "Ce formulaire n’est plus valable."),
        (errors.bad_request, 400, "Cette demande n’a pas pu être lue."),
        (errors.server_error, 500, "Le portail a rencontré une erreur."),
    ],
)
def test_each_error_page_is_well_formed(response, status: int, sentence: str) -> None:
    answer = response(request_for("/"))

    assert answer.status_code == status
    assert f"<h1>{sentence}</h1>" in answer.content.decode()
    assert page_faults(answer.content.decode()) == []


def test_the_page_of_a_server_error_needs_no_database_and_no_other_template(
    django_assert_num_queries, settings
) -> None:
    settings.ROOT_URLCONF = "tests.site.broken_urls"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "nowhere.Storage"}}

    with django_assert_num_queries(0):
        response = Client(raise_request_exception=False).get("/boum/")

    assert response.status_code == 500
    assert "<h1>Le portail a rencontré une erreur.</h1>" in response.content.decode()


def test_a_program_gets_a_server_error_as_data() -> None:
    answer = errors.server_error(request_for("/api/v1/emplois"))

    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/json"


def test_a_form_without_its_proof_of_origin_is_explained(admin_user) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)

    response = client.post("/admin/logout/")

    assert response.status_code == 403
    assert "Ce formulaire n’est plus valable." in response.content.decode()
