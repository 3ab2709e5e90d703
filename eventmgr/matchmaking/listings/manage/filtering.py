"""Filters of the list of listings, as its address says them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, TypeVar

from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.listings.models import ListingKind, ListingState, ProfileState, Side
from eventmgr.matchmaking.listings.queries import Filters
from eventmgr.tools.taxonomy import get_province, get_sector, get_topic

_Member = TypeVar("_Member", bound=enum.Enum)
NAMES = ("side", "kind", "state", "province", "sector", "topic", "q", "near")


def member_of(kind: type[_Member], value: str, name: str) -> _Member | None:
    """What the address says; None: nothing.

    Raises:
        BadValue: it is none.
    """
    try:
        return kind(value) if value else None
    except ValueError:
        raise _unknown(name, value) from None


def filters_of(asked: Mapping[str, str], *, unit: str = "") -> Filters:
    """The filters of an address.

    Raises:
        BadValue: a value is not known; the message names it.
    """
    for name, get in (("province", get_province), ("sector", get_sector), ("topic", get_topic)):
        _check(name, asked.get(name, ""), get)
    return Filters(
        side=member_of(Side, asked.get("side", ""), "side"),
        kind=member_of(ListingKind, asked.get("kind", ""), "kind"),
        state=member_of(ListingState, asked.get("state", ""), "state"),
        province=asked.get("province", ""),
        sector=asked.get("sector", ""),
        topic=asked.get("topic", ""),
        q=asked.get("q", ""),
        is_near=bool(asked.get("near", "")),
        unit=unit,
    )


def profile_state(asked: Mapping[str, str]) -> ProfileState | None:
    """The state to which the list of profiles is narrowed.

    Raises:
        BadValue: it is none.
    """
    return member_of(ProfileState, asked.get("state", ""), "state")


def current_filters(asked: Mapping[str, str]) -> dict[str, Any]:
    """What the address says, to be said again by a link."""
    return {name: asked[name] for name in NAMES if asked.get(name)}


def _check(name: str, value: str, get: Any) -> None:
    try:
        if value:
            get(value)
    except NotFound:
        raise _unknown(name, value) from None


def _unknown(name: str, value: str) -> BadValue:
    return BadValue(
        _("“%(value)s” is not a valid “%(name)s”. Start from the list without filters.", value=value[:40], name=name)
    )
