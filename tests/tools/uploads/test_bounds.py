"""What a picture would cost is read from its head and its parts, before a point of it is decoded."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from eventmgr.ground.errors import BadValue
from eventmgr.tools.uploads.bounds import MOST_SCANS, is_picture, parts_of
from tests.soak import times
from tests.tools.uploads.pictures import chunk, encoded, png, resized, with_scans

pytestmark = pytest.mark.one_engine

HIDDEN = b"where it was taken, or a profile that unpacks to a gigabyte"
_JPEG = encoded(size=(64, 64))
_WEBP = encoded("WEBP", size=(64, 64), lossless=True)


def sized(width, height, **saved):
    """A JPEG that says it has so many points."""
    before, after = struct.pack(">HH", 64, 64), struct.pack(">HH", height, width)
    return resized(encoded(size=(64, 64), **saved), b"\x08" + before, b"\x08" + after)


def moving():
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


REFUSED = {
    "a scan again and again": with_scans(40),
    "many points in scans": sized(5000, 5000, progressive=True),
    "more points than any camera": sized(9000, 9000),
    "a frame after the frame": _JPEG[:2] + _JPEG[_JPEG.index(b"\xff\xc0") : _JPEG.index(b"\xff\xc4")] + _JPEG[2:],
    "arithmetic coding": resized(_JPEG, b"\xff\xc0", b"\xff\xc9"),
    "no frame": b"\xff\xd8\xff\xda\0\x08\1\1\0\0?\0\0\xff\xd9",
    "nothing but comments": b"\xff\xd8" + b"\xff\xfe\0\2" * 30_000,
    "a segment without an end": _JPEG[:2] + b"\xff\xe1\xff\xff" + _JPEG[2:60],
    "a PNG of many points": png(size=(30_000, 30_000)),
    "a PNG of no point": png(size=(0, 4)),
    "a PNG of empty chunks": png(*[chunk(b"tEXt", b"")] * 20_001),
    "a PNG whose head comes late": png().replace(b"IHDR", b"gAMA"),
    "a chunk without an end": png()[:40],
    "a WebP that moves": moving(),
    "a WebP of many points": resized(_WEBP, b"\x2f" + _WEBP[21:25], b"\x2f" + b"\xff\xff\xff\x0f"),
    "a WebP of nothing": b"RIFF\x04\0\0\0WEBP",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_cost_more_than_pictures_cost_is_refused_unopened(app, name):
    assert is_picture(REFUSED[name])
    with pytest.raises(BadValue):
        parts_of(REFUSED[name])


def test_as_many_scans_as_cameras_write_are_taken(app):
    few, most = with_scans(1), with_scans(MOST_SCANS + 1 - with_scans(1).count(b"\xff\xda"))

    assert [parts_of(content).format for content in (few, most)] == ["JPEG", "JPEG"]
    with pytest.raises(BadValue):
        parts_of(with_scans(MOST_SCANS + 2 - few.count(b"\xff\xda")))


def test_a_decoder_sees_nothing_but_what_is_drawn_and_how_it_is_turned(app):
    exif = Image.Exif()
    exif[0x0112] = 6
    packed = zlib.compress(HIDDEN)
    pictures = {
        "JPEG": encoded(icc_profile=HIDDEN, comment=HIDDEN, exif=exif) + HIDDEN,
        "PNG": png(
            chunk(b"iCCP", b"p\0\0" + packed), chunk(b"zTXt", b"k\0\0" + packed), chunk(b"eXIf", exif.tobytes()[6:])
        )
        + HIDDEN,
        "WEBP": encoded("WEBP", icc_profile=HIDDEN, xmp=HIDDEN, exif=exif) + HIDDEN,
    }

    for kind, content in pictures.items():
        parts = parts_of(content)
        seen = Image.open(io.BytesIO(parts.content), formats=[kind])
        seen.load()
        told = (parts.format, HIDDEN in parts.content, packed in parts.content, seen.getexif().get(0x0112))
        assert told == (kind, False, False, 6)
        assert "icc_profile" not in seen.info


@settings(max_examples=times(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([encoded(progressive=True), png(), _WEBP]),
    st.lists(st.tuples(st.integers(0, 999), st.binary(max_size=3)), max_size=4),
)
def test_bytes_of_any_kind_are_read_or_refused(app, content, changes):
    mutated = bytearray(content)
    for at, put in changes:
        mutated[at % len(content) : at % len(content) + len(put)] = put
    try:
        assert parts_of(bytes(mutated)).content
    except BadValue as refusal:
        assert refusal.message
