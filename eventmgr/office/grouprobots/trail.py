"""What the trail says of robots."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l

WORDS = (
    Words(
        Event,
        actions={
            "robot_set_up": _l("group robot set up"),
            "robot_changed": _l("group robot changed"),
            "robot_removed": _l("group robot removed"),
            "robot_tested": _l("test of the group robot sent"),
        },
    ),
)
