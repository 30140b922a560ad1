"""The harness can fail: each fault it looks for is seen, and a clean page has none."""

import socket
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.http import HttpResponse
from django.template import engines

from tests.harness import CheckingClient, page_faults, privacy_faults

CLEAN = """<!DOCTYPE html><html lang="fr"><head><title>x</title><link rel="stylesheet" href="/static/a.css">
<script type="application/ld+json">{"@type": "Occupation"}</script></head>
<body><h1 id="a">Titre</h1><p>Du texte, <br>et <a href="https://example.org/">un lien</a>.</p>
<svg><path d="M1 1"/></svg></body></html>"""


def test_a_clean_page_has_no_fault() -> None:
    assert page_faults(CLEAN) == []


@pytest.mark.parametrize(
    ("inserted", "fault"),
    [
        ("<p>{{ title }}</p>", "template braces left in the text"),
        ('<a href="{% url x %}">y</a>', "template braces left in href"),
        ('<p onclick="x()">y</p>', "inline handler onclick"),
        ('<p style="color: red">y</p>', "inline style"),
        ("<style>p {color: red}</style>", "inline <style>"),
        ("<script>x()</script>", "inline <script>"),
        ('<a href="javascript:x()">y</a>', "script in an address"),
        ('<img src="https://cdn.example/x.png" alt="">', "loads something from another site"),
        ('<p id="a">y</p>', "used twice"),
        ("<p><b>y</p>", "</p> closes <b>"),
        ("</section>", "</section> closes <body>"),
        ("<div>", "closes <div>"),
        ("<h1>Encore</h1>", "2 h1"),
    ],
)
def test_a_fault_is_seen(inserted: str, fault: str) -> None:
    faults = page_faults(CLEAN.replace("</body>", inserted + "</body>"))

    assert any(fault in found for found in faults), faults


def test_braces_that_the_visitor_sent_are_quoted_and_not_a_fault() -> None:
    page = CLEAN.replace("Du texte", "Rien ne répond à « {{ x }} »")

    assert page_faults(page, quoted="{{ x }}") == []
    assert len(page_faults(page, quoted="{% x %}")) == 1


def test_a_cookie_or_a_vary_on_one_is_seen() -> None:
    response = HttpResponse()
    response.set_cookie("sessionid", "x")
    response.headers["Vary"] = "Accept-Encoding, Cookie"

    assert privacy_faults(response) == ["sets the cookie sessionid", "Vary: Accept-Encoding, Cookie"]


@pytest.mark.django_db
def test_the_client_fails_on_a_faulty_page(settings) -> None:
    settings.ROOT_URLCONF = "tests.site.faulty_urls"

    with pytest.raises(pytest.fail.Exception, match="inline style"):
        CheckingClient().get("/faulty/")
    with pytest.raises(pytest.fail.Exception, match="Vary: Cookie"):
        CheckingClient().get("/session/")


def test_an_undefined_variable_in_one_of_our_templates_fails(tmp_path: Path) -> None:
    engine = engines["django"].engine
    guard = engine.string_if_invalid
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
        (folder / f"{folder.name}.html").write_text("{{ nowhere }}", encoding="utf-8")
    strict = type(engine)(dirs=[ours, theirs], string_if_invalid=type(guard)(templates=ours, stack=guard.stack))

    with pytest.raises(pytest.fail.Exception, match=r"ours\.html uses “nowhere”"):
        strict.render_to_string("ours.html")
    assert strict.render_to_string("theirs.html") == ""


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as out, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        out.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_a_list_without_an_order_fails() -> None:
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(Group.objects.all(), 10).page(1)
