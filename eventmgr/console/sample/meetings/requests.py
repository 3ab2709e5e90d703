"""The requests of the matchmaking: those that the timetable is made from are accepted; beside them some in every other
state, a call of a leading company, a few messages, and some who do not want to meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.meeting_requests import MOST_TALKS, Requests
from eventmgr.console.sample.people.roster import SEED
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests.models import (
    MeetingCall,
    MeetingRequest,
    NoThanks,
    RequestMessage,
    RequestSource,
    RequestState,
    Wish,
)
from eventmgr.matchmaking.meeting_requests.rules import ordered
from eventmgr.matchmaking.meeting_requests.statements import insert_requests
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import SYSTEM, Act, Actor

OPEN, DECLINED, WITHDRAWN, EXPIRED, APPLIED, UNWANTED = 18, 12, 5, 7, 6, 4
"""Requests beside the accepted ones, by state; of the open ones so many answer the call; pairs of which one side said
no thanks."""
_WORDS = (
    "希望了解贵单位在智能产线改造方面的案例和报价方式。",
    "我方有稳定的精密零部件需求，想谈年度供货。",
    "计划在中部设厂，想了解配套能力和交货周期。",
    "希望就工业互联网平台接入开展试点合作。",
    "",
    "",
)
_MESSAGES = (
    ("请问贵单位是否有铝压铸产能？", "有两条线，洽谈时带样件。"),
    ("图纸可以提前发给您吗？", "可以，现场再细谈。"),
    ("我们的负责人只在第一天下午到会。", "收到，我们也排在第一天。"),
    ("加微信私聊，价格更低，不要走会务组。", ""),
)
_NO = ("other_field", "full", "contact", "another", "later")
_CALL = {
    "title": {
        "zh": "新能源汽车零部件合作伙伴征集（样例）",
        "en": "Partners wanted for parts of new-energy vehicles (sample)",
    },
    "text": {
        "zh": "面向中小企业征集压铸、线束、精密冲压方向的配套伙伴，年需求约 3000 万元。请说明产能和认证情况。",
        "en": "We look for small and medium companies in die casting, wire harnesses and precision stamping. Please tell us about capacity"
        " and certificates.",
    },
}


@dataclass
class _Draw:
    """Requests drawn one after the other, each with its moments."""

    event: Event
    numbers: Sequence[int]
    names: Sequence[str]
    dates: Dates
    rng: Random
    used_pairs: set[tuple[int, int]]
    loads: Counter[int]
    rows: list[dict[str, Any]] = field(default_factory=list)

    def moment(self, first: float, last: float) -> datetime:
        """Between so many days before the present."""
        return self.dates.present - timedelta(minutes=self.rng.randrange(int(last * 1440), int(first * 1440)))

    def add(self, asking: int, asked: int, state: RequestState, created_at: datetime, **values: Any) -> None:
        """One request between two bodies, by their places in the list."""
        first, second = ordered(self.numbers[asking], self.numbers[asked])
        self.used_pairs.add((min(asking, asked), max(asking, asked)))
        self.rows.append(
            {
                "event_id": self.event.id,
                "asker_id": self.numbers[asking],
                "asked_id": self.numbers[asked],
                "first_id": first,
                "second_id": second,
                "state": state,
                "asker_wish": Wish.WOULD,
                "asked_wish": None,
                "is_mutual": False,
                "listing_ids": [],
                "words": "",
                "reason_code": "",
                "reason": "",
                "proposed_id": None,
                "interpreter": "",
                "is_moderated": False,
                "source": RequestSource.OWN,
                "call_id": None,
                "created_at": created_at,
                "expires_at": created_at + timedelta(days=7),
                "answered_at": None,
                "changed_at": created_at,
                "told_at": created_at + timedelta(minutes=3),
            }
            | values
        )

    def pairs(self, *, askers: Sequence[int], asked: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs by chance between which nothing stands and nobody is kept apart, the asker with room for one more."""
        while True:
            asking, other = self.rng.choice(askers), self.rng.choice(asked)
            free = asking != other and (min(asking, other), max(asking, other)) not in self.used_pairs
            if free and self.loads[asking] < MOST_TALKS and self.loads[other] < MOST_TALKS:
                yield asking, other


