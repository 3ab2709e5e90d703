"""Numbers of the pages of meetings → what they must be, counted row by row."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.models import Listing, ListingState
from eventmgr.matchmaking.meeting_day.models import MeetingResult
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyExclusion, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant, MeetingBlock
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_assistants, list_blocks, list_tables
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, NoThanks, RequestMessage, RequestState
from eventmgr.matchmaking.meeting_requests.rules import limits_of
from eventmgr.matchmaking.suggestions.queries import list_suggestions
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState, TimetableDraft
from eventmgr.matchmaking.timetables.task.places import places_of

ASKED, ACCEPTED = RequestState.ASKED, RequestState.ACCEPTED


def slots(seen: Any) -> int:
    """Times at which meetings can be held."""
    return len(slots_of(list_blocks(seen.event.id), seen.event.timezone))


def _narrowed(seen: Any, *, in_all_states: bool = False) -> list[MeetingRequest]:
    """The requests that the number is about: of its link, else of its page."""
    asked = dict(parse_qsl(urlsplit(seen.mark.href or seen.address).query))
    asked |= {"state": "", "only": ""} if in_all_states else {}
    requests = db.session.query(MeetingRequest).filter_by(event_id=seen.event.id).all()
    hidden = {(row.party_id, row.other_id) for row in db.session.query(NoThanks).filter_by(event_id=seen.event.id)}
    only = {
        "": lambda _row: True,
        "standing": lambda row: row.state in (ASKED, ACCEPTED),
        "unanswered": lambda row: row.state is ASKED and (row.asked_id, row.asker_id) not in hidden,
        "across": lambda row: row.state is ACCEPTED and row.asker.side != row.asked.side,
        "mutual": lambda row: row.state is ACCEPTED and row.is_mutual,
    }[asked.get("only", "")]
    tests = {
        "state": lambda row, value: row.state.value == value,
        "party": lambda row, value: value in (str(row.asker_id), str(row.asked_id)),
        "asked": lambda row, value: value == str(row.asked_id),
        "call": lambda row, value: str(row.call_id) == value,
        "province": lambda row, value: value in (row.asker.province_code, row.asked.province_code),
        "side": lambda row, value: value in (row.asker.side, row.asked.side),
        "wish": lambda row, value: value in (row.asker_wish.value, row.asked_wish and row.asked_wish.value),
        "source": lambda row, value: row.source.value == value,
    }
    chosen = [(name, value) for name, value in asked.items() if name in tests and value]
    return [row for row in requests if only(row) and all(tests[name](row, value) for name, value in chosen)]


def requests(seen: Any) -> int:
    """Requests that fit the filter."""
    return len(_narrowed(seen))


def across(seen: Any) -> int:
    """Accepted ones between two sides, or their share of the accepted in whole percent."""
    is_share = "%" in seen.mark.node.text
    rows = [row for row in _narrowed(seen, in_all_states=is_share) if row.state is ACCEPTED]
    number = sum(row.asker.side != row.asked.side for row in rows)
    return round(100 * number / len(rows)) if is_share else number


def reported(seen: Any) -> int:
    """Messages that somebody reported and nobody hid."""
    messages = db.session.query(RequestMessage).join(MeetingRequest, MeetingRequest.id == RequestMessage.request_id)
    rows = messages.filter(MeetingRequest.event_id == seen.event.id)
    return sum(row.reported_at is not None and row.hidden_at is None for row in rows)


def _by_suggestions(event_id: int) -> dict[str, int]:
    """Parties that take part, sorted by what is published and what is shown to them; counted party by party."""
    parties = db.session.query(MeetingParty).filter_by(event_id=event_id, state=PartyState.ACTIVE).all()
    counts = {"some": 0, "none": 0, "silent": 0}
    for party in parties:
        published, shown = listings_of(event_id, party), suggestions_of(party)
        counts["some"] += shown > 0
        counts["none"] += published > 0 and shown == 0
        counts["silent"] += published == 0
    return counts


def listings_of(event_id: int, party: MeetingParty) -> int:
    """Its published listings at the event."""
    own = {"event_id": event_id, "organization_id": party.organization_id, "state": ListingState.PUBLISHED}
    return db.session.query(Listing).filter_by(**own).count()


def suggestions_of(party: MeetingParty) -> int:
    """Pairs that are shown to it."""
    return len(list_suggestions([party.id]))


def party_of(seen: Any) -> MeetingParty:
    """The party beside which a number stands."""
    return db.session.get_one(MeetingParty, int(seen.mark.of["party"]))


def accepted(seen: Any) -> int:
    """Accepted requests."""
    return db.session.query(MeetingRequest).filter_by(event_id=seen.event.id, state=ACCEPTED).count()


def _seats(seen: Any) -> list[PartyRepresentative]:
    """Whoever represents a party that takes part."""
    rows = db.session.query(PartyRepresentative).join(PartyRepresentative.party)
    return list(rows.filter(MeetingParty.event_id == seen.event.id, MeetingParty.state == PartyState.ACTIVE))


def unseated(seen: Any) -> int:
    """Confirmed companies' people of an organization who represent nobody: what the page is opened with."""
    seated = {seat.registration_id for seat in _seats(seen)}
    own = {"event_id": seen.event.id, "status": Status.CONFIRMED, "role": "company"}
    rows = db.session.query(Registration).filter_by(**own).all()
    return sum(row.id not in seated and row.organization_id is not None for row in rows)


