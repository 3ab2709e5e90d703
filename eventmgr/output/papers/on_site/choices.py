"""What may be chosen for badges, place cards and sign-in sheets. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from eventmgr.event.events.models import INVITES, Event
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, _l

BADGE_SIZES = {
    "90x130": _l("90 × 130 mm, upright, for cases on a cord"),
    "105x148": _l("105 × 148 mm (A6), upright"),
    "100x70": _l("100 × 70 mm, flat"),
    "86x54": _l("86 × 54 mm, flat, the size of bank cards"),
}
"""Width × height in millimetres; the first is the usual one."""
SHEETS = {
    "a4": _l("Several on A4, with marks to cut along"),
    "single": _l("One on each sheet of its own size, for card printers"),
}
CARD_SIZES = {
    "200x100": _l("200 × 100 mm, both sides on an upright A4 sheet"),
    "a4": _l("A4 folded in the middle, 297 × 105 mm"),
}
LINES = {"none": _l("Name only"), "unit": _l("Delegation"), "organization": _l("Organization")}


def lines_of(event: Event) -> dict[str, object]:
    """What can stand under the name on a place card of the event."""
    return {key: words for key, words in LINES.items() if key != "unit" or is_on(INVITES, event)}


"""What stands under the name of a place card."""
BLANKS = {"signature": _l("Signature"), "time": _l("Time of arrival"), "mobile": _l("Mobile"), "remarks": _l("Remarks")}
"""Columns of a sign-in sheet that are filled in by hand."""
USUAL_BLANKS = ("signature", "time")
EVENT, DAYS = "event", "days"
"""What a sign-in sheet is for, beside a day (`2026-05-13`) and an agenda item (`item-12`)."""


@dataclass(frozen=True)
class BadgeChoice:
    """Keys of `BADGE_SIZES` and `SHEETS`."""

    size: str = "90x130"
    sheet: str = "a4"


@dataclass(frozen=True)
class CardChoice:
    """Keys of `CARD_SIZES` and `LINES`; whether the name in Latin letters stands under that in Chinese; by the seats of
    which seating plan they lie, empty: by delegation."""

    size: str = "200x100"
    line: str = "none"
    latin: bool = False
    order: str = ""


@dataclass(frozen=True)
class SignInChoice:
    """What the sheets are for, their blank columns, whether each delegation begins a page."""

    of: str = EVENT
    blanks: tuple[str, ...] = USUAL_BLANKS
    apart: bool = False


def read_badges(asked: Mapping[str, str]) -> BadgeChoice:
    """From `size` and `sheet`.

    Raises:
        BadValue: one is not known; the message names it.
    """
    return BadgeChoice(_one_of(BADGE_SIZES, asked.get("size", "")), _one_of(SHEETS, asked.get("sheet", "")))


def read_cards(asked: Mapping[str, str]) -> CardChoice:
    """From `size`, `line`, `latin` and `order`; raises as `read_badges`."""
    size, line = _one_of(CARD_SIZES, asked.get("size", "")), _one_of(LINES, asked.get("line", ""))
    return CardChoice(size, line, bool(asked.get("latin")), asked.get("order", ""))


def read_sign_in(asked: Mapping[str, str], known: Container[str]) -> SignInChoice:
    """From `of`, `blanks` (keys with commas) and `apart`; raises as `read_badges`.

    Args:
        known: what a sheet can be for.
    """
    of = asked.get("of", "") or EVENT
    if of not in known:
        raise BadValue(_("“%(value)s” is neither a day nor an item of the agenda.", value=of[:40]))
    wanted = [key for key in asked.get("blanks", "").split(",") if key]
    for key in wanted:
        _one_of(BLANKS, key)
    return SignInChoice(of, tuple(key for key in BLANKS if key in (wanted or USUAL_BLANKS)), bool(asked.get("apart")))


def _one_of(known: Mapping[str, object], value: str) -> str:
    """`value`, or the first of `known` where nothing is asked."""
    if value and value not in known:
        raise BadValue(
            _("“%(value)s” is not valid here. Available: %(known)s.", value=value[:40], known=", ".join(known))
        )
    return value or next(iter(known))
