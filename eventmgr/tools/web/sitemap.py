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
        argument: what its address takes.
        rows: a statement of (number, value of the argument) of what everybody may read; `:day` is today.
    """

    name: str
    endpoint: str
    argument: str
    rows: Any

    def __call__(self) -> Any:
        """The statement."""
        return self.rows


SITEMAP = Panel[Addresses]("pages for search engines")
SINGLE = Panel[Callable[[], Sequence[str]]]("single pages for search engines")
"""Paths of pages that stand in no list and are not in the menu of the site."""
