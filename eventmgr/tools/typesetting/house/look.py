"""What is a house's own on its papers. Pure: `dressing` draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A house's own.

    Args:
        colour: `#rrggbb` of what the token `brand` draws; empty: the usual one.
        header: at the top of pages, left; empty: what the document itself has there.
        logo: a PNG or JPEG file, empty for none.
    """

    colour: str = ""
    header: str = ""
    logo: bytes = b""


USUAL = Look()
