"""The one order of people, on every page, paper and file: as rows are sorted by the database and as rows at hand are.

Delegations in official order, then guests, then staff of whatever delegation; in each its leader, its deputy leader,
who attends as head, then the rank that was set, the type of participant, pinyin. Nothing is NULL in it, which the two
databases would sort differently.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, func

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.tools.taxonomy import units

_R = Registration
_LEADING = {Leadership.LEADER: 0, Leadership.DEPUTY: 1}
_HEAD, _OTHERS = len(_LEADING), len(_LEADING) + 1
_UNRANKED = 1_000_000
_ROLES = {
    role.value: index
    for index, role in enumerate(
        (
            Role.LEADER,
            Role.DELEGATE,
            Role.COMPANY,
            Role.EXPERT,
            Role.SPEAKER,
            Role.CONTACT,
            Role.MEDIA,
            Role.STAFF,
        )
    )
}
"""Types that an event has of its own come after these."""


def level(row: Any) -> int:
    """What comes before any rank: 0 of the leader, 1 of the deputy leader, 2 of who attends as head, 3 of all
    others."""
    return _LEADING.get(row.leadership, _HEAD if row.role == Role.LEADER else _OTHERS)


def within_delegation(row: Any) -> tuple[int, int, int, str, int]:
    """What people of one delegation are sorted by.

    Args:
        row: `rank`, `leadership`, `role`, `pinyin_key` and `id` of a registration.
    """
    rank = _UNRANKED if row.rank is None else row.rank
    return level(row), rank, _ROLES.get(row.role, len(_ROLES)), row.pinyin_key, row.id


def in_official_order(row: Any) -> tuple[int, int, int, int, int, str, int]:
    """What everybody of an event is sorted by; `unit_code` beside what `within_delegation` reads."""
    order = _unit_order()
    return int(row.role == Role.STAFF), order.get(row.unit_code, len(order) + 1), *within_delegation(row)


@cache
def _unit_order() -> dict[str, int]:
    return {unit.code: unit.order for unit in units()}


IN_DELEGATION: tuple[ColumnElement[Any], ...] = (
    case(
        *((_R.leadership == leadership, level_of) for leadership, level_of in _LEADING.items()),
        (_R.role == Role.LEADER, _HEAD),
        else_=_OTHERS,
    ),
    func.coalesce(_R.rank, _UNRANKED, type_=Integer),
    case(_ROLES, value=_R.role, else_=len(_ROLES)),
    _R.pinyin_key,
    _R.id,
)  # type: ignore[assignment]
"""`within_delegation` for the database."""


@cache
def official_order() -> tuple[ColumnElement[Any], ...]:
    """The order of `in_official_order`, as columns to sort by."""
    order = _unit_order()
    return (
        case((_R.role == Role.STAFF, 1), else_=0),
        case(order, value=_R.unit_code, else_=len(order) + 1),
        *IN_DELEGATION,
    )
