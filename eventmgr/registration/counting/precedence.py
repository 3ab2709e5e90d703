"""In which order people of a delegation stand on lists and sit: leader, deputy, the rank that was set, type, pinyin."""

from __future__ import annotations

from typing import Any

from eventmgr.participant_types.keys import Role
from eventmgr.registration.models import Leadership

_LEADING = {Leadership.LEADER: 0, Leadership.DEPUTY: 1}
_FIRST_ROLES = (
    Role.LEADER,
    Role.DELEGATE,
    Role.COMPANY,
    Role.EXPERT,
    Role.SPEAKER,
    Role.CONTACT,
    Role.MEDIA,
    Role.STAFF,
)


def precedence(row: Any) -> tuple[int, int, int, str, str, int]:
    """What people of one delegation are sorted by.

    Args:
        row: `rank`, `leadership`, `role`, `pinyin_key` and `id` of a registration.
    """
    rank = 10_000 if row.rank is None else row.rank
    leads = _LEADING.get(row.leadership, 2 if row.role == Role.LEADER else 3)
    known = _FIRST_ROLES.index(row.role) if row.role in _FIRST_ROLES else len(_FIRST_ROLES)
    return (leads, rank, known, row.role if known == len(_FIRST_ROLES) else "", row.pinyin_key, row.id)
