"""What no one should send: never a 500, never a word written, always a status and a sentence that a person can use."""

import csv
import io
import json
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.selection import FACETS
from tests.harness import CheckingClient
from tests.jobs.rows import changes, snapshot
from tests.pages import Node, read, words

pytestmark = pytest.mark.django_db

LISTS = ("/emplois/", "/emplois.csv", "/api/v1/emplois")
PARAMETERS = [*FACETS, "q", "tri", "page", "au"]
ODD = {
    "empty": "",
    "blank": "   \t\n ",
    "quote": "'; DROP TABLE jobs_job; --",
    "percent": "%25%_%%",
    "markup": "<script>alert(1)</script>",
    "template": "{settings.SECRET_KEY} ${7*7} #{7*7}",
    "right-to-left": "\u202eeduts\u2066",
    "emoji": "👩🏽‍⚕️" * 20,
    "combining": "e" + "\u0301" * 300,
    "control": "\x01\x1b[31m\x7f",
    "formula": "=HYPERLINK(\"x\")",
    "header": "a\r\nSet-Cookie: x=1",
    "traversal": "../../../../etc/passwd",
    "number": "9" * 400,
    "float": "1e9",
    "minus": "-1",
    "arabic digits": "١٢",
    "full width": "１２",
    "infinity": "inf",
    "json": '{"$gt": ""}',
    "long word": "x" * 3000,
    "many words": "a " * 1500,
    "surrogate": "\ufffd\ufffe\uffff",
}  # fmt: skip


def sentence_in(response) -> str:
    """What the answer says to the person who asked, whatever its format."""
    kind = response.headers["Content-Type"].split(";")[0]
    if kind == "application/json":
        return words(response.json()["erreur"])
    if kind == "text/plain":
        return words(response.content.decode())
    page = read(response)
    said = [notice.text for notice in page.all("div", "notice--attention")]
    return " ".join(said) or page.one("h1").text


def ask_all_three(parameters: dict) -> tuple:
    """The page, the file and the JSON of one request; nothing but reads reaches the database."""
    client = CheckingClient()
    with CaptureQueriesContext(connection) as queries:
        answers = tuple(client.get(f"{address}?{urlencode(parameters, doseq=True)}") for address in LISTS)
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT", "(SELECT"}
    return answers


def is_told_of_a_problem(page: Node) -> bool:
    """Whether the page says that it left something out."""
    return any("n’a pas été compris" in notice.text for notice in page.all("div", "notice"))


def assert_they_agree(page, file, data) -> None:
    """Either all three answer the same selection, or the page says what it left out and the two others refuse."""
    if page.status_code != 200:
        assert page.status_code == file.status_code == data.status_code
        assert page.status_code in {400, 414}
        return
    shown = read(page)
    if is_told_of_a_problem(shown):
        assert (file.status_code, data.status_code) == (400, 400)
        assert sentence_in(file).split(":")[0] in sentence_in(page)
        assert sentence_in(data)
        return
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]
    total = int(shown.one("h2", id="results-h").text.split()[0])
    assert file.status_code == 200
    assert len(rows) == total
    if any("n’existe pas : voici la page" in notice.text for notice in shown.all("div", "notice")):
        assert data.status_code == 400
    else:
        assert (data.status_code, data.json()["total"]) == (200, total)


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_an_odd_search_is_answered_or_refused_alike_everywhere(value):
    assert_they_agree(*ask_all_three({"q": value}))


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
@pytest.mark.long
def test_an_odd_value_of_every_other_parameter_is_refused_as_data_and_said_on_the_page(value):
    """All at once: the page says each of them, the file and the JSON refuse."""
    value = value[:200]  # five times in one address
    asked = {"referentiel": value, "tri": value, "page": value, "au": value, "inconnu": value}
    page, file, data = ask_all_three(asked)

    assert_they_agree(page, file, data)
    assert set(data.json()["parametres"]) == (set(asked) if value else {"inconnu"})
    assert len([n for n in read(page).all("div", "notice") if "pas été compris" in n.text]) == len(
        data.json()["parametres"]
    )


