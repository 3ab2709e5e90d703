"""Names as official lists print them.

Source: the customs of lists of names (名单) in GB/T 9704 documents: two-character names take the width of three.
"""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.ground.i18n import language

WHOLE = "\u2060"
"""The word joiner of Unicode: between two characters that stay on one line."""
_BLANK = "\u3000"
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


def aligned_name(name: str, latin: str = "") -> str:
    """A name of two Chinese characters with a full-width blank between them; any other as it is. After it `latin`, the
    same name in Latin letters, if there is one."""
    return f"{_aligned(name)} {latin}".rstrip()


def whole(text: str) -> str:
    """`text` with marks by which no line ends inside it: a name, a name with its seat. Of names of several parts
    (买买提·艾力) each part is one."""
    return "·".join(WHOLE.join(part) for part in text.split("·"))


def named(name: str, latin: str = "") -> str:
    """A name as paragraphs and cells print it, never torn at the end of a line; between its scripts a line may end."""
    return " ".join(whole(part) for part in (_aligned(name), latin) if part)


def listed(names: Iterable[str]) -> str:
    """Names in one line, in the language that is spoken: 张　三、李四光; Zhang San, Li Siguang. Each stays whole."""
    return ("、" if language() == "zh" else ", ").join(map(whole, names))


def _aligned(name: str) -> str:
    letters = [char for char in name if not _within(char, _SELECTORS)]
    if len(letters) != 2 or not all(_within(char, _HAN) for char in letters):
        return name
    second = name.rindex(letters[1])
    return f"{name[:second]}{_BLANK}{name[second:]}"


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)