def without_place(seen: Any) -> int:
    """Representatives whose registration holds no place."""
    numbers = [seat.registration_id for seat in _seats(seen) if seat.registration_id is not None]
    held = db.session.query(Registration).filter(Registration.id.in_(numbers), Registration.status.in_(HOLDING)).count()
    return len(numbers) - held


def limit_of(seen: Any) -> int:
    """How many meetings a party may have."""
    plan = find_plan(seen.event.id)
    assert plan is not None
    return limits_of(plan, party_of(seen)).maximum


def of_block(seen: Any) -> int:
    """Slots of one block."""
    block = db.session.get_one(MeetingBlock, int(seen.mark.of["block"]))
    return len(slots_of([block], seen.event.timezone))


def of_helper(seen: Any) -> int:
    """In how many slots a helper works in a row, else altogether."""
    helper = db.session.get_one(MeetingAssistant, int(seen.mark.of["assistant"]))
    return helper.most_in_a_row or helper.maximum or 0


def of_rule(seen: Any) -> int:
    """What a rule of coverage asks for."""
    return next(rule["at_least"] for rule in find_plan(seen.event.id).coverage if rule["name"] == seen.mark.of["rule"])


def meetings_in(seen: Any, *states: MeetingState) -> int:
    """Meetings of the day in these states."""
    return sum(row.state in states for row in db.session.query(Meeting).filter_by(event_id=seen.event.id))


def results(seen: Any) -> int:
    """Results that sides have given, of the outcome that the number leads to."""
    asked = dict(parse_qsl(urlsplit(seen.mark.href).query)).get("outcome", "")
    rows = db.session.query(MeetingResult).join(Meeting, Meeting.id == MeetingResult.meeting_id)
    own = rows.filter(Meeting.event_id == seen.event.id)
    return sum(asked in ("", row.outcome.value) for row in own)


def draft(seen: Any) -> TimetableDraft:
    """The draft that a number is about: the one of its line, else that of the page."""
    number = seen.mark.of.get("draft") or urlsplit(seen.address).path.split("/timetables/")[1].split("/")[0]
    return db.session.query(TimetableDraft).filter_by(event_id=seen.event.id, number=int(number)).one()


def _times(seen: Any) -> dict[tuple[int, int | None], list[datetime]]:
    """Party and who sits there for it → when their meetings of the draft begin, in order."""
    times: dict[tuple[int, int | None], list[datetime]] = {}
    for place in sorted(places_of(draft(seen).places), key=lambda one: one.starts_at):
        request = db.session.get_one(MeetingRequest, place.request)
        for party, seat in zip((request.asker_id, request.asked_id), place.seats, strict=True):
            times.setdefault((party, seat), []).append(place.starts_at)
    return times


