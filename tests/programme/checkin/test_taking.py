"""Acts are taken in: kept once, judged, and what they come to is marked."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.deciding.services.marking import mark_absent, mark_attended, unmark
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.programme.checkin import queries, services
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind, Uncounted
from eventmgr.programme.checkin.acts.merge import merge
from eventmgr.programme.checkin.codes import mark_of
from eventmgr.programme.checkin.laws import LAWS
from eventmgr.programme.checkin.models import CheckinAct, CheckinWalkIn
from eventmgr.programme.checkin.queries.keeping import list_contradicted
from eventmgr.programme.checkin.services.walk_ins import applicant_of
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import make_event, make_registration
from tests.programme.checkin.drafts import draft, make_device, make_list, take

pytestmark = pytest.mark.usefixtures("database")
IN, OUT, UNDO, WALK_IN, NOTE = (
    CheckinKind.IN,
    CheckinKind.OUT,
    CheckinKind.UNDO,
    CheckinKind.WALK_IN,
    CheckinKind.NOTE,
)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def event(frozen):
    """An event on its first morning, an hour after it began."""
    found = make_event()
    frozen.move_to(found.starts_at + timedelta(hours=1))
    return found


def place_of(registration):
    db.session.expire_all()
    return db.session.get(Registration, registration.id)


def broken_laws():
    return [fault for law in LAWS.values() for fault in law()]


def acts():
    return list(db.session.scalars(select(CheckinAct).order_by(CheckinAct.number)))


def test_an_act_marks_whoever_came_at_the_time_at_which_they_came(event):
    place, device = make_registration(event), make_device(event)
    at = clock.now() - 40 * MINUTE

    told = take(event, draft(place=place, at=at), device=device)

    kept = place_of(place)
    assert (list(told.values()), kept.status, kept.attended_at) == ([None], Status.ATTENDED, at)
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor_name, entry.at) == ("attended", device.name, clock.now())


def test_the_same_act_again_is_one_act_and_one_mark(event):
    place = make_registration(event)
    same = draft(place=place)

    first, second = take(event, same), take(event, same, same)

    assert (first, second) == ({same.key: None}, {same.key: None})
    assert ([act.number for act in acts()], len(list(db.session.scalars(select(AuditEntry))))) == ([1], 1)


def test_the_time_is_corrected_by_the_clock_of_the_device_and_never_lies_ahead(event):
    places = [make_registration(event) for _number in range(2)]
    now = clock.now()
    behind = draft(place=places[0], at=now - 30 * MINUTE, skew=10 * MINUTE)
    ahead = draft(place=places[1], at=now + 10 * MINUTE, skew=-5 * MINUTE)

    take(event, behind, ahead)

    assert [(act.at, act.told_at) for act in acts()] == [
        (now - 20 * MINUTE, now - 30 * MINUTE),
        (now, now + 10 * MINUTE),
    ]


def test_an_earlier_act_that_comes_later_says_since_when(event):
    place = make_registration(event)
    take(event, draft(place=place, at=clock.now() - 5 * MINUTE))

    take(event, draft(place=place, at=clock.now() - 50 * MINUTE))

    assert place_of(place).attended_at == clock.now() - 50 * MINUTE


def test_an_undo_takes_the_mark_back_even_if_it_comes_before_its_act(event):
    here, away = make_registration(event), make_registration(event)
    first, second = draft(place=here), draft(place=away)
    take(event, first, draft(UNDO, undoes=second.key))

    take(event, draft(UNDO, undoes=first.key), second)

    assert [place_of(place).status for place in (here, away)] == [Status.CONFIRMED] * 2
    assert broken_laws() == []


def test_two_who_scanned_the_same_person_need_two_undos(event):
    place = make_registration(event)
    first, second = draft(place=place), draft(place=place)
    take(event, first, second)

    take(event, draft(UNDO, undoes=first.key))
    still = place_of(place).status
    take(event, draft(UNDO, undoes=second.key))

    assert (still, place_of(place).status) == (Status.ATTENDED, Status.CONFIRMED)


def test_lists_other_than_arrivals_mark_nobody(event):
    place, gate = make_registration(event), make_list(event, ListKind.GATE)

    take(event, draft(place=place, list_id=gate.id))

    merged = merge(queries.list_acts(event.id), {gate.id: ListKind.GATE})
    assert (place_of(place).status, merged.is_in(gate.id, f"r{place.id}")) == (Status.CONFIRMED, True)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(Status.PENDING, Uncounted.NO_PLACE), (Status.WITHDRAWN, Uncounted.NO_PLACE), (Status.ABSENT, None)],
)
def test_who_has_no_place_is_kept_and_does_not_count(event, status, reason):
    place = make_registration(event, status=status)

    told = take(event, draft(place=place))

    assert list(told.values()) == [reason]
    assert place_of(place).status is (Status.ATTENDED if reason is None else status)


def test_a_code_that_was_replaced_while_the_device_was_offline_does_not_count(event):
    place = make_registration(event)
    old = mark_of(event.id, check_in_code(place))
    good = take(event, draft(NOTE, place=place, mark=old))
    place.link_version += 1
    db.session.commit()

    told = take(event, draft(place=place, mark=old))
    again = take(event, draft(place=place, mark=mark_of(event.id, check_in_code(place))))

    assert [list(found.values()) for found in (good, told, again)] == [[None], [Uncounted.VOID], [None]]


def test_what_is_about_nobody_of_this_event_is_kept_and_does_not_count(event):
    foreign, gate = make_registration(make_event()), make_list(make_event(), ListKind.GATE)
    place = make_registration(event)

    told = take(event, draft(place=foreign), draft(registration_id=2**31 - 1), draft(place=place, list_id=gate.id))

    assert list(told.values()) == [Uncounted.UNKNOWN] * 3
    assert [(act.registration_id, act.list_id) for act in acts()] == [(None, None), (None, None), (place.id, None)]
    assert (foreign.status, place_of(place).status) == (Status.CONFIRMED, Status.CONFIRMED)


def test_long_after_the_event_acts_are_kept_and_the_record_stands(event, frozen):
    place, other = make_registration(event), make_registration(event)
    first = draft(place=place)
    take(event, first)
    frozen.move_to(event.ends_at + timedelta(days=15))

    told = take(event, draft(UNDO, undoes=first.key), draft(place=other))

    assert list(told.values()) == [Uncounted.CLOSED] * 2
    assert [place_of(each).status for each in (place, other)] == [Status.ATTENDED, Status.CONFIRMED]
    assert broken_laws() == []


def test_marks_that_are_set_elsewhere_are_acts_too(event):
    place = make_registration(event)
    act = Act(SYSTEM, clock.now())

    for mark in (mark_attended, unmark, mark_absent, mark_attended):
        write(lambda mark=mark: mark(event, place_of(place), act=act))

    assert [each.kind for each in acts()] == [IN, OUT, IN]
    assert (place_of(place).status, broken_laws()) == (Status.ATTENDED, [])


def test_the_law_of_marks_speaks_where_a_mark_is_not_what_acts_come_to(event):
    place = make_registration(event)
    take(event, draft(place=place))
    place_of(place).status = Status.ABSENT
    db.session.commit()

    assert [number for number, _fault in list_contradicted()] == [place.id]


def walk_in(event, name="赵一", **said):
    """What a device tells of somebody without registration: (act, their row)."""
    told = draft(WALK_IN, walk_in=f"00000000-0000-4000-8000-{abs(hash(name)) % 10**12:012}", said={
        "name": name, "organization": "样例机械有限公司", "unit": "420000", "mobile": "13900000001", **said,
    })  # fmt: skip
    take(event, told)
    row = db.session.scalars(select(CheckinWalkIn).where(CheckinWalkIn.key == told.walk_in)).one()
    return told, row


def test_somebody_without_registration_is_kept_sealed_registered_and_marked(event):
    told, row = walk_in(event)
    before = applicant_of(row)
    gate = make_list(event, ListKind.GATE)
    take(event, draft(walk_in=told.walk_in, list_id=gate.id))

    place = write(lambda: services.register_walk_in(event, row, act=Act(SYSTEM, clock.now())))
    again = write(lambda: services.register_walk_in(event, row, act=Act(SYSTEM, clock.now())))

    assert (before.name, before.unit, before.province, again) == ("赵一", "420000", "420000", None)
    kept = place_of(place)
    assert (kept.status, kept.source, kept.name) == (Status.ATTENDED, Source.WALK_IN, "赵一")
    assert [(act.registration_id, act.uncounted) for act in acts()] == [(place.id, None)] * 2
    assert (row.said, broken_laws()) == ({}, [])


def test_a_decision_makes_an_act_count_and_devices_hear_of_it(event):
    place = make_registration(event, status=Status.PENDING)
    told = draft(place=place)
    take(event, told)
    kept = place_of(place)
    kept.status = Status.CONFIRMED
    db.session.commit()

    write(lambda: services.count_after_all(event, told.key, act=Act(SYSTEM, clock.now())))

    assert (place_of(place).status, [act.number for act in acts()]) == (Status.ATTENDED, [2])
    assert [row[1] for row in queries.list_acts_after(event.id, 1, list_ids=[0], limit=9)] == [told.key]


def test_a_batch_costs_the_same_statements_however_many_people_it_is_about(event, count_statements):
    gate = make_list(event, ListKind.GATE)
    costs = []
    for number in (2, 12):
        drafts = [draft(place=make_registration(event), list_id=gate.id) for _number in range(number)]
        with count_statements() as sent:
            take(event, *drafts)
        costs.append(len(sent))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_marked_does_not_depend_on_the_order_of_delivery(event, seed):
    dice, places = Random(seed), [make_registration(event) for _number in range(4)]
    drafts = []
    for _number in range(30):
        at = clock.now() - dice.randrange(3600) * timedelta(seconds=1)
        if drafts and dice.random() < 0.3:
            drafts.append(draft(UNDO, undoes=dice.choice(drafts).key, at=at))
        else:
            drafts.append(draft(dice.choice([IN, IN, OUT]), place=dice.choice(places), at=at))
    dice.shuffle(drafts)
    while drafts:
        batch, drafts = drafts[:4], drafts[3:]  # one of each batch comes again
        take(event, *batch)

    merged = merge(queries.list_acts(event.id), {})
    assert [place_of(place).status is Status.ATTENDED for place in places] == [
        merged.is_in(0, f"r{place.id}") for place in places
    ]
    assert broken_laws() == []