TEXT = st.text(max_size=40)
PLAUSIBLE = st.sampled_from(["clcc", "ucanss", "emploi", "3EB", "soins", "2", "2025-06-30", "texte", "supprime", "6"])


@given(
    parameters=st.dictionaries(
        st.sampled_from(PARAMETERS), st.lists(PLAUSIBLE | TEXT, min_size=1, max_size=3), max_size=4
    )
)
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@pytest.mark.long
def test_whatever_the_parameters_the_page_the_file_and_the_json_agree(parameters):
    assert_they_agree(*ask_all_three(parameters))


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.long
def test_each_parameter_bears_any_text(name):
    """Each of the fifteen parameters, on its own, on the page."""
    client = CheckingClient()

    @given(value=TEXT)
    @settings(max_examples=5, deadline=None, derandomize=True, database=None)
    def ask(value):
        response = client.get("/emplois/", {name: value})
        assert response.status_code in {200, 400}
        assert sentence_in(response) or response.status_code == 200

    ask()


KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(framework=st.sampled_from(["clcc", "ucanss", "fph", "anap"]) | KEYS, key=KEYS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@pytest.mark.long
def test_whatever_the_key_a_job_is_found_or_not_found(framework, key):
    client = CheckingClient()
    address = f"{quote(framework, safe='')}/{quote(key, safe='')}"

    with CaptureQueriesContext(connection) as queries:
        answers = [
            client.get(f"/{path}")
            for path in (f"emplois/{address}/", f"emplois/{address}.json", f"api/v1/emplois/{address}")
        ]

    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}
    for answer in answers:
        assert answer.status_code in {200, 301, 404}
        if answer.status_code == 404:
            assert sentence_in(answer)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/emplois/clcc/a%00b/", 404),
        ("/emplois/clcc/a%00b.json", 404),
        ("/api/v1/emplois/clcc/a%00b", 404),
        ("/emplois/clcc/%ff%fe/", 404),
        ("/api/v1/emplois/%c3%28/x", 404),
        ("/emplois/clcc/..%2f..%2fetc%2fpasswd/", 404),
        ("/emplois/../../etc/passwd", 404),
        ("/documents/..%2f..%2fetc%2fpasswd/", 404),
        ("/documents/..%2fMANIFEST.json", 404),
        ("/documents/clcc-avenant-2021-01%00.txt", 404),
        (f"/emplois/clcc/{'k' * 5000}/", 404),
        (f"/documents/{'d' * 5000}/", 404),
        ("/emplois/clcc/agent%0d%0aSet-Cookie:%20x=1/", 404),
        ("/emplois/clcc/<script>alert(1)<%2fscript>/", 404),
        ("/emplois/?q=%00", 400),
        ("/emplois.csv?q=a%00b", 400),
        ("/api/v1/emplois?q=a%00b", 400),
        ("/emplois/?q=%ff%fe", 400),
        ("/emplois.csv?referentiel=%ff", 400),
        ("/api/v1/emplois?au=%c3%28", 400),
        ("/emplois/ucanss/060101/?au=%ff", 400),
        ("/emplois/ucanss/060101.json?au=%00", 400),
        ("/emplois/?q=" + "x" * 10_240, 414),
        ("/emplois.csv?q=" + "x" * 10_240, 414),
        ("/api/v1/emplois?q=" + "x" * 10_240, 414),
        ("/emplois/?" + "&".join(["niveau=3EB"] * 700), 200),
        ("/emplois/?" + "&".join(["a=1"] * 1500), 400),
        ("/emplois.csv?" + "&".join(["q=a"] * 1500), 400),
        ("/api/v1/emplois?" + "&".join(["pays=x"] * 1000), 400),
    ],
    ids=lambda value: str(value)[:48],
)
def test_what_cannot_be_an_address_gets_its_status_and_a_sentence(client, path, status):
    response = client.get(path)

    assert response.status_code == status
    said = sentence_in(response)
    assert said.endswith(".") or status == 200
    assert not {"the", "not", "found", "bad", "request"} & set(said.lower().split())
    assert "Traceback" not in response.content.decode()


