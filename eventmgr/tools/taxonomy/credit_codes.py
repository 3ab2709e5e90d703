"""Unified social credit codes (统一社会信用代码) as people write them → one spelling, its check character compared.

Source: GB 32100-2015: 18 characters of digits and capital letters without I, O, S, V, Z; the last one is
`31 - (sum of value * 3**place mod 31)`, 31 read as 0.
"""

from __future__ import annotations

import re
import unicodedata

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import normalized

LENGTH = 18
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FILLING = re.compile(r"[\s\-‐‑‒–—―.·]+")


def check_character(first: str) -> str:
    """The eighteenth character that belongs to these seventeen."""
    total = sum(CHARACTERS.index(char) * pow(3, place, 31) for place, char in enumerate(first))
    return CHARACTERS[(31 - total % 31) % 31]


def normalize_credit_code(text: str) -> str:
    """`text` as it is stored: capital letters without blanks and hyphens.

    Raises:
        Refusal: it has another length, a character that such codes do not use, or its check character is wrong.
    """
    kept = "".join(char for char in normalized("NFKC", text[:80]) if unicodedata.category(char) != "Cf")
    code = _FILLING.sub("", kept).upper()
    if len(code) != LENGTH:
        raise Refusal(
            _(
                "A unified social credit code has %(length)s characters, this one has %(number)s.",
                length=LENGTH,
                number=len(code),
            )
        )
    strange = next((char for char in code if char not in CHARACTERS), "")
    if strange:
        raise Refusal(
            _(
                "A unified social credit code has digits and capitals other than I, O, S, V and Z; “%(char)s” is not among them.",
                char=strange,
            )
        )
    if check_character(code[:-1]) != code[-1]:
        raise Refusal(
            _(
                "The check character of “%(code)s” does not match. Compare the code with the business licence.",
                code=code,
            )
        )
    return code
