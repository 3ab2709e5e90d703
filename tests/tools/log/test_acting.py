"""Who acts and when is one value, from the page to the trail."""

from dataclasses import FrozenInstanceError
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts.access import act_by_link, act_now
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act, Actor, record
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON, make_event, make_member, make_person, make_registration


@pytest.mark.one_engine
def test_an_act_is_never_changed_on_its_way():
    act = Act(SYSTEM, NOON)

    with pytest.raises(FrozenInstanceError):
        act.at = NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (SYSTEM, (ActorKind.SYSTEM, None, "", False)),
        (Actor(ActorKind.USER, 7, "赵" * 61, by_link=True), (ActorKind.USER, 7, "赵" * 60, True)),
        (Actor(ActorKind.PARTICIPANT, 9, "张三"), (ActorKind.PARTICIPANT, 9, "张三", False)),
    ],
)
def test_the_trail_says_who_acted_and_when(database, by, told):
    event = make_event()

    with transaction():
        entry = record(Act(by, NOON), "changed", event, event_id=event.id)

    assert (entry.actor_kind, entry.actor_id, entry.actor_name, entry.by_link, entry.at) == (*told, NOON)


@pytest.mark.one_engine
def test_without_anybody_signed_in_the_system_acts_and_a_link_stands_for_its_participant(app, frozen):
    with app.test_request_context("/"):
        assert act_now() == Act(SYSTEM, NOON)
        assert act_by_link(9, "张三") == Act(Actor(ActorKind.PARTICIPANT, 9, "张三"), NOON)


def test_all_that_one_press_changes_bears_one_instant_and_one_name(client, sign_in, monkeypatch):
    event = make_event()
    pending = [make_registration(event, make_person(), status=Status.PENDING) for _ in range(2)]
    owner = make_member(event, TeamRole.OWNER)
    sign_in(owner)
    began, ticks = clock.now(), count()
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(milliseconds=next(ticks)))

    client.post(
        f"/manage/events/{event.slug}/registrations/decide",
        data={"ids": [place.id for place in pending], "act": "confirm"},
    )

    db.session.expire_all()
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "confirmed")).all()
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id)).all()
    letters = db.session.scalars(select(OutboxLetter)).all()
    assert [len(entries), len(rows), len(letters)] == [2, 2, 2]
    assert len({*(entry.at for entry in entries), *(row.changed_at for row in rows)}) == 1
    assert {entry.actor_id for entry in entries} == {owner.id}
