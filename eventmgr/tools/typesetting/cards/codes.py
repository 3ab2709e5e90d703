"""Codes to scan, as modules. Error correction M: a tenth of a printed code may be dirty."""

from __future__ import annotations

_MASK = 3


def modules_of(text: str) -> list[list[bool]]:
    """The modules of the QR code of a random `text`, row by row, without border; True is dark.

    The mask is always the same: looking for the most even of the eight takes six times as long (4.5 instead of 0.7 ms), and
    what is random is even under each.
    """
    import segno  # noqa: PLC0415  # slow to import; only for codes

    return [[bool(module) for module in row] for row in segno.make(text, error="m", micro=False, mask=_MASK).matrix]
