"""How large the directory of a ZIP archive says it is: libraries read all of it at once. Pure; nothing is unpacked.

Source: PKWARE APPNOTE 6.3, 4.3.14 to 4.3.16 (end of central directory, also that of ZIP64).
"""

from __future__ import annotations

import struct

_END = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 0xFFFF
_END_64, _END_64_LENGTH = b"PK\x06\x06", 56
_LOCATOR, _LOCATOR_LENGTH = b"PK\x06\x07", 20
_LARGEST_DIRECTORY = 1024 * 1024


def has_small_directory(data: bytes, *, most_parts: int) -> bool | None:
    """Whether it lists so many parts at most, in a megabyte; None: it has none."""
    at = data.rfind(_END, max(0, len(data) - _END_LENGTH - _LONGEST_COMMENT))
    if at < 0 or len(data) < at + _END_LENGTH:
        return None
    number, size = struct.unpack_from("<HI", data, at + 10)
    large = at - _LOCATOR_LENGTH - _END_64_LENGTH
    if large >= 0 and data.startswith(_LOCATOR, at - _LOCATOR_LENGTH) and data.startswith(_END_64, large):
        number, size = struct.unpack_from("<QQ", data, large + 32)  # this one is believed, whatever the other says
    return bool(number <= most_parts and size <= _LARGEST_DIRECTORY)
