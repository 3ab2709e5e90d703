"""Steps of the tests of services, which others take too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import speaking
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from tests.factories import NOON


def act(minutes=0):
    return Act(Actor(ActorKind.PARTICIPANT, None, "陈立"), NOON + timedelta(minutes=minutes))


def refused(work):
    with speaking("en"), pytest.raises(Refusal) as refusal:
        work()
    return refusal.value.message
