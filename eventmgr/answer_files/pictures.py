"""Pictures made anew from their points alone: nothing that was hidden in the file is kept, its place and camera included. Pure."""

from __future__ import annotations

import io
import threading
import warnings

from eventmgr.errors import BadValue
from eventmgr.events.setup.sniffing import FileType
from eventmgr.i18n import _

MOST_POINTS = {"JPEG": 64_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
"""Larger ones are refused before a point is decoded; JPEGs are read at a fraction of their size."""
LONGEST_SIDE = 3000
"""What remains of a picture, in points."""
_ONE_AT_A_TIME = threading.Lock()
_JPEG, _PNG = FileType("image/jpeg", ".jpg"), FileType("image/png", ".png")


def is_picture(content: bytes) -> bool:
    """Whether it begins like one of the accepted pictures."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or is_webp


def redraw(content: bytes) -> tuple[bytes, FileType]:
    """The picture upright, at most `LONGEST_SIDE` long, without anything else that was in the file.

    Raises:
        BadValue: it is broken, or too large to be opened.
    """
    with _ONE_AT_A_TIME:
        try:
            return _redraw(content)
        except BadValue:
            raise
        except Exception as error:  # Pillow tells broken files by a dozen kinds of exceptions
            raise BadValue(_("This picture cannot be read. Take it again, or save it as JPEG.")) from error


def _redraw(content: bytes) -> tuple[bytes, FileType]:
    from PIL import Image, ImageOps  # noqa: PLC0415  # for pictures alone

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(content), formats=tuple(MOST_POINTS))
    if picture.width * picture.height > MOST_POINTS[str(picture.format)]:
        raise BadValue(_("This picture has too many pixels to be opened. Send a smaller one."))
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    is_clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if is_clear else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    if is_clear or picture.format == "PNG":
        fresh.save(out, "PNG")
        return out.getvalue(), _PNG
    fresh.save(out, "JPEG", quality=88)
    return out.getvalue(), _JPEG
