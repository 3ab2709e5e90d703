"""What rooms tell of their public pages for search engines; the room that draws the sitemap asks all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.ground.features import Panel

PATH = "/sitemap.xml"


@dataclass(frozen=True)
class Addresses:
    """Pages of one kind.

    Args:
        name: of them in the address of a part.
        endpoint: of the page.
        rows: a statement of what everybody may read: its number, then what its address takes, each column called as the
            argument; `:day` is today.
    """

    name: str
    endpoint: str
    rows: Any


def pages(*kinds: Addresses) -> Callable[[], Sequence[Addresses]]:
    """What a room offers to `SITEMAP`."""
    return lambda: kinds


SITEMAP = Panel[Callable[[], Sequence[Addresses]]]("pages for search engines")
SINGLE = Panel[Callable[[], Sequence[str]]]("single pages for search engines")
"""Paths of pages that stand in no list and are not in the menu of the site."""
