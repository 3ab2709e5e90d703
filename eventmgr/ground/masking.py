"""How much of a number or an address is shown to those who may not read it: one rule for lists, papers and the
trail."""

from __future__ import annotations

import re

_MAINLAND = re.compile(r"(?:86)?(1\d{10})")
_ENOUGH = 8
"""Digits from which on the last four tell little of a number."""
_TOLD = 4
"""Of the number of a document at most so many characters are told, and never more than a quarter."""


def mask_mobile(number: str, gap: str = "") -> str:
    """`138****0000`, with `gap` between the parts; of a number from elsewhere the last four: `****4567`. "" of none."""
    digits = re.sub(r"\D", "", number)
    if not digits:
        return ""
    mainland = _MAINLAND.fullmatch(digits)
    if mainland:
        return f"{mainland[1][:3]}{gap}****{gap}{mainland[1][-4:]}"
    return f"****{gap}{digits[-4:]}" if len(digits) >= _ENOUGH else "****"


def mask_email(address: str) -> str:
    """`o***@example.com`; "" of what is no address."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}" if at else ""


def mask_contact(value: str | None) -> str:
    """A phone number or an e-mail address with its middle hidden: `154 **** 0021`, `o***@example.com`; "" of
    neither."""
    value = value or ""
    return mask_email(value) if "@" in value else mask_mobile(value, gap=" ")


def mask_document(number: str) -> str:
    """`****023X`: the last quarter of the number of an identity document, four characters at most. "" of none."""
    told = min(_TOLD, len(number) // 4)
    return f"****{number[-told:] if told else ''}" if number else ""
