"""A deputy does everything at an event but cancel it and say who owns it."""

import pytest

from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import NotAllowed, NotFound
from eventmgr.identity.team import services as team
from eventmgr.identity.team.models import TeamInvitation
from eventmgr.identity.team.queries import find_role, list_invitations, list_members
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act, Actor, ActorKind
from tests.conftest import client_of
from tests.factories import NOON, make_admin, make_event, make_member, make_registration, make_user


def act_of(user) -> Act:
    return Act(Actor(ActorKind.USER, user.id, user.name), NOON)


@pytest.fixture
def crew(app):
    """An event, its owner and its deputy."""
    event = make_event()
    return event, make_member(event, TeamRole.OWNER), make_member(event, TeamRole.DEPUTY)


@pytest.mark.parametrize(
    "step", ["remove", "demote", "promote", "promote oneself", "invite an owner", "revoke an owner's"]
)
def test_a_deputy_says_nothing_about_owners(crew, step):
    event, owner, deputy = crew
    editor = make_member(event, TeamRole.EDITOR)
    numbers = {member.user_id: member.id for member in list_members(event.id)}
    with transaction():
        team.invite(event.id, "head@example.com", TeamRole.OWNER, owner, act=act_of(owner))
    (pending,) = list_invitations(event.id, at=NOON)
    act = act_of(deputy)
    steps = {
        "remove": lambda: team.remove(event.id, numbers[owner.id], act=act),
        "demote": lambda: team.change_role(event.id, numbers[owner.id], TeamRole.VIEWER, act=act),
        "promote": lambda: team.change_role(event.id, numbers[editor.id], TeamRole.OWNER, act=act),
        "promote oneself": lambda: team.change_role(event.id, numbers[deputy.id], TeamRole.OWNER, act=act),
        "invite an owner": lambda: team.invite(event.id, "x@example.com", TeamRole.OWNER, deputy, act=act),
        "revoke an owner's": lambda: team.revoke(event.id, pending.id, act=act),
    }

    with pytest.raises(NotAllowed), transaction():
        steps[step]()

    roles = [find_role(event.id, user.id) for user in (owner, deputy, editor)]
    assert roles == [TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR]
    assert [one.email for one in list_invitations(event.id, at=NOON)] == ["head@example.com"]


def test_an_invitation_to_own_the_event_is_not_replaced_by_a_deputys(crew):
    event, owner, deputy = crew
    with transaction():
        team.invite(event.id, "head@example.com", TeamRole.OWNER, owner, act=act_of(owner))

    with pytest.raises(NotAllowed), transaction():
        team.invite(event.id, "head@example.com", TeamRole.VIEWER, deputy, act=act_of(deputy))

    assert [one.role for one in list_invitations(event.id, at=NOON)] == [TeamRole.OWNER]


def test_a_deputy_invites_changes_and_removes_everybody_else(crew):
    event, _owner, deputy = crew
    guest, other = make_user("li@example.com"), make_member(event, TeamRole.VIEWER)
    number = next(member.id for member in list_members(event.id) if member.user_id == other.id)

    with transaction():
        token = team.invite(event.id, guest.email, TeamRole.DEPUTY, deputy, act=act_of(deputy))[1]
    with transaction():
        team.accept(token, guest, act=act_of(guest))
        team.change_role(event.id, number, TeamRole.REGISTRAR, act=act_of(deputy))
    changed = find_role(event.id, other.id)
    with transaction():
        team.remove(event.id, number, act=act_of(deputy))

    roles = (find_role(event.id, guest.id), changed, find_role(event.id, other.id))
    assert roles == (TeamRole.DEPUTY, TeamRole.REGISTRAR, None)


@pytest.mark.parametrize("role", [TeamRole.OWNER, TeamRole.EDITOR])
def test_an_owner_who_became_a_deputy_invites_no_owner_with_an_earlier_letter(crew, role):
    event, _owner, _deputy = crew
    guest, former = make_user("li@example.com"), make_member(event, TeamRole.OWNER)
    number = next(member.id for member in list_members(event.id) if member.user_id == former.id)
    with transaction():
        token = team.invite(event.id, guest.email, role, former, act=act_of(former))[1]
        team.change_role(event.id, number, TeamRole.DEPUTY, act=act_of(former))

    if role is TeamRole.OWNER:
        with pytest.raises(NotFound), transaction():
            team.accept(token, guest, act=act_of(guest))
    else:
        with transaction():
            team.accept(token, guest, act=act_of(guest))

    assert find_role(event.id, guest.id) is (None if role is TeamRole.OWNER else role)


