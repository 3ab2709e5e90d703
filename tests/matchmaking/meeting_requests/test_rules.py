"""Who may meet whom, how many meetings, when; and that the conditions of the list of partners say the same as the rules."""

from __future__ import annotations

import random
from datetime import timedelta
from types import SimpleNamespace

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import PartyExclusion, PartyKind, PartyState
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.meeting_requests import queries
from eventmgr.matchmaking.meeting_requests.queries import PartnerFilter
from eventmgr.matchmaking.meeting_requests.rules import (
    Limits,
    Timing,
    answer_by,
    bar_between,
    expiry_of,
    limits_of,
    partners_of,
    timing_of,
)
from tests.factories import NOON, keep, together
from tests.matchmaking.factories import make_matchmaking, make_party
from tests.soak import seeds

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def plan(**values):
    usual = {
        "asks_from": NOON, "asks_until": None, "answer_days": 7, "maximum": 8, "minimum": 1, "limits": {}, "pairs": [],
        "keeps_groups_apart": True,
    }  # fmt: skip
    return SimpleNamespace(**usual | values)


def party(**values):
    usual = {
        "id": 1, "kind": PartyKind.COMPANY, "side": "1", "state": PartyState.ACTIVE, "group_name": "", "maximum": None,
        "minimum": None,
    }  # fmt: skip
    return SimpleNamespace(**usual | values)


def test_limits_are_the_partys_own_else_those_of_its_type_else_those_of_all():
    by_type = plan(limits={"company": {"maximum": 5}, "fund": {"minimum": 3}})
    assert limits_of(plan(), party()) == Limits(8, 1)
    assert limits_of(by_type, party()) == Limits(5, 1)
    assert limits_of(by_type, party(kind=PartyKind.FUND, maximum=2)) == Limits(2, 3)
    assert limits_of(by_type, party(maximum=0, minimum=0)) == Limits(0, 0)


def test_requests_are_open_from_and_until():
    assert timing_of(plan(asks_from=None), None, at=NOON) is Timing.EARLY
    assert timing_of(plan(), None, at=NOON - HOUR) is Timing.EARLY
    assert timing_of(plan(), None, at=NOON) is Timing.OPEN
    assert timing_of(plan(), NOON + DAY, at=NOON + DAY) is Timing.OVER
    assert timing_of(plan(asks_until=NOON + HOUR), NOON + DAY, at=NOON + HOUR) is Timing.OVER


def test_a_request_waits_some_days_or_until_requests_end():
    assert expiry_of(plan(), at=NOON) == NOON + 7 * DAY
    assert expiry_of(plan(answer_days=0), at=NOON) is None
    assert answer_by(plan(), NOON + DAY, NOON + 7 * DAY) == NOON + DAY
    assert answer_by(plan(), None, None) is None


def test_partners_by_pairs():
    pairs = [["side:1", "side:2"], ["kind:company", "kind:fund"]]
    assert partners_of([], party()) == (None, None)
    assert partners_of(pairs, party()) == ({"2"}, {"fund"})
    assert partners_of(pairs, party(side="", kind=PartyKind.FUND)) == (None, {"company"})
    assert partners_of([["kind:company", "kind:company"]], party()) == (None, {"company"})


def test_the_list_of_partners_holds_exactly_those_whom_the_rules_let_meet(database):
    event = make_matchmaking()
    stored = find_plan(event.id)
    for seed in seeds(60):
        rng = random.Random(seed)
        with together():
            parties = [_random_party(event, rng) for _ in range(7)]
        stored = find_plan(event.id)
        stored.pairs = [_random_pair(rng) for _ in range(rng.randrange(4))]
        stored.keeps_groups_apart = rng.random() < 0.5
        apart = set()
        for _ in range(rng.randrange(4)):
            first, second = sorted(one.id for one in rng.sample(parties, 2))
            if (first, second) not in apart:
                keep(PartyExclusion(event_id=event.id, party_id=first, other_id=second))
                apart.add((first, second))
        db.session.commit()
        for one in parties:
            if one.state is PartyState.ACTIVE:
                listed = queries.get_partners(stored, one, PartnerFilter(), None).rows
                wanted = {other.id for other in parties if bar_between(stored, one, other, apart) is None}
                assert {other.id for other in listed} == wanted, seed
        for one in (*db.session.query(PartyExclusion), *parties):
            db.session.delete(one)
        db.session.commit()


def _random_party(event, rng):
    return make_party(
        event, people=0, side=rng.choice(["", "1", "2", "3"]), kind=rng.choice(list(PartyKind)[:3]),
        group_name=rng.choice(["", "甲集团", "乙集团"]), state=rng.choice([PartyState.ACTIVE] * 5 + [PartyState.LEFT]),
    )  # fmt: skip


def _random_pair(rng):
    if rng.random() < 0.5:
        return [f"side:{rng.randrange(1, 4)}", f"side:{rng.randrange(1, 4)}"]
    kinds = [kind.value for kind in list(PartyKind)[:3]]
    return [f"kind:{rng.choice(kinds)}", f"kind:{rng.choice(kinds)}"]
