"""Reading check-in for laws and for a person's own copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, CheckinKind, Uncounted
from eventmgr.programme.checkin.acts.merge import merge, who_of
from eventmgr.programme.checkin.models import CheckinAct, CheckinCounter, CheckinDevice, CheckinList, CheckinWalkIn
from eventmgr.programme.checkin.queries.acts import list_acts

_A, _W, _R = CheckinAct, CheckinWalkIn, Registration


class PersonAct(NamedTuple):
    """What was told of one person."""

    kind: CheckinKind
    list_id: int | None
    title: dict[str, str] | None
    at: datetime
    device: str | None
    note: str


def list_acts_about(registration_id: int) -> list[PersonAct]:
    """All acts about a registration, in the order of time."""
    query = (
        select(_A.kind, _A.list_id, CheckinList.title, _A.at, CheckinDevice.name, _A.note)
        .outerjoin(CheckinList, CheckinList.id == _A.list_id)
        .outerjoin(CheckinDevice, CheckinDevice.id == _A.device_id)
        .where(_A.registration_id == registration_id)
        .order_by(_A.at, _A.key)
    )
    return [PersonAct(*row) for row in db.session.execute(query)]


def list_contradicted() -> list[tuple[int, str]]:
    """(number of a registration that holds a place, what is wrong): its mark is not what its acts come to."""
    return list(_contradicted())


def _contradicted() -> Iterator[tuple[int, str]]:
    for event_id in db.session.scalars(select(_A.event_id).distinct().order_by(_A.event_id)):
        told = list_acts(event_id)
        moves = (CheckinKind.IN, CheckinKind.OUT, CheckinKind.WALK_IN)
        spoken_of = {act.who for act in told if act.list_id == ARRIVAL and act.kind in moves and not act.uncounted}
        merged = merge(told, {})
        query = select(_R.id, _R.status).where(
            _R.event_id == event_id, _R.status.in_(HOLDING), _R.forgotten_at.is_(None)
        )
        for number, status in db.session.execute(query.order_by(_R.id)):
            who = who_of(number)
            if who in spoken_of and merged.is_in(ARRIVAL, who) != (status is Status.ATTENDED):
                yield number, f"{status.value}, but by the list of arrivals otherwise"


def list_misnumbered() -> list[int]:
    """Events with an act whose number their counter has not reached."""
    query = (
        select(_A.event_id)
        .outerjoin(CheckinCounter, CheckinCounter.event_id == _A.event_id)
        .group_by(_A.event_id, CheckinCounter.value)
        .having(func.max(_A.number) > func.coalesce(CheckinCounter.value, 0))
    )
    return list(db.session.scalars(query.order_by(_A.event_id)))


def list_idle_walk_ins() -> list[int]:
    """Numbers of people without registration who are registered and yet described, or whose acts do not count for
    that."""
    query = select(_W.id).where(_W.registration_id.is_not(None), _W.said.is_not(None))
    waiting = (
        select(_W.id)
        .join(_A, _A.walk_in_id == _W.id)
        .where(_W.registration_id.is_not(None), _A.uncounted == Uncounted.NOT_REGISTERED)
    )
    return sorted({*db.session.scalars(query), *db.session.scalars(waiting)})
