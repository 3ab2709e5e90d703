"""A correct ToUnicode map for embedded fonts.

ReportLab 5.1 writes characters above U+FFFF with five hex digits, so readers copy and search for others; here they
are UTF-16BE, as the standard wants. Sources: ISO 32000-1, 9.10.3; Adobe Technical Note 5411.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase import ttfonts

_MOST = 100
"""Entries in one block, the limit of the CMap format."""


def to_unicode_map(font_name: str, subset: Sequence[int]) -> str:
    """The CMap of a subset: code i → character `subset[i]`; codes that stand for nothing are left out."""
    pairs = [f"<{code:02X}> <{_utf16(char)}>" for code, char in enumerate(subset) if char]
    blocks = [pairs[i : i + _MOST] for i in range(0, len(pairs), _MOST)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def install() -> None:
    """Let ReportLab write our map."""
    ttfonts.makeToUnicodeCMap = to_unicode_map


def _utf16(char: int) -> str:
    return chr(char).encode("utf-16-be").hex().upper()
