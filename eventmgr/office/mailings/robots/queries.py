"""Reading robots, and what there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.office.data_requests.models import DataRequest, RequestState
from eventmgr.office.mailings.robots.models import GroupRobot


@dataclass(frozen=True)
class News:
    """What a robot may have to say.

    Attributes:
        new: registrations that wait and came after its last word about them.
        overdue: requests on personal information.
        closes_at: the deadline of registration.
        features: what its event has switched on.
    """

    robot: GroupRobot
    new: int
    overdue: int
    closes_at: datetime | None
    features: Sequence[str]


def find_robot(event_id: int) -> GroupRobot | None:
    """That of the event, as it stands, or None."""
    query = select(GroupRobot).where(GroupRobot.event_id == event_id).execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def find_event(event_id: int) -> Event | None:
    """The event with that number; for workers alone."""
    return db.session.get(Event, event_id)


def list_news(*, at: datetime, until: datetime) -> list[News]:
    """What each robot may have to say; one statement.

    Args:
        until: registrations from after that are left for the next time.
    """
    new = (
        select(func.count())
        .where(
            Registration.event_id == GroupRobot.event_id,
            Registration.status == Status.PENDING,
            Registration.restricted_at.is_(None),
            Registration.created_at > GroupRobot.new_said_at,
            Registration.created_at <= until,
        )
        .scalar_subquery()
    )
    overdue = (
        select(func.count())
        .where(
            DataRequest.event_id == GroupRobot.event_id,
            DataRequest.state == RequestState.OPEN,
            DataRequest.due_at < at,
        )
        .scalar_subquery()
    )
    query = (
        select(GroupRobot, new, overdue, Event.registration_closes_at, Event.features)
        .join(Event, Event.id == GroupRobot.event_id)
        .order_by(GroupRobot.event_id)
    )
    return [News(*row) for row in db.session.execute(query)]
