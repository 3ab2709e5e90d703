"""Names as official lists print them.

Source: the customs of lists of names (名单) in GB/T 9704 documents: two-character names take the width of three.
"""

from __future__ import annotations

_BLANK = "\u3000"
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


def aligned_name(name: str, latin: str = "") -> str:
    """A name of two Chinese characters with a full-width blank between them; any other as it is. After it `latin`, the
    same name in Latin letters, if there is one."""
    return f"{_aligned(name)} {latin}".rstrip()


def _aligned(name: str) -> str:
    letters = [char for char in name if not _within(char, _SELECTORS)]
    if len(letters) != 2 or not all(_within(char, _HAN) for char in letters):
        return name
    second = name.rindex(letters[1])
    return f"{name[:second]}{_BLANK}{name[second:]}"


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)
