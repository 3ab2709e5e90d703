"""Pool, cells, places that move and go back: what they do to people's registrations and to organizers' pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.models import Approval, Event
from eventmgr.event.events.services import clone
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.allocation import ROLE, QuotaCell
from eventmgr.event.quotas.errors import OverQuota, QuotaFull
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.planning.jobs import return_at_last
from eventmgr.event.quotas.planning.services import move_places, return_unused
from eventmgr.event.quotas.queries import get_allocation, get_plan, list_quotas
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import confirm
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.ground.jobs.models import Job
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import Act
from tests.event.quotas.planning import GUANGDONG, SHANGHAI, come, make_planned, plan
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.deciding import do, statuses
from tests.event.registration.registering import kinds_to
from tests.factories import NOON, make_admin, make_member, set_types

pytestmark = pytest.mark.usefixtures("frozen", "database")
EXPERTS = QuotaCell(SHANGHAI, ROLE, "expert", floor=1, ceiling=1)
_C, _W = Status.CONFIRMED, Status.WAITLISTED


def test_the_pool_takes_those_beyond_their_quota_and_then_nobody():
    event = make_planned(pool=1)

    found = [come(event).status for _ in range(4)]
    others = [come(event, GUANGDONG).status for _ in range(3)]

    assert (found, others) == ([_C, _C, _C, _W], [_C, _C, _W])
    assert get_allocation(event).pool_left == 0
    assert [found for _law, found in breaches() if found] == []


def test_a_floor_keeps_a_place_and_a_ceiling_ends_it():
    event = make_planned({SHANGHAI: 3}, cells=(EXPERTS,))

    delegates = [come(event).status for _ in range(3)]
    experts = [come(event, role=Role.EXPERT).status for _ in range(2)]

    assert (delegates, experts) == ([_C, _C, _W], [_C, _W])
    assert [found for _law, found in breaches() if found] == []


def test_without_waiting_list_the_refusal_names_the_part_of_the_quota():
    event = make_planned(cells=(EXPERTS,), has_waiting_list=False)
    come(event, role=Role.EXPERT)

    with pytest.raises(QuotaFull) as refusal:
        come(event, role=Role.EXPERT)

    assert ("专家" in refusal.value.message, refusal.value.field) == (True, "role")


def test_staff_outside_the_quota_take_none_of_it():
    event = make_planned({SHANGHAI: 1})
    set_types(event, staff={"counts_in_quota": False})

    assert [come(event, role=Role.STAFF).status for _ in range(2)] == [_C, _C]
    assert [come(event).status for _ in range(2)] == [_C, _W]


def test_a_larger_pool_and_a_cell_that_goes_promote_those_who_waited():
    event = make_planned({SHANGHAI: 2}, cells=(EXPERTS,))
    first, waiting = come(event), come(event)
    before = statuses(first, waiting)

    with transaction():
        plan(event, cells=())
    last = come(event)
    with transaction():
        plan(event, pool=1)

    assert (before, statuses(waiting, last)) == ([_C, _W], [_C, _C])
    assert kinds_to(waiting)[-1] == "registration.promoted"


def test_places_move_with_a_reason_and_whoever_waits_for_them_moves_up():
    event = make_planned()
    waiting = [come(event) for _ in range(3)][2]

    with transaction():
        move_places(event, GUANGDONG, SHANGHAI, 1, reason="广东确认只来一人", act=Act(OFFICE, NOON))

    assert list_quotas(event.id) == {SHANGHAI: 3, GUANGDONG: 1}
    assert statuses(waiting) == [_C]


@pytest.mark.parametrize(
    ("source", "target", "n", "reason", "field"),
    [
        (SHANGHAI, GUANGDONG, 1, "因", "n"),
        (GUANGDONG, SHANGHAI, 3, "因", "n"),
        ("", SHANGHAI, 1, "因", "n"),
        (GUANGDONG, SHANGHAI, 1, "", "reason"),
        (GUANGDONG, GUANGDONG, 1, "因", "target"),
    ],
)
def test_places_that_are_used_or_not_there_do_not_move(source, target, n, reason, field):
    event = make_planned()
    come(event), come(event)

    with pytest.raises(Refusal) as refusal, transaction():
        move_places(event, source, target, n, reason=reason, act=Act(OFFICE, NOON))

    assert refusal.value.field == field
    assert list_quotas(event.id) == {SHANGHAI: 2, GUANGDONG: 2}


def test_unused_places_go_back_but_not_those_that_are_asked_for():
    event = make_planned({SHANGHAI: 4, GUANGDONG: 3}, approval=Approval.REVIEW)
    pending = [come(event), come(event)]
    do(confirm, event, pending[:1])

    with transaction():
        returned = return_unused(event, act=Act(OFFICE, NOON))

    assert (returned, list_quotas(event.id), get_plan(event).pool) == (5, {SHANGHAI: 2, GUANGDONG: 0}, 5)
    do(confirm, event, pending[1:])


def test_at_its_time_the_worker_returns_what_is_unused_once():
    event = make_planned(returns_at=NOON + timedelta(hours=2))
    come(event)
    [job] = [job for job in db.session.query(Job) if job.kind == "quotas.return_unused"]
    assert job.due_at == NOON + timedelta(hours=2)

    for hours in (1, 2, 3):
        with transaction():
            return_at_last(job.payload, NOON + timedelta(hours=hours))
        if hours == 1:
            assert list_quotas(event.id) == {SHANGHAI: 2, GUANGDONG: 2}

    assert (list_quotas(event.id), get_plan(event).pool) == ({SHANGHAI: 1, GUANGDONG: 0}, 3)
    assert get_plan(event).returned_at == NOON + timedelta(hours=2)


def test_the_office_goes_beyond_a_part_of_a_quota_with_a_reason():
    event = make_planned({SHANGHAI: 5}, cells=(EXPERTS,), approval=Approval.REVIEW)
    rows = [come(event, role=Role.EXPERT) for _ in range(2)]

    with pytest.raises(OverQuota) as asked:
        do(confirm, event, rows)
    do(confirm, event, rows, beyond_quota="大会报告人")

    assert "上海市“专家”" in asked.value.message
    assert statuses(*rows) == [_C, _C]


def test_whoever_becomes_an_expert_needs_a_place_for_experts():
    event = make_planned({SHANGHAI: 5}, cells=(EXPERTS,))
    come(event, role=Role.EXPERT)
    delegate = come(event)

    with pytest.raises(QuotaFull):
        do(edit, event, delegate, make_applicant(unit=SHANGHAI, province=SHANGHAI, role=Role.EXPERT))


def test_staff_outside_the_quota_need_a_place_of_it_to_become_delegates():
    event = make_planned({SHANGHAI: 1})
    set_types(event, staff={"counts_in_quota": False})
    come(event)
    driver = come(event, role=Role.STAFF)

    with pytest.raises(QuotaFull):
        do(edit, event, driver, make_applicant(unit=SHANGHAI, province=SHANGHAI))


def test_a_copy_has_pool_and_parts_and_no_time_of_return():
    event = make_planned(pool=3, cells=(EXPERTS,), returns_at=NOON + timedelta(hours=2))
    owner = make_admin()
    make_member(event, TeamRole.OWNER, user=owner)

    with transaction():
        copy = clone(db.session.get(Event, event.id), owner, days=364, act=Act(OFFICE, NOON))

    kept = get_plan(copy)
    assert (kept.pool, kept.cells, kept.returns_at) == (3, (EXPERTS,), None)


@pytest.fixture
def office(sign_in):
    """`office(event)`: its owner's browser."""
    return lambda event: sign_in(make_member(event, TeamRole.OWNER))


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_pages_keep_pool_parts_and_moves_and_the_history_tells_them(office):
    event = make_planned()
    come(event), come(event), come(event)
    browser, base = office(event), f"/manage/events/{event.slug}"
    typed = {
        "pool": "2", "rows-0-unit": GUANGDONG, "rows-0-part": "role:expert", "rows-0-floor": "1", "rows-0-ceiling": "2",
    }  # fmt: skip
    wrong = browser.post(f"{base}/quotas/plan?lang=en", data={**typed, "rows-0-floor": "3"})
    saved = browser.post(f"{base}/quotas/plan", data={**typed, "telling": "nobody"})
    moved = browser.post(
        f"{base}/quotas/move", data={"source": "pool", "target": GUANGDONG, "n": "1", "reason": "补给广东"}
    )
    shown, history = plain(browser.get(f"{base}/quotas/?lang=en")), plain(browser.get(f"{base}/history/?lang=en"))

    assert (wrong.status_code, "at least 3 and at most 2 contradict" in plain(wrong)) == (409, True)
    assert (saved.status_code, moved.status_code) == (303, 303)
    assert "Common pool: 0 of 1 places left" in shown
    assert re.search(r"Expert: 0\s*, at least 1, at most 2", shown)
    assert ("places moved between quotas" in history, "补给广东" in history) == (True, True)
    assert "Guangdong Expert 1–2" in history


def test_whoever_moves_up_by_a_move_is_named_before_anybody_is_written_to(office):
    event = make_planned()
    waiting = [come(event, email=f"a{n}@example.com") for n in range(3)][2]
    browser = office(event)
    typed = {"source": GUANGDONG, "target": SHANGHAI, "n": "1", "reason": "因"}

    asked = browser.post(f"/manage/events/{event.slug}/quotas/move", data={**typed, "telling": ""})
    before = statuses(waiting)
    browser.post(f"/manage/events/{event.slug}/quotas/move", data={**typed, "telling": "now"})

    assert (asked.status_code, waiting.name in asked.text, before) == (200, True, [_W])
    assert statuses(waiting) == [_C]


def test_unused_places_are_returned_by_a_button(office):
    event = make_planned()
    come(event)

    answer = office(event).post(f"/manage/events/{event.slug}/quotas/return")

    assert (answer.status_code, list_quotas(event.id)) == (303, {SHANGHAI: 1, GUANGDONG: 0})
