"""Pictures as they arrive, read without decoding a point: how large they say they are, whether they may be decoded at
all, and nothing of them but the parts that a decoder needs. Pure.

Sources: JPEG (ITU-T T.81) annex B, PNG (third edition) sections 5 and 11, WebP container (RFC 9649).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _

MOST_POINTS = {"JPEG": 64_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
"""A JPEG is decoded at a fraction of its size, if it is written from top to bottom."""
MOST_POINTS_IN_SCANS = 16_000_000
"""Of a JPEG in several scans (progressive, or colour after colour): all of it is in memory at once, and each scan
passes over it."""
MOST_SCANS = 30
"""Cameras and programs write ten; what a scan costs follows from the size of the picture, not from its bytes."""
_MOST_PARTS = 20_000
"""Chunks and segments of a picture: 10 MB of PNG in chunks of half a kilobyte."""
_LARGEST_EXIF = 0xFFFF
_JPEG, _PNG, _EXIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"Exif\0\0"
_SOF, _DHT, _EOI, _SOS, _APP1 = (0xC0, 0xC1, 0xC2), 0xC4, 0xD9, 0xDA, 0xE1
_OTHER_FRAMES = frozenset({*range(0xC0, 0xD0)} - {*_SOF, _DHT})
"""Lossless, hierarchical and with arithmetic coding: no camera writes them."""
_NEEDED_SEGMENTS = {0xE0, 0xEE, _DHT, 0xDB, 0xDD, *_SOF}
"""JFIF and Adobe's (which colours it has), the tables, the restart interval, the frame."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_NEEDED_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"eXIf"}
_NEEDED_WEBP = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"EXIF"}
_ALPHA_AND_EXIF = 0x18
_ANIMATED = 0x02


@dataclass(frozen=True)
class Parts:
    """A picture that may be decoded: its format, and its bytes without anything that is not drawn but how it is
    turned."""

    format: str
    content: bytes


class _Broken(Exception):
    """It is not what it begins like."""


def is_picture(content: bytes) -> bool:
    """Whether it begins like one of the accepted pictures."""
    return _reader_of(content) is not None


def parts_of(content: bytes) -> Parts:
    """What a decoder may see of the picture.

    Raises:
        BadValue: it is broken, moves, or would cost more to decode than pictures cost.
    """
    reader = _reader_of(content)
    try:
        if reader is not None:
            return reader(content)
    except (_Broken, struct.error, IndexError):
        pass
    raise unreadable()


def unreadable() -> BadValue:
    """Why a broken picture is refused."""
    return BadValue(_("This picture cannot be read. Take it again, or save it as JPEG."))


def _reader_of(content: bytes) -> Callable[[bytes], Parts] | None:
    if content.startswith(_JPEG):
        return _jpeg
    if content.startswith(_PNG):
        return _png
    return _webp if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _check_points(width: int, height: int, most: int) -> None:
    if not width or not height:
        raise _Broken
    if width * height > most:
        raise BadValue(_("This picture has too many pixels to be opened. Send a smaller one."))


def _jpeg(content: bytes) -> Parts:
    parts, frame, scans = [content[:2]], None, 0
    for marker, start, end in _segments(content):
        if marker == _SOS:
            scans += 1
            if scans > MOST_SCANS:
                raise BadValue(_("This picture is stored in too many passes. Save it again as an ordinary JPEG."))
        elif marker in _OTHER_FRAMES or (marker in _SOF and frame is not None):
            raise _Broken
        elif marker in _SOF:
            frame = marker, *struct.unpack_from(">HHB", content, start + 5)
        elif marker not in _NEEDED_SEGMENTS and not (marker == _APP1 and _is_first_exif(content, start, parts)):
            continue
        parts.append(content[start:end])
    if frame is None or not scans:
        raise _Broken
    kind, height, width, _components = frame
    in_scans = scans > 1 or kind == _SOF[2]
    _check_points(width, height, MOST_POINTS_IN_SCANS if in_scans else MOST_POINTS["JPEG"])
    return Parts("JPEG", b"".join((*parts, bytes((0xFF, _EOI)))))


def _is_first_exif(content: bytes, start: int, kept: list[bytes]) -> bool:
    """Readers look for it at the beginning; what else an application has put there is not read."""
    return content.startswith(_EXIF, start + 4) and not any(part[1] == _APP1 for part in kept)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, where it begins, where it ends) up to the end of the picture, what is coded in a scan included."""
    at = 2
    for _number in range(_MOST_PARTS):
        found = _NEXT_MARKER.match(content, at) or _NEXT_MARKER.search(content, at)
        if found is None:
            raise _Broken
        start, marker = found.start(), content[found.start() + 1]
        if marker == _EOI:
            return
        if marker in _ALONE:
            at = start + 2
            continue
        (length,) = struct.unpack_from(">H", content, start + 2)
        end = start + 2 + length
        if length < 2 or end > len(content):
            raise _Broken
        if marker == _SOS:
            after = _NEXT_MARKER.search(content, end)
            end = after.start() if after else len(content)
        yield marker, start, end
        at = end
    raise _Broken


def _png(content: bytes) -> Parts:
    parts, at = [_PNG], len(_PNG)
    for _number in range(_MOST_PARTS):
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content) or (name == b"IHDR") is not (at == len(_PNG)):
            raise _Broken
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", content, at + 8)
            _check_points(width, height, MOST_POINTS["PNG"])
        if name in _NEEDED_CHUNKS and not (name == b"eXIf" and length > _LARGEST_EXIF):
            parts.append(content[at:end])
        if name == b"IEND":
            return Parts("PNG", b"".join(parts))
        at = end
    raise _Broken


def _webp(content: bytes) -> Parts:
    parts, at, largest = list[bytes](), 12, (0, 0)
    content = content[: 8 + int.from_bytes(content[4:8], "little")]
    for _number in range(_MOST_PARTS):
        if at + 8 > len(content):
            break
        name, length = struct.unpack_from("<4sI", content, at)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(content):
            raise _Broken
        body = content[at + 8 : at + 8 + length]
        if name in (b"ANIM", b"ANMF") or (name == b"VP8X" and body[0] & _ANIMATED):
            raise BadValue(_("This picture is animated. Send a still one, as JPEG or PNG."))
        if name in (b"VP8X", b"VP8 ", b"VP8L"):
            size = _webp_size(name, body)
            _check_points(*size, MOST_POINTS["WEBP"])
            largest = max(largest, size)
        if name in _NEEDED_WEBP and not (name == b"EXIF" and length > _LARGEST_EXIF):
            parts.append(_still(name, body))
        at = end
    if not largest[0]:
        raise _Broken
    whole = b"WEBP" + b"".join(parts)
    return Parts("WEBP", b"RIFF" + struct.pack("<I", len(whole)) + whole)


def _webp_size(name: bytes, body: bytes) -> tuple[int, int]:
    if name == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    (bits,) = struct.unpack_from("<I", body, 1)
    return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)


def _still(name: bytes, body: bytes) -> bytes:
    """The chunk; that of the container says of no part that has been left out."""
    if name == b"VP8X":
        body = bytes((body[0] & _ALPHA_AND_EXIF,)) + body[1:]
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
