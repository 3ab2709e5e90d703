"""What a role reaches, asked by the number of an event."""

from __future__ import annotations

import pytest
from flask_login import login_user

from eventmgr.event.events.models import EventStatus
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.team.access import may, role_of
from eventmgr.identity.team.roles import TeamRole
from tests.conftest import settle
from tests.factories import make_admin, make_event, make_member, make_user

PERMISSIONS = ("event.read", "event.edit", "team.manage", "team.owners")


def reached(app, user, event) -> list[str]:
    """What `user` may do at `event`."""
    event_id = event.id
    settle()
    with app.test_request_context("/"):
        login_user(user)
        return [permission for permission in PERMISSIONS if may(event_id, permission)]


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (TeamRole.OWNER, ["event.read", "event.edit", "team.manage", "team.owners"]),
        (TeamRole.DEPUTY, ["event.read", "event.edit", "team.manage"]),
        (TeamRole.EDITOR, ["event.read", "event.edit"]),
        (TeamRole.VIEWER, ["event.read"]),
    ],
)
def test_a_role_reaches_what_features_tell_of_it_and_only_at_its_own_event(app, role, permissions):
    event, other = make_event(), make_event()
    user = make_member(event, role)

    assert (reached(app, user, event), reached(app, user, other)) == (permissions, [])


def test_nobody_who_is_not_signed_in_may_do_anything(app):
    event_id = make_event().id
    settle()

    with app.test_request_context("/"):
        assert [permission for permission in PERMISSIONS if may(event_id, permission)] == []


def test_an_administrator_may_do_everything_without_a_role(app):
    assert reached(app, make_admin(), make_event()) == list(PERMISSIONS)


def test_a_level_looks_on_where_events_say_so(app):
    national = make_user(level=Level.NATIONAL)

    assert reached(app, national, make_event()) == ["event.read"]
    assert reached(app, national, make_event(status=EventStatus.DRAFT)) == []


def test_a_role_in_the_team_stands_before_what_the_level_lets_one_be(app):
    event = make_event()
    user = make_member(event, TeamRole.EDITOR, make_user(level=Level.NATIONAL))
    settle()

    with app.test_request_context("/"):
        assert role_of(user, event.id) is TeamRole.EDITOR
