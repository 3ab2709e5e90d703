"""What the desk reads: of each person no more than it needs to recognize them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select, text

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import IS_LIVE, Registration
from eventmgr.event.registration.queries.rows import get_organization_column
from eventmgr.ground.db import db
from eventmgr.ground.i18n import language
from eventmgr.ground.text import folded

MOST = 20
"""So many are shown; whoever finds more types another letter."""
_LARGEST = 2**31 - 1
_R = Registration


@dataclass(frozen=True)
class Guest:
    """A person as the desk sees them: no number, no address."""

    id: int
    name: str
    organization: str
    unit_code: str
    role: str
    status: Status
    last4: str
    attended_at: datetime | None

    @property
    def holds(self) -> bool:
        """Whether the person has a place."""
        return self.status in HOLDING


def _guests() -> Select[int, str, str, str, str, Status, str, datetime | None]:
    return select(
        _R.id,
        _R.name,
        get_organization_column(language()),
        _R.unit_code,
        _R.role,
        _R.status,
        _R.mobile_last4,
        _R.attended_at,
    )


def find_guest(event_id: int, registration_id: int) -> Guest | None:
    """That registration of the event as the desk shows it, or None."""
    if not 0 < registration_id <= _LARGEST:
        return None
    query = _guests().where(_R.event_id == event_id, _R.id == registration_id)
    row = db.session.execute(query).one_or_none()
    return Guest(*row) if row else None


def list_guests(event_id: int, q: str) -> list[Guest]:
    """Live registrations whose name holds `q`, whose pinyin begins with it, or whose number ends with those four
    digits; those with a place first, then by pinyin; at most one more than `MOST`. Whose data is only kept comes in by
    the own code."""
    query = _guests().where(_R.event_id == event_id, text(IS_LIVE), _R.restricted_at.is_(None))
    if len(q) == 4 and q.isascii() and q.isdecimal():
        query = query.where(_R.mobile_last4 == q)
    else:
        conditions = [_R.name.icontains(q, autoescape=True)]
        if q.isascii():
            typed = folded(q).replace(" ", "")
            conditions.append(func.replace(_R.pinyin_key, " ", "").startswith(typed, autoescape=True))
        query = query.where(or_(*conditions))
    order = case((_R.status.in_(HOLDING), 0), else_=1)
    query = query.order_by(order, _R.pinyin_key, _R.id).limit(MOST + 1)
    return [Guest(*row) for row in db.session.execute(query)]


def list_missing(event_id: int) -> list[tuple[str, bool, str]]:
    """(unit, whether they come to work, name) of everybody who holds a place and has not arrived, in official order."""
    query = (
        select(_R.unit_code, _R.role == Role.STAFF, _R.name)
        .where(_R.event_id == event_id, _R.status.in_((Status.CONFIRMED, Status.ABSENT)), _R.restricted_at.is_(None))
        .order_by(*official_order())
    )
    return [(unit, bool(is_staff), name) for unit, is_staff, name in db.session.execute(query)]
