"""What tests of this folder are given: gateway, office."""

from __future__ import annotations

import pytest

from eventmgr.identity.team.roles import TeamRole
from tests.factories import make_member, make_user
from tests.tools.channels.serving import served


@pytest.fixture
def gateway(app, monkeypatch):
    with served() as server:
        monkeypatch.setitem(app.config, "SMS_URL", server.url)
        monkeypatch.setitem(app.config, "SMS_ACCEPTED", "code=0")
        yield server


@pytest.fixture
def office(app, sign_in):
    def of(event, role=TeamRole.DEPUTY):
        own, user = app.test_client(), make_user(email=f"{role.value}@example.com")
        make_member(event, role, user)
        return sign_in(user, own)

    return of
