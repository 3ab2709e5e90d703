"""Random lives of the requests of an event, held against the rows after each act.

What must hold whatever happens: of two parties one request stands at most; nobody has more than it may; states follow each other as
`MOVES` says; no party sees what it said no thanks to; nobody gets two collected e-mails within some hours; nothing that waits outlives
its time.
"""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, NoThanks, RequestState
from eventmgr.matchmaking.meeting_requests.rules import COLLECT_HOURS, MOVES
from eventmgr.matchmaking.meeting_requests.services import Answer, No, Wanted
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON, together
from tests.matchmaking.factories import make_matchmaking, make_party
from tests.matchmaking.meeting_requests.services import act
from tests.soak import times

ASKED, ACCEPTED, WITHDRAWN = RequestState.ASKED, RequestState.ACCEPTED, RequestState.WITHDRAWN
PARTIES, MOST = 4, 2
NAMES = (
    *("ask",) * 5, *("accept",) * 4, "decline", "withdraw", "undo", "no_thanks", "take_back", "message", "tell", "enter", "change",
)  # fmt: skip
ACTS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.permutations(range(PARTIES)),
        st.integers(0, 5),
        st.sampled_from([0, 0, 1, 7, 300, 800]),
        st.booleans(),
    ),
    min_size=8,
    max_size=25,
)
"""What, between whom, about which of the latest requests, after how many minutes, and which of two ways."""


class Life:
    """An event with a few parties, and what happens to it."""

    def __init__(self) -> None:
        self.event = make_matchmaking(maximum=MOST, answer_days=2)
        with together():
            self.parties = [make_party(self.event) for _ in range(PARTIES)]
        self.minutes = 0
        self.before: dict[int, RequestState] = {}
        self.done: Counter[str] = Counter()

    def step(self, name, order, latest, minutes, way) -> None:
        """One act; what is refused changes nothing."""
        self.minutes += minutes
        first, second = (self.parties[place].id for place in order[:2])
        rows = self.requests()
        known = rows[-1 - latest].id if latest < len(rows) else 0
        try:
            write(lambda: getattr(self, name)(first, second, known, way))
        except Refusal:
            self.done["refused"] += 1
        else:
            self.done[name] += 1
        db.session.expire_all()

    def requests(self) -> list[MeetingRequest]:
        """All of the event."""
        return db.session.query(MeetingRequest).filter_by(event_id=self.event.id).order_by(MeetingRequest.id).all()

    def act(self):
        return act(self.minutes)

    def ask(self, first, second, _known, _way):
        services.ask(self.event, first, second, Wanted(), act=self.act())

    def enter(self, first, second, _known, way):
        services.enter(self.event, first, second, Wanted(), is_accepted=way, reason="-", act=self.act())

    def accept(self, _first, _second, known, _way):
        services.accept(self.event, known, Answer(), act=self.act())

    def decline(self, first, _second, known, way):
        services.decline(self.event, known, No("", "", first if way else None), act=self.act())

    def withdraw(self, _first, _second, known, way):
        request = queries.get_request(self.event, known)
        party_id = request.asker_id if way else request.asked_id
        services.withdraw(self.event, known, party_id, act=self.act())

    def undo(self, _first, _second, known, _way):
        services.undo_answer(self.event, known, act=self.act())

    def change(self, _first, _second, known, way):
        request = queries.get_request(self.event, known)
        services.change(self.event, known, request.asker_id if way else request.asked_id, Wanted(), act=self.act())

    def no_thanks(self, first, second, _known, _way):
        services.say_no_thanks(self.event, first, second, act=self.act())

    def take_back(self, first, second, _known, _way):
        services.take_back_no_thanks(self.event, first, second, act=self.act())

    def message(self, first, _second, known, _way):
        party = next(one for one in self.parties if one.id == first)
        services.write_message(self.event, known, party, "你好", act=self.act())

    def tell(self, _first, _second, _known, _way):
        services.tell_collected(self.event, at=self.act().at)

    def check(self) -> None:
        """What must hold after each act."""
        rows = self.requests()
        pairs = Counter((row.first_id, row.second_id) for row in rows if row.state in (ASKED, ACCEPTED))
        assert all(number == 1 for number in pairs.values())
        for row in rows:
            assert (row.first_id, row.second_id) == tuple(sorted((row.asker_id, row.asked_id)))
            before = self.before.get(row.id, ASKED)
            assert before is row.state or row.state in MOVES[before] or self.leads(before, row.state)
        self.before = {row.id: row.state for row in rows}
        loads = queries.count_loads([party.id for party in self.parties])
        for number, load in loads.items():
            accepted = sum(row.state is ACCEPTED and number in (row.asker_id, row.asked_id) for row in rows)
            waiting = sum(row.state is ASKED and row.asker_id == number for row in rows)
            assert (load.accepted, load.open) == (accepted, waiting)
            assert accepted + waiting <= MOST

    def leads(self, before: RequestState, after: RequestState) -> bool:
        """Within one act a request may move twice: it is entered and accepted, undone and over."""
        return any(after in MOVES[middle] for middle in MOVES[before])

    def check_sight(self) -> None:
        """No party sees what it said no thanks to, and every one sees everything else."""
        rows = self.requests()
        said = {(row.party_id, row.other_id) for row in db.session.query(NoThanks).filter_by(event_id=self.event.id)}
        for party in self.parties:
            pages = (queries.get_incoming(party, None, is_open=True), queries.get_incoming(party, None, is_open=False))
            seen = {row.id for page in pages for row in page.rows}
            hidden = {row.id for row in rows if (row.asked_id, row.asker_id) in said and row.answered_at is None}
            assert seen == {row.id for row in rows if row.asked_id == party.id} - hidden
            waiting = [row for row in rows if row.asked_id == party.id and row.state is ASKED and row.id not in hidden]
            assert queries.count_incoming(party.id) == len(waiting)

    def check_letters(self) -> None:
        """Collected e-mails of one kind to one reader are hours apart."""
        for kind in ("meetings.asked", "meetings.expired"):
            told = db.session.query(OutboxLetter).filter_by(event_id=self.event.id, kind=kind)
            by_reader: dict[str, list] = {}
            for letter in told.order_by(OutboxLetter.id):
                by_reader.setdefault(letter.to_address, []).append(letter.created_at)
            for moments in by_reader.values():
                apart = [later - earlier for earlier, later in itertools.pairwise(moments)]
                assert all(gap >= timedelta(hours=COLLECT_HOURS) for gap in apart)

    def check_end(self) -> None:
        """Once the time is over and a worker has looked, nothing waits any more."""
        write(lambda: services.tell_collected(self.event, at=NOON + timedelta(days=400)))
        db.session.expire_all()
        assert not [row for row in self.requests() if row.state is ASKED]


@pytest.mark.soak
def test_whatever_happens_the_rules_hold(database):
    done: Counter[str] = Counter()

    @settings(max_examples=times(60), deadline=None, suppress_health_check=list(HealthCheck))
    @given(acts=ACTS)
    def live(acts):
        life = Life()
        for one in acts:
            life.step(*one)
            life.check()
        life.check_sight()
        life.check_letters()
        life.check_end()
        done.update(life.done)

    live()
    assert all(done[name] for name in ("accept", "decline", "withdraw", "no_thanks", "message", "enter", "change")), (
        done
    )