def breaks(seen: Any) -> int:
    """Gaps between meetings of one person, or of a party without named people, within one block."""
    blocks = [
        [slot.starts_at for slot in slots_of([block], seen.event.timezone)] for block in list_blocks(seen.event.id)
    ]
    held = [[block.index(at) for at in times if at in block] for times in _times(seen).values() for block in blocks]
    return sum(later - earlier > 1 for row in held for earlier, later in itertools.pairwise(row))


def across_in_draft(seen: Any) -> int:
    """Placed ones between two sides, in whole percent."""
    rows = [db.session.get_one(MeetingRequest, place.request) for place in places_of(draft(seen).places)]
    return round(100 * sum(row.asker.side != row.asked.side for row in rows) / len(rows))


def unmet(seen: Any) -> int:
    """Parties with fewer meetings than guaranteed, and those with fewer across than a rule asks for; one by one."""
    rows = [db.session.get_one(MeetingRequest, place.request) for place in places_of(draft(seen).places)]
    plan, number = find_plan(seen.event.id), 0
    assert plan is not None
    for party in db.session.query(MeetingParty).filter_by(event_id=seen.event.id, state=PartyState.ACTIVE):
        own = [row for row in rows if party in (row.asker, row.asked)]
        number += len(own) < limits_of(plan, party).minimum
        for rule in plan.coverage:
            assert (rule["each"], rule["across"], rule["distinct"]) == ("participant", "region", False)
            number += sum(row.asker.side != row.asked.side for row in own) < rule["at_least"]
    return number


MEETING_NUMBERS = {
    "draft_placed": lambda seen: len(places_of(draft(seen).places)),
    "draft_breaks": breaks,
    "draft_across": across_in_draft,
    "draft_tables": lambda seen: len({place.table for place in places_of(draft(seen).places)}),
    "draft_unmet": unmet,
    "draft_locked": lambda seen: len(draft(seen).locked),
    "publication_given": lambda seen: len(places_of(draft(seen).places)),
    "publication_moved": lambda _seen: 0,
    "publication_cancelled": lambda _seen: 0,
    "meetings_accepted": accepted,
    "uninvited_representatives": lambda seen: sum(
        bool(seat.email) and seat.invited_at is None for seat in _seats(seen)
    ),
    "new_parties": lambda seen: seen.rows_there() if seen.mark.href else 0,
    "new_representatives": unseated,
    "leaving_representatives": without_place,
    "party_limits": limit_of,
    "plan_limits": lambda seen: find_plan(seen.event.id).maximum,
    "block_slots": of_block,
    "assistant_limits": of_helper,
    "coverage_minimum": of_rule,
    "meetings_held": lambda seen: meetings_in(seen, MeetingState.HELD),
    "meetings_missed": lambda seen: meetings_in(seen, MeetingState.MISSED),
    "meeting_results": results,
    "parties_suggested": lambda seen: seen.walk.once(_by_suggestions, seen.event.id)["some"],
    "parties_unmatched": lambda seen: seen.walk.once(_by_suggestions, seen.event.id)["none"],
    "parties_silent": lambda seen: seen.walk.once(_by_suggestions, seen.event.id)["silent"],
    "party_listings": lambda seen: listings_of(seen.event.id, party_of(seen)),
    "party_suggestions": lambda seen: suggestions_of(party_of(seen)),
    "meeting_slots": slots,
    "meeting_tables": lambda seen: len(list_tables(seen.event.id)),
    "meeting_places": lambda seen: slots(seen) * len(list_tables(seen.event.id)),
    "meeting_parties": lambda seen: db.session.query(MeetingParty).filter_by(event_id=seen.event.id).count(),
    "meeting_exclusions": lambda seen: db.session.query(PartyExclusion).filter_by(event_id=seen.event.id).count(),
    "meeting_assistants": lambda seen: len(list_assistants(seen.event.id)),
    "meeting_requests": requests,
    "meetings_across": across,
    "meetings_mutual": requests,
    "meeting_calls": requests,
    "unanswered_requests": requests,
    "reported_messages": reported,
}
