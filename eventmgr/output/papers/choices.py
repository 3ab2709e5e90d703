"""What may be chosen for the list of participants: its columns, and how mobile numbers are printed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.event.registration.covering import Need, read_need
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l

QUOTA = "quota"
COLUMNS = {
    "organization": _l("Organization"),
    "title": _l("Position"),
    "role": _l("Attending as"),
    "group": _l("Discussion group"),
    "mobile": _l("Mobile"),
    "signature": _l("Signature"),
}
"""Columns beside number and name, in their order."""
CHOICES = {**COLUMNS, QUOTA: _l("Quota of each delegation")}
"""What may be ticked: columns, and the quota, which stands in the head of each delegation."""
USUAL = ("organization", "title", "role", "mobile")
MASKS = {"middle": _l("Four digits hidden"), "none": _l("Full numbers")}
"""How mobile numbers are printed; the first is the usual one."""


@dataclass(frozen=True)
class RosterChoice:
    """The columns of the list, in order; whether mobile numbers are printed whole, and what for; whether quotas are
    told."""

    columns: tuple[str, ...]
    whole_numbers: bool = False
    shows_quota: bool = False
    need: Need | None = None


USUAL_CHOICE = RosterChoice(("organization", "title", "role"))
"""For readers who may not see numbers."""


def read_choice(asked: Mapping[str, str], *, shows_mobile: bool) -> RosterChoice:
    """What an address asks for: `cols` (keys with commas), `mask`; numbers only for readers who may see them, and whole
    ones only with what they are needed for (`covering.read_need`).

    Raises:
        BadValue: a column or a way of masking is not known, the message names it; or whole numbers have no reason.
    """
    wanted = [key for key in asked.get("cols", "").split(",") if key]
    for key in wanted:
        if key not in CHOICES:
            raise BadValue(
                _(
                    "“%(value)s” is not valid here. Available: %(known)s.",
                    value=key[:40],
                    known=", ".join(CHOICES),
                )
            )
    mask = asked.get("mask", "") or "middle"
    if mask not in MASKS:
        raise BadValue(
            _("“%(value)s” is not valid here. Available: %(known)s.", value=mask[:40], known=", ".join(MASKS))
        )
    chosen = set(wanted or USUAL)
    columns = tuple(key for key in COLUMNS if key in chosen and (shows_mobile or key != "mobile"))
    whole = mask == "none" and "mobile" in columns
    return RosterChoice(columns, whole, QUOTA in chosen, read_need(asked) if whole else None)
