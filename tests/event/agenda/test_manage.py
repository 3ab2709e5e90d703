"""The agenda as organizers set it up, through the pages."""

import pytest
from sqlalchemy import select

from eventmgr.event.agenda import queries
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.taxonomy import topics
from tests.factories import make_event, make_item, make_member


@pytest.fixture
def event(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.EDITOR))
    return event


def form_of(event, **values):
    day = f"{event.starts_at:%Y-%m-%d}"
    return {
        "kind": "talk",
        "title_zh": "主旨报告",
        "title_en": "Keynote",
        "starts": f"{day}T13:00",
        "ends": f"{day}T13:40",
        "speakers-0-role": "speaker",
        "speakers-0-name_zh": "张𬭎",
        "speakers-0-organization_zh": "样例学院",
        "speakers-1-role": "chair",
    } | values


def test_an_item_is_added_with_times_of_the_events_zone_and_empty_speaker_rows_are_left_out(client, event):
    assert client.post(f"/manage/events/{event.slug}/agenda/new", data=form_of(event)).status_code == 303
    item = queries.list_items(event.id)[0]
    assert (item.title, f"{item.starts_at:%H:%M}") == ({"zh": "主旨报告", "en": "Keynote"}, "05:00")
    assert [(one.name, one.role.value) for one in item.speakers] == [({"zh": "张𬭎"}, "speaker")]


def test_a_fault_keeps_what_was_typed_and_changes_nothing(client, event):
    answer = client.post(f"/manage/events/{event.slug}/agenda/new", data=form_of(event, starts="2026-05-13T99:00"))
    assert answer.status_code == 422
    assert "主旨报告" in answer.text
    assert "张𬭎" in answer.text
    assert queries.list_items(event.id) == []


def test_an_item_outside_the_event_is_refused_beside_its_field(client, event):
    answer = client.post(f"/manage/events/{event.slug}/agenda/new", data=form_of(event, ends="2030-01-01T10:00"))
    assert answer.status_code == 409
    assert "Keynote" in answer.text
    assert queries.list_items(event.id) == []


def test_an_item_is_changed_moved_published_and_taken_out(client, event):
    item = make_item(event)
    base = f"/manage/events/{event.slug}/agenda"
    assert client.post(f"{base}/{item.id}", data=form_of(event)).status_code == 303
    assert client.post(f"{base}/{item.id}/move", data={"minutes": "10"}).status_code == 303
    assert client.post(f"{base}/publish", data={"published": "1"}).status_code == 303
    page = client.get(f"/events/{event.slug}/agenda/").text
    assert "主旨报告" in page
    assert "13:10" in page
    assert client.post(f"{base}/{item.id}/remove").status_code == 303
    assert queries.list_items(event.id) == []
    assert [one.is_cancelled for one in db.session.scalars(select(AgendaItem))] == [True]


@pytest.mark.parametrize("number", ["²", "-1", "x", "99999999999999999999"])
def test_names_of_rows_that_no_form_wrote_do_no_harm(client, event, number):
    data = form_of(event) | {f"speakers-{number}-name_zh": "某人"}
    assert client.post(f"/manage/events/{event.slug}/agenda/new", data=data).status_code < 500


def test_a_step_that_no_button_has_is_refused(client, event):
    item = make_item(event)
    answer = client.post(f"/manage/events/{event.slug}/agenda/{item.id}/move", data={"minutes": "7"})
    assert answer.status_code == 400


def test_an_unpublished_agenda_is_not_found(client, event):
    make_item(event)
    assert client.get(f"/events/{event.slug}/agenda/").status_code == 404


def test_filters_leave_items_of_everybody(client, event):
    event.agenda_published = True
    make_item(event, sector_code="C36", title={"zh": "汽车"})
    make_item(event, sector_code="C39", title={"zh": "另一行业的报告"})
    make_item(event, title={"zh": "午餐"})
    page = client.get(f"/events/{event.slug}/agenda/?sector=C36").text
    assert [word in page for word in ("汽车", "另一行业的报告", "午餐")] == [True, False, True]
    assert client.get(f"/events/{event.slug}/agenda/?sector=X99").status_code == 400
    assert client.get(f"/events/{event.slug}/agenda/?track=999").status_code == 400


def test_two_places_at_once_are_named(client, event):
    make_item(event, title={"zh": "甲"})
    day = form_of(event, starts=f"{event.starts_at:%Y-%m-%d}T12:00", ends=f"{event.starts_at:%Y-%m-%d}T12:30")
    client.post(f"/manage/events/{event.slug}/agenda/new", data=day | {"title_zh": "乙"})
    client.post(f"/manage/events/{event.slug}/agenda/new", data=day | {"title_zh": "丙"})
    page = client.get(f"/manage/events/{event.slug}/agenda/?lang=en").text
    assert "张𬭎 is named in “Keynote” and “Keynote” at once" in page


def test_saving_an_item_keeps_its_topic_and_the_form_can_change_it(client, event):
    first, second = (topic.id for topic in topics()[:2])
    item = make_item(event, topic_id=first)
    path = f"/manage/events/{event.slug}/agenda/{item.id}"

    shown = f'<option value="{first}" selected>' in client.get(path).text
    client.post(path, data=form_of(event))
    without = queries.list_items(event.id)[0].topic_id
    client.post(path, data=form_of(event, topic=second))
    changed = queries.list_items(event.id)[0].topic_id
    client.post(path, data=form_of(event, topic=""))

    assert (shown, without, changed, queries.list_items(event.id)[0].topic_id) == (True, first, second, None)
