"""What every answer goes through in the tests: the faults that no one looks for and that stay silent."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from zeal import zeal_context

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
ELSEWHERE = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
LOADED = {
    ("img", "src"),
    ("script", "src"),
    ("link", "href"),
    ("source", "src"),
    ("iframe", "src"),
    ("use", "href"),
}
SIGNED_IN_ADDRESSES = ("/admin/",)
#: the query that tells since when data stand, on every answer that a program reads, besides what the answer costs
DATE = 1


class PageReader(HTMLParser):
    """Reads one page and keeps, in `faults`, a sentence for each thing that must not be in it."""

    def __init__(self, quoted: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.headings = 0
        self.quoted = quoted

    def at(self, sentence: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {sentence}")

    def has_braces(self, text: str) -> bool:
        """Whether a template left its braces; those that the visitor sent and is shown again do not count."""
        return any(found[0] not in self.quoted for found in BRACES.finditer(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        self.headings += tag == "h1"
        self.check_attributes(tag, values)
        data_block = values.get("type") in {"application/ld+json", "application/json"}
        if tag == "style" or (tag == "script" and "src" not in values and not data_block):
            self.at(f"inline <{tag}>, which the content security policy blocks")
        if (name := values.get("id")) is not None:
            if name in self.ids or not name:
                self.at(f"id “{name}” is empty or used twice")
            self.ids.add(name)

    def check_attributes(self, tag: str, values: dict[str, str]) -> None:
        for name, value in values.items():
            if name.startswith("on"):
                self.at(f"inline handler {name} on <{tag}>")
            if name == "style":
                self.at(f"inline style on <{tag}>: {value}")
            if value.strip().lower().startswith("javascript:"):
                self.at(f"script in an address on <{tag}>")
            if (tag, name) in LOADED and ELSEWHERE.match(value) and values.get("rel") not in {"canonical", "license"}:
                self.at(f"<{tag}> loads something from another site: {value}")
            if self.has_braces(value):
                self.at(f"template braces left in {name} of <{tag}>: {value}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.at(f"</{tag}> closes {'nothing' if not self.open else f'<{self.open[-1]}>'}")
            if tag not in self.open:
                return
            while self.open[-1] != tag:
                self.open.pop()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.has_braces(data):
            self.at(f"template braces left in the text: {data.strip()[:80]}")


def page_faults(html: str, *, title: bool = True, quoted: str = "") -> list[str]:
    """What is wrong in a page, one sentence each.

    `title` asks for exactly one h1; `quoted` is what the visitor sent, which the page may show again as it is.
    """
    reader = PageReader(quoted)
    reader.feed(html)
    reader.close()
    if reader.open:
        reader.faults.append(f"left open: {' '.join(f'<{tag}>' for tag in reader.open)}")
    if title and reader.headings != 1:
        reader.faults.append(f"{reader.headings} h1, where a page has exactly one")
    return reader.faults


def privacy_faults(response: HttpResponse) -> list[str]:
    """Why a shared cache could not keep this answer of a public address."""
    faults = [f"sets the cookie {name}" for name in response.cookies]
    if "cookie" in response.headers.get("Vary", "").lower():
        faults.append(f"Vary: {response.headers['Vary']}")
    return faults


def sent(request: dict[str, Any]) -> str:
    """What the visitor wrote in the address and its parameters, as text."""
    query = request.get("QUERY_STRING", b"")
    return unquote_plus(query if isinstance(query, str) else query.decode("latin-1")) + request.get("PATH_INFO", "")


class CheckingClient(Client):
    """Django's test client that reads each answer strictly and watches each request for repeated queries."""

    def request(self, **request: Any) -> HttpResponse:
        with zeal_context():
            response = super().request(**request)
        path = request.get("PATH_INFO", "/")
        signed_in = settings.SESSION_COOKIE_NAME in self.cookies
        public = not path.startswith(SIGNED_IN_ADDRESSES)
        faults = privacy_faults(response) if public and not signed_in else []
        if public and not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            faults += page_faults(response.content.decode(), quoted=sent(request)) if response.content else []
        if faults:
            pytest.fail(f"{path}: " + "; ".join(faults))
        return response


def project_template_being_rendered(frames: list[Any], templates: Path) -> str | None:
    """The template of ours that the nearest `render` is busy with, or None when it is a library's."""
    for info in frames:
        node = info.frame.f_locals.get("self")
        origin = getattr(node, "origin", None)
        if info.function.startswith("render") and origin is not None:
            name = str(getattr(origin, "name", origin))
            return name if Path(name).is_relative_to(templates) else None
    return None


class UndefinedVariable:
    """Stands where Django would print nothing: a name that the view did not give fails the test.

    The admin's own templates rely on the silence, so only ours are held to it.
    """

    def __init__(self, templates: Path, stack: Callable[[], list[Any]]) -> None:
        self.templates = templates
        self.stack = stack

    def __contains__(self, key: str) -> bool:
        return key == "%s"  # Django then asks for `self % name`

    def __mod__(self, name: object) -> str:
        template = project_template_being_rendered(self.stack(), self.templates)
        if template:
            pytest.fail(f"{Path(template).relative_to(self.templates)} uses “{name}”, which is not defined")
        return ""
