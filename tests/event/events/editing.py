"""Steps of the tests of editing, which others take too."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground.db import transaction
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON

LATER = NOON + timedelta(hours=1)


def do(verb, event, *args, **values):
    with transaction():
        return verb(event, *args, act=Act(SYSTEM, LATER), **values)
