"""What holds of a meeting after what everybody said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.matchmaking.meeting_day.floor.verdicts import Verdict, contradict, verdict
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct, MeetingOutcome, MeetingResult
from eventmgr.matchmaking.timetables.models import MeetingState, MissedBy
from tests.factories import NOON

SIDES = (1, 2)
HELD, PLACED = Verdict(MeetingState.HELD), Verdict(MeetingState.PLACED)


def missed(by: str, party: int | None = None, minute: int = 0) -> DayAct:
    teller = f"party:{party}" if party else "host:1"
    at = NOON + timedelta(minutes=minute)
    return DayAct(kind=ActKind.MISSED, teller=teller, party_id=party, payload={"by": by}, at=at)


def held(party: int | None = None, minute: int = 0) -> DayAct:
    teller = f"party:{party}" if party else "user:1"
    return DayAct(kind=ActKind.HELD, teller=teller, party_id=party, payload={}, at=NOON + timedelta(minutes=minute))


def result(party: int, outcome=MeetingOutcome.AGAIN, minute: int = 0, **values) -> dict[int, MeetingResult]:
    at = NOON + timedelta(minutes=minute)
    return {party: MeetingResult(party_id=party, outcome=outcome, told_at=at, **values)}


@pytest.mark.parametrize(
    ("acts", "results", "expected"),
    [
        ([], {}, PLACED),
        ([], result(1), HELD),
        ([missed("asked", 1)], {}, Verdict(MeetingState.MISSED, MissedBy.ASKED)),
        ([missed("asker", 1)], {}, Verdict(MeetingState.MISSED, MissedBy.ASKER)),
        ([missed("asked", 1)], result(2), Verdict(MeetingState.PLACED, is_disputed=True)),
        ([missed("asked", 1), missed("asker", 2)], {}, Verdict(MeetingState.PLACED, is_disputed=True)),
        ([missed("both", 1), missed("both", 2)], {}, Verdict(MeetingState.MISSED, MissedBy.BOTH)),
        ([missed("asked", 1), held(1, 5)], result(2), HELD),
        ([missed("asked", 1, 1)], result(1, minute=5), HELD),
        ([missed("asked", 1, 5)], result(1, minute=1), Verdict(MeetingState.MISSED, MissedBy.ASKED)),
        ([missed("asked", 1), held()], result(2), HELD),
        ([missed("asked"), held()], {}, HELD),
        ([held(), missed("both")], result(1), Verdict(MeetingState.MISSED, MissedBy.BOTH)),
    ],
)
def test_the_organizers_decide_and_without_them_the_last_word_of_each_side_counts(acts, results, expected):
    assert verdict(SIDES, acts, results) == expected


def test_results_contradict_by_outcome_or_by_amount_of_one_kind():
    one, other = result(1)[1], result(2)[2]
    assert not contradict(one, None)
    assert not contradict(one, other)
    assert contradict(one, result(2, MeetingOutcome.AGREEMENT)[2])
    money = {"amount": 10, "currency": "CNY", "amount_kind": "contract_value"}
    same = result(1, MeetingOutcome.AGREEMENT, **money)[1]
    assert not contradict(same, result(2, MeetingOutcome.AGREEMENT, **money)[2])
    assert contradict(same, result(2, MeetingOutcome.AGREEMENT, **money | {"amount": 20})[2])
    assert not contradict(same, result(2, MeetingOutcome.AGREEMENT, **money | {"amount_kind": "funds_in_place"})[2])
