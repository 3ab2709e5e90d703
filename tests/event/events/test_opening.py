"""Whether registration is open, and how many places are free: what the card, the form and the lists go by."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from eventmgr.event.events.derived.opening import Gate, free_places, gate, is_full
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.asking.admission import check_open
from eventmgr.event.registration.queries import laws
from eventmgr.event.registration.states import places_left
from eventmgr.ground.errors import Refusal
from eventmgr.on_site.signup.queries import Group
from eventmgr.public.home.cards import CardState, card_state
from tests.factories import NOON, make_event, make_person, make_registration

HOURS = (-3, -1, 0, 1, 3)


def event_of(status: EventStatus, opens: int | None, closes: int | None, starts: int) -> Event:
    moments = [None if hours is None else NOON + timedelta(hours=hours) for hours in (opens, closes, starts)]
    return Event(
        status=status,
        timezone="Asia/Shanghai",
        registration_opens_at=moments[0],
        registration_closes_at=moments[1],
        starts_at=moments[2],
        ends_at=NOON + timedelta(hours=starts + 2),
        capacity=1,
        has_waiting_list=True,
    )


CASES = list(itertools.product(EventStatus, (None, *HOURS), (None, *HOURS), HOURS))


def takes_registrations(event: Event) -> bool:
    try:
        check_open(event, at=NOON, by_hand=False)
    except Refusal:
        return False
    return True


def test_the_form_takes_registrations_exactly_while_the_gate_is_open(app):
    events = [event_of(*case) for case in CASES]

    assert [takes_registrations(one) for one in events] == [gate(one, at=NOON) is Gate.OPEN for one in events]


def test_the_card_of_the_front_page_offers_a_place_exactly_while_the_form_takes_registrations(app):
    """Of an event that is over the card says that, whatever its closing instant."""
    events = [one for case in CASES if (one := event_of(*case)).ends_at > NOON and one.status in _ON_CARDS]
    offers = [card_state(one, 0, at=NOON) is CardState.OPEN for one in events]
    queues = [card_state(one, 1, at=NOON) is CardState.QUEUE for one in events]

    assert offers == queues == [takes_registrations(one) for one in events]
    assert set(offers) == {True, False}


_ON_CARDS = (EventStatus.PUBLISHED, EventStatus.CANCELLED, EventStatus.POSTPONED)


@given(some.none() | some.integers(0, 50), some.integers(0, 60))
def test_free_places_are_never_below_nought(limit, held):
    free = free_places(limit, held)

    assert (free is None) == (limit is None)
    assert is_full(limit, held) == (free == 0)
    assert free is None or (free >= 0 and free == limit - min(limit, held))
    assert Group(item_id=1, title={}, limit=limit, held=held, waiting=0).left == free


@pytest.mark.parametrize("capacity", [None, 0, 1, 2, 3])
@pytest.mark.parametrize("held", [0, 1, 2])
def test_the_law_about_idle_places_counts_as_the_house_does(database, capacity, held):
    """The law counts rows in SQL, the house its tally in Python: somebody waits wrongly where a place is free."""
    event = make_event(capacity=capacity)
    for _ in range(held):
        make_registration(event, make_person())
    make_registration(event, make_person(), status=Status.WAITLISTED)

    idle = [slug for slug, _n in laws.list_idle_places()]

    assert idle == ([event.slug] if places_left(event) not in (None, 0) else [])
