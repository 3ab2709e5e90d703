"""Check-in codes as pictures."""

from __future__ import annotations

import base64
import io


def qr_image(text: str) -> str:
    """`text` as a QR code, an address of the scheme `data` for a page that is shown once."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(text).encode()).decode("ascii")


def qr_svg(text: str) -> str:
    """`text` as a QR code: SVG with a white border, black on white in the dark too, 240 px wide; it scales."""
    import segno  # noqa: PLC0415  # slow to import; only for this picture

    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        out, kind="svg", border=4, dark="#000", light="#fff", scale=240 / code.symbol_size(border=4)[0], xmldecl=False
    )
    return out.getvalue().decode("utf-8")
