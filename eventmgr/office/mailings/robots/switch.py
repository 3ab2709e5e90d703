"""What switches group robot on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.office.mailings.robots.models import GroupRobot

ROBOTS = Switch(
    "robots",
    _l("Group robot"),
    _l("Let a robot post changes of the event in a group chat."),
    menu.LETTERS,
    contents=_l("the address of the robot, which posts nothing while this is off"),
    holds=has_rows(GroupRobot),
)
