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
_HOLDS = frozenset("\u00a0\u3000")
"""Blanks at which no line ends: a name of two characters is not torn at the blank that aligns it."""
_FUZZ = 0.01
WORDS = (
    *(
        "智能制造",
        "制造业",
        "工业互联网",
        "数字化",
        "网络化",
        "智能化",
        "信息化",
        "产业链",
        "供应链",
        "装备制造",
        "新材料",
    ),
    *("研讨会", "对接会", "座谈会", "推进会", "交流会", "博览会", "培训班", "调研考察", "部分省市", "长三角", "珠三角"),
    *("深化", "推进", "转型", "升级", "产业", "企业", "工厂", "区域", "合作", "专题", "样例"),
    *("办公室", "委员会", "领导小组", "研究院", "协会", "中心", "工程", "科技", "会议", "纪要", "通知", "活动"),
)
"""Words that a title does not cut; Chinese has no blanks, and a dictionary would be too much for a line break."""


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between these two neighbouring characters."""
    if after.isspace() or before in _HOLDS:
        return False
    if before.isspace():
        return True
    if after in NO_START or before in NO_END:
        return False
    if before in _AFTER and not after.isdecimal():
        return True
    return _is_wide(before) or _is_wide(after)


def break_lines(
    text: str, widths: Sequence[float], first: float, rest: float, whole: frozenset[int] = frozenset()
) -> list[tuple[int, int]]:
    """(start, end) of each line; a line feed ends one; blanks at the end of a line count for nothing.

    Args:
        widths: one for each character of `text`.
        first, rest: the room of the first line and of the others; a word that is longer is cut.
        whole: positions before which no line may end if there is another chance: inside names, and see `inside_words`.
    """
    if "\n" not in text and sum(widths) <= first:
        return [(0, len(text.rstrip()))]
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
        if i > start and i not in whole and may_break(text[i - 1], char):
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


def inside_words(text: str) -> frozenset[int]:
    """Positions that lie inside one of `WORDS`."""
    positions: set[int] = set()
    for word in WORDS:
        at = text.find(word)
        while at >= 0:
            positions.update(range(at + 1, at + len(word)))
            at = text.find(word, at + 1)
    return frozenset(positions)


def balanced_lines(
    text: str, widths: Sequence[float], room: float, whole: frozenset[int] = frozenset()
) -> list[tuple[int, int]]:
    """`break_lines` with words kept whole, in the least room (to a hundredth) that takes no more lines."""
    whole |= inside_words(text)
    best = break_lines(text, widths, room, room, whole)
    low, high = 0, 100
    while high - low > 1:
        middle = (low + high) // 2
        lines = break_lines(text, widths, room * middle / 100, room * middle / 100, whole)
        if len(lines) <= len(best):
            best, high = lines, middle
        else:
            low = middle
    return best


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" and unicodedata.east_asian_width(char) in "WF"