def add_requests(event: Event, asked: Requests, numbers: Sequence[int], dates: Dates) -> list[Entry]:
    """All of them; what the trail says of each.

    Args:
        numbers: of the parties, in the order of the bodies.
    """
    draw = _Draw(
        event,
        numbers,
        [body.name for body in asked.bodies],
        dates,
        Random(f"{SEED}/requests of parties"),
        {(min(pair), max(pair)) for pair in asked.apart}
        | {(min(r.asking, r.asked), max(r.asking, r.asked)) for r in asked.requests},
        Counter(index for r in asked.requests for index in (r.asking, r.asked)),
    )
    _accepted(draw, asked)
    call, caller = _call(draw)
    everybody = range(len(numbers))
    _open(draw, call, caller, everybody)
    _over(draw, everybody)
    ids = insert_requests(draw.rows)
    _no_thanks(draw, everybody)
    _messages(draw, ids)
    db.session.flush()
    return [
        *_entries_of_call(draw, call),
        *(entry for number, row in zip(ids, draw.rows, strict=True) for entry in _entries_of(draw, number, row)),
    ]


def _accepted(draw: _Draw, asked: Requests) -> None:
    """What the timetable is made from: both want it."""
    for index, request in enumerate(asked.requests):
        created_at = draw.moment(11, 5)
        answered_at = created_at + timedelta(minutes=draw.rng.randrange(30, 2800))
        source = (
            RequestSource.LIAISON if index % 7 == 3 else RequestSource.OFFICE if index % 29 == 5 else RequestSource.OWN
        )
        wish = Wish.MUST if request.mutual and index % 2 == 0 else Wish.WOULD
        draw.add(
            request.asking,
            request.asked,
            RequestState.ACCEPTED,
            created_at,
            asker_wish=wish,
            asked_wish=Wish.MUST if request.mutual and index % 3 == 0 else Wish.WOULD,
            is_mutual=request.mutual,
            words=draw.rng.choice(_WORDS),
            interpreter="en" if index % 60 == 7 else "",
            is_moderated=index % 90 == 11,
            source=source,
            answered_at=answered_at,
            changed_at=answered_at,
        )


def _call(draw: _Draw) -> tuple[MeetingCall, int]:
    """A leading company that still has room calls for partners."""
    caller = min(draw.loads, key=lambda index: (draw.loads[index], index))
    party = db.session.get_one(MeetingParty, draw.numbers[caller])
    party.may_call = True
    call = MeetingCall(
        event_id=draw.event.id,
        party_id=party.id,
        places=5,
        closes_at=draw.dates.present + timedelta(days=3),
        created_at=draw.dates.present - timedelta(days=6),
        **_CALL,
    )
    db.session.add(call)
    db.session.flush()
    return call, caller


def _open(draw: _Draw, call: MeetingCall, caller: int, everybody: Sequence[int]) -> None:
    pairs = draw.pairs(askers=everybody, asked=everybody)
    answers = draw.pairs(askers=everybody, asked=[caller])
    for index in range(OPEN):
        is_answer = index < APPLIED
        asking, other = next(answers if is_answer else pairs)
        draw.loads[asking] += 1
        draw.add(
            asking,
            other,
            RequestState.ASKED,
            draw.moment(4, 0.1),
            asker_wish=Wish.MUST if index % 5 == 0 else Wish.WOULD,
            words=draw.rng.choice(_WORDS[:4]) if is_answer else draw.rng.choice(_WORDS),
            source=RequestSource.CALL if is_answer else RequestSource.OWN,
            call_id=call.id if is_answer else None,
        )


