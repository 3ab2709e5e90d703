"""Days and times of day as they are typed into forms. Pure."""

from __future__ import annotations

import re
from datetime import date

from eventmgr.ground.i18n import _

FIRST_YEAR, LAST_YEAR = 1900, 2100
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)


def typed_day(typed: str, label: str) -> date:
    """A day, typed `2026-05-13`, also with dots or slashes.

    Raises:
        ValueError: it is none, or in no likely year; the sentence names the field.
    """
    try:
        year, month, day = (int(part) for part in re.split(r"[-/.]", typed))
        value = date(year, month, day)
    except (ValueError, OverflowError):
        raise ValueError(_("“%(label)s” needs a date, such as 2026-05-13.", label=label)) from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        wrong = _(
            "“%(label)s” must be between the years %(first)s and %(last)s.",
            label=label,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        raise ValueError(wrong)
    return value


def typed_time(typed: str, label: str) -> str:
    """A time of day as `HH:MM`.

    Raises:
        ValueError: it is none; the sentence names the field.
    """
    match = _TIME.fullmatch(typed)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(_("“%(label)s” needs a time of day, such as 14:30.", label=label))
    return f"{int(match[1]):02d}:{match[2]}"
