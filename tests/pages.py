"""Reads a page as a visitor does: words, links, what stands in what."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from tests.harness import VOID


def words(text: str) -> str:
    """`text` with plain spaces, one at a time: the thin spaces of French typography are looked at elsewhere."""
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


class Node:
    """An element of a page."""

    def __init__(self, tag: str, attrs: dict[str, str], parent: Node | None) -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.children: list[Node | str] = []

    def walk(self) -> Iterator[Node]:
        """The elements inside this one, in order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def _strings(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, Node):
                yield from child._strings()
            else:
                yield child

    @property
    def text(self) -> str:
        """The words in this element, with plain spaces."""
        return words("".join(self._strings()))

    @property
    def url(self) -> str:
        """Where a link leads."""
        return self.attrs["href"]

    def all(self, tag: str = "", css: str = "", **attrs: str) -> list[Node]:
        """The elements inside this one with this tag, this class and these attributes."""
        return [
            node
            for node in self.walk()
            if tag in {"", node.tag}
            and (not css or css in node.attrs.get("class", "").split())
            and all(node.attrs.get(name) == value for name, value in attrs.items())
        ]

    def one(self, tag: str = "", css: str = "", **attrs: str) -> Node:
        """The only such element; fails when there are none or several."""
        found = self.all(tag, css, **attrs)
        assert len(found) == 1, f"{len(found)} × <{tag or '*'} class={css!r} {attrs}>"
        return found[0]

    def links(self) -> dict[str, str]:
        """Words of each link → address, for the links inside this element."""
        return {link.text: link.url for link in self.all("a")}


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Node(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        if self.here.parent is not None:
            self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(response) -> Node:
    """The page that a response holds. The harness has already checked that its elements close in order."""
    builder = _Builder()
    builder.feed(response.content.decode())
    return builder.root


def facts(page: Node) -> dict[str, str]:
    """The rows of facts of a sheet or of a text: label → values, less their source."""
    return {row.one("dt").text: row.all("dd")[0].text for row in page.all("div", "fact")}


def notices(page: Node) -> list[str]:
    """The notices to read first, each as one text."""
    return [notice.text for notice in page.all("div", "notice")]


def cards(page: Node) -> list[str]:
    """The titles of the rows of the list, in order."""
    return [card.one("h3").text for card in page.all("li", "card")]
