"""Numbers of identity documents as people write them → one spelling, held against what such numbers look like.

Source of resident identity cards: GB 11643-1999: 17 digits, among them the date of birth, and a check character, which
is ISO 7064 MOD 11-2. Residence permits for people from Hong Kong, Macao and Taiwan are numbered likewise. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l
from eventmgr.ground.text import normalized

RESIDENT, PASSPORT, HONG_KONG_MACAO, TAIWAN, OTHER = "resident", "passport", "hkmo", "taiwan", "other"
KINDS = {
    RESIDENT: _l("Resident identity card"),
    PASSPORT: _l("Passport"),
    HONG_KONG_MACAO: _l("Mainland Travel Permit for Hong Kong and Macao Residents"),
    TAIWAN: _l("Mainland Travel Permit for Taiwan Residents"),
    OTHER: _l("Another document"),
}
"""Kind → its name."""
LENGTH = 18
_FIRST_YEAR = 1900
_CHECKS = "10X98765432"
_FILLING = re.compile(r"[\s\-‐‑‒–—―.·]+")
_FROM_A_SHEET = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_RESIDENT = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{6,12}", re.ASCII)
_HONG_KONG_MACAO = re.compile(r"[HM](?:\d{8}|\d{10})", re.ASCII)
_TAIWAN = re.compile(r"\d{8}|\d{10}[A-Z]?", re.ASCII)
_OTHER = re.compile(r"[A-Z0-9/]{4,30}", re.ASCII)


def read_document(kind: str, typed: str, *, today: date) -> tuple[str, str]:
    """(kind, number) as they are kept: capitals and digits without blanks; full-width characters are accepted.

    Args:
        kind: a key of `KINDS`; empty: what has the 18 characters of a resident identity card is one.
        today: nobody is born later.

    Raises:
        Refusal: it is no such number, or without a kind it is none of a resident identity card; `field` says where. The
            sentence never repeats the number.
    """
    shortened = _FROM_A_SHEET.fullmatch(normalized("NFKC", typed[:80]).strip())
    if shortened:
        raise _refusal(_("The spreadsheet has shortened this number. Format the column as text and enter it again."))
    kept = "".join(char for char in normalized("NFKC", typed[:80]) if unicodedata.category(char) != "Cf")
    number = _FILLING.sub("", kept).upper()
    if not kind and len(number) != LENGTH:
        raise Refusal(_("Choose which document this number belongs to."), field="id_kind")
    kind = kind if kind in KINDS else RESIDENT
    wrong = _FAULTS[kind](number, today)
    if wrong:
        raise _refusal(wrong)
    return kind, number


def check_character(first: str) -> str:
    """The eighteenth character that belongs to these seventeen digits."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first))
    return _CHECKS[total % 11]


def _refusal(message: str) -> Refusal:
    return Refusal(message, field="id_number")


def _resident(number: str, today: date) -> str:
    if len(number) != LENGTH:
        return _(
            "The number of a resident identity card has %(length)s characters, this one has %(number)s.",
            length=LENGTH,
            number=len(number),
        )
    if not _RESIDENT.fullmatch(number):
        return _("The number of a resident identity card has 17 digits, then a digit or X.")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born = None
    if born is None or not born.year >= _FIRST_YEAR or born > today:
        return _("Digits 7 to 14 of a resident identity card are the date of birth; here they are not a valid date.")
    if check_character(number[:-1]) != number[-1]:
        return _("The last character does not match the others: compare the number with the card.")
    return ""


def _passport(number: str, _today: date) -> str:
    if _PASSPORT.fullmatch(number):
        return ""
    return _("A passport number has 6 to 12 characters from A to Z and 0 to 9.")


def _hong_kong_macao(number: str, _today: date) -> str:
    if _HONG_KONG_MACAO.fullmatch(number):
        return ""
    return _("The number of this travel permit begins with H or M, followed by 8 or 10 digits.")


def _taiwan(number: str, _today: date) -> str:
    if _TAIWAN.fullmatch(number):
        return ""
    return _(
        "The number of this travel permit has 8 digits; an older one has 10 digits and may end with one of A to Z."
    )


def _other(number: str, _today: date) -> str:
    if _OTHER.fullmatch(number):
        return ""
    return _("A document number has 4 to 30 characters: A to Z, 0 to 9, slashes.")


_FAULTS: dict[str, Callable[[str, date], str]] = {
    RESIDENT: _resident,
    PASSPORT: _passport,
    HONG_KONG_MACAO: _hong_kong_macao,
    TAIWAN: _taiwan,
    OTHER: _other,
}
"""Kind → what is wrong with a number, in words; "" if nothing is."""
