"""Who at an event may be one person, and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from eventmgr.identity.directory.likeness import Reason, Someone, pairs
from eventmgr.tools.likeness.pairing import Alike, Pair

MOBILE, EMAIL, NAMED, SIMILAR = "mobile", "email", "name", "similar"
WHY = (MOBILE, EMAIL, NAMED, SIMILAR)
"""The same mobile number, the same address, name and organization; the same name, an organization that is called
alike."""


def list_alike(people: Iterable[Someone], apart: Collection[Pair], merged: Mapping[int, int]) -> list[Alike]:
    """All pairs of `people` that may be one person, but for those that were decided.

    Args:
        apart: pairs that are two people's.
        merged: number of a merged registration → the one that it went into; what was decided about it holds for that
        one.
    """
    known = {someone.id: someone for someone in people}
    decided = {frozenset((root_of(one, merged), root_of(other, merged))) for one, other in apart}
    return [
        Alike(pair, why_of(known[pair[0]], known[pair[1]], reasons))
        for pair, reasons in pairs(known.values()).items()
        if frozenset(pair) not in decided
    ]


def root_of(number: int, merged: Mapping[int, int]) -> int:
    """The registration that stands for that one at last."""
    seen = {number}
    while (after := merged.get(number, number)) not in seen:
        seen.add(after)
        number = after
    return number


def why_of(one: Someone, other: Someone, reasons: Collection[Reason]) -> tuple[str, ...]:
    """The reasons in words of `WHY`."""
    is_one = one.organization_id == other.organization_id
    found = {MOBILE: Reason.MOBILE in reasons, EMAIL: Reason.EMAIL in reasons}
    found |= {NAMED: Reason.NAME in reasons and is_one, SIMILAR: Reason.NAME in reasons and not is_one}
    return tuple(why for why in WHY if found[why])
