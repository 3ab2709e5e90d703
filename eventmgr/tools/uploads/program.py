"""The program of the process that draws one picture anew (`eventmgr/ground/limited`): the only place where foreign
bytes meet Pillow.

It stands alone: nothing of the product is imported. It is asked `{"format": …, "longest": …, "as_png": …, "most_bytes":
…}` and answers `JPEG` or `PNG`, a line feed and the picture; nothing for one that cannot be read.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image

_CLEAR = ("RGBA", "LA", "PA", "La", "RGBa")
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What EXIF says of how the camera was held → what makes the picture upright."""
_LARGEST_DRAWING = 2 << 20
"""A larger PNG that nobody sees through is a photograph, which costs seconds to pack as PNG."""
_SMALLEST = 400
"""So long a picture always fits."""


def main(asked: dict[str, Any], data: bytes) -> bytes:
    """The picture upright, at most `longest` points long, from its points alone."""
    warnings.simplefilter("ignore")
    try:
        plain, is_clear = _points(asked, data)
        is_drawing = asked["format"] == "PNG" and len(data) <= _LARGEST_DRAWING
        return _smaller_until_it_fits(plain, asked, as_png=asked["as_png"] or is_clear or is_drawing)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # Pillow tells broken files by a dozen kinds of exceptions
        return b""


def _points(asked: dict[str, Any], data: bytes) -> tuple[Image.Image, bool]:
    """The picture, and whether one sees through it. Reduced first: what follows makes copies."""
    longest = asked["longest"]
    picture = Image.open(io.BytesIO(data), formats=[asked["format"]])
    picture.draft("RGB", (longest, longest))
    picture.load()
    orientation: Any = picture.getexif().get(0x0112)
    is_clear = picture.mode in _CLEAR or "transparency" in picture.info
    mode = "RGBA" if is_clear else "RGB"
    plain: Image.Image = picture if picture.mode == mode else picture.convert(mode)
    plain.thumbnail((longest, longest), reducing_gap=2.0)
    fresh = Image.new(mode, plain.size)
    fresh.paste(plain)
    turned = _TURNED.get(orientation)
    return fresh if turned is None else fresh.transpose(turned), is_clear


def _smaller_until_it_fits(picture: Image.Image, asked: dict[str, Any], *, as_png: bool) -> bytes:
    while True:
        kind, out = "PNG" if as_png else "JPEG", io.BytesIO()
        picture.save(out, kind, **({"compress_level": 3} if as_png else {"quality": 88}))
        if out.tell() <= asked["most_bytes"] or max(picture.size) <= _SMALLEST:
            return kind.encode() + b"\n" + out.getvalue()
        if as_png and picture.mode == "RGB" and not asked["as_png"]:
            as_png = False
            continue
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))
