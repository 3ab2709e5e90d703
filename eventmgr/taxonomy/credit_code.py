"""The unified social credit code of organizations: 18 characters with a check character.

Source: GB 32100-2015.
"""

from __future__ import annotations

from eventmgr.errors import Refusal
from eventmgr.i18n import _
from eventmgr.text import normalized

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 characters: digits and capitals without I, O, S, V, Z."""
LENGTH = 18
_WEIGHTS = tuple(pow(3, position, 31) for position in range(LENGTH - 1))


def check_character(body: str) -> str:
    """The 18th character for the first 17 (ValueError if one of them is not in the alphabet)."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def is_valid(code: str) -> bool:
    """Whether `code` is 18 allowed characters and its last one fits."""
    return len(code) == LENGTH and all(char in ALPHABET for char in code) and check_character(code[:-1]) == code[-1]


def normalize_credit_code(text: str) -> str:
    """`text` without blanks and hyphens, half-width, in capitals.

    Raises:
        Refusal: it is no credit code; the message says what is wrong with it.
    """
    code = "".join(char for char in normalized("NFKC", text).upper() if char not in " -\u3000\t")
    if len(code) != LENGTH:
        raise Refusal(
            _("A social credit code has 18 characters; this one has %(num)s. Check it.", num=len(code)),
            field="credit_code",
        )
    wrong = next((char for char in code if char not in ALPHABET), None)
    if wrong:
        raise Refusal(
            _("A social credit code never contains “%(char)s”. Check it for 0 and O, 1 and I.", char=wrong),
            field="credit_code",
        )
    if not is_valid(code):
        raise Refusal(_("The check character of this social credit code does not fit. Check it."), field="credit_code")
    return code
