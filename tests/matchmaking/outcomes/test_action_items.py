"""Action items: kept in order, with owner and date."""

from datetime import date

import pytest

from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import transaction
from eventmgr.ground.errors import NotFound
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.action_items import queries, services
from eventmgr.matchmaking.outcomes.action_items.services import ActionItemDraft
from eventmgr.matchmaking.outcomes.models import ActionItem
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_event, make_member


def add(event, words):
    with transaction():
        draft = ActionItemDraft(text={"zh": words}, owner={"zh": "办公室"}, due_on=date(2026, 9, 1))
        return services.add_action_item(event, draft, act=Act(SYSTEM, NOON))


def texts(event):
    return [one.text["zh"] for one in queries.list_action_items(event.id)]


def test_action_items_stand_in_the_order_given_and_change_places(database):
    event = make_event()
    first, _second, third = (add(event, words) for words in "甲乙丙")
    with transaction():
        services.move_action_item(event, third, up=True, act=Act(SYSTEM, NOON))
    assert texts(event) == ["甲", "丙", "乙"]
    with transaction():
        services.move_action_item(event, first, up=True, act=Act(SYSTEM, NOON))
    assert texts(event) == ["甲", "丙", "乙"]


def test_a_action_item_of_another_event_is_not_found(database):
    one, other = make_event(), make_event()
    action_item = add(other, "甲")
    with pytest.raises(NotFound):
        get_of(one, ActionItem, action_item.id)


def test_an_editor_adds_changes_and_takes_out_a_action_item(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.EDITOR))
    base = f"/manage/events/{event.slug}/conclusions/"
    form = {"text_zh": "建立联络机制", "owner_zh": "办公室", "due_on": "2026-09-01", "state": "open"}
    assert client.post(f"{base}new", data=form).status_code == 303
    found = queries.list_action_items(event.id)[0]
    assert (found.text, found.due_on) == ({"zh": "建立联络机制"}, date(2026, 9, 1))
    assert client.post(f"{base}{found.id}", data=form | {"state": "done"}).status_code == 303
    assert "建立联络机制" in client.get(base).text
    assert client.post(f"{base}{found.id}/remove").status_code == 303
    assert queries.list_action_items(event.id) == []


def test_an_empty_action_item_is_refused_and_nothing_is_kept(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.EDITOR))
    answer = client.post(f"/manage/events/{event.slug}/conclusions/new", data={"owner_zh": "办公室", "state": "open"})
    assert answer.status_code == 422
    assert "办公室" in answer.text
    assert queries.list_action_items(event.id) == []
