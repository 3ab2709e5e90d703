"""Pictures that cost more to open than they weigh, and ordinary ones."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def encoded(kind="JPEG", size=(40, 20), mode="RGB", **saved):
    out = io.BytesIO()
    Image.new(mode, size, 0).save(out, kind, **saved)
    return out.getvalue()


def with_scans(number, size=(64, 64)):
    """A progressive JPEG whose last scan stands there so often."""
    content = encoded(size=size, mode="L", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * number + content[-2:]


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*more, size=(4, 4)):
    """A grey PNG with these chunks behind its head."""
    rows = zlib.compress((b"\0" + bytes(size[0])) * size[1]) if size[0] * size[1] < 10_000 else b""
    head = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), *more, chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def resized(content, before, after):
    """The same bytes that say another size."""
    assert before in content
    return content.replace(before, after)
