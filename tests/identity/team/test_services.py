"""Who works on an event."""

from datetime import timedelta

import pytest

from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import NotAllowed, NotFound, Refusal
from eventmgr.identity.accounts.queries import find_user_by_email
from eventmgr.identity.team import services as team
from eventmgr.identity.team.models import TeamInvitation
from eventmgr.identity.team.queries import find_role, list_invitations, list_members
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.web.tokens import token_hash
from tests.factories import NOON, make_event, make_member, make_user


def invited(event, email="li@example.com", role=TeamRole.EDITOR, inviter=None) -> str:
    inviter = inviter or make_member(event, TeamRole.OWNER)
    with transaction():
        return team.invite(event.id, email, role, inviter, act=Act(SYSTEM, NOON))[1]


def test_only_the_hash_of_an_invitation_is_kept(app):
    event = make_event()
    token = invited(event)
    assert [(one.email, one.token_hash) for one in list_invitations(event.id, at=NOON)] == [
        ("li@example.com", token_hash(token))
    ]


def test_the_invited_account_joins_once(app):
    event, user = make_event(), make_user("li@example.com")
    token = invited(event)
    with transaction():
        team.accept(token, user, act=Act(SYSTEM, NOON))
    assert find_role(event.id, user.id) is TeamRole.EDITOR
    with pytest.raises(NotFound), transaction():
        team.accept(token, user, act=Act(SYSTEM, NOON))


def test_somebody_else_cannot_use_the_link(app):
    event, stranger = make_event(), make_user()
    token = invited(event)
    with pytest.raises(NotAllowed), transaction():
        team.accept(token, stranger, act=Act(SYSTEM, NOON))
    assert find_role(event.id, stranger.id) is None


def test_the_link_makes_an_account_for_an_address_without_one(app):
    event = make_event()
    token = invited(event, "new@example.com", TeamRole.REGISTRAR)
    with transaction():
        user = team.accept_as_new(token, "李娜", language="zh", act=Act(SYSTEM, NOON))
    assert (find_user_by_email("new@example.com"), find_role(event.id, user.id)) == (user, TeamRole.REGISTRAR)


@pytest.mark.parametrize("fate", ["expired", "revoked", "replaced", "inviter gone"])
def test_a_dead_invitation_opens_nothing(app, fate):
    event, user = make_event(), make_user("li@example.com")
    make_member(event, TeamRole.OWNER)
    inviter = make_member(event, TeamRole.OWNER)
    token, at = invited(event, inviter=inviter), NOON
    if fate == "expired":
        at = NOON + timedelta(days=15)
    elif fate == "revoked":
        with transaction():
            team.revoke(event.id, list_invitations(event.id, at=NOON)[0].id, act=Act(SYSTEM, NOON))
    elif fate == "replaced":
        invited(event, inviter=inviter)
    else:
        member = next(one for one in list_members(event.id) if one.user_id == inviter.id)
        with transaction():
            team.remove(event.id, member.id, act=Act(SYSTEM, NOON))
    with pytest.raises(NotFound), transaction():
        team.accept(token, user, act=Act(SYSTEM, at))
    assert find_role(event.id, user.id) is None


def test_a_member_is_not_invited_again(app):
    event = make_event()
    member = make_member(event, TeamRole.VIEWER)
    with pytest.raises(Refusal) as refused:
        invited(event, member.email)
    assert (refused.value.field, db.session.query(TeamInvitation).count()) == ("email", 0)


def test_an_event_never_loses_its_last_owner(app):
    event = make_event()
    owner = make_member(event, TeamRole.OWNER)
    (member,) = list_members(event.id)
    for step in (
        lambda: team.change_role(event.id, member.id, TeamRole.VIEWER, act=Act(SYSTEM, NOON)),
        lambda: team.remove(event.id, member.id, act=Act(SYSTEM, NOON)),
    ):
        with pytest.raises(Refusal), transaction():
            step()
    assert find_role(event.id, owner.id) is TeamRole.OWNER


def test_roles_change_and_members_go(app):
    event = make_event()
    make_member(event, TeamRole.OWNER)
    user = make_member(event, TeamRole.VIEWER)
    member = list_members(event.id)[1]
    with transaction():
        team.change_role(event.id, member.id, TeamRole.CHECK_IN, act=Act(SYSTEM, NOON))
    changed = find_role(event.id, user.id)
    with transaction():
        team.remove(event.id, member.id, act=Act(SYSTEM, NOON))
    assert (changed, find_role(event.id, user.id)) == (TeamRole.CHECK_IN, None)


def test_the_history_of_an_invitation_calls_a_role_a_role(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.OWNER))
    client.post(f"/manage/events/{event.slug}/team/", data={"email": "neu@example.com", "role": "viewer"})

    page = client.get(f"/manage/events/{event.slug}/history/?lang=en").get_data(as_text=True)

    assert ("Attending as" in page, "Role" in page, "Viewer" in page) == (False, True, True)
