"""An event with meetings as a machine of Hypothesis: what every act is followed by, and how things are picked."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from html import unescape
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from eventmgr.event.events.models import Event, EventKind
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import format_span
from eventmgr.matchmaking.meeting_day.models import MeetingRepair
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_requests.models import RequestState
from eventmgr.matchmaking.timetables.calendar_entries import feed_token
from eventmgr.matchmaking.timetables.models import (
    Meeting,
    MeetingState,
)
from tests.conftest import client_of
from tests.factories import NOON, make_event, together
from tests.matchmaking import holding
from tests.matchmaking.factories import make_party, make_plan, make_representative, make_request
from tests.matchmaking.meeting_day.worlds import act
from tests.output.calendars.feeds import entries

PARTIES, SLOTS, TABLES, MOST = 6, 6, 3, 4
STANDS = (RequestState.ASKED, RequestState.ACCEPTED)
TURN = timedelta(minutes=25)
BEGINS = NOON + timedelta(days=2)


class WholeEvent(RuleBasedStateMachine):
    """An event from its first request to its last result; what happens is told by `test_whole_events.Life`."""

    rows = seen = None
    app = prepared = traveller = None
    """Set by the test: the application, its database, the clock."""
    done: ClassVar[Counter[str]] = Counter()
    """How often each act has changed anything."""

    def make(self, people, wishes, spread):
        """Organizations of one and of `people` representatives, so many meetings accepted, others asked for."""
        db.session.remove()
        self.prepared.reset()
        self.traveller.move_to(NOON)
        with together():
            event = make_event(kind=EventKind.MATCHMAKING, starts_at=BEGINS)
            make_plan(event, slots=SLOTS, tables=TABLES, maximum=MOST, minimum=1, answer_days=1, spread=spread)
            crowd = [make_party(event, people=0, side="east" if turn % 2 else "west") for turn in range(PARTIES)]
            for number, party in enumerate(crowd):
                for position in range(people if number % 2 else 1):
                    make_representative(party, name=f"代表{number}-{position}", position=position)
            pairs = [(one, other) for one in range(PARTIES) for other in range(one)]
            for one, other in pairs[::2][:wishes]:
                make_request(crowd[one], crowd[other])
            for one, other in pairs[1::4]:
                make_request(crowd[one], crowd[other], RequestState.ASKED)
        self.event_id, self.steps, self.visitor = event.id, 0, client_of(self.app)
        self.undoable, self.proposal = [], None
        self.rows = holding.look()

    @property
    def event(self):
        return db.session.get(Event, self.event_id)

    @property
    def at(self):
        return clock.now()

    @property
    def act(self):
        return act(self.at)

    def all(self, model, **having):
        return db.session.query(model).filter_by(event_id=self.event_id, **having).order_by(model.id).all()

    def one(self, model, pick, **having):
        """One of those that there are; None: there is none."""
        found = self.all(model, **having)
        return found[pick % len(found)] if found else None

    def pair(self, one, other):
        """Two parties, rather two between which nothing stands."""
        known = self.all(MeetingParty)
        stands = {
            (row["asker_id"], row["asked_id"])
            for row in self.rows["meeting_request"].values()
            if row["state"] in STANDS
        }
        free = [(a, b) for a in known for b in known if a is not b and not {(a.id, b.id), (b.id, a.id)} & stands]
        if one + other and free:
            return free[(one * 7 + other) % len(free)]
        return known[one % len(known)], known[other % len(known)]

    def begun(self, pick):
        """A meeting that has begun, or else any; None: there is none."""
        known = [self.all(Meeting)[0:], [one for one in self.all(Meeting) if one.starts_at <= self.at]]
        found = known[1] if known[1] and pick else known[0]
        return found[pick % len(found)] if found else None

    def has(self, table, **having):
        """Whether there is such a row."""
        return any(all(row[name] in values for name, values in having.items()) for row in self.rows[table].values())

    def do(self, what, *, undo=None, told=False, unlocked=()):
        """What `what()` returns, all that must hold looked at; None: it was refused, and nothing has changed."""
        before, at = self.rows, self.at
        try:
            done = write(what)
        except Refusal:
            assert holding.look() == before
            return None
        self.rows = holding.look()
        self.done[what.__qualname__.split(".")[1]] += self.rows != before
        holding.check_past(before, self.rows, at, told=told)
        holding.check_locked(before, self.rows)
        holding.check_numbers(before, self.rows)
        holding.check_drafts(self.event, before, self.rows, self.at, unlocked=unlocked)
        if undo is not None and done is not None:
            self.undoable.append((*undo(done), before, self.rows, at))
        return done

    def check_repair(self, key):
        """Every meeting that the repair had moved stands as before; what was told for it is gone."""
        kept = db.session.get(MeetingRepair, key)
        for number, values in kept.before["meetings"].items():
            row = next(one for one in self.rows["meeting"].values() if one["request_id"] == int(number))
            if values is None:
                assert row["state"] is MeetingState.CANCELLED
            else:
                assert (row["starts_at"].isoformat(), row["table_id"], row["state"].value) == (
                    values["starts_at"], values["table_id"], values["state"],
                )  # fmt: skip
                assert [row["asker_seat_id"], row["asked_seat_id"]] == [
                    values["asker_seat_id"],
                    values["asked_seat_id"],
                ]

    @rule(minutes=st.sampled_from([2, 13, 13, 25, 60]))
    def time_goes_on(self, minutes):
        self.traveller.shift(minutes * 60)

    @precondition(lambda self: self.at < BEGINS - timedelta(hours=1))
    @rule(is_eve=st.booleans())
    def days_go_on(self, is_eve):
        self.traveller.move_to(BEGINS - timedelta(minutes=10) if not is_eve else max(self.at, BEGINS - TURN * 40))

    # What must hold

    @invariant()
    def all_that_must_hold_holds(self):
        """Looked at wherever an act has changed anything: the rows, and one representative's page and feed in turn."""
        if self.rows is None or self.rows == self.seen:
            return
        self.seen, self.steps = self.rows, self.steps + 1
        holding.check_nobody_is_twice(self.rows)
        holding.check_caps(self.event, self.rows)
        holding.check_facts(self.rows)
        holding.check_laws_of_meetings()
        self.check_a_feed()

    def teardown(self):
        if self.rows is not None:
            holding.check_laws()

    def check_a_feed(self):
        """The feed of a representative says what the page says."""
        people = db.session.query(PartyRepresentative).order_by(PartyRepresentative.id).all()
        person = people[self.steps % len(people)]
        feed = self.visitor.get(f"/feeds/{feed_token(person)}.ics?lang=zh")
        page = self.visitor.get(f"/meetings/{link_token(person)}/timetable/")
        if person.party.state is PartyState.LEFT:
            assert (feed.status_code, "STATUS:CONFIRMED" in feed.text, page.status_code) == (200, False, 404)
            return
        zone = self.event.timezone
        told = {
            (
                format_span(entry["DTSTART"].dt, entry["DTEND"].dt, zone, "zh"),
                re.sub(r"\D", "", str(entry.get("LOCATION", ""))),
                str(entry["SUMMARY"]).split("：", 1)[1],
                "".join(str(entry["DESCRIPTION"]).split("\n")[:-1]),
            )
            for entry in entries(feed)
            if str(entry["STATUS"]) != "CANCELLED"
        }
        assert told == _rows_of(page.text, person.name)


def _rows_of(page, name):
    """(time, table, partner, who sits there for it) of the rows in which `name` sits, cancelled ones aside."""
    found = set()
    for attributes, row in re.findall(r"<tr([^>]*)>(.*?)</tr>", page, re.DOTALL):
        cells = [
            [unescape(part).strip() for part in re.split(r"<[^>]+>", cell) if part.strip()]
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        ]
        if len(cells) == 5 and "muted" not in attributes and cells[3] == [name]:
            table = next((part for part in cells[1] if part.isdigit()), "")
            found.add((cells[0][0], table, cells[2][0], cells[2][1] if len(cells[2]) > 1 else ""))
    return found
