"""Steps of the tests of office, which others take too."""

from __future__ import annotations

from eventmgr.identity.team.roles import TeamRole
from tests.factories import make_member


def office_of(app, sign_in, event, role=TeamRole.REGISTRAR):
    return sign_in(make_member(event, role), app.test_client())


def manage(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"
