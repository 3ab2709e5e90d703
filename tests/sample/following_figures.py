"""What numbers of tables of figures must be: those of the pages and lists to which they lead."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zlib import crc32

from eventmgr.registration.counting.figures import FIGURES
from tests.sample.following import listed, rows_behind
from tests.sample.numbers_on_pages import Marked

_OF_LIST = ("unit", "province", "sector", "role", "size", "topic")
_SHARE = 6
"""One in so many is followed: each leads to a page of its own."""


def asked_at(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def is_far(seen: Any) -> bool:
    """Tables have hundreds of numbers: some of each are enough."""
    return "/figures/" in seen.address and crc32(seen.mark.href.encode()) % _SHARE != 0 and bool(seen.mark.href)


def over_events(seen: Any) -> float:
    """The numbers of one measure in the table to which it leads, added up; what leads nowhere is nothing."""
    if not seen.mark.href:
        return 0
    measure = asked_at(seen.mark.href)["measure"]
    page = seen.walk.read(seen.mark.href)
    marks = [Marked(node) for node in page.nodes() if "data-figure" in node.attributes and _is_in_body(node)]
    return sum(mark.number for mark in marks if measure in (mark.key, asked_at(mark.href).get("measure")))


def _is_in_body(node: Any) -> bool:
    tags = [one.tag for one in node.above()]
    return "tbody" in tags


def no_show(seen: Any) -> float:
    """Missing in percent of expected, in its line; over several events the line also has events to come."""
    if "/manage/figures/" in seen.address:
        return float(seen.mark.number)
    line = next(node for node in seen.mark.node.above() if node.tag == "tr")
    numbers = {
        mark.key: mark.number for node in line.walk() if "data-figure" in node.attributes for mark in [Marked(node)]
    }
    return round(100 * numbers["missing"] / numbers["expected"], 1)


def reach(seen: Any, column: int) -> float:
    """Different provinces or delegations of the people whom the table counts."""
    if "/manage/figures/" in seen.address:
        return float(seen.mark.number)
    asked = asked_at(seen.address)
    measure = asked.get("measure", "expected")
    narrow = {name: asked[name] for name in _OF_LIST if name in asked}
    assert measure in FIGURES
    rows = seen.walk.once(rows_behind, listed(seen.slug, measure, **narrow))
    return len({row[column] for row in rows} - {""})


FIGURE_NUMBERS = {
    "figures": over_events,
    "no_show": no_show,
    "figures_provinces": lambda seen: reach(seen, 1),
    "figures_delegations": lambda seen: reach(seen, 0),
}
