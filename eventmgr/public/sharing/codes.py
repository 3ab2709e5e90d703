"""An address as a QR code. Error correction M: a tenth of a printed code may be dirty."""

from __future__ import annotations

import io

BORDER = 4
"""Modules of quiet zone, as ISO/IEC 18004 asks."""
SCALE = 16
"""Pixels of a module of the picture: some 600 for an address, sharp on a slide and on A4."""


def matrix_of(text: str) -> list[list[bool]]:
    """The modules of the code, row by row, without border; True is dark."""
    import segno  # noqa: PLC0415  # slow to import; only for codes

    return [[bool(module) for module in row] for row in segno.make(text, error="m", micro=False).matrix]


def png_of(text: str) -> bytes:
    """The code as a PNG, black on white."""
    return _saved(text, "png", scale=SCALE)


def svg_of(text: str) -> bytes:
    """The code as SVG, which scales to any size."""
    return _saved(text, "svg", scale=SCALE, dark="#000", light="#fff")


def _saved(text: str, kind: str, **how: object) -> bytes:
    import segno  # noqa: PLC0415  # slow to import; only for codes

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind=kind, border=BORDER, **how)
    return out.getvalue()
