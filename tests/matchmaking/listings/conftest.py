"""A matchmaking that invites Hubei and Hunan, its office, and a company of Hubei with somebody who keeps its page."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import EventKind, InvitedUnit
from eventmgr.identity.team.roles import TeamRole
from tests.conftest import client_of
from tests.factories import make_event, make_keeper, make_member, make_organization, make_profile
from tests.matchmaking.listings.acting import in_english


@pytest.fixture
def event():
    return make_event(
        kind=EventKind.MATCHMAKING,
        title={"zh": "产业对接会", "en": "Matchmaking"},
        contact={"name": "王敏", "phone": "010-1", "email": "office@example.com"},
        units=[InvitedUnit(unit_code="420000", quota=3), InvitedUnit(unit_code="430000", quota=None)],
    )


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))


@pytest.fixture
def company():
    return make_organization("湖北样例泵业有限公司", province_code="420000", sector_code="C34")


@pytest.fixture
def profile(company):
    return make_profile(company)


@pytest.fixture
def keeper(profile, event):
    return make_keeper(profile, event, email="li@example.com", language="en")


@pytest.fixture
def visitor(app):
    return in_english(client_of(app))
