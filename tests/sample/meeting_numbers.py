"""Numbers of the pages of meetings → what they must be, counted row by row."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from eventmgr.db import db
from eventmgr.meetings.parties.models import MeetingParty, PartyExclusion
from eventmgr.meetings.planning.queries import list_assistants, list_blocks, list_tables
from eventmgr.meetings.planning.slots import slots_of
from eventmgr.meetings.requests.models import MeetingRequest, NoThanks, RequestMessage, RequestState

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


MEETING_NUMBERS = {
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
