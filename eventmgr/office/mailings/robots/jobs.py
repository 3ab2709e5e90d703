"""What workers do for robots: look what there is to say; and a robot's words at the moment they leave."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground import clock
from eventmgr.ground.features import is_on
from eventmgr.ground.jobs.registry import handler
from eventmgr.office.mailings.robots import queries, services
from eventmgr.office.mailings.robots.switch import ROBOTS
from eventmgr.office.mailings.robots.wording import text_of
from eventmgr.tools.channels.protocol import LeftOut, Outgoing
from eventmgr.tools.channels.registry import maker
from eventmgr.tools.channels.robots import Robot


@handler("grouprobots.look", every=timedelta(minutes=2))
def look(_payload: dict[str, Any], at: datetime) -> None:
    """Write what there is to say."""
    services.look(at=at)


def _on_sent(_payload: dict[str, Any], _at: datetime) -> None:
    """Nothing follows."""


@maker(services.KIND, taken=_on_sent)
def make(payload: dict[str, Any], _at: datetime) -> Outgoing | LeftOut:
    """The words, unless the robot is gone or switched off, or its key cannot be read."""
    robot, event = queries.find_robot(payload["event"]), queries.find_event(payload["event"])
    if robot is None or event is None or "key" not in robot.keys or not is_on(ROBOTS, event):
        return LeftOut("no_robot")
    speaker = Robot(robot.vendor, robot.keys["key"], robot.keys["secret"], lambda: clock.now().timestamp())
    return Outgoing(speaker, text_of(event, services.Topic(payload["what"]), payload["number"], robot.language), "")
