"""How many parts a short message costs, as 3GPP TS 23.038 and 23.040 count. Pure.

The 7-bit alphabet takes 160 characters in one part and 153 in each of several; everything else is sent in UCS-2, 70 and
67. Characters of two units (the euro sign and brackets of the 7-bit alphabet, emoji in UCS-2) are never cut in two.
"""

from __future__ import annotations

from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_SEVEN_BIT, _UCS2 = (160, 153), (70, 67)


@dataclass(frozen=True)
class Size:
    """What a text costs.

    Attributes:
        characters: as people count.
        parts: as the operator bills.
        is_plain: whether the 7-bit alphabet holds it.
    """

    characters: int
    parts: int
    is_plain: bool


def size_of(text: str) -> Size:
    """What `text`, with its signature, costs; an empty one has no part."""
    is_plain = all(one in _BASIC or one in _EXTENDED for one in text)
    one_part, of_several = _SEVEN_BIT if is_plain else _UCS2
    units = [_units(one, is_plain=is_plain) for one in text]
    if sum(units) <= one_part:
        return Size(len(text), 1 if text else 0, is_plain)
    parts, filled = 1, 0
    for unit in units:
        if filled + unit > of_several:
            parts, filled = parts + 1, 0
        filled += unit
    return Size(len(text), parts, is_plain)


def _units(character: str, *, is_plain: bool) -> int:
    if is_plain:
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1
