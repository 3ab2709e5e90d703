"""Where lines of mixed Chinese and Latin text may end.

Sources: GB/T 15834-2011 (marks that may not begin or end a line), Unicode UAX #14 (breaks around ideographs, blanks
and hyphens), both in the measure that lists and tables need.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

NO_START = frozenset("!,.:;?%)]}>°·…—–～%‰℃、。，．：；？！）］｝〕】》〉」』〗”’々ー％~")
NO_END = frozenset("([{<“‘（［｛〔【《〈「『〖＄￥$¥#＃№")
_AFTER = frozenset("-/‐—–、，")
_FUZZ = 0.01


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between these two neighbouring characters."""
    if after.isspace():
        return False
    if before.isspace():
        return True
    if after in NO_START or before in NO_END:
        return False
    if before in _AFTER and not after.isdigit():
        return True
    return _is_wide(before) or _is_wide(after)


def break_lines(text: str, widths: Sequence[float], first: float, rest: float) -> list[tuple[int, int]]:
    """(start, end) of each line; a line feed ends one; blanks at the end of a line count for nothing.

    Args:
        widths: one for each character of `text`.
        first, rest: the room of the first line and of the others; a word that is longer is cut.
    """
    lines: list[tuple[int, int]] = []
    start, used, chance = 0, 0.0, 0
    i = 0
    while i < len(text):
        char = text[i]
        if char == "\n":
            lines.append((start, i))
            start, used, chance = i + 1, 0.0, i + 1
            i += 1
            continue
        if i > start and may_break(text[i - 1], char):
            chance = i
        used += widths[i]
        room = rest if lines else first
        if used > room + _FUZZ and not char.isspace() and i > start:
            end = chance if chance > start else i
            lines.append((start, end))
            start, used, chance, i = end, 0.0, end, end
            continue
        i += 1
    lines.append((start, len(text)))
    return [(a, a + len(text[a:b].rstrip())) for a, b in lines]


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" and unicodedata.east_asian_width(char) in "WF"
