"""Which events an account sees: the rule for an event at hand and the rule for a list say the same of every case."""

from __future__ import annotations

import itertools

from flask import g

from eventmgr.event.events.access import _sees
from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.queries import MyFilter, count_my_events, list_my_events
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.team.roles import TeamRole
from tests.factories import NOON, make_event, make_member, make_user

PROVINCES = ("310000", "440000", "")
UNITS = ("310000", "440300", None)
"""A province, a city of another one that has a delegation of its own, none."""


def test_a_list_and_an_event_at_hand_know_the_same_accounts(app):
    events = [
        make_event(status=status, province_code=province or None)
        for status, province in itertools.product(EventStatus, PROVINCES)
    ]
    team = make_user()
    for event in events[::4]:
        make_member(event, TeamRole.EDITOR, team)
    accounts = [
        team,
        *(make_user(level=level, unit_code=unit) for level, unit in itertools.product(Level, UNITS)),
        make_user(is_admin=True),
    ]

    def at_hand(account):
        g.pop("team_roles", None)
        return {event.id for event in events if _sees(account, event)}

    def listed(account):
        return {event.id for event in list_my_events(account, MyFilter(), at=NOON, size=200).rows}

    seen = {account.id: at_hand(account) for account in accounts}

    assert {account.id: listed(account) for account in accounts} == seen
    assert {account.id: sum(count_my_events(account).values()) for account in accounts} == {
        number: len(found) for number, found in seen.items()
    }
    assert len({frozenset(found) for found in seen.values()}) == 6  # nothing, a team, two provinces, everywhere, all
