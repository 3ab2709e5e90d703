"""An event that invites Hubei (three places) and Hunan, and its office."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import InvitedUnit
from eventmgr.identity.team.roles import TeamRole
from tests.event.delegations.acting import in_english
from tests.factories import make_event, make_member


@pytest.fixture
def event():
    return make_event(
        contact={"name": "王敏", "phone": "010-1", "email": "office@example.com"},
        units=[InvitedUnit(unit_code="420000", quota=3), InvitedUnit(unit_code="430000", quota=None)],
    )


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
