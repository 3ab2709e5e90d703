"""What a page leads to and what it sends, as a browser without scripts reads it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from lxml import etree, html

_ADDRESSES = etree.XPath("//@href | //@src | //@action | //@formaction | //@data | //@poster")
_IDS = etree.XPath("//@id", smart_strings=False)
_HANDLERS = etree.XPath("//*[@style or @srcdoc or @*[starts-with(name(), 'on')]]")
_MAY_HANDLE = re.compile(r"\s(on\w+|style|srcdoc)\s*=", re.IGNORECASE)
"""Where a page has nothing of the kind, which is usual, it is not searched element by element."""
_FOLLOWED = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("img", "script", "iframe", "source"), "src"),
}
_NO_LINK = {"preconnect", "dns-prefetch"}
_IRREGULAR = re.compile(r"[\s\\]|/\.|\?(#|$)")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Form:
    """A form as it stands, one button pressed.

    Attributes:
        path: where it is sent, with a query if its address has one.
        pairs: what a browser would send.
        files: names of its boxes for files, which nobody has filled.
        hidden: names whose values nobody types or chooses.
        button: name and value of the button, or empty.
    """

    path: str
    method: str
    pairs: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    hidden: frozenset[str]
    is_multipart: bool
    button: tuple[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is sent, once, sorted."""
        return tuple(sorted({name for name, _value in self.pairs} | set(self.files) | {self.button[0]}))


@dataclass(frozen=True)
class Read:
    """What stands on a page.

    Attributes:
        links: addresses of this site that it leads to, forms that only ask among them.
        forms: those that it may post.
        faults: what could run in it or comes from elsewhere, ids that two elements have, tokens that would get into an address.
    """

    links: list[str]
    forms: list[Form]
    faults: list[str]


def read(text: str, address: str) -> Read:
    """The page at `address`."""
    root = html.fromstring(text or "<p>")
    addresses = [(one.getparent(), one.attrname, str(one)) for one in _ADDRESSES(root)]
    links = {
        target
        for element, name, value in addresses
        if _FOLLOWED.get(element.tag) == name
        and (target := _own(address, value)) is not None
        and element.get("rel") not in _NO_LINK
    }
    posted: list[Form] = []
    for form in root.iter("form"):
        for found in _pressed(form, address):
            if found.method == "post":
                posted.append(found)
            elif found.path:
                query = urlencode([*found.pairs, *([found.button] if found.button[0] else [])])
                links.add(f"{found.path.partition('?')[0]}?{query}" if query else found.path)
    handlers = _HANDLERS(root) if _MAY_HANDLE.search(text) else []
    return Read(sorted(links), posted, [*_running(root, addresses, handlers), *_doubled(root), *_leaking(root)])


def _running(root: html.HtmlElement, addresses: list[tuple[Any, str, str]], handlers: list[Any]) -> Iterator[str]:
    """Scripts, styles and handlers that stand in the page itself, addresses that run, and what is fetched from elsewhere."""
    for one in root.iter("style", "object", "embed", "applet", "base"):
        yield f"<{one.tag}>"
    for one in root.iter("script"):
        if "src" not in one.attrib and one.get("type") != "application/ld+json":  # which no browser runs
            yield "<script> without a source"
    for one in handlers:
        yield f"<{one.tag}>: {sorted(one.keys())}"
    for _element, name, value in addresses:
        if _runs(value):
            yield value[:40]
        if name in ("src", "action", "formaction") and re.match(r"\s*(https?:)?//", value):
            yield f"{value[:40]} is foreign"


def _runs(value: str) -> bool:
    if value.startswith(("/", "#", "?")):
        return False
    plain = re.sub(r"[\x00-\x20]", "", value).lower()
    return plain.startswith(("javascript:", "vbscript:")) or (
        plain.startswith("data:") and not plain.startswith("data:image/")
    )


def _doubled(root: html.HtmlElement) -> Iterator[str]:
    for one, times in Counter(_IDS(root)).items():
        if times > 1:
            yield f"id {one} twice"


def _leaking(root: html.HtmlElement) -> Iterator[str]:
    for form in root.iter("form"):
        if form.get("method", "get").lower() == "get" and form.xpath(".//*[@name='csrf_token']"):
            yield f"the token in an address: {form.get('action', '')}"


@lru_cache(maxsize=50_000)
def _own(address: str, target: str) -> str | None:
    """The path of `target` as it stands on the page at `address`; None if it is another site's or no address."""
    if target.startswith("/") and not target.startswith("//") and not _IRREGULAR.search(target):
        return target.partition("#")[0]
    if target.startswith(("data:", "mailto:", "tel:", "javascript:", "blob:", "webcal:")):
        return None
    parts = urlsplit(urldefrag(urljoin(f"http://localhost{address}", target)).url)
    if parts.netloc not in ("localhost", ""):
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _pressed(form: html.HtmlElement, address: str) -> Iterator[Form]:
    """The form with each of its buttons pressed in turn; one without a button is sent by a key or a script."""
    own = form.get("id")
    controls = [
        one
        for one in form.iter("input", "select", "textarea", "button")
        if one.get("form", own) == own and not _is_off(one)
    ]
    if own:
        controls += [
            one for one in form.getroottree().xpath(f"//*[@form='{own}']") if one not in controls and not _is_off(one)
        ]
    pairs = [pair for one in controls for pair in _sent(one)]
    files = tuple(one.get("name") for one in controls if one.get("type") == "file" and one.get("name"))
    hidden = frozenset(one.get("name", "") for one in controls if one.get("type") == "hidden")
    buttons = [one for one in controls if _submits(one)]
    for button in buttons or [None]:
        action = (button is not None and button.get("formaction")) or form.get("action") or ""
        method = (button is not None and button.get("formmethod")) or form.get("method") or "get"
        name = button.get("name", "") if button is not None else ""
        kind = (button is not None and button.get("formenctype")) or form.get("enctype") or ""
        path = _own(address, action) if action else address
        if path is None:
            continue
        pressed = (name, button.get("value", "") if button is not None and name else "")
        yield Form(path, method.lower(), tuple(pairs), files, hidden, "multipart" in kind, pressed)


def _is_off(one: html.HtmlElement) -> bool:
    return "disabled" in one.attrib or any(
        parent.tag == "fieldset" and "disabled" in parent.attrib for parent in one.iterancestors()
    )


def _submits(one: html.HtmlElement) -> bool:
    if one.tag == "button":
        return one.get("type", "submit") == "submit"
    return one.tag == "input" and one.get("type") in ("submit", "image")


def _sent(one: html.HtmlElement) -> Pairs:
    """Names and values that a browser sends of one control."""
    name, kind = one.get("name"), one.get("type", "text")
    if not name or one.tag == "button" or kind in ("submit", "image", "file", "button", "reset"):
        return []
    if one.tag == "select":
        return [(name, value) for value in _selected(one)]
    if one.tag == "textarea":
        return [(name, (one.text or "").removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n"))]
    if kind in ("checkbox", "radio"):
        return [(name, one.get("value", "on"))] if "checked" in one.attrib else []
    return [(name, one.get("value", ""))]


def _selected(one: html.HtmlElement) -> list[str]:
    options = [option for option in one.iter("option") if "disabled" not in option.attrib]
    chosen = [option for option in options if "selected" in option.attrib]
    if not chosen and "multiple" not in one.attrib:
        chosen = options[:1]
    return [option.get("value", (option.text_content() or "").strip()) for option in chosen]