def test_what_was_sent_is_never_markup_in_the_page(client):
    for address in ("/emplois/?q={0}", "/emplois/?pays={0}", "/emplois/?{0}=1", "/emplois/ucanss/060101/?au={0}"):
        page = read(client.get(address.format(quote("<script>alert(1)</script>"))))
        assert "<script>alert(1)" in page.text  # it is quoted…
        data = page.all("script", type="application/ld+json")  # where the page stands in the site, as JSON
        assert [node for node in page.all("script") if node.text and node not in data] == []  # …and stays text
        assert all("<" not in node.text and json.loads(node.text) for node in data)


def test_nothing_of_all_this_is_written():
    before = snapshot()
    client = CheckingClient()

    for value in ODD.values():
        for address in (*LISTS, "/emplois/ucanss/060101.json"):
            client.get(address, {"q": value, "au": value, "page": value})
        client.get(f"/emplois/clcc/{quote(value, safe='')}/")
        client.get(f"/documents/{quote(value, safe='')}/")

    assert changes(before, snapshot()) == {}


# Methods

PAGES = [
    "/", "/emplois/", "/emplois.csv", "/emplois/ucanss/060101/", "/emplois/ucanss/060101.json", "/documents/",
    "/documents/clcc-avenant-2021-01/", "/documents/clcc-avenant-2021-01.txt", "/anomalies/", "/api/v1/docs",
]  # fmt: skip
DATA = ["/api/v1/emplois", "/api/v1/emplois/ucanss/060101", "/api/v1/documents", "/api/v1/anomalies"]


@pytest.mark.parametrize("address", [*PAGES, *DATA, "/api/v1/openapi.json", "/sante/"])
def test_head_says_what_get_would_without_its_body(client, address):
    asked, seen = client.get(address), client.head(address)

    assert (seen.status_code, seen.content) == (200, b"")
    assert seen.headers["Content-Type"] == asked.headers["Content-Type"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [*PAGES, *DATA])
def test_what_only_reads_refuses_every_other_method(address, method):
    """Also without the proof of origin that a form carries: there is nothing to forge."""
    client = Client(enforce_csrf_checks=True)

    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(address, {"q": "x"}, content_type="application/json")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert response.cookies == {}
    assert len(queries) == 0


# Forms and bodies

FORM_PAGES = ["/rapprochement/", "/parcours/assistant-medical/simulation/", "/admin/login/", "/admin/mot-de-passe/"]
FIELDS = ["q", "texte", "groupe", "intitule", "etape", "username", "password", "email", "next", "csrfmiddlewaretoken"]


@pytest.mark.parametrize("address", FORM_PAGES)
@pytest.mark.long
def test_a_form_bears_any_text(address):
    """Sent as a form, as JSON or as neither: an answer, never an error."""
    client = Client(raise_request_exception=False)

    @given(
        data=st.dictionaries(st.sampled_from(FIELDS) | TEXT, TEXT, max_size=4),
        kind=st.sampled_from([None, "application/json", "text/plain", "multipart/form-data", "x"]),
    )
    @settings(max_examples=10, deadline=None, derandomize=True, database=None)
    def send(data, kind):
        body = urlencode(data)
        response = client.post(address, data) if kind is None else client.generic("POST", address, body, kind)
        assert response.status_code in {200, 302, 400, 403, 405, 429}
        assert "Traceback" not in response.content.decode()

    send()


@pytest.mark.parametrize("address", FORM_PAGES)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_body_too_large_is_refused_with_a_sentence(address, kind):
    """Beyond what any form of the portal sends, in one field or in thousands."""
    client = Client(raise_request_exception=False)
    large = (
        b"q=" + b"x" * 3_000_000
        if "urlencoded" in kind
        else (b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n' + b"y" * 3_000_000 + b"\r\n--x--\r\n")
    )
    many = b"&".join(b"a=1" for _ in range(2_000))

    for body in (large, many):
        response = client.generic("POST", address, body, kind)
        assert response.status_code in {200, 400, 403, 405, 413}
        assert "Traceback" not in response.content.decode()
        if response.status_code == 400:
            assert sentence_in(response)
