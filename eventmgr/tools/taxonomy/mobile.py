"""Mobile numbers as people write them → one spelling: 11 digits in the mainland, E.164 elsewhere.

Sources: ITU-T E.164; mainland mobile numbers begin with 1 and a digit from 3 to 9.
"""

from __future__ import annotations

import re
import unicodedata

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import normalized

LENGTH = 11
_MAINLAND = re.compile(r"(?:(?:\+|00)?860?)?(1[3-9]\d{9})")
_WITH_ZERO = re.compile(r"0(1[3-9]\d{9})")
"""Dialled within the mainland or within another country: only who typed it knows."""
_FILLING = re.compile(r"[\s\-‐‑‒–—―.·()（）/]+")
_FROM_A_SHEET = re.compile(r"(\d{11,13})\.0+")
_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")


def normalize_mobile(text: str, *, country: str = "") -> str:
    """`text` as it is stored: `13800000000`, or `+85251234567`.

    Accepts +86, 0086, blanks, hyphens, brackets, full-width digits, and the `.0` that spreadsheets add.

    Args:
        country: code of the country or region where its owner comes from, empty for China; numbers from elsewhere must
            begin with + and a country or region code.

    Raises:
        Refusal: it is no mobile number of the mainland and no possible number of elsewhere; the message says how many
            digits there are.
    """
    typed = "".join(char for char in normalized("NFKC", text) if unicodedata.category(char) != "Cf").strip()
    if _SHORTENED.fullmatch(typed):
        raise _refusal(_("The spreadsheet has shortened this number. Format the column as text and enter it again."))
    sheet = _FROM_A_SHEET.fullmatch(typed)
    number = _FILLING.sub("", sheet[1] if sheet else typed)
    mainland = _MAINLAND.fullmatch(number) if number.isascii() else None
    if country and not number.startswith(("+", "00")):
        raise _refusal(_ask_for_code(country))
    if mainland:
        return mainland[1]
    if number.startswith(("+", "00")) and not number.startswith(("+86", "0086")):
        return _foreign("+" + number.removeprefix("00").removeprefix("+"))
    raise _refusal(_explain(number))


def _foreign(number: str) -> str:
    import phonenumbers  # noqa: PLC0415  # slow; needed only for numbers from abroad

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        digits = sum(char.isdecimal() for char in number)
        raise _refusal(
            _(
                "This number with %(num)s digits is not valid for its country or region. Check the country or region code.",
                num=digits,
            )
        )
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _explain(number: str) -> str:
    """The sentence that says what is wrong with a number that is neither of the mainland nor marked as foreign."""
    if _WITH_ZERO.fullmatch(number):
        return _(
            "Is this a mainland number? Then leave out the 0 at the beginning. Begin a number from elsewhere with + and"
            " its country or region code, such as +49."
        )
    digits = re.sub(r"^(?:\+|00)?86(?=\d{9,})", "", number)
    strange = re.search(r"[^\d+]", digits)
    if strange or not digits:
        return _("Enter a mobile number: 11 digits, or + with the country or region code for a number from elsewhere.")
    if len(digits) != LENGTH:
        return _(
            "This number has %(num)s digits; a mainland mobile number has 11. "
            "Begin a number from elsewhere with + and its country or region code.",
            num=len(digits),
        )
    return _(
        "A mainland mobile number begins with 13 to 19. Begin a number from elsewhere with + and its country or region code."
    )


def _ask_for_code(country: str) -> str:
    """The sentence for a guest whose number could be of two countries."""
    import phonenumbers  # noqa: PLC0415  # slow; needed only for numbers from abroad

    code = phonenumbers.country_code_for_region(country) or 49
    return _("Begin the number with + and its country or region code, such as +%(code)s.", code=code)


def _refusal(message: str) -> Refusal:
    return Refusal(message, field="mobile")
