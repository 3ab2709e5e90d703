"""An item and all later ones of its day are shifted: who moves, what is said first, what stands then."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.agenda import queries
from eventmgr.event.agenda.conflicts import Occupied, moving, outcome
from eventmgr.event.events.models import Room, Venue
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.factories import NOON, keep, make_event, make_item, make_member, make_registration
from tests.soak import times

ZONE = "Asia/Shanghai"
MORNING = NOON.replace(hour=1)
"""09:00 in Shanghai."""


def at(minutes, **values):
    number = values.pop("id", minutes)
    length = values.pop("length", 30)
    starts_at = MORNING + timedelta(minutes=minutes)
    return Occupied(id=number, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=length), **values)


@pytest.mark.one_engine
def test_what_begins_later_on_the_same_day_moves_and_parts_go_with_their_session():
    items = [at(0), at(30), at(45, parent_id=30), at(60), at(60 * 14, id=900), at(60 * 15 + 1, id=901), at(-60, id=1)]

    assert [one.id for one in moving(items, items[1], ZONE)] == [30, 45, 60, 900]
    assert [one.id for one in moving(items, items[5], ZONE)] == [901], "its day is the next one in Shanghai"
    assert [one.id for one in moving(items, items[2], ZONE)] == [45, 60, 900], "its session has begun"


@pytest.mark.one_engine
@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 200)), min_size=1, max_size=12),
    st.integers(0, 11),
)
@settings(max_examples=times(200))
def test_who_moves_is_who_a_reader_of_the_page_would_name(spans, chosen):
    items = [at(start, id=number, length=length) for number, (start, length) in enumerate(spans)]
    first = items[chosen % len(items)]

    def page(one):
        return one.starts_at.astimezone(ZoneInfo(ZONE))

    named = {one.id for one in items if page(one).date() == page(first).date() and page(one) >= page(first)}

    assert {one.id for one in moving(items, first, ZONE)} == named


@pytest.mark.one_engine
def test_only_conflicts_that_are_new_are_told_and_what_would_leave_event_or_session():
    room, person = {"room": 7}, {"people": frozenset({"a"})}
    items = [
        at(0, **room), at(30, **room),  # the second moves onto nothing, earlier onto the first
        at(0, id=2, **person), at(10, id=3, **person),  # in two places at once already
        at(100, id=4, length=60), at(130, id=5, parent_id=4),
    ]  # fmt: skip
    bounds = {"begins": MORNING, "ends": MORNING + timedelta(minutes=170)}

    earlier = outcome(items, moving(items, items[1], ZONE), -10, **bounds)
    late = outcome(items, [items[5]], 15, **bounds)
    beyond = outcome(items, moving(items, items[4], ZONE), 11, **bounds)

    assert [(one.kind, {one.first, one.second}) for one in earlier.conflicts] == [("room", {0, 30})]
    assert (earlier.too_early, earlier.too_late, earlier.outside) == ((), (), ())
    assert (late.outside, late.too_late) == ((5,), (5,))
    assert (beyond.too_late, beyond.outside) == ((4, 5), ())
    assert outcome(items, items[:1], -1, **bounds).too_early == (0,)


@pytest.fixture
def event(client, sign_in, frozen):
    """Two days from 12:00 in Shanghai; three items on the first, one on the second."""
    event = make_event(agenda_published=True)
    for offset, length, title in ((0, 30, "开幕式"), (30, 60, "报告"), (90, 30, "交流"), (24 * 60, 60, "次日")):
        starts_at = event.starts_at + timedelta(minutes=offset)
        ends_at = starts_at + timedelta(minutes=length)
        make_item(event, starts_at=starts_at, ends_at=ends_at, title={"zh": title, "en": title})
    make_registration(event, email="a@example.com")
    sign_in(make_member(event, TeamRole.EDITOR))
    return event


def begins(event):
    db.session.expire_all()
    return {
        one.title["zh"]: (one.starts_at - event.starts_at) // timedelta(minutes=1)
        for one in queries.list_items(event.id)
    }


def page_of(event, title):
    number = next(one.id for one in queries.list_items(event.id) if one.title["zh"] == title)
    return f"/manage/events/{event.slug}/agenda/{number}/shift"


def stamp_in(page):
    found = re.search(r'name="shown" value="(\w+)"', page)
    return found[1] if found else None


def test_what_moves_is_shown_first_and_then_moves_with_one_entry_in_the_history(client, event):
    sequences = {one.title["zh"]: one.sequence for one in queries.list_items(event.id)}
    path, before = page_of(event, "报告"), begins(event)

    shown = client.post(path, data={"minutes": "20", "direction": "later"})
    rows = re.findall(
        r"<td class=\"num muted\">(.*?)</td>\s*<td class=\"num\">(.*?)</td>\s*<th scope=\"row\">(.*?)<", shown.text
    )
    answer = client.post(path, data={"minutes": "20", "direction": "later", "shown": stamp_in(shown.text)})

    assert rows == [("12:30", "12:50—13:50", "报告"), ("13:30", "13:50—14:20", "交流")]
    assert (shown.status_code, answer.status_code) == (200, 303)
    assert begins(event) == {**before, "报告": 50, "交流": 110}
    entry, *older = list_entries(event.id, limit=3)
    assert (entry.action, entry.object_type, older) == ("agenda_shifted", "event", [])
    assert entry.changes == {
        "minutes": [None, 20],
        "items": [["12:30 报告", "13:30 交流"], ["12:50 报告", "13:50 交流"]],
    }
    raised = {one.title["zh"]: one.sequence - sequences[one.title["zh"]] for one in queries.list_items(event.id)}
    assert {title: by > 0 for title, by in raised.items()} == {
        "开幕式": False,
        "报告": True,
        "交流": True,
        "次日": False,
    }
    assert db.session.query(OutboxLetter).count() == 0
    history = client.get(f"/manage/events/{event.slug}/history/").text
    assert "环节时间顺延" in history and "12:50 报告、13:50 交流" in history
    assert "13:50" in client.get(f"/events/{event.slug}/agenda/").text


def test_earlier_is_possible_too(client, event):
    path = page_of(event, "交流")
    sent = {"minutes": "5", "direction": "earlier"}

    client.post(path, data=sent | {"shown": stamp_in(client.post(path, data=sent).text)})

    assert begins(event)["交流"] == 85


@pytest.mark.parametrize("typed", ["", "0", "-5", "721", "viel", "1.5"])
def test_minutes_that_are_none_are_refused_at_their_field_and_nothing_moves(client, event, typed):
    before = begins(event)

    answer = client.post(page_of(event, "报告"), data={"minutes": typed, "direction": "later", "shown": "x"})

    assert (answer.status_code, 'id="minutes-error"' in answer.text, stamp_in(answer.text)) == (422, True, None)
    assert begins(event) == before


def test_beyond_the_events_end_is_refused_and_says_which_item(client, event):
    path, before = page_of(event, "次日"), begins(event)
    sent = {"minutes": "720", "direction": "later"}

    looked = client.post(path, data=sent)

    assert (looked.status_code, "“次日”将超出活动时间" in looked.text, stamp_in(looked.text)) == (409, True, None)
    assert begins(event) == before


@pytest.mark.parametrize("change", ["other minutes", "an item of somebody else"])
def test_what_was_not_shown_does_not_move(client, app, event, change):
    path = page_of(event, "报告")
    stamp = stamp_in(client.post(path, data={"minutes": "20", "direction": "later"}).text)
    minutes = "25" if change == "other minutes" else "20"
    if change != "other minutes":
        make_item(event, starts_at=event.starts_at + timedelta(minutes=150), title={"zh": "新增"})
    before = begins(event)

    answer = client.post(path, data={"minutes": minutes, "direction": "later", "shown": stamp})

    assert (answer.status_code, "请查看现在的变动后再确认" in answer.text) == (409, True)
    assert begins(event) == before
    again = stamp_in(answer.text)
    assert client.post(path, data={"minutes": minutes, "direction": "later", "shown": again}).status_code == 303


def test_new_conflicts_are_told_before_they_are_there(client, event):
    venue = keep(Venue(event_id=event.id, name={"zh": "会议中心"}))
    hall = keep(Room(event_id=event.id, venue_id=venue.id, name={"zh": "主会场"}))
    for one in queries.list_items(event.id)[:2]:
        one.room_id = hall.id
    db.session.commit()

    page = client.post(page_of(event, "报告"), data={"minutes": "10", "direction": "earlier"}).text

    assert "主会场将同时安排“开幕式”和“报告”。" in page
    assert stamp_in(page), "it may be meant"


def test_who_may_not_edit_the_agenda_shifts_nothing(app, sign_in, event):
    path, viewer = page_of(event, "报告"), sign_in(make_member(event, TeamRole.VIEWER), client_of(app))

    assert [viewer.get(path).status_code, viewer.post(path, data={"minutes": "5"}).status_code] == [403, 403]


# --- a new item ---


@pytest.fixture
def furnished(event):
    """Rooms for the items of `event`: the hall, the small room of a track, and a meal between."""
    venue = keep(Venue(event_id=event.id, name={"zh": "会议中心"}))
    hall, small, dining = (
        keep(Room(event_id=event.id, venue_id=venue.id, name={"zh": name}, position=number))
        for number, name in enumerate(("主会场", "小会议室", "餐厅"))
    )
    return event, hall, small, dining


def proposed(client, event, after=""):
    page = client.get(f"/manage/events/{event.slug}/agenda/new{after}").text
    room = re.search(r'<select[^>]*name="room".*?</select>', page, re.DOTALL)[0]
    chosen = re.search(r"selected>(.*?)<", room)
    return chosen[1] if chosen else None, re.search(r'name="starts"[^>]*value="([^"]*)"', page)[1][-5:]


def test_a_new_item_begins_where_the_one_before_ends_in_its_room(client, furnished):
    event, hall, small, _dining = furnished
    opening, report, *_rest, last = queries.list_items(event.id)
    opening.room_id, report.room_id, last.room_id = hall.id, small.id, hall.id
    db.session.commit()

    assert proposed(client, event) == ("主会场", "13:00")
    assert proposed(client, event, f"?after={report.id}") == ("小会议室", "13:30")
    assert proposed(client, event, "?after=999999") == proposed(client, event, "?after=x") == ("主会场", "13:00")


def test_after_a_meal_or_an_item_without_room_it_is_the_room_that_was_used_before(client, furnished):
    event, hall, _small, dining = furnished
    opening, report, talk, _last = queries.list_items(event.id)
    opening.room_id, report.room_id, report.kind = hall.id, dining.id, type(report.kind)("meal")
    db.session.commit()

    assert proposed(client, event, f"?after={report.id}") == ("主会场", "13:30")
    assert proposed(client, event, f"?after={talk.id}") == ("主会场", "14:00")


def test_the_only_room_of_an_event_is_proposed_for_its_first_item(client, sign_in, frozen):
    event = make_event()
    sign_in(make_member(event, TeamRole.EDITOR))
    assert proposed(client, event)[0] == "无"
    venue = keep(Venue(event_id=event.id, name={"zh": "会议中心"}))
    keep(Room(event_id=event.id, venue_id=venue.id, name={"zh": "主会场"}))

    assert proposed(client, event) == ("主会场", "12:00")
    keep(Room(event_id=event.id, venue_id=venue.id, name={"zh": "分会场"}))
    assert proposed(client, event)[0] == "无"


def test_the_columns_of_all_days_have_one_width(client, event):
    page = client.get(f"/manage/events/{event.slug}/agenda/").text

    assert page.count('<table class="table list of-days">') == 2 == page.count('<h2 class="dayhead">')