def _over(draw: _Draw, everybody: Sequence[int]) -> None:
    """Declined, some with another proposed; withdrawn; expired."""
    pairs = draw.pairs(askers=everybody, asked=everybody)
    for index in range(DECLINED):
        asking, other = next(pairs)
        created_at = draw.moment(10, 4)
        answered_at = created_at + timedelta(minutes=draw.rng.randrange(60, 2000))
        code = _NO[index % len(_NO)]
        proposed = None
        if code == "another":
            proposed = draw.numbers[next(candidate for _asking, candidate in pairs if candidate not in (asking, other))]
        draw.add(
            asking,
            other,
            RequestState.DECLINED,
            created_at,
            reason_code=code,
            proposed_id=proposed,
            answered_at=answered_at,
            changed_at=answered_at,
        )
    for _ in range(WITHDRAWN):
        created_at = draw.moment(10, 4)
        changed_at = created_at + timedelta(hours=draw.rng.randrange(2, 40))
        draw.add(*next(pairs), RequestState.WITHDRAWN, created_at, changed_at=changed_at)
    for _ in range(EXPIRED):
        created_at = draw.moment(11.9, 8)
        over_at = created_at + timedelta(days=7)
        draw.add(*next(pairs), RequestState.EXPIRED, created_at, changed_at=over_at, expiry_told_at=over_at)


def _no_thanks(draw: _Draw, everybody: Sequence[int]) -> None:
    """Some who say no thanks; the first of them to one whose request waits, and is not shown."""
    waiting = next(row for row in draw.rows if row["state"] is RequestState.ASKED and row["call_id"] is None)
    pairs = [(waiting["asked_id"], waiting["asker_id"])]
    draws = draw.pairs(askers=everybody, asked=everybody)
    pairs += [
        (draw.numbers[asking], draw.numbers[other]) for asking, other in (next(draws) for _ in range(UNWANTED - 1))
    ]
    db.session.add_all(
        NoThanks(event_id=draw.event.id, party_id=party, other_id=other, said_at=draw.dates.present - timedelta(days=1))
        for party, other in dict.fromkeys(pairs)
    )


def _messages(draw: _Draw, ids: Sequence[int]) -> None:
    """A few exchanges in accepted requests; of the last somebody complained."""
    for index, (text, answer) in enumerate(_MESSAGES):
        row, number = draw.rows[index * 9], ids[index * 9]
        written_at = draw.dates.present - timedelta(days=2, minutes=50 - index * 7)
        reported_at = None if answer else written_at + timedelta(hours=1)
        messages = [(row["asker_id"], text, written_at, reported_at)]
        messages += [(row["asked_id"], answer, written_at + timedelta(minutes=20), None)] if answer else []
        db.session.add_all(
            RequestMessage(request_id=number, party_id=party, text=written, written_at=at, reported_at=reported)
            for party, written, at, reported in messages
        )


def _entries_of(draw: _Draw, number: int, row: dict[str, Any]) -> Iterator[Entry]:
    """What the trail says of one request."""
    names = {draw.numbers[index]: name for index, name in enumerate(draw.names)}
    name = f"{names[row['asker_id']]} → {names[row['asked_id']]}"
    somebody, obj = Actor(ActorKind.PARTICIPANT), MeetingRequest(id=number)
    asked = {"source": [None, row["source"].value], "asker_wish": [None, row["asker_wish"].value]}
    yield Entry(Act(somebody, row["created_at"]), "asked", obj, draw.event.id, name, asked)
    state = row["state"]
    if state is not RequestState.ASKED:
        by = SYSTEM if state is RequestState.EXPIRED else somebody
        changes = {"state": [RequestState.ASKED.value, state.value]}
        yield Entry(Act(by, row["changed_at"]), state.value, obj, draw.event.id, name, changes)


def _entries_of_call(draw: _Draw, call: MeetingCall) -> list[Entry]:
    act = Act(Actor(ActorKind.PARTICIPANT), call.created_at)
    return [Entry(act, "published", call, draw.event.id, call.title["zh"], {"places": [None, call.places]})]
