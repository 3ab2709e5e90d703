"""An event, and somebody who registers people for it."""

from __future__ import annotations

import pytest

from eventmgr.identity.team.roles import TeamRole
from tests.factories import make_event, make_member
from tests.output.imports.sending import in_english


@pytest.fixture
def event():
    return make_event(timezone="Asia/Shanghai")


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
