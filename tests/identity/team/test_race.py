"""Two who change one team at the same moment."""

from __future__ import annotations

import threading

import pytest

from eventmgr.ground.db import transaction
from eventmgr.ground.errors import Refusal
from eventmgr.identity.team import services
from eventmgr.identity.team.queries import count_owners, list_members
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import settle
from tests.factories import NOON, make_event, make_member

pytestmark = pytest.mark.engines_differ


def test_two_owners_who_remove_each_other_leave_one(app):
    """The first has removed the second and not yet committed when the second comes; without the lock it would not wait."""
    event = make_event()
    for _ in range(2):
        make_member(event, TeamRole.OWNER)
    settle()
    first, second = (member.id for member in list_members(event.id))
    settle()
    event_id, removed, done, said = event.id, threading.Event(), threading.Event(), []

    def come_second() -> None:
        with app.app_context():
            removed.wait(10)
            try:
                with transaction():
                    services.remove(event_id, second, act=Act(SYSTEM, NOON))
            except Refusal as refusal:
                said.append(refusal.field)
            done.set()

    other = threading.Thread(target=come_second)
    other.start()
    with transaction():
        services.remove(event_id, first, act=Act(SYSTEM, NOON))
        removed.set()
        waited = not done.wait(0.3)
    other.join()

    assert (waited, said, count_owners(event_id)) == (True, ["role"], 1)
