"""What the board reads beside the acts."""

from __future__ import annotations

from sqlalchemy import func, select

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.in_order import IN_DELEGATION
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.programme.checkin.acts.board import Holder
from eventmgr.programme.checkin.models import CheckinDevice, CheckinWalkIn, SettledConflict

_R = Registration


def list_holders(event_id: int) -> list[Holder]:
    """The people who hold a place at the event."""
    query = select(_R.id, _R.unit_code, _R.role == Role.STAFF).where(_R.event_id == event_id, _R.status.in_(HOLDING))
    return [Holder(number, unit, bool(is_staff)) for number, unit, is_staff in db.session.execute(query)]


def list_settled(event_id: int) -> set[str]:
    """Digests of the contradictions that somebody has looked at."""
    return set(db.session.scalars(select(SettledConflict.digest).where(SettledConflict.event_id == event_id)))


def list_of_unit(event_id: int, unit: str) -> list[Registration]:
    """Everybody of a delegation who holds a place and whose data may be shown, in their order."""
    query = select(_R).where(
        _R.event_id == event_id, _R.unit_code == unit, _R.status.in_(HOLDING), _R.restricted_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(*IN_DELEGATION)))


def get_stamp(event_id: int) -> tuple[int, ...]:
    """What changes when the board shows something else, beside acts and people: contradictions looked at, people
    without registration, devices."""
    parts = (
        select(func.count()).select_from(SettledConflict).where(SettledConflict.event_id == event_id),
        select(func.count())
        .select_from(CheckinWalkIn)
        .where(CheckinWalkIn.event_id == event_id, CheckinWalkIn.registration_id.is_(None)),
        select(func.count())
        .select_from(CheckinDevice)
        .where(CheckinDevice.event_id == event_id, CheckinDevice.shut_out_at.is_(None)),
    )
    return tuple(int(db.session.scalar(part) or 0) for part in parts)
