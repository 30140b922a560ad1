"""The server that `make run` starts, asked as a stranger would ask it."""

import http.client
import json
import re
import socket

import pytest

from tests.e2e.conftest import Server


def ask(server: Server, path: str, **headers: str) -> tuple[http.client.HTTPResponse, str]:
    """One GET on the running server: the answer and its body as text."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer, body


def send_raw(server: Server, request: bytes) -> str:
    """Sends bytes that no client library would, and gives what came back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(request)
        received = b""
        while part := line.recv(65536):
            received += part
    return received.decode("utf-8", "replace")


@pytest.mark.parametrize("length", [8_100, 10_240, 100_000])
def test_a_query_of_ten_kilobytes_gets_a_french_page(server: Server, length: int) -> None:
    answer, body = ask(server, "/emplois/?q=" + "x" * length)

    assert answer.status == 414
    assert "<h1>Cette adresse est trop longue.</h1>" in body
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "request_line",
    [b"GET /\xff\xfe HTTP/1.1", b"GET /?q=\xff HTTP/1.1", b"NONSENSE", b"GET / HTTP/1.1\r\nX-Big: " + b"y" * 9000],
    ids=["bytes-path", "bytes-query", "no-http", "big-header"],
)
def test_what_is_not_http_gets_a_french_page(server: Server, request_line: bytes) -> None:
    received = send_raw(server, request_line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert received.startswith("HTTP/1.1 400 ")
    assert "<h1>Cette demande n’a pas pu être lue.</h1>" in received


def test_another_host_name_is_refused(server: Server) -> None:
    answer, body = ask(server, "/", Host="ailleurs.example")

    assert answer.status == 400
    assert "ailleurs.example" not in body


def test_static_files_are_named_by_content_and_kept_for_good(server: Server) -> None:
    _, page = ask(server, "/")
    stylesheet = re.search(r'href="(/static/css/base\.[0-9a-f]{12}\.css)"', page)

    assert stylesheet
    answer, _ = ask(server, stylesheet[1], **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "max-age=315360000" in answer.headers["Cache-Control"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_page_that_did_not_change_is_not_sent_again(server: Server) -> None:
    first, _ = ask(server, "/")
    second, body = ask(server, "/", **{"If-None-Match": first.headers["ETag"]})

    assert (second.status, body) == (304, "")


def test_the_log_says_where_people_went_and_not_what_they_searched(server: Server) -> None:
    ask(server, "/emplois/?q=wordsought", Referer="http://localhost/?q=wordsoughtbefore")
    ask(server, "/nulle-part%0AINJECTED/?q=wordsought")
    send_raw(server, b"NONSENSE /?q=wordsought\r\n\r\n")

    log = server.log.read_text(encoding="utf-8")
    assert "wordsought" not in log
    requests = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    asked = [(line["method"], line["path"], line["status"]) for line in requests if "method" in line]
    assert ("GET", "/emplois/", 200) in asked
    assert ("GET", "/nulle-part%0AINJECTED/", 404) in asked
    assert {frozenset(line) for line in requests if "method" in line} == {
        frozenset({"at", "method", "path", "status", "bytes", "ms"})
    }
