"""Blocks, halls and tables, settings and rules: what is refused, and what is kept."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_plans import queries, services
from eventmgr.matchmaking.meeting_plans.laws import LAWS
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock, MeetingPlan, Stage
from eventmgr.matchmaking.meeting_plans.services import Settings, Span
from eventmgr.matchmaking.meeting_plans.slots import names_within, slot_name, slots_of, spans_of_slots
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, keep, make_event, make_item, make_member
from tests.matchmaking.factories import make_block, make_matchmaking, make_party
from tests.soak import times

pytestmark = pytest.mark.usefixtures("frozen", "database")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def act():
    return Act(SYSTEM, clock.now())


def span(event, after, minutes=100, slot=20, gap=5):
    return Span(event.starts_at + after, event.starts_at + after + minutes * MINUTE, slot, gap)


def add(event, *spans):
    return write(lambda: services.add_blocks(event, spans, act=act()))


def actions():
    return [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]


def test_meetings_begin_once_however_often_they_are_begun():
    event = make_event()

    for _time in range(2):
        write(lambda: services.start(event, act=act()))

    assert actions() == ["meetings_started"]
    assert queries.find_plan(event.id).asks_from is None


def test_blocks_that_share_time_are_refused_all_together():
    event = make_matchmaking(slots=4)
    overlapping = span(event, 90 * MINUTE)

    with pytest.raises(Refusal) as told:
        add(event, span(event, 3 * HOUR), overlapping)

    assert told.value.field == "starts"
    assert len(queries.list_blocks(event.id)) == 1
    assert len(add(event, span(event, 95 * MINUTE), span(event, 5 * HOUR))) == 2, "one begins where another ends"


@pytest.mark.parametrize(
    ("after", "minutes", "field"),
    [(-HOUR, 60, "starts"), (28 * HOUR, 120, "starts"), (5 * HOUR, 0, "ends"), (5 * HOUR, 19, "slot_minutes")],
)
def test_a_block_lies_within_the_event_and_holds_a_slot(after, minutes, field):
    event = make_matchmaking()

    with pytest.raises(Refusal) as told:
        add(event, span(event, after, minutes))

    assert told.value.field == field


@settings(max_examples=times(60), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 12), st.integers(5, 30), st.integers(0, 10)), max_size=6))
def test_whatever_is_added_slots_never_share_time_and_what_is_ticked_comes_back(tries):
    blocks = []
    for number, (start, length, slot, gap) in enumerate(tries, 1):
        begins = NOON + start * 30 * MINUTE
        block = MeetingBlock(
            id=number, starts_at=begins, ends_at=begins + length * 15 * MINUTE, slot_minutes=slot, gap_minutes=gap
        )
        if all(one.ends_at <= block.starts_at or block.ends_at <= one.starts_at for one in blocks):
            blocks.append(block)
    slots = slots_of(blocks, "Asia/Shanghai")
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(slots))
    ticked = {slot_name(slot) for slot in slots[::2]} | {slot_name(slot) for slot in slots[:3]}
    assert names_within(slots, spans_of_slots(slots, ticked)) == ticked


def test_nothing_that_a_final_timetable_uses_is_changed_and_more_may_be_added():
    event = make_matchmaking(stage=Stage.FINAL)
    [block] = queries.list_blocks(event.id)

    for work in (
        lambda: services.remove_block(event, block, act=act()),
        lambda: services.change_block(event, block, span(event, HOUR), act=act()),
    ):
        with pytest.raises(Refusal):
            write(work)

    assert len(add(event, span(event, 5 * HOUR))) == 1
    assert len(queries.list_blocks(event.id)) == 2


def test_table_numbers_are_given_once_and_used_tables_stay():
    event = make_matchmaking(tables=4)
    [hall] = queries.list_halls(event.id)
    with pytest.raises(Refusal) as told:
        write(lambda: services.add_hall(event, {"zh": "二厅"}, [4, 5], act=act()))
    assert "4" in told.value.message
    other = write(lambda: services.add_hall(event, {"zh": "二厅"}, [5, 6], act=act()))
    assert [table.number for table in queries.list_tables(event.id)] == [1, 2, 3, 4, 5, 6]
    make_party(event, home_table_id=queries.list_tables(event.id)[1].id)

    with pytest.raises(Refusal) as told:
        write(lambda: services.remove_tables(event, hall, [1, 2, 3], act=act()))
    assert "2" in told.value.message and "1" not in told.value.message
    with pytest.raises(Refusal):
        write(lambda: services.remove_hall(event, hall, act=act()))

    assert write(lambda: services.remove_tables(event, hall, [1, 3, 99], act=act())) == 2
    write(lambda: services.remove_hall(event, other, act=act()))
    assert [table.number for table in queries.list_tables(event.id)] == [2, 4]


def test_the_way_between_halls_goes_with_a_hall():
    event = make_matchmaking()
    [hall] = queries.list_halls(event.id)
    other = write(lambda: services.add_hall(event, {"zh": "二厅"}, [50], act=act()))
    write(lambda: services.set_walks(event, {(hall.id, other.id): 6}, act=act()))
    assert queries.find_plan(event.id).walks == [[hall.id, other.id, 6]]

    write(lambda: services.remove_hall(event, other, act=act()))

    assert queries.find_plan(event.id).walks == []


def test_nobody_is_guaranteed_more_than_is_possible():
    event = make_matchmaking(limits={"park": {"minimum": 5}})

    for wrong in (Settings(maximum=4), Settings(maximum=3, minimum=4)):
        with pytest.raises(Refusal):
            write(lambda wrong=wrong: services.set_settings(event, wrong, act=act()))
    with pytest.raises(Refusal):
        write(lambda: services.set_rules(event, {"fund": {"maximum": 2, "minimum": 3}}, [], act=act()))

    write(
        lambda: services.set_rules(
            event, {"park": {"minimum": 5, "maximum": 9}}, [["kind:park", "kind:fund"]], act=act()
        )
    )
    plan = queries.find_plan(event.id)
    assert (plan.limits, plan.pairs) == ({"park": {"minimum": 5, "maximum": 9}}, [["kind:fund", "kind:park"]])


def test_a_rule_of_coverage_stands_once_until_it_is_deleted():
    event = make_matchmaking()
    rule = {"each": "province", "across": "province", "at_least": 3, "distinct": True}

    for _time in range(2):
        write(lambda: services.add_coverage(event, rule, act=act()))
    assert [one["name"] for one in queries.find_plan(event.id).coverage] == ["province-province-3-distinct"]

    write(lambda: services.remove_coverage(event, "province-province-3-distinct", act=act()))
    assert queries.find_plan(event.id).coverage == []


def test_check_tells_of_blocks_that_share_time():
    event = make_matchmaking(slots=4)
    assert LAWS["meeting_blocks"]() == []
    make_block(event, after=HOUR)
    assert len(LAWS["meeting_blocks"]()) == 1


def test_there_is_no_plan_without_an_event():
    event = make_event()
    keep(MeetingPlan(event_id=event.id, created_at=NOON))
    db.session.delete(event)
    db.session.commit()
    assert db.session.query(MeetingPlan).count() == 0


def test_blocks_that_cover_items_for_everybody_are_said_to_and_leave_them_out_by_a_press(sign_in):
    event = make_matchmaking()
    plenary = make_item(event, title={"en": "The plenary"})
    make_item(event, title={"en": "A group"}, kind=ItemKind.GROUP)
    make_item(event, title={"en": "After it"}, starts_at=event.starts_at + 10 * HOUR)
    office = sign_in(make_member(event, TeamRole.REGISTRAR))
    office.set_cookie("lang", "en")
    home = f"/manage/events/{event.slug}/matchmaking/places/"

    page = office.get(home).text
    assert "The plenary" in page and "A group" not in page and "After it" not in page
    assert office.post(f"{home}leave-out").status_code == 303
    db.session.expire_all()
    assert queries.find_plan(event.id).common_items == [plenary.id]
    assert "The plenary" not in office.get(home).text


def test_the_item_that_stands_for_the_meetings_follows_the_blocks_by_a_press(sign_in):
    event = make_matchmaking()
    [first, *_more] = blocks = queries.list_blocks(event.id)
    late = max(block.ends_at for block in blocks) + HOUR
    title = {"zh": "一对一洽谈（一）", "en": "One-to-one talks I"}
    item = make_item(event, title=title, kind=ItemKind.OTHER, starts_at=late, ends_at=late + HOUR)
    make_item(event, title={"zh": "签约"}, kind=ItemKind.OTHER, starts_at=late, ends_at=late + HOUR)
    office = sign_in(make_member(event, TeamRole.OWNER))
    home = f"/manage/events/{event.slug}/matchmaking/places/"

    before = office.get(home).text
    assert "一对一洽谈（一）" in before and "签约" not in before
    assert office.post(f"{home}follow").status_code == 303
    db.session.expire_all()
    stands = db.session.get(AgendaItem, item.id)
    own = [block for block in queries.list_blocks(event.id) if block.starts_at.date() == first.starts_at.date()]
    assert (stands.starts_at, stands.ends_at) == (own[0].starts_at, own[-1].ends_at)
    assert "一对一洽谈" not in office.get(home).text
