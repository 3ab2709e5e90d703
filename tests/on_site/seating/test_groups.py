"""Discussion groups: shared out into places of signup, moved, conveners and recorders named in the agenda."""

import re

import pytest

from eventmgr.event.agenda.models import ItemKind, SpeakerRole
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.db import transaction
from eventmgr.ground.errors import Refusal
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.seating.groups import sharing
from eventmgr.on_site.seating.groups.queries import get_groups
from eventmgr.on_site.signup.queries import list_groups
from tests.factories import make_event, make_item, make_member
from tests.on_site.seating.factories import ACT, make_guests

pytestmark = pytest.mark.usefixtures("app", "frozen")


def make_groups(event, *limits):
    """Discussion groups with so many places."""
    return [
        make_item(event, kind=ItemKind.GROUP, title={"zh": f"第{number}组", "en": f"Group {number}"}, capacity=limit)
        for number, limit in enumerate(limits, 1)
    ]


def held(event):
    """How many are in each group, in the order of the agenda."""
    return [group.held for group in list_groups(event.id)]


def test_whoever_has_no_group_is_shared_out_evenly_and_the_others_stay():
    event = make_event()
    first, _second = make_groups(event, 5, 5)
    people = make_guests(event, "甲一", "乙二", "丙三", sector_code="C36")
    make_guests(event, "工作人员", role=Role.STAFF)
    with transaction():
        sharing.put(event, people[0].id, first.id, act=ACT)
        make_guests(event, "丁四", sector_code="C38")
    shared = sharing.preview(event)
    with transaction():
        assert sharing.share_out(event, shared.digest, act=ACT) == 3
    assert held(event) == [2, 2]
    assert people[0].answers["group"] == str(first.id)
    assert get_groups(event).without == ()


def test_what_was_shown_is_done_or_nothing():
    event = make_event()
    make_groups(event, 5)
    make_guests(event, "甲一")
    digest = sharing.preview(event).digest
    make_guests(event, "乙二")
    with pytest.raises(Refusal), transaction():
        sharing.share_out(event, digest, act=ACT)
    assert held(event) == [0]


def test_limits_hold_and_somebody_is_taken_out_again():
    event = make_event()
    [only] = make_groups(event, 1)
    people = make_guests(event, "甲一", "乙二")
    shared = sharing.preview(event)
    assert len(shared.proposed) == 1
    with transaction():
        sharing.share_out(event, shared.digest, act=ACT)
        sharing.put(event, next(iter(shared.proposed)), None, act=ACT)
    assert held(event) == [0]
    with pytest.raises(Refusal), transaction():
        sharing.put(event, people[0].id, only.id + 999, act=ACT)


def test_pages_share_out_move_and_name(client, sign_in):
    event = make_event()
    first, second = make_groups(event, 5, 5)
    [one, _other] = make_guests(event, "甲一", "乙二")
    sign_in(make_member(event, TeamRole.OWNER))
    base = f"/manage/events/{event.slug}/seating/groups/"
    shown = client.get(f"{base}propose").text
    digest = re.search(r'name="digest" value="(\w+)"', shown)[1]
    assert client.post(f"{base}propose", data={"digest": "x"}).status_code == 409
    assert client.post(f"{base}propose", data={"digest": digest}).status_code == 303
    assert held(event) == [1, 1]
    client.post(f"{base}move", data={"person": one.id, "to": second.id})
    client.post(f"{base}move", data={"person": _other.id, "to": second.id})
    assert held(event) == [0, 2]
    assert "尚未确定" in client.get(base).text
    for role in (SpeakerRole.CONVENER, SpeakerRole.RECORDER):
        client.post(f"{base}{second.id}/lead", data={"person": one.id, "leads": role.value})
    assert [(each.role, each.name["zh"]) for each in second.speakers] == [
        (SpeakerRole.RECORDER, "甲一"), (SpeakerRole.CONVENER, "甲一"),
    ]  # fmt: skip
    assert first.speakers == []
    assert client.post(f"{base}{second.id}/lead", data={"person": one.id, "leads": "x"}).status_code == 303
    assert client.post(f"{base}{second.id + 99}/lead", data={"person": one.id, "leads": "convener"}).status_code == 404


def test_an_agenda_without_groups_leads_to_a_new_item_only_whoever_may_add_one(client, sign_in):
    event = make_event()
    leads = {}
    for role in (TeamRole.OWNER, TeamRole.VIEWER):
        sign_in(make_member(event, role))
        leads[role] = "/agenda/new" in client.get(f"/manage/events/{event.slug}/seating/groups/").text

    assert leads == {TeamRole.OWNER: True, TeamRole.VIEWER: False}
