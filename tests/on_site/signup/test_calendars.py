"""Groups in a person's own calendar: only the entry of the group that changed bears a higher number."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.registration.asking.services import register
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.i18n import speaking
from eventmgr.on_site.signup.queries import find_waiting
from eventmgr.output.calendars import feeds, queries
from eventmgr.tools.ical import digest_of
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import NOON, make_item
from tests.on_site.signup.groups import applicant_for, choose, make_asking_event, make_group
from tests.output.calendars.feeds import counters, personal_address, states

pytestmark = pytest.mark.usefixtures("frozen", "database")
LATER = NOON + timedelta(hours=1)


def make_world():
    """An event with an opening, a group with one place that is taken, another one, and somebody in that one."""
    event = make_asking_event(agenda_published=True)
    opening = make_item(event)
    full, free = make_group(event), make_group(event, None)
    holder = choose(event, full)
    person = applicant_for(free, email="li@example.com")
    place = services_register(event, person)
    return event, opening, full, free, holder, person, place


def services_register(event, person):
    with transaction():
        return register(event, person, act=Act(OFFICE, NOON))


def do(verb, *things, at=LATER, **options):
    with transaction():
        return verb(*things, act=Act(OFFICE, at), **options)


def change_to(event, place, person, group, *, at=LATER):
    answers = {"group": str(group.id)} if group is not None else {}
    do(edit, event, place, replace(person, answers=answers), at=at)


def test_another_group_and_a_place_in_it_raise_the_number_of_that_group_alone(client):
    event, opening, full, free, holder, person, place = make_world()
    address = personal_address(place)
    in_free = counters(client.get(address))

    change_to(event, place, person, full)
    waiting, of_waiting = counters(client.get(address)), states(client.get(address))
    do(withdraw, event, db.session.get(Registration, holder.id), at=LATER + timedelta(hours=1))
    promoted, of_promoted = counters(client.get(address)), states(client.get(address))

    assert list(in_free) == [event.uid, opening.uid, free.uid]
    for later in (waiting, promoted):
        assert [later[uid] for uid in (event.uid, opening.uid)] == [in_free[uid] for uid in (event.uid, opening.uid)]
    assert (of_waiting[full.uid], of_promoted[full.uid]) == ("TENTATIVE", "CONFIRMED")
    assert promoted[full.uid] > waiting[full.uid]
    assert promoted[full.uid][1] > waiting[full.uid][1]


def test_a_group_that_is_given_up_and_taken_again_bears_a_higher_number_if_its_reader_has_seen_that(client):
    event, opening, full, free, _holder, person, place = make_world()
    address = personal_address(place)
    numbers, between = [], []
    for turn in range(3):
        change_to(event, place, person, full, at=LATER + timedelta(hours=turn))
        numbers.append(counters(client.get(address))[full.uid])
        change_to(event, place, person, free, at=LATER - timedelta(days=turn))
        between += [states(client.get(address))[full.uid]] if turn else []

    assert (numbers[0] == numbers[1] < numbers[2], between) == (True, ["CANCELLED", "CANCELLED"])
    assert counters(client.get(address))[opening.uid] == (0, NOON)


def test_a_group_that_becomes_a_session_for_all_is_certain_for_who_waited_under_a_higher_number(client):
    event, _opening, full, _free, _holder, person, place = make_world()
    address = personal_address(place)
    change_to(event, place, person, full)
    before, waiting = counters(client.get(address))[full.uid], states(client.get(address))[full.uid]

    draft = agenda.ItemDraft(title=full.title, starts_at=full.starts_at, ends_at=full.ends_at, kind=ItemKind.PANEL)
    do(agenda.edit_item, event, full, draft)

    assert (waiting, states(client.get(address))[full.uid]) == ("TENTATIVE", "CONFIRMED")
    assert counters(client.get(address))[full.uid] > before


@pytest.mark.one_engine
def test_after_every_path_of_three_acts_what_reads_otherwise_bears_a_higher_number_and_nothing_else():
    event, _opening, full, free, _holder, person, place = make_world()
    acts = {
        "full": lambda at: edit(event, place, replace(person, answers={"group": str(full.id)}), act=at),
        "free": lambda at: edit(event, place, replace(person, answers={"group": str(free.id)}), act=at),
        "none": lambda at: edit(event, place, replace(person, answers={}), act=at),
        "a place": lambda at: agenda.edit_item(event, full, wider(full), act=at),
    }
    faults, paths = [], []

    def go_on(ever, last, path):
        for name, act in acts.items():
            savepoint = db.session.begin_nested()
            act(Act(OFFICE, LATER + timedelta(minutes=len(path))))
            db.session.flush()
            now = seen_by(event, place)
            paths.append((*path, name))
            faults.extend(f"{paths[-1]}: {fault}" for fault in compared(ever, last, now))
            if len(path) < 2:
                go_on({**ever, **now}, now, (*path, name))
            savepoint.rollback()
            db.session.expire_all()

    with pytest.raises(ZeroDivisionError), transaction():
        go_on(seen_by(event, place), seen_by(event, place), ())
        raise ZeroDivisionError

    assert (faults, len(paths)) == ([], 4 + 16 + 64)


def wider(item):
    same = {"title": item.title, "starts_at": item.starts_at, "ends_at": item.ends_at, "kind": item.kind}
    return agenda.ItemDraft(**same, capacity=(item.capacity or 0) + 1)


def seen_by(event, place):
    items, waits_for = queries.list_items(event, at=NOON), find_waiting(place.id)
    with speaking("zh"):
        found = feeds.entries_of_registration(place, items, "zh", base_url="http://localhost", waits_for=waits_for)
    return {entry.uid: entry for entry in found}


def compared(ever, last, now):
    """No number falls; what stood there a moment ago has a higher one if it reads otherwise, and else the same."""
    for uid in now.keys() & ever.keys():
        old, new = ever[uid], now[uid]
        rose, is_news = new.sequence - old.sequence, digest_of([old]) != digest_of([new])
        if rose < 0 or new.last_modified < old.last_modified or (is_news and not rose):
            yield f"{old.status} {old.sequence} became {new.status} {new.sequence}"
        if uid in last and rose and not is_news:
            yield f"{new.status} is as it was under {new.sequence}"