def test_an_administrator_and_the_system_still_name_owners(crew):
    event, _owner, deputy = crew
    number = next(member.id for member in list_members(event.id) if member.user_id == deputy.id)
    for act in (act_of(make_admin()), Act(SYSTEM, NOON)):
        with transaction():
            team.change_role(event.id, number, TeamRole.OWNER, act=act)
            team.change_role(event.id, number, TeamRole.DEPUTY, act=act)
    assert find_role(event.id, deputy.id) is TeamRole.DEPUTY


def test_the_pages_of_a_deputy_offer_nothing_that_is_refused(crew, client, sign_in):
    event, owner, deputy = crew
    start = f"/manage/events/{event.slug}"
    owner_row = next(member.id for member in list_members(event.id) if member.user_id == owner.id)
    own_row = next(member.id for member in list_members(event.id) if member.user_id == deputy.id)
    sign_in(deputy)

    page, overview = client.get(f"{start}/team/").text, client.get(f"{start}/").text
    made = client.post(f"{start}/team/{own_row}", data={"role": "owner"}).status_code
    asked = client.post(f"{start}/team/", data={"email": "x@example.com", "role": "owner"}).status_code

    assert ('value="owner"' in page, f"/team/{owner_row}" in page, f"/team/{own_row}/remove" in page) == (
        False, False, True,
    )  # fmt: skip
    assert (f"{start}/cancel" in overview, f"{start}/postpone" in overview) == (False, True)
    assert (made, asked, client.get(f"{start}/team/{owner_row}/remove").status_code) == (422, 422, 403)
    assert (find_role(event.id, deputy.id), db.session.query(TeamInvitation).count()) == (TeamRole.DEPUTY, 0)


def test_the_role_is_said_in_both_languages(crew, client, sign_in):
    event, owner, _deputy = crew
    sign_in(owner)

    pages = {lang: client.get(f"/manage/events/{event.slug}/team/?lang={lang}").text for lang in ("zh", "en")}

    assert (">副负责人<" in pages["zh"], ">Deputy<" in pages["en"]) == (True, True)


def test_every_member_reads_the_team_and_only_who_manages_it_can_change_it(crew, app, sign_in):
    event, owner, _deputy = crew
    with transaction():
        team.invite(event.id, "pending@example.com", TeamRole.VIEWER, owner, act=act_of(owner))
    page = f"/manage/events/{event.slug}/team/"
    for role in (TeamRole.VIEWER, TeamRole.CHECK_IN, TeamRole.REGISTRAR, TeamRole.EDITOR):
        browser = sign_in(make_member(event, role), client_of(app))
        shown = browser.get(page).text
        seen = (owner.email in shown, page in browser.get(page[:-5]).text)
        assert seen == (True, True), role
        assert [word in shown for word in ("pending@example.com", 'name="email"', "/remove", "<select")] == [False] * 4


def test_the_history_shows_a_member_only_what_the_role_may_read(crew, app, sign_in):
    event, owner, deputy = crew
    place = make_registration(event)

    def add(table, number, action, name="", reason="", **changes):
        told = {"object_type": table, "object_id": number, "action": action, "object_name": name, "reason": reason}
        db.session.add(AuditEntry(at=NOON, actor_kind=ActorKind.SYSTEM, event_id=event.id, changes=changes, **told))

    add(
        "registration",
        place.id,
        "rejected",
        "张三",
        "名额已满的理由",
        office_note=["", "内部备注"],
        title=["", "处长甲"],
    )
    add("event", event.id, "exported", **{"filter.q": ["", "搜索词甲"], "registrations": [None, 17]})
    add("team_invitation", 1, "created", "secret@example.com")
    add("letter", 1, "sent_again", "writes@example.com")
    db.session.commit()
    hidden = ("名额已满的理由", "内部备注", "搜索词甲", "secret@example.com", "writes@example.com")

    def seen(user):
        text = sign_in(user, client_of(app)).get(f"/manage/events/{event.slug}/history/").text
        return [word in text for word in (*hidden, "张三", "处长甲", "17")]

    assert seen(make_member(event, TeamRole.VIEWER)) == [*[False] * 5, True, True, True]
    assert seen(make_member(event, TeamRole.REGISTRAR)) == [True, True, True, False, True, True, True, True]
    assert seen(deputy) == seen(owner) == [True] * 8
