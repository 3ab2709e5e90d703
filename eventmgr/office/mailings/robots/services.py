"""The verbs of robots: set up, taken away, tried out; and what they have to say, without anything about persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, _l
from eventmgr.office.mailings.robots import queries
from eventmgr.office.mailings.robots.models import GroupRobot
from eventmgr.office.mailings.robots.switch import ROBOTS
from eventmgr.tools.channels.robots import SIGNED, read_address
from eventmgr.tools.channels.services import enqueue
from eventmgr.tools.log.services import Act, record

KIND = "grouprobots.message"
DAY = timedelta(hours=24)
_LAG = timedelta(minutes=1)
"""Registrations of the last minute may not be committed yet: they are counted the next time, so that none is missed."""
SHORTEST, LONGEST = 5, 1440
"""Minutes between two messages about new registrations."""


class Topic(LabelledEnum):
    """What a robot tells its group."""

    NEW = "new", _l("new registrations")
    OVERDUE = "overdue", _l("overdue requests")
    CLOSED = "closed", _l("registration deadline")
    TEST = "test", _l("test")


class WrongAddress(BadValue):
    """Not an address of a robot, beside its field."""

    status = 422


@dataclass(frozen=True)
class Wanted:
    """What is set up; an empty address leaves that which stands, with its secret."""

    address: str = ""
    secret: str = ""
    language: str = "zh"
    says_new: bool = True
    says_overdue: bool = True
    says_closed: bool = True
    every_minutes: int = 30


def batch_of(event_id: int) -> str:
    """How the outbox calls a robot."""
    return f"{GroupRobot.__tablename__}:{event_id}"


def save(event: Event, wanted: Wanted, *, act: Act) -> None:
    """The robot speaks so from now on.

    Raises:
        WrongAddress: it is none of the three vendors'.
    """
    lock(event)
    robot = queries.find_robot(event.id)
    is_new = robot is None
    if robot is None or wanted.address:
        address = read_address(wanted.address)
        if address is None:
            raise WrongAddress(
                _("This is not the webhook of a WeCom, DingTalk or Feishu group robot. Copy it as the robot shows it."),
                field="address",
            )
        vendor, key = address
        if wanted.secret and vendor not in SIGNED:
            raise WrongAddress(_("WeCom robots have no secret for signatures. Leave it empty."), field="secret")
        if robot is None:
            robot = GroupRobot(event_id=event.id, new_said_at=act.at)
            closes_at = event.registration_closes_at
            robot.closed_said = closes_at if closes_at is not None and closes_at <= act.at else None
            db.session.add(robot)
        robot.vendor, robot.keys = vendor, {"key": key, "secret": wanted.secret}
    elif wanted.secret:
        raise WrongAddress(_("Paste the address too when you change the secret."), field="address")
    robot.language, robot.every_minutes = wanted.language, wanted.every_minutes
    robot.says_new, robot.says_overdue, robot.says_closed = wanted.says_new, wanted.says_overdue, wanted.says_closed
    record(act, "robot_set_up" if is_new else "robot_changed", event, event_id=event.id, object_name="")


def remove(event: Event, *, act: Act) -> None:
    """It says nothing any more, and its key goes. Doing so twice is no fault."""
    lock(event)
    robot = queries.find_robot(event.id)
    if robot is not None:
        db.session.delete(robot)
        record(act, "robot_removed", event, event_id=event.id, object_name="")


def test(event: Event, *, act: Act) -> None:
    """It says a word for a trial.

    Raises:
        Refusal: there is none.
    """
    if queries.find_robot(event.id) is None:
        raise Refusal(_("There is no robot yet. Set it up first."))
    _say(event.id, Topic.TEST, 0, at=act.at)
    record(act, "robot_tested", event, event_id=event.id, object_name="")


def look(*, at: datetime) -> None:
    """What there is to say now is written into the outbox."""
    until = at - _LAG
    for news in queries.list_news(at=at, until=until):
        if not is_on(ROBOTS, news):
            continue
        robot = news.robot
        if robot.says_new and news.new and robot.new_said_at + timedelta(minutes=robot.every_minutes) <= until:
            _say(robot.event_id, Topic.NEW, news.new, at=at)
            robot.new_said_at = until
        is_day_over = robot.overdue_said_at is None or robot.overdue_said_at + DAY <= at
        if robot.says_overdue and news.overdue and is_day_over:
            _say(robot.event_id, Topic.OVERDUE, news.overdue, at=at)
            robot.overdue_said_at = at
        closes_at = news.closes_at
        if robot.says_closed and closes_at is not None and closes_at <= at and robot.closed_said != closes_at:
            _say(robot.event_id, Topic.CLOSED, 0, at=at)
            robot.closed_said = closes_at


def _say(event_id: int, what: Topic, number: int, *, at: datetime) -> None:
    enqueue(
        KIND,
        {"event": event_id, "what": what.value, "number": number},
        key=f"{KIND}:{event_id}:{what.value}:{at.isoformat()}",
        event_id=event_id,
        about="",
        batch=batch_of(event_id),
        at=at,
    )
