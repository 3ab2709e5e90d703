"""Pages as trees: which numbers they mark (`data-figure`), and which stand there unmarked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import parse_qsl

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "rect"}
_NOT_READ = {"script", "style", "textarea", "time", "svg", "button"}
"""A button repeats what stands above it; drawings have their tables, and what is typed is its author's."""
_TYPED = {"prose", "summary", "hero-summary", "typed", "item-title"}
"""Classes of what people typed."""
_NO_COUNT = {
    "form-text": "the rule of a field",
    "daynum": "a day of a month",
    "outside": "a day of a month",
    "free": "a day of a month",
    "when": "the date of an event",
    "of-share": "the share that belongs to the number before it",
    "scale-step": "a step of a scale",
}
"""Class → what its bare number is."""
_COUNTED = {
    "en": re.compile(
        r"\d+ (?:more )?(?:person|people|place|registration|delegation|province|country|countries|event|item|action item|possible|on the|waiting|left|beyond|over)"
    ),
    "zh": re.compile(r"\d+ ?(?:名(?!称)|人(?!民)|个(?!月|字|小时|工作日)|项|条(?!以)|场)"),
}
"""What a sentence says of a number that is counted."""
_RULES = ("勾选上方 2 至 4 个案例", "少于 3 人", "约1500场活动", "about 1,500 events")
"""Sentences that say a limit, the same on every page."""
_TICKS = ("个车次（", "人的住宿日期", "名企业代表参会。是否", "个环节，已按上述起止时间安排")
"""Questions of the overview that offer what is switched off, of which there is no page yet, the items of a template, which are listed below, and labels of ticks that say what moves along with an event: a label is one text, in which a form marks no number."""
_BARE = re.compile(r"(?:\d{1,6}|\d{1,3}\.\d%)(?: / \d{1,6})?")


class Node:
    """An element: its tag, attributes, and what stands in it in order."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Node | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.parts: list[Node | str] = []

    @cached_property
    def text(self) -> str:
        """All words in it."""
        words = "".join(part if isinstance(part, str) else part.text for part in self.parts)
        return " ".join(words.split())

    @cached_property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @cached_property
    def is_known(self) -> bool:
        """Whether it stands in what is marked, or no count; asked once all marks are made."""
        return (self.parent is not None and self.parent.is_known) or _is_known(self)

    def walk(self) -> Iterator[Node]:
        """Itself and every element in it."""
        ahead = [self]
        while ahead:
            node = ahead.pop()
            yield node
            ahead += [part for part in reversed(node.parts) if isinstance(part, Node)]

    def above(self) -> Iterator[Node]:
        """Itself and the elements around it, inside out."""
        here: Node | None = self
        while here is not None:
            yield here
            here = here.parent


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Node("", {}, None)
        self._here = self.root
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("option", "optgroup") and self._here.tag == "option" and self._here.parent is not None:
            self._here = self._here.parent  # pages leave its end out
        node = Node(tag, {name: value or "" for name, value in attrs}, self._here)
        self._here.parts.append(node)
        if tag not in _VOID:
            self._here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._here.parts.append(Node(tag, {name: value or "" for name, value in attrs}, self._here))

    def handle_data(self, data: str) -> None:
        self._here.parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        closes = next((node for node in self._here.above() if node.tag == tag), None)
        if closes is not None and closes.parent is not None:
            self._here = closes.parent


class Marked:
    """A number that a page marks."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.key = node.attributes["data-figure"]
        self.href = node.attributes.get("href", "")
        self.of = dict(parse_qsl(node.attributes.get("data-of", "")))
        found = re.search(r"\d+(?:\.\d)?", node.text)
        assert found, (self.key, node.text)
        self.number = float(found[0]) if "." in found[0] else int(found[0])

    def __repr__(self) -> str:
        return f"{self.key} {self.number} {self.href or self.of or ''}"


class Shown:
    """What a page shows: `main` and what is around it in its frame."""

    def __init__(self, page: str) -> None:
        self.root = _Reader(page).root
        tops = [node for node in self.root.walk() if node.tag == "main" or node.classes & {"hero"}]
        self.tops = [node for node in tops if not any(other is not node and other in node.above() for other in tops)]
        assert self.tops, page[:200]

    def nodes(self) -> Iterator[Node]:
        """Every element that is read."""
        for top in self.tops:
            yield from top.walk()

    def marked(self) -> list[Marked]:
        """The numbers that are marked."""
        return [Marked(node) for node in self.nodes() if "data-figure" in node.attributes]

    def links(self) -> list[str]:
        """All addresses of the page, menus too."""
        return [node.attributes["href"] for node in self.root.walk() if node.tag == "a" and "href" in node.attributes]

    def rows_in(self, name: str) -> int:
        """How many rows stand in the element with that id."""
        there = next(node for node in self.nodes() if node.attributes.get("id") == name)
        return len(rows_of(there))

    def unmarked(self, lang: str) -> list[str]:
        """Numbers that nothing says anything of: elements with nothing but a number, and counts in sentences."""
        return [
            f"<{node.tag} class={node.attributes.get('class', '')!r}> {said}" for node, said in self._unmarked(lang)
        ]

    def _unmarked(self, lang: str) -> Iterator[tuple[Node, str]]:
        for node in self.nodes():
            if node.is_known:
                continue
            inside = [part for part in node.parts if isinstance(part, Node)]
            if _BARE.fullmatch(node.text) and not any("data-figure" in one.attributes for one in node.walk()):
                if not any(_BARE.search(one.text) for one in inside):
                    yield node, node.text
                continue
            own = "\n".join(part for part in node.parts if isinstance(part, str))
            if _COUNTED[lang].search(own) and not any(rule in own for rule in (*_RULES, *_TICKS)):
                yield node, " ".join(own.split())


def _is_known(node: Node) -> bool:
    """Whether what stands in the element is marked, or no count: what a script counts, a choice that is a number, the
    heading of a line in a form."""
    return (
        "data-figure" in node.attributes
        or "data-count" in node.attributes
        or node.tag in _NOT_READ
        or (node.tag in ("option", "label") and _BARE.fullmatch(node.text) is not None)
        or node.tag == "legend"
        or bool(node.classes & (_TYPED | set(_NO_COUNT)))
        or _is_ordinal(node)
    )


def _is_ordinal(node: Node) -> bool:
    """The first cell of a line of a list: its number in the list."""
    return node.tag == "td" and {"num", "muted"} <= node.classes


def rows_of(node: Node) -> list[Node]:
    """The rows in an element."""
    return [one for one in node.walk() if "data-row" in one.attributes]
