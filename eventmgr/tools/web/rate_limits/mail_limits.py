"""How many letters people without an account may cause: the one place that each such act passes.

Whoever registers types the address themselves, so an act that writes to it can be turned against a stranger. What is
limited is the guest: the address written to, the registration, the caller. Too many letters to one domain leave letters
out, and close nothing: no crowd can keep others from a form.
"""

from __future__ import annotations

from datetime import datetime

from eventmgr.tools.web.rate_limits.limits import caller, limit_all, wait_after, wait_after_inside

_HOUR, _DAY = 3600, 86_400
_TO_ONE_ADDRESS, _TO_ONE_ADDRESS_A_DAY = 6, 20
_ABOUT_ONE_REGISTRATION, _ABOUT_ONE_REGISTRATION_A_DAY = 5, 12
_BY_ONE_CALLER = 300
"""Whole offices register from behind one address."""
_TO_ONE_DOMAIN = 3000


def may_write(address: str, *, about: str, at: datetime) -> bool:
    """Count one letter to `address`; whether it may be written. For acts that go on without their letter.

    As every limit it is a transaction of its own; see `limits.limit`.

    Args:
        about: what the letter is about (`registration:12`), known however the address changes.
    """
    return not address or wait_after(_rules(address, about) + _rules_of_caller(), at) == 0


def may_write_from_job(address: str, *, about: str, at: datetime) -> bool:
    """As `may_write`, in the transaction of a job that somebody without an account has caused."""
    return not address or wait_after_inside(_rules(address, about), at) == 0


def letter_needed(address: str, *, about: str, at: datetime) -> None:
    """Count one letter to `address`, without which the act makes no sense.

    Raises:
        TooMany: there were too many; tells when to come back.
    """
    if address:
        limit_all(_rules(address, about) + _rules_of_caller(), at)


def _rules(address: str, about: str) -> list[tuple[str, int, int]]:
    address = address.strip().lower()
    return [
        (f"letter-to:{address}", _TO_ONE_ADDRESS, _HOUR),
        (f"letter-to-today:{address}", _TO_ONE_ADDRESS_A_DAY, _DAY),
        (f"letter-about:{about}", _ABOUT_ONE_REGISTRATION, _HOUR),
        (f"letter-about-today:{about}", _ABOUT_ONE_REGISTRATION_A_DAY, _DAY),
        (f"letter-domain:{address.rpartition('@')[2]}", _TO_ONE_DOMAIN, _HOUR),
    ]


def _rules_of_caller() -> list[tuple[str, int, int]]:
    return [(f"letter-by:{caller()}", _BY_ONE_CALLER, _HOUR)]
