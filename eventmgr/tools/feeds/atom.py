"""A feed in the Atom format (RFC 4287). Pure but for the language spoken."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from eventmgr.ground.i18n import LANGUAGE_TAGS, language
from eventmgr.tools.feeds.place import FeedPlace

_ATOM = "http://www.w3.org/2005/Atom"
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
"""What a feed of the site without entries was updated at."""
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class AtomEntry:
    """An entry of an Atom feed."""

    key: str
    """What it stands for, the same for ever: its id is made of it."""
    title: str
    address: str
    published_at: datetime
    updated_at: datetime
    author: str
    text: str
    """Plain."""
    categories: Sequence[str] = ()


def write_atom(
    place: FeedPlace,
    entries: Sequence[AtomEntry],
    *,
    key: str,
    title: str,
    subtitle: str = "",
    created_at: datetime = BEGAN,
) -> bytes:
    """The feed; the same bytes for the same arguments. Its `updated` is the latest of its entries'.

    Args:
        key: as that of an entry. created_at: what it was updated at while nothing is in it.
    """
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: LANGUAGE_TAGS[language()]})
    latest = max((entry.updated_at for entry in entries), default=created_at)
    _add(root, "id", _id(key))
    _add(root, "title", title)
    if subtitle:
        _add(root, "subtitle", subtitle)
    _add(root, "updated", _instant(latest))
    _add(_add(root, "author"), "name", place.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=place.address)
    _add(root, "link", rel="alternate", type="text/html", href=place.page)
    for entry in entries:
        _write_entry(root, entry)
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _write_entry(root: ET.Element, entry: AtomEntry) -> None:
    element = _add(root, "entry")
    _add(element, "id", _id(entry.key))
    _add(element, "title", entry.title)
    _add(element, "updated", _instant(entry.updated_at))
    _add(element, "published", _instant(entry.published_at))
    _add(_add(element, "author"), "name", entry.author)
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    for word in entry.categories:
        _add(element, "category", term=word)
    _add(element, "summary", entry.text, type="text")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if text:
        element.text = text
    return element


def _id(key: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, key)}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
