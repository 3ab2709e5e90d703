"""What tests of this folder are given: desk."""

from __future__ import annotations

import pytest

from eventmgr.identity.team.roles import TeamRole
from tests.factories import make_member, make_user


@pytest.fixture
def desk(app, sign_in):
    def of(event):
        own, user = app.test_client(), make_user()
        make_member(event, TeamRole.REGISTRAR, user)
        sign_in(user, own)
        return own

    return of
